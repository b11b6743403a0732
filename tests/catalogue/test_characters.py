# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Traditional characters find what is written in simplified ones."""

import pytest

from yiwang.catalogue.characters import TRADITIONAL, simplified
from yiwang.catalogue.queries import read_query


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("結婚登記", "结婚登记"),
        ("二手房過戶", "二手房过户"),
        ("駕照丟咗點補辦", "驾照丢了点补办"),
        ("親屬關係證明", "亲属关系证明"),
        ("開飯店", "开饭店"),
    ],
)
def test_traditional_characters_are_read_as_simplified_ones(typed: str, meant: str) -> None:
    assert read_query(typed).text == meant


def test_simplified_characters_stay_and_nothing_is_turned_twice() -> None:
    assert simplified("营业执照后天到期，头发干了") == "营业执照后天到期，头发干了"
    assert not set(TRADITIONAL).intersection(TRADITIONAL.values())
