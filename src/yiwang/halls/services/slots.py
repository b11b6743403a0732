# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Slots and their places: made ahead from counters, skills and hours, and kept in step."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from yiwang.foundation import selectors as foundation
from yiwang.halls import opening
from yiwang.halls.errors import TooManyPlaces
from yiwang.halls.models import Appointment, Counter, Hall, HallDay, Place, Slot

MOST_PLACES: Final = 400_000
"""What a hall may be set to keep ahead: 500 counters with two places in 16 slots on 25 days."""

_MORE = """
INSERT INTO halls_place (slot_id, seat)
SELECT slot.id, new.seat
  FROM unnest(%s::uuid[], %s::int[]) AS slot (id, places)
 CROSS JOIN LATERAL generate_series(1, slot.places) AS new (seat)
 WHERE NOT EXISTS (SELECT FROM halls_place p WHERE p.slot_id = slot.id AND p.seat = new.seat)
    ON CONFLICT DO NOTHING
"""
_FEWER = """
DELETE FROM halls_place p
 USING unnest(%s::uuid[], %s::int[]) AS slot (id, places)
 WHERE p.slot_id = slot.id AND p.seat > slot.places AND p.appointment_id IS NULL
"""


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
def open_slots(
    *, hall_id: UUID, since: date, days: int, at: datetime, most: int | None = None
) -> int:
    """Make the slots of some days, or fit those that are there; return how many places are new.

    Places that somebody has are never taken away: what is too much goes when it is given back.

    :param most: of all its places; None for a hall whose settings were let in. Fewer than there
        are is never too many: a day or a counter can always be closed
    :raises TooManyPlaces: there would be more
    """
    hall = Hall.objects.select_for_update(no_key=True).get(pk=hall_id)
    if not hall.takes_bookings:
        return 0
    last = since + timedelta(days=days - 1)
    own_days = own_days_of(hall, since=since, until=last)
    spans = [
        span
        for step in range(days)
        for span in spans_on(hall, since + timedelta(days=step), own_days)
    ]
    wanted = capacities(hall)
    places = sum(wanted.values()) * len(spans)
    if most is not None and places > most and places > _places_now(hall, since=since, until=last):
        raise TooManyPlaces(params={"places": places, "most": most})
    made = _fit_places(_fit_slots(hall, wanted, spans, since=since, until=last))
    _drop_empty(hall, since=since, until=last, at=at)
    return made


def _places_now(hall: Hall, *, since: date, until: date) -> int:
    return Place.objects.filter(slot__hall=hall, slot__day__gte=since, slot__day__lte=until).count()


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


def _fit_slots(
    hall: Hall,
    wanted: Mapping[UUID, int],
    spans: Sequence[opening.Period],
    *,
    since: date,
    until: date,
) -> dict[UUID, int]:
    """Make the slots that are missing; return how many places each slot of these days has."""
    Slot.objects.bulk_create(
        [
            Slot(
                hall=hall,
                skill_id=skill_id,
                day=timezone.localdate(span.starts_at, opening.CHINA),
                starts_at=span.starts_at,
                ends_at=span.ends_at,
            )
            for span in spans
            for skill_id in wanted
        ],
        ignore_conflicts=True,
    )
    begins = {span.starts_at for span in spans}
    slots = Slot.objects.filter(skill__hall=hall, day__gte=since, day__lte=until)
    return {
        slot_id: wanted.get(skill_id, 0) if starts_at in begins else 0
        for slot_id, skill_id, starts_at in slots.values_list("pk", "skill_id", "starts_at")
    }


def _fit_places(targets: Mapping[UUID, int]) -> int:
    """Give each slot so many places; return how many are new."""
    with connection.cursor() as cursor:
        cursor.execute(_MORE, [list(targets), list(targets.values())])
        made: int = cursor.rowcount
        cursor.execute(_FEWER, [list(targets), list(targets.values())])
    return made


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
