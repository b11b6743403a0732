# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which tier of the benchmark of discretion (裁量权基准) a case was put into, and why."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.discretion.enums import Consent
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id


class DiscretionChoice(models.Model):
    """The tier that was chosen; one for a case, fixed with the decision.

    :ivar benchmark: the version that applied when it was chosen
    :ivar facts: the facts of the case that put it into the tier
    :ivar outcome: measure → figure, or the conditions one by one
    :ivar departures: where the outcome leaves the span: measure, name, span, decided
    :ivar reason: why it leaves the span
    :ivar consent: of the leader, to leave it; "" where the outcome stays within

    Source: 国办发〔2022〕27号; 行政处罚法 34.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "facts": ("stating the reasons of a decision", 30),
        "reason": ("stating the reasons of a decision", 30),
        "consent_words": ("stating the reasons of a decision", 30),
        "chosen_by_name": ("naming who acted", 30),
        "consented_by_name": ("naming who acted", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="discretion_choice")
    benchmark = models.ForeignKey(
        "catalogue.DiscretionBenchmark", models.PROTECT, related_name="+", db_index=False
    )
    benchmark_name = models.CharField(max_length=300)
    tier = models.CharField(max_length=40)
    tier_name = models.CharField(max_length=300)
    place = models.CharField(max_length=700)
    """The article, as the decision cites it."""
    facts = models.TextField()
    outcome = models.JSONField()
    outcome_words = models.JSONField(default=list)
    """What was decided, one sentence for each measure."""
    departures = models.JSONField(default=list)
    is_within = models.BooleanField()
    reason = models.TextField(blank=True)
    consent = models.CharField(max_length=8, choices=Consent, blank=True, default="")
    consent_words = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    chosen_by_id = models.UUIDField()
    chosen_by_name = models.CharField(max_length=100)
    chosen_at = models.DateTimeField()
    consented_by_id = models.UUIDField(null=True)
    consented_by_name = models.CharField(max_length=100, blank=True)
    consented_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_discretion_choice"
        indexes = [models.Index(fields=["department", "chosen_at"], name="discretion_department")]
        constraints = [
            models.CheckConstraint(
                name="discretion_states_the_facts",
                condition=~Q(facts=""),
                violation_error_message=_("请写明依据哪些事实选这个阶次。"),
            ),
            models.CheckConstraint(
                name="discretion_outside_says_why",
                condition=Q(is_within=True, consent="")
                | (Q(is_within=False) & ~Q(reason="") & ~Q(consent="")),
                violation_error_message=_("超出裁量幅度的，请写明理由。"),
            ),
            models.CheckConstraint(
                name="discretion_consent_by_another",
                condition=Q(consent__in=["", Consent.ASKED], consented_by_id__isnull=True)
                | (
                    Q(consent__in=[Consent.GIVEN, Consent.REFUSED])
                    & Q(consented_by_id__isnull=False)
                    & Q(consented_at__isnull=False)
                    & ~Q(consented_by_id=F("chosen_by_id"))
                ),
                violation_error_message=_("超出裁量幅度要由另一个人同意。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier} · {self.case_id}"
