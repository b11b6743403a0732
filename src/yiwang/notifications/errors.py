# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, NotFound


class MessageNotFound(NotFound):
    """There is no such message, or it is somebody else's."""

    code = "notifications.message_not_found"
    sentence = _("没有找到这条消息。")


class UnknownKind(DomainError):
    """A message of a kind that has no words."""

    code = "notifications.unknown_kind"
    sentence = _("没有这种消息：%(kind)s")
