# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An application that one body takes in and another decides (异地代收代办、一窗受理)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.cases.enums import ReceivingState
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id


class Receiving(models.Model):
    """Who took an application in, until when it has to be handed over, and who has it now.

    The receiving body answers for the identity check, the form and the scans; the deciding body
    for acceptance and decision. Source: 国办发〔2020〕35号 (跨省通办: 异地代收代办).
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "note": ("handing an application over", 30),
        "return_reason": ("handing an application over", 30),
        "received_by_name": ("naming who acted", 30),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=row_security.leads_to("cases_case", "case_id"),
        department=f"department_id = {row_security.DEPARTMENT} OR "
        + row_security.leads_to("cases_case", "case_id"),
        department_writes=row_security.ALL,
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    """Of the receiving body."""
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="receiving")
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    """That took it in."""
    is_elsewhere = models.BooleanField()
    """It was taken in at another place; False at a common counter of the same place."""
    state = models.CharField(max_length=12, choices=ReceivingState)
    received_by_id = models.UUIDField()
    received_by_name = models.CharField(max_length=100)
    received_at = models.DateTimeField()
    hand_over_due_on = models.DateField()
    handed_over_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    """What is handed over, and how: originals by courier with their number, or nothing on paper."""
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_by_id = models.UUIDField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    result_sent_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    overdue_noted_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "cases_receiving"
        constraints = [
            models.CheckConstraint(
                name="receiving_returned_says_why",
                condition=~Q(state=ReceivingState.RETURNED) | ~Q(return_reason=""),
            ),
            models.CheckConstraint(
                name="receiving_state_known", condition=Q(state__in=ReceivingState.values)
            ),
        ]
        indexes = [
            models.Index(fields=["department", "state", "-received_at"], name="receiving_office"),
            models.Index(
                fields=["hand_over_due_on"],
                name="receiving_waits",
                condition=Q(state__in=[ReceivingState.HELD, ReceivingState.RETURNED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_id} → {self.case_id}"
