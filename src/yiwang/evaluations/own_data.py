# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room holds of a person: their reviews, for a copy and until the account is closed."""

from collections.abc import Iterator

from yiwang.evaluations.models import Authorship, Invitation
from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_copy import json_entry
from yiwang.identity.services.privacy_holdings import Entry, Whose


def _entries(whose: Whose) -> Iterator[Entry]:
    if whose.person_id is None:
        return
    rows = Authorship.objects.filter(applicant_id=whose.person_id).select_related("evaluation")
    yield json_entry(
        "reviews.json",
        [
            {
                "item": row.evaluation.item_name,
                "level": row.evaluation.get_level_display(),
                "text": row.evaluation.text,
                "received_on": row.evaluation.received_on,
            }
            for row in rows.order_by("received_at")
        ],
    )


def _erase(whose: Whose) -> int:
    """Cut every thread between the person and their reviews; the reviews stay, of nobody."""
    if whose.person_id is None:
        return 0
    cut = Authorship.objects.filter(applicant_id=whose.person_id).delete()[0]
    return cut + Invitation.objects.filter(applicant_id=whose.person_id).delete()[0]


holdings.register(holdings.Holding(name="evaluations", entries=_entries, erase=_erase))
