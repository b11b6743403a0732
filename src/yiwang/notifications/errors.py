# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound


class MessageNotFound(NotFound):
    """There is no such message, or it is somebody else's."""

    code = "notifications.message_not_found"
    sentence = _("没有找到这条消息。")


class UnknownKind(DomainError):
    """A message of a kind that has no words."""

    code = "notifications.unknown_kind"
    sentence = _("没有这种消息：%(kind)s")


class ChannelUnknown(DomainError):
    """No channel has this name, or it is switched off."""

    code = "notifications.channel_unknown"
    kind = Kind.UNAVAILABLE
    sentence = _("“%(name)s”没有开通，请换一种方式。")


class NotDelivered(DomainError):
    """The channel did not take the message."""

    code = "notifications.not_delivered"
    kind = Kind.UNAVAILABLE
    sentence = _("消息没有发出去，请稍后再试，或者换一种方式。")
