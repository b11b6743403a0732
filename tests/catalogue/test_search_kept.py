# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What search keeps in the process: the same as the database would say, and never outdated."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DEFAULT_DB_ALIAS, connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.catalogue.test_codes import BASIS
from tests.catalogue.worlds import LOADER, MORNING, Catalogue
from tests.organizations.factories import HANGZHOU, LINGYIN, NINGBO, XIHU, ZHEJIANG
from yiwang.catalogue import selectors, services
from yiwang.catalogue.models import (
    BaseItem,
    Law,
    OutsideService,
    SearchChange,
    SearchEntry,
    SearchPhrase,
    SearchSound,
    SearchTerm,
    SearchWord,
    Theme,
    Topic,
)
from yiwang.catalogue.placing import Found, Narrowing, placed_items
from yiwang.catalogue.queries import read_query
from yiwang.catalogue.regions import reach_of
from yiwang.catalogue.searching import stamps
from yiwang.catalogue.searching.hearing import Heard
from yiwang.catalogue.searching.kept import kept_index
from yiwang.catalogue.searching.phrases import KeptPhrases, PhraseRow
from yiwang.catalogue.searching.placements import placements_of
from yiwang.catalogue.searching.ranking import hits, placed
from yiwang.foundation.shelf import Shelf

WORDS = ("食品", "许可", "开饭店", "jzz", "证", "房", "")
NARROWINGS = (
    Narrowing(),
    Narrowing(audience="legal"),
    Narrowing(preferred="natural"),
    Narrowing(applied_for_only=True),
    Narrowing(theme="natural-08"),
)


@pytest.fixture
def found(catalogue: Catalogue, indexed: Catalogue) -> Catalogue:
    return indexed


@pytest.mark.django_db
@pytest.mark.parametrize("region", [ZHEJIANG, HANGZHOU, XIHU, LINGYIN, NINGBO])
@pytest.mark.parametrize("narrowing", NARROWINGS)
def test_what_is_placed_from_memory_is_what_the_database_would_place(
    found: Catalogue, region: str, narrowing: Narrowing
) -> None:
    reach = reach_of(region)
    stamp = stamps.stamp_of(reach)
    for words in WORDS:
        heard = Heard(read_query(words), kept_index(stamp.index), stamp.index)
        ranked = heard.ranked(reach, narrowing)
        scores = heard.scores()
        if scores is None:
            scores = dict.fromkeys(heard.index.entries, 0.0)
        given_scores = Found(
            "SELECT * FROM unnest(%(items)s::uuid[], %(scores)s::float8[])"
            " AS given (base_item_id, score)",
            {"items": list(scores), "scores": list(scores.values())},
        )
        by_database = placed_items(given_scores, reach, narrowing)
        placements = placements_of(reach, stamp)
        from_memory = hits(placed(ranked, placements), placements)

        assert [without_score(one) for one in from_memory] == [
            without_score(one) for one in by_database
        ]
        assert [one.score for one in from_memory] == pytest.approx(
            [one.score for one in by_database]
        )


def without_score(hit: selectors.ItemHit) -> tuple[object, ...]:
    return tuple(getattr(hit, name) for name in hit.__slots__ if name != "score")


CHANGES: dict[str, Callable[[], object]] = {
    "entry": lambda: SearchEntry.objects.filter(is_applied_for=True).update(popularity=7),
    "phrase": lambda: SearchPhrase.objects.filter(weight=3).update(weight=2),
    "word": lambda: SearchWord.objects.filter(word="食品").delete(),
    "term": lambda: SearchTerm.objects.create(term="馆子", words="食品经营"),
    "sound": lambda: SearchSound.objects.create(character="龘", sound="da"),
    "theme": lambda: Theme.objects.filter(code="natural-01").update(name="改名"),
    "law": lambda: Law.objects.filter(is_newest=True).update(category="x"),
    "outside": lambda: OutsideService.objects.all()._raw_delete(DEFAULT_DB_ALIAS),
    "many": lambda: services.add_popularity({uuid4(): 1}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", CHANGES)
def test_every_change_of_what_search_reads_moves_the_stamp(found: Catalogue, what: str) -> None:
    before = stamps.stamp_of(reach_of(XIHU))

    CHANGES[what]()

    after = stamps.stamp_of(reach_of(XIHU))
    assert after.index != before.index
    assert after.place == before.place


@pytest.mark.django_db
def test_a_list_under_a_new_code_is_found_under_it(found: Catalogue) -> None:
    item = BaseItem.objects.get(pk=found.items["K0008"])
    before = selectors.search("食品经营许可", XIHU).services[0]
    new = f"{item.code[:-3]}999"

    services.renumber_item(base_item_id=item.id, code=new, basis=BASIS, actor=LOADER, at=MORNING)

    after = selectors.search("食品经营许可", XIHU).services[0]
    assert after.base_item_id == before.base_item_id
    assert after.code == found.list_of("K0008").code
    assert after.code.endswith(new)
    assert after.version_id == found.list_of("K0008").current_id


@pytest.mark.django_db
def test_a_link_that_is_only_checked_again_moves_nothing(found: Catalogue) -> None:
    one = outside_service(found)
    before = stamps.index_stamp()

    OutsideService.objects.filter(pk=one.pk).update(checked_at=MORNING, failures=1)
    assert stamps.index_stamp() == before
    OutsideService.objects.filter(pk=one.pk).update(health="dead")
    assert stamps.index_stamp() != before


def outside_service(found: Catalogue) -> OutsideService:
    return OutsideService.objects.create(
        region_code=XIHU,
        topic=Topic.objects.order_by("position")[0],
        institution="utility",
        owner_name="水务集团",
        department_id=found.list_of("K0008").department_id,
        title="水费缴纳",
        url="https://water.example.cn/",
        state="approved",
        proposed_at=MORNING,
    )


@pytest.mark.django_db
def test_a_change_is_found_at_once_though_the_index_is_kept(found: Catalogue) -> None:
    assert selectors.search("奇哉轩", XIHU).total == 0
    assert selectors.suggest("奇哉轩", XIHU) == []

    SearchPhrase.objects.create(
        base_item_id=found.items["K0008"], phrase="奇哉轩", kind="synonym", sound="qizaixuan"
    )

    assert selectors.search("奇哉轩", XIHU).services[0].name == "食品经营许可（新办）"
    assert [one.phrase for one in selectors.suggest("奇哉", XIHU)] == ["奇哉轩"]


@pytest.mark.django_db
def test_a_text_heard_before_costs_no_scoring_again(
    found: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for region in (XIHU, HANGZHOU):
        selectors.search("", region)
    selectors.search("食品经营许可", XIHU)

    with django_assert_num_queries(1):  # the stamp
        selectors.search("食品经营许可", HANGZHOU)
    with django_assert_num_queries(1):
        selectors.suggest("食品", HANGZHOU)


@pytest.mark.django_db
def test_old_marks_go_and_the_newest_stay(found: Catalogue) -> None:
    SearchChange.objects.bulk_create(
        SearchChange(changed_at=datetime(2026, 1, 1, tzinfo=UTC)) for _ in range(300)
    )
    newest = SearchChange.objects.order_by("-pk").values_list("pk", flat=True)[0]
    before = stamps.index_stamp()

    assert stamps.drop_old_changes() >= 100

    assert SearchChange.objects.count() == stamps.CHANGES_KEPT
    assert SearchChange.objects.filter(pk=newest).exists()
    assert stamps.index_stamp() != before
    assert stamps.drop_old_changes() == 0


@pytest.mark.django_db
def test_a_mark_that_is_committed_late_moves_the_stamp_too(found: Catalogue) -> None:
    SearchChange.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO catalogue_search_change (id) VALUES (900002)")
        before = stamps.index_stamp()
        cursor.execute("INSERT INTO catalogue_search_change (id) VALUES (900001)")

    assert stamps.index_stamp() != before


@pytest.mark.django_db
def test_services_of_other_institutions_are_found_and_suggested_as_such(found: Catalogue) -> None:
    one = outside_service(found)

    for words in ("水费", "我想交水费", "水费缴纳", "水务集团的水费"):
        assert [hit.title for hit in selectors.search(words, XIHU).outside] == ["水费缴纳"], words
    assert selectors.search("食品经营许可", XIHU).outside == ()
    assert selectors.search("水费", LINGYIN).outside[0].owner_name == "水务集团"
    assert selectors.search("水费", NINGBO).outside == ()
    suggestions = selectors.suggest("水费", XIHU)
    assert [(each.name, each.owner_name) for each in suggestions] == [("水费缴纳", "水务集团")]

    OutsideService.objects.filter(pk=one.pk).update(health="dead")

    assert selectors.search("水费", XIHU).outside == ()
    assert selectors.suggest("水费", XIHU) == []


@pytest.mark.django_db
def test_a_word_that_is_half_typed_is_suggested_by_its_sound(found: Catalogue) -> None:
    SearchSound.objects.bulk_create(
        [SearchSound(character="开", sound="kai"), SearchSound(character="饭", sound="fan")],
        ignore_conflicts=True,
    )

    for typed in ("开f", "开fand", "开饭d"):
        assert selectors.suggest(typed, XIHU)[0].phrase == "开饭店", typed
    assert selectors.suggest("开zzz", XIHU) == []


@pytest.mark.django_db
def test_outside_services_are_found_by_pinyin_initials_and_everyday_words(found: Catalogue) -> None:
    outside_service(found)
    SearchSound.objects.bulk_create(
        [
            SearchSound(character=sign, sound=sound)
            for sign, sound in zip("水费缴纳", ("shui", "fei", "jiao", "na"), strict=True)
        ],
        ignore_conflicts=True,
    )
    SearchTerm.objects.create(term="自来水账单", words="水费", weight=3)

    for typed in ("shuifei", "sfjn", "feijiaona", "自来水账单"):
        assert [hit.title for hit in selectors.search(typed, XIHU).outside] == ["水费缴纳"], typed
    for typed in ("shuif", "sfj"):
        assert "水费缴纳" in [one.name for one in selectors.suggest(typed, XIHU)], typed
    assert selectors.search("dianfei", XIHU).outside == ()


@pytest.mark.django_db
def test_what_others_offer_leaves_room_for_items(found: Catalogue) -> None:
    for number in range(4):
        made = outside_service(found)
        OutsideService.objects.filter(pk=made.pk).update(
            title=f"食品讲座{number}", url=f"https://food{number}.example.cn/"
        )

    suggestions = selectors.suggest("食品", XIHU, limit=5)

    assert sum(bool(one.owner_name) for one in suggestions) <= 4
    assert not suggestions[0].owner_name
    assert len(suggestions) == 5


# ── without a database

PHRASES = st.lists(
    st.tuples(
        st.text("食品经营jz证1", min_size=1, max_size=6),
        st.text("jzspy", min_size=1, max_size=6),
        st.text("jzsp", min_size=1, max_size=4),
        st.integers(1, 3),
    ),
    max_size=30,
)


@given(rows=PHRASES, typed=st.text("食品jz证s", min_size=1, max_size=3))
def test_phrases_are_found_as_one_by_one(rows: list[tuple[str, str, str, int]], typed: str) -> None:
    kept = [PhraseRow(UUID(int=number), *row) for number, row in enumerate(rows)]
    is_letters = typed.isascii()

    def fits(row: PhraseRow) -> bool:
        sounds = row.initials.startswith(typed) or row.sound.startswith(typed)
        return typed in row.phrase or (is_letters and sounds)

    found = dict(KeptPhrases(kept).fitting(typed, is_letters=is_letters))

    assert set(found) == {row for row in kept if fits(row)}
    assert all(fit >= row.weight for row, fit in found.items())


def test_a_shelf_drops_what_was_used_least() -> None:
    shelf: Shelf[str] = Shelf(2)
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key

    for key in ("a", "b", "a", "c", "a", "b"):
        assert shelf.get(key, lambda key=key: make(key)) == key  # type: ignore[misc]

    assert made == ["a", "b", "c", "b"]


def test_a_shelf_stands_many_threads() -> None:
    shelf: Shelf[int] = Shelf(8)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: shelf.get(n % 20, lambda: n % 20), range(2_000)))

    assert answers == [n % 20 for n in range(2_000)]
