# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose rights a case touches, what they say about it, and what a lower body thinks of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.enums import EndedBecause, PartyRole, ReviewOpinion, ReviewState, StatementKind
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id

KEEPING_YEARS = 30


class InterestedParty(models.Model):
    """Somebody who was told that a decision touches their interests. Source: 行政许可法 36, 47.

    The applicant has a row as well once told that a hearing may be asked for.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "name": ("telling whose interests a decision touches", KEEPING_YEARS),
        "contact": ("telling whose interests a decision touches", KEEPING_YEARS),
        "stake": ("telling whose interests a decision touches", KEEPING_YEARS),
        "number_index": ("letting them act for themselves", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="parties")
    role = models.CharField(max_length=12, choices=PartyRole)
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=200, blank=True)
    stake = models.TextField(blank=True)
    """Why the decision touches them."""
    person_id = models.UUIDField(null=True, blank=True)
    """The natural or legal person who may act online; None where nobody of this number is known."""
    number_index = models.BinaryField(max_length=64, null=True, blank=True)
    """Of a natural person's resident number: who has it, and this name, is the party."""
    told_at = models.DateTimeField()
    told_by_id = models.UUIDField()
    hearing_ask_by = models.DateField(null=True, blank=True)
    """The last day to ask for a hearing; None where none was offered."""
    hearing_asked_at = models.DateTimeField(null=True, blank=True)
    hearing_waived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_interested_party"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="case_one_applicant_told",
                condition=Q(role=PartyRole.APPLICANT),
            ),
            models.CheckConstraint(
                name="party_asks_for_what_was_offered",
                condition=Q(hearing_asked_at__isnull=True) | Q(hearing_ask_by__isnull=False),
            ),
            models.CheckConstraint(
                name="party_asks_or_waives",
                condition=Q(hearing_asked_at__isnull=True) | Q(hearing_waived_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person_id"], name="party_person", condition=Q(person_id__isnull=False)
            ),
            models.Index(
                fields=["number_index"],
                name="party_number",
                condition=Q(number_index__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.case_id}"


class Statement(models.Model):
    """An objection, or a statement and defence, and what was answered. Source: 行政许可法 36."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "words": ("hearing those whose interests a decision touches", KEEPING_YEARS),
        "answer": ("answering those whose interests a decision touches", KEEPING_YEARS),
        "answered_by_name": ("naming who acted", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="statements")
    party = models.ForeignKey(
        InterestedParty, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    """Who says it; None for the applicant."""
    procedure = models.ForeignKey(
        "cases.SpecialProcedure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
    )
    """The public notice that it answers to."""
    kind = models.CharField(max_length=12, choices=StatementKind)
    words = models.TextField()
    received_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()
    answer = models.TextField(blank=True)
    is_upheld = models.BooleanField(null=True, blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was laid aside, unanswered, as its case ended without a decision."""
    ended_because = models.CharField(
        max_length=12, choices=EndedBecause, blank=True, db_default="", default=""
    )

    class Meta:
        db_table = "cases_statement"
        constraints = [
            models.CheckConstraint(name="statement_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="statement_answer_is_whole",
                condition=Q(answered_at__isnull=True)
                | (~Q(answer="") & Q(is_upheld__isnull=False)),
                violation_error_message=_("答复必须写明是否采纳和理由。"),
            ),
            models.CheckConstraint(
                name="statement_ends_unanswered_with_a_reason",
                condition=Q(ended_at__isnull=True, ended_because="")
                | Q(ended_at__isnull=False, answered_at__isnull=True) & ~Q(ended_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.case_id}"


class PreliminaryReview(models.Model):
    """The review by a lower body before an upper one decides; one row a stage, the lowest first.

    The database holds their order: a stage has the file only when the one before has passed it on,
    and no two have it at once. Source: 行政许可法 35, 43.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "words": ("recording how the case was examined", KEEPING_YEARS),
        "done_by_name": ("naming who acted", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="preliminary_reviews")
    stage = models.PositiveSmallIntegerField(default=1, db_default=1)
    """Counted from the lowest body, which accepts the application."""
    lower_id = models.UUIDField()
    lower_name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=ReviewState, default=ReviewState.WAITING)
    workdays = models.PositiveSmallIntegerField(default=20, db_default=20)
    """What the law gives this body, from the acceptance or the day on which it has the file."""
    started_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    overdue_noted_at = models.DateTimeField(null=True, blank=True)
    opinion = models.CharField(max_length=12, choices=ReviewOpinion, blank=True)
    words = models.TextField(blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    """The digest of form and materials as they were passed on."""
    done_by_id = models.UUIDField(null=True, blank=True)
    done_by_name = models.CharField(max_length=100, blank=True)
    forwarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_preliminary_review"
        constraints = [
            models.UniqueConstraint(fields=["case", "stage"], name="review_stage_once"),
            models.UniqueConstraint(fields=["case", "lower_id"], name="review_body_once"),
            models.UniqueConstraint(
                fields=["case"],
                name="review_file_in_one_place",
                condition=Q(state__in=[ReviewState.INTAKE, ReviewState.WAITING]),
            ),
            models.CheckConstraint(
                name="review_first_accepts_later_wait",
                condition=Q(stage=1) & ~Q(state=ReviewState.PENDING)
                | Q(stage__gt=1) & ~Q(state=ReviewState.INTAKE),
                violation_error_message=_("只有第一级初审机关受理，后面各级等前一级报送。"),
            ),
            models.CheckConstraint(
                name="review_forwarded_says_what",
                condition=~Q(state=ReviewState.FORWARDED)
                | (~Q(opinion="") & ~Q(words="") & Q(forwarded_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="review_begun_has_its_term",
                condition=~Q(state__in=[ReviewState.WAITING, ReviewState.FORWARDED])
                | Q(started_on__isnull=False, due_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["lower_id", "state", "-id"], name="review_lower"),
            models.Index(
                fields=["due_on"],
                name="review_may_be_late",
                condition=Q(state=ReviewState.WAITING, overdue_noted_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.case_id}"
