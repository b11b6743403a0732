# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What editors say people mean, and words that found nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests.catalogue.worlds import DATA, MORNING, TODAY, Catalogue, editor
from tests.organizations.factories import XIHU, ZHEJIANG, DepartmentFactory
from yiwang.catalogue import selectors, services
from yiwang.catalogue.enums import QueryState, SynonymState
from yiwang.catalogue.errors import ItemNotFound, NotYourCatalogue
from yiwang.catalogue.loading.thesaurus import drop_withdrawn_phrases, load_terms
from yiwang.catalogue.models import SearchPhrase, SearchTerm, Synonym, UnansweredQuery
from yiwang.catalogue.synonyms.refusals import (
    QueryNotFound,
    SynonymIncomplete,
    SynonymNotFound,
    SynonymNotInState,
    SynonymOfOwnHand,
    SynonymTaken,
    SynonymWordsUnknown,
)
from yiwang.catalogue.synonyms.unanswered import kept_text
from yiwang.foundation.actors import Actor

pytestmark = pytest.mark.django_db

Meaning = services.synonyms.Meaning
PHRASE = Meaning("整个嗨皮档", local_code="K0008")
NOBODY = UUID(int=0)


@pytest.fixture
def found(catalogue: Catalogue, indexed: Catalogue) -> Catalogue:
    return indexed


@pytest.fixture
def first(found: Catalogue) -> Actor:
    actor = editor(DepartmentFactory(of=ZHEJIANG), covers_subtree=True)
    return replace(actor, account_id=UUID(int=1))


@pytest.fixture
def second(first: Actor) -> Actor:
    return replace(first, account_id=UUID(int=2))


def best(query: str) -> str:
    hits = selectors.search(query, XIHU).services
    return hits[0].name if hits else ""


def drafted(actor: Actor, meaning: Meaning = PHRASE) -> Synonym:
    return services.synonyms.draft_synonym(meaning=meaning, actor=actor, at=MORNING)


def published(actor: Actor, by: Actor, meaning: Meaning = PHRASE) -> Synonym:
    synonym = drafted(actor, meaning)
    return services.synonyms.publish_synonym(synonym_id=synonym.id, actor=by, at=MORNING)


def test_a_phrase_leads_to_its_item_once_a_second_person_has_published_it(
    first: Actor, second: Actor
) -> None:
    synonym = drafted(first)
    before = best("整个嗨皮档")
    services.synonyms.publish_synonym(synonym_id=synonym.id, actor=second, at=MORNING)

    assert before != "食品经营许可（新办）"
    assert best("我想整个嗨皮档") == "食品经营许可（新办）"


def test_official_words_are_followed_at_once(first: Actor, second: Actor) -> None:
    published(first, second, Meaning("堂吃铺面", words="食品经营"))

    assert best("堂吃铺面怎么开") == "食品经营许可（新办）"


def test_a_synonym_that_is_withdrawn_leads_nowhere(first: Actor, second: Actor) -> None:
    synonym = published(first, second)
    services.synonyms.withdraw_synonym(synonym_id=synonym.id, actor=first, at=MORNING)

    assert not SearchPhrase.objects.filter(phrase=synonym.phrase).exists()
    with pytest.raises(SynonymNotInState):
        services.synonyms.withdraw_synonym(synonym_id=synonym.id, actor=first, at=MORNING)


def test_who_drafts_does_not_publish(first: Actor) -> None:
    synonym = drafted(first)

    with pytest.raises(SynonymOfOwnHand):
        services.synonyms.publish_synonym(synonym_id=synonym.id, actor=first, at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Synonym.objects.filter(pk=synonym.id).update(
            state=SynonymState.PUBLISHED, published_by_id=UUID(int=1), published_at=MORNING
        )


def test_a_synonym_is_published_once(first: Actor, second: Actor) -> None:
    synonym = published(first, second)

    with pytest.raises(SynonymNotInState):
        services.synonyms.publish_synonym(synonym_id=synonym.id, actor=second, at=MORNING)
    with pytest.raises(SynonymNotFound):
        services.synonyms.publish_synonym(synonym_id=NOBODY, actor=second, at=MORNING)
    with pytest.raises(SynonymTaken):
        drafted(first)


@pytest.mark.parametrize(
    ("meaning", "refusal"),
    [
        (Meaning("店", local_code="K0008"), SynonymIncomplete),
        (Meaning("嗨皮档口"), SynonymIncomplete),
        (Meaning("嗨皮档口", local_code="K0008", words="食品"), SynonymIncomplete),
        (Meaning("!!!", local_code="K0008"), SynonymIncomplete),
        (Meaning("嗨皮档口", local_code="K9999"), ItemNotFound),
        (Meaning("嗨皮档口", words="魑魅魍魉"), SynonymWordsUnknown),
    ],
)
def test_what_would_lead_nowhere_is_refused(
    first: Actor, meaning: Meaning, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        drafted(first, meaning)


def test_only_keepers_of_the_whole_province_may(first: Actor) -> None:
    district = editor(DepartmentFactory(of=XIHU), covers_subtree=True)
    for act in (
        lambda: drafted(district),
        lambda: services.synonym_questions.synonyms(district),
        lambda: services.synonym_questions.unanswered(district),
        lambda: services.synonym_questions.try_synonym(
            meaning=PHRASE, actor=district, region_code=XIHU
        ),
    ):
        with pytest.raises(NotYourCatalogue):
            act()


def test_a_trial_shows_what_would_change_and_changes_nothing(first: Actor) -> None:
    trial = services.synonym_questions.try_synonym(meaning=PHRASE, actor=first, region_code=XIHU)
    of_words = services.synonym_questions.try_synonym(
        meaning=Meaning("堂吃铺面", words="食品经营"), actor=first, region_code=XIHU
    )

    assert trial.is_first
    assert trial.after[0] == "食品经营许可（新办）"
    assert trial.before != trial.after
    assert of_words.after[0] == "食品经营许可（新办）"
    assert best("整个嗨皮档") != "食品经营许可（新办）"


def test_what_is_loaded_again_keeps_what_editors_said(first: Actor, second: Actor) -> None:
    kept = published(first, second, Meaning("堂吃铺面", words="食品经营"))
    gone = published(first, second, Meaning("驾照", words="食品经营"))
    taken = published(first, second, Meaning("开饭店", local_code="K0008"))
    for synonym in (gone, taken):
        services.synonyms.withdraw_synonym(synonym_id=synonym.id, actor=first, at=MORNING)
    assert load_terms(DATA) > 1000
    drop_withdrawn_phrases()

    terms = set(SearchTerm.objects.values_list("term", "words"))
    assert (kept.phrase, kept.words) in terms
    assert (gone.phrase, gone.words) not in terms
    assert ("驾照", "驾驶证") in terms
    assert not SearchPhrase.objects.filter(
        phrase="开饭店", base_item_id=taken.base_item_id, kind="synonym"
    ).exists()


# ── words that found nothing


def note(text: str, seeker: str, day: int = 0) -> None:
    services.synonyms.note_unanswered(text=text, seeker=seeker, on=TODAY + timedelta(days=day))


def test_words_become_a_task_when_a_second_person_asks(first: Actor) -> None:
    note("遛狗证", "203.0.113.1")
    note("遛狗证", "203.0.113.1")
    alone = services.synonym_questions.unanswered(first)
    note("遛狗证", "203.0.113.2")
    note("遛狗证", "203.0.113.2")

    assert alone == []
    (task,) = services.synonym_questions.unanswered(first)
    assert (task.text, task.times) == ("遛狗证", 4)
    assert UnansweredQuery.objects.get().seekers == []


def test_who_asked_is_never_kept_in_the_clear(found: Catalogue) -> None:
    note("遛狗证", "203.0.113.1")

    assert "203" not in "".join(UnansweredQuery.objects.get().seekers)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("13800138000", ""),
        ("张三 330106199001011234", "张三"),
        ("查 13800138000 是谁", "查是谁"),
        ("a", ""),
        ("abcdef", ""),
        ("我叫王小明住在文三路一百号三单元五零二想问问我家的房子", ""),
    ],
)
def test_numbers_and_sentences_are_not_kept(text: str, kept: str) -> None:
    assert kept_text(text) == kept


def test_words_of_one_person_go_after_a_week(found: Catalogue) -> None:
    note("遛狗证", "203.0.113.1")
    note("溜猫证", "203.0.113.1")
    note("溜猫证", "203.0.113.2")

    forget = services.synonyms.forget_single_queries
    assert forget(on=TODAY + timedelta(days=7)) == 0
    assert forget(on=TODAY + timedelta(days=8)) == 1
    assert UnansweredQuery.objects.get().text == "溜猫证"


def test_a_task_is_closed_once_and_only_when_it_is_shown(first: Actor) -> None:
    note("遛狗证", "203.0.113.1")
    query_id = UnansweredQuery.objects.get().id

    def close(state: QueryState) -> None:
        services.synonyms.close_unanswered(query_id=query_id, state=state, actor=first, at=MORNING)

    with pytest.raises(QueryNotFound):
        close(QueryState.NONE)
    note("遛狗证", "203.0.113.2")
    close(QueryState.NONE)
    with pytest.raises(SynonymNotInState):
        close(QueryState.ANSWERED)
    note("遛狗证", "203.0.113.3")
    assert [one.state for one in services.synonym_questions.unanswered(first, is_open=False)] == [
        "none"
    ]
