# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""内部会商: whoever handles a case asks another department, post or colleague."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from yiwang.cases.desk.enums import ConsultationState
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id

KEEPING_YEARS = 30
_HERE = f"to_department_id = {row_security.DEPARTMENT}"
_OF_THE_CASE = row_security.leads_to("cases_case", "case_id")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Questions about consultations."""

    def put_to(self, actor: Actor) -> Self:
        """Narrow to what the actor is asked in their present post, or whom they stand in for."""
        if not actor.is_staff or actor.department_id is None:
            return self.none()
        to_all = Q(to_staff_id__isnull=True, to_post_id__isnull=True)
        to_post = Q(to_staff_id__isnull=True, to_post_id=actor.post_id)
        to_me = Q(to_staff_id__in=[actor.staff_id, *sorted(actor.covers_for)])
        return self.filter(to_department_id=actor.department_id).filter(to_all | to_post | to_me)


class Consultation(models.Model):
    """One question to colleagues, and their answer; for staff only, never for the applicant.

    The clock of the case runs on: no law stops it for what offices ask each other.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "question": ("asking colleagues about a case", KEEPING_YEARS),
        "answer": ("asking colleagues about a case", KEEPING_YEARS),
        "asked_by_name": ("naming who acted", KEEPING_YEARS),
        "answered_by_name": ("naming who acted", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        department=f"{_HERE} OR {_OF_THE_CASE}", department_writes=row_security.ALL
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="consultations")
    case_number = models.CharField(max_length=32)
    item_name = models.CharField(max_length=300)
    """As on the case, which those who are asked do not see once it is over."""
    asked_by_id = models.UUIDField()
    asked_by_name = models.CharField(max_length=100)
    asked_from_id = models.UUIDField()
    asked_at = models.DateTimeField()
    to_department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    to_post_id = models.UUIDField(null=True, blank=True)
    to_staff_id = models.UUIDField(null=True, blank=True)
    to_name = models.CharField(max_length=100, blank=True)
    """What the post or the colleague is called; "" where the whole department is asked."""
    question = models.TextField()
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=ConsultationState, default=ConsultationState.ASKED
    )
    answer = models.TextField(blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was answered, taken back, or over because the case was."""
    overdue_noted_at = models.DateTimeField(null=True, blank=True)
    """When supervision heard that nobody had answered by the day that was set; once."""

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        db_table = "cases_consultation"
        constraints = [
            models.CheckConstraint(
                name="consultation_state_known", condition=Q(state__in=ConsultationState.values)
            ),
            models.CheckConstraint(name="consultation_asks_something", condition=~Q(question="")),
            models.CheckConstraint(
                name="consultation_answered_says_what",
                condition=~Q(state=ConsultationState.ANSWERED)
                | (~Q(answer="") & Q(answered_by_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="consultation_ended_says_when",
                condition=Q(state=ConsultationState.ASKED) | Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="consultation_may_be_late",
                condition=Q(state=ConsultationState.ASKED, overdue_noted_at__isnull=True),
            ),
            models.Index(
                fields=["to_department", "due_on", "id"],
                name="consultation_waits",
                condition=Q(state=ConsultationState.ASKED),
            ),
            models.Index(fields=["to_department", "-asked_at"], name="consultation_asked_here"),
            models.Index(fields=["asked_by_id", "-asked_at"], name="consultation_asked_by"),
        ]

    def __str__(self) -> str:
        return f"{self.to_department_id} · {self.case_id}"


class ConsultationFile(models.Model):
    """One file of an answer; never overwritten."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "file": ("asking colleagues about a case", KEEPING_YEARS)
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        department=row_security.leads_to("cases_consultation", "consultation_id"),
        department_writes=row_security.ALL,
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="files")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        db_table = "cases_consultation_file"
        constraints = [
            models.UniqueConstraint(fields=["consultation", "file"], name="consultation_file_once")
        ]

    def __str__(self) -> str:
        return f"file of {self.consultation_id}"
