# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the data files say of items that editors have changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.catalogue.load_enums import KeptWhy
from yiwang.foundation.identifiers import new_id


class DataFileText(models.Model):
    """What the data files said of one base item or one list when they were last loaded.

    Only of what does not follow them in every element; written anew by each load.

    :ivar why: what keeps it
    :ivar faults: in sentences, why both texts could not be put together
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    base_item = models.OneToOneField(
        "catalogue.BaseItem", on_delete=models.CASCADE, null=True, related_name="+"
    )
    implementation = models.OneToOneField(
        "catalogue.ImplementationList", on_delete=models.CASCADE, null=True, related_name="+"
    )
    content = models.JSONField()
    form_code = models.CharField(max_length=80, default="", blank=True)
    process_code = models.CharField(max_length=80, default="", blank=True)
    why = models.CharField(max_length=10, choices=KeptWhy)
    faults = models.JSONField(default=list, blank=True)
    loaded_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_data_file_text"
        constraints = [
            models.CheckConstraint(
                name="data_file_text_has_one_target",
                condition=Q(base_item__isnull=False, implementation__isnull=True)
                | Q(base_item__isnull=True, implementation__isnull=False),
            ),
            models.CheckConstraint(
                name="data_file_text_why_known", condition=Q(why__in=KeptWhy.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.base_item_id or self.implementation_id}: {self.why}"
