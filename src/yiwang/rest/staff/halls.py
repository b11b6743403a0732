# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Running a hall, for programs."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.halls import policies
from yiwang.halls import selectors as halls
from yiwang.halls.services import setup
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Day, Done, Line, Out, Strict, answers

router = Router(tags=["大厅管理 halls-administration"], auth=STAFF)
Week = Annotated[list[list[list[Line]]], Field(min_length=7, max_length=7)]
Periods = Annotated[list[list[Line]], Field(max_length=4)]


class HallIn(Strict):
    """What a hall says of itself; a period is ["09:00", "12:00"]."""

    name: Line
    address: Line = ""
    phone: Line = ""
    directions: Line = ""
    facilities: list[Line] = Field(default_factory=list, max_length=20)
    services: list[Line] = Field(default_factory=list, max_length=30)
    week: Week
    slot_minutes: int = 30
    places_per_counter: int = 2
    days_ahead: int = 14
    takes_bookings: bool = False


class HallDayIn(Strict):
    """Hours of one day; none to close."""

    periods: Periods
    reason: Line


class CalledOffOut(Out):
    called_off: int


class SkillIn(Strict):
    name: Line
    scopes: list[Line] = Field(default_factory=list, max_length=50)
    is_open: bool = True


class HallCounterIn(Strict):
    name: Line = ""
    letters: list[Line] = Field(default_factory=list, max_length=26)
    is_open: bool = True


class LineOut(Out):
    letter: str
    name: str
    waiting: int
    minutes: int


class ClerkOut(Out):
    counter: str
    name: str
    begun_at: datetime
    ended_at: datetime | None
    is_paused: bool
    called: int
    served: int
    mean_seconds: int
    paused_seconds: int


class BoardOut(Out):
    """A hall today."""

    waiting: int
    served: int
    missed: int
    mean_wait_seconds: int
    lines: list[LineOut]
    clerks: list[ClerkOut]


class DayFiguresOut(Out):
    day: date
    taken: int
    served: int
    missed: int
    left: int
    booked: int
    mean_wait_seconds: int
    mean_service_seconds: int


class DaysOut(Out):
    items: list[DayFiguresOut]


def _watched(request: HttpRequest, hall_id: UUID) -> None:
    policies.check_can_watch(actor_of(request), halls.places.hall(hall_id).division_code)


def _done(request: HttpRequest, act: Callable[[Actor, datetime], object]) -> HttpResponse:
    def once() -> dict[str, Any]:
        act(actor_of(request), timezone.now())
        return {"done": True}

    return perform(request, once)


@router.put(
    "/halls/{uuid:hall_id}", response=answers(Done), summary="大厅资料", openapi_extra=KEY_PARAMETER
)
def put_hall(request: HttpRequest, hall_id: UUID, payload: HallIn) -> HttpResponse:
    """Change what a hall says of itself; its slots follow its hours."""
    details = setup.HallDetails(**payload.model_dump())
    return _done(
        request,
        lambda actor, at: setup.change_hall(hall_id=hall_id, details=details, actor=actor, at=at),
    )


@router.put(
    "/halls/{uuid:hall_id}/days/{day}",
    response=answers(CalledOffOut),
    summary="某日开放时间",
    openapi_extra=KEY_PARAMETER,
)
def put_hall_day(request: HttpRequest, hall_id: UUID, day: Day, payload: HallDayIn) -> HttpResponse:
    """Give a day hours of its own; what falls outside is called off, and people are told."""

    def act() -> dict[str, Any]:
        number = setup.set_day(
            hall_id=hall_id,
            day=day,
            periods=payload.periods,
            reason=payload.reason,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"called_off": number}

    return perform(request, act)


@router.delete("/halls/{uuid:hall_id}/days/{day}", response=answers(Done), summary="恢复平常时间")
def delete_hall_day(request: HttpRequest, hall_id: UUID, day: Day) -> HttpResponse:
    """Let a day follow the week again."""
    return _done(
        request, lambda actor, at: setup.clear_day(hall_id=hall_id, day=day, actor=actor, at=at)
    )


@router.put(
    "/halls/{uuid:hall_id}/skills/{letter}",
    response=answers(Done),
    summary="业务类别",
    openapi_extra=KEY_PARAMETER,
)
def put_skill(request: HttpRequest, hall_id: UUID, letter: Line, payload: SkillIn) -> HttpResponse:
    """Set up a kind of business, or change it."""
    details = setup.SkillDetails(letter=letter, **payload.model_dump())
    return _done(
        request,
        lambda actor, at: setup.set_skill(hall_id=hall_id, details=details, actor=actor, at=at),
    )


@router.put(
    "/halls/{uuid:hall_id}/counters/{number}",
    response=answers(Done),
    summary="窗口",
    openapi_extra=KEY_PARAMETER,
)
def put_counter(
    request: HttpRequest, hall_id: UUID, number: Line, payload: HallCounterIn
) -> HttpResponse:
    """Set up a counter, or change it."""
    details = setup.CounterDetails(number=number, **payload.model_dump())
    return _done(
        request,
        lambda actor, at: setup.set_counter(hall_id=hall_id, details=details, actor=actor, at=at),
    )


@router.get("/halls/{uuid:hall_id}/board", response=answers(BoardOut), summary="今日看板")
def get_board(request: HttpRequest, hall_id: UUID) -> dict[str, Any]:
    """Return a hall today: queues, counters, figures."""
    with read_only():
        _watched(request, hall_id)
        board = halls.queue.board(hall_id, at=timezone.now())
    return {
        "waiting": board.waiting,
        "served": board.served,
        "missed": board.missed,
        "mean_wait_seconds": board.mean_wait_seconds,
        "lines": [
            {
                "letter": line.skill.letter,
                "name": line.skill.name,
                "waiting": line.waiting,
                "minutes": line.minutes,
            }
            for line in board.lines
        ],
        "clerks": [
            {
                "counter": clerk.shift.counter.number,
                "name": clerk.name,
                "begun_at": clerk.shift.begun_at,
                "ended_at": clerk.shift.ended_at,
                "is_paused": clerk.shift.is_paused,
                "called": clerk.shift.called,
                "served": clerk.shift.served,
                "mean_seconds": clerk.mean_seconds,
                "paused_seconds": clerk.paused_seconds,
            }
            for clerk in board.clerks
        ],
    }


@router.get("/halls/{uuid:hall_id}/figures", response=answers(DaysOut), summary="按日统计")
def list_days(request: HttpRequest, hall_id: UUID, since: Day, until: Day) -> dict[str, Any]:
    """Return the figures of each day, the latest first."""
    with read_only():
        _watched(request, hall_id)
        return {"items": halls.queue.days(hall_id, since=since, until=until)}
