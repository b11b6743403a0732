# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Facts of public matters in the order of the ledger, for feeds that everybody may read."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db import connection

from yiwang.ledger import reading
from yiwang.ledger.events import RecordedEvent

LARGEST_PAGE: Final = 200
_HEAD: Final = "SELECT coalesce(max(seq), -1) FROM ledger_event"
# Numbers are given without gaps and in the order of commits: up to the head nothing is missing.
_READ: Final = f"""
SELECT {reading.COLUMNS} FROM ledger_event
WHERE seq > %s AND seq <= %s AND kind = ANY(%s::text[]) ORDER BY seq LIMIT %s
"""  # noqa: S608 - the columns are a constant


@dataclass(frozen=True, slots=True)
class FactsPage:
    """Facts that everybody may read, first things first; ``position`` leads on."""

    events: list[RecordedEvent]
    position: int
    is_up_to_date: bool


def public_facts_after(position: int, *, kinds: Collection[str], limit: int) -> FactsPage:
    """Return the numbered facts of kinds that are public after a place in the log; two queries.

    The caller vouches that everybody may read facts of these kinds. A place beyond the end counts
    as the end, so that a made-up one skips nothing that is still to come.

    :param position: the last place already known, -1 for the beginning
    """
    limit = max(1, min(limit, LARGEST_PAGE))
    with connection.cursor() as cursor:
        cursor.execute(_HEAD)
        (end,) = cursor.fetchone()
        start = min(max(position, -1), end)
        cursor.execute(_READ, [start, end, sorted(kinds), limit])
        found = [reading.recorded_event(row) for row in cursor.fetchall()]
    is_last = len(found) < limit
    return FactsPage(found, end if is_last else found[-1].seq or end, is_up_to_date=is_last)
