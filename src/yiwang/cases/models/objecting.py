# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Judging again without knowing, and what an applicant says against a decision by rule."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.automation.enums import ObjectionResult
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.organizations.enums import Right

KEEPING_YEARS = 30


class RecheckReader(models.Model):
    """Somebody has opened a re-check: the case itself stays shut to them until it is judged.

    :ivar ended_at: when the verdict was in, theirs or a colleague's; None while they may not know
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    recheck = models.ForeignKey("cases.Recheck", models.PROTECT, related_name="readers")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    staff_id = models.UUIDField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_recheck_reader"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["recheck", "staff_id"], name="recheck_reader_once"),
            models.CheckConstraint(
                name="recheck_reader_ends_later",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("began_at")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["staff_id", "case"],
                name="recheck_reader_blind",
                condition=Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} reads {self.case_id}"


def judged_blind_by(actor: Actor) -> models.QuerySet[RecheckReader, UUID] | None:
    """Return the ids of the cases that the actor judges again blind; None: it cannot be any."""
    if actor.staff_id is None or not actor.has_right(Right.CASES_REVIEW):
        return None
    judging = RecheckReader.objects.filter(staff_id=actor.staff_id, ended_at__isnull=True)
    return judging.values_list("case_id", flat=True)


class RuleObjection(models.Model):
    """What an applicant says against a decision by rule (对自动决定的异议), and a person's answer.

    Source: 个人信息保护法 24: who is decided about by automated means may ask for an explanation,
    and refuse to have it decided by such means alone. It may come when the case is closed already,
    so it is no part of what was sealed; once it is answered it stays as it is.

    :ivar disputed: names of the facts that are said to be wrong; empty: something else is
    :ivar due_on: by when a person has to answer
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "words": ("checking decisions of rules again", KEEPING_YEARS),
        "answer": ("checking decisions of rules again", KEEPING_YEARS),
        "answered_by_name": ("naming who acted", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    made = models.OneToOneField("cases.AutomaticDecision", models.PROTECT, related_name="objection")
    words = models.TextField()
    disputed = models.JSONField(default=list)
    filed_by_id = models.UUIDField()
    """The natural person who filed it: the applicant, or who acts for them."""
    filed_at = models.DateTimeField()
    due_on = models.DateField()
    result = models.CharField(max_length=8, choices=ObjectionResult, blank=True, default="")
    answer = models.TextField(blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    overdue_noted_at = models.DateTimeField(null=True, blank=True)
    """When it was written down, once, that nobody had answered in time."""

    class Meta:
        db_table = "cases_rule_objection"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="rule_objection_says_what",
                condition=~Q(words=""),
                violation_error_message=_("请写明对自动决定有什么异议。"),
            ),
            models.CheckConstraint(
                name="rule_objection_answer_is_whole",
                condition=Q(answered_at__isnull=True, result="", answer="")
                | (
                    Q(answered_at__isnull=False, answered_by_id__isnull=False)
                    & ~Q(answer="")
                    & Q(result__in=ObjectionResult.values)
                ),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_on"],
                name="rule_objection_open",
                condition=Q(answered_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"objection in {self.case_id}"
