# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The thesaurus as search reads it: everyday words with the official words they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

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


def terms_of(
    query: Query, terms: Mapping[str, Sequence[tuple[str, int]]], tried: Tried | None = None
) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return the everyday words that stand in a query, each with official words. Pure.

    :param terms: all everyday words
    """
    if query.is_empty:
        return {}
    found = {
        stretch: list(terms[stretch]) for stretch in sorted(query.stretches) if stretch in terms
    }
    if tried is not None and tried.item_id is None and tried.phrase in query.text:
        found.setdefault(tried.phrase, []).append((tried.words, tried.weight))
    return found
