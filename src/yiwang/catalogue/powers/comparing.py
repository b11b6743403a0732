# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Power lists of several places side by side: the same item, who has it, and on what terms.

Places of one province share basic codes. Where a code is not shared, as between provinces, items
of the same type and name that rest on an article in common are laid side by side, and marked so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from yiwang.catalogue.errors import PlacesToCompare
from yiwang.catalogue.powers.lists import COLUMNS, MOST_ROWS, POWER_TYPES, Power, power_of
from yiwang.catalogue.regions import reach_of

MOST_PLACES: Final = 5
SHOWN: Final = ("all", "common", "differing", "missing")
"""All items, those that every place has, those with other terms, those that a place lacks."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item in the places that are compared, in their order.

    :ivar basic_code: the first of them, where places have it under codes of their own
    :ivar cells: each place's powers; a place may have the same item in two hands, or in none
    """

    basic_code: str
    name: str
    item_type: str
    cells: tuple[tuple[Power, ...], ...]

    @property
    def only_in(self) -> int | None:
        """The place that alone has it, by its position; None when several have it."""
        having = [position for position, powers in enumerate(self.cells) if powers]
        return having[0] if len(having) == 1 else None

    @property
    def basic_codes(self) -> tuple[str, ...]:
        """All basic codes under which places have it, the first one first."""
        found = {power.basic_code for powers in self.cells for power in powers}
        return (self.basic_code, *sorted(found - {self.basic_code}))

    @property
    def is_matched_by_name(self) -> bool:
        """Whether places have it under codes of their own: name, type and legal basis agree."""
        return len(self.basic_codes) > 1

    @property
    def differs(self) -> bool:
        """Whether those who have it offer it on other terms."""
        return len({_terms(power) for powers in self.cells for power in powers}) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page of items side by side.

    :ivar common: how many items every place has
    :ivar matched: how many items have no code in common and agree by name, type and legal basis
    :ivar only: how many items each place alone has
    :ivar after: leads to the next page; "" on the last
    """

    places: tuple[str, ...]
    lines: Sequence[Line]
    total: int
    common: int
    differing: int
    matched: int
    only: tuple[int, ...]
    after: str


# What is compared of one item in one place; two that are equal here are offered alike.
_TERMS: Final = """
    v.promise_amount, v.promise_unit, v.visits, v.is_online, coalesce(v.content -> 'fees', '[]')
"""
# An item is taken for the twin of another one of the same type and name when no place has both,
# and both rest on an article in common; it then goes under the lower one's code.
_ITEMS: Final = f"""
WITH item AS (
    SELECT i.code, min(b.item_type) AS item_type, array_agg(DISTINCT l.region_code) AS places,
           array_agg(DISTINCT b.id) AS versions,
           regexp_replace(normalize(min(b.name), NFKC), '[[:space:][:punct:]]+', '', 'g') AS name
      FROM catalogue_implementation l
      JOIN catalogue_implementation_version v ON v.id = l.current_id
      JOIN catalogue_base_version b ON b.id = v.base_version_id
      JOIN catalogue_base_item i ON i.id = l.base_item_id
     WHERE l.region_code = ANY(%(places)s::text[]) AND l.state = 'open'
       AND b.item_type = ANY(%(types)s::text[])
     GROUP BY i.code
), twin AS (
    SELECT t.code, min(o.code) AS first
      FROM item t
      JOIN item o ON o.name = t.name AND o.item_type = t.item_type AND o.code < t.code
       AND NOT o.places && t.places
     WHERE EXISTS (SELECT FROM catalogue_legal_basis x
                     JOIN catalogue_legal_basis y
                       ON (y.law_title, y.article_number, y.article_suffix)
                        = (x.law_title, x.article_number, x.article_suffix)
                    WHERE x.base_version_id = ANY(t.versions)
                      AND y.base_version_id = ANY(o.versions))
     GROUP BY t.code
), held AS (
    SELECT coalesce(w.first, i.code) AS code, array_agg(DISTINCT l.region_code) AS places,
           array_agg(DISTINCT i.code) AS codes, count(DISTINCT ({_TERMS})) > 1 AS differs
      FROM catalogue_implementation l
      JOIN catalogue_implementation_version v ON v.id = l.current_id
      JOIN catalogue_base_version b ON b.id = v.base_version_id
      JOIN catalogue_base_item i ON i.id = l.base_item_id
      LEFT JOIN twin w ON w.code = i.code
     WHERE l.region_code = ANY(%(places)s::text[]) AND l.state = 'open'
       AND b.item_type = ANY(%(types)s::text[])
     GROUP BY 1
)
"""  # noqa: S608 - only constants of this module
_COUNTS: Final = f"""
{_ITEMS}
SELECT count(*), count(*) FILTER (WHERE cardinality(places) = %(number)s),
       count(*) FILTER (WHERE differs), count(*) FILTER (WHERE cardinality(codes) > 1),
       array(SELECT (SELECT count(*) FROM held WHERE places = ARRAY[place]::varchar[])
               FROM unnest(%(places)s::text[]) WITH ORDINALITY AS each (place, position)
              ORDER BY position)
  FROM held
"""  # noqa: S608 - only constants of this module
_CHOSEN: Final = f"""
{_ITEMS}
SELECT code, codes FROM held
 WHERE code > %(after)s
   AND CASE %(shown)s WHEN 'common' THEN cardinality(places) = %(number)s
                      WHEN 'missing' THEN cardinality(places) < %(number)s
                      WHEN 'differing' THEN differs ELSE true END
 ORDER BY code LIMIT %(limit)s
"""  # noqa: S608 - only constants of this module
_CELLS: Final = f"""
SELECT {COLUMNS}
  FROM catalogue_base_item i
  JOIN catalogue_implementation l ON l.base_item_id = i.id AND l.state = 'open'
   AND l.region_code = ANY(%(places)s::text[])
  JOIN catalogue_implementation_version v ON v.id = l.current_id
  JOIN catalogue_base_version b ON b.id = v.base_version_id
  JOIN organizations_department d ON d.id = l.department_id
 WHERE i.code = ANY(%(codes)s::text[])
 ORDER BY i.code, l.code
"""  # noqa: S608 - only constants of this module


def compared(
    places: Sequence[str],
    *,
    item_type: str = "",
    shown: str = "all",
    after: str = "",
    limit: int = 50,
) -> Comparison:
    """Return the power lists of two to five places side by side; three queries.

    :param places: 12-digit codes, in the order in which they are shown
    :param shown: one of :data:`SHOWN`
    :param after: ``after`` of the page before
    :raises InvalidDivisionCode: a code cannot be that of a division
    :raises PlacesToCompare: fewer than two places, more than five, or one twice
    """
    codes = tuple(reach_of(place).code for place in places[: MOST_PLACES + 1])
    if not 2 <= len(codes) <= MOST_PLACES or len(set(codes)) < len(codes):
        raise PlacesToCompare(params={"most": MOST_PLACES})
    limit = max(1, min(limit, MOST_ROWS))
    asked: dict[str, Any] = {
        "places": list(codes),
        "number": len(codes),
        "types": [one for one in POWER_TYPES if item_type in ("", one)],
        "shown": shown if shown in SHOWN else "all",
        "after": after,
        "limit": limit + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, asked)
        total, common, differing, matched, only = cursor.fetchone()
        cursor.execute(_CHOSEN, asked)
        chosen = cursor.fetchall()
        first_of = {code: first for first, twins in chosen[:limit] for code in twins}
        cursor.execute(_CELLS, {"places": list(codes), "codes": list(first_of)})
        powers = [power_of(row) for row in cursor.fetchall()]
    return Comparison(
        places=codes,
        lines=_lines(powers, codes, first_of),
        total=total,
        common=common,
        differing=differing,
        matched=matched,
        only=tuple(only),
        after=chosen[limit - 1][0] if len(chosen) > limit else "",
    )


def _lines(
    powers: Sequence[Power], places: Sequence[str], first_of: Mapping[str, str]
) -> list[Line]:
    by_item: dict[str, list[Power]] = {first: [] for first in sorted(set(first_of.values()))}
    for power in powers:
        by_item[first_of[power.basic_code]].append(power)
    return [
        Line(code, held[0].name, held[0].item_type, _cells(held, places))
        for code, held in by_item.items()
        if held
    ]


def _cells(held: Sequence[Power], places: Sequence[str]) -> tuple[tuple[Power, ...], ...]:
    by_place: Mapping[str, list[Power]] = {place: [] for place in places}
    for power in held:
        by_place[power.region_code].append(power)
    return tuple(tuple(by_place[place]) for place in places)


def _terms(power: Power) -> tuple[Any, ...]:
    return (
        power.promise_amount,
        power.promise_unit,
        power.visits,
        power.is_online,
        power.fee_count,
        power.fee_cents,
    )
