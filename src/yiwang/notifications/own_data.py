# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room holds of a person: messages, for a copy and until the account is closed."""

from collections.abc import Iterator

from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_copy import json_entry
from yiwang.identity.services.privacy_holdings import Entry, Whose
from yiwang.notifications import kinds
from yiwang.notifications.models import Message, Preference, PushSubscription


def _entries(whose: Whose) -> Iterator[Entry]:
    if whose.person_id is None:
        return
    rows = Message.objects.filter(recipient_id=whose.person_id).order_by("created_at")
    yield json_entry(
        "messages.json",
        [
            {
                "title": title,
                "text": text,
                "created_at": row.created_at,
                "read_at": row.read_at,
            }
            for row in rows
            for title, text in [kinds.words(row.kind, row.params)]
        ],
    )
    chosen = Preference.objects.filter(pk=whose.person_id).values(
        "off", "quiet_from", "quiet_to", "is_digest", "language", "gets_copies", "changed_at"
    )
    browsers = PushSubscription.objects.filter(person_id=whose.person_id)
    yield json_entry(
        "message-settings.json",
        {"chosen": list(chosen), "browsers": list(browsers.values("device", "created_at"))},
    )


def _erase(whose: Whose) -> int:
    if whose.person_id is None:
        return 0
    chosen = Preference.objects.filter(pk=whose.person_id).delete()[0]
    browsers = PushSubscription.objects.filter(person_id=whose.person_id).delete()[0]
    gone = Message.objects.filter(recipient_id=whose.person_id).delete()[0]
    return chosen + browsers + gone


holdings.register(holdings.Holding(name="notifications", entries=_entries, erase=_erase))
