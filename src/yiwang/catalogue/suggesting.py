# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Suggest items while somebody types: characters, pinyin or initials."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yiwang.catalogue.queries import read_query
from yiwang.catalogue.regions import reach_of

MOST_SUGGESTED: Final = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item that what was typed so far may mean.

    :ivar phrase: the name or everyday phrase that begins like it or holds it
    """

    base_item_id: UUID
    name: str
    phrase: str


_SUGGEST: Final = """
SELECT base_item_id, name, phrase
  FROM (SELECT DISTINCT ON (e.base_item_id) e.base_item_id, e.name, p.phrase, e.popularity,
               p.weight + CASE WHEN p.phrase LIKE %(start)s::text THEN 3
                               WHEN p.initials = %(text)s::text THEN 3
                               WHEN p.initials LIKE %(start)s::text THEN 2
                               WHEN p.sound LIKE %(start)s::text THEN 2
                               ELSE 0 END AS rank
          FROM catalogue_search_phrase p
          JOIN catalogue_search_entry e USING (base_item_id)
         WHERE e.scope_code = ANY(%(chain)s::text[]) AND e.is_applied_for
           AND (p.phrase LIKE %(inside)s::text
                OR (%(letters)s::boolean AND (p.initials LIKE %(start)s::text
                                              OR p.sound LIKE %(start)s::text)))
         ORDER BY e.base_item_id, rank DESC, length(p.phrase)) AS each
 ORDER BY rank + ln(1 + popularity) / 3 DESC, length(phrase), phrase, base_item_id
 LIMIT %(limit)s::int
"""


def suggest(text: str, region_code: str, limit: int) -> list[Suggestion]:
    """Return what may be meant, the likeliest first; one query, none while nothing is typed."""
    query = read_query(text)
    if query.is_empty:
        return []
    parameters: dict[str, Any] = {
        "text": query.text,
        "start": f"{query.text}%",
        "inside": f"%{query.text}%",
        "letters": bool(query.letters),
        "chain": list(reach_of(region_code).chain),
        "limit": min(max(limit, 1), MOST_SUGGESTED),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUGGEST, parameters)
        return [Suggestion(*row) for row in cursor.fetchall()]
