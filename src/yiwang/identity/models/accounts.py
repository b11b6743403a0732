# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Accounts: how a person or a staff member signs in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from yiwang.foundation.identifiers import new_id


class AccountManager(BaseUserManager["Account"]):
    """Reads accounts; writing them is the services' work."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A login with a password: of a natural person or of a staff member, never of both."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    login = models.CharField(max_length=64, unique=True)
    phone_index = models.BinaryField(null=True, max_length=64)
    phone_cipher = models.BinaryField(null=True)
    person = models.OneToOneField(
        "identity.NaturalPerson", on_delete=models.PROTECT, null=True, related_name="account"
    )
    staff = models.OneToOneField(
        "organizations.StaffMember", on_delete=models.PROTECT, null=True, related_name="account"
    )
    is_active = models.BooleanField(default=True)
    preferred_language = models.CharField(max_length=10, default="zh-hans")
    created_at = models.DateTimeField()
    password_changed_at = models.DateTimeField()

    # Django's own field would be written by a signal at every sign-in; the ledger knows instead.
    last_login = None

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "login": ("sign-in", 5),
        "password": ("sign-in", 5),
        "phone_index": ("sign-in", 5),
        "phone_cipher": ("sign-in", 5),
    }

    class Meta:
        db_table = "identity_account"
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"],
                name="account_phone_unique",
                condition=Q(phone_index__isnull=False),
            ),
            models.CheckConstraint(
                name="account_person_or_staff",
                condition=Q(person__isnull=True) | Q(staff__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.login


class PastPassword(models.Model):
    """The hash of a password that a staff member had, so that it does not come back too soon."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"password": ("sign-in", 5)}

    class Meta:
        db_table = "identity_past_password"

    def __str__(self) -> str:
        return f"{self.account_id} {self.replaced_at:%Y-%m-%d}"


class ClientCertificate(models.Model):
    """A certificate of an account's holder, known by its SHA-256; the proxy checks the rest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="certificates")
    fingerprint = models.BinaryField(max_length=32, unique=True)
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"name": ("sign-in", 1)}

    class Meta:
        db_table = "identity_client_certificate"

    def __str__(self) -> str:
        return self.name
