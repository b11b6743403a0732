# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Site maps of every guide: each a stretch of codes, read by index and never by counting through.

Source: sitemaps.org, at most 50,000 addresses in one file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import Sum

from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.models import RegionFigures, SitemapPart

MOST_URLS: Final = 50_000
PLANNED: Final = 40_000
"""So many lists are planned for one map: it may grow before it is laid out anew."""
BATCH: Final = 5_000

_PLAN: Final = """
SELECT min(code), max(code), count(*)
  FROM (SELECT code, (row_number() OVER (ORDER BY code) - 1) / %s AS part
          FROM catalogue_implementation WHERE state = 'open') AS numbered
 GROUP BY part ORDER BY part
"""
_STRETCH: Final = """
SELECT l.code, v.effective_from
  FROM catalogue_implementation l
  JOIN catalogue_implementation_version v ON v.id = l.current_id
 WHERE l.state = 'open' AND l.code > %s AND (%s = '' OR l.code <= %s)
 ORDER BY l.code LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One site map as the index names it."""

    number: int
    built_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One guide in a site map."""

    code: str
    changed_on: date


def build_parts(*, at: datetime, planned: int = PLANNED) -> int:
    """Lay out the site maps anew; return how many there are. Runs by night and after loads."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLAN, [planned])
        rows = cursor.fetchall()
        last_codes = [last for _first, last, _lists in rows]
        parts = [
            SitemapPart(
                number=number,
                first_code=last_codes[number - 2] if number > 1 else "",
                last_code=last if number < len(rows) else "",
                lists=lists,
                built_at=at,
            )
            for number, (_first, last, lists) in enumerate(rows, 1)
        ]
        SitemapPart.objects.all().delete()
        SitemapPart.objects.bulk_create(parts)
    return len(parts)


def parts() -> list[Part]:
    """Return the site maps there are; one for everything before they are laid out."""
    rows = SitemapPart.objects.order_by("number").values_list("number", "built_at")
    return [Part(number, built_at) for number, built_at in rows] or [Part(1, None)]


def part_tag(number: int) -> str:
    """Return a tag that changes when any list does, or the maps are laid out anew.

    :raises ItemNotFound: there is no such map
    """
    first, last, built_at = _bounds(number)
    stamp = RegionFigures.objects.aggregate(total=Sum("version", default=0))["total"]
    return f"{number}-{stamp}-{int(built_at.timestamp()) if built_at else 0}-{len(first + last)}"


def listed(number: int, *, batch: int = BATCH, most: int = MOST_URLS) -> Iterator[list[Listed]]:
    """Yield the guides of a site map in batches, each read when it is asked for.

    :raises ItemNotFound: there is no such map
    """
    after, last, _built_at = _bounds(number)
    left = most
    while left > 0:
        with connection.cursor() as cursor:
            cursor.execute(_STRETCH, [after, last, last, min(batch, left)])
            rows = [Listed(*row) for row in cursor.fetchall()]
        if rows:
            yield rows
        if len(rows) < min(batch, left):
            return
        left -= len(rows)
        after = rows[-1].code


def _bounds(number: int) -> tuple[str, str, datetime | None]:
    found = SitemapPart.objects.filter(pk=number).first()
    if found is not None:
        return found.first_code, found.last_code, found.built_at
    if number != 1 or SitemapPart.objects.exists():
        raise ItemNotFound
    return "", "", None
