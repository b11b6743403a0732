# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Security labels: how important what a department keeps is, all of it or one item's cases."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id
from yiwang.organizations.enums import LabelLevel
from yiwang.organizations.models.staff import Department


class DataLabel(models.Model):
    """The label of a department's cases, or of those of one item; without one they are general.

    ``item_code`` is the implementation code of the item, "" for the whole department; the higher of
    the two counts. A post reads what is labelled up to its own clearance.
    Source: GB/T 22239-2019, 8.1.4.2 f and g.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="labels")
    item_code = models.CharField(max_length=40, default="", blank=True)
    level = models.PositiveSmallIntegerField(choices=LabelLevel)
    set_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "organizations_data_label"
        constraints = [
            models.UniqueConstraint(fields=["department", "item_code"], name="data_label_once"),
            models.CheckConstraint(
                name="data_label_known",
                condition=Q(level__in=[LabelLevel.SENSITIVE, LabelLevel.IMPORTANT]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_id} {self.item_code or '*'}: {self.level}"
