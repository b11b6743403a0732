# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The power list and the responsibility list, places side by side, and the lists as files."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.rest import paging
from yiwang.rest.auth import public
from yiwang.rest.schemas import (
    Cursor,
    DivisionCode,
    LongPageSize,
    Out,
    Token,
    answers,
)

router = Router(tags=["权责清单 powers"], auth=None)
PowerType = Literal["", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10"]


class WantedPowers(BaseModel):
    """Whose powers, and which."""

    region_code: DivisionCode = Field(description="The place; only its own departments.")
    department_id: UUID | None = None
    item_type: PowerType = Field(default="", description="Type of GB/T 39046, table A.1.")

    def filter(self) -> catalogue.PowerFilter:
        """Return what the catalogue is asked.

        :raises DivisionNotFound: the place was never a division
        """
        code = organizations.division(self.region_code).code
        return catalogue.PowerFilter(code, self.department_id, self.item_type)


class PowerOut(Out):
    """A power in the hands of one department."""

    code: str = Field(description="Implementation code, 31 characters.")
    basic_code: str
    name: str
    item_type: str
    department_id: UUID
    department_name: str
    region_code: str
    level: int
    promise_amount: int | None
    promise_unit: str
    statutory_amount: int | None
    statutory_unit: str
    visits: int
    is_online: bool
    fee_count: int
    fee_cents: int = Field(description="The least of its fees.")
    supervision_phone: str


class PowersOut(Out):
    items: list[PowerOut]
    next_cursor: str


class PowerGroupOut(Out):
    """How many powers of a type a department has."""

    department_id: UUID
    department_name: str
    item_type: str
    powers: int


class PowerGroupsOut(Out):
    items: list[PowerGroupOut]


class ResponsibilityOut(Out):
    """A responsibility with its stage, or a reason for being held to account."""

    kind: str
    stage: str
    text: str
    law: str
    article: str
    article_id: int | None


class PowerArticleOut(Out):
    """A place in a law that the power rests on; the text is empty when it is not loaded."""

    law: str
    label: str
    article_id: int | None
    text: str
    issued_on: date | None


class FlowStepOut(Out):
    """A box of the outer flow chart (外部流程图)."""

    name: str
    lines: list[str]


class PowerDetailOut(Out):
    """A power with everything that the two lists say of it."""

    code: str
    basic_code: str
    name: str
    item_type: str
    region_code: str
    department_id: UUID
    department_name: str
    is_applied_for: bool
    supervision_phone: str
    remedies: str
    duties: list[ResponsibilityOut]
    liabilities: list[ResponsibilityOut]
    legal_bases: list[PowerArticleOut]
    flow: list[FlowStepOut]


class ComparedCell(Out):
    """What one place says of an item; empty where it does not have it."""

    region_code: str
    powers: list[PowerOut]


class ComparedLine(Out):
    """One item side by side."""

    basic_code: str
    basic_codes: list[str] = Field(description="All codes under which the places have it.")
    matched_by: Literal["code", "name"] = Field(
        description="By the code in common, or by name, type and legal basis without one."
    )
    name: str
    item_type: str
    only_in: str = Field(description="Code of the place that alone has it; empty otherwise.")
    differs: bool
    cells: list[ComparedCell]


class ComparedOut(Out):
    """The lists of several places side by side."""

    total: int
    common: int = Field(description="Items that every place has.")
    differing: int = Field(description="Items that are offered on other terms somewhere.")
    matched_by_name: int = Field(description="Items without a code in common.")
    only: dict[str, int] = Field(description="Code of a place → items that it alone has.")
    items: list[ComparedLine]
    next_cursor: str


@router.get("/powers", response=answers(PowersOut), summary="权力清单")
@public
def list_powers(
    request: HttpRequest,
    wanted: Query[WantedPowers],
    cursor: Cursor = "",
    limit: LongPageSize = 50,
) -> dict[str, Any]:
    """Return what the departments of a place may do, in the order of the basic code."""
    after = paging.opened("powers", cursor)
    with read_only():
        page = catalogue.power_list(wanted.filter(), after=after, limit=limit)
    return {"items": page.rows, "next_cursor": paging.sealed("powers", page.after)}


@router.get("/powers/groups", response=answers(PowerGroupsOut), summary="权力清单分组数")
@public
def list_power_groups(request: HttpRequest, wanted: Query[WantedPowers]) -> dict[str, Any]:
    """Return how many powers of which type each department has."""
    with read_only():
        return {"items": catalogue.power_groups(wanted.filter())}


@router.get("/powers/comparison", response=answers(ComparedOut), summary="权力清单对比")
@public
def compare_powers(
    request: HttpRequest,
    region_codes: Annotated[
        str,
        Field(
            pattern=r"^[0-9]{12}(,[0-9]{12}){1,4}$",
            description="Two to five codes of divisions with commas between.",
        ),
    ],
    item_type: PowerType = "",
    shown: Literal["all", "common", "differing", "missing"] = "all",
    cursor: Cursor = "",
    limit: LongPageSize = 50,
) -> dict[str, Any]:
    """Return the same item side by side: who has it, promise, fee and visits."""
    after = paging.opened("comparison", cursor)
    with read_only():
        places = [organizations.division(code).code for code in region_codes.split(",")]
        found = catalogue.compared(
            places, item_type=item_type, shown=shown, after=after, limit=limit
        )
    return {
        "total": found.total,
        "common": found.common,
        "differing": found.differing,
        "matched_by_name": found.matched,
        "only": dict(zip(found.places, found.only, strict=True)),
        "items": [
            {
                "basic_code": line.basic_code,
                "basic_codes": line.basic_codes,
                "matched_by": "name" if line.is_matched_by_name else "code",
                "name": line.name,
                "item_type": line.item_type,
                "only_in": "" if line.only_in is None else found.places[line.only_in],
                "differs": line.differs,
                "cells": [
                    {"region_code": place, "powers": powers}
                    for place, powers in zip(found.places, line.cells, strict=True)
                ],
            }
            for line in found.lines
        ],
        "next_cursor": paging.sealed("comparison", found.after),
    }


@router.get("/powers/workbook", response=answers(None), summary="权力清单（XLSX）")
@public
def get_power_workbook(request: HttpRequest, wanted: Query[WantedPowers]) -> HttpResponse:
    """Return a whole list, at most 5,000 powers, as a spreadsheet of codes."""
    with read_only():
        powers = catalogue.whole_list(wanted.filter())
    names = tuple(PowerOut.model_fields)
    body = catalogue.workbook(
        "powers",
        [(name, 18) for name in names],
        (
            [str(cell) if isinstance(cell, UUID) else cell for cell in asdict(power).values()]
            for power in powers
        ),
    )
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(body, content_type=media_type)
    response.headers["Content-Disposition"] = 'attachment; filename="powers.xlsx"'
    return response


@router.get("/powers/{code}", response=answers(PowerDetailOut), summary="权力和责任")
@public
def get_power(request: HttpRequest, code: Token) -> dict[str, Any]:
    """Return one power: its law, its responsibilities, its flow, and whom to complain to."""
    with read_only():
        found = catalogue.power(code)
    item = found.guide.item
    drawing = catalogue.drawing_of(found, ["" for _step in item.steps])
    plain = {
        name: getattr(item, name)
        for name in (
            "code",
            "basic_code",
            "name",
            "item_type",
            "region_code",
            "department_id",
            "department_name",
            "is_applied_for",
        )
    }
    return plain | {
        "supervision_phone": found.supervision_phone,
        "remedies": item.base.remedies,
        "duties": found.duties,
        "liabilities": found.liabilities,
        "legal_bases": found.guide.articles,
        "flow": [
            {"name": box.head, "lines": [line for _y, line in box.lines]} for box in drawing.boxes
        ],
    }
