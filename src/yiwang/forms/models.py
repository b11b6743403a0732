# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What has been published: form definitions, each version for good."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id


class FormDefinition(models.Model):
    """One published version of a form; it never changes, filed applications rest on it.

    ``schema`` is the completed JSON Schema: every limit that its author left to us is in it.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    schema = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        db_table = "forms_form"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "version"], name="forms_form_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="forms_form_counts_up"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z][a-z0-9-]*$"), name="forms_form_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
