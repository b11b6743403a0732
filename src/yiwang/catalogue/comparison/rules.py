# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every rule of the comparison, and what of the published quality rules no rule can compute."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.comparison.base_rule_table import BASE_RULES
from yiwang.catalogue.comparison.list_rule_table import LIST_RULES
from yiwang.catalogue.comparison.rule import H, L, M, Rule
from yiwang.catalogue.enums import Severity

WORKDAYS_BY_SEVERITY: Final[Mapping[Severity, int]] = {H: 5, M: 10, L: 20}
"""Within how many working days a finding is put right."""

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in (*BASE_RULES, *LIST_RULES)}

NOT_COMPUTED: Final[Mapping[int, Promise]] = {
    1: _("“审查类型为即审即办”不能计算：C0109 的要素里没有审查类型；办件类型由规则计算。"),
    2: _("“前审后批”不能计算：C0109 的要素里没有审查类型；办件类型由规则计算。"),
    3: _("“出证、出文、审批办结”按结果类型（证照、批文）计算：要素里没有办结方式。"),
    8: _("收费项目和标准在保存时就必须填写，不再计算；依据和网上支付由规则计算。"),
    13: _("“为表格”不必计算：办理环节只能按表格填写。"),
    14: _("只能计算有没有样本，样本画得对不对要由人看。"),
}
"""What of the published rules is not computed, or only in part, and why."""
