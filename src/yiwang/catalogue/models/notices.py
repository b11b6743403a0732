# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a department is told of a base item that it exercises, and what closed with the item."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id


class ClosedWithBase(models.Model):
    """A list that was open when its base item was withdrawn, and closed with it.

    Taking the base item back may reopen these lists, and no others.

    :ivar version: what the list showed when it was closed
    """

    implementation = models.OneToOneField(
        "catalogue.ImplementationList", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    version = models.ForeignKey(
        "catalogue.ImplementationVersion",
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    base_item = models.ForeignKey("catalogue.BaseItem", on_delete=models.CASCADE, related_name="+")
    closed_on = models.DateField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_closed_with_base"

    def __str__(self) -> str:
        return f"{self.implementation_id} ← {self.base_item_id}"


class DepartmentNotice(models.Model):
    """One list of one department that followed its base item, and whether somebody has read so.

    What changed is read from the two base versions and the two versions of the list, which never
    change.

    :ivar version: the list as it is now; None where the item is no longer exercised at this level
    :ivar is_adapted: the department's own elements were worse than the new base allows
    :ivar needs_work: something is left that the department has to put right itself
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    implementation = models.ForeignKey(
        "catalogue.ImplementationList", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    previous = models.ForeignKey(
        "catalogue.ImplementationVersion",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    version = models.ForeignKey(
        "catalogue.ImplementationVersion",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    base_version = models.ForeignKey(
        "catalogue.BaseItemVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    effective_from = models.DateField()
    is_adapted = models.BooleanField(default=False)
    needs_work = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    seen_by_id = models.UUIDField(null=True)
    seen_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_department_notice"
        constraints = [
            models.UniqueConstraint(
                fields=["base_version", "implementation"], name="department_notice_once"
            ),
            models.CheckConstraint(
                name="department_notice_seen_by_somebody",
                condition=Q(seen_at__isnull=True, seen_by_id__isnull=True)
                | Q(seen_at__isnull=False, seen_by_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["department", "-created_at"], name="department_notice_newest"),
            models.Index(
                fields=["department"],
                name="department_notice_unseen",
                condition=Q(seen_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.implementation_id} ← {self.base_version_id}"
