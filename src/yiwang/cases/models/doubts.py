# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a sheet of evidence: field by field by the applicant, or doubted by staff."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.models.case import KEEPING_YEARS
from yiwang.cases.spared.enums import Resolution
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id


class FieldClaim(models.Model):
    """The applicant says that one field of a sheet is wrong, and what it should say.

    :ivar case: None while the sheet belongs to a draft
    :ivar field: of the sheet; for what fills in the form, of the form
    :ivar file: the applicant's own proof, if there is one
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "claimed": ("handling the application", KEEPING_YEARS),
        "file": ("handling the application", KEEPING_YEARS),
        "resolution_note": ("handling the application", KEEPING_YEARS),
        "resolved_by_name": ("naming who acted", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_finding", "finding_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, related_name="claims", db_index=False
    )
    finding = models.ForeignKey(
        "cases.Finding", models.CASCADE, related_name="claims", db_index=False
    )
    field = models.CharField(max_length=64)
    claimed = models.CharField(max_length=500)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField()
    resolution = models.CharField(max_length=10, choices=Resolution, blank=True, default="")
    resolution_note = models.TextField(blank=True)
    resolved_by_id = models.UUIDField(null=True)
    resolved_by_name = models.CharField(max_length=100, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_field_claim"
        constraints = [
            models.UniqueConstraint(fields=["finding", "field"], name="claim_once_for_a_field"),
            models.CheckConstraint(
                name="claim_says_what_is_right",
                condition=~Q(claimed=""),
                violation_error_message=_("请写明这一项实际是什么。"),
            ),
            models.CheckConstraint(
                name="claim_resolved_says_why",
                condition=Q(resolution="", resolved_at__isnull=True)
                | Q(resolved_at__isnull=False) & ~Q(resolution="") & ~Q(resolution_note=""),
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="claim_case", condition=Q(case__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.field} · {self.resolution}"


class EvidenceDoubt(models.Model):
    """A staff member doubts what was found: the provider is asked, the applicant is not.

    :ivar fields: of the sheet; empty for the whole
    :ivar ended_at: when staff said that the doubt is settled
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "reason": ("handling the application", KEEPING_YEARS),
        "ended_note": ("handling the application", KEEPING_YEARS),
        "doubted_by_name": ("naming who acted", 30),
        "ended_by_name": ("naming who acted", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="doubts")
    finding = models.ForeignKey(
        "cases.Finding", models.PROTECT, related_name="doubts", db_index=False
    )
    fields = models.JSONField(default=list)
    reason = models.TextField()
    doubted_by_id = models.UUIDField()
    doubted_by_name = models.CharField(max_length=100)
    doubted_at = models.DateTimeField()
    correction_id = models.UUIDField()
    """The request to check that went to the provider."""
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_note = models.TextField(blank=True)
    ended_by_id = models.UUIDField(null=True)
    ended_by_name = models.CharField(max_length=100, blank=True)

    class Meta:
        db_table = "cases_evidence_doubt"
        constraints = [
            models.UniqueConstraint(
                fields=["finding"],
                name="doubt_one_at_a_time",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="doubt_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("请写明理由。"),
            ),
            models.CheckConstraint(
                name="doubt_ended_says_why",
                condition=Q(ended_at__isnull=True) | ~Q(ended_note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} · {self.doubted_at}"
