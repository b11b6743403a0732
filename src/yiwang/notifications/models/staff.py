# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a staff member is told of work that waits: one work mail address, and when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation import row_security
from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id

TABLE = "notifications_staff_contact"
COLUMN = "address_cipher"
PURPOSE = "telling staff what waits for them"


class StaffContact(models.Model):
    """A work mail address: it counts once its code was told back, or an administrator set it.

    One counts at a time, and one more may wait for its code.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "address_cipher": (PURPOSE, 1),
        "set_by_id": (PURPOSE, 1),
    }
    erased: ClassVar = Erasure("asked_at", 366)
    """Only what waits in vain; an address that counts goes when its owner leaves."""
    rows_seen: ClassVar = row_security.RowSecurity(department=row_security.ALL)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff_id = models.UUIDField()
    address_cipher = models.BinaryField()
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    set_by_id = models.UUIDField()
    """The staff member who set it: its owner, or an administrator."""
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    quiet_from = models.PositiveSmallIntegerField(default=22)
    quiet_to = models.PositiveSmallIntegerField(default=8)
    is_digest = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="zh-hans")

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(
                fields=["staff_id"],
                name="staff_contact_counts_once",
                condition=Q(confirmed_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["staff_id"],
                name="staff_contact_waits_once",
                condition=Q(confirmed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="staff_contact_waits_or_counts",
                condition=Q(confirmed_at__isnull=True, asked_at__isnull=False)
                | Q(confirmed_at__isnull=False, asked_at__isnull=True, code_hash=""),
            ),
            models.CheckConstraint(
                name="staff_contact_hours", condition=Q(quiet_from__lte=23, quiet_to__lte=23)
            ),
        ]

    def __str__(self) -> str:
        return str(self.staff_id)
