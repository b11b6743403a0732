# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Machines of a hall: kiosks and calling screens that an administrator has enrolled."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id
from yiwang.halls.enums import DeviceKind, RevokedWhy
from yiwang.halls.models.halls import Hall


class Device(models.Model):
    """A machine of a hall, known by a secret that it alone keeps; we keep hashes."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=6, choices=DeviceKind.choices)
    name = models.CharField(max_length=40)
    code = models.BinaryField(max_length=32, unique=True, null=True)
    """Hash of the code that enrols it; empty once used."""
    code_until = models.DateTimeField(null=True)
    secret = models.BinaryField(max_length=32, unique=True, null=True)
    """Hash of the secret that it was given last."""
    secret_since = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    """When it first showed that secret; until then the one before works too."""
    secret_before = models.BinaryField(max_length=32, unique=True, null=True)
    """Hash of the one before: whoever comes with it later has a copy."""
    made_at = models.DateTimeField()
    enrolled_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=10, choices=RevokedWhy.choices, blank=True)

    class Meta:
        db_table = "halls_device"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "name"],
                name="device_name_once",
                condition=Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(name="device_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="device_revoked_knows_nothing",
                condition=Q(revoked_at__isnull=True, revoked_why="")
                | (
                    Q(revoked_at__isnull=False, code__isnull=True, secret__isnull=True)
                    & ~Q(revoked_why="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name
