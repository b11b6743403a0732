# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where somebody may turn who disagrees with a decision.

Source: 行政复议法 (2023) 20, 24, 27 and 28; 行政诉讼法 18 and 46.
"""

from dataclasses import dataclass

from yiwang.foundation.enums import DivisionLevel
from yiwang.organizations import selectors as organizations

RECONSIDERATION_DAYS = 60
LAWSUIT_MONTHS = 6

_LED_FROM_ABOVE = frozenset({"税务", "海关", "海事", "国家安全", "外汇管理", "金融监管"})
_JUSTICE = "司法"


@dataclass(frozen=True, slots=True)
class Remedies:
    """The bodies that a notice names."""

    reconsideration: str
    court: str = "有管辖权的人民法院"


def remedies_against(department: organizations.DepartmentSummary) -> Remedies:
    """Return where a decision of this department is reconsidered."""
    if department.line in _LED_FROM_ABOVE:
        return Remedies(f"上一级{department.line}主管部门")
    government = f"{_place_of_government(department)}人民政府"
    if department.line == _JUSTICE and department.level < DivisionLevel.TOWNSHIP:
        return Remedies(f"{government}或者上一级司法行政部门")
    return Remedies(government)


def _place_of_government(department: organizations.DepartmentSummary) -> str:
    """Return the place whose government decides: the department's own, for a township its county.

    A district is called with its city: there is more than one 西湖区.
    """
    path = organizations.division_path(department.division_code)
    *above, place = [step.name for step in path if step.level <= DivisionLevel.COUNTY]
    return f"{above[-1]}{place}" if above and place.endswith("区") else place
