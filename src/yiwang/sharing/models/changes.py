# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Descriptions of sources that one person has proposed and another decides about."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yiwang.foundation.identifiers import new_id
from yiwang.sharing.enums import SwitchState


class SourceChange(models.Model):
    """A source over HTTP is to be registered, or described otherwise: by two people.

    :ivar description: what the source's columns are to be
    :ivar key_cipher: the key that was made with it, sealed; None when the source keeps its own
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "proposed_by_name": ("naming who acted", 30),
        "decided_by_name": ("naming who acted", 30),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source_code = models.CharField(max_length=40)
    is_new = models.BooleanField()
    description = models.JSONField()
    key_cipher = models.BinaryField(null=True)
    reason = models.TextField()
    state = models.CharField(max_length=9, choices=SwitchState, default=SwitchState.WAITING)
    proposed_by_id = models.UUIDField()
    """The account."""
    proposed_by_name = models.CharField(max_length=100)
    proposed_at = models.DateTimeField()
    decided_by_id = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        db_table = "sharing_source_change"
        constraints = [
            models.UniqueConstraint(
                fields=["source_code"],
                name="source_change_one_at_a_time",
                condition=Q(state=SwitchState.WAITING),
            ),
            models.CheckConstraint(name="source_change_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="source_change_by_two",
                condition=~Q(state=SwitchState.DONE)
                | Q(decided_by_id__isnull=False) & ~Q(decided_by_id=F("proposed_by_id")),
            ),
            models.CheckConstraint(
                name="source_change_keeps_no_key",
                condition=Q(state=SwitchState.WAITING) | Q(key_cipher__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_code} · {self.state}"
