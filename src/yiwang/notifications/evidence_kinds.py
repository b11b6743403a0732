# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages about what was found instead of asked: title, text, whether the reader has to act."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVIDENCE_KINDS: Final[Mapping[str, tuple[Promise, Promise, bool]]] = {
    "evidence_corrected": (
        _("提供部门更正了您的数据"),
        _(
            "“%(item)s”（%(number)s）用到的政府数据原来有误，提供部门已经更正，经办部门会按更正后的办。"
        ),
        False,
    ),
    "evidence_corrected_late": (
        _("已办结的事用到的数据后来更正了"),
        _("“%(item)s”（%(number)s）作出决定时用到的政府数据后来已更正，已列给经办部门核对。"),
        False,
    ),
    "decision_stands": (
        _("决定复核后不变"),
        _(
            "“%(item)s”（%(number)s）作出决定时用到的政府数据有误或者无法核实，经办部门复核后，决定不变。"
        ),
        False,
    ),
    "decision_to_change": (
        _("请申请变更"),
        _("“%(item)s”（%(number)s）作出决定时用到的政府数据有误，请在“我的证件与资格”里申请变更。"),
        True,
    ),
    "decision_apply_again": (
        _("您可以重新申请"),
        _("“%(item)s”（%(number)s）作出决定时用到的政府数据有误，您可以重新申请。"),
        True,
    ),
    "evidence_right": (
        _("提供部门核对后认为数据无误"),
        _("“%(item)s”（%(number)s）里您认为有误的数据，提供部门核对后认为无误，由经办人作出判断。"),
        False,
    ),
    "evidence_unknown": (
        _("提供部门无法核实"),
        _("“%(item)s”（%(number)s）里您认为有误的数据，提供部门无法核实，由经办人作出判断。"),
        False,
    ),
}
