# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where people can be reached outside the site: what they confirmed themselves."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from allauth.account.models import EmailAddress

from yiwang.identity.models import Account
from yiwang.identity.own_account import phone_of


@dataclass(frozen=True, slots=True)
class Contact:
    """A natural person's own addresses; empty where there is none."""

    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


def contacts_of(person_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """Return the confirmed addresses of natural persons with an open account."""
    accounts = Account.objects.filter(person_id__in=person_ids, is_active=True)
    found = {each.person_id: each for each in accounts.select_related("person")}
    emails = dict(
        EmailAddress.objects.filter(
            user__in=[each.pk for each in found.values()], verified=True, primary=True
        ).values_list("user_id", "email")
    )
    return {
        person_id: Contact(emails.get(account.pk, ""), phone_of(account))
        for person_id, account in found.items()
        if person_id is not None
    }


def people_of(account_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the natural persons whose open accounts these are, by account."""
    rows = Account.objects.filter(pk__in=account_ids, is_active=True, person_id__isnull=False)
    return {account.pk: account.person_id for account in rows if account.person_id is not None}
