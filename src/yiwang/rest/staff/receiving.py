# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applications that one body takes in and another decides: handed over, given back, given out."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yiwang.cases import selectors as cases
from yiwang.cases.enums import ReceivingState
from yiwang.cases.services import reading, receiving
from yiwang.foundation.web.database import read_only
from yiwang.rest import paging
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Cursor, Out, PageSize, SomeText, Strict, answers

if TYPE_CHECKING:
    from yiwang.cases.models import Receiving

router = Router(tags=["代收代办 receiving"], auth=STAFF)


class ReceivingOut(Out):
    """An application that a counter took in for another body."""

    case_id: UUID
    case_number: str
    item_name: str
    applicant_name: str
    case_state: str
    deciding_department: str
    state: ReceivingState
    is_elsewhere: bool
    received_at: datetime
    received_by_name: str
    hand_over_due_on: date
    handed_over_at: datetime | None
    note: str
    return_reason: str
    taken_over_at: datetime | None
    result_sent_at: datetime | None
    given_at: datetime | None


class ReceivingList(Out):
    """What a counter took in for others, newest first."""

    items: list[ReceivingOut]
    next_cursor: str


class ForwardIn(Strict):
    """What is handed over, and how."""

    note: SomeText


class GivenBackIn(Strict):
    """What the receiving counter has to complete."""

    reason: SomeText


class ReceivingStateOut(Out):
    """Where it stands."""

    case_id: UUID
    state: ReceivingState


@router.get("/received", response=answers(ReceivingList), summary="本窗口代收的办件")
def list_received(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: PageSize = 20,
    state: ReceivingState | None = None,
) -> dict[str, Any]:
    """Return what the caller's counter took in for other bodies, without the forms."""
    actor, place = actor_of(request), paging.opened("received", cursor)
    with read_only():
        found = cases.taken_in_here(
            actor, states=[state] if state else [], cursor=place, limit=limit
        )
        rows = [_row(one) for one in found.rows]
    reading.note_listed([one.case for one in found.rows], actor=actor, at=timezone.now())
    return {"items": rows, "next_cursor": paging.sealed("received", found.next_cursor)}


def _row(one: "Receiving") -> dict[str, Any]:
    own = {name: getattr(one, name) for name in ReceivingOut.model_fields if hasattr(one, name)}
    return own | {
        "case_number": one.case.number,
        "item_name": one.case.item_name,
        "applicant_name": one.case.applicant_name,
        "case_state": one.case.state,
        "deciding_department": one.case.department.name,
    }


def _do(request: HttpRequest, act: Callable[[], "Receiving"]) -> HttpResponse:
    def body() -> dict[str, Any]:
        done = act()
        return {"case_id": str(done.case_id), "state": str(done.state)}

    return perform(request, body)


@router.post(
    "/received/{uuid:case_id}/hand-over",
    response=answers(ReceivingStateOut),
    summary="移交",
    openapi_extra=KEY_PARAMETER,
)
def hand_over(request: HttpRequest, case_id: UUID, payload: ForwardIn) -> HttpResponse:
    """Hand over to the body that decides."""
    actor, at = actor_of(request), timezone.now()
    return _do(
        request,
        lambda: receiving.hand_over(case_id=case_id, note=payload.note, actor=actor, at=at),
    )


@router.post(
    "/received/{uuid:case_id}/giving-out",
    response=answers(ReceivingStateOut),
    summary="发放结果",
    openapi_extra=KEY_PARAMETER,
)
def give_out(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give the result to the applicant."""
    actor, at = actor_of(request), timezone.now()
    return _do(request, lambda: receiving.give_out(case_id=case_id, actor=actor, at=at))


@router.post(
    "/cases/{uuid:case_id}/taking-over",
    response=answers(ReceivingStateOut),
    summary="接收代收件",
    openapi_extra=KEY_PARAMETER,
)
def take_over(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take over what another counter took in."""
    actor, at = actor_of(request), timezone.now()
    return _do(request, lambda: receiving.take_over(case_id=case_id, actor=actor, at=at))


@router.post(
    "/cases/{uuid:case_id}/giving-back",
    response=answers(ReceivingStateOut),
    summary="退回代收窗口",
    openapi_extra=KEY_PARAMETER,
)
def give_back(request: HttpRequest, case_id: UUID, payload: GivenBackIn) -> HttpResponse:
    """Send it back to the counter that took it in."""
    actor, at = actor_of(request), timezone.now()
    return _do(
        request,
        lambda: receiving.give_back(case_id=case_id, reason=payload.reason, actor=actor, at=at),
    )


@router.post(
    "/cases/{uuid:case_id}/result-sent",
    response=answers(ReceivingStateOut),
    summary="结果转代收窗口发放",
    openapi_extra=KEY_PARAMETER,
)
def send_result(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let the counter that took it in give out the result."""
    actor, at = actor_of(request), timezone.now()
    return _do(request, lambda: receiving.send_result(case_id=case_id, actor=actor, at=at))
