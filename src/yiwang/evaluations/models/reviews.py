# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Invitations, reviews without a name, and the row that knows whose they are.

Moments are kept by the day, and reviews have ids without a time in them: who was served a minute
before a review came in must not be seen from it.
"""

from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.evaluations.enums import Level, Moment, ServiceChannel
from yiwang.foundation import row_security
from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id

KEPT_YEARS = 10


class Invitation(models.Model):
    """That one service may be reviewed, once, by whoever it was for or who holds its code."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "applicant_id": ("inviting to a review of a service", 2),
        "case_id": ("inviting to a review of a service", 2),
    }
    erased: ClassVar = Erasure("issued_at", 2 * 366)
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"applicant_id = {row_security.APPLICANT}"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source_key = models.CharField(max_length=80, unique=True)
    """What it is for, such as a case's id; the same service is never reviewed twice."""
    code_index = models.BinaryField(unique=True)
    """Keyed hash of the code; the code itself is never stored."""
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    item_code = models.CharField(max_length=40, blank=True)
    item_name = models.CharField(max_length=300)
    moment = models.CharField(max_length=8, choices=Moment)
    channel = models.PositiveSmallIntegerField(choices=ServiceChannel)
    case_id = models.UUIDField(null=True)
    applicant_id = models.UUIDField(null=True)
    issued_at = models.DateTimeField()
    expires_on = models.DateField()
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_invitation"
        indexes = [
            models.Index(
                fields=["case_id"], name="invitation_case", condition=Q(case_id__isnull=False)
            ),
            models.Index(fields=["issued_at"], name="invitation_issued"),
        ]

    def __str__(self) -> str:
        return self.source_key


class Evaluation(models.Model):
    """A review: what was served, where, and how it was found; nothing of who says so.

    A trigger refuses every change but the day on which it is counted, and every deletion.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "text": ("improving services by what people say of them", KEPT_YEARS)
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=row_security.leads_to(
            "evaluations_authorship", "evaluations_evaluation.id", its="evaluation_id"
        ),
        citizen_writes=row_security.ALL,
    )

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    item_code = models.CharField(max_length=40, blank=True)
    item_name = models.CharField(max_length=300)
    moment = models.CharField(max_length=8, choices=Moment)
    channel = models.PositiveSmallIntegerField(choices=ServiceChannel)
    level = models.PositiveSmallIntegerField(choices=Level)
    aspects = ArrayField(models.CharField(max_length=12), default=list)
    text = models.CharField(max_length=500, blank=True)
    wants_call = models.BooleanField(default=False)
    """Whether the correction may open the case and call back."""
    received_on = models.DateField()
    released_on = models.DateField(null=True, blank=True)
    """When it was counted, together with at least as many others as the setting asks for."""

    class Meta:
        db_table = "evaluations_evaluation"
        constraints = [
            models.CheckConstraint(
                name="evaluation_has_one_of_five_levels", condition=Q(level__in=Level.values)
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "item_code", "received_on"],
                name="evaluation_waits",
                condition=Q(released_on__isnull=True),
            ),
            models.Index(
                fields=["department", "item_code", "released_on"],
                name="evaluation_bad",
                condition=Q(level__gte=Level.DISSATISFIED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_name} {self.level}"


class Authorship(models.Model):
    """Whose review it is. No department's role of the database reads this table."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "applicant_id": ("answering a bad review, at the reviewer's wish", 2),
        "case_id": ("answering a bad review, at the reviewer's wish", 2),
    }
    erased: ClassVar = Erasure("received_at", 2 * 366)
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"applicant_id = {row_security.APPLICANT}"
    )

    evaluation = models.OneToOneField(
        Evaluation, models.PROTECT, primary_key=True, related_name="+"
    )
    invitation_id = models.UUIDField(unique=True)
    case_id = models.UUIDField(null=True)
    applicant_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    """The beginning of the day on which it came in."""

    class Meta:
        db_table = "evaluations_authorship"
        indexes = [
            models.Index(
                fields=["case_id"], name="authorship_case", condition=Q(case_id__isnull=False)
            ),
            models.Index(fields=["received_at"], name="authorship_received"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
