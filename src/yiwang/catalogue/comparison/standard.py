# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The standardization index (规范化指数): how much of the catalogue keeps to the rules, by day.

The index is 100 when no open list is touched by a finding that waits. Of its hundred, 60 are lost
with the share of lists that a grave finding touches, 30 with a middling one, 10 with a slight one.
A finding about a base item touches all its lists, in the index of a city, of a theme and of a
province; a department answers for its own lists, and for base items that are its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection

from yiwang.catalogue.bulk import long_transaction
from yiwang.catalogue.enums import IndexScope
from yiwang.catalogue.models import StandardIndex, Theme
from yiwang.organizations import selectors as organizations

WEIGHTS: Final = {"high": 60, "medium": 30, "low": 10}

_FLAGS: Final = """
CREATE TEMP TABLE indexed_item ON COMMIT DROP AS
SELECT base_item_id, (array_agg(department_id))[1] AS owner_id, bool_or(severity = 3) AS high,
       bool_or(severity = 2) AS medium, bool_or(severity = 1) AS low
  FROM catalogue_finding
 WHERE state IN ('open', 'contested', 'upheld') AND subject_kind = 'base'
 GROUP BY base_item_id;
CREATE TEMP TABLE indexed_list ON COMMIT DROP AS
SELECT implementation_id, bool_or(severity = 3) AS high, bool_or(severity = 2) AS medium,
       bool_or(severity = 1) AS low
  FROM catalogue_finding
 WHERE state IN ('open', 'contested', 'upheld') AND subject_kind = 'list'
 GROUP BY implementation_id;
ANALYZE indexed_item;
ANALYZE indexed_list;
CREATE TEMP TABLE indexed ON COMMIT DROP AS
SELECT department_id, city, base_item_id, count(*) AS lists,
       count(*) FILTER (WHERE own_high) AS own_high,
       count(*) FILTER (WHERE own_medium) AS own_medium,
       count(*) FILTER (WHERE own_low) AS own_low,
       count(*) FILTER (WHERE own_high OR high) AS high,
       count(*) FILTER (WHERE own_medium OR medium) AS medium,
       count(*) FILTER (WHERE own_low OR low) AS low
  FROM (SELECT l.department_id, left(l.region_code, 4) AS city, l.base_item_id,
               i.high, i.medium, i.low,
               o.high OR (i.high AND i.owner_id = l.department_id) AS own_high,
               o.medium OR (i.medium AND i.owner_id = l.department_id) AS own_medium,
               o.low OR (i.low AND i.owner_id = l.department_id) AS own_low
          FROM catalogue_implementation l
          LEFT JOIN indexed_item i USING (base_item_id)
          LEFT JOIN indexed_list o ON o.implementation_id = l.id
         WHERE l.state = 'open') l
 GROUP BY GROUPING SETS ((department_id), (city), (base_item_id))
"""
_DEPARTMENTS: Final = """
SELECT i.department_id::text, i.lists, i.own_high, i.own_medium, i.own_low,
       coalesce(f.findings, 0)
  FROM indexed i
  LEFT JOIN (SELECT department_id, count(*) AS findings FROM catalogue_finding
              WHERE state IN ('open', 'contested', 'upheld') GROUP BY 1) f USING (department_id)
 WHERE i.department_id IS NOT NULL
"""
_CITIES: Final = """
SELECT i.city, i.lists, i.high, i.medium, i.low, coalesce(f.findings, 0)
  FROM indexed i
  LEFT JOIN (SELECT left(region_code, 4) AS city, count(*) AS findings FROM catalogue_finding
              WHERE state IN ('open', 'contested', 'upheld') GROUP BY 1) f USING (city)
 WHERE i.city IS NOT NULL
"""
_THEMES: Final = """
SELECT t.theme, sum(i.lists)::int, sum(i.high)::int, sum(i.medium)::int, sum(i.low)::int,
       coalesce(sum(f.findings), 0)::int
  FROM indexed i
  JOIN catalogue_search_entry s ON s.base_item_id = i.base_item_id
 CROSS JOIN LATERAL unnest(s.themes) t (theme)
  LEFT JOIN (SELECT base_item_id, count(*) AS findings FROM catalogue_finding
              WHERE state IN ('open', 'contested', 'upheld') GROUP BY 1) f
    ON f.base_item_id = i.base_item_id
 GROUP BY t.theme
"""


@dataclass(frozen=True, slots=True)
class _Counts:
    key: str
    lists: int
    high: int
    medium: int
    low: int
    findings: int


def index_hundredths(lists: int, *, high: int, medium: int, low: int) -> int:
    """Return the index times a hundred: 10,000 when no list is touched, 0 when all are by all.

    :raises ValueError: there are no lists, or more are touched than there are
    """
    if lists < 1 or max(high, medium, low) > lists:
        raise ValueError("An index is made of lists.")
    lost = WEIGHTS["high"] * high + WEIGHTS["medium"] * medium + WEIGHTS["low"] * low
    return 10_000 - round(lost * 100 / lists)


def keep_index(*, on: date) -> int:
    """Write the index of a day for all places, departments and themes; return how many.

    Written again for the same day, it takes the place of what was written.
    """
    with long_transaction():
        with connection.cursor() as cursor:
            for statement in _FLAGS.split(";"):
                cursor.execute(statement)
        rows = [*_of_departments(on), *_of_places(on), *_of_themes(on)]
        StandardIndex.objects.bulk_create(
            rows,
            batch_size=2000,
            update_conflicts=True,
            unique_fields=["scope", "key", "day"],
            update_fields=[
                *("name", "region_code", "lists", "high", "medium", "low", "findings"),
                "hundredths",
            ],
        )
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE indexed, indexed_list, indexed_item")
    return len(rows)


def _of_departments(on: date) -> Iterator[StandardIndex]:
    departments = {str(one.id): one for one in organizations.departments_by_line()}
    for counts in _read(_DEPARTMENTS):
        department = departments[counts.key]
        region_code = department.division_code
        yield _row(on, IndexScope.DEPARTMENT, counts, department.name, region_code)


def _of_places(on: date) -> Iterator[StandardIndex]:
    """Yield cities, and the provinces that they and their own departments make together."""
    provinces: dict[str, list[_Counts]] = {}
    for counts in _read(_CITIES):
        provinces.setdefault(counts.key[:2], []).append(counts)
        if counts.key[2:] != "00":
            code = f"{counts.key}00000000"
            yield _row(on, IndexScope.CITY, counts, organizations.division(code).name, code)
    for province, parts in provinces.items():
        code = f"{province}0000000000"
        whole = _Counts(
            code,
            *(
                sum(getattr(part, name) for part in parts)
                for name in ("lists", "high", "medium", "low", "findings")
            ),
        )
        yield _row(on, IndexScope.PROVINCE, whole, organizations.division(code).name, code)


def _of_themes(on: date) -> Iterator[StandardIndex]:
    names = dict(Theme.objects.values_list("code", "name"))
    for counts in _read(_THEMES):
        yield _row(on, IndexScope.THEME, counts, names.get(counts.key, counts.key), "")


def _read(statement: str) -> list[_Counts]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [_Counts(*row) for row in cursor.fetchall()]


def _row(
    on: date, scope: IndexScope, counts: _Counts, name: str, region_code: str
) -> StandardIndex:
    return StandardIndex(
        day=on,
        scope=scope,
        key=region_code if scope in (IndexScope.CITY, IndexScope.PROVINCE) else counts.key,
        name=name,
        region_code=region_code,
        lists=counts.lists,
        high=counts.high,
        medium=counts.medium,
        low=counts.low,
        findings=counts.findings,
        hundredths=index_hundredths(
            counts.lists, high=counts.high, medium=counts.medium, low=counts.low
        ),
    )
