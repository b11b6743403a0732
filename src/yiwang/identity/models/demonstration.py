# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the demonstration sources know: people and firms that do not exist."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.identity.enums import FirmStatus, LegalPersonKind


class DemonstrationResident(models.Model):
    """A made-up person in the demonstration population register, found by number only."""

    number_index = models.BinaryField(primary_key=True, max_length=64)
    name = models.CharField(max_length=60)
    is_deceased = models.BooleanField(default=False)
    is_slow = models.BooleanField(default=False)
    """A question about this one is not answered in time."""
    household = models.CharField(max_length=20, default="", blank=True)
    is_guardian = models.BooleanField(default=False)
    """The guardian of the minors of the same household."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"name": ("demonstration", 1)}

    class Meta:
        db_table = "identity_demonstration_resident"
        constraints = [
            models.CheckConstraint(name="demonstration_resident_named", condition=~Q(name=""))
        ]

    def __str__(self) -> str:
        return self.name


class DemonstrationFirm(models.Model):
    """A made-up legal person in the demonstration register of legal persons."""

    uscc = models.CharField(primary_key=True, max_length=18)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=1, choices=LegalPersonKind)
    status = models.CharField(max_length=8, choices=FirmStatus, default=FirmStatus.ACTIVE)
    representative_name = models.CharField(max_length=60)
    representative_index = models.BinaryField(max_length=64)
    is_slow = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "representative_name": ("demonstration", 1)
    }

    class Meta:
        db_table = "identity_demonstration_firm"

    def __str__(self) -> str:
        return self.name
