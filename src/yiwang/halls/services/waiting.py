# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The waiting list: when a place becomes free, the first in line is offered it for a while."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from yiwang.foundation import reach
from yiwang.foundation.actors import Actor, system_actor
from yiwang.halls import events
from yiwang.halls.enums import WaitState
from yiwang.halls.errors import AlreadyWaiting, BookingNotFound, HallNotFound, PlacesLeft, SlotPast
from yiwang.halls.models import Appointment, Place, Skill, Slot, Waiting
from yiwang.halls.opening import CHINA
from yiwang.halls.services import holding, slots
from yiwang.halls.services.holding import Wish
from yiwang.ledger import services as ledger

OFFERED_FOR: Final = timedelta(hours=2)
BEFORE_THE_SLOT: Final = timedelta(minutes=45)
ACTOR: Final = system_actor("waiting-list")


@transaction.atomic
def join(*, skill_id: UUID, day: date, wish: Wish, actor: Actor, at: datetime) -> Waiting:
    """Put somebody on the waiting list of a day that is full.

    :raises PlacesLeft: it is not
    :raises AlreadyWaiting: they are on it
    """
    applicant_id = holding.own(actor)
    skill = Skill.objects.select_related("hall").filter(pk=skill_id, is_open=True).first()
    coming = Slot.objects.filter(skill_id=skill_id, day=day, starts_at__gte=at + holding.AT_LATEST)
    if skill is None or not skill.hall.takes_bookings:
        raise HallNotFound
    if not coming.exists():
        raise SlotPast
    free = Place.objects.filter(Q(appointment_id__isnull=True) | Q(held_until__lte=at))
    if free.filter(slot__in=coming).exists():
        raise PlacesLeft
    holding.one_at_a_time(applicant_id)
    made = Waiting(
        hall=skill.hall,
        skill=skill,
        day=day,
        applicant_id=applicant_id,
        shown_name=holding.shown_name(applicant_id),
        item_code=wish.item_code[:40],
        item_name=wish.item_name[:300],
        state=WaitState.WAITING,
        joined_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyWaiting from error
    fact = events.WaitingJoined(hall_id=skill.hall_id, waiting_id=made.pk, on=day)
    ledger.append(fact, actor=actor, at=at, region_code=skill.hall.division_code)
    return made


@transaction.atomic
def leave(*, waiting_id: UUID, actor: Actor, at: datetime) -> None:
    """Take somebody off the waiting list; a second time changes nothing."""
    mine = Waiting.objects.visible_to(actor).select_related("hall")
    found = mine.select_for_update(of=("self",)).filter(pk=waiting_id).first()
    if found is None:
        raise BookingNotFound
    if found.state != WaitState.WAITING:
        return
    found.state = WaitState.LEFT
    found.save(update_fields=["state"])
    fact = events.WaitingLeft(hall_id=found.hall_id, waiting_id=found.pk)
    ledger.append(fact, actor=actor, at=at, region_code=found.hall.division_code)


def offer_freed(*, slot: Slot, at: datetime) -> Appointment | None:
    """Offer a place that has become free to the first in line who may have it.

    Whoever gave it back does not see whom it goes to: this is done in nobody's name.
    """
    until = min(at + OFFERED_FOR, slot.starts_at - BEFORE_THE_SLOT)
    if until <= at:
        return None
    with reach.everywhere():
        line = Waiting.objects.filter(skill_id=slot.skill_id, day=slot.day, state=WaitState.WAITING)
        for first in line.order_by("joined_at", "pk").select_for_update(skip_locked=True)[:20]:
            made = _offered(first, slot, until=until, at=at)
            if made is not None:
                return made
    return None


def offer_what_is_free(*, at: datetime) -> int:
    """Offer what stands free beside people who wait for it; return how many were offered.

    Whoever joins while a place is given back, and two places that are given back at once, pass
    each other by unseen.
    """
    done = 0
    line = Waiting.objects.filter(state=WaitState.WAITING, day__gte=at.astimezone(CHINA).date())
    is_free = Q(places__appointment_id__isnull=True) | Q(places__held_until__lte=at)
    for skill_id, day in line.order_by("skill_id", "day").values_list("skill_id", "day").distinct():
        coming = Slot.objects.filter(skill_id=skill_id, day=day, starts_at__gt=at + BEFORE_THE_SLOT)
        free = coming.filter(is_free).select_related("hall", "skill").distinct()
        for slot in free.order_by("starts_at"):
            done += _offer_all(slot, at=at)
    return done


def _offer_all(slot: Slot, *, at: datetime) -> int:
    """Offer every free place of a slot, until nobody waits who could come then."""
    done = 0
    while True:
        with transaction.atomic():
            if offer_freed(slot=slot, at=at) is None:
                return done
        done += 1


def _offered(first: Waiting, slot: Slot, *, until: datetime, at: datetime) -> Appointment | None:
    """Hold a place for one who waits; None when they cannot come then, or nothing is free."""
    wish = holding.Wish(item_code=first.item_code, item_name=first.item_name)
    made = holding.new_appointment(slot, wish, first.applicant_id, until=until, at=at)
    try:
        with transaction.atomic():
            if not slots.take_place(slot_id=slot.pk, appointment_id=made.pk, until=until, at=at):
                return None
            made.save(force_insert=True)
    except IntegrityError:
        return None  # they have an appointment at this very time
    first.state, first.appointment = WaitState.OFFERED, made
    first.save(update_fields=["state", "appointment"])
    fact = events.PlaceOffered(appointment_id=made.pk, slot_id=slot.pk, until=until)
    ledger.append(fact, actor=ACTOR, at=at, region_code=slot.hall.division_code)
    return made
