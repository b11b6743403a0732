# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Counters, and who works at them when."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yiwang.foundation.identifiers import new_id
from yiwang.halls.enums import PauseReason, PeriodKind
from yiwang.halls.models.halls import Hall, Skill


class Counter(models.Model):
    """A counter (窗口) of a hall."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, models.CASCADE, related_name="counters")
    number = models.CharField(max_length=6)
    name = models.CharField(max_length=40, blank=True)
    skills = models.ManyToManyField(Skill, related_name="counters", db_table="halls_counter_skills")
    is_open = models.BooleanField(default=True)

    class Meta:
        db_table = "halls_counter"
        constraints = [
            models.UniqueConstraint(fields=["hall", "number"], name="counter_number_once"),
            models.CheckConstraint(name="counter_has_a_number", condition=~Q(number="")),
        ]

    def __str__(self) -> str:
        return self.number


class Shift(models.Model):
    """A clerk at a counter, from signing on to signing off."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="shifts")
    staff_id = models.UUIDField()
    day = models.DateField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_paused = models.BooleanField(default=False)
    called = models.PositiveIntegerField(default=0)
    served = models.PositiveIntegerField(default=0)
    seconds_served = models.PositiveIntegerField(default=0)
    booked_in_a_row = models.PositiveSmallIntegerField(default=0)
    """Appointments called one after the other while others wait; after two a walk-in comes."""

    class Meta:
        db_table = "halls_shift"
        constraints = [
            models.UniqueConstraint(
                fields=["counter"], name="shift_one_a_counter", condition=Q(ended_at__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["staff_id"], name="shift_one_a_clerk", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="shift_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("begun_at")),
            ),
        ]
        indexes = [models.Index(fields=["counter", "day"], name="shift_day")]

    def __str__(self) -> str:
        return f"{self.counter_id} · {self.begun_at}"


class ShiftPeriod(models.Model):
    """One stretch of a shift: at work, or paused and why."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="periods")
    kind = models.CharField(max_length=6, choices=PeriodKind.choices)
    reason = models.CharField(max_length=10, choices=PauseReason.choices, blank=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "halls_shift_period"
        constraints = [
            models.UniqueConstraint(
                fields=["shift"], name="period_one_open", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="period_pause_has_a_reason",
                condition=Q(kind="on", reason="") | (Q(kind="pause") & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.begun_at}"
