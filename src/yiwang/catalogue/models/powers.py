# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The responsibility list (责任清单): what goes with a power, and what its abuse leads to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.catalogue.enums import DutyKind, ItemType


class Duty(models.Model):
    """A responsibility, or a reason for being held to account, of every power of a type.

    An item that has a list of its own carries it among its elements (``responsibilities``).

    :ivar stage: which stage of the procedure it belongs to (受理责任); empty for a liability
    :ivar law: with ``article``, where it is written; empty where no law of procedure says it
    """

    item_type = models.CharField(max_length=2, choices=ItemType)
    kind = models.CharField(max_length=9, choices=DutyKind)
    position = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=40, default="", blank=True)
    text = models.CharField(max_length=500)
    law = models.CharField(max_length=120, default="", blank=True)
    article = models.CharField(max_length=40, default="", blank=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_duty"
        constraints = [
            models.UniqueConstraint(
                fields=["item_type", "kind", "position"], name="duty_once_of_a_type"
            ),
            models.CheckConstraint(name="duty_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="duty_kind_known", condition=Q(kind__in=DutyKind.values)),
            models.CheckConstraint(
                name="duty_of_the_procedure_has_its_stage",
                condition=~Q(kind=DutyKind.DUTY) | ~Q(stage=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_type} {self.kind} {self.position}"
