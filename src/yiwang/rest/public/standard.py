# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How standard the catalogue is, and the rules that it is held to."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yiwang.catalogue.enums import IndexScope, Severity, SubjectKind
from yiwang.catalogue.selectors import comparison
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import public
from yiwang.rest.schemas import Day, DivisionCode, Line, Out, PageSize, answers

router = Router(tags=["规范化指数 standardization"], auth=None)


class IndexOut(Out):
    """The standardization index of a place, a department or a theme on a day."""

    day: date
    scope: IndexScope
    key: str = Field(description="Code of the division, id of the department, code of the theme.")
    name: str
    region_code: str
    value: str = Field(description="0.00 to 100.00")
    lists: int
    high: int = Field(description="Lists that a grave finding touches.")
    medium: int
    low: int
    findings: int = Field(description="Findings that nobody has put right yet.")


class IndexTable(Out):
    """The index of one day, the least standard first."""

    day: date | None = Field(description="The day that it is of; null when none was written yet.")
    items: list[IndexOut]


class IndexSeries(Out):
    """The index of one place, department or theme, day by day."""

    items: list[IndexOut]


class RuleOut(Out):
    """A rule that the catalogue is held to."""

    id: str
    severity: Severity
    subject: SubjectKind
    sentence: str
    source: str
    workdays: int = Field(description="Within how many working days a finding is put right.")


class RuleList(Out):
    items: list[RuleOut]


@router.get("/standardization", response=answers(IndexTable), summary="规范化指数")
@public
def get_index(
    request: HttpRequest,
    scope: IndexScope = IndexScope.CITY,
    within: Annotated[
        DivisionCode | None, Field(description="Only departments of this division and below.")
    ] = None,
    on: Annotated[Day | None, Field(description="The last day written, when left out.")] = None,
    limit: PageSize = 100,
) -> dict[str, Any]:
    """Return the index of a day."""
    with read_only():
        day = on or comparison.latest_index_day()
        if day is None:
            return {"day": None, "items": []}
        lines = comparison.index_of_day(day, scope, within=within or "", limit=limit)
        return {"day": day, "items": [line.row for line in lines]}


@router.get("/standardization/{scope}/{key}", response=answers(IndexSeries), summary="指数变化")
@public
def get_series(request: HttpRequest, scope: IndexScope, key: Line) -> dict[str, Any]:
    """Return the index of one place, department or theme, the oldest day first."""
    with read_only():
        return {"items": comparison.index_series(scope, key)}


@router.get("/standardization/rules", response=answers(RuleList), summary="比对规则")
@public
def list_rules(request: HttpRequest) -> dict[str, Any]:
    """Return the rules that the catalogue is held to."""
    return {
        "items": [
            {
                "id": rule.id,
                "severity": rule.severity,
                "subject": rule.subject,
                "sentence": str(rule.sentence),
                "source": rule.source,
                "workdays": comparison.WORKDAYS_BY_SEVERITY[rule.severity],
            }
            for rule in comparison.RULES.values()
        ]
    }
