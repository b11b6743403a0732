# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Items compared with each other: in one catalogue by names, between places by type and basis."""

from collections.abc import Collection
from uuid import UUID

from tests.catalogue.comparison.samples import AWAY, neighbour, world
from yiwang.catalogue.comparison.facts import Neighbour
from yiwang.catalogue.comparison.place_rules import compare_places


def _found(
    *neighbours: Neighbour, only: Collection[UUID] | None = None, **changes: object
) -> set[tuple[str, int]]:
    hits = compare_places(world(*neighbours, **changes), only)  # type: ignore[arg-type]
    return {(hit.rule, hit.base_item_id.int) for hit in hits}


def test_two_items_of_one_name_are_one_finding_about_the_later_code() -> None:
    one, other = neighbour("摊位登记", 1), neighbour("摊位的登记", 2)

    assert _found(one, other) == {("name-duplicate", 2)}
    assert _found(other, one) == {("name-duplicate", 2)}
    assert _found(one, other, only={one.item_id}) == {("name-duplicate", 2)}


def test_one_name_in_two_catalogues_is_in_order() -> None:
    assert _found(neighbour("摊位登记", 1), neighbour("摊位登记", 2, scope_code=AWAY)) == set()


def test_names_that_are_alike_are_found() -> None:
    one, other = neighbour("公益性岗位补贴申报", 1), neighbour("公益性岗位补贴申请", 2)

    assert _found(one, other) == {("name-alike", 2)}


def test_names_that_sound_alike_are_found_once() -> None:
    sounds = {"住": "zhu", "驻": "zhu", "暂": "zan", "证": "zheng"}

    found = _found(neighbour("暂住证", 1), neighbour("暂驻证", 2), sounds=sounds)

    assert found == {("name-sounds-alike", 2)}


def test_one_name_of_two_types_is_a_finding_on_both_sides() -> None:
    here, there = (
        neighbour("失业金申领", 1),
        neighbour("失业金申领", 2, scope_code=AWAY, item_type="20"),
    )

    assert _found(here, there) == {("type-differs", 1), ("type-differs", 2)}


def test_one_name_on_other_laws_is_found_and_on_a_shared_one_not() -> None:
    here = neighbour("失业金申领", 1, laws=("失业保险条例", "社会保险法"))
    other = neighbour("失业金申领", 2, scope_code=AWAY, laws=("就业促进法",))
    shared = neighbour("失业金申领", 2, scope_code=AWAY, laws=("社会保险法",))

    assert _found(here, other) == {("basis-differs", 1), ("basis-differs", 2)}
    assert _found(here, shared) == set()


def test_who_names_no_law_answers_for_it_and_not_the_other() -> None:
    here = neighbour("失业金申领", 1)
    there = neighbour("失业金申领", 2, scope_code=AWAY, laws=())

    assert _found(here, there) == {("basis-differs", 2)}


def test_items_that_nothing_happened_to_are_left_alone() -> None:
    pair = (neighbour("摊位登记", 1), neighbour("摊位登记", 2))

    assert _found(*pair, neighbour("渔船检验", 3), only={UUID(int=3)}) == set()
