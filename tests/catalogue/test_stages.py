# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Of many items that differ in their stage only, the one is meant whose stage is asked for."""

import pytest

from yiwang.catalogue.searching.stages import (
    families,
    leaning,
    stages_of_name,
    stages_of_question,
)


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("烟草专卖零售许可证停业", "pause"),
        ("货物运输车辆道路运输证办理（补办）", "replace"),
        ("企业登记注册（注销）", "end"),
        ("公共场所卫生许可延续（县级）", "renew"),
        ("公司设立登记", "new"),
    ],
)
def test_a_name_says_its_stage(name: str, stage: str) -> None:
    assert stages_of_name(name) == {stage}


@pytest.mark.parametrize(
    ("question", "stage"),
    [
        ("大货车营运证丢了", "replace"),
        ("烟草证到期了怎么办", "renew"),
        ("公司不干了", "end"),
        ("换法人要什么材料", "change"),
    ],
)
def test_a_question_says_its_stage(question: str, stage: str) -> None:
    assert stage in stages_of_question(question)


def test_who_names_no_stage_means_the_first_time() -> None:
    asked = stages_of_question("开饭店")

    assert leaning(frozenset({"new"}), asked) == 0
    assert leaning(frozenset(), asked) == 0
    assert leaning(frozenset({"end"}), asked) < 0


def test_what_is_of_another_stage_than_was_asked_for_comes_later() -> None:
    asked = stages_of_question("饭店不开了，注销")

    assert leaning(frozenset({"end"}), asked) == 0
    assert leaning(frozenset({"new"}), asked) < leaning(frozenset(), asked)


def test_only_items_that_share_a_matter_are_a_family() -> None:
    members = [(1, ["烟草证"]), (2, ["烟草证", "零售"]), (3, ["护照", "护照"])]

    assert families(members) == {1, 2}
