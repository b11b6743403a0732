# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Halls and stations: where they are, when they are open, who is called, and tickets by code."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.halls import selectors as halls
from yiwang.halls.enums import TicketChannel
from yiwang.halls.services import holding, kiosks, queueing
from yiwang.identity import services as identity
from yiwang.rest.auth import actor_of, public
from yiwang.rest.commands import KEY_PARAMETER, done, json_answer, perform
from yiwang.rest.public.devices import DEVICE_PARAMETER, handed_on, kiosk_of, screen_of
from yiwang.rest.schemas import DivisionCode, Done, Id, Line, Out, Strict, answers

if TYPE_CHECKING:
    from yiwang.halls.models import Device, Ticket

router = Router(tags=["办事大厅 halls"], auth=None)
TicketCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{4,16}$")]


class HallOut(Out):
    """A hall or station."""

    id: UUID
    division_code: str
    name: str
    kind: str
    address: str = Field(description="Empty where none is known.")
    phone: str
    takes_bookings: bool
    is_generated: bool = Field(description="Made from the list of divisions, not verified.")


class Halls(Out):
    items: list[HallOut]


class DayHoursOut(Out):
    day: date
    hours: str = Field(description="Empty when closed.")
    reason: str


class SkillOut(Out):
    """A kind of business that one queues for."""

    id: UUID
    letter: str
    name: str
    waiting: int
    minutes: int = Field(description="How long a newcomer waits about.")


class HallDetailsOut(HallOut):
    """A hall with its hours and what is done there."""

    directions: str
    facilities: list[str]
    services: list[str]
    is_open_now: bool
    takes_tickets: bool
    days: list[DayHoursOut]
    skills: list[SkillOut]


class CallOut(Out):
    """A ticket that is called."""

    label: str
    shown_name: str = Field(description="Masked; empty for all but enrolled screens of the hall.")
    counter: str
    called_at: datetime


class Calls(Out):
    items: list[CallOut]


class TicketIn(Strict):
    """What somebody queues for."""

    skill_id: Id
    item_code: Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9A-Za-z]*$")] = ""


class CheckInIn(Strict):
    code: TicketCode


class TicketOut(Out):
    """A ticket and where it stands."""

    code: str
    label: str
    hall_id: UUID
    skill_id: UUID
    state: str
    counter: str
    ahead: int
    minutes: int


class VisitIn(Strict):
    """A machine's visit: its secret, and the code that somebody's phone shows."""

    secret: Line
    code: Line


class VisitOut(Out):
    """A visit at a kiosk that nobody has signed in to yet."""

    secret: str
    pairing: str = Field(description="A phone opens /my/kiosk/{pairing}.")
    expires_at: datetime


class VisitorOut(Out):
    shown_name: str
    expires_at: datetime


@router.get("/halls", response=answers(Halls), summary="附近的大厅")
@public
def list_halls(request: HttpRequest, division_code: DivisionCode) -> dict[str, Any]:
    """Return the halls that serve a division: its own, those above, those right below."""
    with read_only():
        return {"items": halls.places.halls_near(division_code)}


@router.get("/halls/{uuid:hall_id}", response=answers(HallDetailsOut), summary="大厅")
@public
def get_hall(request: HttpRequest, hall_id: UUID) -> dict[str, Any]:
    """Return a hall with its hours, kinds of business and queues."""
    now = timezone.now()
    with read_only():
        shown = halls.places.hall_page(hall_id, at=now)
        lines = halls.queue.lines(hall_id, at=now)
    names = {name: getattr(shown.hall, name) for name in HallOut.model_fields}
    return names | {
        "directions": shown.hall.directions,
        "facilities": shown.hall.facilities,
        "services": shown.hall.services,
        "is_open_now": shown.is_open_now,
        "takes_tickets": shown.takes_tickets,
        "days": shown.days,
        "skills": [
            {
                "id": line.skill.pk,
                "letter": line.skill.letter,
                "name": line.skill.name,
                "waiting": line.waiting,
                "minutes": line.minutes,
            }
            for line in lines
        ],
    }


@router.get(
    "/halls/{uuid:hall_id}/calls",
    response=answers(Calls),
    summary="叫号",
    openapi_extra=DEVICE_PARAMETER,
)
@public
def list_calls(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """Return the latest calls of today, the newest first; names are for enrolled screens only.

    Send the answer's ``ETag`` as ``If-None-Match``: 304 says that nothing has changed.
    """
    machine, now = screen_of(request, hall_id), timezone.now()
    with read_only():
        halls.places.hall(hall_id)
        etag = f'"{halls.queue.screen_version(hall_id, at=now)}-{int(machine is not None)}"'
        answer: HttpResponse
        if etag in request.headers.get("If-None-Match", ""):
            answer = HttpResponseNotModified()
        else:
            items = [
                {
                    "label": call.label,
                    "shown_name": call.shown_name if machine else "",
                    "counter": call.counter.number if call.counter else "",
                    "called_at": call.called_at,
                }
                for call in halls.queue.last_calls(hall_id, at=now)
            ]
            answer = json_answer({"items": items})
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    return handed_on(answer, machine)


@router.post(
    "/tickets",
    response=answers(TicketOut, 201),
    summary="自助机取号",
    openapi_extra={"parameters": KEY_PARAMETER["parameters"] + DEVICE_PARAMETER["parameters"]},
)
@public
def take_ticket(request: HttpRequest, payload: TicketIn) -> HttpResponse:
    """Take a ticket that is nobody's at a kiosk of the hall: whoever has its code follows it."""
    machine = kiosk_of(request)
    answer = perform(request, lambda: _taken(request, payload, machine.device), status=201)
    return handed_on(answer, machine)


def _taken(request: HttpRequest, payload: TicketIn, kiosk: "Device") -> dict[str, Any]:
    now, name = timezone.now(), ""
    if payload.item_code:
        name = holding.item_called(payload.item_code, on=timezone.localdate(now)).name
    made = queueing.take_ticket(
        skill_id=payload.skill_id,
        comer=queueing.Comer(item_code=payload.item_code, item_name=name),
        channel=TicketChannel.KIOSK,
        device=kiosk,
        actor=actor_of(request),
        at=now,
    )
    return ticket_body(made)


def ticket_body(made: "Ticket") -> dict[str, Any]:
    """Return a ticket as it is answered."""
    where = halls.queue.position(made, at=timezone.now())
    body = TicketOut(
        code=made.code,
        label=made.label,
        hall_id=made.hall_id,
        skill_id=made.skill_id,
        state=made.state,
        counter=made.counter.number if made.counter else "",
        ahead=where.ahead,
        minutes=where.minutes,
    )
    return body.model_dump(mode="json")


@router.get("/tickets/{ticket_code}", response=answers(TicketOut), summary="号票")
@public
def get_ticket(request: HttpRequest, ticket_code: TicketCode) -> dict[str, Any]:
    """Return where a ticket stands."""
    with read_only():
        return ticket_body(queueing.by_code(ticket_code))


@router.delete("/tickets/{ticket_code}", response=answers(Done), summary="放弃排队")
@public
def give_up_ticket(request: HttpRequest, ticket_code: TicketCode) -> HttpResponse:
    """Give a ticket up that waits."""
    return done(
        request,
        lambda: queueing.give_up(code=ticket_code, actor=actor_of(request), at=timezone.now()),
    )


@router.post(
    "/halls/{uuid:hall_id}/check-ins", response=answers(TicketOut, 201), summary="预约签到"
)
@public
def check_in(request: HttpRequest, hall_id: UUID, payload: CheckInIn) -> HttpResponse:
    """Take the ticket of an appointment by its code."""
    now, ip = timezone.now(), client_ip(request)
    identity.count_tracking(ip=ip, at=now)

    def act() -> dict[str, Any]:
        made = queueing.check_in(
            hall_id=hall_id, code=payload.code, actor=actor_of(request), at=now
        )
        identity.forget_tracking(ip=ip)
        return ticket_body(made)

    return perform(request, act, status=201)


@router.post(
    "/halls/{uuid:hall_id}/visits",
    response=answers(VisitOut, 201),
    summary="自助机登录",
    openapi_extra=DEVICE_PARAMETER,
)
@public
def begin_visit(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """Begin a visit at a kiosk of the hall."""
    machine = kiosk_of(request, hall_id)
    secret, made = kiosks.begin(hall_id=hall_id, at=timezone.now())
    body = VisitOut(secret=secret, pairing=made.pairing, expires_at=made.expires_at)
    return handed_on(json_answer(body.model_dump(mode="json"), status=201), machine)


@router.post(
    "/visits/code",
    response=answers(VisitorOut),
    summary="用到场码登录自助机",
    openapi_extra=DEVICE_PARAMETER,
)
@public
def enter_visit_code(request: HttpRequest, payload: VisitIn) -> HttpResponse:
    """Sign somebody in at a kiosk by the code that their phone shows."""
    now, ip = timezone.now(), client_ip(request)
    machine = kiosk_of(request)
    identity.count_tracking(ip=ip, at=now)

    def act() -> dict[str, Any]:
        made = kiosks.enter_code(
            secret=payload.secret, code=payload.code, actor=actor_of(request), at=now
        )
        identity.forget_tracking(ip=ip)
        body = VisitorOut(shown_name=made.shown_name, expires_at=made.expires_at)
        return body.model_dump(mode="json")

    return handed_on(perform(request, act), machine)
