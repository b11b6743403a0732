# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafts of processes, decision tables and forms, on their way to a second person."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.catalogue.enums import DefinitionKind
from yiwang.foundation.identifiers import new_id


class DefinitionDraft(models.Model):
    """A definition in the making; once published the draft is gone, the definition stays.

    :ivar body: BPMN or DMN as XML, a form as JSON; what somebody has saved, right or not
    :ivar revision: counts the changes, so that two editors notice each other
    :ivar editors: accounts of those who wrote it; none of them may publish it
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=DefinitionKind)
    code = models.CharField(max_length=60)
    body = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    editors = ArrayField(models.UUIDField(), default=list)
    is_offered = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_definition_draft"
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="definition_draft_once"),
            models.CheckConstraint(
                name="definition_draft_kind_known", condition=Q(kind__in=DefinitionKind.values)
            ),
            models.CheckConstraint(
                name="definition_draft_code", condition=Q(code__regex=r"^[a-z][a-z0-9-]*$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
