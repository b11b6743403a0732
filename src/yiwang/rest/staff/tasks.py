# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""My tasks: the list of what waits, and taking or handing over a piece of it."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.enums import RIGHT_OF_ROLE, Role
from yiwang.cases.services import work
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.rest import paging
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Cursor, Done, Flag, Id, LongPageSize, Out, Strict, Words, answers

router = Router(tags=["待办 tasks"], auth=STAFF)


class TaskOut(Out):
    """One step of one case that waits; names of persons are masked."""

    id: UUID
    case_id: UUID
    case_number: str
    item_name: str
    applicant_name: str
    role: str
    step_key: str
    step_name: str
    kind: str = Field(
        description="`lower_review`: another body's case, reviewed here first; it is worked at "
        "`/staff/lower-reviews/{case_id}` and not taken."
    )
    form_code: str
    due_on: date
    days_left: int
    tone: str
    is_mine: bool
    is_taken: bool
    is_in_stead: bool
    doubt: str = Field(description="Why a rule left the case to people; empty for most.")


class TaskList(Out):
    """A page of tasks, the most urgent first."""

    items: list[TaskOut]
    next_cursor: str


class TaskCounts(Out):
    """How many tasks there are; each figure stops at 1,000."""

    overdue: int
    soon: int
    fine: int
    stopped: int


class HandOverIn(Strict):
    to_staff_id: Annotated[
        Id | None, Field(description="A colleague of the department; null: back to everybody.")
    ]


class NextTask(Out):
    """The task that was taken."""

    id: UUID | None
    case_id: UUID | None


class ColleagueOut(Out):
    """A colleague who may take the step."""

    id: UUID
    name: str
    staff_number: str


class Colleagues(Out):
    items: list[ColleagueOut]
    next_cursor: str


class DoneTask(Out):
    case_id: UUID
    case_number: str
    item_name: str
    step_name: str
    done_at: datetime


class DoneTasks(Out):
    items: list[DoneTask]


@router.get("/tasks", response=answers(TaskList), summary="我的待办")
def list_tasks(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: LongPageSize = 50,
    mine: Flag = False,
    role: Role | None = None,
    tone: cases.Tone | None = None,
    q: Words = "",
) -> dict[str, Any]:
    """Return what waits for the caller's present post."""
    wanted = cases.TaskFilter(mine=mine, roles=[role] if role else [], tone=tone, words=q)
    place = paging.opened("tasks", cursor)
    with read_only():
        page = cases.tasks(
            actor_of(request), today=timezone.localdate(), wanted=wanted, cursor=place, limit=limit
        )
    return {"items": page.rows, "next_cursor": paging.sealed("tasks", page.next_cursor)}


@router.get("/tasks/counts", response=answers(TaskCounts), summary="待办数量")
def count_tasks(request: HttpRequest) -> dict[str, int]:
    """Return how many tasks are overdue, due soon, fine and stopped."""
    with read_only():
        counts = cases.task_counts(actor_of(request), today=timezone.localdate())
    return {tone.value: number for tone, number in counts.items()}


@router.get("/tasks/done", response=answers(DoneTasks), summary="我的已办")
def list_done(request: HttpRequest, limit: LongPageSize = 50) -> dict[str, Any]:
    """Return what the caller has done, last first."""
    with read_only():
        return {"items": cases.done_tasks(actor_of(request), limit=limit)}


@router.get(
    "/tasks/{uuid:work_item_id}/colleagues", response=answers(Colleagues), summary="可转交的同事"
)
def list_colleagues(
    request: HttpRequest, work_item_id: UUID, cursor: Cursor = "", limit: LongPageSize = 50
) -> dict[str, Any]:
    """Return the colleagues of the department who may take a step, by staff number."""
    place = paging.opened("colleagues", cursor)
    with read_only():
        item = cases.work_item(work_item_id, actor_of(request))
        found = organizations.staff_with_right(
            item.department_id,
            RIGHT_OF_ROLE[Role(item.role)],
            timezone.localdate(),
            limit=limit + 1,
            after=place,
        )
    rows, last = found[:limit], found[limit - 1].staff_number if len(found) > limit else ""
    return {"items": rows, "next_cursor": paging.sealed("colleagues", last)}


@router.post(
    "/tasks/{uuid:work_item_id}/claim",
    response=answers(Done),
    summary="领取",
    openapi_extra=KEY_PARAMETER,
)
def claim(request: HttpRequest, work_item_id: UUID) -> HttpResponse:
    """Take a task for oneself."""

    def act() -> dict[str, Any]:
        work.claim_work(work_item_id=work_item_id, actor=actor_of(request), at=timezone.now())
        return {"done": True}

    return perform(request, act)


@router.post(
    "/tasks/next",
    response=answers(NextTask),
    summary="领取下一件",
    openapi_extra=KEY_PARAMETER,
)
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the most urgent task that nobody has; null when there is none."""

    def act() -> dict[str, Any]:
        item = work.take_next(actor=actor_of(request), at=timezone.now())
        if item is None:
            return {"id": None, "case_id": None}
        return {"id": str(item.pk), "case_id": str(item.case_id)}

    return perform(request, act)


@router.post(
    "/tasks/{uuid:work_item_id}/hand-over",
    response=answers(Done),
    summary="转交",
    openapi_extra=KEY_PARAMETER,
)
def hand_over(request: HttpRequest, work_item_id: UUID, payload: HandOverIn) -> HttpResponse:
    """Give a task to a colleague, or back to everybody."""

    def act() -> dict[str, Any]:
        work.hand_over_work(
            work_item_id=work_item_id,
            to_staff_id=payload.to_staff_id,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"done": True}

    return perform(request, act)
