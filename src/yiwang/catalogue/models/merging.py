# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What two editors of one item wrote: earlier texts of a line, and what was set aside."""

from typing import ClassVar

from django.db import models

from yiwang.catalogue.models.editing import ChangeLine
from yiwang.foundation.identifiers import new_id


class PastText(models.Model):
    """What a line said before somebody saved over it: what another editor may have begun from.

    :ivar revision: of the line while it said so
    :ivar replaced_by_id: the staff member who saved over it
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.ForeignKey(
        ChangeLine, on_delete=models.CASCADE, related_name="past_texts", db_index=False
    )
    revision = models.PositiveIntegerField()
    content = models.JSONField(null=True)
    form_code = models.CharField(max_length=80, default="", blank=True)
    process_code = models.CharField(max_length=80, default="", blank=True)
    replaced_by_id = models.UUIDField()
    replaced_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_past_text"
        constraints = [
            models.UniqueConstraint(fields=["line", "revision"], name="past_text_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.line_id} r{self.revision}"


class AsideText(models.Model):
    """What an editor wrote in a line that somebody else had saved meanwhile; waits to be merged.

    :ivar began_revision: the line's revision that the editor had opened
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.ForeignKey(
        ChangeLine, on_delete=models.CASCADE, related_name="aside_texts", db_index=False
    )
    staff_id = models.UUIDField()
    began_revision = models.PositiveIntegerField()
    content = models.JSONField()
    form_code = models.CharField(max_length=80, default="", blank=True)
    process_code = models.CharField(max_length=80, default="", blank=True)
    set_aside_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_aside_text"
        constraints = [
            models.UniqueConstraint(fields=["line", "staff_id"], name="aside_text_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.line_id} from r{self.began_revision}"
