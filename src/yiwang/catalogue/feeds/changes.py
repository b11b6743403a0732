# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue as a feed: every list by its code, and what has changed since one last asked.

The order of changes is the ledger's: without gaps, never rewritten, so a reader misses nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection

from yiwang.catalogue import events
from yiwang.ledger import selectors as ledger
from yiwang.ledger.events import RecordedEvent

CHANGES: Final = {
    events.ListPublished.kind: "published",
    events.ListWithdrawn.kind: "gone",
    events.BaseItemPublished.kind: "item_published",
    events.ListsLoaded.kind: "lists_loaded",
    "catalogue.lists_followed": "lists_loaded",
    "catalogue.base_item_withdrawn": "item_gone",
}
"""Kinds of facts, and what they mean to who keeps a copy."""
MOST_LISTED: Final = 500

_LISTS: Final = """
SELECT l.code, i.code, b.name, b.item_type, l.department_id, d.name, l.region_code, l.level,
       v.id, v.number, v.effective_from, l.is_online
  FROM catalogue_implementation l
  JOIN catalogue_implementation_version v ON v.id = l.current_id
  JOIN catalogue_base_version b ON b.id = v.base_version_id
  JOIN catalogue_base_item i ON i.id = l.base_item_id
  JOIN organizations_department d ON d.id = l.department_id
 WHERE l.state = 'open' AND l.code > %(after)s
   AND (%(region)s = '' OR l.region_code = %(region)s)
   AND (%(department)s::uuid IS NULL OR l.department_id = %(department)s::uuid)
   AND (%(item)s = '' OR i.code = %(item)s)
 ORDER BY l.code LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One change; ``kind`` is a value of :data:`CHANGES`.

    :ivar code: of the list, or the basic code of the item whose lists are meant
    :ivar version_id: what is in force now; None for what is gone
    """

    seq: int
    kind: str
    at: datetime
    code: str
    base_item_id: UUID | None
    version_id: UUID | None
    effective_from: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes in the order of the ledger, and where to go on."""

    items: Sequence[Change]
    position: int
    is_up_to_date: bool


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One open list as a copy of the catalogue keeps it."""

    code: str
    basic_code: str
    name: str
    item_type: str
    department_id: UUID
    department_name: str
    region_code: str
    level: int
    version_id: UUID
    number: int
    effective_from: date
    is_online: bool


def changes_after(position: int, *, limit: int = 100) -> Changes:
    """Return what has changed in the catalogue after a place in the ledger.

    :param position: ``position`` of the page before, -1 for the beginning
    """
    page = ledger.public_facts_after(position, kinds=CHANGES, limit=limit)
    return Changes([_change(event) for event in page.events], page.position, page.is_up_to_date)


def lists_after(
    code: str,
    *,
    region_code: str = "",
    department_id: UUID | None = None,
    basic_code: str = "",
    limit: int = 100,
) -> list[ListedItem]:
    """Return open lists in the order of their codes, of everywhere or of one place; one query.

    :param code: the last one of the page before
    """
    asked = {
        "after": code,
        "region": region_code,
        "department": None if department_id is None else str(department_id),
        "item": basic_code,
        "limit": max(1, min(limit, MOST_LISTED)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LISTS, asked)
        return [ListedItem(*row) for row in cursor.fetchall()]


def _change(event: RecordedEvent) -> Change:
    facts = event.payload
    version_id = facts.get("version_id") or facts.get("base_version_id")
    kind = CHANGES[event.kind]
    is_gone = kind in {"gone", "item_gone"}
    return Change(
        seq=event.seq or 0,
        kind=kind,
        at=event.at,
        code=str(facts.get("code", "")),
        base_item_id=event.subject_id if event.subject_type == "base_item" else None,
        version_id=None if is_gone or not version_id else UUID(str(version_id)),
        effective_from=str(facts.get("effective_from", "")),
    )


def every_list(*, department_id: UUID, most: int) -> list[ListedItem]:
    """Return every open list of a department, at most so many."""
    found: list[ListedItem] = []
    while len(found) < most:
        page = lists_after(
            found[-1].code if found else "", department_id=department_id, limit=MOST_LISTED
        )
        found += page
        if len(page) < MOST_LISTED:
            break
    return found[:most]
