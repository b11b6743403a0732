# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an applicant did at a counter, and how they showed that they were there."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from yiwang.cases.modes.enums import AttendedAct, SignedHow
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id


class CounterAct(models.Model):
    """One act of an applicant at a counter, done by a clerk for who stands there."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "paper": ("proving what was asked for at a counter", 30),
        "done_by_name": ("naming who acted", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="counter_acts")
    act = models.CharField(max_length=12, choices=AttendedAct)
    signed_how = models.CharField(max_length=8, choices=SignedHow)
    paper = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, related_name="+", db_index=False
    )
    """The scan of what was signed on paper."""
    presence_id = models.UUIDField(null=True)
    """The code of presence that was shown instead."""
    done_by_id = models.UUIDField()
    done_by_name = models.CharField(max_length=100)
    done_at = models.DateTimeField()

    class Meta:
        db_table = "cases_counter_act"
        constraints = [
            models.CheckConstraint(
                name="counter_act_is_proven",
                condition=Q(
                    signed_how=SignedHow.PAPER, paper__isnull=False, presence_id__isnull=True
                )
                | Q(signed_how=SignedHow.PRESENCE, paper__isnull=True, presence_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["paper"], name="counter_act_paper", condition=Q(paper__isnull=False)
            )
        ]

    @property
    def file(self) -> Any:
        """Return the scan of what was signed, as other parts of a case name theirs."""
        return self.paper

    def __str__(self) -> str:
        return f"{self.act} · {self.case_id}"
