# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The correction of a bad review, and what was done about it, step by step."""

from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from yiwang.evaluations.enums import CorrectionAction, CorrectionState, Level
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

KEPT_YEARS = 10


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Questions about corrections."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to what a supervisor may see: the department's, or the region's."""
        if actor.is_system:
            return self
        if not (actor.is_staff and actor.has_right(Right.CASES_SUPERVISE)):
            return self.none()
        if not actor.covers_subtree:
            return self.filter(department_id=actor.department_id)
        first, last = organizations.code_range(actor.division_code)
        return self.filter(region_code__range=(first, last))


class Correction(models.Model):
    """What a bad review sets in motion. Moments are days, as with the review."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=row_security.leads_to(
            "evaluations_authorship",
            "evaluations_correction.evaluation_id",
            its="evaluation_id",
        ),
        citizen_writes=row_security.ALL,
        department=f"department_id = {row_security.DEPARTMENT}",
    )

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    evaluation = models.OneToOneField(
        "evaluations.Evaluation", models.PROTECT, related_name="correction"
    )
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    item_name = models.CharField(max_length=300)
    level = models.PositiveSmallIntegerField(choices=Level)
    state = models.CharField(max_length=16, choices=CorrectionState, default=CorrectionState.OPEN)
    opened_on = models.DateField()
    contact_due_on = models.DateField()
    correct_due_on = models.DateField()
    contacted_on = models.DateField(null=True, blank=True)
    corrected_on = models.DateField(null=True, blank=True)
    moved_on = models.DateField()
    rejection_asked_by = models.UUIDField(null=True, blank=True)
    rejection_judged_by = models.UUIDField(null=True, blank=True)
    reported = models.PositiveSmallIntegerField(default=0)
    """Which overdue deadlines are facts already: 1 the call, 2 the correction, 3 both."""

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        db_table = "evaluations_correction"
        constraints = [
            models.CheckConstraint(
                name="correction_of_a_bad_review", condition=Q(level__gte=Level.DISSATISFIED)
            ),
            models.CheckConstraint(
                name="correction_rejected_by_two",
                condition=Q(rejection_judged_by__isnull=True)
                | ~Q(rejection_judged_by=F("rejection_asked_by")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "state", "correct_due_on"], name="bad_review_department"
            ),
            models.Index(fields=["region_code", "state"], name="bad_review_region"),
        ]

    def __str__(self) -> str:
        return f"{self.item_name} {self.state}"


class CorrectionStep(models.Model):
    """One step of a correction; never changed, never deleted."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "note": ("answering a bad review, at the reviewer's wish", KEPT_YEARS),
        "by_name": ("naming who acted", KEPT_YEARS),
    }
    rows_seen: ClassVar = row_security.through("evaluations_correction", "correction_id")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    correction = models.ForeignKey(Correction, models.PROTECT, related_name="steps")
    action = models.CharField(max_length=20, choices=CorrectionAction)
    outcome = models.CharField(max_length=12, blank=True)
    level = models.PositiveSmallIntegerField(null=True, choices=Level)
    """Of a review that was given again."""
    note = models.CharField(max_length=1000, blank=True)
    staff_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_correction_step"

    def __str__(self) -> str:
        return f"{self.action} · {self.correction_id}"
