# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Appointments: slots with places, who holds which, and who waits for one."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id
from yiwang.halls.enums import BookingState, WaitState
from yiwang.halls.models.halls import Hall, Skill

MEETING = "meeting people at a hall at an agreed time"
OWN_ROWS = row_security.RowSecurity(
    citizen=f"applicant_id = {row_security.APPLICANT}",
    # Clerks of every department work in one hall; services narrow them to theirs.
    department=row_security.ALL,
)


class Slot(models.Model):
    """A stretch of a day in which a kind of business takes appointments."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, models.CASCADE, related_name="slots")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="slots")
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "halls_slot"
        constraints = [
            models.UniqueConstraint(fields=["skill", "starts_at"], name="slot_once"),
            models.CheckConstraint(name="slot_runs", condition=Q(ends_at__gt=F("starts_at"))),
        ]
        indexes = [models.Index(fields=["hall", "day"], name="slot_day")]

    def __str__(self) -> str:
        return f"{self.starts_at}"


class Place(models.Model):
    """One place in a slot. It names one appointment or none, so nothing is ever overbooked."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="places")
    seat = models.PositiveSmallIntegerField()
    appointment_id = models.UUIDField(null=True, blank=True, unique=True)
    held_until = models.DateTimeField(null=True, blank=True)
    """Until when it is kept for somebody who has not confirmed; empty once they have."""

    class Meta:
        db_table = "halls_place"
        constraints = [
            models.UniqueConstraint(fields=["slot", "seat"], name="place_once"),
            models.CheckConstraint(
                name="place_is_held_for_somebody",
                condition=Q(held_until__isnull=True) | Q(appointment_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["held_until"], name="place_held", condition=Q(held_until__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} · {self.seat}"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Questions about appointments."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the appointments of the person that a citizen is or acts for."""
        if actor.is_citizen and actor.applicant_id and actor.mandate_id is None:
            return self.filter(applicant_id=actor.applicant_id)
        return self.none()


class Appointment(models.Model):
    """Somebody comes to a hall at a time, for an item; perhaps with a case begun online."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "item_name": (MEETING, 2),
    }
    erased: ClassVar = Erasure("starts_at", 2 * 366)
    rows_seen: ClassVar = OWN_ROWS

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="+")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    applicant_id = models.UUIDField()
    shown_name = models.CharField(max_length=60)
    """The name as it may be shown to others, masked."""
    code = models.CharField(max_length=12, unique=True)
    item_code = models.CharField(max_length=40, blank=True)
    item_name = models.CharField(max_length=300, blank=True)
    case_id = models.UUIDField(null=True, blank=True)
    draft_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=BookingState.choices)
    held_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        db_table = "halls_appointment"
        constraints = [
            models.UniqueConstraint(
                fields=["applicant_id", "starts_at"],
                name="appointment_one_at_a_time",
                condition=Q(state__in=["held", "booked", "arrived"]),
            ),
            models.CheckConstraint(
                name="appointment_held_until_when",
                condition=~Q(state="held") | Q(held_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["applicant_id", "-starts_at"], name="appointment_applicant"),
            models.Index(fields=["hall", "starts_at"], name="appointment_hall"),
            models.Index(
                fields=["ends_at"], name="appointment_coming", condition=Q(state="booked")
            ),
        ]

    def __str__(self) -> str:
        return self.code


class WaitingQuerySet(models.QuerySet["Waiting"]):
    """Questions about the waiting list."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the entries of the person that a citizen is or acts for."""
        if actor.is_citizen and actor.applicant_id and actor.mandate_id is None:
            return self.filter(applicant_id=actor.applicant_id)
        return self.none()


class Waiting(models.Model):
    """Somebody waits for a place on a day that is full; the first in line is offered one."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "item_name": (MEETING, 2),
    }
    erased: ClassVar = Erasure("joined_at", 2 * 366)
    rows_seen: ClassVar = OWN_ROWS

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="+")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    day = models.DateField()
    applicant_id = models.UUIDField()
    shown_name = models.CharField(max_length=60)
    item_code = models.CharField(max_length=40, blank=True)
    item_name = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=WaitState.choices)
    joined_at = models.DateTimeField()
    appointment = models.ForeignKey(Appointment, models.SET_NULL, null=True, related_name="+")

    objects = WaitingQuerySet.as_manager()

    class Meta:
        db_table = "halls_waiting"
        constraints = [
            models.UniqueConstraint(
                fields=["applicant_id", "skill", "day"],
                name="waiting_once_a_day",
                condition=Q(state__in=["waiting", "offered"]),
            )
        ]
        indexes = [
            models.Index(
                fields=["skill", "day", "joined_at"],
                name="waiting_line",
                condition=Q(state="waiting"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.state}"
