# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Facts about one subject by the page, newest first, and about many subjects at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from yiwang.ledger.events import RecordedEvent
from yiwang.ledger.reading import COLUMNS, recorded_event

# The order is that of the index on the subject; the other conditions are looked at on the way.
_PAGE = f"""
    SELECT {COLUMNS} FROM ledger_event
    WHERE subject_type = %(subject_type)s AND subject_id = %(subject_id)s AND kind = %(kind)s
      AND id < %(before)s AND at >= %(since)s AND at < %(until)s
    ORDER BY id DESC LIMIT %(limit)s
"""  # noqa: S608 - the columns are a constant
_ONE = f"""
    SELECT {COLUMNS} FROM ledger_event
    WHERE subject_type = %(subject_type)s AND subject_id = %(subject_id)s AND kind = %(kind)s
      AND id = %(id)s
"""  # noqa: S608 - the columns are a constant
_STORIES = f"""
    SELECT {COLUMNS} FROM ledger_event
    WHERE subject_type = %(subject_type)s AND subject_id = ANY(%(ids)s::uuid[])
      AND kind = ANY(%(kinds)s)
    ORDER BY id
"""  # noqa: S608 - the columns are a constant
_WHO = """
    SELECT wanted.id, event.staff_id
    FROM unnest(%(ids)s::uuid[], %(since)s::timestamptz[]) AS wanted (id, since)
    CROSS JOIN LATERAL (
        SELECT DISTINCT actor ->> 'staff_id' AS staff_id FROM ledger_event
        WHERE subject_type = %(subject_type)s AND subject_id = wanted.id AND kind = %(kind)s
          AND at >= wanted.since AND actor ->> 'staff_id' IS NOT NULL
    ) AS event
"""
_BEYOND = 2**63 - 1
_EVER = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def facts_about(
    subject_type: str,
    subject_id: UUID,
    *,
    kind: str,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[RecordedEvent]:
    """Return facts of one kind about a subject, newest first, numbered or not; one query.

    The caller has checked that whoever asks may see the subject.

    :param until: the moment after the last
    :param before: the id of the last fact of the page before
    """
    parameters: dict[str, str | int | datetime | UUID] = {
        "subject_type": subject_type,
        "subject_id": subject_id,
        "kind": kind,
        "since": since or _EVER[0],
        "until": until or _EVER[1],
        "before": before or _BEYOND,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, parameters)
        return [recorded_event(row) for row in cursor.fetchall()]


def fact_about(
    subject_type: str, subject_id: UUID, *, kind: str, event_id: int
) -> RecordedEvent | None:
    """Return one fact by its id, if it is of this kind and about this subject."""
    parameters: dict[str, str | int | UUID] = {
        "subject_type": subject_type,
        "subject_id": subject_id,
        "kind": kind,
        "id": event_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ONE, parameters)
        row = cursor.fetchone()
    return None if row is None else recorded_event(row)


def timelines(
    subject_type: str, subject_ids: Collection[UUID], *, kinds: Collection[str]
) -> dict[UUID, list[RecordedEvent]]:
    """Return what happened to each of some subjects, oldest first; one query for all of them.

    The caller has checked that whoever asks may see the subjects.
    """
    parameters: dict[str, str | list[UUID] | list[str]] = {
        "subject_type": subject_type,
        "ids": list(subject_ids),
        "kinds": list(kinds),
    }
    found: defaultdict[UUID, list[RecordedEvent]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_STORIES, parameters)
        for event in map(recorded_event, cursor.fetchall()):
            if event.subject_id is not None:
                found[event.subject_id].append(event)
    return dict(found)


def staff_since(
    subject_type: str, since: Mapping[UUID, datetime], *, kind: str
) -> dict[UUID, set[UUID]]:
    """Return who of the staff wrote facts of a kind about each subject since its own moment.

    One query, none for no subjects. The caller has checked that whoever asks may know.
    """
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    if not since:
        return {}
    parameters: dict[str, str | list[UUID] | list[datetime]] = {
        "subject_type": subject_type,
        "kind": kind,
        "ids": list(since),
        "since": list(since.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WHO, parameters)
        for subject_id, staff_id in cursor.fetchall():
            found[subject_id].add(UUID(staff_id))
    return dict(found)
