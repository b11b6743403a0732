# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The bytes of a leaf: one canonical form of an event's row, the same for ever.

A leaf is the whole row but ``seq`` and ``leaf_hash``, as JSON: keys sorted, no spaces, UTF-8,
times in UTC with six decimals (what RFC 8785 gives for such values). Facts hold no floats, so a
number has one form only. A column that is added later appears in a leaf only where it is set;
thus old leaves keep their bytes.
"""

import orjson

_MOMENT = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""

# PostgreSQL writes times and ids as text faster than Python could.
COLUMNS = ", ".join(
    (
        "id",
        "kind",
        _MOMENT.format("at"),
        _MOMENT.format("recorded_at"),
        "subject_type",
        "subject_id::text",
        "region_code",
        "actor::text",
        "payload::text",
        "purpose",
        "request_id",
    )
)
"""What to select, in the order that :func:`leaf_bytes` takes."""

Row = tuple[int, str, str, str, str, str | None, str, str, str, str, str]


def leaf_bytes(row: Row) -> bytes:
    """Return the canonical form of a row that was selected as :data:`COLUMNS`."""
    try:
        return _encode(row, orjson.loads(row[7]), orjson.loads(row[8]))
    except (ValueError, TypeError):
        # Nothing that was appended looks like this (a number of 400 digits, 300 brackets). Whoever
        # put it there must not stop the sequencer: PostgreSQL's own text stands for it.
        return _encode(row, row[7], row[8])


def _encode(row: Row, actor: object, payload: object) -> bytes:
    return orjson.dumps(
        {
            "actor": actor,
            "at": row[2],
            "id": row[0],
            "kind": row[1],
            "payload": payload,
            "purpose": row[9],
            "recorded_at": row[3],
            "region_code": row[6],
            "request_id": row[10],
            "subject_id": row[5],
            "subject_type": row[4],
        },
        option=orjson.OPT_SORT_KEYS,
    )
