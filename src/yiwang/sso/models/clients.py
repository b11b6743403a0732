# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Clients that sign people in through us, and the applications that make and change them."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from oauth2_provider.models import AbstractApplication

from yiwang.foundation.identifiers import new_id
from yiwang.sso.enums import (
    Audience,
    ClientState,
    ClientType,
    RegistrationState,
    SigningAlgorithm,
)


class Client(AbstractApplication):
    """A system that signs people in through us, for one department.

    :ivar sector: clients of one sector know somebody by the same subject, others do not
    :ivar scopes: what it was approved to ask for
    :ivar reasons: why it needs each scope, as the citizen reads it
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.CharField(max_length=64, unique=True)
    client_type = models.CharField(max_length=12, choices=ClientType.choices)
    redirect_uris = models.TextField(default="", blank=True)
    post_logout_redirect_uris = models.TextField(default="", blank=True)
    authorization_grant_type = models.CharField(
        max_length=44, default=AbstractApplication.GRANT_AUTHORIZATION_CODE
    )
    algorithm = models.CharField(
        max_length=5, choices=SigningAlgorithm.choices, default=SigningAlgorithm.RS256
    )
    name = models.CharField(max_length=60)
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, related_name="+"
    )
    region_code = models.CharField(max_length=12)
    purpose = models.CharField(max_length=300)
    contact_name = models.CharField(max_length=40)
    contact_phone = models.CharField(max_length=30)
    audience = models.CharField(max_length=7, choices=Audience.choices)
    sector = models.CharField(max_length=255)
    scopes = ArrayField(models.CharField(max_length=20), default=list)
    reasons = models.JSONField(default=dict)
    least_assurance = models.PositiveSmallIntegerField(default=0)
    logout_uri = models.CharField(max_length=500, default="", blank=True)
    start_uri = models.CharField(max_length=500, default="", blank=True)
    secret_hash = models.BinaryField(max_length=32, null=True)
    secret_made_at = models.DateTimeField(null=True)
    old_secret_hash = models.BinaryField(max_length=32, null=True)
    old_secret_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=ClientState.choices, default=ClientState.ACTIVE)
    suspended_because = models.CharField(max_length=200, default="", blank=True)
    created_at = models.DateTimeField()

    # What the toolkit's model has besides, and nothing here uses.
    user = None
    client_secret = None
    hash_client_secret = None
    skip_authorization = None
    allowed_origins = None
    registration_source = None
    cimd_expires_at = None
    created = None
    updated = None

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "contact_name": ("contact", 3),
        "contact_phone": ("contact", 3),
    }

    class Meta:
        db_table = "sso_client"
        constraints = [
            models.CheckConstraint(
                name="sso_client_suspended_has_reason",
                condition=~Q(state=ClientState.SUSPENDED) | ~Q(suspended_because=""),
            ),
            models.CheckConstraint(
                name="sso_client_public_has_no_secret",
                condition=~Q(client_type=ClientType.PUBLIC)
                | Q(secret_hash__isnull=True, old_secret_hash__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.client_id)

    def is_usable(self, request: Any) -> bool:
        """Tell the toolkit whether the client is switched on."""
        return bool(self.state == ClientState.ACTIVE)

    def redirect_uri_allowed(self, uri: str) -> bool:
        """Compare character by character; the toolkit would let any port of loopback pass."""
        return uri in str(self.redirect_uris).split()

    def post_logout_redirect_uri_allowed(self, uri: str) -> bool:
        """Compare character by character, as above."""
        return uri in str(self.post_logout_redirect_uris).split()

    def old_secret_works(self, at: datetime) -> bool:
        """Tell whether the secret before the last is still taken."""
        return bool(self.old_secret_until and self.old_secret_until > at)


class Registration(models.Model):
    """An application for a new client, or for a change of one, as it was handed in.

    :ivar content: name, addresses, scopes and the rest, already checked
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, null=True, related_name="registrations"
    )
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, related_name="sso_registrations"
    )
    region_code = models.CharField(max_length=12)
    content = models.JSONField()
    state = models.CharField(
        max_length=10, choices=RegistrationState.choices, default=RegistrationState.WAITING
    )
    applied_by = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, related_name="sso_applications"
    )
    applied_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, null=True, related_name="sso_reviews"
    )
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=200, default="", blank=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "content": ("contact", 3),
        "applied_by": ("staff records", 10),
        "decided_by": ("staff records", 10),
    }

    class Meta:
        db_table = "sso_registration"
        indexes = [models.Index(fields=["state", "applied_at"], name="sso_registration_queue")]
        constraints = [
            models.CheckConstraint(
                name="sso_registration_four_eyes",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("applied_by")),
            ),
            models.CheckConstraint(
                name="sso_registration_refused_has_note",
                condition=~Q(state=RegistrationState.REFUSED) | ~Q(decision_note=""),
            ),
            models.UniqueConstraint(
                name="sso_registration_one_waiting",
                fields=["client"],
                condition=Q(state=RegistrationState.WAITING, client__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
