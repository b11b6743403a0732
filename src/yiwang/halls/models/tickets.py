# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Queue tickets."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id
from yiwang.halls.enums import TicketChannel, TicketState, TicketStepKind
from yiwang.halls.models.bookings import Appointment
from yiwang.halls.models.counters import Counter, Shift
from yiwang.halls.models.devices import Device
from yiwang.halls.models.halls import Hall, Skill


class TicketSeries(models.Model):
    """The last number given out for a kind of business on a day."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "halls_ticket_series"
        constraints = [models.UniqueConstraint(fields=["skill", "day"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.day} · {self.last}"


class Ticket(models.Model):
    """A place in the queue of a day; whoever has its code follows it, with or without a name."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "shown_name": ("calling people to a counter in their turn", 1),
        "item_name": ("calling people to a counter in their turn", 1),
    }
    erased: ClassVar = Erasure("taken_at", 366)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="+")
    day = models.DateField()
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=10)
    code = models.CharField(max_length=16, unique=True)
    person_id = models.UUIDField(null=True, blank=True)
    """The natural or legal person it is for; empty for whoever holds the paper."""
    shown_name = models.CharField(max_length=60, blank=True)
    item_code = models.CharField(max_length=40, blank=True)
    item_name = models.CharField(max_length=300, blank=True)
    appointment = models.ForeignKey(Appointment, models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)
    """When the appointment begins; empty for walk-ins."""
    channel = models.CharField(max_length=12, choices=TicketChannel.choices)
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="+")
    """The kiosk that gave it; empty for those taken elsewhere."""
    state = models.CharField(max_length=10, choices=TicketState.choices)
    queued_at = models.DateTimeField()
    """What the order goes by; later than ``taken_at`` once it was put back."""
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    serving_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, related_name="+")
    """Where it was called to; while it waits, the counter that it was passed on to."""
    shift = models.ForeignKey(Shift, models.PROTECT, null=True, related_name="+")
    case_id = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "halls_ticket"
        constraints = [
            models.UniqueConstraint(fields=["skill", "day", "number"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["hall", "day", "person_id"],
                name="ticket_one_a_person",
                condition=Q(state__in=["waiting", "called", "serving"])
                & Q(person_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["shift"],
                name="ticket_one_in_hand",
                condition=Q(state__in=["called", "serving"]),
            ),
            models.UniqueConstraint(fields=["appointment"], name="ticket_one_an_appointment"),
            models.CheckConstraint(
                name="ticket_called_somewhere",
                condition=~Q(state__in=["called", "serving"])
                | Q(counter__isnull=False, shift__isnull=False, called_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["hall", "day", "skill", "queued_at"],
                name="ticket_queue",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["hall", "day", "-called_at"], name="ticket_calls"),
            models.Index(fields=["person_id", "-taken_at"], name="ticket_person"),
            models.Index(
                fields=["hall", "taken_at"],
                name="ticket_given",
                condition=Q(device__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class TicketStep(models.Model):
    """One thing that happened to a ticket; a note goes from counter to counter, not to screens."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "note": ("calling people to a counter in their turn", 1),
    }
    erased: ClassVar = Erasure("at", 366)

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=TicketStepKind.choices)
    at = models.DateTimeField()
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, related_name="+")
    staff_id = models.UUIDField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "halls_ticket_step"

    def __str__(self) -> str:
        return f"{self.kind} · {self.at}"


class ServiceTime(models.Model):
    """How long a kind of business takes at an hour of the day, from what was served lately."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="+")
    hour = models.PositiveSmallIntegerField()
    median_seconds = models.PositiveIntegerField()
    samples = models.PositiveIntegerField()

    class Meta:
        db_table = "halls_service_time"
        constraints = [
            models.UniqueConstraint(fields=["skill", "hour"], name="service_time_once"),
            models.CheckConstraint(name="service_time_hour", condition=Q(hour__lte=23)),
        ]

    def __str__(self) -> str:
        return f"{self.hour} · {self.median_seconds}"
