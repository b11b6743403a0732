# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What has been published: process definitions and decision tables, each version for good."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id


class ProcessDefinition(models.Model):
    """One published version of a process; it never changes, running cases rest on it.

    ``facts`` holds what others ask of it without reading the XML: name, steps, forms, roles, and
    the ids of the decision tables that it was published with.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    xml = models.TextField()
    facts = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        db_table = "workflow_process"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "version"], name="workflow_process_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="workflow_process_counts_up"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z][a-z0-9-]*$"), name="workflow_process_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class DecisionTable(models.Model):
    """One published version of a DMN decision table; it never changes."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    xml = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        db_table = "workflow_decision"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "version"], name="workflow_decision_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="workflow_decision_counts_up"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z][a-z0-9-]*$"), name="workflow_decision_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
