# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which index finds the list below a place, whatever the statistics say."""

import pytest
from django.db import connection

from yiwang.catalogue import placing
from yiwang.catalogue.regions import reach_of

ITEM = "'00000000-0000-0000-0000-000000000000'::uuid"


@pytest.mark.django_db
def test_no_statistics_make_a_place_be_read_whole_for_each_item() -> None:
    below = placing._BELOW.format(item=ITEM)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        # Were the index of places of any use, a place that looks empty would be asked for by it.
        cursor.execute("DROP INDEX implementation_open_by_item")
        cursor.execute(f"EXPLAIN {below}", placing.everything(reach_of("331181000000")))
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "implementation_open_by_region" not in plan
    assert "ROW(base_item_id" in plan
