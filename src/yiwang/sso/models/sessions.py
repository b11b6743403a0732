# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sessions that clients share, consents, and who somebody is to whom."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id


class Session(models.Model):
    """A browser session of ours in which somebody signed in to at least one client.

    :ivar key_cipher: the session's key, sealed, to see whether it is still there
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        "identity.Account", on_delete=models.CASCADE, related_name="sso_sessions"
    )
    key_cipher = models.BinaryField()
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, default="", blank=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"account": ("sign-in", 1)}

    class Meta:
        db_table = "sso_session"
        indexes = [
            models.Index(
                fields=["account"], name="sso_session_open", condition=Q(ended_at__isnull=True)
            ),
            models.Index(
                fields=["ends_at"], name="sso_session_running", condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ClientSession(models.Model):
    """One client's share of a session; its id is the ``sid`` that the client knows.

    :ivar actor: for whom somebody acted at the client, as ids
    :ivar acr: assurance level at the time of the sign-in
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="shares")
    client = models.ForeignKey(
        "sso.Client", on_delete=models.CASCADE, related_name="client_sessions"
    )
    account = models.ForeignKey(
        "identity.Account", on_delete=models.CASCADE, related_name="sso_client_sessions"
    )
    subject = models.CharField(max_length=43)
    legal_person = models.ForeignKey(
        "identity.LegalPerson", on_delete=models.CASCADE, null=True, related_name="+"
    )
    principal = models.ForeignKey(
        "identity.NaturalPerson", on_delete=models.CASCADE, null=True, related_name="+"
    )
    mandate_id = models.UUIDField(null=True)
    post = models.ForeignKey(
        "organizations.Post", on_delete=models.CASCADE, null=True, related_name="+"
    )
    acr = models.CharField(max_length=40)
    amr = ArrayField(models.CharField(max_length=10), default=list)
    authenticated_at = models.DateTimeField()
    scopes = ArrayField(models.CharField(max_length=20), default=list)
    started_at = models.DateTimeField()
    signed_in_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "account": ("sign-in", 1),
        "subject": ("sign-in", 1),
        "legal_person": ("sign-in", 1),
        "principal": ("sign-in", 1),
    }

    class Meta:
        db_table = "sso_client_session"
        indexes = [models.Index(fields=["client", "started_at"], name="sso_client_session_recent")]
        constraints = [
            models.UniqueConstraint(
                name="sso_client_session_one_open",
                fields=["session", "client"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Consent(models.Model):
    """What a citizen lets a client know, with the text that they read.

    :ivar text_hash: SHA-256 of that text, in hexadecimal
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        "identity.Account", on_delete=models.CASCADE, related_name="sso_consents"
    )
    client = models.ForeignKey("sso.Client", on_delete=models.CASCADE, related_name="consents")
    scopes = ArrayField(models.CharField(max_length=20), default=list)
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"account": ("consent", 3)}

    class Meta:
        db_table = "sso_consent"
        constraints = [
            models.UniqueConstraint(
                name="sso_consent_one_open",
                fields=["account", "client"],
                condition=Q(revoked_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Subject(models.Model):
    """What the clients of one sector call somebody; made once, at random, and never changed."""

    value = models.CharField(max_length=43, primary_key=True)
    account = models.ForeignKey(
        "identity.Account", on_delete=models.CASCADE, related_name="sso_subjects"
    )
    sector = models.CharField(max_length=255)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "value": ("sign-in", 5),
        "account": ("sign-in", 5),
    }

    class Meta:
        db_table = "sso_subject"
        constraints = [
            models.UniqueConstraint(name="sso_subject_pairwise", fields=["account", "sector"])
        ]

    def __str__(self) -> str:
        return str(self.value)
