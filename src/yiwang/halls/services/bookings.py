# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Appointments: held for ten minutes, confirmed, moved, cancelled."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.halls import events
from yiwang.halls.enums import OPEN_BOOKINGS, BookingState, WaitState
from yiwang.halls.errors import (
    BookingNotFound,
    BookingNotOpen,
    HallNotFound,
    HoldExpired,
    SlotFull,
)
from yiwang.halls.models import Appointment, Place, Waiting
from yiwang.halls.services import holding, slots, waiting
from yiwang.halls.services.holding import Wish
from yiwang.ledger import services as ledger

HELD_FOR: Final = timedelta(minutes=10)


@transaction.atomic
def hold_place(*, slot_id: UUID, wish: Wish, actor: Actor, at: datetime) -> Appointment:
    """Keep a place for ten minutes, until it is confirmed.

    :raises SlotPast, SlotFull, TooManyBookings, SameTimeBooked: it cannot be had
    """
    applicant_id = holding.own(actor)
    slot = holding.bookable_slot(slot_id, at=at)
    holding.one_at_a_time(applicant_id)
    holding.check_limits(applicant_id, slot, at=at)
    until = at + HELD_FOR
    made = holding.new_appointment(slot, wish, applicant_id, until=until, at=at)
    if not slots.take_place(slot_id=slot.pk, appointment_id=made.pk, until=until, at=at):
        raise SlotFull
    holding.keep(made, force_insert=True)
    fact = events.PlaceHeld(appointment_id=made.pk, slot_id=slot.pk, until=until)
    ledger.append(fact, actor=actor, at=at, region_code=slot.hall.division_code)
    return made


@transaction.atomic
def confirm(*, appointment_id: UUID, actor: Actor, at: datetime) -> Appointment:
    """Make a held place an appointment; a second time changes nothing.

    :raises HoldExpired: its time to confirm is over
    """
    found = locked(appointment_id, actor)
    if found.state == BookingState.BOOKED:
        return found
    if found.state == BookingState.EXPIRED:
        raise HoldExpired
    if found.state != BookingState.HELD:
        raise BookingNotOpen
    still = Place.objects.filter(appointment_id=found.pk, held_until__gt=at)
    if not still.update(held_until=None):
        raise HoldExpired
    found.state, found.held_until = BookingState.BOOKED, None
    found.save(update_fields=["state", "held_until"])
    mine = Waiting.objects.filter(appointment=found, state=WaitState.OFFERED)
    mine.update(state=WaitState.TAKEN)
    fact = events.BookingConfirmed(appointment_id=found.pk, slot_id=found.slot_id)
    ledger.append(fact, actor=actor, at=at, region_code=found.hall.division_code)
    return found


@transaction.atomic
def move(*, appointment_id: UUID, slot_id: UUID, actor: Actor, at: datetime) -> Appointment:
    """Move an appointment to another time of the same hall and kind of business.

    :raises SlotFull: nothing is free there; then the old time is kept
    """
    holding.one_at_a_time(holding.own(actor))
    found = locked(appointment_id, actor)
    if found.state != BookingState.BOOKED or found.starts_at <= at:
        raise BookingNotOpen
    slot = holding.bookable_slot(slot_id, at=at)
    if slot.skill_id != found.skill_id:
        raise HallNotFound
    if slot.pk == found.slot_id:
        return found
    holding.check_limits(found.applicant_id, slot, at=at, besides=found.pk)
    old = found.slot
    slots.free_place(appointment_id=found.pk)
    if not slots.take_place(slot_id=slot.pk, appointment_id=found.pk, until=None, at=at):
        raise SlotFull
    found.slot, found.starts_at, found.ends_at = slot, slot.starts_at, slot.ends_at
    found.reminded_at = None
    holding.keep(found, update_fields=["slot", "starts_at", "ends_at", "reminded_at"])
    fact = events.BookingMoved(appointment_id=found.pk, from_slot_id=old.pk, slot_id=slot.pk)
    ledger.append(fact, actor=actor, at=at, region_code=found.hall.division_code)
    waiting.offer_freed(slot=old, at=at)
    return found


@transaction.atomic
def cancel(*, appointment_id: UUID, actor: Actor, at: datetime) -> None:
    """Give an appointment or a held place back; a second time changes nothing.

    :raises BookingNotOpen: it has begun, or is over
    """
    found = locked(appointment_id, actor)
    if found.state == BookingState.CANCELLED:
        return
    if found.state not in OPEN_BOOKINGS or found.starts_at <= at:
        raise BookingNotOpen
    holding.finish(found, BookingState.CANCELLED, actor=actor, at=at)
    Waiting.objects.filter(appointment=found, state=WaitState.OFFERED).update(state=WaitState.LEFT)
    waiting.offer_freed(slot=found.slot, at=at)


def locked(appointment_id: UUID, actor: Actor) -> Appointment:
    """Return an appointment of the actor's, locked.

    :raises BookingNotFound: there is none, or it is somebody else's
    """
    mine = Appointment.objects.visible_to(actor).select_related("hall", "slot", "skill")
    found = mine.select_for_update(of=("self",)).filter(pk=appointment_id).first()
    if found is None:
        raise BookingNotFound
    return found
