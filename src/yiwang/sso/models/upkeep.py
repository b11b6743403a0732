# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the health view shows: counts by day, and logouts on their way."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id
from yiwang.sso.enums import LogoutState, Step


class Figure(models.Model):
    """How often a step at a client came out in one way on one day."""

    id = models.BigAutoField(primary_key=True)
    client = models.ForeignKey("sso.Client", on_delete=models.CASCADE, related_name="figures")
    day = models.DateField()
    step = models.CharField(max_length=10, choices=Step.choices)
    outcome = models.CharField(max_length=40)
    times = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "sso_figure"
        constraints = [
            models.UniqueConstraint(
                name="sso_figure_once", fields=["client", "day", "step", "outcome"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.step} {self.outcome} {self.times}"


class LogoutDelivery(models.Model):
    """A logout token for one client session, on its way until it is taken or too old."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_session = models.OneToOneField(
        "sso.ClientSession", on_delete=models.CASCADE, related_name="logout"
    )
    state = models.CharField(
        max_length=10, choices=LogoutState.choices, default=LogoutState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    next_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, default="", blank=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "sso_logout_delivery"
        indexes = [
            models.Index(
                fields=["next_at"],
                name="sso_logout_waiting",
                condition=Q(state=LogoutState.WAITING),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
