# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""At the counter: signing on, calling the next, passing on, finishing."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.halls import events, opening, policies
from yiwang.halls.enums import (
    AT_COUNTER,
    BookingState,
    PauseReason,
    PeriodKind,
    TicketState,
    TicketStepKind,
)
from yiwang.halls.errors import (
    CounterInvalid,
    CounterTaken,
    HallNotFound,
    NobodyWaits,
    NotSignedOn,
    TicketInHand,
    TicketNotFound,
    TicketNotOpen,
)
from yiwang.halls.models import Appointment, Counter, Presence, Shift, ShiftPeriod, Ticket
from yiwang.halls.services import queueing
from yiwang.ledger import services as ledger

BOOKED_IN_A_ROW: Final = 2
"""After so many appointments one who has none is called, if any waits."""
DUE_WITHIN: Final = timedelta(minutes=10)
"""How long before its time an appointment comes first."""
MOST_CALLS: Final = 3


@transaction.atomic
def sign_on(*, counter_id: UUID, actor: Actor, at: datetime) -> Shift:
    """Begin a shift at a counter; at the same counter once more changes nothing.

    :raises CounterTaken: somebody is there, or the clerk is elsewhere
    """
    counter = Counter.objects.select_related("hall").filter(pk=counter_id, is_open=True).first()
    if counter is None or actor.staff_id is None:
        raise HallNotFound
    policies.check_can_serve(actor, counter.hall.division_code)
    mine = Shift.objects.filter(
        staff_id=actor.staff_id, counter_id=counter.pk, ended_at__isnull=True
    )
    if (begun := mine.first()) is not None:
        return begun
    day = at.astimezone(opening.CHINA).date()
    try:
        with transaction.atomic():
            made = Shift.objects.create(
                counter=counter, staff_id=actor.staff_id, day=day, begun_at=at
            )
    except IntegrityError as error:
        if (begun := mine.first()) is not None:
            return begun  # a doubled click: the other one began it at this very moment
        raise CounterTaken from error
    ShiftPeriod.objects.create(shift=made, kind=PeriodKind.ON, begun_at=at)
    fact = events.ShiftBegun(hall_id=counter.hall_id, counter_id=counter.pk, shift_id=made.pk)
    ledger.append(fact, actor=actor, at=at, region_code=counter.hall.division_code)
    return made


@transaction.atomic
def pause(*, reason: str, actor: Actor, at: datetime) -> None:
    """Stop calling for a while, and say why.

    :raises TicketInHand: somebody is at the counter
    """
    shift = shift_of(actor)
    if reason not in PauseReason.values:
        raise CounterInvalid
    if shift.is_paused:
        return
    _nobody_in_hand(shift)
    _next_period(shift, PeriodKind.PAUSE, reason=reason, at=at)
    shift.is_paused = True
    shift.save(update_fields=["is_paused"])
    hall = shift.counter.hall
    fact = events.ShiftPaused(hall_id=hall.pk, shift_id=shift.pk, reason=reason)
    ledger.append(fact, actor=actor, at=at, region_code=hall.division_code)


@transaction.atomic
def resume(*, actor: Actor, at: datetime) -> None:
    """Go on after a pause."""
    shift = shift_of(actor)
    if not shift.is_paused:
        return
    _next_period(shift, PeriodKind.ON, reason="", at=at)
    shift.is_paused = False
    shift.save(update_fields=["is_paused"])
    hall = shift.counter.hall
    fact = events.ShiftResumed(hall_id=hall.pk, shift_id=shift.pk)
    ledger.append(fact, actor=actor, at=at, region_code=hall.division_code)


@transaction.atomic
def sign_off(*, actor: Actor, at: datetime) -> None:
    """End a shift.

    :raises TicketInHand: somebody is at the counter
    """
    shift = shift_of(actor)
    _nobody_in_hand(shift)
    end_shift(shift, actor=actor, at=at)


def end_shift(shift: Shift, *, actor: Actor, at: datetime) -> None:
    """Write the end of a shift and of its last period."""
    ShiftPeriod.objects.filter(shift=shift, ended_at__isnull=True).update(ended_at=at)
    shift.ended_at = at
    shift.save(update_fields=["ended_at"])
    hall = shift.counter.hall
    fact = events.ShiftEnded(
        hall_id=hall.pk, shift_id=shift.pk, called=shift.called, served=shift.served
    )
    ledger.append(fact, actor=actor, at=at, region_code=hall.division_code)


_NEXT: Final = """
    SELECT t.id FROM halls_ticket t
     WHERE t.hall_id = %(hall)s AND t.day = %(day)s AND t.state = 'waiting'
       AND (t.counter_id = %(counter)s
            OR t.counter_id IS NULL AND t.skill_id IN (
               SELECT skill_id FROM halls_counter_skills WHERE counter_id = %(counter)s))
     ORDER BY t.counter_id IS NULL,
              CASE WHEN %(walk_in)s THEN (t.due_at IS NOT NULL)
                   ELSE (t.due_at IS NULL OR t.due_at > %(due)s) END,
              t.queued_at, t.number, t.id
     LIMIT 1 FOR UPDATE SKIP LOCKED
"""


@transaction.atomic
def call_next(*, actor: Actor, at: datetime) -> Ticket:
    """Call the next ticket to the actor's counter.

    First who was passed on to this counter, then appointments that are due, then by time of
    arrival; after two appointments in a row one without. Two clerks never get the same one.

    :raises NobodyWaits: the queue is empty
    :raises TicketInHand: the one before is not finished
    """
    shift = shift_of(actor)
    if shift.is_paused:
        raise NotSignedOn
    _nobody_in_hand(shift)
    day = at.astimezone(opening.CHINA).date()
    found = _pick(shift, day, at=at)
    if found is None:
        raise NobodyWaits
    found.state, found.called_at, found.calls = TicketState.CALLED, at, 1
    found.counter, found.shift = shift.counter, shift
    found.save(update_fields=["state", "called_at", "calls", "counter", "shift"])
    shift.called += 1
    shift.booked_in_a_row = shift.booked_in_a_row + 1 if found.due_at else 0
    shift.save(update_fields=["called", "booked_in_a_row"])
    queueing.note_step(found, TicketStepKind.CALLED, actor=actor, at=at)
    return found


def _pick(shift: Shift, day: date, *, at: datetime) -> Ticket | None:
    with connection.cursor() as cursor:
        cursor.execute(
            _NEXT,
            {
                "hall": shift.counter.hall_id,
                "day": day,
                "counter": shift.counter_id,
                "walk_in": shift.booked_in_a_row >= BOOKED_IN_A_ROW,
                "due": at + DUE_WITHIN,
            },
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return Ticket.objects.select_related("hall", "skill").get(pk=row[0])


@transaction.atomic
def recall(*, ticket_id: UUID, actor: Actor, at: datetime) -> Ticket:
    """Call the same ticket once more."""
    found = _in_hand(ticket_id, actor, TicketState.CALLED)
    found.calls, found.called_at = found.calls + 1, at
    found.save(update_fields=["calls", "called_at"])
    queueing.note_step(found, TicketStepKind.RECALLED, actor=actor, at=at)
    return found


@transaction.atomic
def serve(*, ticket_id: UUID, actor: Actor, at: datetime) -> Ticket:
    """Begin to serve who was called."""
    found = _in_hand(ticket_id, actor, TicketState.CALLED)
    found.state, found.serving_at = TicketState.SERVING, at
    found.save(update_fields=["state", "serving_at"])
    queueing.note_step(found, TicketStepKind.SERVING, actor=actor, at=at)
    return found


@transaction.atomic
def finish(*, ticket_id: UUID, actor: Actor, at: datetime) -> Ticket:
    """Finish with somebody; the consent to open what is theirs ends with it."""
    found = _in_hand(ticket_id, actor, TicketState.SERVING)
    found.state, found.ended_at = TicketState.DONE, at
    found.save(update_fields=["state", "ended_at"])
    seconds = max(0, int((at - (found.serving_at or at)).total_seconds()))
    Shift.objects.filter(staff_id=actor.staff_id or found.pk, ended_at__isnull=True).update(
        served=F("served") + 1, seconds_served=F("seconds_served") + seconds
    )
    _close_presence(found, at=at)
    if found.appointment_id is not None:
        Appointment.objects.filter(pk=found.appointment_id).update(state=BookingState.DONE)
    queueing.note_step(found, TicketStepKind.DONE, actor=actor, at=at)
    return found


@transaction.atomic
def miss(*, ticket_id: UUID, actor: Actor, at: datetime) -> Ticket:
    """Note that nobody came; it can be put back once they do."""
    found = _in_hand(ticket_id, actor, TicketState.CALLED)
    found.state, found.ended_at = TicketState.MISSED, at
    found.save(update_fields=["state", "ended_at"])
    queueing.note_step(found, TicketStepKind.MISSED, actor=actor, at=at)
    return found


@transaction.atomic
def requeue(*, ticket_id: UUID, actor: Actor, at: datetime) -> Ticket:
    """Put a missed ticket of today back, at the end of the queue."""
    found = _locked(ticket_id)
    policies.check_can_serve(actor, found.hall.division_code)
    if found.state != TicketState.MISSED or found.day != at.astimezone(opening.CHINA).date():
        raise TicketNotOpen
    found.state, found.queued_at, found.due_at = TicketState.WAITING, at, None
    found.ended_at = found.called_at = found.counter = found.shift = None
    found.calls = 0
    found.save()
    queueing.note_step(found, TicketStepKind.REQUEUED, actor=actor, at=at)
    return found


@transaction.atomic
def transfer(
    *, ticket_id: UUID, to_counter_id: UUID, note: str, actor: Actor, at: datetime
) -> Ticket:
    """Pass somebody on to another counter of the hall, who comes first there.

    :param note: for the clerk there; it is shown on no screen
    """
    found = _in_hand(ticket_id, actor, *AT_COUNTER)
    target = Counter.objects.filter(pk=to_counter_id, hall_id=found.hall_id, is_open=True).first()
    if target is None or target.pk == found.counter_id:
        raise CounterInvalid
    words = clean_text(note, max_length=200)
    _close_presence(found, at=at)
    found.state, found.counter, found.shift = TicketState.WAITING, target, None
    found.called_at = found.serving_at = None
    found.save(update_fields=["state", "counter", "shift", "called_at", "serving_at"])
    queueing.note_step(found, TicketStepKind.TRANSFERRED, actor=actor, at=at, note=words)
    return found


def shift_of(actor: Actor) -> Shift:
    """Return the open shift of a clerk, locked.

    :raises NotSignedOn: they are at no counter
    """
    policies.check_is_clerk(actor)
    if actor.staff_id is None:
        raise NotSignedOn
    found = (
        Shift.objects.select_related("counter__hall")
        .select_for_update(of=("self",))
        .filter(staff_id=actor.staff_id, ended_at__isnull=True)
        .first()
    )
    if found is None:
        raise NotSignedOn
    policies.check_can_serve(actor, found.counter.hall.division_code)
    return found


def ticket_in_hand(ticket_id: UUID, actor: Actor) -> Ticket:
    """Return the ticket that the actor serves now, locked.

    :raises TicketNotFound: it is at another counter, or none
    :raises TicketNotOpen: it is not being served
    """
    return _in_hand(ticket_id, actor, TicketState.SERVING)


def _in_hand(ticket_id: UUID, actor: Actor, *states: TicketState) -> Ticket:
    shift = shift_of(actor)
    found = _locked(ticket_id)
    if found.shift_id != shift.pk:
        raise TicketNotFound
    if found.state not in states:
        raise TicketNotOpen
    return found


def _locked(ticket_id: UUID) -> Ticket:
    rows = Ticket.objects.select_related("hall", "skill", "counter")
    found = rows.select_for_update(of=("self",)).filter(pk=ticket_id).first()
    if found is None:
        raise TicketNotFound
    return found


def _nobody_in_hand(shift: Shift) -> None:
    if Ticket.objects.filter(shift=shift, state__in=sorted(AT_COUNTER)).exists():
        raise TicketInHand


def _next_period(shift: Shift, kind: PeriodKind, *, reason: str, at: datetime) -> None:
    ShiftPeriod.objects.filter(shift=shift, ended_at__isnull=True).update(ended_at=at)
    ShiftPeriod.objects.create(shift=shift, kind=kind, reason=reason, begun_at=at)


def _close_presence(ticket: Ticket, *, at: datetime) -> None:
    Presence.objects.filter(ticket_id=ticket.pk).update(expires_at=at)


STEPS: Final[Mapping[str, Callable[..., Ticket]]] = {
    "recall": recall,
    "serve": serve,
    "finish": finish,
    "miss": miss,
    "requeue": requeue,
}
"""What a clerk does with one ticket and nothing else to say."""
