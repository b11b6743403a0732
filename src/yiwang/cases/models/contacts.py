# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How an applicant is reached in a case: one row for each change, the last one holds."""

from typing import ClassVar

from django.db import models

from yiwang.cases.contacts.enums import Ground
from yiwang.cases.models.case import KEEPING_YEARS
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id

_WHY = "reaching the applicant of a case"


class ContactChange(models.Model):
    """A change of telephone, e-mail or address of service; never changed itself."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "contact_cipher": (_WHY, KEEPING_YEARS),
        "was": (_WHY, KEEPING_YEARS),
        "now": (_WHY, KEEPING_YEARS),
        "changed_by_name": (_WHY, KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, related_name="contact_changes", db_index=False
    )
    version = models.PositiveSmallIntegerField()
    """1 for the first change; whoever changes says which they saw."""
    parts = models.JSONField()
    """What changed: phone, email, address."""
    contact_cipher = models.BinaryField()
    """The whole contact after the change, sealed."""
    was = models.JSONField()
    now = models.JSONField()
    """Before and after, masked as screens show it."""
    parcels = models.JSONField(default=list)
    """What became of each parcel that was on its way: its id, its leg, the outcome."""
    ground = models.CharField(max_length=12, choices=Ground)
    changed_at = models.DateTimeField()
    changed_by_id = models.UUIDField()
    """The natural person, or the member of the staff."""
    changed_by_name = models.CharField(max_length=100)

    class Meta:
        db_table = "cases_contact_change"
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="contact_version_once"),
            models.CheckConstraint(
                name="contact_ground_known", condition=models.Q(ground__in=Ground.values)
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.version} of {self.case_id}"
