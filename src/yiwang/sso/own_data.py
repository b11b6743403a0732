# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room holds of a person: what they let other systems know."""

from collections.abc import Iterator

from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_copy import json_entry
from yiwang.identity.services.privacy_holdings import Entry, Whose
from yiwang.sso.models import Consent


def _entries(whose: Whose) -> Iterator[Entry]:
    rows = Consent.objects.filter(account_id=whose.account_id).order_by("given_at")
    fields = ("client__name", "scopes", "text", "text_hash", "given_at", "revoked_at")
    yield json_entry("systems.json", list(rows.values(*fields)))


def _erase(whose: Whose) -> int:
    return Consent.objects.filter(account_id=whose.account_id).delete()[0]


holdings.register(holdings.Holding(name="sso", entries=_entries, erase=_erase))
