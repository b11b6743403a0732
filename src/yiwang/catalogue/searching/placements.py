# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which list of each base item serves a place: read once for a place, kept while it stands."""

import struct
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, Final, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import connection

from yiwang.catalogue.placing import EITHER_LIST, everything
from yiwang.catalogue.regions import Reach
from yiwang.catalogue.searching.stamps import Stamp
from yiwang.foundation.shelf import Shelf

PLACES_KEPT: Final = 400

# Apart from the departments: before these tables have statistics, the planner may choose to look
# for the list of every item once for each department.
_PLACED: Final = """
WITH placed AS MATERIALIZED (
    SELECT e.base_item_id, l.*
      FROM catalogue_search_entry e
      JOIN LATERAL ({either}) AS l ON TRUE
     WHERE e.scope_code = ANY(%(chain)s::text[]) AND l.current_id IS NOT NULL
)
SELECT l.base_item_id, l.department_id, d.name, l.level, l.is_online, l.is_here,
       l.id, v.id, l.code, l.region_code, v.project_type, v.promise_amount, v.promise_unit,
       v.visits, v.online_depth, s.stars
  FROM placed l
  JOIN organizations_department d ON d.id = l.department_id
  JOIN catalogue_implementation_version v ON v.id = l.current_id
  LEFT JOIN catalogue_standing s ON s.implementation_id = l.id
""".format(either=EITHER_LIST.format(item="e.base_item_id"))  # noqa: S608 - the list of an item, from our own source

_RECORD: Final = struct.Struct("<16s16s31sHHHHhHHBB")
_NOTHING_PROMISED: Final = -1
_LEVELS: Final = 16  # a level and three marks share a byte
_IS_ONLINE, _IS_HERE, _IS_PLACED = 1 << 4, 1 << 5, 1 << 6


class Placed(NamedTuple):
    """Where one base item is handled for a place, in what all results are counted by."""

    department_id: UUID
    department_name: str
    level: int
    is_online: bool
    is_here: bool


class _Record(NamedTuple):
    """One list as it is packed: words and places by number, no stars as 0."""

    list_id: bytes
    version_id: bytes
    code: bytes
    department: int
    region: int
    unit: int
    project_type: int
    promised: int
    visits: int
    depth: int
    stars: int
    marks: int


class Listed(NamedTuple):
    """What else rows show of the list that serves a place.

    :ivar promise_amount: None for powers of own motion
    :ivar stars: 1 to 5; None where nobody applies, or before they are counted
    """

    implementation_id: UUID
    version_id: UUID
    code: str
    region_code: str
    project_type: str
    promise_amount: int | None
    promise_unit: str
    visits: int
    online_depth: int
    stars: int | None


Thing = TypeVar("Thing")


class _Numbered(Generic[Thing]):
    """Things that many records speak of, by number."""

    def __init__(self) -> None:
        self._things: list[Thing] = []
        self._numbers: dict[Thing, int] = {}

    def number(self, thing: Thing) -> int:
        if thing not in self._numbers:
            self._numbers[thing] = len(self._things)
            self._things.append(thing)
        return self._numbers[thing]

    def __getitem__(self, number: int) -> Thing:
        return self._things[number]


class Placements:
    """The lists that serve a place, packed: some eighty bytes for each base item."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._departments: _Numbered[tuple[UUID, str]] = _Numbered()
        self._regions: _Numbered[str] = _Numbered()
        self._units: _Numbered[str] = _Numbered()
        self._project_types: _Numbered[str] = _Numbered()
        self._records = bytearray()
        for item_id, *placed in rows:
            at = _number_of(item_id) * _RECORD.size
            self._records.extend(bytes(max(0, at + _RECORD.size - len(self._records))))
            _RECORD.pack_into(self._records, at, *self._packed(*placed))

    def of(self, item_id: UUID) -> Placed | None:
        """Return where an item is handled; None when nowhere."""
        record = self._record(item_id)
        if record is None:
            return None
        return Placed(
            *self._departments[record.department],
            level=record.marks % _LEVELS,
            is_online=bool(record.marks & _IS_ONLINE),
            is_here=bool(record.marks & _IS_HERE),
        )

    def listed(self, item_id: UUID) -> Listed | None:
        """Return what is shown of the list of an item; None when it is handled nowhere."""
        record = self._record(item_id)
        if record is None:
            return None
        return Listed(
            implementation_id=UUID(bytes=record.list_id),
            version_id=UUID(bytes=record.version_id),
            code=record.code.decode(),
            region_code=self._regions[record.region],
            project_type=self._project_types[record.project_type],
            promise_amount=None if record.promised == _NOTHING_PROMISED else record.promised,
            promise_unit=self._units[record.unit],
            visits=record.visits,
            online_depth=record.depth,
            stars=record.stars or None,
        )

    def _record(self, item_id: UUID) -> _Record | None:
        number = _numbers.get(item_id)
        at = None if number is None else number * _RECORD.size
        if at is None or at >= len(self._records):
            return None
        record = _Record._make(_RECORD.unpack_from(self._records, at))
        return record if record.marks else None

    def _packed(
        self,
        department_id: UUID,
        department_name: str,
        level: int,
        is_online: bool,
        is_here: bool,
        *shown: Any,
    ) -> _Record:
        listed = Listed(*shown)
        amount = listed.promise_amount
        return _Record(
            list_id=listed.implementation_id.bytes,
            version_id=listed.version_id.bytes,
            code=listed.code.encode(),
            department=self._departments.number((department_id, department_name)),
            region=self._regions.number(listed.region_code),
            unit=self._units.number(listed.promise_unit),
            project_type=self._project_types.number(listed.project_type),
            promised=_NOTHING_PROMISED if amount is None else amount,
            visits=listed.visits,
            depth=listed.online_depth,
            stars=listed.stars or 0,
            marks=level % _LEVELS | is_online * _IS_ONLINE | is_here * _IS_HERE | _IS_PLACED,
        )


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
