# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whom a session belongs to, for Django and django-allauth; nobody signs in through it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from yiwang.identity.models import Account


class AccountBackend(BaseBackend):
    """Finds open accounts. Credentials are checked by ``services.verify_password`` alone, which
    counts attempts and writes to the ledger; a second way would be a way round both.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Return nobody."""

    def get_user(self, user_id: UUID) -> Account | None:
        return Account.objects.filter(pk=user_id, is_active=True).first()
