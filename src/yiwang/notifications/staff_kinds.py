# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages to staff about work that waits; they go to their work mail, and stand in no inbox."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PREFIX: Final = "staff_"
STAFF_KINDS: Final[Mapping[str, tuple[Promise, Promise, bool]]] = {
    "staff_link_dead": (
        _("有外部服务的链接打不开"),
        _("“%(title)s”的链接打不开，请在 %(due_on)s 前改正，或者停用这项外部服务。"),
        True,
    ),
    "staff_findings": (
        _("规范比对有新的问题"),
        _("%(day_on)s 的规范比对为您的部门找出 %(count)s 处新问题，最早的请在 %(due_on)s 前处理。"),
        True,
    ),
}


def is_for_staff(kind: str) -> bool:
    """Return whether a kind of message goes to staff."""
    return kind.startswith(PREFIX)
