# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How carriers do, who pays them, and the books of the carriers that are only played."""

from typing import ClassVar

from django.db import models

from yiwang.delivery.enums import Leg, Payer, Refusal
from yiwang.foundation.identifiers import new_id


class CarrierRecord(models.Model):
    """How a carrier's interface has done lately; one row for each carrier."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    name = models.CharField(primary_key=True, max_length=40)
    last_callback_at = models.DateTimeField(null=True, blank=True)
    last_answer_at = models.DateTimeField(null=True, blank=True)
    last_failure_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    """In a row; an answer sets it back."""
    refused = models.PositiveBigIntegerField(default=0)
    refused_untold = models.PositiveIntegerField(default=0)
    refusal_told_at = models.DateTimeField(null=True, blank=True)
    last_refusal = models.CharField(max_length=10, choices=Refusal, blank=True)

    class Meta:
        db_table = "delivery_carrier"

    def __str__(self) -> str:
        return self.name


class PayerRule(models.Model):
    """Who pays for one leg of a department's parcels, when that is not the usual."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    department_id = models.UUIDField()
    leg = models.CharField(max_length=12, choices=Leg)
    payer = models.CharField(max_length=12, choices=Payer)
    set_at = models.DateTimeField()

    class Meta:
        db_table = "delivery_payer_rule"
        constraints = [
            models.UniqueConstraint(fields=["department_id", "leg"], name="payer_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.leg} · {self.payer}"


class SandboxOrder(models.Model):
    """An order in the books of a carrier that is only played; no name and no address."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12, blank=True)
    carrier = models.CharField(max_length=40)
    order_number = models.CharField(max_length=32)
    waybill = models.CharField(max_length=40)
    plan = models.JSONField(default=list)
    """What is still to happen, in order."""
    told = models.JSONField(default=list)
    """What has happened, as the carrier reports it."""
    is_cancelled = models.BooleanField(default=False)
    redirected_as = models.CharField(max_length=40, blank=True, default="", db_default="")
    """The reference of the last change of address that was taken."""
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "delivery_sandbox_order"
        constraints = [
            models.UniqueConstraint(fields=["carrier", "order_number"], name="sandbox_order_once"),
            models.UniqueConstraint(fields=["carrier", "waybill"], name="sandbox_waybill_once"),
        ]
        indexes = [models.Index(fields=["next_at"], name="sandbox_next")]

    def __str__(self) -> str:
        return self.waybill
