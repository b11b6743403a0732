# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Search, suggestions and browsing on the small catalogue."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.catalogue.worlds import LOADER, MORNING, TODAY, Catalogue
from tests.organizations.factories import (
    HANGZHOU,
    LINGYIN,
    NINGBO,
    XIHU,
    ZHEJIANG,
    DepartmentFactory,
    division,
)
from yiwang.catalogue import finding, indexing, selectors, services, subscriptions
from yiwang.catalogue.models import SearchEntry, SearchTerm
from yiwang.catalogue.places import read_place
from yiwang.catalogue.queries import read_query
from yiwang.foundation.errors import InvalidDivisionCode
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations

pytestmark = pytest.mark.django_db

SHANGHAI = "310000000000"


@pytest.fixture(autouse=True)
def _names_of_this_test() -> Iterator[None]:
    """Keep no names of divisions that another test made, and leave none."""
    organizations.forget_cached()
    yield
    organizations.forget_cached()


@pytest.fixture
def found(catalogue: Catalogue, indexed: Catalogue) -> Catalogue:
    return indexed


def names(query: str, region: str = XIHU, **narrowing: object) -> list[str]:
    return [hit.name for hit in selectors.search(query, region, **narrowing).services]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("食品经营许可", "食品经营许可（新办）"),
        ("开饭店", "食品经营许可（新办）"),
        ("我想开一家小饭店要办什么证", "食品经营许可（新办）"),
        ("买二手房怎么过户", "不动产转移登记（二手房买卖）"),
        ("暂住证", "居住证签发"),
        ("jzz", "居住证签发"),
        ("spjyxk", "食品经营许可（新办）"),
        ("juzhuzheng", "居住证签发"),
        ("JU ZHU ZHENG", "居住证签发"),
        ("居住正", "居住证签发"),
        ("公集金提取", "住房公积金提取"),
        ("理发店", "公共场所卫生许可"),
        ("ＪＺＺ", "居住证签发"),
    ],
)
def test_everyday_words_pinyin_and_typos_find_the_item(
    found: Catalogue, query: str, name: str
) -> None:
    assert names(query)[0] == name


def test_an_item_is_shown_with_the_list_that_serves_the_place(found: Catalogue) -> None:
    def place_of(query: str, region: str) -> tuple[str, bool]:
        hit = selectors.search(query, region).services[0]
        return hit.region_code, hit.is_here

    assert place_of("食品经营许可", XIHU) == (XIHU, True)
    assert place_of("食品经营许可", HANGZHOU) == (HANGZHOU, True)
    assert place_of("食品添加剂生产许可", XIHU) == (ZHEJIANG, True)
    assert place_of("居住证", LINGYIN) == (LINGYIN, True)
    assert place_of("结婚登记", LINGYIN) == (LINGYIN, True)
    assert place_of("公共场所卫生许可", ZHEJIANG) == (XIHU, False)
    assert place_of("公共场所卫生许可", LINGYIN) == (XIHU, True)


def test_a_place_without_the_item_or_of_another_catalogue_finds_nothing(
    found: Catalogue,
) -> None:
    assert "公共场所卫生许可" not in names("公共场所卫生许可", NINGBO)
    assert names("食品经营许可", SHANGHAI) == []


def test_a_place_in_the_words_says_where(found: Catalogue) -> None:
    page = selectors.search("在宁波开饭店", XIHU)
    stays = selectors.search("在杭州开饭店", XIHU)

    assert (page.region_code, page.place_name) == (NINGBO, "宁波")
    assert (stays.region_code, stays.place_name) == (XIHU, "")
    assert selectors.search("宁波", XIHU).place_name == ""
    assert stays.services[0].name == "食品经营许可（新办）"


def test_a_place_of_another_province_is_afar() -> None:
    division(SHANGHAI, "上海市")
    placed = read_place(read_query("去上海看病"), XIHU)

    assert placed.query.text == "去外地看病"
    assert placed.region_code == XIHU


def test_a_place_without_any_list_may_be_read_as_afar(found: Catalogue) -> None:
    placed = read_place(read_query("去宁波看病"), XIHU, is_afar=True)
    own = read_place(read_query("在杭州看病"), XIHU, is_afar=True)

    assert (placed.query.text, placed.region_code) == ("去外地看病", XIHU)
    assert own.query.text == "在看病"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("合作社怎么注册", "合作社怎么注册"),
        ("货车上高速", "货车上高速"),
        ("从合作市转学", "从外地转学"),
        ("在上高县看病", "在外地看病"),
    ],
)
def test_a_county_of_another_province_is_meant_by_its_whole_name_only(text: str, left: str) -> None:
    division("623001000000", "合作市")
    division("360923000000", "上高县")

    assert read_place(read_query(text), XIHU).query.text == left


@pytest.mark.parametrize("text", ["杭州市民卡", "去香港旅游"])
def test_some_names_of_places_belong_to_what_is_asked(text: str) -> None:
    division(HANGZHOU)
    division("810000000000", "香港特别行政区")
    assert read_place(read_query(text), XIHU).query.text in {"市民卡", "去香港旅游"}


def test_official_words_are_found_by_everyday_ones(found: Catalogue) -> None:
    SearchTerm.objects.create(term="吃饭的铺子", words="食品经营", weight=3)

    assert names("我要弄个吃饭的铺子")[0] == "食品经营许可（新办）"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("人社局", "人力资源和社会保障局"),
        ("卫健委在哪里", "卫生健康局"),
        ("工商局", "市场监督管理局"),
        ("我要去民政局", "民政局"),
        ("怎么办", ""),
        ("天文局", ""),
    ],
)
def test_a_department_is_found_by_its_short_or_former_name(query: str, name: str) -> None:
    SearchTerm.objects.create(term="工商局", words="市场监督管理局", weight=3)
    for whole in (
        "人力资源和社会保障局",
        "卫生健康局",
        "市场监督管理局",
        "人民政府办公室",
        "民政局",
    ):
        DepartmentFactory(of=XIHU, name=f"杭州市西湖区{whole}", short_name="")
    hits = selectors.search(query, XIHU).departments

    assert [hit.name for hit in hits] == ([f"杭州市西湖区{name}"] if name else [])


@pytest.mark.parametrize("asked_in", [XIHU, NINGBO])
def test_a_department_is_one_of_the_place_that_is_named(asked_in: str) -> None:
    division(NINGBO)
    DepartmentFactory(of=HANGZHOU, name="杭州市公安局", short_name="市公安局")
    DepartmentFactory(of=XIHU, name="杭州市公安局西湖区分局", short_name="西湖区公安局")
    hits = selectors.search("杭州市公安局", asked_in).departments

    assert [hit.name for hit in hits] == ["杭州市公安局"]


def test_questions_of_the_best_items_are_found_with_their_answers(found: Catalogue) -> None:
    questions = selectors.search("食品经营许可现场核查什么时候来", XIHU).questions

    assert questions[0].item_name == "食品经营许可（新办）"
    assert "核查" in questions[0].question


def test_a_department_is_found_by_its_name(found: Catalogue) -> None:
    wanted = found.list_of("K0008").department_id
    departments = organizations.departments_in(XIHU)
    name = next(one.short_name for one in departments if one.id == wanted)
    hits = selectors.search(name, XIHU).departments

    assert (wanted in {hit.department_id for hit in hits}) == name.endswith(("局", "中心"))


def test_results_can_be_narrowed(found: Catalogue) -> None:
    everything = selectors.search("", XIHU)
    department = everything.services[0].department_id

    assert "居住证签发" not in names("", audience="legal")
    assert set(names("", theme="natural-27")) <= set(names(""))
    assert {
        hit.department_id for hit in selectors.search("", XIHU, department_id=department).services
    } == {department}
    assert names("", department_id=uuid4()) == []
    assert all(hit.is_online for hit in selectors.search("", XIHU, online_only=True).services)
    assert "食品安全监督检查" not in names("食品安全监督检查", online_only=True)


def test_facets_count_what_was_found(found: Catalogue) -> None:
    page = selectors.search("", XIHU, limit=100)

    assert sum(value.count for value in page.facets.departments) == page.total
    assert sum(value.count for value in page.facets.levels) == page.total
    assert page.facets.online == sum(hit.is_online for hit in page.services)
    assert all(value.label != value.value for value in page.facets.themes)


def test_pages_follow_each_other_without_gap_or_overlap(found: Catalogue) -> None:
    whole = [hit.code for hit in selectors.search("", XIHU, limit=100).services]
    paged: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = selectors.search("", XIHU, offset=offset, limit=3)
        paged += [hit.code for hit in page.services]
        offset = page.next_offset

    assert paged == whole


@pytest.mark.parametrize(("offset", "limit"), [(-5, 0), (10**9, 5), (0, 10**9)])
def test_odd_pages_are_no_error(found: Catalogue, offset: int, limit: int) -> None:
    assert len(selectors.search("", XIHU, offset=offset, limit=limit).services) <= 100


def test_powers_of_own_motion_come_after_what_people_apply_for(found: Catalogue) -> None:
    hits = selectors.search("食品经营", XIHU).services

    assert hits[0].is_applied_for
    assert any(not hit.is_applied_for for hit in hits)


HOSTILE = [
    "x" * 10_000,
    "开" * 10_000,
    "\x00",
    "\ud800\udfff",
    "' OR 1=1 --",
    "a & | ! ( ) : * <-> '",
    "%_%\\",
    "食品:A & '经营' | !",
    "\u202e证住居",
    "\n\r\t",
    "{}[]<script>",
    "%s %(text)s",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_text_is_only_text(found: Catalogue, query: str) -> None:
    assert selectors.search(query, XIHU).query is not None
    assert isinstance(selectors.suggest(query, XIHU), list)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(query=st.text(max_size=300), offset=st.integers(-5, 50), limit=st.integers(-5, 200))
def test_any_text_can_be_searched_for(
    found: Catalogue, query: str, offset: int, limit: int
) -> None:
    page = selectors.search(query, XIHU, offset=offset, limit=limit)

    assert len(page.services) <= page.total


@pytest.mark.parametrize(
    "region", ["", "33", "330106", "3301060000001", "abc", "'", "990000000000"]
)
def test_a_place_that_cannot_be_is_refused(found: Catalogue, region: str) -> None:
    for ask in (
        lambda: selectors.search("居住证", region),
        lambda: selectors.suggest("居住证", region),
        lambda: selectors.hot_items(region),
        lambda: selectors.region_figures(region),
        lambda: selectors.region_tag(region),
        lambda: selectors.items_by_theme(region, "natural-01"),
    ):
        with pytest.raises(InvalidDivisionCode):
            ask()


@pytest.mark.parametrize("query", ["食品经营许可", "开饭店", "jzz", "怎么办", ""])
def test_a_search_costs_the_same_queries_whatever_it_finds(
    found: Catalogue, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    selectors.search("", XIHU)  # names of places, the index and the place's lists are kept

    with django_assert_max_num_queries(6):
        selectors.search(query, XIHU)
    with django_assert_max_num_queries(3):
        selectors.search(query, XIHU)


def test_lists_of_items_cost_one_query(
    found: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    department = found.list_of("K0008").department_id
    selectors.suggest("证", XIHU)  # the index is kept
    for ask in (
        lambda: selectors.hot_items(XIHU),
        lambda: selectors.items_by_theme(XIHU, "natural-08"),
        lambda: selectors.items_by_topic(XIHU, "jobs"),
        lambda: selectors.items_of_department(department, XIHU),
        lambda: selectors.departments_with_items(XIHU),
        lambda: selectors.region_figures(XIHU),
        lambda: selectors.region_tag(XIHU),
        lambda: selectors.suggest("居住", XIHU),
        lambda: selectors.topics(),
        lambda: selectors.themes("legal"),
        lambda: selectors.list_codes(10),
    ):
        with django_assert_num_queries(1):
            ask()


def test_a_guide_costs_its_tag_once_its_item_is_kept(
    found: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    code = found.list_of("K0008").code
    selectors.guide(code, TODAY)

    with django_assert_num_queries(1):
        guide = selectors.guide(code, TODAY)
    with django_assert_num_queries(1):
        assert selectors.guide_tag(code, TODAY) == guide.tag


def test_departments_are_listed_with_what_they_have_open(found: Catalogue) -> None:
    departments = selectors.departments_with_items(XIHU)
    first = departments[0]

    assert first.items == max(one.items for one in departments)
    assert len(selectors.items_of_department(first.department_id, XIHU)) == first.items


def test_figures_of_a_place_cover_what_lies_below(found: Catalogue) -> None:
    province, county = selectors.region_figures(ZHEJIANG), selectors.region_figures(XIHU)

    assert province.lists > county.lists >= county.here
    assert county.lists == county.here + selectors.region_figures(LINGYIN).lists


def test_the_tag_of_a_place_moves_with_its_lists(found: Catalogue) -> None:
    tags = {region: selectors.region_tag(region) for region in (XIHU, HANGZHOU, LINGYIN, NINGBO)}
    services.withdraw_list(implementation_id=found.list_of("K0008").id, actor=LOADER, at=MORNING)

    assert {region for region, tag in tags.items() if selectors.region_tag(region) != tag} == {
        XIHU,
        HANGZHOU,
        LINGYIN,
    }


def test_a_withdrawn_list_is_found_no_more(found: Catalogue) -> None:
    services.withdraw_list(implementation_id=found.list_of("K0008").id, actor=LOADER, at=MORNING)
    hit = selectors.search("食品经营许可", XIHU).services[0]

    assert hit.region_code == HANGZHOU


def test_where_nobody_handles_what_is_meant_the_rest_is_only_near(found: Catalogue) -> None:
    meant = SearchEntry.objects.filter(base_item_id=found.items["K0008"])
    words = meant.get().name
    assert not selectors.search(words, XIHU).is_near_match

    meant.update(scope_code="510000000000")  # of another province

    after = selectors.search(words, XIHU)
    assert after.services[0].score > finding.DOUBTFUL
    assert after.is_near_match


def test_the_most_used_items_come_first(found: Catalogue) -> None:
    services.add_popularity({found.items["K0156"]: 100_000})

    assert selectors.hot_items(XIHU)[0].name == "最低生活保障对象认定"
    assert len(selectors.hot_items(XIHU, limit=2)) == 2
    assert all(hit.is_applied_for for hit in selectors.hot_items(XIHU))


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [("居住", "居住证"), ("jz", "居住证"), ("juzhu", "居住证"), ("开饭", "开饭店")],
)
def test_suggestions_come_while_typing(found: Catalogue, typed: str, phrase: str) -> None:
    assert phrase in {one.phrase for one in selectors.suggest(typed, XIHU)}


def test_suggestions_name_each_item_once_and_only_what_can_be_applied_for(
    found: Catalogue,
) -> None:
    suggestions = selectors.suggest("食", XIHU, limit=20)

    assert len({one.base_item_id for one in suggestions}) == len(suggestions)
    assert "食品安全监督检查" not in {one.name for one in suggestions}
    assert selectors.suggest("", XIHU) == []
    assert selectors.suggest("居住", SHANGHAI) == []


# ── the index follows what is published


def rename(catalogue: Catalogue, name: str) -> None:
    content = catalogue.sources["K0244"].content.model_dump(mode="json", exclude_defaults=True)
    version = services.revise_base_item(
        base_item_id=catalogue.items["K0244"],
        content=content | {"name": name},
        form_code="default-either",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    services.publish_base_version(version_id=version.id, actor=LOADER, at=MORNING)


def test_a_published_change_makes_an_entry_stale(found: Catalogue) -> None:
    item = found.items["K0244"]
    assert indexing.stale_items([item], on=TODAY) == set()

    rename(found, "公共浴室卫生许可")
    assert indexing.stale_items([item], on=TODAY) == {item}

    assert indexing.index_stale(indexing.every_item(), on=TODAY) == 1
    assert indexing.stale_items([item], on=TODAY) == set()
    assert names("公共浴室")[0] == "公共浴室卫生许可"
    assert SearchEntry.objects.count() == len(found.items)


def test_the_ledger_tells_the_index_of_changes(
    found: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    rename(found, "公共泳池卫生许可")
    ledger.sequence_batch()
    ledger.run_subscription_once("catalogue.search_index")

    assert names("公共泳池")[0] == "公共泳池卫生许可"
    assert subscriptions.keep_the_index([]) is None
