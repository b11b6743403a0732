# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the pages of the power list show, in words, and the files that can be taken away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.enums import ItemType
from yiwang.documents import services as documents
from yiwang.foundation.templatetags.yw_text import yuan
from yiwang.organizations import selectors as organizations
from yiwang.portal.listing import Choice, limit_words

if TYPE_CHECKING:
    from uuid import UUID

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ON_PAPER: Final = 2_000


@dataclass(frozen=True, slots=True)
class PowerRow:
    """One power as tables show it."""

    code: str
    name: str
    type_name: str
    department_name: str
    promise: str
    statutory: str
    visits: str
    fee: str
    is_online: bool
    phone: str


def rows(powers: Sequence[catalogue.Power]) -> list[PowerRow]:
    """Return powers in words."""
    return [_row(power) for power in powers]


def _row(power: catalogue.Power) -> PowerRow:
    return PowerRow(
        code=power.code,
        name=power.name,
        type_name=type_name(power.item_type),
        department_name=power.department_name,
        promise=limit_words(power.promise_amount, power.promise_unit),
        statutory=limit_words(power.statutory_amount, power.statutory_unit),
        visits=ngettext("%(count)d 次", "%(count)d 次", power.visits) % {"count": power.visits},
        fee=_fee(power),
        is_online=power.is_online,
        phone=power.supervision_phone,
    )


def type_name(item_type: str) -> str:
    """Return what a type of power is called."""
    return str(ItemType(item_type).label)


def _fee(power: catalogue.Power) -> str:
    if not power.fee_count:
        return _("不收费")
    if not power.fee_cents:
        return _("按标准收费")
    amount = yuan(power.fee_cents)
    return amount if power.fee_count == 1 else _("%(amount)s 起") % {"amount": amount}


def type_choices(wanted: catalogue.PowerFilter, groups: Sequence[catalogue.Group]) -> list[Choice]:
    """Return the types that the list can be narrowed to, with how many powers each has."""
    return [
        Choice(
            type_name(item_type),
            address(wanted, item_type="" if item_type == wanted.item_type else item_type),
            count,
            item_type == wanted.item_type,
        )
        for item_type, count in catalogue.types_in(groups)
    ]


def department_choices(
    wanted: catalogue.PowerFilter, groups: Sequence[catalogue.Group]
) -> list[Choice]:
    """Return the departments that the list can be narrowed to, those with the most first."""
    names: dict[UUID, str] = {}
    counts: dict[UUID, int] = {}
    for group in groups:
        names[group.department_id] = group.department_name
        counts[group.department_id] = counts.get(group.department_id, 0) + group.powers
    return [
        Choice(
            names[department_id],
            address(
                wanted,
                department="" if department_id == wanted.department_id else str(department_id),
            ),
            count,
            department_id == wanted.department_id,
        )
        for department_id, count in sorted(
            counts.items(), key=lambda each: (-each[1], names[each[0]])
        )
    ]


def address(wanted: catalogue.PowerFilter, **changes: str) -> str:
    """Return the query of a list, with changes."""
    asked = {
        "place": wanted.region_code,
        "type": wanted.item_type,
        "department": str(wanted.department_id or ""),
    }
    return "?" + urlencode({name: text for name, text in (asked | changes).items() if text})


# ── one power


def power_context(found: catalogue.PowerDetail) -> dict[str, Any]:
    """Return what the page of one power needs."""
    item = found.guide.item
    limits = [
        limit_words(step.limit.amount, step.limit.unit) if step.limit else "" for step in item.steps
    ]
    return {
        "item": item,
        "type_name": type_name(item.item_type),
        "place": organizations.full_name(item.region_code),
        "promise": _limit(item.promise_limit),
        "statutory": _limit(item.statutory_limit),
        "duties": found.duties,
        "liabilities": found.liabilities,
        "articles": found.guide.articles,
        "drawing": catalogue.drawing_of(found, limits),
        "phone": found.supervision_phone,
    }


def _limit(limit: Any) -> str:
    return limit_words(limit.amount, limit.unit) if limit else ""


# ── side by side


@dataclass(frozen=True, slots=True)
class LineFace:
    """One item with what each place says of it."""

    basic_codes: tuple[str, ...]
    is_matched_by_name: bool
    name: str
    type_name: str
    cells: tuple[tuple[str, tuple[PowerRow, ...]], ...]
    only_in: str
    differs: bool


def line_faces(found: catalogue.Comparison, names: Sequence[str]) -> list[LineFace]:
    """Return the lines of a comparison in words."""
    return [
        LineFace(
            line.basic_codes,
            line.is_matched_by_name,
            line.name,
            type_name(line.item_type),
            tuple(
                (name, tuple(_row(power) for power in cell))
                for name, cell in zip(names, line.cells, strict=True)
            ),
            "" if line.only_in is None else names[line.only_in],
            line.differs,
        )
        for line in found.lines
    ]


# ── files

HEADINGS: Final = (
    (gettext_lazy("序号"), 7),
    (gettext_lazy("实施编码"), 36),
    (gettext_lazy("事项名称"), 48),
    (gettext_lazy("权力类型"), 14),
    (gettext_lazy("实施部门"), 28),
    (gettext_lazy("法定期限"), 16),
    (gettext_lazy("承诺期限"), 16),
    (gettext_lazy("到场次数"), 10),
    (gettext_lazy("收费"), 14),
    (gettext_lazy("监督电话"), 18),
)


def as_workbook(title: str, powers: Sequence[catalogue.Power]) -> bytes:
    """Return a list as XLSX."""
    lines = (
        (number, *(cell for cell in _cells(row))) for number, row in enumerate(rows(powers), 1)
    )
    return catalogue.workbook(title, [(str(name), width) for name, width in HEADINGS], lines)


def as_json(title: str, powers: Sequence[catalogue.Power]) -> bytes:
    """Return a list as JSON, with the codes of the standard."""
    return orjson.dumps({"title": title, "count": len(powers), "powers": list(powers)})


def as_pdf(title: str, powers: Sequence[catalogue.Power]) -> bytes:
    """Return a list as PDF/A."""
    return documents.typeset_table(
        title=title,
        heads=[str(name) for name, _width in HEADINGS],
        rows=[(str(number), *_cells(row)) for number, row in enumerate(rows(powers), 1)],
        widths=(
            "2.2em",
            "3.2fr",
            "4fr",
            "1.6fr",
            "3fr",
            "1.6fr",
            "1.6fr",
            "1.3fr",
            "1.4fr",
            "1.8fr",
        ),
    )


FORMATS: Final[Mapping[str, tuple[str, Callable[[str, Sequence[catalogue.Power]], bytes], int]]] = {
    "xlsx": (XLSX, as_workbook, 5_000),
    "json": ("application/json", as_json, 5_000),
    "pdf": ("application/pdf", as_pdf, MOST_ON_PAPER),
}
"""Format: its media type, what writes it, and how many powers at most."""


def _cells(row: PowerRow) -> tuple[str, ...]:
    return (
        row.code,
        row.name,
        row.type_name,
        row.department_name,
        row.statutory,
        row.promise,
        row.visits,
        row.fee,
        row.phone,
    )


def title_of(wanted: catalogue.PowerFilter, groups: Sequence[catalogue.Group]) -> str:
    """Return what a list is called: the place, the department, the type."""
    place = organizations.full_name(wanted.region_code)
    department = next(
        (group.department_name for group in groups if group.department_id == wanted.department_id),
        "",
    )
    kind = type_name(wanted.item_type) if wanted.item_type else ""
    return _("%(who)s%(kind)s权力清单") % {"who": department or place, "kind": kind}
