# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep the counts of each division's lists, and the stamp of its pages."""

from collections.abc import Iterable
from typing import Final

from django.db import connection

LAWS: Final = "000000000000"
"""Stands in for a division: its stamp moves on when laws are loaded."""

_RECOUNT: Final = """
INSERT INTO catalogue_region_figures
       (region_code, version, lists, online, immediate, departments)
SELECT r.code, 1, count(l.id), count(*) FILTER (WHERE l.is_online),
       count(*) FILTER (WHERE l.is_immediate), count(DISTINCT l.department_id)
  FROM unnest(%s::text[]) AS r (code)
  LEFT JOIN catalogue_implementation l ON l.region_code = r.code AND l.state = 'open'
 GROUP BY r.code
    ON CONFLICT (region_code) DO UPDATE
   SET version = catalogue_region_figures.version + 1, lists = excluded.lists,
       online = excluded.online, immediate = excluded.immediate,
       departments = excluded.departments
"""
_MOVE_ON: Final = """
UPDATE catalogue_region_figures AS f SET version = f.version + 1
  FROM (SELECT region_code FROM catalogue_region_figures
         WHERE region_code = ANY (%s) ORDER BY region_code FOR UPDATE) r
 WHERE f.region_code = r.region_code
"""


def recount(region_codes: Iterable[str]) -> None:
    """Count the open lists of some divisions anew and move their stamps on.

    In the order of the codes, so that two who publish at once never wait for each other in a ring.
    """
    codes = sorted(set(region_codes))
    if codes:
        with connection.cursor() as cursor:
            cursor.execute(_RECOUNT, [codes])


def move_on(region_codes: Iterable[str]) -> None:
    """Move the stamps of some divisions on: what their pages show has changed, not the counts."""
    codes = sorted(set(region_codes))
    if codes:
        with connection.cursor() as cursor:
            cursor.execute(_MOVE_ON, [codes])
