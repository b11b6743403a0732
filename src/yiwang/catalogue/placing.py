# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where an item of the catalogue can be handled for a place: one list for each base item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yiwang.catalogue.enums import ServiceObject
from yiwang.catalogue.regions import Reach

MOST_PLACED: Final = 200
# What scores less than this share of the best match in the place is not what was meant.
LEAST_SHARE: Final = 0.2
# Where the best match scores less, what fits better must not fall behind what is asked for more.
WELL_FOUND: Final = 3.0


@dataclass(frozen=True, slots=True)
class ItemHit:
    """An item as lists of items show it, with the list that serves the place asked for.

    :ivar is_here: False when only places below offer it, and one of them stands for all
    :ivar promise_amount: None for powers of own motion
    :ivar stars: 1 to 5; None where nobody applies, or before they are counted
    """

    base_item_id: UUID
    name: str
    item_type: str
    is_applied_for: bool
    audiences: tuple[str, ...]
    themes: tuple[str, ...]
    score: float
    implementation_id: UUID
    code: str
    region_code: str
    level: int
    is_here: bool
    is_online: bool
    department_id: UUID
    department_name: str
    version_id: UUID
    project_type: str
    promise_amount: int | None
    promise_unit: str
    visits: int
    online_depth: int
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the items must be like.

    :ivar preferred: for whom items come first, without leaving out the others
    """

    audience: str = ""
    theme: str = ""
    topic: str = ""
    department_id: UUID | None = None
    online_only: bool = False
    least_stars: int = 0
    applied_for_only: bool = False
    preferred: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Items found before they are placed: SQL that yields base_item_id and score."""

    sql: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


EVERY_ITEM: Final = Found("SELECT base_item_id, 0::float8 AS score FROM catalogue_search_entry")

_ONE_LIST: Final = """
    SELECT id, code, department_id, region_code, level, is_online, current_id
      FROM catalogue_implementation
     WHERE {place} AND state = 'open'
       AND (%(department)s::uuid IS NULL OR department_id = %(department)s::uuid)
       AND (NOT %(online)s::boolean OR is_online)
       AND (%(stars)s::int = 0 OR EXISTS (
            SELECT FROM catalogue_standing
             WHERE implementation_id = catalogue_implementation.id AND stars >= %(stars)s::int))
     ORDER BY base_item_id, region_code, level DESC, code LIMIT 1
"""
# One row for each place of the chain: what comes first in the index. Asked for all places at once,
# every list of the item in them would be read and sorted.
_HERE: Final = """
    SELECT one.*, TRUE AS is_here
      FROM unnest(%(chain)s::text[]) AS chain (place)
      CROSS JOIN LATERAL ({list}) AS one
     ORDER BY one.level DESC, one.code LIMIT 1
""".replace("{list}", _ONE_LIST.format(place="base_item_id = {item} AND region_code = chain.place"))
# Item and place are compared together, so that only the index of both can answer. Apart, the
# planner took places that its statistics do not know for empty ones, and read all lists of such a
# place once for each item.
_BELOW: Final = _ONE_LIST.format(
    place="(base_item_id, region_code) > ({item}, %(region)s::text)"
    " AND (base_item_id, region_code) <= ({item}, %(last)s::text)",
)
EITHER_LIST: Final = """
    SELECT * FROM (({here}) UNION ALL (SELECT below.*, FALSE FROM ({below}) AS below)) AS either
     ORDER BY is_here DESC LIMIT 1
""".replace("{here}", _HERE).replace("{below}", _BELOW)
"""The list that serves a place, of the base item that ``{item}`` names."""

_PLACED: Final = """
WITH found AS ({found}),
there AS (
    SELECT e.*, found.score AS found
      FROM catalogue_search_entry e JOIN found USING (base_item_id)
     WHERE e.scope_code = ANY(%(chain)s::text[])
),
top AS (
    SELECT max(found) AS found, coalesce(least(1.0, nullif(max(found), 0) / {well}), 1.0) AS telling
      FROM there
),
best AS (
    SELECT e.base_item_id, e.name, e.item_type, e.is_applied_for, e.audiences, e.themes,
           e.popularity,
           e.found + top.telling * (ln(1 + e.popularity) / 7 + e.is_applied_for::int / 2.0)
               - (%(preferred)s::text <> '' AND NOT %(preferred)s::text = ANY(e.audiences))::int
               AS score
      FROM there e CROSS JOIN top
     WHERE e.found >= {least} * top.found
       AND (%(audience)s::text = '' OR %(audience)s::text = ANY(e.audiences))
       AND (%(theme)s::text = '' OR %(theme)s::text = ANY(e.themes))
       AND (%(topic)s::text = '' OR %(topic)s::text = ANY(e.topics))
       AND (NOT %(applied_for)s::boolean OR e.is_applied_for)
       AND (%(department)s::uuid IS NULL OR EXISTS (
            SELECT FROM catalogue_implementation own
             WHERE own.base_item_id = e.base_item_id
               AND own.department_id = %(department)s::uuid))
     ORDER BY 8 DESC, length(e.name), e.name, e.base_item_id
     LIMIT %(most)s::int
)
SELECT best.base_item_id, best.name, best.item_type, best.is_applied_for, best.audiences,
       best.themes, best.score, l.id, l.code, l.region_code, l.level, l.is_here, l.is_online,
       l.department_id, d.name, v.id, v.project_type, v.promise_amount, v.promise_unit,
       v.visits, v.online_depth, s.stars
  FROM best
  JOIN LATERAL ({either}) AS l ON TRUE
  JOIN catalogue_implementation_version v ON v.id = l.current_id
  JOIN organizations_department d ON d.id = l.department_id
  LEFT JOIN catalogue_standing s ON s.implementation_id = l.id
 ORDER BY best.score DESC, length(best.name), best.name, best.base_item_id
"""


def everything(reach: Reach) -> dict[str, Any]:
    """Return the parameters of :data:`EITHER_LIST` for a place, nothing left out."""
    return {
        "chain": list(reach.chain),
        "region": reach.code,
        "last": reach.last,
        "department": None,
        "online": False,
        "stars": 0,
    }


def placed_items(
    found: Found, reach: Reach, narrowing: Narrowing, *, most: int = MOST_PLACED
) -> list[ItemHit]:
    """Return the best of the found items that a place is served with, best first; one query.

    The cost depends on the number of base items found; each is then placed by a few look-ups in
    an index, however many lists there are.

    :param most: how many items are placed at most
    """
    # Both fragments are constants of this package; everything from outside is a parameter.
    statement = _PLACED.format(
        found=found.sql,
        either=EITHER_LIST.format(item="best.base_item_id"),
        least=LEAST_SHARE,
        well=WELL_FOUND,
    )
    parameters = {
        **found.parameters,
        **everything(reach),
        "audience": narrowing.audience if narrowing.audience in ServiceObject.values else "",
        "preferred": narrowing.preferred if narrowing.preferred in ServiceObject.values else "",
        "theme": narrowing.theme,
        "topic": narrowing.topic,
        "department": None if narrowing.department_id is None else str(narrowing.department_id),
        "online": narrowing.online_only,
        "stars": narrowing.least_stars,
        "applied_for": narrowing.applied_for_only,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [_hit(row) for row in cursor.fetchall()]


def _hit(row: Sequence[Any]) -> ItemHit:
    values = list(row)
    values[4], values[5] = tuple(values[4]), tuple(values[5])
    return ItemHit(*values)
