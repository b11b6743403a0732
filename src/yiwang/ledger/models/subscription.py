# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The cursor of a subscription."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Subscription(models.Model):
    """How far one follower of the ledger has come; it moves in the transaction of its effect.

    :ivar position: the ``seq`` that it reads next
    :ivar failures: how often its handler has failed since it last succeeded
    :ivar retry_at: before this it is left alone
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    name = models.CharField(primary_key=True, max_length=100)
    position = models.BigIntegerField(db_default=0)
    failures = models.IntegerField(db_default=0)
    last_error = models.TextField(db_default="")
    retry_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ledger_subscription"
        constraints = [
            models.CheckConstraint(
                condition=Q(position__gte=0, failures__gte=0), name="ledger_subscription_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"
