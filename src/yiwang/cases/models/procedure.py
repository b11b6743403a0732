# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the law's procedure adds to a case: correction, stops of the clock, extension, decision."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.enums import ExtensionState, MinutesUse, Outcome
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id


class Correction(models.Model):
    """The one notice that lists everything to be corrected. Source: 行政许可法 32 (4)."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "entries": ("telling the applicant what is missing", 30),
        "note": ("telling the applicant what is missing", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="correction")
    entries = models.JSONField()
    """List of ``{"key": requirement key or "form", "name": …, "what": …}``; never empty."""
    note = models.TextField(blank=True)
    asked_by_id = models.UUIDField()
    asked_at = models.DateTimeField()
    answer_due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_correction"
        constraints = [
            models.CheckConstraint(
                name="correction_lists_something",
                condition=~Q(entries=[]),
                violation_error_message=_("补正告知至少要写明一项内容。"),
            )
        ]

    def __str__(self) -> str:
        return f"correction of {self.case_id}"


class ClockStop(models.Model):
    """A special procedure whose time does not count. Source: 行政许可法 45."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="stops")
    reason = models.CharField(max_length=32)
    law = models.CharField(max_length=100)
    article = models.CharField(max_length=20)
    expected_days = models.PositiveSmallIntegerField()
    """Working days that the applicant is told in writing."""
    note = models.TextField(blank=True)
    started_on = models.DateField()
    started_by_id = models.UUIDField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "cases_clock_stop"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="case_one_open_stop", condition=Q(ended_on__isnull=True)
            ),
            models.CheckConstraint(
                name="stop_ends_after_it_starts",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} · {self.case_id}"


class Extension(models.Model):
    """More time, allowed once by the head of the body. Source: 行政许可法 42."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=ExtensionState, default=ExtensionState.ASKED)
    asked_by_id = models.UUIDField()
    asked_at = models.DateTimeField()
    decided_by_id = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_extension"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="case_one_extension",
                condition=~Q(state=ExtensionState.REFUSED),
                violation_error_message=_("期限只能延长一次。"),
            ),
            models.CheckConstraint(name="extension_has_days", condition=Q(days__gte=1)),
            models.CheckConstraint(name="extension_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"+{self.days} · {self.case_id}"


class Decision(models.Model):
    """What was decided, why and by whom; one for a case. Source: 行政许可法 38."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "reasons": ("stating the reasons of a decision", 30),
        "discretion_reason": ("stating the reasons of a decision", 30),
        "minutes_reason": ("stating the reasons of a decision", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=8, choices=Outcome)
    rule_version = models.ForeignKey(
        "cases.RuleVersion", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    """Which rule decided; its id stands in ``decided_by_id`` too. None: people did."""
    reasons = models.TextField(blank=True)
    result_name = models.CharField(max_length=200, blank=True)
    bases = models.JSONField(default=list, db_default=[])
    """The articles that it rests on: list of ``{"law": …, "article": …}``; old rows: [], all."""
    discretion = models.CharField(max_length=500, blank=True, default="", db_default="")
    """The grade of the discretion benchmark (裁量基准) that was applied."""
    discretion_reason = models.TextField(blank=True, default="", db_default="")
    minutes_use = models.CharField(
        max_length=12, choices=MinutesUse, blank=True, default="", db_default=""
    )
    minutes_reason = models.TextField(blank=True, default="", db_default="")
    decided_by_id = models.UUIDField()
    decided_by_name = models.CharField(max_length=100)
    decided_at = models.DateTimeField()
    is_pending = models.BooleanField(default=False, db_default=False)
    """Decided on copies (信任在先): it takes effect once the originals have been seen."""
    effective_at = models.DateTimeField(null=True, blank=True)
    """When it took effect later than it was made; None: at once, or not yet."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was voided or revoked."""

    class Meta:
        db_table = "cases_decision"
        constraints = [
            models.CheckConstraint(
                name="rule_never_refuses",
                condition=Q(rule_version__isnull=True)
                | Q(outcome=Outcome.GRANTED, decided_by_id=models.F("rule_version_id")),
                violation_error_message=_("规则只能准予，不能作出不予决定。"),
            ),
            models.CheckConstraint(
                name="refusal_states_its_reasons",
                condition=~Q(outcome=Outcome.REFUSED) | ~Q(reasons=""),
                violation_error_message=_("不予决定必须写明理由。"),
            ),
            models.CheckConstraint(
                name="discretion_states_its_reasons",
                condition=Q(discretion="") | ~Q(discretion_reason=""),
                violation_error_message=_("适用裁量基准必须写明理由。"),
            ),
            models.CheckConstraint(
                name="minutes_not_followed_says_why",
                condition=Q(minutes_use__in=["", MinutesUse.ADOPTED]) | ~Q(minutes_reason=""),
                violation_error_message=_("不采纳听证意见必须写明理由。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} · {self.case_id}"
