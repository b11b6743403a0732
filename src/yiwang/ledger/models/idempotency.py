# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The answer that was given to a request, kept so that a repeated request gets it again."""

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class IdempotencyRecord(models.Model):
    """The answer to a request with an idempotency key, stored in the request's own transaction.

    :ivar scope: whose key it is and for which operation
    :ivar fingerprint: digest of the request; another request under the same key is refused
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "body": ("answering a repeated request in the same words", 1)
    }

    id = models.BigAutoField(primary_key=True)
    scope = models.CharField(max_length=200)
    key = models.CharField(max_length=255)
    fingerprint = models.BinaryField()
    status = models.SmallIntegerField()
    body = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "ledger_idempotency_record"
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="ledger_idempotency_key"),
        ]
        indexes = [BrinIndex(fields=["created_at"], name="ledger_idempotency_created")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
