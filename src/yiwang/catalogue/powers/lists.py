# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The power list (权力清单) of a place: what its departments may do, by type and department.

A page costs the same however long the list is: its rows are read by the place's own index, in the
order of the basic code, which begins with the type.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yiwang.catalogue.enums import ItemType
from yiwang.catalogue.errors import PowerListTooLong
from yiwang.catalogue.regions import reach_of

POWER_TYPES: Final = tuple(one.value for one in ItemType if one is not ItemType.SERVICE)
"""Public services (公共服务) are no powers."""
MOST_ROWS: Final = 200
MOST_DOWNLOADED: Final = 5_000


@dataclass(frozen=True, slots=True)
class PowerFilter:
    """Whose powers, and which.

    :param item_type: one of :data:`POWER_TYPES`; "" for all
    """

    region_code: str
    department_id: UUID | None = None
    item_type: str = ""


@dataclass(frozen=True, slots=True)
class Power:
    """One power in the hands of one department, as lists show it.

    :ivar promise_amount: None for powers of own motion that promise nothing
    :ivar fee_count: how many fees are charged; ``fee_cents`` is the least of them
    """

    code: str
    basic_code: str
    name: str
    item_type: str
    department_id: UUID
    department_name: str
    region_code: str
    level: int
    promise_amount: int | None
    promise_unit: str
    statutory_amount: int | None
    statutory_unit: str
    visits: int
    is_online: bool
    fee_count: int
    fee_cents: int
    supervision_phone: str


@dataclass(frozen=True, slots=True)
class PowerPage:
    """A page of a list; ``after`` leads to the next one and is "" on the last."""

    rows: Sequence[Power]
    after: str


@dataclass(frozen=True, slots=True)
class Group:
    """How many powers of a type a department of the place has."""

    department_id: UUID
    department_name: str
    item_type: str
    powers: int


_FROM: Final = """
  FROM catalogue_implementation l
  JOIN catalogue_implementation_version v ON v.id = l.current_id
  JOIN catalogue_base_version b ON b.id = v.base_version_id
  JOIN catalogue_base_item i ON i.id = l.base_item_id
  JOIN organizations_department d ON d.id = l.department_id
 WHERE l.region_code = %(region)s AND l.state = 'open' AND b.item_type = ANY(%(types)s::text[])
   AND (%(department)s::uuid IS NULL OR l.department_id = %(department)s::uuid)
"""
COLUMNS: Final = """
       l.code, i.code, b.name, b.item_type, l.department_id, d.name, l.region_code, l.level,
       v.promise_amount, v.promise_unit, v.statutory_amount, v.statutory_unit, v.visits,
       v.is_online, coalesce(jsonb_array_length(v.content -> 'fees'), 0),
       coalesce((SELECT min((fee ->> 'amount_cents')::bigint)
                   FROM jsonb_array_elements(v.content -> 'fees') AS fee), 0),
       coalesce(v.content ->> 'complaint_phone', '')
"""
_PAGE: Final = f"""
SELECT {COLUMNS} {_FROM}
   AND (%(after)s = '' OR (i.code, l.code) > (right(%(after)s, 12), %(after)s))
 ORDER BY i.code, l.code LIMIT %(limit)s
"""
_GROUPS: Final = f"""
SELECT l.department_id, d.name, b.item_type, count(*) {_FROM}
 GROUP BY l.department_id, d.name, b.item_type ORDER BY d.name, b.item_type
"""


def power_list(wanted: PowerFilter, *, after: str = "", limit: int = 50) -> PowerPage:
    """Return a page of the powers of a place's own departments; one query.

    :param after: ``after`` of the page before
    :param limit: 1 to 200
    :raises InvalidDivisionCode: the code cannot be that of a division
    """
    limit = max(1, min(limit, MOST_ROWS))
    rows = _rows(wanted, after=after, limit=limit + 1)
    is_last = len(rows) <= limit
    return PowerPage(rows[:limit], "" if is_last else rows[limit - 1].code)


def whole_list(wanted: PowerFilter, *, most: int = MOST_DOWNLOADED) -> list[Power]:
    """Return every power of a list, for downloading.

    :raises PowerListTooLong: it has more than ``most``
    """
    rows = _rows(wanted, after="", limit=most + 1)
    if len(rows) > most:
        raise PowerListTooLong(params={"most": most})
    return rows


def power_groups(wanted: PowerFilter) -> list[Group]:
    """Return how many powers of which type each department of a place has; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, _parameters(wanted))
        return [Group(*row) for row in cursor.fetchall()]


def power_of(row: Sequence[Any]) -> Power:
    """Return a row of :data:`COLUMNS` as a power."""
    return Power(*row)


def _rows(wanted: PowerFilter, *, after: str, limit: int) -> list[Power]:
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, _parameters(wanted) | {"after": after, "limit": limit})
        return [power_of(row) for row in cursor.fetchall()]


def _parameters(wanted: PowerFilter) -> dict[str, Any]:
    types = [one for one in POWER_TYPES if wanted.item_type in ("", one)]
    return {
        "region": reach_of(wanted.region_code).code,
        "department": None if wanted.department_id is None else str(wanted.department_id),
        "types": types,
    }


def types_in(groups: Sequence[Group]) -> Iterator[tuple[str, int]]:
    """Yield the types that a list has, in their order, and how many powers each."""
    for one in POWER_TYPES:
        count = sum(group.powers for group in groups if group.item_type == one)
        if count:
            yield one, count
