# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How the story of a case tells of trust and promises."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.enums import CaseMode, OriginalResult

TITLES: Mapping[str, Any] = {
    "cases.mode_chosen": gettext_lazy("签署办理方式"),
    "cases.material_deferred": gettext_lazy("告知容缺材料的补交期限"),
    "cases.deferral_reminded": gettext_lazy("提醒补交容缺材料"),
    "cases.deferred_handed_in": gettext_lazy("补交容缺材料"),
    "cases.deferred_returned": gettext_lazy("退回补交的材料"),
    "cases.acceptance_withdrawn": gettext_lazy("撤销受理"),
    "cases.original_checked": gettext_lazy("核验原件"),
    "cases.original_check_voided": gettext_lazy("原件核验作废"),
    "cases.decision_effective": gettext_lazy("原件核验一致，决定生效"),
    "cases.decision_voided": gettext_lazy("原件不符，决定失效"),
    "cases.promise_check_opened": gettext_lazy("安排承诺核查"),
    "cases.promise_check_moved": gettext_lazy("重新计算核查期限"),
    "cases.promise_check_overdue": gettext_lazy("承诺核查逾期"),
    "cases.promise_kept": gettext_lazy("承诺属实"),
    "cases.correction_ordered": gettext_lazy("责令限期整改"),
    "cases.promise_broken": gettext_lazy("整改后仍不符合承诺"),
    "cases.decision_revoked": gettext_lazy("撤销决定"),
}
"""What the timeline calls these facts."""
INTERNAL = frozenset({"cases.promise_check_overdue", "cases.promise_broken"})


def _mode(facts: Mapping[str, Any]) -> str:
    return str(CaseMode(facts["mode"]).label)


def _until(facts: Mapping[str, Any]) -> str:
    return _("期限：%(day)s") % {"day": facts.get("due_on") or facts["correct_by_on"]}


def _result(facts: Mapping[str, Any]) -> str:
    return str(OriginalResult(facts["result"]).label)


DETAILS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "cases.mode_chosen": _mode,
    "cases.material_deferred": _until,
    "cases.deferral_reminded": _until,
    "cases.deferred_returned": _until,
    "cases.original_checked": _result,
    "cases.promise_check_opened": _until,
    "cases.promise_check_moved": _until,
    "cases.correction_ordered": _until,
}
