# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How originals come and how the result goes, where that is by courier."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.cases.models.case import KEEPING_YEARS
from yiwang.cases.shipping.enums import OriginalsState
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id


class ShippingWish(models.Model):
    """What the applicant chose for one case, and how their originals arrived."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "address_cipher": ("sending and handing over the parcel", KEEPING_YEARS),
        "note": ("checking originals that came by courier", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="shipping")
    is_result_by_courier = models.BooleanField()
    carrier = models.CharField(max_length=40, blank=True)
    """With whom the applicant would like the result to come."""
    address_cipher = models.BinaryField(null=True)
    originals = models.CharField(max_length=10, choices=OriginalsState, default=OriginalsState.NONE)
    arrived_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by_id = models.UUIDField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    chosen_at = models.DateTimeField()

    class Meta:
        db_table = "cases_shipping_wish"
        constraints = [
            models.CheckConstraint(
                name="shipping_checked_says_by_whom",
                condition=~Q(originals__in=[OriginalsState.CHECKED, OriginalsState.MISMATCH])
                | Q(checked_at__isnull=False, checked_by_id__isnull=False),
            ),
            models.CheckConstraint(
                name="shipping_mismatch_says_why",
                condition=~Q(originals=OriginalsState.MISMATCH) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="shipping_by_courier_says_where",
                condition=Q(is_result_by_courier=False) | Q(address_cipher__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.originals} · {self.case_id}"
