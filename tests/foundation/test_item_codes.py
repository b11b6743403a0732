# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes of service items: 12, 31 and 33 characters."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.codes.items import (
    check_implementation_code_fits,
    make_basic_code,
    make_handling_code,
    make_implementation_code,
    parse_basic_code,
    parse_handling_code,
    parse_implementation_code,
)
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.foundation.enums import Fault
from yiwang.foundation.errors import InvalidItemCode, ItemCodeMismatch

LIVE = "11440000553612461J244211105N00302"
"""A handling code in use in Guangdong: letters in the department and item segments."""

alphanumerics = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
basic_codes = st.builds(
    make_basic_code,
    province=st.sampled_from(["00", "33", "44"]),
    item_type=st.sampled_from(["01", "1F", "21"]),
    department=st.sampled_from(["11", "31", "0A"]),
    main_item=alphanumerics,
    sub_item=alphanumerics,
)


def test_a_live_code_is_taken_apart():
    handling = parse_handling_code("11440000553612461J 2 44 21 11 05N 003 02")
    implementation = parse_implementation_code(handling.implementation_code)
    basic = parse_basic_code(implementation.basic_code)

    assert handling.code == LIVE
    assert handling.situation == "02"
    assert (implementation.uscc, implementation.level) == ("11440000553612461J", 2)
    assert (basic.province, basic.item_type, basic.department) == ("44", "21", "11")
    assert (basic.main_item, basic.sub_item) == ("05N", "003")


def test_a_basic_code_of_sichuan_with_letters_in_the_type_is_accepted():
    assert parse_basic_code("511F33033003").item_type == "1F"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.EMPTY),
        ("44211105N00", Fault.LENGTH),
        ("44211105N0033", Fault.LENGTH),
        ("44211105N00-", Fault.CHARACTERS),
        ("44211105N00\u0663", Fault.CHARACTERS),
        ("99211105N003", Fault.AREA),
    ],
)
def test_a_wrong_basic_code_is_refused_for_what_is_wrong(written, fault):
    with pytest.raises(InvalidItemCode) as refusal:
        parse_basic_code(written)

    assert refusal.value.fault is fault


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (LIVE[:30], Fault.LENGTH),
        (LIVE, Fault.LENGTH),
        ("11440000553612461K" + LIVE[18:31], Fault.CHECK_CHARACTER),
        ("1144000055361246IJ" + LIVE[18:31], Fault.CHARACTERS),
        (LIVE[:18] + "0" + LIVE[19:31], Fault.STRUCTURE),
        (LIVE[:18] + "8" + LIVE[19:31], Fault.STRUCTURE),
        (LIVE[:19] + "98" + LIVE[21:31], Fault.AREA),
    ],
)
def test_a_wrong_implementation_code_is_refused_for_what_is_wrong(written, fault):
    with pytest.raises(InvalidItemCode) as refusal:
        parse_implementation_code(written)

    assert refusal.value.fault is fault


def test_a_body_of_foreign_data_may_have_a_wrong_check_character():
    code = "11440000553612461K" + LIVE[18:31]

    assert parse_implementation_code(code, verify_uscc=False).uscc == "11440000553612461K"


def test_the_situation_is_a_number():
    with pytest.raises(InvalidItemCode) as refusal:
        parse_handling_code(LIVE[:31] + "0A")

    assert refusal.value.fault is Fault.CHARACTERS


def test_a_code_that_fits_its_item_is_returned():
    found = check_implementation_code_fits(
        LIVE[:31], uscc="11440000553612461J", level=2, basic_code="44211105N003"
    )

    assert found.code == LIVE[:31]


def test_each_segment_that_does_not_fit_is_named():
    with pytest.raises(ItemCodeMismatch) as refusal:
        check_implementation_code_fits(
            LIVE[:31], uscc=make_test_uscc(1), level=2, basic_code="44211105N004"
        )

    assert [error.path for error in refusal.value.errors] == ["/uscc", "/basic_code"]
    assert "实施主体统一社会信用代码、基本编码" in str(refusal.value)
    assert "行使层级" not in str(refusal.value)
    assert refusal.value.code == "foundation.item_code_mismatch"


def test_a_wrong_level_is_named():
    with pytest.raises(ItemCodeMismatch, match="行使层级"):
        check_implementation_code_fits(
            LIVE[:31], uscc="11440000553612461J", level=3, basic_code="44211105N003"
        )


@given(st.integers(0, 999_999), st.integers(1, 7), basic_codes, st.integers(1, 99))
def test_made_codes_say_what_they_were_made_of(sequence, level, basic_code, situation):
    uscc = make_test_uscc(sequence)

    implementation = make_implementation_code(uscc=uscc, level=level, basic_code=basic_code)
    handling = make_handling_code(implementation_code=implementation, situation=situation)

    assert (len(basic_code), len(implementation), len(handling)) == (12, 31, 33)
    found = parse_implementation_code(parse_handling_code(handling).implementation_code)
    assert (found.uscc, found.level, found.basic_code) == (uscc, level, basic_code)


@pytest.mark.parametrize("level", [0, 8, -1])
def test_there_are_seven_levels(level):
    with pytest.raises(InvalidItemCode):
        make_implementation_code(uscc=make_test_uscc(1), level=level, basic_code="330131001000")


@pytest.mark.parametrize("situation", [0, 100])
def test_there_are_99_situations(situation):
    with pytest.raises(InvalidItemCode):
        make_handling_code(implementation_code=LIVE[:31], situation=situation)


def test_a_basic_code_is_not_made_of_segments_that_only_add_up():
    with pytest.raises(InvalidItemCode) as refusal:
        make_basic_code(province="3", item_type="301", department="31", main_item="001")

    assert refusal.value.fault is Fault.LENGTH


@given(st.text(max_size=40))
def test_no_text_breaks_the_parsers(text):
    for parse in (parse_basic_code, parse_implementation_code, parse_handling_code):
        with suppress(InvalidItemCode):
            assert parse(text).code.isascii()
