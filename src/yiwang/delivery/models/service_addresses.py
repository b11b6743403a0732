# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""送达地址确认: where somebody confirmed that papers may be posted to them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.delivery import addresses
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id

KEEPING_YEARS = 30
TABLE = "delivery_service_address"
COLUMN = "address_cipher"


class ServiceAddress(models.Model):
    """One address that was confirmed, and whether it still counts.

    Another address is another row; the one before it ends. Sealed anew with another key, it stays
    the same address.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "applicant_id": ("where papers may be posted", KEEPING_YEARS),
        "address_cipher": ("where papers may be posted", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"applicant_id = {row_security.APPLICANT}",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    applicant_id = models.UUIDField()
    address_cipher = models.BinaryField()
    text_sha256 = models.CharField(max_length=64)
    """Of the text that was confirmed with it."""
    given_by_id = models.UUIDField()
    given_at = models.DateTimeField()
    ended_by_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = TABLE
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["applicant_id"],
                condition=Q(ended_at__isnull=True),
                name="service_address_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.applicant_id} {self.given_at:%Y-%m-%d}"

    @property
    def address(self) -> addresses.Address:
        """The address in full; screens show it masked but to who confirmed or posts to it."""
        return addresses.opened(bytes(self.address_cipher), COLUMN, self.pk, table=TABLE)

    def seal(self, address: addresses.Address) -> None:
        """Take an address in."""
        self.address_cipher = addresses.sealed(address, COLUMN, self.pk, table=TABLE)
