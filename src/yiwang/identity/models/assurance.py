# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What makes us sure who somebody is: kinds of evidence, the rules, and the evidence itself."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import EvidenceEnd


class EvidenceKind(models.Model):
    """A kind of evidence: the level that it gives by itself, and for how long it counts."""

    code = models.CharField(primary_key=True, max_length=40)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    level = models.PositiveSmallIntegerField()
    valid_days = models.PositiveIntegerField(null=True)
    """Days after which it counts no more; None: it counts until it is withdrawn."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "identity_evidence_kind"
        constraints = [
            models.CheckConstraint(name="evidence_kind_level_known", condition=Q(level__lte=3))
        ]

    def __str__(self) -> str:
        return self.code


class EvidenceRule(models.Model):
    """Kinds of evidence that together give a level that none of them gives alone."""

    code = models.CharField(primary_key=True, max_length=80)
    kinds = ArrayField(models.CharField(max_length=40))
    level = models.PositiveSmallIntegerField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "identity_evidence_rule"
        constraints = [
            models.CheckConstraint(
                name="evidence_rule_level_known", condition=Q(level__gte=1, level__lte=3)
            ),
            models.CheckConstraint(name="evidence_rule_combines", condition=Q(kinds__len__gte=2)),
        ]

    def __str__(self) -> str:
        return self.code


class AssuranceEvidenceQuerySet(models.QuerySet["AssuranceEvidence"]):
    """Questions about evidence that chain."""

    def counting(self, at: datetime) -> Self:
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at), ended_at__isnull=True)

    def expired(self, at: datetime) -> Self:
        return self.filter(expires_at__lte=at, ended_at__isnull=True)


class AssuranceEvidence(models.Model):
    """One thing that was seen or found to agree: what, when, by whom, at which source."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        "identity.NaturalPerson", on_delete=models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=40)
    reference = models.CharField(max_length=80, default="", blank=True)
    account_id = models.UUIDField(null=True)
    """The account in which the person themselves did it."""
    staff_id = models.UUIDField(null=True)
    """The staff member who saw it, and the department that they sat in."""
    department_id = models.UUIDField(null=True)
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=12, choices=EvidenceEnd, default="", blank=True)

    objects = AssuranceEvidenceQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "person": ("proof of who somebody is", 30),
        "reference": ("proof of who somebody is", 30),
    }

    class Meta:
        db_table = "identity_assurance_evidence"
        constraints = [
            models.CheckConstraint(name="evidence_level_known", condition=Q(level__lte=3)),
            models.CheckConstraint(
                name="evidence_ended_says_why",
                condition=Q(ended_at__isnull=True, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                name="evidence_of_a_kind_once",
                condition=Q(ended_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="evidence_expiring",
                condition=Q(ended_at__isnull=True, expires_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.person_id}"
