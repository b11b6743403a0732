# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Working at a counter, for programs: shifts, calls, and what the person there has begun."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases.services.drafts import DraftContent
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.halls import policies
from yiwang.halls import selectors as halls
from yiwang.halls.services import calling, presence
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Answers, Done, Form, Id, Line, Out, Strict, answers

if TYPE_CHECKING:
    from yiwang.halls.models import Ticket

MAY_CONFLICT = {"x-may-conflict": True}
"""Reading is refused while nobody has shown a code of presence at the counter."""
router = Router(tags=["窗口叫号 desk"], auth=STAFF)


class ShiftIn(Strict):
    counter_id: Id


class PauseIn(Strict):
    reason: Literal["rest", "meal", "meeting", "system", "away"]


class TicketStepIn(Strict):
    """What happens to the ticket: `transfer` needs a counter."""

    step: Literal["recall", "serve", "finish", "miss", "requeue", "transfer"]
    counter_id: Id | None = None
    note: Line = ""


class PresenceIn(Strict):
    code: Line


class CounterDraftIn(Strict):
    version_id: Id
    form: Form
    scenario: Answers | None = Field(
        default=None, description="What was answered in the scenario; null leaves what is kept."
    )


class CalledTicketOut(Out):
    """A ticket as the clerk sees it; the name is masked until its person shows their code."""

    id: UUID
    label: str
    shown_name: str
    item_name: str
    state: str
    calls: int


class DeskOut(Out):
    """What a clerk has in front of them."""

    counter: str
    is_paused: bool
    waiting: int
    in_hand: CalledTicketOut | None
    next_up: list[CalledTicketOut]
    missed: list[CalledTicketOut]


class DraftAtCounterOut(Out):
    id: UUID
    version_id: UUID
    item_name: str
    updated_at: datetime


class DraftsAtCounter(Out):
    items: list[DraftAtCounterOut]


class DraftContentOut(DraftAtCounterOut):
    form_data: dict[str, Any]
    scenario_answers: dict[str, str | int] | None
    materials: dict[str, list[UUID]] = Field(
        description="Files that the clerk can hand in, by material; the person's own stay theirs."
    )


def _done(request: HttpRequest, act: Callable[[Actor, datetime], object]) -> HttpResponse:
    def once() -> dict[str, Any]:
        act(actor_of(request), timezone.now())
        return {"done": True}

    return perform(request, once)


@router.get("/desk", response=answers(DeskOut), summary="窗口台面")
def get_desk(request: HttpRequest) -> dict[str, Any]:
    """Return what the clerk has in front of them; the counter is empty when signed on to none."""
    policies.check_is_clerk(actor_of(request))
    with read_only():
        desk = halls.queue.desk(actor_of(request), at=timezone.now())
    return {
        "counter": desk.shift.counter.number if desk.shift else "",
        "is_paused": bool(desk.shift and desk.shift.is_paused),
        "waiting": desk.waiting,
        "in_hand": desk.in_hand,
        "next_up": desk.next_up,
        "missed": desk.missed,
    }


@router.put("/desk/shift", response=answers(Done), summary="上岗", openapi_extra=KEY_PARAMETER)
def begin_shift(request: HttpRequest, payload: ShiftIn) -> HttpResponse:
    """Sign on to a counter."""
    return _done(
        request,
        lambda actor, at: calling.sign_on(counter_id=payload.counter_id, actor=actor, at=at),
    )


@router.delete("/desk/shift", response=answers(Done), summary="下岗")
def end_shift(request: HttpRequest) -> HttpResponse:
    """Sign off."""
    return _done(request, lambda actor, at: calling.sign_off(actor=actor, at=at))


@router.put("/desk/pause", response=answers(Done), summary="暂停", openapi_extra=KEY_PARAMETER)
def pause_shift(request: HttpRequest, payload: PauseIn) -> HttpResponse:
    """Stop calling for a while."""
    return _done(
        request, lambda actor, at: calling.pause(reason=payload.reason, actor=actor, at=at)
    )


@router.delete("/desk/pause", response=answers(Done), summary="恢复")
def resume_shift(request: HttpRequest) -> HttpResponse:
    """Go on after a pause."""
    return _done(request, lambda actor, at: calling.resume(actor=actor, at=at))


@router.post(
    "/desk/calls",
    response=answers(CalledTicketOut, 201),
    summary="叫下一位",
    openapi_extra=KEY_PARAMETER,
)
def call_next(request: HttpRequest) -> HttpResponse:
    """Call the next ticket to one's counter."""

    def act() -> dict[str, Any]:
        return _ticket(calling.call_next(actor=actor_of(request), at=timezone.now()))

    return perform(request, act, status=201)


def _ticket(found: "Ticket") -> dict[str, Any]:
    return CalledTicketOut.model_validate(found).model_dump(mode="json")


@router.post(
    "/desk/tickets/{uuid:ticket_id}/steps",
    response=answers(CalledTicketOut),
    summary="号票下一步",
    openapi_extra=KEY_PARAMETER,
)
def step_ticket(request: HttpRequest, ticket_id: UUID, payload: TicketStepIn) -> HttpResponse:
    """Recall, serve, finish, miss, put back or pass on."""

    def act() -> dict[str, Any]:
        actor, at = actor_of(request), timezone.now()
        if payload.step == "transfer":
            found = calling.transfer(
                ticket_id=ticket_id,
                to_counter_id=payload.counter_id or ticket_id,
                note=payload.note,
                actor=actor,
                at=at,
            )
        else:
            found = calling.STEPS[payload.step](ticket_id=ticket_id, actor=actor, at=at)
        return _ticket(found)

    return perform(request, act)


@router.post(
    "/desk/tickets/{uuid:ticket_id}/presence", response=answers(Done), summary="核对到场码"
)
def open_presence(request: HttpRequest, ticket_id: UUID, payload: PresenceIn) -> HttpResponse:
    """Take the code of the person at the counter; it opens what is theirs until the ticket ends.

    Five wrong codes for one ticket lock it to the clerk for a while.
    """
    presence.count_try(ticket_id=ticket_id, actor=actor_of(request), at=timezone.now())
    return _done(
        request,
        lambda actor, at: presence.open_by_code(
            ticket_id=ticket_id, code=payload.code, actor=actor, at=at
        ),
    )


@router.get(
    "/desk/tickets/{uuid:ticket_id}/drafts",
    response=answers(DraftsAtCounter),
    summary="本人草稿",
    openapi_extra=MAY_CONFLICT,
)
def list_drafts_at_counter(request: HttpRequest, ticket_id: UUID) -> dict[str, Any]:
    """Return the drafts of the person at the counter."""
    found = presence.drafts(ticket_id=ticket_id, actor=actor_of(request), at=timezone.now())
    return {"items": found}


@router.get(
    "/desk/tickets/{uuid:ticket_id}/drafts/{uuid:draft_id}",
    response=answers(DraftContentOut),
    summary="打开草稿",
    openapi_extra=MAY_CONFLICT,
)
def open_draft_at_counter(request: HttpRequest, ticket_id: UUID, draft_id: UUID) -> Any:
    """Return a draft of the person at the counter; the ledger says so."""
    return presence.open_draft(
        ticket_id=ticket_id, draft_id=draft_id, actor=actor_of(request), at=timezone.now()
    )


@router.put(
    "/desk/tickets/{uuid:ticket_id}/drafts",
    response=answers(Done),
    summary="存为本人草稿",
    openapi_extra=KEY_PARAMETER,
)
def save_draft_at_counter(
    request: HttpRequest, ticket_id: UUID, payload: CounterDraftIn
) -> HttpResponse:
    """Keep what was typed as the person's own draft, to be finished online."""
    return _done(
        request,
        lambda actor, at: presence.save_draft(
            ticket_id=ticket_id,
            version_id=payload.version_id,
            typed=DraftContent(form=payload.form, scenario=payload.scenario),
            actor=actor,
            at=at,
        ),
    )
