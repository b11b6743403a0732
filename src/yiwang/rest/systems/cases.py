# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases for registered systems of government: each read states its purpose and leaves a trace."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.cases.errors import NotYourCase
from yiwang.foundation.web.database import read_only
from yiwang.identity.enums import Purpose
from yiwang.organizations.enums import Right
from yiwang.rest import paging
from yiwang.rest.auth import SYSTEMS, actor_of
from yiwang.rest.people.cases import note_reading, whole_case
from yiwang.rest.people.shapes import CaseOut
from yiwang.rest.schemas import Cursor, Flag, LongPageSize, Out, PageSize, Words, answers

router = Router(tags=["业务系统 systems"], auth=SYSTEMS)

StatedPurpose = Annotated[
    Purpose,
    Header(alias="X-Purpose", description="Why the data are read; it goes to the ledger."),
]


class SystemCaseRow(Out):
    """A case in a list for systems: no name of a person."""

    id: UUID
    number: str
    item_name: str
    state: CaseState
    outcome: str
    submitted_at: datetime
    due_on: date | None
    decided_at: datetime | None
    closed_at: datetime | None


class SystemCaseList(Out):
    """A page of cases, newest first."""

    items: list[SystemCaseRow]
    next_cursor: str


class FactOut(Out):
    """Something that happened to a case; ids, codes, dates and numbers only."""

    seq: int
    kind: str
    at: datetime
    case_id: UUID
    region_code: str
    payload: dict[str, Any]


class Feed(Out):
    """What happened, first things first; ask again with the cursor, also when it was empty."""

    items: list[FactOut]
    next_cursor: str
    is_up_to_date: bool = Field(description="True: wait a while before asking again.")


@router.get("/cases", response=answers(SystemCaseList), summary="办件列表")
def list_cases(
    request: HttpRequest,
    purpose: StatedPurpose,
    cursor: Cursor = "",
    limit: PageSize = 50,
    state: CaseState | None = None,
    is_open: Flag | None = None,
    q: Words = "",
) -> dict[str, Any]:
    """Return the cases of the system's department, newest first, without names."""
    _check_may_read(request)
    wanted = cases.CaseFilter(states=[state] if state else [], is_open=is_open, words=q)
    place = paging.opened("system-cases", cursor)
    with read_only():
        page = cases.cases(actor_of(request), wanted=wanted, cursor=place, limit=limit)
        return {"items": page.rows, "next_cursor": paging.sealed("system-cases", page.next_cursor)}


@router.get("/cases/{uuid:case_id}", response=answers(CaseOut), summary="办件详情")
def get_case(request: HttpRequest, case_id: UUID, purpose: StatedPurpose) -> dict[str, Any]:
    """Return one case, whole; that it was read, and why, goes to the ledger."""
    _check_may_read(request)
    actor = actor_of(request)
    note_reading(case_id, actor, purpose=purpose.value)
    with read_only():
        return whole_case(cases.case(case_id, actor), actor)


@router.get("/events", response=answers(Feed), summary="办件动态")
def follow_cases(
    request: HttpRequest,
    purpose: StatedPurpose,
    cursor: Cursor = "",
    limit: LongPageSize = 100,
) -> dict[str, Any]:
    """Return what happened to the department's cases since the cursor, in the ledger's order."""
    _check_may_read(request)
    place = paging.opened("feed", cursor)
    after = int(place) if place else -1
    with read_only():
        feed = cases.case_feed(actor_of(request), after=after, limit=limit)
    return {
        "items": [
            {
                "seq": each.seq,
                "kind": each.kind,
                "at": each.at,
                "case_id": each.subject_id,
                "region_code": each.region_code,
                "payload": dict(each.payload),
            }
            for each in feed.events
        ],
        "next_cursor": paging.sealed("feed", str(feed.position)) if feed.position >= 0 else "",
        "is_up_to_date": feed.is_up_to_date,
    }


def _check_may_read(request: HttpRequest) -> None:
    if not actor_of(request).has_right(Right.CASES_READ):
        raise NotYourCase
