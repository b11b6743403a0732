# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys that sign ID tokens and logout tokens."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id
from yiwang.sso.enums import KeyState, SigningAlgorithm


class SigningKey(models.Model):
    """A key pair: the private half sealed, the public half as it is published.

    :ivar keep_until: a previous key stays published until then
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kid = models.CharField(max_length=64, unique=True)
    algorithm = models.CharField(max_length=5, choices=SigningAlgorithm.choices)
    state = models.CharField(max_length=8, choices=KeyState.choices)
    private_cipher = models.BinaryField(null=True)
    public_jwk = models.JSONField()
    created_at = models.DateTimeField()
    keep_until = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "sso_signing_key"
        constraints = [
            models.UniqueConstraint(
                name="sso_signing_key_one_current",
                fields=["algorithm"],
                condition=Q(state=KeyState.CURRENT),
            ),
            models.UniqueConstraint(
                name="sso_signing_key_one_next",
                fields=["algorithm"],
                condition=Q(state=KeyState.NEXT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.algorithm} {self.kid}"
