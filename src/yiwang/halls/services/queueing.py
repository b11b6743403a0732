# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Queue tickets: taken at a kiosk or on the phone, checked in with an appointment, given up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from yiwang.foundation import reach
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.halls import events, opening
from yiwang.halls.enums import (
    BookingState,
    TicketChannel,
    TicketState,
    TicketStepKind,
)
from yiwang.halls.errors import (
    AlreadyQueued,
    CheckInRefused,
    HallClosed,
    HallNotFound,
    SignInForTicket,
    TicketNotFound,
    TicketNotOpen,
    TooManyTickets,
)
from yiwang.halls.models import Appointment, Device, Hall, Skill, Ticket, TicketStep
from yiwang.halls.services import devices, holding, slots
from yiwang.ledger import services as ledger

EARLIEST: Final = timedelta(minutes=30)
LATEST: Final = timedelta(minutes=15)
"""From how long before an appointment begins, and until how long after it ends, one checks in."""


MOST_A_DAY: Final = 5
"""Tickets that one person may take in a hall on a day, those given up among them."""


@dataclass(frozen=True, slots=True)
class Comer:
    """Who takes a ticket, and what for.

    :param person_id: the natural or legal person; None for whoever holds the paper
    """

    person_id: UUID | None = None
    shown_name: str = ""
    item_code: str = ""
    item_name: str = ""


def comer_of(actor: Actor, *, item_code: str = "", item_name: str = "") -> Comer:
    """Return the actor as somebody who takes a ticket; nobody in particular when not signed in.

    An agent queues in their own name: the mandate is shown at the counter.
    """
    person_id = actor.person_id if actor.mandate_id else actor.applicant_id
    if not actor.is_citizen or person_id is None:
        return Comer(item_code=item_code, item_name=item_name)
    return Comer(person_id, holding.shown_name(person_id), item_code, item_name)


@transaction.atomic
def take_ticket(
    *,
    skill_id: UUID,
    comer: Comer,
    channel: TicketChannel,
    actor: Actor,
    at: datetime,
    device: Device | None = None,
) -> Ticket:
    """Take a ticket for a kind of business.

    :param device: the kiosk that gives it; it alone gives tickets that are nobody's
    :raises HallClosed: not near the opening hours of the day
    :raises AlreadyQueued: this person has one here
    :raises SignInForTicket: it would be nobody's, and no kiosk of the hall gives it
    :raises TooManyTickets: the kiosk, or the hall, gave too many lately
    """
    skill = Skill.objects.select_related("hall").filter(pk=skill_id, is_open=True).first()
    if skill is None or (device is not None and device.hall_id != skill.hall_id):
        raise HallNotFound
    if comer.person_id is None and device is None and not actor.is_system:
        raise SignInForTicket
    check_open(skill.hall, at=at)
    if device is not None:
        devices.check_rate(device, has_name=comer.person_id is not None, at=at)
    if comer.person_id is not None:
        _check_not_too_often(comer.person_id, skill.hall, at=at)
    return _queued(skill, comer, channel, device=device, actor=actor, at=at)


@transaction.atomic
def check_in(*, hall_id: UUID, code: str, actor: Actor, at: datetime) -> Ticket:
    """Take the ticket of an appointment by its code; a second time gives the same ticket.

    :raises CheckInRefused: no such appointment here today, or too early or too late
    """
    with reach.everywhere():  # the code opens this one appointment
        found = (
            Appointment.objects.select_related("hall", "skill")
            .select_for_update(of=("self",))
            .filter(hall_id=hall_id, code=code.strip().upper()[:12])
            .first()
        )
        if found is None:
            raise CheckInRefused
        if found.state == BookingState.ARRIVED:
            return Ticket.objects.get(appointment=found)
        is_time = found.starts_at - EARLIEST <= at <= found.ends_at + LATEST
        if found.state != BookingState.BOOKED or not is_time:
            raise CheckInRefused
        found.state = BookingState.ARRIVED
        found.save(update_fields=["state"])
        comer = Comer(found.applicant_id, found.shown_name, found.item_code, found.item_name)
        return _queued(
            found.skill, comer, TicketChannel.APPOINTMENT, booked=found, actor=actor, at=at
        )


@transaction.atomic
def give_up(*, code: str, actor: Actor, at: datetime) -> None:
    """Give a ticket up that waits; a second time changes nothing."""
    found = by_code(code, is_locked=True)
    if found.state == TicketState.LEFT:
        return
    if found.state != TicketState.WAITING:
        raise TicketNotOpen
    found.state, found.ended_at = TicketState.LEFT, at
    found.save(update_fields=["state", "ended_at"])
    note_step(found, TicketStepKind.LEFT, actor=actor, at=at)


def by_code(code: str, *, is_locked: bool = False) -> Ticket:
    """Return the ticket with this code.

    :raises TicketNotFound: there is none
    """
    rows = Ticket.objects.select_related("hall", "skill", "counter")
    if is_locked:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(code=code.strip().upper()[:16]).first()
    if found is None:
        raise TicketNotFound
    return found


def check_open(hall: Hall, *, at: datetime) -> None:
    """Let only those pass who come near the opening hours of the day.

    :raises HallClosed: it is not
    """
    day = at.astimezone(opening.CHINA).date()
    own_days = slots.own_days_of(hall, since=day, until=day)
    calendar = foundation.working_calendar()
    periods = opening.periods_on(day, week=hall.week, own_days=own_days, calendar=calendar)
    if not opening.takes_tickets(at, periods):
        raise HallClosed


def _check_not_too_often(person_id: UUID, hall: Hall, *, at: datetime) -> None:
    day = at.astimezone(opening.CHINA).date()
    mine = Ticket.objects.filter(person_id=person_id, hall=hall, day=day, appointment__isnull=True)
    if mine.count() >= MOST_A_DAY:
        raise TooManyTickets


def note_step(
    ticket: Ticket, kind: TicketStepKind, *, actor: Actor, at: datetime, note: str = ""
) -> None:
    """Write down what happened to a ticket, in its log and in the ledger."""
    TicketStep.objects.create(
        ticket=ticket,
        kind=kind,
        at=at,
        counter_id=ticket.counter_id,
        staff_id=actor.staff_id,
        note=note,
    )
    fact = events.TicketMoved(ticket_id=ticket.pk, step=kind.value, counter_id=ticket.counter_id)
    ledger.append(fact, actor=actor, at=at, region_code=ticket.hall.division_code)


def _queued(
    skill: Skill,
    comer: Comer,
    channel: TicketChannel,
    *,
    booked: Appointment | None = None,
    device: Device | None = None,
    actor: Actor,
    at: datetime,
) -> Ticket:
    day = at.astimezone(opening.CHINA).date()
    number = _next_number(skill, day=day)
    made = Ticket(
        hall=skill.hall,
        day=day,
        skill=skill,
        number=number,
        label=f"{skill.letter}{number:03}",
        code=holding.new_code(12),
        person_id=comer.person_id,
        shown_name=comer.shown_name[:60],
        item_code=comer.item_code[:40],
        item_name=comer.item_name[:300],
        appointment=booked,
        due_at=booked.starts_at if booked else None,
        case_id=booked.case_id if booked else None,
        channel=channel,
        device=device,
        state=TicketState.WAITING,
        queued_at=at,
        taken_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyQueued from error
    TicketStep.objects.create(ticket=made, kind=TicketStepKind.TAKEN, at=at)
    fact = events.TicketTaken(
        ticket_id=made.pk,
        hall_id=skill.hall_id,
        label=made.label,
        channel=channel.value,
        appointment_id=booked.pk if booked else None,
        device_id=device.pk if device else None,
    )
    ledger.append(fact, actor=actor, at=at, region_code=skill.hall.division_code)
    return made


_NUMBER: Final = """
    INSERT INTO halls_ticket_series (skill_id, day, last) VALUES (%s, %s, 1)
    ON CONFLICT (skill_id, day) DO UPDATE SET last = halls_ticket_series.last + 1
    RETURNING last
"""


def _next_number(skill: Skill, *, day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [skill.pk, day])
        row = cursor.fetchone()
    return int(row[0])
