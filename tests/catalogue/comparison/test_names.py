# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Names that are the same, sound the same, or differ by a sign or two."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.catalogue.comparison.names import groups, near_pairs, normal_form, sound_of


def _near(*names: str) -> set[frozenset[str]]:
    return {
        frozenset((pair.one, pair.other))
        for pair in near_pairs({name: normal_form(name) for name in names})
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("食品经营许可（新办）", "食品经营许可(新办)"),
        ("企业的登记", "企业 登记"),
        ("第二类医疗器械经营备案", "二类医疗器械经营备案"),
        ("ＡＢＣ类许可", "abc类许可"),
        ("设立与变更", "设立、变更"),
    ],
)
def test_what_tells_no_items_apart_makes_no_difference(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


def test_what_stands_in_brackets_counts() -> None:
    assert normal_form("食品经营许可（新办）") != normal_form("食品经营许可（变更）")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公益性岗位补贴申报", "公益性岗位补贴申请"),
        ("对食品生产经营者自建网站交易备案", "对食品生产者自建网站交易备案"),
        ("医疗机构执业许可证核发", "医疗机构执业许可证颁发"),
    ],
)
def test_names_that_differ_by_a_sign_or_two_are_alike(one: str, other: str) -> None:
    assert _near(one, other) == {frozenset((one, other))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公司设立登记", "公司注销登记"),
        ("货物运输车辆道路运输证办理（转出）", "货物运输车辆道路运输证办理（转入）"),
        ("民用核设施操纵人员甲级执照", "民用核设施操纵人员乙级执照"),
        ("采矿权转让变更登记", "探矿权转让变更登记"),
        ("环境影响评价审批（报告表）", "环境影响评价审批（报告书）"),
        ("餐饮企业卫生许可", "餐饮机构卫生许可"),
        ("渔业捕捞许可证核发", "取水许可证核发"),
    ],
)
def test_names_that_differ_in_what_tells_items_apart_are_not_alike(one: str, other: str) -> None:
    assert _near(one, other) == set()


def test_a_name_with_a_wrong_sign_of_the_right_sound_sounds_the_same() -> None:
    sounds = {"驻": "zhu", "住": "zhu", "居": "ju", "证": "zheng"}

    assert sound_of("居住证", sounds) == sound_of("居驻证", sounds)
    assert sound_of("居住证", sounds) != sound_of("居留证", sounds)


def test_of_many_names_only_pairs_with_the_given_ones_are_told() -> None:
    forms = {1: "甲登记", 2: "甲登记", 3: "乙登记", 4: "乙登记"}

    assert [(pair.one, pair.other) for pair in groups(forms, {4})] == [(3, 4)]
    assert len(list(groups(forms))) == 2


@given(st.lists(st.text("食品生产经营者网站交易备申请报", min_size=5, max_size=12), max_size=12))
def test_looking_at_rare_signs_only_misses_no_pair(names: list[str]) -> None:
    """The short way finds what comparing everything with everything finds."""
    unique = sorted(set(names))
    every = {frozenset(pair) for pair in combinations(unique, 2) if _near(*pair)}

    assert _near(*unique) == every
