# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What will become of a code on a day ahead, in words for everybody."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yiwang.catalogue.code_enums import CodeChange, CodeOrderState
from yiwang.catalogue.models import CodeOrder
from yiwang.foundation.templatetags.yw_text import day

BASIC = 12
USCC = 18


@dataclass(frozen=True, slots=True)
class ComingChange:
    """A change of a code that waits for its day; until then the code is in force.

    :ivar news: what takes over, each with its name; of a renumbering the code's own new form
    """

    change: str
    code: str
    on: date
    news: tuple[tuple[str, str], ...]
    basis: str

    @property
    def label(self) -> str:
        return str(CodeChange(self.change).label)

    @property
    def sentence(self) -> str:
        """Say when, and what it becomes."""
        words = {
            CodeChange.RENUMBER: _("自%(day)s起，编码改为 %(codes)s。"),
            CodeChange.SPLIT: _("自%(day)s起，拆分为%(names)s。"),
            CodeChange.MERGE: _("自%(day)s起，并入%(names)s。"),
            CodeChange.ABOLISH: _("自%(day)s起取消，不再受理新的申请。"),
            CodeChange.TRANSFER: _("自%(day)s起，改由%(names)s办理，编码随之改变。"),
            CodeChange.DIVISION: _(
                "自%(day)s起，随区划调整改由%(names)s的部门办理，编码随之改变。"
            ),
        }[CodeChange(self.change)]
        return words % {
            "day": day(self.on),
            "codes": "、".join(code for code, _name in self.news),
            "names": "、".join(f"“{name}”" if name else code for code, name in self.news),
        }


def coming_changes(code: str) -> tuple[ComingChange, ...]:
    """Return what waits for a basic code, or for an implementation code; the earliest first."""
    rows = CodeOrder.objects.filter(
        state=CodeOrderState.WAITING, subjects__overlap=subjects_of(code)
    ).order_by("on", "ordered_at")
    return tuple(
        ComingChange(
            row.change,
            code,
            row.on,
            tuple(zip(_news(row, code), row.new_names, strict=True)),
            row.basis,
        )
        for row in rows
    )


def subjects_of(code: str) -> list[str]:
    """Return what an order that changes a code may name: body and basic code, or the code."""
    return [code[:USCC], code[-BASIC:]] if len(code) > BASIC else [code]


def _news(row: CodeOrder, code: str) -> list[str]:
    if row.change == CodeChange.RENUMBER and len(code) > BASIC:
        return [f"{code[:-BASIC]}{new}" for new in row.news]
    return list(row.news)
