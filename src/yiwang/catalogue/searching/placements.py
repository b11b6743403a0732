# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which list of each base item serves a place: read once for a place, kept while it stands."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yiwang.catalogue.placing import EITHER_LIST, everything
from yiwang.catalogue.regions import Reach
from yiwang.catalogue.searching.stamps import Stamp
from yiwang.foundation.shelf import Shelf

PLACES_KEPT: Final = 400
_ID_BYTES: Final = 16
_LEVELS: Final = 16  # a level and two marks share a byte

# Apart from the departments: before these tables have statistics, the planner may choose to look
# for the list of every item once for each department.
_PLACED: Final = """
WITH placed AS MATERIALIZED (
    SELECT e.base_item_id, l.*
      FROM catalogue_search_entry e
      JOIN LATERAL ({either}) AS l ON TRUE
     WHERE e.scope_code = ANY(%(chain)s::text[]) AND l.current_id IS NOT NULL
)
SELECT l.base_item_id, l.id, l.department_id, d.name, l.level, l.is_online, l.is_here
  FROM placed l JOIN organizations_department d ON d.id = l.department_id
""".format(either=EITHER_LIST.format(item="e.base_item_id"))  # noqa: S608 - the list of an item, from our own source


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one base item is handled for a place, in what all results are counted by."""

    list_id: UUID
    department_id: UUID
    department_name: str
    level: int
    is_online: bool
    is_here: bool


class Placements:
    """The lists that serve a place, packed: some forty bytes for each base item."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._departments: list[tuple[UUID, str]] = []
        self._department_of = array("H")
        self._lists = bytearray()
        self._marks = bytearray()
        numbers: dict[UUID, int] = {}
        for item_id, list_id, department_id, name, level, is_online, is_here in rows:
            if department_id not in numbers:
                numbers[department_id] = len(self._departments)
                self._departments.append((department_id, name))
            self._reach(_number_of(item_id))
            at = _number_of(item_id)
            self._department_of[at] = numbers[department_id]
            self._lists[at * _ID_BYTES : (at + 1) * _ID_BYTES] = list_id.bytes
            self._marks[at] = (level % _LEVELS) | is_online << 4 | is_here << 5 | 1 << 6

    def of(self, item_id: UUID) -> Placed | None:
        """Return where an item is handled; None when nowhere."""
        at = _numbers.get(item_id)
        if at is None or at >= len(self._marks) or not self._marks[at]:
            return None
        marks = self._marks[at]
        department_id, name = self._departments[self._department_of[at]]
        return Placed(
            list_id=UUID(bytes=bytes(self._lists[at * _ID_BYTES : (at + 1) * _ID_BYTES])),
            department_id=department_id,
            department_name=name,
            level=marks % _LEVELS,
            is_online=bool(marks & 1 << 4),
            is_here=bool(marks & 1 << 5),
        )

    def _reach(self, number: int) -> None:
        missing = number + 1 - len(self._marks)
        if missing > 0:
            self._marks.extend(bytes(missing))
            self._lists.extend(bytes(missing * _ID_BYTES))
            self._department_of.extend([0] * missing)


# Base items are numbered as this process meets them, so that arrays may stand for dictionaries.
_numbers: dict[UUID, int] = {}
_next_number = count()
_placements: Shelf[Placements] = Shelf(PLACES_KEPT)


def placements_of(reach: Reach, stamp: Stamp) -> Placements:
    """Return the lists that serve a place; one query when this process has not read them yet."""
    return _placements.get((stamp.place, stamp.index), lambda: Placements(_rows(reach)))


def forget_placements() -> None:
    """Drop what this process keeps of places."""
    _placements.clear()


def _number_of(item_id: UUID) -> int:
    number = _numbers.get(item_id)
    # Two threads that meet the same item agree: setdefault is one step.
    return _numbers.setdefault(item_id, next(_next_number)) if number is None else number


def _rows(reach: Reach) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_PLACED, everything(reach))
        return list(cursor.fetchall())
