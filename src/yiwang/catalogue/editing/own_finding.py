# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Find a page of items that hold elements of editors by the index that fits what is asked.

Each way to narrow has an index whose order is that of the page: place, department, state, day. What
no index holds is looked for among a bounded number of candidates; the next page goes on from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.load_enums import OwnState
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations

CANDIDATES: Final = 2_000
"""So many are looked at for one page at most."""
CITY, COUNTY = 4, 6


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """What to look for.

    :ivar place: the division of the departments, with all below it
    :ivar element: one that is the editors', by its name in the element tables
    :ivar since: changed on that day or later
    """

    place: str = ""
    department_id: UUID | None = None
    element: str = ""
    since: date | None = None
    state: OwnState | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """What is looked for, within what a post may see.

    :ivar first, last: the codes of the divisions
    :ivar departments: none: those of all; two different ones: nothing
    """

    layer: OrderLayer
    first: str
    last: str
    departments: frozenset[UUID]
    element: str
    since: datetime | None
    state: OwnState | None


@dataclass(frozen=True, slots=True)
class Found:
    """The items of a page with their states.

    :ivar after: where the next page begins; "" on the last
    :ivar looked_at: so many candidates were looked at without filling the page, else 0
    """

    states: Mapping[UUID, OwnState] = field(default_factory=dict)
    after: str = ""
    looked_at: int = 0


@dataclass(frozen=True, slots=True)
class _Way:
    """How a page is found.

    :ivar by_index: conditions that the index holds
    :ivar besides: conditions that are looked for among the candidates
    """

    by_index: tuple[str, ...]
    besides: tuple[str, ...]
    is_by_day: bool


_PAGE: Final = """
WITH candidate AS MATERIALIZED (
    SELECT coalesce(o.implementation_id, o.base_item_id) AS item, o.id, o.region_code, o.code,
           o.state, o.changed_at, o.department_id
      FROM catalogue_own_element o
     WHERE {by_index}
     ORDER BY {order} LIMIT %(most)s
), fitting AS (
    SELECT * FROM candidate o WHERE {besides} ORDER BY {order} LIMIT %(limit)s
)
SELECT o.item, o.state, o.region_code, o.code, o.changed_at, o.id, 0 FROM fitting o
UNION ALL
(SELECT o.item, o.state, o.region_code, o.code, o.changed_at, o.id,
        (SELECT count(*) FROM candidate) FROM candidate o
  ORDER BY {backwards} LIMIT 1)
"""
_BY_PLACE: Final = ("o.region_code, o.code", "o.region_code DESC, o.code DESC")
_BY_DAY: Final = ("o.changed_at DESC, o.id DESC", "o.changed_at, o.id")


def reach_of(actor: Actor, layer: OrderLayer, wanted: OwnFilter) -> Reach:
    """Return what a post may see of what it asks for."""
    first, last = actor.division_code, actor.division_code
    if actor.covers_subtree and layer is OrderLayer.LIST:
        first, last = organizations.code_range(actor.division_code)
    if wanted.place and layer is OrderLayer.LIST:
        place = organizations.code_range(wanted.place)
        first, last = max(first, place[0]), min(last, place[1])
    departments = {wanted.department_id} if layer is OrderLayer.LIST else set()
    if not actor.covers_subtree:
        departments.add(actor.department_id)
    return Reach(
        layer=layer,
        first=first,
        last=last,
        departments=frozenset(one for one in departments if one is not None),
        element=wanted.element,
        since=_beginning(wanted.since),
        state=wanted.state,
    )


def find_own(reach: Reach, *, after: str, limit: int) -> Found:
    """Return a page of items; one statement."""
    if len(reach.departments) > 1 or reach.first > reach.last:
        return Found()
    way = _way(reach)
    mark = _mark(after, is_by_day=way.is_by_day)
    by_index = [*way.by_index]
    if mark:
        by_index.append(
            "(o.changed_at, o.id) < (%(mark_at)s::timestamptz, %(mark_id)s::uuid)"
            if way.is_by_day
            else "(o.region_code, o.code) > (%(mark_region)s, %(mark_code)s)"
        )
    order, backwards = _BY_DAY if way.is_by_day else _BY_PLACE
    most = CANDIDATES if way.besides else limit + 1
    statement = _PAGE.format(
        by_index=" AND ".join(by_index),
        besides=" AND ".join(way.besides) or "true",
        order=order,
        backwards=backwards,
    )
    parameters = _parameters(reach) | mark | {"most": most, "limit": limit + 1}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    return _page(rows, way, limit)


# ── parts


def _way(reach: Reach) -> _Way:
    """Choose the index, and say what it does not hold."""
    same = ("o.layer = %(layer)s", "o.element = %(element)s")
    within = "o.region_code BETWEEN %(first)s AND %(last)s"
    since, state = "o.changed_at >= %(since)s", "o.state = %(state)s"
    besides = [state] if reach.state else []
    if reach.departments:
        # A department has few lists: all of them are candidates at once.
        besides += [since] if reach.since else []
        mine = (*same, "o.department_id = %(department)s", within)
        return _Way((*mine, *besides), (), is_by_day=False)
    if reach.since:
        place = _digits(reach)
        here = (f"left(o.region_code, {place}) = %(place)s",) if place else ()
        if not place or reach.first[place:].strip("0") or reach.last[place:].strip("9"):
            besides.append(within)
        return _Way((*same, *here, since), tuple(besides), is_by_day=True)
    if reach.state and reach.state is not OwnState.OWN:
        # The index holds only what does not simply stand.
        return _Way((*same, state, "o.state <> 'own'", within), (), is_by_day=False)
    return _Way((*same, within), tuple(besides), is_by_day=False)


def _digits(reach: Reach) -> int:
    """Return how many first digits all divisions in reach share, where an index knows them."""
    for digits in (COUNTY, CITY):
        if reach.first[:digits] == reach.last[:digits]:
            return digits
    return 0


def _parameters(reach: Reach) -> dict[str, Any]:
    return {
        "layer": reach.layer.value,
        "element": reach.element,
        "first": reach.first,
        "last": reach.last,
        "place": reach.first[: _digits(reach)],
        "department": next(iter(reach.departments), None),
        "since": reach.since,
        "state": reach.state.value if reach.state else "",
    }


def _page(rows: list[tuple[Any, ...]], way: _Way, limit: int) -> Found:
    """Return the page; the row that bears a count is the last candidate."""
    fitting = [row for row in rows if not row[-1]]
    states = {row[0]: OwnState(row[1]) for row in fitting[:limit]}
    if len(fitting) > limit:
        return Found(states, _mark_of(fitting[limit - 1], way))
    last = next((row for row in rows if row[-1]), None)
    if way.besides and last is not None and last[-1] >= CANDIDATES:
        return Found(states, _mark_of(last, way), looked_at=CANDIDATES)
    return Found(states)


def _mark_of(row: tuple[Any, ...], way: _Way) -> str:
    return f"{row[4].isoformat()}~{row[5]}" if way.is_by_day else f"{row[2]}~{row[3]}"


def _mark(text: str, *, is_by_day: bool) -> dict[str, Any]:
    """Read where the page before ended; what cannot be read begins at the first page."""
    first, _tilde, second = text.partition("~")
    if not is_by_day:
        return {"mark_region": first, "mark_code": second} if second else {}
    try:
        return {"mark_at": datetime.fromisoformat(first), "mark_id": UUID(second)}
    except ValueError:
        return {}


def _beginning(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
