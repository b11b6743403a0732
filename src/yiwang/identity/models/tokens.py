# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What machines sign in with, and the count of failed sign-ins."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id


class SystemClient(models.Model):
    """Another system that calls us in its own name, for one department."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.CharField(max_length=40, unique=True)
    secret_hash = models.BinaryField(max_length=32)
    name = models.CharField(max_length=100)
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, related_name="system_clients"
    )
    rights = ArrayField(models.CharField(max_length=40), default=list)
    covers_subtree = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "identity_system_client"

    def __str__(self) -> str:
        return self.client_id


class AccessToken(models.Model):
    """A bearer token, known only by its SHA-256; deleted when revoked."""

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    account = models.ForeignKey(
        "identity.Account", on_delete=models.CASCADE, null=True, related_name="tokens"
    )
    client = models.ForeignKey(
        SystemClient, on_delete=models.CASCADE, null=True, related_name="tokens"
    )
    post = models.ForeignKey(
        "organizations.Post", on_delete=models.CASCADE, null=True, db_index=False
    )
    acting_for = models.UUIDField(null=True, db_column="acting_for_id")
    """A legal person, a mandate or a guardianship; looked up anew whenever the token is used."""
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"account": ("sign-in", 1)}

    class Meta:
        db_table = "identity_access_token"
        constraints = [
            models.CheckConstraint(
                name="token_of_account_or_client",
                condition=Q(account__isnull=False, client__isnull=True)
                | Q(account__isnull=True, client__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return bytes(self.token_hash).hex()[:12]


class SignInThrottle(models.Model):
    """Attempts to sign in by one login or from one address, both known by their hash only."""

    key = models.BinaryField(primary_key=True, max_length=32)
    attempts = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"key": ("security", 1)}

    class Meta:
        db_table = "identity_sign_in_throttle"

    def __str__(self) -> str:
        return bytes(self.key).hex()[:12]


class ShortMemory(models.Model):
    """What every process has to know for some minutes, such as codes that were used.

    Django's cache keeps it; the columns are its own.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "identity_cache"

    def __str__(self) -> str:
        return self.cache_key
