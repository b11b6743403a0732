# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes and tokens; of each only the SHA-256 is known."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from oauth2_provider.models import AbstractAccessToken, AbstractGrant, AbstractRefreshToken

from yiwang.foundation.identifiers import new_id


class Grant(AbstractGrant):
    """An authorization code; it stays for a while after its use, so that a second one is seen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="+")
    client_session = models.ForeignKey(
        "sso.ClientSession", on_delete=models.CASCADE, related_name="+"
    )
    used_at = models.DateTimeField(null=True)

    resource = None
    claims = None
    created = None
    updated = None

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"user": ("sign-in", 1)}

    class Meta:
        db_table = "sso_grant"
        indexes = [models.Index(fields=["expires"], name="sso_grant_expiry")]

    def __str__(self) -> str:
        return str(self.pk)


class AccessToken(AbstractAccessToken):
    """An access token of one sign-in.

    :ivar family: the code that it grew from
    """

    token_checksum = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="+")
    client_session = models.ForeignKey(
        "sso.ClientSession", on_delete=models.CASCADE, related_name="+"
    )
    family = models.UUIDField(db_index=True)

    token = None
    id_token = None
    source_refresh_token = None
    resource = None
    created = None
    updated = None

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"user": ("sign-in", 1)}

    class Meta:
        db_table = "sso_access_token"
        indexes = [models.Index(fields=["expires"], name="sso_access_token_expiry")]

    def __str__(self) -> str:
        return str(self.pk)


class RefreshToken(AbstractRefreshToken):
    """A refresh token; used once, then it stays as a trap for whoever uses it again."""

    token_checksum = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="+")
    client_session = models.ForeignKey(
        "sso.ClientSession", on_delete=models.CASCADE, related_name="+"
    )
    token_family = models.UUIDField()
    scope = models.TextField()
    expires = models.DateTimeField()

    token = None
    access_token = None
    resource = None
    created = None
    updated = None

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"user": ("sign-in", 1)}

    class Meta:
        db_table = "sso_refresh_token"
        indexes = [
            models.Index(
                fields=["token_family"],
                name="sso_refresh_token_family",
                condition=Q(revoked__isnull=True),
            ),
            models.Index(fields=["expires"], name="sso_refresh_token_expiry"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
