# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What can be asked about stars: of one list, and of the departments of a place."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final
from uuid import UUID

from django.db import connection

from yiwang.catalogue.models import Standing
from yiwang.catalogue.regions import reach_of
from yiwang.catalogue.stars.rule import NO_FACTS, StarFacts, Stars, stars_of

_COLUMNS: Final = tuple(field.name for field in fields(StarFacts))
_RANKING: Final = """
SELECT s.department_id, d.name, count(*), avg(s.stars)::float8,
       array[count(*) FILTER (WHERE s.stars = 1), count(*) FILTER (WHERE s.stars = 2),
             count(*) FILTER (WHERE s.stars = 3), count(*) FILTER (WHERE s.stars = 4),
             count(*) FILTER (WHERE s.stars = 5)],
       sum(s.recent_cases)::int, sum(s.recent_online)::int
  FROM catalogue_standing s JOIN organizations_department d ON d.id = s.department_id
 WHERE s.region_code = %s AND s.stars IS NOT NULL
 GROUP BY s.department_id, d.name
 ORDER BY 4 DESC, 3 DESC, d.name
"""


@dataclass(frozen=True, slots=True)
class StarredList:
    """The stars of one list, and the facts that they follow from."""

    stars: Stars
    facts: StarFacts


@dataclass(frozen=True, slots=True)
class RankedDepartment:
    """A department by the stars of its lists; ``each`` counts those with 1, 2, … 5."""

    department_id: UUID
    name: str
    items: int
    average: float
    each: tuple[int, ...]
    recent_cases: int
    recent_online: int


def stars(implementation_id: UUID) -> StarredList:
    """Return the stars of a list; without any while it is not open; one query."""
    row = Standing.objects.filter(pk=implementation_id).values_list(*_COLUMNS).first()
    facts = StarFacts(*row) if row else NO_FACTS
    return StarredList(stars_of(facts), facts)


def stars_of_code(code: str) -> StarredList:
    """Return the stars of the list with an implementation code; one query."""
    row = Standing.objects.filter(implementation__code=code).values_list(*_COLUMNS).first()
    facts = StarFacts(*row) if row else NO_FACTS
    return StarredList(stars_of(facts), facts)


def ranking(region_code: str) -> Sequence[RankedDepartment]:
    """Return the departments of a place, those with the most stars first; one query.

    :raises InvalidDivisionCode: the code cannot be that of a division
    """
    with connection.cursor() as cursor:
        cursor.execute(_RANKING, [reach_of(region_code).code])
        rows = cursor.fetchall()
    return [
        RankedDepartment(id_, name, items, average, tuple(each), cases, online)
        for id_, name, items, average, each, cases, online in rows
    ]
