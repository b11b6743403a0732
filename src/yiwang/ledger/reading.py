# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading the ledger: who may, and rows into what subscribers and pages get."""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from yiwang.foundation.actors import Actor
from yiwang.ledger.events import RecordedEvent

READ = "ledger.read"

COLUMNS = (
    "id, seq, kind, at, recorded_at, subject_type, subject_id, region_code,"
    " actor::text, payload::text, purpose, request_id"
)
"""What to select, in the order that :func:`recorded_event` takes."""

Row = tuple[
    int, int | None, str, datetime, datetime, str, UUID | None, str, str, str, str, str
]  # fmt: skip


def may_read(actor: Actor) -> bool:
    """Say whether the actor may browse the ledger; policies and selectors both go by it."""
    return actor.is_system or actor.has_right(READ)


def recorded_event(row: Row) -> RecordedEvent:
    """Return the event in a row that was selected as :data:`COLUMNS`."""
    return RecordedEvent(
        id=row[0],
        seq=row[1],
        kind=row[2],
        at=row[3],
        recorded_at=row[4],
        subject_type=row[5],
        subject_id=row[6],
        region_code=row[7],
        actor=_object(row[8]),
        payload=_object(row[9]),
        purpose=row[10],
        request_id=row[11],
    )


def _object(text: str) -> dict[str, Any]:
    """Return a JSON object; nothing for what was not written by append and no reader can read."""
    try:
        read = orjson.loads(text)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
