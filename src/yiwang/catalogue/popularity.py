# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How often items are asked for; counted elsewhere, kept here."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction

_ADD = """
UPDATE {table} AS t SET popularity = least(t.popularity::bigint + n.asked, 2147483647)::int
  FROM unnest(%s::uuid[], %s::int[]) AS n (id, asked) WHERE t.{key} = n.id
"""


def add_popularity(asked: Mapping[UUID, int]) -> None:
    """Add to how often base items were asked for; negative numbers are left out."""
    counted = {key: number for key, number in sorted(asked.items()) if number > 0}
    if not counted:
        return
    parameters: list[Any] = [list(counted), list(counted.values())]
    with transaction.atomic(), connection.cursor() as cursor:
        for table, key in (
            ("catalogue_base_item", "id"),
            ("catalogue_search_entry", "base_item_id"),
        ):
            cursor.execute(_ADD.format(table=table, key=key), parameters)
