# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Places where people are served, their hours, and what is done there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id
from yiwang.halls.enums import HallKind


class Hall(models.Model):
    """A service hall or station of a division; one of each kind for a division."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    division_code = models.CharField(max_length=12)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=HallKind.choices)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    directions = models.CharField(max_length=300, blank=True)
    facilities = models.JSONField(default=list)
    services = models.JSONField(default=list)
    """What can be done there besides the counters, a line each."""
    week = models.JSONField(default=list)
    """For each weekday from Monday the periods, each from and until as HH:MM."""
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    places_per_counter = models.PositiveSmallIntegerField(default=2)
    """Appointments that one counter serves in one slot; the rest of its time is for walk-ins."""
    days_ahead = models.PositiveSmallIntegerField(default=14)
    takes_bookings = models.BooleanField(default=False)
    is_generated = models.BooleanField(default=False)
    """Made from the list of divisions: name and hours are typical, no address was found."""

    class Meta:
        db_table = "halls_hall"
        constraints = [
            models.UniqueConstraint(fields=["division_code", "kind"], name="hall_once_a_division"),
            models.CheckConstraint(
                name="hall_slots_are_sound",
                condition=Q(slot_minutes__gte=10, slot_minutes__lte=120)
                & Q(places_per_counter__gte=1, places_per_counter__lte=20)
                & Q(days_ahead__gte=1, days_ahead__lte=60),
            ),
            models.CheckConstraint(
                name="hall_generated_has_no_address",
                condition=Q(is_generated=False) | Q(address=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HallDay(models.Model):
    """A day on which a hall does not keep its week: closed, or with hours of its own."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    hall = models.ForeignKey(Hall, models.CASCADE, related_name="own_days")
    day = models.DateField()
    periods = models.JSONField(default=list)
    reason = models.CharField(max_length=100)

    class Meta:
        db_table = "halls_hall_day"
        constraints = [
            models.UniqueConstraint(fields=["hall", "day"], name="hall_day_once"),
            models.CheckConstraint(name="hall_day_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.hall_id} · {self.day}"


class Skill(models.Model):
    """A kind of business that counters serve and people queue for, with its letter."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, models.CASCADE, related_name="skills")
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=40)
    scopes = models.JSONField(default=list)
    """What belongs to it, as ``item:…``, ``department:…``, ``theme:…``, ``type:…``; empty for
    whatever belongs nowhere else.
    """
    is_open = models.BooleanField(default=True)

    class Meta:
        db_table = "halls_skill"
        constraints = [
            models.UniqueConstraint(fields=["hall", "letter"], name="skill_letter_once"),
            models.CheckConstraint(
                name="skill_has_a_letter", condition=Q(letter__regex="^[A-Z]$") & ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"
