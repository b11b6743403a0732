# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The thesaurus as search reads it: everyday words with the official words they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from yiwang.catalogue.models import SearchTerm
from yiwang.catalogue.queries import Query


@dataclass(frozen=True, slots=True)
class Tried:
    """A synonym that search is to follow this once, though it is not in force.

    :ivar item_id: None when the phrase stands for official words
    """

    phrase: str
    item_id: UUID | None
    words: str
    weight: int


def terms_of(query: Query, tried: Tried | None = None) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return the everyday words that stand in a query, each with official words; one query."""
    if query.is_empty:
        return {}
    found: dict[str, list[tuple[str, int]]] = {}
    rows = SearchTerm.objects.filter(term__in=query.stretches).order_by("term", "words")
    for term, official, weight in rows.values_list("term", "words", "weight"):
        found.setdefault(term, []).append((official, weight))
    if tried is not None and tried.item_id is None and tried.phrase in query.text:
        found.setdefault(tried.phrase, []).append((tried.words, tried.weight))
    return found
