# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Benchmarks of discretion (裁量权基准), each published version for good."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yiwang.catalogue.enums import VersionState
from yiwang.foundation.identifiers import new_id


class DiscretionBenchmarkQuerySet(models.QuerySet["DiscretionBenchmark"]):
    """Questions about benchmarks that chain."""

    def in_force(self, on: date) -> Self:
        """Narrow to what a case is decided by on a day."""
        return self.published().filter(
            Q(effective_to__isnull=True) | Q(effective_to__gt=on), effective_from__lte=on
        )

    def published(self) -> Self:
        """Narrow to what was ever published."""
        return self.exclude(state=VersionState.DRAFT)


class DiscretionBenchmark(models.Model):
    """One version of a benchmark; published, a trigger refuses every change but its end.

    :ivar implementation: the list whose department made it for itself, within the frame of the
        benchmark of the base item; None: it is that of the base item
    :ivar effective_to: the first day on which it no longer applies
    :ivar editors: staff who wrote it; none of them may publish it
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    base_item = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.PROTECT, related_name="benchmarks", db_index=False
    )
    implementation = models.ForeignKey(
        "catalogue.ImplementationList",
        on_delete=models.PROTECT,
        null=True,
        related_name="benchmarks",
        db_index=False,
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    name = models.CharField(max_length=300)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)
    editors = ArrayField(models.UUIDField(), default=list)
    published_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, default="", blank=True)

    objects = DiscretionBenchmarkQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_discretion"
        constraints = [
            models.UniqueConstraint(
                fields=["base_item", "implementation", "number"],
                name="benchmark_number_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["base_item", "implementation"],
                name="benchmark_draft_once",
                condition=Q(state=VersionState.DRAFT),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["base_item", "implementation"],
                name="benchmark_open_ended_once",
                condition=Q(state=VersionState.PUBLISHED, effective_to__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="benchmark_state_known", condition=Q(state__in=VersionState.values)
            ),
            models.CheckConstraint(
                name="benchmark_published_is_dated",
                condition=Q(state=VersionState.DRAFT, published_at__isnull=True)
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="benchmark_dates_ordered",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
            models.CheckConstraint(
                name="benchmark_withdrawn_says_why",
                condition=~Q(state=VersionState.WITHDRAWN)
                | (Q(effective_to__isnull=False) & ~Q(end_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"
