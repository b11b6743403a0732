# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the comparison (规范比对) found, what became of it, and how standard the catalogue is."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.catalogue.enums import (
    FindingState,
    IndexScope,
    LawChangeKind,
    Severity,
    SubjectKind,
)
from yiwang.foundation.identifiers import new_id

WAITING = Q(state__in=[FindingState.OPEN, FindingState.CONTESTED, FindingState.UPHELD])
"""What somebody still has to put right or to judge."""


class Finding(models.Model):
    """Something in the catalogue that breaks a rule, with what shows it (比对问题).

    The same rule, subject and evidence are the same finding, however often the comparison runs.

    :ivar subject_id: the base item, or the list, that it is about
    :ivar other: the base item on the other side, where two are compared
    :ivar department: who has to put it right; None where nobody has the line of business
    :ivar region_code: the department's division, or the division whose catalogue it stands in
    :ivar evidence: ``found`` and ``expected``, each a mapping of facts
    :ivar reopened: how often it came back
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=40)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    subject_kind = models.CharField(max_length=4, choices=SubjectKind)
    subject_id = models.UUIDField()
    base_item = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    implementation = models.ForeignKey(
        "catalogue.ImplementationList",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    other = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    department = models.ForeignKey(
        "organizations.Department",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    region_code = models.CharField(max_length=12)
    evidence = models.JSONField()
    evidence_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    found_at = models.DateTimeField()
    due_on = models.DateField()
    cleared_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    contest_reason = models.CharField(max_length=500, default="", blank=True)
    contested_by_id = models.UUIDField(null=True)
    contested_at = models.DateTimeField(null=True)
    judgement = models.CharField(max_length=500, default="", blank=True)
    judged_by_id = models.UUIDField(null=True)
    judged_at = models.DateTimeField(null=True)
    excepted_until = models.DateField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_finding"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "rule", "evidence_sha256"], name="finding_once"
            ),
            models.CheckConstraint(
                name="finding_state_known", condition=Q(state__in=FindingState.values)
            ),
            models.CheckConstraint(
                name="finding_severity_known", condition=Q(severity__in=Severity.values)
            ),
            models.CheckConstraint(
                name="finding_subject_agrees",
                condition=Q(subject_kind=SubjectKind.BASE_ITEM, implementation__isnull=True)
                | Q(subject_kind=SubjectKind.LIST, implementation__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_cleared_is_dated",
                condition=~Q(state=FindingState.CLEARED) | Q(cleared_at__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_contested_has_reason",
                condition=~Q(state=FindingState.CONTESTED)
                | (~Q(contest_reason="") & Q(contested_by_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="finding_judged_by_another",
                condition=Q(judged_by_id__isnull=True)
                | Q(contested_by_id__isnull=True)
                | ~Q(judged_by_id=models.F("contested_by_id")),
            ),
            models.CheckConstraint(
                name="finding_exception_ends",
                condition=~Q(state=FindingState.EXCEPTED)
                | (Q(excepted_until__isnull=False) & ~Q(judgement="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "due_on", "id"],
                name="finding_waits_at_department",
                condition=WAITING,
            ),
            models.Index(
                fields=["department", "rule", "due_on", "id"], name="finding_of_rule_there"
            ),
            models.Index(
                fields=["department", "state", "due_on", "id"], name="finding_in_state_there"
            ),
            models.Index(fields=["region_code"], name="finding_waits_in_region", condition=WAITING),
            models.Index(fields=["due_on", "id"], name="finding_waits", condition=WAITING),
            models.Index(fields=["rule", "due_on", "id"], name="finding_of_rule"),
            models.Index(fields=["base_item"], name="finding_of_item"),
            models.Index(
                fields=["other"], name="finding_of_other", condition=Q(other__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_id}"


class StandardIndex(models.Model):
    """The standardization index (规范化指数) of one place, department or theme on one day.

    :ivar key: code of the division, id of the department or code of the theme
    :ivar name: what it was called on that day
    :ivar lists: open lists that it is made of
    :ivar high: of those, how many a grave finding touches; ``medium`` and ``low`` likewise
    :ivar findings: findings that nobody has put right yet
    :ivar hundredths: the index times a hundred, 0 to 10,000
    """

    day = models.DateField()
    scope = models.CharField(max_length=10, choices=IndexScope)
    key = models.CharField(max_length=36)
    name = models.CharField(max_length=200)
    region_code = models.CharField(max_length=12, default="", blank=True)
    lists = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    medium = models.PositiveIntegerField()
    low = models.PositiveIntegerField()
    findings = models.PositiveIntegerField()
    hundredths = models.PositiveSmallIntegerField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_standard_index"
        constraints = [
            models.UniqueConstraint(fields=["scope", "key", "day"], name="standard_index_once"),
            models.CheckConstraint(
                name="standard_index_in_bounds",
                condition=Q(hundredths__lte=10_000)
                & Q(high__lte=models.F("lists"))
                & Q(medium__lte=models.F("lists"))
                & Q(low__lte=models.F("lists")),
            ),
        ]
        indexes = [
            models.Index(fields=["scope", "day", "hundredths"], name="standard_index_of_day"),
            models.Index(
                fields=["scope", "region_code", "day", "hundredths"], name="standard_index_region"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.key} {self.day}"

    @property
    def value(self) -> str:
        """The index with two decimals."""
        return f"{self.hundredths / 100:.2f}"


class LawChange(models.Model):
    """What became of a law after a text of it was issued: repealed or revised, from which day."""

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=LawChangeKind)
    effective_on = models.DateField()
    replaced_by = models.CharField(max_length=120, default="", blank=True)
    source = models.CharField(max_length=200)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_law_change"
        constraints = [
            models.UniqueConstraint(fields=["title", "effective_on"], name="law_change_once")
        ]

    def __str__(self) -> str:
        return f"《{self.title}》 {self.kind} {self.effective_on}"
