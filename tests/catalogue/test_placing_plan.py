# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""By what the list below a place is looked for, whatever the statistics say."""

import re
from typing import Final

import pytest
from django.db import connection

from yiwang.catalogue import placing
from yiwang.catalogue.regions import reach_of

ITEM: Final = "'00000000-0000-0000-0000-000000000000'::uuid"
BY_PLACE_ALONE: Final = re.compile(r"Index Cond: \(+region_code\b")
APART: Final = """
    SELECT id FROM catalogue_implementation
     WHERE base_item_id = {item} AND state = 'open'
       AND region_code > %(region)s::text AND region_code <= %(last)s::text
"""


def plan_without_the_index_of_both(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("DROP INDEX IF EXISTS implementation_best_open")
        cursor.execute(
            "ALTER TABLE catalogue_implementation"
            " DROP CONSTRAINT IF EXISTS implementation_once_in_department"
        )
        asked = placing.everything(reach_of("331181000000"))
        cursor.execute(f"EXPLAIN {statement.format(item=ITEM)}", asked)
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.django_db
def test_no_statistics_make_a_place_be_read_whole_for_each_item() -> None:
    # A place that looks empty is asked for by its own index as soon as that is of any use.
    assert BY_PLACE_ALONE.search(plan_without_the_index_of_both(APART))
    assert not BY_PLACE_ALONE.search(plan_without_the_index_of_both(placing._BELOW))
