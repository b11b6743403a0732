# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How much of a text a few words say."""

import pytest

from yiwang.catalogue.searching.telling import told_shares

PAGES = {"track": (("进度", "办到 步"), ("办件", "查")), "halls": (("预约", "大厅"), ())}


def share(text: str, page: str) -> float:
    return told_shares(text, PAGES).get(page, 0.0)


@pytest.mark.parametrize("text", ["进度", "我想查一下办件进度", "查進度！"])
def test_a_text_is_told_by_a_key_word_and_what_may_stand_beside_it(text: str) -> None:
    assert share(text, "track") == 1


def test_what_may_stand_beside_a_key_word_says_nothing_alone() -> None:
    assert told_shares("查办件", PAGES) == {}
    assert told_shares("", PAGES) == {}


def test_the_words_of_a_key_have_to_stand_together() -> None:
    assert share("我的事办到哪一步了", "track") > 0
    assert share("这事办得慢", "track") == 0


def test_a_text_about_something_else_is_told_only_in_part() -> None:
    assert share("结婚登记预约", "halls") < 0.5
