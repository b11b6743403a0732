# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an applicant asked in a case, and what was answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id

KEEPING_YEARS = 30


class CaseQuestion(models.Model):
    """A question in a case (办件咨询) with its one answer; both stay as they were written."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "words": ("answering what applicants ask about their case", KEEPING_YEARS),
        "answer": ("answering what applicants ask about their case", KEEPING_YEARS),
        "asked_by_name": ("answering what applicants ask about their case", KEEPING_YEARS),
        "answered_by_name": ("naming who acted", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="questions")
    words = models.TextField()
    asked_by_id = models.UUIDField()
    """The natural person who asked: the applicant, or who acts for them."""
    asked_by_name = models.CharField(max_length=100)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_question"
        constraints = [
            models.CheckConstraint(name="question_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="question_answer_is_whole",
                condition=Q(answered_at__isnull=True, answer="", answered_by_id__isnull=True)
                | (Q(answered_at__isnull=False, answered_by_id__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"question in {self.case_id}"


class QuestionFile(models.Model):
    """A file that came with a question or with its answer."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "file": ("answering what applicants ask about their case", KEEPING_YEARS)
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="question_files")
    question = models.ForeignKey(CaseQuestion, models.PROTECT, related_name="files")
    is_of_answer = models.BooleanField()
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        db_table = "cases_question_file"
        constraints = [
            models.UniqueConstraint(fields=["case", "file"], name="question_file_once"),
        ]

    def __str__(self) -> str:
        return f"file of {self.question_id}"
