# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load what people call things: the thesaurus, and what editors have said since."""

from pathlib import Path

from yiwang.catalogue import words
from yiwang.catalogue.enums import PhraseKind, SynonymState
from yiwang.catalogue.loading import files
from yiwang.catalogue.models import SearchPhrase, SearchTerm, Synonym


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


def drop_withdrawn_phrases() -> None:
    """Take out of search again what the data files say and an editor has withdrawn."""
    withdrawn = Synonym.objects.filter(base_item__isnull=False, state=SynonymState.WITHDRAWN)
    live = Synonym.objects.filter(state=SynonymState.PUBLISHED)
    kept = set(live.values_list("base_item_id", "phrase"))
    for item_id, phrase in withdrawn.values_list("base_item_id", "phrase"):
        if (item_id, phrase) not in kept:
            SearchPhrase.objects.filter(
                base_item_id=item_id, phrase=phrase, kind=PhraseKind.SYNONYM
            ).delete()
