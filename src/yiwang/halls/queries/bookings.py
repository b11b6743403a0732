# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about appointments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.halls.enums import BookingState, WaitState
from yiwang.halls.errors import BookingNotFound
from yiwang.halls.models import Appointment, KioskVisit, Skill, Slot, Waiting

BEFORE_BEGINNING = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A time that can be booked, and how many places are left."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    free: int


@dataclass(frozen=True, slots=True)
class BookingDay:
    """A day on which a kind of business takes appointments."""

    day: date
    slots: Sequence[FreeSlot]

    @property
    def free(self) -> int:
        return sum(slot.free for slot in self.slots)


def skill(skill_id: UUID) -> Skill | None:
    """Return a kind of business with its hall, when it is open."""
    return Skill.objects.select_related("hall").filter(pk=skill_id, is_open=True).first()


def booking_days(skill_id: UUID, *, at: datetime) -> list[BookingDay]:
    """Return the coming days of a kind of business with what is free; one query."""
    is_free = Q(places__appointment_id__isnull=True) | Q(places__held_until__lte=at)
    rows = (
        Slot.objects.filter(skill_id=skill_id, starts_at__gte=at + BEFORE_BEGINNING)
        .annotate(all_places=Count("places"), free=Count("places", filter=is_free))
        .filter(all_places__gt=0)
        .order_by("starts_at")[:1500]
    )
    days: dict[date, list[FreeSlot]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(FreeSlot(row.pk, row.starts_at, row.ends_at, row.free))
    return [BookingDay(day, slots) for day, slots in days.items()]


def slot(slot_id: UUID) -> Slot | None:
    """Return a slot with its hall and kind of business."""
    return Slot.objects.select_related("hall", "skill").filter(pk=slot_id).first()


def appointment(appointment_id: UUID, actor: Actor) -> Appointment:
    """Return an appointment of the actor's.

    :raises BookingNotFound: there is none, or it is somebody else's
    """
    mine = Appointment.objects.visible_to(actor).select_related("hall", "skill", "slot")
    found = mine.filter(pk=appointment_id).first()
    if found is None:
        raise BookingNotFound
    return found


def appointments(actor: Actor) -> list[Appointment]:
    """Return the actor's appointments, the latest first; at most 50."""
    mine = Appointment.objects.visible_to(actor).select_related("hall", "skill")
    return list(mine.order_by("-starts_at", "pk")[:50])


def waits(actor: Actor) -> list[Waiting]:
    """Return where the actor is on a waiting list."""
    mine = Waiting.objects.visible_to(actor).select_related("hall", "skill")
    open_now = mine.filter(state__in=[WaitState.WAITING, WaitState.OFFERED])
    return list(open_now.order_by("day", "pk")[:50])


def booked_on(hall_id: UUID, *, day: date) -> list[Appointment]:
    """Return the appointments of a day in a hall, by time; names are masked in the rows."""
    rows = Appointment.objects.select_related("skill").filter(hall_id=hall_id, slot__day=day)
    live = rows.exclude(state__in=["expired", "cancelled"])
    return list(live.order_by("starts_at", "skill__letter", "pk")[:500])


def todays(visit_id: UUID, hall_id: UUID, *, day: date) -> list[Appointment]:
    """Return what who signed in at a kiosk has booked there today; the visit opens it."""
    person_id = KioskVisit.objects.values_list("person_id", flat=True).get(pk=visit_id)
    if person_id is None:
        return []
    with reach.everywhere():
        rows = Appointment.objects.select_related("skill").filter(
            applicant_id=person_id, hall_id=hall_id, slot__day=day, state=BookingState.BOOKED
        )
        return list(rows.order_by("starts_at", "pk"))
