# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The thesaurus as search reads it: everyday words with the official words they mean."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from yiwang.catalogue import words
from yiwang.catalogue.enums import SynonymState
from yiwang.catalogue.loading import files
from yiwang.catalogue.models import SearchTerm, Synonym
from yiwang.catalogue.queries import Query


def terms_of(query: Query) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return the everyday words that stand in a query, each with official words; one query."""
    if query.is_empty:
        return {}
    found: dict[str, list[tuple[str, int]]] = {}
    rows = SearchTerm.objects.filter(term__in=query.stretches).order_by("term", "words")
    for term, official, weight in rows.values_list("term", "words", "weight"):
        found.setdefault(term, []).append((official, weight))
    return found


def load_terms(root: Path) -> int:
    """Keep the thesaurus of the data files, and what editors have published; return how many.

    What an editor has withdrawn stays withdrawn.

    :raises DataFileMissing: the file cannot be read
    """
    rows = {
        (words.run_together(row["term"]), words.normalized(row["words"])): int(row["weight"])
        for row in files.table(root, files.THESAURUS)
    }
    of_words = Synonym.objects.filter(base_item__isnull=True)
    for phrase, official, weight, state in of_words.order_by("drafted_at").values_list(
        "phrase", "words", "weight", "state"
    ):
        if state == SynonymState.PUBLISHED:
            rows[phrase, official] = weight
        elif state == SynonymState.WITHDRAWN:
            rows.pop((phrase, official), None)
    SearchTerm.objects.all().delete()
    SearchTerm.objects.bulk_create(
        [
            SearchTerm(term=term, words=official, weight=weight)
            for (term, official), weight in rows.items()
        ],
        batch_size=1000,
    )
    return len(rows)
