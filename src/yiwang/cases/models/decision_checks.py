# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a decision rested on turned out doubtful: does the decision still stand?"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.models.case import KEEPING_YEARS
from yiwang.cases.spared.enums import CheckOutcome
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id


class DecisionCheck(models.Model):
    """A provider's answer about a decided case, until somebody says what follows from it.

    :ivar correction_id: the request to the provider that was answered
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "reason": ("stating the reasons of a decision", KEEPING_YEARS),
        "concluded_by_name": ("naming who acted", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    finding = models.ForeignKey("cases.Finding", models.PROTECT, related_name="+", db_index=False)
    correction_id = models.UUIDField()
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=CheckOutcome, blank=True, default="")
    reason = models.TextField(blank=True)
    measure = models.ForeignKey(
        "cases.Measure", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    concluded_by_id = models.UUIDField(null=True, blank=True)
    concluded_by_name = models.CharField(max_length=100, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_decision_check"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="decision_check_one_open",
                condition=Q(concluded_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["case", "correction_id"], name="decision_check_once_an_answer"
            ),
            models.CheckConstraint(
                name="decision_check_says_why",
                condition=Q(outcome="", concluded_at__isnull=True)
                | ~Q(outcome="")
                & ~Q(reason="")
                & Q(concluded_at__isnull=False, concluded_by_id__isnull=False),
                violation_error_message=_("请写明理由。"),
            ),
            models.CheckConstraint(
                name="decision_check_names_its_measure",
                condition=~Q(outcome=CheckOutcome.MEASURE) | Q(measure__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome or 'open'} · {self.case_id}"
