# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One's own appointments, places on waiting lists, tickets, and the code of presence."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.halls import selectors as halls
from yiwang.halls.enums import TicketChannel
from yiwang.halls.errors import HallNotFound
from yiwang.halls.services import bookings, holding, kiosks, presence, queueing, waiting
from yiwang.rest.auth import CITIZEN, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.public.halls import TicketIn, TicketOut, ticket_body
from yiwang.rest.schemas import Done, Id, Line, Out, Strict, answers

if TYPE_CHECKING:
    from yiwang.halls.models import Appointment

router = Router(tags=["预约 appointments"], auth=CITIZEN)


class FreeSlotOut(Out):
    id: UUID
    starts_at: datetime
    ends_at: datetime
    free: int


class BookingDayOut(Out):
    day: date
    slots: list[FreeSlotOut]


class BookingDays(Out):
    items: list[BookingDayOut]


class AppointmentIn(Strict):
    """A time, and what for: an item, or a case or draft of one's own."""

    slot_id: Id
    item_code: Line = ""
    case_id: Id | None = None
    draft_id: Id | None = None


class AppointmentMoveIn(Strict):
    slot_id: Id


class WaitingIn(Strict):
    """A day that is full."""

    skill_id: Id
    day: Annotated[date, Field(strict=False)]
    item_code: Line = ""


class AppointmentOut(Out):
    """An appointment; held until `held_until`, to be confirmed before."""

    id: UUID
    hall_id: UUID
    skill_id: UUID
    starts_at: datetime
    ends_at: datetime
    code: str
    item_name: str
    state: str
    held_until: datetime | None


class Appointments(Out):
    items: list[AppointmentOut]


class WaitingPlaceOut(Out):
    id: UUID
    hall_id: UUID
    skill_id: UUID
    day: date
    state: str
    appointment_id: UUID | None = Field(description="What is offered, to be confirmed.")


class Waits(Out):
    items: list[WaitingPlaceOut]


class PresenceOut(Out):
    """A code that works once: for the counter, or to sign in at a kiosk."""

    code: str
    expires_at: datetime


@router.get(
    "/skills/{uuid:skill_id}/slots", response=answers(BookingDays), summary="可以预约的时间"
)
def list_slots(request: HttpRequest, skill_id: UUID) -> dict[str, Any]:
    """Return the coming days of a kind of business with the free places of each time."""
    with read_only():
        if halls.bookings.skill(skill_id) is None:
            raise HallNotFound
        return {"items": halls.bookings.booking_days(skill_id, at=timezone.now())}


@router.get("/appointments", response=answers(Appointments), summary="我的预约")
def list_appointments(request: HttpRequest) -> dict[str, Any]:
    """Return one's appointments, the latest first."""
    with read_only():
        return {"items": halls.bookings.appointments(actor_of(request))}


@router.get(
    "/appointments/{uuid:appointment_id}", response=answers(AppointmentOut), summary="一个预约"
)
def get_appointment(request: HttpRequest, appointment_id: UUID) -> Any:
    """Return one of one's appointments."""
    with read_only():
        return halls.bookings.appointment(appointment_id, actor_of(request))


@router.post(
    "/appointments",
    response=answers(AppointmentOut, 201),
    summary="占一个时段",
    openapi_extra=KEY_PARAMETER,
)
def hold_appointment(request: HttpRequest, payload: AppointmentIn) -> HttpResponse:
    """Hold a time for ten minutes; it counts once it is confirmed."""
    actor, now = actor_of(request), timezone.now()

    def act() -> dict[str, Any]:
        wish = holding.wish_of(
            actor,
            item_code=payload.item_code,
            case_id=payload.case_id,
            draft_id=payload.draft_id,
            at=now,
        )
        return _body(bookings.hold_place(slot_id=payload.slot_id, wish=wish, actor=actor, at=now))

    return perform(request, act, status=201)


@router.post(
    "/appointments/{uuid:appointment_id}/confirmation",
    response=answers(AppointmentOut),
    summary="确认预约",
    openapi_extra=KEY_PARAMETER,
)
def confirm_appointment(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Confirm a held time."""
    actor, now = actor_of(request), timezone.now()
    return perform(
        request,
        lambda: _body(bookings.confirm(appointment_id=appointment_id, actor=actor, at=now)),
    )


@router.put(
    "/appointments/{uuid:appointment_id}/slot",
    response=answers(AppointmentOut),
    summary="预约改期",
    openapi_extra=KEY_PARAMETER,
)
def move_appointment(
    request: HttpRequest, appointment_id: UUID, payload: AppointmentMoveIn
) -> HttpResponse:
    """Move an appointment; the old time is kept when the new one is full."""
    actor, now = actor_of(request), timezone.now()
    return perform(
        request,
        lambda: _body(
            bookings.move(
                appointment_id=appointment_id, slot_id=payload.slot_id, actor=actor, at=now
            )
        ),
    )


@router.delete("/appointments/{uuid:appointment_id}", response=answers(Done), summary="取消预约")
def cancel_appointment(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Give a time back; the first of the waiting list is offered it."""
    actor, now = actor_of(request), timezone.now()
    return done(
        request,
        lambda: bookings.cancel(appointment_id=appointment_id, actor=actor, at=now),
    )


def _body(made: "Appointment") -> dict[str, Any]:
    return AppointmentOut.model_validate(made).model_dump(mode="json")


@router.get("/waiting-list", response=answers(Waits), summary="我的候补")
def list_waits(request: HttpRequest) -> dict[str, Any]:
    """Return where one is on a waiting list."""
    with read_only():
        return {"items": halls.bookings.waits(actor_of(request))}


@router.post(
    "/waiting-list",
    response=answers(WaitingPlaceOut, 201),
    summary="登记候补",
    openapi_extra=KEY_PARAMETER,
)
def join_waiting_list(request: HttpRequest, payload: WaitingIn) -> HttpResponse:
    """Wait for a place on a day that is full."""
    actor, now = actor_of(request), timezone.now()

    def act() -> dict[str, Any]:
        wish = holding.wish_of(
            actor, item_code=payload.item_code, case_id=None, draft_id=None, at=now
        )
        made = waiting.join(
            skill_id=payload.skill_id, day=payload.day, wish=wish, actor=actor, at=now
        )
        return WaitingPlaceOut.model_validate(made).model_dump(mode="json")

    return perform(request, act, status=201)


@router.delete("/waiting-list/{uuid:waiting_id}", response=answers(Done), summary="退出候补")
def leave_waiting_list(request: HttpRequest, waiting_id: UUID) -> HttpResponse:
    """Leave the waiting list of a day."""
    return done(
        request,
        lambda: waiting.leave(waiting_id=waiting_id, actor=actor_of(request), at=timezone.now()),
    )


@router.post(
    "/me/tickets",
    response=answers(TicketOut, 201),
    summary="用自己的名义取号",
    openapi_extra=KEY_PARAMETER,
)
def take_own_ticket(request: HttpRequest, payload: TicketIn) -> HttpResponse:
    """Take a ticket in one's own name."""
    actor, now = actor_of(request), timezone.now()

    def act() -> dict[str, Any]:
        wish = holding.wish_of(
            actor, item_code=payload.item_code, case_id=None, draft_id=None, at=now
        )
        made = queueing.take_ticket(
            skill_id=payload.skill_id,
            comer=queueing.comer_of(actor, item_code=wish.item_code, item_name=wish.item_name),
            channel=TicketChannel.PHONE,
            actor=actor,
            at=now,
        )
        return ticket_body(made)

    return perform(request, act, status=201)


@router.post("/me/presence", response=answers(PresenceOut, 201), summary="出示到场码")
def show_presence(request: HttpRequest) -> HttpResponse:
    """Return a code that proves to a counter, or to a kiosk, that one is there and agrees."""

    def act() -> dict[str, Any]:
        made = presence.show_code(actor=actor_of(request), at=timezone.now())
        return PresenceOut.model_validate(made).model_dump(mode="json")

    return perform(request, act, status=201)


@router.post("/visits/{pairing}", response=answers(Done), summary="确认登录自助机")
def pair_visit(request: HttpRequest, pairing: Line) -> HttpResponse:
    """Sign in at the kiosk whose code the phone has read."""
    return done(
        request,
        lambda: kiosks.pair(pairing=pairing, actor=actor_of(request), at=timezone.now()),
    )
