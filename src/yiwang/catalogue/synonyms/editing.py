# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Say what people mean by some words: draft, publish by a second person, withdraw."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.catalogue import policies, words
from yiwang.catalogue.enums import PhraseKind, SynonymState
from yiwang.catalogue.errors import ItemNotFound, NotYourCatalogue
from yiwang.catalogue.loading.sources import HOME_SCOPE
from yiwang.catalogue.models import (
    BaseItem,
    SearchPhrase,
    SearchSound,
    SearchTerm,
    SearchWord,
    Synonym,
)
from yiwang.catalogue.synonyms import facts
from yiwang.catalogue.synonyms.refusals import (
    SynonymIncomplete,
    SynonymNotFound,
    SynonymNotInState,
    SynonymOfOwnHand,
    SynonymTaken,
    SynonymWordsUnknown,
)
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

SHORTEST_PHRASE: Final = 2
LONGEST_PHRASE: Final = 30
LONGEST_WORDS: Final = 60


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an editor says: the words people use, and an item or official words they mean.

    :ivar local_code: number of the item (``K0008``); "" when they stand for official words
    :ivar weight: 3 just that, 2 often that, 1 belongs to it
    """

    phrase: str
    local_code: str = ""
    words: str = ""
    weight: int = 3

    @property
    def read_phrase(self) -> str:
        """The words people use, as search compares them."""
        return words.run_together(self.phrase)[:LONGEST_PHRASE]

    @property
    def read_words(self) -> str:
        """The official words, as search compares them."""
        return words.normalized(self.words)[:LONGEST_WORDS].strip()


def check_keeps(actor: Actor) -> None:
    """Raise unless the actor edits or publishes the province's catalogue.

    :raises NotYourCatalogue: they do neither
    """
    acts = (policies.Action.EDIT_BASE, policies.Action.PUBLISH_BASE)
    if not any(policies.can(actor, act, division_code=HOME_SCOPE) for act in acts):
        raise NotYourCatalogue


def draft_synonym(*, meaning: Meaning, actor: Actor, at: datetime) -> Synonym:
    """Keep what an editor says as a draft; search does not know of it.

    :raises NotYourCatalogue: the actor does not keep the province's catalogue
    :raises SynonymIncomplete: words are missing, or both an item and official words are given
    :raises ItemNotFound: no item has this number
    :raises SynonymWordsUnknown: no item is found by the official words
    :raises SynonymTaken: the same is drafted or in force
    """
    policies.check_can(actor, policies.Action.EDIT_BASE, division_code=HOME_SCOPE)
    if actor.account_id is None:
        raise NotYourCatalogue
    item_id = checked_item(meaning)
    try:
        with transaction.atomic():
            synonym = Synonym.objects.create(
                scope_code=HOME_SCOPE,
                phrase=meaning.read_phrase,
                base_item_id=item_id,
                words="" if item_id else meaning.read_words,
                weight=min(max(meaning.weight, 1), 3),
                drafted_by_id=actor.account_id,
                drafted_at=at,
            )
            ledger.append(
                facts.SynonymDrafted(
                    synonym_id=synonym.id, base_item_id=item_id, weight=synonym.weight
                ),
                actor=actor,
                at=at,
            )
    except IntegrityError as error:
        raise SynonymTaken from error
    return synonym


def checked_item(meaning: Meaning) -> UUID | None:
    """Return the item that is meant; None for official words.

    :raises SynonymIncomplete: words are missing, or both an item and official words are given
    :raises ItemNotFound: no item has this number
    :raises SynonymWordsUnknown: no item is found by the official words
    """
    has_item, has_words = bool(meaning.local_code.strip()), bool(meaning.read_words)
    if len(meaning.read_phrase) < SHORTEST_PHRASE or has_item == has_words:
        raise SynonymIncomplete
    if has_item:
        found = BaseItem.objects.filter(
            scope_code=HOME_SCOPE, local_code=meaning.local_code.strip().upper()
        ).first()
        if found is None:
            raise ItemNotFound
        return found.id
    text = meaning.read_words.replace(" ", "")
    stretches = {
        text[start:end] for start in range(len(text)) for end in range(start + 2, len(text) + 1)
    }
    if not SearchWord.objects.filter(word__in=stretches, entries__gt=0).exists():
        raise SynonymWordsUnknown
    return None


def publish_synonym(*, synonym_id: UUID, actor: Actor, at: datetime) -> Synonym:
    """Put a draft into search; every process follows it from the next search on.

    :raises NotYourCatalogue: the actor does not publish the province's catalogue
    :raises SynonymNotFound: there is no such synonym
    :raises SynonymNotInState: it is no draft
    :raises SynonymOfOwnHand: the actor drafted it
    """
    policies.check_can(actor, policies.Action.PUBLISH_BASE, division_code=HOME_SCOPE)
    with transaction.atomic():
        synonym = _locked(synonym_id)
        if synonym.state != SynonymState.DRAFT:
            raise SynonymNotInState
        if synonym.drafted_by_id == actor.account_id:
            raise SynonymOfOwnHand
        synonym.state = SynonymState.PUBLISHED
        synonym.published_by_id, synonym.published_at = actor.account_id, at
        synonym.save(update_fields=["state", "published_by_id", "published_at"])
        _put_into_search(synonym)
        ledger.append(
            facts.SynonymPublished(synonym_id=synonym.id, base_item_id=synonym.base_item_id),
            actor=actor,
            at=at,
        )
    return synonym


def withdraw_synonym(*, synonym_id: UUID, actor: Actor, at: datetime) -> Synonym:
    """Take a synonym out of search, or give up its draft.

    :raises NotYourCatalogue: the actor neither edits nor publishes the province's catalogue
    :raises SynonymNotFound: there is no such synonym
    :raises SynonymNotInState: it is withdrawn already
    """
    check_keeps(actor)
    with transaction.atomic():
        synonym = _locked(synonym_id)
        if synonym.state == SynonymState.WITHDRAWN:
            raise SynonymNotInState
        was_published = synonym.state == SynonymState.PUBLISHED
        synonym.state = SynonymState.WITHDRAWN
        synonym.withdrawn_by_id, synonym.withdrawn_at = actor.account_id, at
        synonym.save(update_fields=["state", "withdrawn_by_id", "withdrawn_at"])
        if was_published:
            _take_out_of_search(synonym)
        ledger.append(
            facts.SynonymWithdrawn(synonym_id=synonym.id, was_published=was_published),
            actor=actor,
            at=at,
        )
    return synonym


def _locked(synonym_id: UUID) -> Synonym:
    found = Synonym.objects.select_for_update(of=("self",)).filter(pk=synonym_id).first()
    if found is None:
        raise SynonymNotFound
    return found


def _put_into_search(synonym: Synonym) -> None:
    if synonym.base_item_id is None:
        SearchTerm.objects.update_or_create(
            term=synonym.phrase, words=synonym.words, defaults={"weight": synonym.weight}
        )
        return
    sound, initials = _sound(synonym.phrase)
    SearchPhrase.objects.update_or_create(
        base_item_id=synonym.base_item_id,
        phrase=synonym.phrase,
        defaults={
            "kind": PhraseKind.SYNONYM,
            "weight": synonym.weight,
            "sound": sound,
            "initials": initials,
        },
    )


def _take_out_of_search(synonym: Synonym) -> None:
    if synonym.base_item_id is None:
        SearchTerm.objects.filter(term=synonym.phrase, words=synonym.words).delete()
        return
    SearchPhrase.objects.filter(
        base_item_id=synonym.base_item_id, phrase=synonym.phrase, kind=PhraseKind.SYNONYM
    ).delete()


def _sound(phrase: str) -> tuple[str, str]:
    """Return pinyin and initials by the characters the index has; no dictionary is needed."""
    sounds = dict(
        SearchSound.objects.filter(character__in=set(phrase)).values_list("character", "sound")
    )
    each = [sounds.get(sign, sign) for sign in phrase]
    return "".join(each), "".join(sound[:1] for sound in each)
