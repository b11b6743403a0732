# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Resident identity numbers, GB 11643."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from yiwang.foundation.codes.checks import mod_11_2
from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.foundation.codes.test_data import make_test_resident_id
from yiwang.foundation.enums import Fault, Sex
from yiwang.foundation.errors import InvalidResidentId, Kind

STANDARD_EXAMPLE = "11010519491231002X"
"""The worked example printed in GB 11643-1999."""

birthdays = st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 12, 31))
numbers = st.builds(
    make_test_resident_id, birthdays, st.integers(0, 499), st.sampled_from(list(Sex))
)


def with_check(body: str) -> str:
    return body + mod_11_2(body)


def test_the_example_of_the_standard_is_taken_apart():
    found = parse_resident_id(STANDARD_EXAMPLE)

    assert found.number == STANDARD_EXAMPLE
    assert found.area_code == "110105"
    assert found.born_on == date(1949, 12, 31)
    assert found.sex is Sex.FEMALE
    assert not found.is_test_number


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "１１０１０５１９４９１２３１００２ｘ",
        " 110105 19491231 002X\t",
        "110105\u300019491231\u00a0002X",
    ],
)
def test_ways_of_typing_the_same_number_are_put_right(written):
    assert parse_resident_id(written).number == STANDARD_EXAMPLE


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.EMPTY),
        ("   ", Fault.EMPTY),
        ("1101051949123100", Fault.LENGTH),
        ("11010519491231002XX", Fault.LENGTH),
        ("1" * 100_000, Fault.LENGTH),
        ("110105491231002", Fault.OLD_NUMBER),
        ("1101051949123100X2", Fault.CHARACTERS),
        ("11010519491231002Y", Fault.CHARACTERS),
        ("１1010519491231002\u0660", Fault.CHARACTERS),
        ("\u0661\u0661" + STANDARD_EXAMPLE[2:], Fault.CHARACTERS),
        ("¹¹" + STANDARD_EXAMPLE[2:], Fault.CHARACTERS),
        ("𝟏𝟏" + STANDARD_EXAMPLE[2:], Fault.CHARACTERS),
        ("一一" + STANDARD_EXAMPLE[2:], Fault.CHARACTERS),
        ("11010519491231\u200b02X", Fault.CHARACTERS),
        ("1101051949123\x0002X1", Fault.CHARACTERS),
        (with_check("91010519491231002"), Fault.FOREIGN_NUMBER),
        (with_check("00010519491231002"), Fault.AREA),
        (with_check("16010519491231002"), Fault.AREA),
        (with_check("11010519490229002"), Fault.DATE),
        (with_check("11010519491301002"), Fault.DATE),
        (with_check("11010500001231002"), Fault.DATE),
        (with_check("11010518491231002"), Fault.DATE),
        ("110105194912310021", Fault.CHECK_CHARACTER),
    ],
)
def test_a_wrong_number_is_refused_for_what_is_wrong(written, fault):
    with pytest.raises(InvalidResidentId) as refusal:
        parse_resident_id(written)

    assert refusal.value.fault is fault
    assert refusal.value.code == "foundation.invalid_resident_id"
    assert refusal.value.kind is Kind.INVALID


def test_an_old_number_is_told_apart_from_a_short_one():
    with pytest.raises(InvalidResidentId, match="15位的旧身份证号码"):
        parse_resident_id("110105491231002")


def test_a_refusal_does_not_repeat_the_number():
    wrong = STANDARD_EXAMPLE[:-1] + "0"

    with pytest.raises(InvalidResidentId) as refusal:
        parse_resident_id(wrong)

    assert wrong not in str(refusal.value)
    assert "19491231" not in repr(refusal.value)


def test_nobody_is_born_after_the_day_of_the_question():
    number = make_test_resident_id(date(2026, 11, 24), 0, Sex.MALE)

    with pytest.raises(InvalidResidentId) as refusal:
        parse_resident_id(number, on=date(2026, 11, 23))

    assert refusal.value.fault is Fault.FUTURE_DATE
    assert parse_resident_id(number, on=date(2026, 11, 24)).born_on == date(2026, 11, 24)


def test_the_permit_for_people_from_taiwan_is_accepted():
    assert parse_resident_id(with_check("83000019900101002")).area_code == "830000"


@given(birthdays, st.integers(0, 499), st.sampled_from(list(Sex)))
def test_made_numbers_say_what_they_were_made_of(born_on, sequence, sex):
    found = parse_resident_id(make_test_resident_id(born_on, sequence, sex))

    assert (found.born_on, found.sex, found.area_code) == (born_on, sex, "339900")
    assert found.is_test_number


@given(numbers)
def test_another_library_agrees_on_the_check_character(number):
    assert ric.calc_check_digit(number) == number[17]


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(number, place, step):
    digit = (int(number[place]) + step) % 10
    wrong = f"{number[:place]}{digit}{number[place + 1 :]}"

    with pytest.raises(InvalidResidentId):
        parse_resident_id(wrong)


@given(numbers, st.integers(0, 15))
def test_every_exchange_of_neighbours_is_found(number, place):
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    if wrong == number:
        assert parse_resident_id(wrong)
    else:
        with pytest.raises(InvalidResidentId):
            parse_resident_id(wrong)


@given(st.text(max_size=40))
def test_no_text_breaks_the_parser(text):
    with suppress(InvalidResidentId):
        assert parse_resident_id(text).number.isascii()


def test_test_numbers_run_out_at_500_a_day_and_sex():
    with pytest.raises(ValueError, match="0 to 499"):
        make_test_resident_id(date(1990, 1, 1), 500, Sex.MALE)
