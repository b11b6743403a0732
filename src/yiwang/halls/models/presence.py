# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Being there: a code that somebody shows, and a visit at a kiosk."""

from typing import ClassVar

from django.db import models

from yiwang.foundation import row_security
from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id
from yiwang.halls.models.halls import Hall


class Presence(models.Model):
    """A code that works once, within minutes: its person is here, and agrees to be served."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    erased: ClassVar = Erasure("expires_at", 1)
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"applicant_id = {row_security.APPLICANT}", department=row_security.ALL
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    applicant_id = models.UUIDField()
    code = models.CharField(max_length=8, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ticket_id = models.UUIDField(null=True, blank=True)
    """The ticket at which it was shown; the consent holds until that ticket ends."""

    class Meta:
        db_table = "halls_presence"

    def __str__(self) -> str:
        return f"{self.expires_at}"


class KioskVisit(models.Model):
    """Somebody signed in at a kiosk; it ends by itself, and nothing of it stays in the machine."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "shown_name": ("calling people to a counter in their turn", 1),
    }
    erased: ClassVar = Erasure("expires_at", 1)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, models.CASCADE, related_name="+")
    secret = models.CharField(max_length=64, unique=True)
    """What the machine knows the visit by; only its hash is kept."""
    pairing = models.CharField(max_length=16, unique=True)
    """What the phone reads from the machine's screen."""
    person_id = models.UUIDField(null=True, blank=True)
    shown_name = models.CharField(max_length=60, blank=True)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "halls_kiosk_visit"

    def __str__(self) -> str:
        return f"{self.begun_at}"
