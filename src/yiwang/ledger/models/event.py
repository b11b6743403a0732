# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The event: one thing that happened."""

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Now


class Event(models.Model):
    """One thing that happened, written by the command that did it and never changed.

    Only the sequencer touches a row again, once: it sets ``seq`` and ``leaf_hash``. Triggers
    refuse everything else, to the owner of the tables too.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.BigAutoField(primary_key=True)
    seq = models.BigIntegerField(null=True, editable=False)
    leaf_hash = models.BinaryField(null=True, editable=False)
    kind = models.CharField(max_length=100)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    subject_type = models.CharField(max_length=50)
    subject_id = models.UUIDField(null=True)
    region_code = models.CharField(max_length=12)
    actor = models.JSONField()
    payload = models.JSONField()
    purpose = models.CharField(max_length=100)
    request_id = models.CharField(max_length=100)

    class Meta:
        db_table = "ledger_event"
        constraints = [
            # Partial, so that an append does not pay for them: only sequenced rows are in.
            models.UniqueConstraint(
                fields=["seq"], condition=Q(seq__isnull=False), name="ledger_event_seq"
            ),
            models.CheckConstraint(
                condition=Q(seq__isnull=True, leaf_hash__isnull=True)
                | Q(seq__gte=0, leaf_hash__isnull=False),
                name="ledger_event_seq_with_leaf",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(seq__isnull=True), name="ledger_event_unsequenced"
            ),
            models.Index(fields=["subject_type", "subject_id", "id"], name="ledger_event_subject"),
            models.Index(
                fields=["kind", "seq"], condition=Q(seq__isnull=False), name="ledger_event_kind"
            ),
            models.Index(
                fields=["region_code", "seq"],
                condition=Q(seq__isnull=False),
                name="ledger_event_region",
            ),
            models.Index(
                KT("actor__account_id"),
                F("seq"),
                condition=Q(seq__isnull=False),
                name="ledger_event_account",
            ),
            BrinIndex(fields=["at"], pages_per_range=32, name="ledger_event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.kind}"
