# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Snapshots: merged once, kept in the process, bounded, and only of what is published."""

from threading import Thread
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.catalogue.worlds import LOADER, MORNING, TODAY, Catalogue, base_content, list_content
from tests.organizations.factories import XIHU, DepartmentFactory
from yiwang.catalogue import selectors, services, snapshots
from yiwang.catalogue.content import BaseContent, read_content
from yiwang.catalogue.errors import (
    ItemNotAppliedFor,
    ItemNotFound,
    ItemNotOpen,
    VersionSuperseded,
)
from yiwang.catalogue.snapshots import BaseLayer, Kept
from yiwang.foundation.errors import InvalidItemCode, LawReference

pytestmark = pytest.mark.django_db


def test_a_snapshot_holds_both_layers(catalogue: Catalogue) -> None:
    one = catalogue.list_of("K0008")
    item = selectors.snapshot(one.current_id)

    assert (item.code, item.region_code, item.level) == (one.code, XIHU, 4)
    assert item.basic_code == item.code[19:]
    assert item.local_code == "K0008"
    assert item.department_name == one.department.name
    assert item.name == "食品经营许可（新办）"
    assert item.item_type == "01"
    assert item.service_objects == ("natural", "legal")
    assert item.promise_limit.weight < item.statutory_limit.weight
    assert item.result.name == item.results[0].name
    assert item.counter.phones == ("0571-12345", "12345")
    assert item.is_applied_for
    assert {material.key for material in item.materials}


def test_a_cold_process_reads_a_snapshot_with_two_queries_and_a_warm_one_with_none(
    catalogue: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    county, city = catalogue.list_of("K0008"), catalogue.list_of("K0008", "330200000000")

    with django_assert_num_queries(2):
        first = selectors.snapshot(county.current_id)
    with django_assert_num_queries(0):
        assert selectors.snapshot(county.current_id) is first
    with django_assert_num_queries(1):  # the base layer is shared
        assert selectors.snapshot(city.current_id).base is first.base


def test_opening_a_case_costs_one_query_once_the_snapshot_is_kept(
    catalogue: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version_id = catalogue.list_of("K0008").current_id
    selectors.snapshot(version_id)

    with django_assert_num_queries(1):
        assert selectors.open_snapshot(version_id, TODAY).version_id == version_id


def test_a_draft_is_never_kept(catalogue: Catalogue) -> None:
    version = services.revise_list(
        implementation_id=catalogue.list_of("K0244").id,
        content=list_content(hours="上午"),
        actor=LOADER,
        at=MORNING,
    )
    assert selectors.snapshot(version.id).counter.hours == "上午"
    services.revise_list(
        implementation_id=version.implementation_id,
        content=list_content(hours="下午"),
        actor=LOADER,
        at=MORNING,
    )

    assert selectors.snapshot(version.id).counter.hours == "下午"
    assert selectors.preview(version.id).item.counter.hours == "下午"


def test_no_more_snapshots_are_kept_than_allowed() -> None:
    kept: Kept[int, int] = Kept(3)
    for number in range(1, 6):
        kept.put(number, number)
        kept.get(3)

    assert len(kept) == 3
    assert [kept.get(number) for number in range(1, 6)] == [None, None, 3, 4, 5]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=60), st.integers(1, 5))
def test_what_is_kept_is_what_was_used_last(steps: list[tuple[bool, int]], size: int) -> None:
    kept: Kept[int, int] = Kept(size)
    used: list[int] = []
    for is_put, key in steps:
        if is_put:
            kept.put(key, key + 1)
            used = [other for other in used if other != key] + [key]
        elif kept.get(key) is not None:
            used = [other for other in used if other != key] + [key]
        used = used[-size:]

    assert [kept.get(key) for key in list(used)] == [key + 1 for key in used]
    assert len(kept) == len(used)


def test_what_is_kept_survives_many_threads() -> None:
    kept: Kept[int, int] = Kept(16)

    def work() -> None:
        for number in range(2_000):
            kept.put(number % 40, 1)
            kept.get((number * 7) % 40)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 16


# ── opening


def test_what_cannot_be_opened_says_why(catalogue: Catalogue) -> None:
    power = catalogue.list_of("K0300").current_id
    old = catalogue.list_of("K0244")
    draft = services.draft_list(
        base_item_id=catalogue.items["K0244"],
        department_id=DepartmentFactory(of=XIHU).id,
        content=list_content(),
        actor=LOADER,
        at=MORNING,
    ).id
    services.publish_list_version(
        version_id=services.revise_list(
            implementation_id=old.id, content=list_content(), actor=LOADER, at=MORNING
        ).id,
        actor=LOADER,
        at=MORNING,
    )

    for version_id, refusal in (
        (power, ItemNotAppliedFor),
        (draft, ItemNotOpen),
        (old.current_id, VersionSuperseded),
        (uuid4(), ItemNotFound),
    ):
        with pytest.raises(refusal):
            selectors.open_snapshot(version_id, TODAY)
        assert not selectors.is_open(version_id, TODAY)


def test_nothing_is_open_before_it_takes_effect(catalogue: Catalogue) -> None:
    version_id = catalogue.list_of("K0008").current_id

    assert selectors.is_open(version_id, TODAY)
    assert not selectors.is_open(version_id, TODAY.replace(year=2025))


def test_a_list_is_found_by_code_or_id(catalogue: Catalogue) -> None:
    one = catalogue.list_of("K0008")

    for key in (one.code, one.code.lower(), one.id, str(one.id), one.id.hex):
        assert selectors.published_version_id(key, TODAY) == one.current_id


@pytest.mark.parametrize(
    "code", ["", "K0008", "x" * 31, "1" * 31, "\x00" * 31, "1" * 10_000, "食" * 36]
)
def test_what_is_no_code_is_refused(catalogue: Catalogue, code: str) -> None:
    with pytest.raises((InvalidItemCode, ItemNotFound)):
        selectors.published_version_id(code, TODAY)


def test_a_code_of_another_body_is_not_found(catalogue: Catalogue) -> None:
    own, other = catalogue.list_of("K0008"), catalogue.list_of("K0244")
    mixed = other.code[:18] + own.code[18:]

    if mixed not in (own.code, other.code):
        with pytest.raises(ItemNotFound):
            selectors.published_version_id(mixed, TODAY)


# ── materials by condition, procedures that stop the clock


def layer(**changes: object) -> BaseLayer:
    return BaseLayer(read_content(BaseContent, base_content(**changes)), None, None)


def test_materials_depend_on_the_form(catalogue: Catalogue) -> None:
    materials = [
        {"key": "always", "name": "甲"},
        {"key": "rented", "name": "租赁合同", "when": 'form.tenure == "rent"'},
        {"key": "large", "name": "平面图", "when": "form.area > 100"},
    ]
    kept = selectors.snapshot(catalogue.list_of("K0244").current_id)
    item = snapshots.ItemSnapshot(
        **{name: getattr(kept, name) for name in kept.__slots__ if name != "layer"},
        layer=layer(materials=materials),
    )

    def keys(**form: object) -> list[str]:
        return [material.key for material in selectors.materials_for(item, form)]

    assert keys(tenure="own", area=50) == ["always"]
    assert keys(tenure="rent", area=101) == ["always", "rented", "large"]
    assert keys(area="large") == ["always", "large"]  # cannot be computed: asked for


def test_only_procedures_with_an_article_stop_the_clock() -> None:
    procedures = [
        {"name": "现场核查", "stops_clock": True, "basis": "《食品安全法》第三十五条"},
        {"name": "听证", "stops_clock": False, "basis": "《行政许可法》第四十五条"},
        {"name": "公示", "stops_clock": True, "basis": "惯例"},
        {"name": "跳大神", "stops_clock": True, "basis": "《食品安全法》第三十五条"},
    ]

    assert layer(special_procedures=procedures).stopping_procedures == {
        "site_visit": LawReference("食品安全法", "第三十五条")
    }
