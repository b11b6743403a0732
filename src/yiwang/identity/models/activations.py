# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff accounts that nobody has taken into use: they wait for a code, and then for its holder."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.identity.models.accounts import Account


class Activation(models.Model):
    """An account without a password; whoever holds its code sets the first one.

    The row goes with the activation. Of the code only a keyed hash is kept.
    """

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, primary_key=True, related_name="activation"
    )
    secret = models.BinaryField(null=True, max_length=32)
    issued_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"secret": ("sign-in", 1)}

    class Meta:
        db_table = "identity_activation"
        constraints = [
            models.CheckConstraint(
                name="activation_code_expires",
                condition=Q(secret__isnull=True, issued_at__isnull=True, expires_at__isnull=True)
                | Q(secret__isnull=False, issued_at__isnull=False, expires_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.account_id)
