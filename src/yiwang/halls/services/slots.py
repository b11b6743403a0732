# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Slots and their places: made ahead from counters, skills and hours, and kept in step."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yiwang.foundation import selectors as foundation
from yiwang.halls import opening
from yiwang.halls.models import Appointment, Counter, Hall, HallDay, Place, Skill, Slot


def capacities(hall: Hall) -> dict[UUID, int]:
    """Return the places that each skill has in one slot.

    A counter divides its places evenly among its skills; a fraction that is left over is nobody's,
    and every skill that some open counter has keeps at least one.
    """
    shares: dict[UUID, Fraction] = {}
    counters = Counter.objects.filter(hall=hall, is_open=True).prefetch_related("skills")
    for counter in counters.order_by("number"):
        skills = [skill.pk for skill in counter.skills.all() if skill.is_open]
        for skill_id in skills:
            share = Fraction(hall.places_per_counter, len(skills))
            shares[skill_id] = shares.get(skill_id, Fraction()) + share
    return {skill_id: max(1, floor(share)) for skill_id, share in shares.items()}


@transaction.atomic
def open_slots(*, hall_id: UUID, since: date, days: int, at: datetime) -> int:
    """Make the slots of some days, or fit those that are there; return how many places are new.

    Places that somebody has are never taken away: what is too much goes when it is given back.
    """
    hall = Hall.objects.select_for_update(no_key=True).get(pk=hall_id)
    if not hall.takes_bookings:
        return 0
    wanted = capacities(hall)
    last = since + timedelta(days=days - 1)
    own_days = own_days_of(hall, since=since, until=last)
    made = 0
    for step in range(days):
        day = since + timedelta(days=step)
        made += _fit_day(hall, day, spans_on(hall, day, own_days), wanted)
    _drop_empty(hall, since=since, until=last, at=at)
    return made


def own_days_of(hall: Hall, *, since: date, until: date) -> dict[date, opening.OwnDay]:
    """Return the days of a hall that depart from its week."""
    rows = HallDay.objects.filter(hall=hall, day__gte=since, day__lte=until).order_by("day")
    return {row.day: opening.OwnDay(row.periods, row.reason) for row in rows}


def spans_on(
    hall: Hall, day: date, own_days: Mapping[date, opening.OwnDay]
) -> list[opening.Period]:
    """Return the slots that a day of a hall has."""
    calendar = foundation.working_calendar()
    periods = opening.periods_on(day, week=hall.week, own_days=own_days, calendar=calendar)
    return opening.slots_in(periods, minutes=hall.slot_minutes)


def _fit_day(
    hall: Hall, day: date, spans: Sequence[opening.Period], wanted: Mapping[UUID, int]
) -> int:
    skills = list(Skill.objects.filter(hall=hall).order_by("letter").values_list("pk", flat=True))
    Slot.objects.bulk_create(
        [
            Slot(
                hall=hall,
                skill_id=skill_id,
                day=day,
                starts_at=span.starts_at,
                ends_at=span.ends_at,
            )
            for span in spans
            for skill_id in wanted
        ],
        ignore_conflicts=True,
    )
    begins = {span.starts_at for span in spans}
    slots = Slot.objects.filter(skill_id__in=skills, day=day).order_by("starts_at", "pk")
    targets = {
        slot.pk: wanted.get(slot.skill_id, 0) if slot.starts_at in begins else 0 for slot in slots
    }
    return _fit(targets)


def _fit(targets: Mapping[UUID, int]) -> int:
    """Give each slot so many places; return how many are new."""
    known: dict[UUID, set[int]] = {slot_id: set() for slot_id in targets}
    for slot_id, seat in Place.objects.filter(slot_id__in=list(targets)).values_list(
        "slot_id", "seat"
    ):
        known[slot_id].add(seat)
    missing = [
        Place(slot_id=slot_id, seat=seat)
        for slot_id, target in targets.items()
        for seat in range(1, target + 1)
        if seat not in known[slot_id]
    ]
    Place.objects.bulk_create(missing, ignore_conflicts=True)
    too_many = Q(pk__in=[])
    for target in set(targets.values()):
        slots = [slot_id for slot_id, number in targets.items() if number == target]
        too_many |= Q(slot_id__in=slots, seat__gt=target)
    Place.objects.filter(too_many, appointment_id__isnull=True).delete()
    return len(missing)


def _drop_empty(hall: Hall, *, since: date, until: date, at: datetime) -> None:
    """Drop slots without a place that nobody ever had an appointment in."""
    empty = Slot.objects.filter(
        hall=hall, day__gte=since, day__lte=until, starts_at__gt=at, places__isnull=True
    )
    from_bookings = _with_bookings(list(empty.values_list("pk", flat=True)))
    empty.exclude(pk__in=from_bookings).delete()


def _with_bookings(slot_ids: Sequence[UUID]) -> list[UUID]:
    rows = Appointment.objects.filter(slot_id__in=slot_ids)
    return list(rows.order_by("slot_id").values_list("slot_id", flat=True).distinct())


def take_place(
    *, slot_id: UUID, appointment_id: UUID, until: datetime | None, at: datetime
) -> bool:
    """Take a free place of a slot, or one whose hold has run out; False when there is none.

    Two at once take two places: whoever finds a row locked looks at the next one.
    """
    free = Place.objects.filter(Q(appointment_id__isnull=True) | Q(held_until__lte=at))
    place = (
        free.filter(slot_id=slot_id)
        .order_by("seat")
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if place is None:
        return False
    place.appointment_id, place.held_until = appointment_id, until
    place.save(update_fields=["appointment_id", "held_until"])
    return True


def free_place(*, appointment_id: UUID) -> bool:
    """Give back the place of an appointment; False when it had none any more."""
    held = Place.objects.filter(appointment_id=appointment_id)
    return bool(held.update(appointment_id=None, held_until=None))
