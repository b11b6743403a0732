# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a firm wants its messages outside the site: e-mail addresses and numbers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation import row_security
from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id
from yiwang.notifications.enums import Way

TABLE = "notifications_firm_contact"
COLUMN = "address_cipher"
PURPOSE = "telling people what happens to their matter"


class FirmContact(models.Model):
    """An address of a firm: it counts once a code that went there was told back.

    Several may count for each way; one of them waits for its code at a time.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "address_cipher": (PURPOSE, 5),
        "set_by_id": (PURPOSE, 5),
    }
    erased: ClassVar = Erasure("asked_at", 5 * 366)
    """Only what waits in vain: the moment is emptied once the address counts."""
    rows_seen: ClassVar = row_security.RowSecurity(citizen=f"firm_id = {row_security.APPLICANT}")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm_id = models.UUIDField()
    way = models.CharField(max_length=8, choices=[(Way.EMAIL, Way.EMAIL), (Way.SMS, Way.SMS)])
    address_cipher = models.BinaryField()
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    set_by_id = models.UUIDField()
    """The natural person who set it for the firm."""
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = TABLE
        indexes = [models.Index(fields=["firm_id", "way"], name="firm_contact_of_firm")]
        constraints = [
            models.UniqueConstraint(
                fields=["firm_id", "way"],
                name="firm_contact_waits_once",
                condition=Q(confirmed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="firm_contact_waits_or_counts",
                condition=Q(confirmed_at__isnull=True, asked_at__isnull=False)
                | Q(confirmed_at__isnull=False, asked_at__isnull=True, code_hash=""),
            ),
            models.CheckConstraint(
                name="firm_contact_way", condition=Q(way__in=[Way.EMAIL, Way.SMS])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} · {self.firm_id}"
