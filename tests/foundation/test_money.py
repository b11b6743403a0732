# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Amounts of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.errors import InvalidAmount
from yiwang.foundation.money import GREATEST_FEN, Money

NINES = "玖仟玖佰玖拾玖"

amounts = st.builds(Money, st.integers(-(10**15), 10**15))


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("1234.5", 123_450),
        ("1,234,567.89", 123_456_789),
        ("￥１２.３０", 1_230),
        ("¥ 5", 500),
        ("-0.01", -1),
        ("9999999999999999.99", 999_999_999_999_999_999),
    ],
)
def test_an_amount_is_read(text, fen):
    assert Money.parse(text) == Money(fen)


@pytest.mark.parametrize(
    "text",
    ["", "元", "1.234", "1,23", "1e3", ".5", "5.", "--1", "NaN", "\u0661", "1" * 17, "1" * 5_000],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(InvalidAmount):
        Money.parse(text)


def test_yuan_are_exact_to_the_fen():
    assert Money.from_yuan(Decimal("12.30")) == Money(1_230)
    assert Money(1_230).yuan == Decimal("12.30")
    for yuan in (Decimal("0.001"), Decimal("NaN"), Decimal("Infinity"), Decimal("1e30")):
        with pytest.raises(InvalidAmount):
            Money.from_yuan(yuan)


def test_money_adds_compares_and_prints():
    assert Money(150) + Money(50) - Money(100) == Money(100)
    assert -Money(5) * 3 == Money(-15)
    assert Money(1) < Money(2)
    assert not Money(0)
    assert f"{Money(123_456_789)}" == "1,234,567.89"


@pytest.mark.parametrize("fen", [1.5, "1", None, True])
def test_money_is_a_whole_number_of_fen(fen):
    with pytest.raises(TypeError):
        Money(fen)


def test_money_fits_the_database():
    assert Money(GREATEST_FEN).fen == 2**63 - 1
    with pytest.raises(ValueError, match="64 bits"):
        Money(GREATEST_FEN) + Money(1)


@given(amounts, st.lists(st.integers(0, 1_000), min_size=1, max_size=6).filter(any))
def test_a_split_loses_nothing_and_is_fair(amount, shares):
    parts = amount.split(shares)

    assert sum(parts, Money(0)) == amount
    for part, share in zip(parts, shares, strict=True):
        assert abs(part.fen * sum(shares) - amount.fen * share) < sum(shares)


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1, 1]])
def test_shares_that_divide_nothing_are_refused(shares):
    with pytest.raises(ValueError, match="hares"):
        Money(100).split(shares)


@pytest.mark.parametrize(
    ("yuan", "capitals"),
    [
        # Examples of the Measures for Payment and Settlement, appendix 1.
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        # And the corners.
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10", "壹拾元整"),
        ("10001", "壹万零壹元整"),
        ("100000005", "壹亿零伍元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("1000000000000", "壹万亿元整"),
        (
            "9999999999999999.99",
            "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
        ),
    ],
)
def test_amounts_in_capitals(yuan, capitals):
    assert Money.parse(yuan).in_capitals() == capitals


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_only_some_amounts_have_capitals(fen):
    with pytest.raises(ValueError, match="capitals"):
        Money(fen).in_capitals()


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_different_amounts_have_different_capitals_without_doubled_zeros(one, other):
    first, second = Money(one).in_capitals(), Money(other).in_capitals()

    assert (first == second) is (one == other)
    assert "零零" not in first
    assert not first.endswith("零")
