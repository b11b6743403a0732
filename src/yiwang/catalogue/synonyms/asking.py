# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What may be asked about synonyms: which there are, and what one would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from yiwang.catalogue import finding
from yiwang.catalogue.enums import SynonymState
from yiwang.catalogue.loading.sources import HOME_SCOPE
from yiwang.catalogue.models import BaseItem, SearchEntry, Synonym
from yiwang.catalogue.placing import ItemHit, Narrowing
from yiwang.catalogue.synonyms.editing import Meaning, check_keeps, checked_item
from yiwang.catalogue.synonyms.refusals import SynonymNotFound
from yiwang.catalogue.synonyms.unanswered import unanswered as unanswered
from yiwang.catalogue.thesaurus import Tried
from yiwang.foundation.actors import Actor

MOST_SHOWN: Final = 200
SHOWN_RESULTS: Final = 5


@dataclass(frozen=True, slots=True)
class SynonymRow:
    """A synonym as lists show it."""

    id: UUID
    phrase: str
    item_code: str
    item_name: str
    words: str
    weight: int
    state: str
    state_label: str
    drafted_by_id: UUID
    drafted_at: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """The best results for some words as they are, and as they would become.

    :ivar is_first: what is meant would come first
    """

    asked: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    is_first: bool


def synonyms(actor: Actor, *, state: str = "", text: str = "") -> Sequence[SynonymRow]:
    """Return synonyms, the newest first.

    :raises NotYourCatalogue: the actor neither edits nor publishes the province's catalogue
    """
    check_keeps(actor)
    rows = Synonym.objects.select_related("base_item").order_by("-drafted_at", "-id")
    if state in SynonymState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(phrase__contains=text)
    found = list(rows[:MOST_SHOWN])
    ids = [row.base_item_id for row in found if row.base_item_id]
    names = dict(SearchEntry.objects.filter(pk__in=ids).values_list("base_item_id", "name"))
    return [_row(each, names) for each in found]


def synonym(synonym_id: UUID, *, actor: Actor) -> SynonymRow:
    """Return one synonym.

    :raises NotYourCatalogue: the actor neither edits nor publishes the province's catalogue
    :raises SynonymNotFound: there is none
    """
    check_keeps(actor)
    found = Synonym.objects.select_related("base_item").filter(pk=synonym_id).first()
    if found is None:
        raise SynonymNotFound
    names = dict(
        SearchEntry.objects.filter(pk=found.base_item_id).values_list("base_item_id", "name")
    )
    return _row(found, names)


def try_synonym(*, meaning: Meaning, actor: Actor, region_code: str, asked: str = "") -> Trial:
    """Return what the best results for some words are, and what they would become.

    :param asked: the question to try it with; the phrase itself when empty
    :raises NotYourCatalogue: the actor neither edits nor publishes the province's catalogue
    :raises SynonymIncomplete, ItemNotFound, SynonymWordsUnknown: as for drafting
    """
    check_keeps(actor)
    item_id = checked_item(meaning)
    text = asked.strip() or meaning.phrase
    tried = Tried(meaning.read_phrase, item_id, meaning.read_words, meaning.weight)
    before = finding.find(text, region_code, narrowing=Narrowing(), limit=SHOWN_RESULTS)
    after = finding.find(text, region_code, narrowing=Narrowing(), limit=SHOWN_RESULTS, tried=tried)
    first = after.services[0].base_item_id if after.services else None
    return Trial(
        text,
        _names(before.services),
        _names(after.services),
        item_id is None or first == item_id,
    )


def item_numbers() -> list[tuple[str, str]]:
    """Return the number and the name of every item of the province, for lists to choose from."""
    rows = BaseItem.objects.filter(scope_code=HOME_SCOPE, entry__isnull=False)
    return list(rows.order_by("local_code").values_list("local_code", "entry__name"))


def _names(hits: Sequence[ItemHit]) -> tuple[str, ...]:
    return tuple(hit.name for hit in hits)


def _row(each: Synonym, names: dict[UUID, str]) -> SynonymRow:
    item = each.base_item
    return SynonymRow(
        id=each.id,
        phrase=each.phrase,
        item_code=item.local_code if item else "",
        item_name=names.get(item.id, "") if item else "",
        words=each.words,
        weight=each.weight,
        state=each.state,
        state_label=each.get_state_display(),
        drafted_by_id=each.drafted_by_id,
        drafted_at=each.drafted_at,
    )
