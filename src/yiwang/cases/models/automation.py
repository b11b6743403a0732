# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rules that decide: sets, versions, kill switches, dry runs, what was decided, re-checks."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.automation.enums import DryRunState, RecheckVerdict, RuleOutcome, RuleState
from yiwang.cases.enums import Outcome
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id

KEEPING_YEARS = 30


class RuleSet(models.Model):
    """What decides the cases of one item: of a base item everywhere, or of one list alone.

    :ivar implementation: None: every list of the base item that has no set of its own
    :ivar region_code: whose it is: posts above it may write and publish it
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    base_item = models.ForeignKey("catalogue.BaseItem", models.PROTECT, related_name="+")
    implementation = models.ForeignKey(
        "catalogue.ImplementationList", models.PROTECT, null=True, blank=True, related_name="+"
    )
    region_code = models.CharField(max_length=12)
    department_id = models.UUIDField(null=True, blank=True)
    created_by_id = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "cases_rule_set"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["base_item"],
                name="rule_set_of_base_item_once",
                condition=Q(implementation__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["implementation"],
                name="rule_set_of_list_once",
                condition=Q(implementation__isnull=False),
            ),
            models.CheckConstraint(
                name="rule_set_list_has_department",
                condition=Q(implementation__isnull=True) | Q(department_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RuleVersion(models.Model):
    """One version of a rule set; proposed by one person, published by another, then fixed.

    :ivar table_xml: the DMN table; its outputs are ``outcome`` and ``reason``
    :ivar facts: list of ``{"name", "check", "fields": {parameter: field of the form}}``
    :ivar steps: element of the process → what the rule enters in the form of that step
    :ivar sample_percent: how many of a hundred decisions people check again
    :ivar most_differences: re-checks that may differ before the kill switch is pulled
    :ivar content_sha256: over everything that decides; a dry run counts for this alone
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RuleState, default=RuleState.DRAFT)
    table_xml = models.TextField()
    facts = models.JSONField(default=list)
    steps = models.JSONField(default=dict)
    sample_percent = models.PositiveSmallIntegerField(default=5)
    most_differences = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    content_sha256 = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    editors = ArrayField(models.UUIDField(), default=list)
    changed_at = models.DateTimeField()
    proposed_by_id = models.UUIDField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    published_by_id = models.UUIDField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    ended_by_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        db_table = "cases_rule_version"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rule_set", "number"], name="rule_version_number_once"),
            models.UniqueConstraint(
                fields=["rule_set"],
                name="rule_version_one_in_the_making",
                condition=Q(state__in=[RuleState.DRAFT, RuleState.PROPOSED]),
            ),
            models.CheckConstraint(
                name="rule_version_state_known", condition=Q(state__in=RuleState.values)
            ),
            models.CheckConstraint(
                name="rule_version_two_people",
                condition=Q(published_at__isnull=True)
                | (
                    Q(proposed_by_id__isnull=False, published_by_id__isnull=False)
                    & ~Q(proposed_by_id=F("published_by_id"))
                ),
                violation_error_message=_("自动审批规则须由起草人以外的另一个人发布。"),
            ),
            models.CheckConstraint(
                name="rule_version_live_is_published",
                condition=~Q(state__in=[RuleState.PUBLISHED, RuleState.WITHDRAWN])
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="rule_version_end_has_reason",
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="rule_version_sample",
                condition=Q(sample_percent__gte=1, sample_percent__lte=100),
                violation_error_message=_("抽查比例为1%%到100%%。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set_id} v{self.number}"


class RuleStop(models.Model):
    """The kill switch, pulled once: by whom and why; two people switch on again.

    :ivar rule_set: None stops every rule set of the installation
    :ivar stopped_by_id: None: the system did, because re-checks differed
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, null=True, blank=True, related_name="stops", db_index=False
    )
    reason = models.TextField()
    stopped_by_id = models.UUIDField(null=True, blank=True)
    stopped_at = models.DateTimeField()
    restart_reason = models.TextField(blank=True)
    restart_asked_by_id = models.UUIDField(null=True, blank=True)
    restart_asked_at = models.DateTimeField(null=True, blank=True)
    restarted_by_id = models.UUIDField(null=True, blank=True)
    restarted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_rule_stop"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["rule_set"],
                name="rule_stop_one_open",
                condition=Q(restarted_at__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="rule_stop_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="rule_stop_two_people",
                condition=Q(restarted_at__isnull=True)
                | (
                    Q(restart_asked_by_id__isnull=False, restarted_by_id__isnull=False)
                    & ~Q(restart_asked_by_id=F("restarted_by_id"))
                ),
                violation_error_message=_("恢复自动审批须由两个人先后确认。"),
            ),
        ]

    def __str__(self) -> str:
        return f"stop of {self.rule_set_id or 'all'}"


class DryRun(models.Model):
    """A version tried on past cases: how often it says what people decided."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(RuleVersion, models.CASCADE, related_name="dry_runs")
    content_sha256 = models.CharField(max_length=64)
    wanted = models.PositiveIntegerField()
    found = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    agreed = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    """Cases that the rule would grant and people refused."""
    passed = models.PositiveIntegerField(default=0)
    """Cases that the rule would leave to a person."""
    state = models.CharField(max_length=8, choices=DryRunState, default=DryRunState.RUNNING)
    last_case_id = models.UUIDField(null=True, blank=True)
    started_by_id = models.UUIDField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_dry_run"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["version"],
                name="dry_run_one_running",
                condition=Q(state=DryRunState.RUNNING),
            ),
            models.CheckConstraint(
                name="dry_run_adds_up",
                condition=Q(done=F("agreed") + F("wrong") + F("passed")),
            ),
        ]

    def __str__(self) -> str:
        return f"dry run of {self.version_id}"


class DryRunDifference(models.Model):
    """A past case in which the rule would not have said what people decided."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "facts": ("trying rules on past cases", KEEPING_YEARS)
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dry_run = models.ForeignKey(DryRun, models.CASCADE, related_name="differences", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    case_number = models.CharField(max_length=32)
    people_outcome = models.CharField(max_length=8, choices=Outcome)
    outcome = models.CharField(max_length=8, choices=RuleOutcome)
    row = models.PositiveSmallIntegerField(null=True, blank=True)
    doubts = models.JSONField(default=list)
    facts = models.JSONField(default=list)

    class Meta:
        db_table = "cases_dry_run_difference"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dry_run", "case"], name="dry_run_case_once")
        ]

    def __str__(self) -> str:
        return self.case_number


class AutomaticDecision(models.Model):
    """What a rule made of a case: granted, or left to a person; it never refuses.

    :ivar facts: list of ``{"name", "label", "value", "source", "asked_at", "ms", "state"}``
    :ivar row: the row of the table that applied, from 1; None when none did
    :ivar doubts: list of ``{"code", "text"}``: why a person decides
    :ivar milliseconds: from the submission to the outcome
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "facts": ("recording what the decision rested on", KEEPING_YEARS),
        "doubts": ("recording why a person decides", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="automatic_decision")
    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=RuleOutcome)
    row = models.PositiveSmallIntegerField(null=True, blank=True)
    explanation = models.TextField(blank=True)
    facts = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    made_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()

    class Meta:
        db_table = "cases_automatic_decision"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="automatic_decision_never_refuses",
                condition=Q(outcome__in=RuleOutcome.values),
            ),
            models.CheckConstraint(
                name="automatic_decision_says_why",
                condition=(Q(outcome=RuleOutcome.GRANT) & Q(doubts=[]) & Q(row__isnull=False))
                | (Q(outcome=RuleOutcome.PERSON) & ~Q(doubts=[])),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["version", "-made_at"], name="automatic_decision_version")
        ]

    def __str__(self) -> str:
        return f"{self.outcome} · {self.case_id}"

    @property
    def seconds(self) -> float:
        """Seconds from the submission to the outcome."""
        return self.milliseconds / 1000


class Recheck(models.Model):
    """A decided case that people judge again without being told the outcome.

    Cases that people decided are drawn too, so that being drawn tells nothing.

    :ivar draw: the number below 10,000 that the ledger's hash gave
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "note": ("checking decisions of rules again", KEEPING_YEARS)
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="rechecks")
    department_id = models.UUIDField()
    is_by_rule = models.BooleanField()
    draw = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=RecheckVerdict, blank=True)
    note = models.TextField(blank=True)
    is_different = models.BooleanField(null=True, blank=True)
    done_by_id = models.UUIDField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_recheck"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="recheck_done_is_whole",
                condition=Q(done_at__isnull=True, verdict="", is_different__isnull=True)
                | (
                    Q(done_at__isnull=False, done_by_id__isnull=False, is_different__isnull=False)
                    & ~Q(verdict="")
                ),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["department_id", "drawn_at"],
                name="recheck_open",
                condition=Q(done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"recheck of {self.case_id}"


class RegisterEntry(models.Model):
    """A name that is taken in a place, such as the trade name of a business.

    :ivar register: which register it is, such as ``trade-names``
    :ivar text: the name without spaces
    :ivar case: in which it was granted; None: it came with the register
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.CharField(max_length=40)
    region_code = models.CharField(max_length=12)
    text = models.CharField(max_length=200)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        db_table = "cases_register_entry"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "region_code", "text"], name="register_entry_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.register} · {self.text}"
