# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages about applying together: title, text, and whether the reader has to do something."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOGETHER_KINDS: Final[Mapping[str, tuple[Promise, Promise, bool]]] = {
    "together_invited": (
        _("有人邀请您共同申请"),
        _("%(owner)s 邀请您共同申请“%(item)s”，请在 %(expires_on)s 前查看。"),
        True,
    ),
    "together_reminded": (
        _("请尽快查看共同申请"),
        _("%(owner)s 提醒您：共同申请“%(item)s”还等您答复或者签署，%(expires_on)s 前有效。"),
        True,
    ),
    "together_answered": (
        _("共同申请人有了答复"),
        _("%(name)s 对共同申请“%(item)s”的邀请作出了答复。"),
        False,
    ),
    "together_ended": (
        _("共享的草稿已经结束"),
        _("“%(item)s”的共享草稿已经结束，不能再看。"),
        False,
    ),
    "together_signed": (
        _("共同申请人已确认签署"),
        _("%(name)s 已确认签署“%(item)s”的申请。"),
        False,
    ),
    "together_voided": (
        _("内容有改动，请重新签署"),
        _("“%(item)s”的申请在您签署后有了改动，原来的签署已经失效，请重新阅读并签署。"),
        True,
    ),
    "withdrawal_asked": (
        _("请您决定是否同意撤回"),
        _("共同申请“%(item)s”（%(number)s）的另一方想撤回申请，需要您同意。"),
        True,
    ),
    "withdrawal_agreed": (
        _("共同申请人同意撤回"),
        _("共同申请“%(item)s”（%(number)s）的另一方同意撤回，您可以撤回了。"),
        False,
    ),
}
