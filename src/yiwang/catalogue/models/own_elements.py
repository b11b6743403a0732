# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which items hold elements of their editors, kept so that they are found by index."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left

from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.load_enums import OwnState
from yiwang.foundation.identifiers import new_id

CITY, COUNTY = 4, 6
"""How many digits of a division's code name its city, and its county."""


class OwnElement(models.Model):
    """One element that is the editors' of one item; with "" for its element, the item itself.

    Written anew whenever an order takes effect; ``loading.kept`` says from the orders what it
    holds. Triggers keep code and state in step with the item.

    :ivar code: of the item
    :ivar region_code: of the list; of a base item the place of its catalogue
    :ivar state: how the item stands to the data files
    :ivar is_bare: no element is the editors', they only withdrew it, or it clashes
    :ivar is_new: editors set the item up
    :ivar changed_at: when the element, or any element of the item, was changed last
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    layer = models.CharField(max_length=8, choices=OrderLayer)
    element = models.CharField(max_length=60, blank=True)
    base_item = models.ForeignKey(
        "catalogue.BaseItem",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
    )
    implementation = models.ForeignKey(
        "catalogue.ImplementationList",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
    )
    code = models.CharField(max_length=31)
    region_code = models.CharField(max_length=12)
    department_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=OwnState)
    is_bare = models.BooleanField(default=False)
    is_new = models.BooleanField(default=False)
    changed_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_own_element"
        constraints = [
            models.UniqueConstraint(fields=["base_item", "element"], name="own_element_base_once"),
            models.UniqueConstraint(
                fields=["implementation", "element"], name="own_element_list_once"
            ),
            models.CheckConstraint(
                name="own_element_has_one_target",
                condition=Q(base_item__isnull=False, implementation__isnull=True)
                | Q(base_item__isnull=True, implementation__isnull=False),
            ),
            models.CheckConstraint(
                name="own_element_state_known",
                condition=Q(state__in=OwnState.values),
            ),
        ]
        indexes = [
            models.Index(fields=["layer", "element", "region_code", "code"], name="own_by_place"),
            models.Index(
                fields=["department_id", "element", "code"],
                name="own_by_department",
                condition=Q(department_id__isnull=False),
            ),
            models.Index(
                fields=["layer", "state", "element", "region_code", "code"],
                name="own_by_state",
                condition=~Q(state=OwnState.OWN),
            ),
            models.Index(fields=["layer", "element", "changed_at", "id"], name="own_by_day"),
            models.Index(
                "layer",
                "element",
                Left("region_code", CITY),
                "changed_at",
                "id",
                name="own_by_day_in_city",
            ),
            models.Index(
                "layer",
                "element",
                Left("region_code", COUNTY),
                "changed_at",
                "id",
                name="own_by_day_in_county",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.base_item_id or self.implementation_id}: {self.element or self.state}"
