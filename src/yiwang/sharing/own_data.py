# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room holds of a person: which sources were asked about them, and what they disputed."""

from collections.abc import Iterator

from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_copy import json_entry
from yiwang.identity.services.privacy_holdings import Entry, Whose
from yiwang.sharing.models import Call, CorrectionRequest


def _entries(whose: Whose) -> Iterator[Entry]:
    if whose.person_id is None:
        return
    calls = Call.objects.filter(subject_id=whose.person_id).select_related("source")
    yield json_entry(
        "sources_asked.json",
        [
            {
                "source": one.source.name,
                "provider": one.source.provider,
                "purpose": one.purpose,
                "fields": one.fields,
                "outcome": one.outcome,
                "case_id": one.case_id,
                "asked_at": one.asked_at,
            }
            for one in calls.order_by("asked_at")
        ],
    )
    corrections = CorrectionRequest.objects.filter(subject_id=whose.person_id)
    yield json_entry(
        "corrections_at_sources.json",
        [
            {
                "source": one.source.name,
                "fields": one.fields,
                "reason": one.reason,
                "state": one.state,
                "asked_at": one.asked_at,
                "result": one.result,
                "answer": one.answer,
            }
            for one in corrections.select_related("source").order_by("asked_at")
        ],
    )


def _erase(whose: Whose) -> int:
    """Keep both: the log of calls is proof of lawful use, and goes by its own time."""
    return 0


holdings.register(holdings.Holding(name="sharing", entries=_entries, erase=_erase))
