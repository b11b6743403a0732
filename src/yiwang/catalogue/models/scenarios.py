# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenario guidance (情形引导) of base items, each published version for good."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.catalogue.enums import VersionState
from yiwang.foundation.identifiers import new_id


class ScenarioVersion(models.Model):
    """One version of a base item's scenario; published, a trigger refuses every change but its end.

    :ivar revision: counts the changes of a draft, so that two editors notice each other
    :ivar editors: accounts of those who wrote it; none of them may publish it
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    base_item = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.PROTECT, related_name="scenarios", db_index=False
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    editors = ArrayField(models.UUIDField(), default=list)
    published_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_scenario"
        constraints = [
            models.UniqueConstraint(fields=["base_item", "number"], name="scenario_number_once"),
            models.UniqueConstraint(
                fields=["base_item"],
                name="scenario_draft_once",
                condition=Q(state=VersionState.DRAFT),
            ),
            models.UniqueConstraint(
                fields=["base_item"],
                name="scenario_in_force_once",
                condition=Q(state=VersionState.PUBLISHED, ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="scenario_state_known", condition=Q(state__in=VersionState.values)
            ),
            models.CheckConstraint(
                name="scenario_published_is_dated",
                condition=Q(state=VersionState.DRAFT, published_at__isnull=True)
                | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.base_item_id} v{self.number}"
