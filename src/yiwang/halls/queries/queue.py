# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about the queue: where a ticket stands, what the screen shows, what the day gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Avg, Count, F, Q

from yiwang.foundation.actors import Actor
from yiwang.halls import opening
from yiwang.halls.enums import AT_COUNTER, TicketState
from yiwang.halls.models import (
    Counter,
    Hall,
    ServiceTime,
    Shift,
    ShiftPeriod,
    Skill,
    Ticket,
    TicketStep,
)
from yiwang.organizations import selectors as organizations

TYPICAL_SECONDS = 480
"""How long somebody takes where nothing has been served yet: eight minutes."""
CALLS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Position:
    """Where a ticket stands.

    :ivar ahead: how many come first; 0 once it is called
    :ivar minutes: how long it takes about
    """

    ticket: Ticket
    ahead: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of business with its queue."""

    skill: Skill
    waiting: int
    minutes: int


@dataclass(frozen=True, slots=True)
class ClerkDay:
    """What a clerk did at a counter on a day."""

    shift: Shift
    name: str
    mean_seconds: int
    paused_seconds: int


@dataclass(frozen=True, slots=True)
class Board:
    """A hall today: the queues, the counters, and the figures of the day."""

    lines: Sequence[Line]
    waiting: int
    served: int
    missed: int
    mean_wait_seconds: int
    clerks: Sequence[ClerkDay]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What a day in a hall gave."""

    day: date
    taken: int
    served: int
    missed: int
    left: int
    booked: int
    mean_wait_seconds: int
    mean_service_seconds: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What a clerk has in front of them."""

    shift: Shift | None
    in_hand: Ticket | None
    notes: Sequence[TicketStep]
    waiting: int
    next_up: Sequence[Ticket]
    missed: Sequence[Ticket]
    counters: Sequence[Counter]


def day_of(at: datetime) -> date:
    """Return the day of a moment in China."""
    return at.astimezone(opening.CHINA).date()


def position(ticket: Ticket, *, at: datetime) -> Position:
    """Return how many come before a ticket, and how long it will take about.

    Kept medians and two counts of the open queue; nothing of the past is counted.
    """
    if ticket.state != TicketState.WAITING:
        return Position(ticket, 0, 0)
    waiting = Ticket.objects.filter(
        hall_id=ticket.hall_id, day=ticket.day, skill_id=ticket.skill_id, state=TicketState.WAITING
    )
    earlier = Q(queued_at__lt=ticket.queued_at) | Q(
        queued_at=ticket.queued_at, number__lt=ticket.number
    )
    due = Q(due_at__lte=at + timedelta(minutes=10))
    if ticket.due_at is not None and ticket.due_at <= at + timedelta(minutes=10):
        ahead = waiting.filter(due & earlier).count()
    else:
        ahead = waiting.filter(earlier | due).exclude(pk=ticket.pk).count()
    minutes = _minutes(ahead + 1, ticket.skill_id, _open_counters([ticket.skill_id]), at=at)
    return Position(ticket, ahead, minutes)


def lines(hall_id: UUID, *, at: datetime) -> list[Line]:
    """Return the queues of a hall, each with how long a newcomer waits."""
    skills = list(Skill.objects.filter(hall_id=hall_id, is_open=True).order_by("letter"))
    counts = dict(
        Ticket.objects.filter(hall_id=hall_id, day=day_of(at), state=TicketState.WAITING)
        .values_list("skill_id")
        .annotate(number=Count("pk"))
        .order_by("skill_id")
    )
    medians = _medians([skill.pk for skill in skills], at=at)
    at_work = _open_counters([skill.pk for skill in skills])
    return [
        Line(
            skill,
            counts.get(skill.pk, 0),
            _estimated(counts.get(skill.pk, 0), skill.pk, medians, at_work),
        )
        for skill in skills
    ]


def _minutes(ahead: int, skill_id: UUID, at_work: Mapping[UUID, int], *, at: datetime) -> int:
    return _estimated(ahead, skill_id, _medians([skill_id], at=at), at_work)


def _estimated(
    ahead: int, skill_id: UUID, medians: Mapping[UUID, int], at_work: Mapping[UUID, int]
) -> int:
    seconds = ahead * medians.get(skill_id, TYPICAL_SECONDS) / max(1, at_work.get(skill_id, 0))
    return round(seconds / 60)


def _medians(skill_ids: Sequence[UUID], *, at: datetime) -> dict[UUID, int]:
    hour = at.astimezone(opening.CHINA).hour
    rows = ServiceTime.objects.filter(skill_id__in=skill_ids, hour=hour, samples__gte=5)
    return dict(rows.order_by("pk").values_list("skill_id", "median_seconds"))


def _open_counters(skill_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return at how many counters somebody is at work for each kind of business."""
    rows = Counter.objects.filter(
        skills__in=skill_ids, shifts__ended_at__isnull=True, shifts__is_paused=False
    )
    return dict(
        rows.values_list("skills").annotate(number=Count("pk", distinct=True)).order_by("skills")
    )


def last_calls(hall_id: UUID, *, at: datetime) -> list[Ticket]:
    """Return what the screen shows: the latest calls of today, the newest first."""
    rows = Ticket.objects.select_related("counter").filter(hall_id=hall_id, day=day_of(at))
    called = rows.filter(state__in=sorted(AT_COUNTER), called_at__isnull=False)
    return list(called.order_by("-called_at", "pk")[:CALLS_SHOWN])


_SHOWN = """
    SELECT md5(string_agg(
        concat_ws(' ', id, skill_id, state, counter_id, calls, called_at), ',' ORDER BY id))
      FROM halls_ticket
     WHERE hall_id = %s AND day = %s AND state IN ('waiting', 'called', 'serving')
"""


def screen_version(hall_id: UUID, *, at: datetime) -> str:
    """Return what changes whenever a hall's screen would show something else; one statement.

    What is set up of the hall, such as the name of a business, does not count.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN, [hall_id, day_of(at)])
        (digest,) = cursor.fetchone()
    return f"{day_of(at):%y%m%d}-{digest or 'empty'}"


def tickets_of(actor: Actor, *, at: datetime) -> list[Ticket]:
    """Return a citizen's own tickets of today."""
    if not actor.is_citizen or actor.applicant_id is None or actor.mandate_id is not None:
        return []
    rows = Ticket.objects.select_related("hall", "skill").filter(
        person_id=actor.applicant_id, day=day_of(at)
    )
    return list(rows.order_by("-taken_at", "pk"))


def desk(actor: Actor, *, at: datetime) -> Desk:
    """Return what a clerk has in front of them: who is there, who waits, who was missed."""
    if actor.staff_id is None:
        return Desk(None, None, (), 0, (), (), ())
    shift = (
        Shift.objects.select_related("counter__hall")
        .filter(staff_id=actor.staff_id, ended_at__isnull=True)
        .first()
    )
    if shift is None:
        return Desk(None, None, (), 0, (), (), ())
    rows = Ticket.objects.select_related("skill", "counter", "hall")
    today = rows.filter(hall_id=shift.counter.hall_id, day=day_of(at))
    in_hand = today.filter(shift=shift, state__in=sorted(AT_COUNTER)).first()
    mine = Q(counter_id=shift.counter_id) | Q(
        counter__isnull=True, skill__in=shift.counter.skills.all()
    )
    waiting = today.filter(mine, state=TicketState.WAITING)
    notes = TicketStep.objects.filter(ticket=in_hand).exclude(note="") if in_hand else ()
    counters = Counter.objects.filter(hall_id=shift.counter.hall_id, is_open=True)
    return Desk(
        shift=shift,
        in_hand=in_hand,
        notes=list(notes.order_by("at", "pk")) if in_hand else (),  # type: ignore[union-attr]
        waiting=waiting.count(),
        next_up=list(waiting.order_by("queued_at", "number", "pk")[:6]),
        missed=list(today.filter(state=TicketState.MISSED).order_by("-ended_at", "pk")[:6]),
        counters=list(counters.exclude(pk=shift.counter_id).order_by("number")),
    )


def counters_to_work_at(division_code: str) -> list[Counter]:
    """Return the open counters of the halls of a division."""
    rows = Counter.objects.select_related("hall").prefetch_related("skills")
    found = rows.filter(hall__division_code=division_code, is_open=True)
    return list(found.order_by("hall__name", "number"))


def halls_of(actor: Actor) -> list[Hall]:
    """Return the halls of the actor's own division, and those below for whom reaches down."""
    if not actor.division_code:
        return []
    rows = Hall.objects.filter(division_code=actor.division_code)
    if actor.covers_subtree:
        first, last = organizations.code_range(actor.division_code)
        rows = Hall.objects.filter(division_code__gte=first, division_code__lte=last)
        rows = rows.filter(Q(takes_bookings=True) | Q(is_generated=False))
    return list(rows.order_by("division_code", "kind")[:100])


def board(hall_id: UUID, *, at: datetime) -> Board:
    """Return a hall today."""
    day = day_of(at)
    today = Ticket.objects.filter(hall_id=hall_id, day=day)
    figures = today.aggregate(
        served=Count("pk", filter=Q(state=TicketState.DONE)),
        missed=Count("pk", filter=Q(state=TicketState.MISSED)),
        wait=Avg(F("called_at") - F("queued_at"), filter=Q(called_at__isnull=False)),
    )
    queues = lines(hall_id, at=at)
    return Board(
        lines=queues,
        waiting=sum(line.waiting for line in queues),
        served=figures["served"],
        missed=figures["missed"],
        mean_wait_seconds=_seconds(figures["wait"]),
        clerks=clerk_days(hall_id, day=day, at=at),
    )


def clerk_days(hall_id: UUID, *, day: date, at: datetime) -> list[ClerkDay]:
    """Return what each clerk did on a day, by counter."""
    rows = Shift.objects.select_related("counter").filter(counter__hall_id=hall_id, day=day)
    shifts = list(rows.order_by("counter__number", "begun_at"))
    names = organizations.staff_names({shift.staff_id for shift in shifts})
    pauses: dict[UUID, int] = {}
    paused = ShiftPeriod.objects.filter(shift__in=shifts, kind="pause")
    for period in paused.order_by("pk"):
        seconds = int(((period.ended_at or at) - period.begun_at).total_seconds())
        pauses[period.shift_id] = pauses.get(period.shift_id, 0) + max(0, seconds)
    return [
        ClerkDay(
            shift,
            names.get(shift.staff_id, "—"),
            round(shift.seconds_served / shift.served) if shift.served else 0,
            pauses.get(shift.pk, 0),
        )
        for shift in shifts
    ]


def periods(hall_id: UUID, *, day: date) -> list[ShiftPeriod]:
    """Return the log of a day: who was at work and who paused, when and why."""
    rows = ShiftPeriod.objects.select_related("shift__counter").filter(
        shift__counter__hall_id=hall_id, shift__day=day
    )
    return list(rows.order_by("begun_at", "pk")[:500])


def days(hall_id: UUID, *, since: date, until: date) -> list[DayFigures]:
    """Return the figures of each day, the latest first."""
    rows = (
        Ticket.objects.filter(hall_id=hall_id, day__gte=since, day__lte=until)
        .values("day")
        .annotate(
            taken=Count("pk"),
            served=Count("pk", filter=Q(state=TicketState.DONE)),
            missed=Count("pk", filter=Q(state=TicketState.MISSED)),
            left=Count("pk", filter=Q(state__in=[TicketState.LEFT, TicketState.LAPSED])),
            booked=Count("pk", filter=Q(due_at__isnull=False)),
            wait=Avg(F("called_at") - F("queued_at"), filter=Q(called_at__isnull=False)),
            service=Avg(
                F("ended_at") - F("serving_at"),
                filter=Q(state=TicketState.DONE, serving_at__isnull=False),
            ),
        )
        .order_by("-day")
    )
    return [
        DayFigures(
            day=row["day"],
            taken=row["taken"],
            served=row["served"],
            missed=row["missed"],
            left=row["left"],
            booked=row["booked"],
            mean_wait_seconds=_seconds(row["wait"]),
            mean_service_seconds=_seconds(row["service"]),
        )
        for row in rows
    ]


def _seconds(span: timedelta | None) -> int:
    return max(0, int(span.total_seconds())) if span else 0
