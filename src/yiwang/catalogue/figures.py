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


def recount(region_codes: Iterable[str]) -> None:
    """Count the open lists of some divisions anew and move their stamps on.

    In the order of the codes, so that two who publish at once never wait for each other in a ring.
    """
    codes = sorted(set(region_codes))
    if codes:
        with connection.cursor() as cursor:
            cursor.execute(_RECOUNT, [codes])
