# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Stars: how electronic an item really is, why, and what the next star needs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.rest.auth import public
from yiwang.rest.schemas import DivisionCode, Out, Token, answers

router = Router(tags=["星级 stars"], auth=None)


class StarReasonOut(Out):
    """One thing that stars are given for."""

    key: str
    words: str
    is_met: bool
    next_step: str = Field(description="What would make it hold; empty where it does.")


class StarFactsOut(Out):
    """The facts that the stars are computed from; nothing else counts."""

    can_apply_online: bool
    is_prefilled: bool
    is_paid_online: bool
    is_delivered: bool
    is_unseen: bool
    is_by_rule: bool
    recent_cases: int = Field(description="Filed in the last ninety days.")
    recent_online: int
    recent_decided: int
    recent_on_time: int
    recent_by_rule: int


class StarsOut(Out):
    """The stars of a list, 1 to 5; null where nobody applies."""

    code: str
    stars: int | None
    next_step: str
    reasons: list[StarReasonOut]
    facts: StarFactsOut


class RankedDepartmentOut(Out):
    """A department by the stars of its lists."""

    department_id: UUID
    name: str
    items: int
    average: float
    each: list[int] = Field(description="How many lists have 1, 2, 3, 4 and 5 stars.")
    recent_cases: int
    recent_online: int


class StarRankingOut(Out):
    items: list[RankedDepartmentOut]


@router.get("/items/{code}/stars", response=answers(StarsOut), summary="事项星级")
@public
def get_stars(request: HttpRequest, code: Token) -> dict[str, Any]:
    """Return the stars of a list with the reason for each."""
    with read_only():
        item = catalogue.guide(code).item
        found = catalogue.stars(item.implementation_id)
    return {
        "code": item.code,
        "stars": found.stars.count,
        "next_step": str(found.stars.next_step),
        "reasons": [
            {
                "key": reason.key,
                "words": str(reason.words),
                "is_met": reason.is_met,
                "next_step": "" if reason.is_met else str(reason.next_step),
            }
            for reason in found.stars.reasons
        ],
        "facts": found.facts,
    }


@router.get("/divisions/{code}/stars", response=answers(StarRankingOut), summary="部门星级排名")
@public
def rank_departments(request: HttpRequest, code: DivisionCode) -> dict[str, Any]:
    """Return the departments of a place, those with the most stars first."""
    with read_only():
        return {"items": catalogue.ranking(organizations.division(code).code)}
