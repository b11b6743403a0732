# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Case numbers and query codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.codes.case_numbers import (
    QUERY_CODE_ALPHABET,
    make_case_number,
    make_query_code,
    parse_case_number,
    parse_query_code,
)
from yiwang.foundation.codes.checks import mod_31_3
from yiwang.foundation.enums import Fault
from yiwang.foundation.errors import InvalidCaseNumber, InvalidDivisionCode, InvalidQueryCode

DAY = date(2026, 11, 23)
NUMBER = "330106-261123-000317-5"

numbers = st.builds(
    make_case_number,
    division_code=st.sampled_from(["330106000000", "330000000000", "000000000000"]),
    on=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    serial=st.integers(1, 999_999),
)


def test_a_number_tells_county_day_and_serial():
    number = make_case_number(division_code="330106001000", on=DAY, serial=317)
    found = parse_case_number(number)

    assert number == NUMBER
    assert (found.area_code, found.on, found.serial) == ("330106", DAY, 317)


@pytest.mark.parametrize(
    "written",
    [
        "3301062611230003175",
        " 330106 261123 000317 5 ",
        "33O1O6-261123-OOO317-5",
        "330I06-26II23-0003l7-5",
        "３３０１０６－２６１１２３－０００３１７－５",
        "330106—261123–000317−5",
    ],
)
def test_ways_of_writing_the_same_number_are_put_right(written):
    assert parse_case_number(written).text == NUMBER


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.EMPTY),
        ("-", Fault.STRUCTURE),
        ("330106-261123-000317", Fault.STRUCTURE),
        ("330106-261123-317-5", Fault.STRUCTURE),
        ("330106-261123-00031\u0667-5", Fault.STRUCTURE),
        ("3" * 10_000, Fault.STRUCTURE),
        ("330106-261123-000318-5", Fault.CHECK_CHARACTER),
        ("330106-261123-000317-6", Fault.CHECK_CHARACTER),
    ],
)
def test_a_wrong_number_is_refused_for_what_is_wrong(written, fault):
    with pytest.raises(InvalidCaseNumber) as refusal:
        parse_case_number(written)

    assert refusal.value.fault is fault


@pytest.mark.parametrize(
    ("body", "fault"),
    [("330106260230000317", Fault.DATE), ("990106261123000317", Fault.AREA)],
)
def test_a_number_with_a_right_check_character_still_has_real_parts(body, fault):
    with pytest.raises(InvalidCaseNumber) as refusal:
        parse_case_number(body + mod_31_3(body))

    assert refusal.value.fault is fault


@given(numbers, st.integers(0, 19), st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_found(number, place, digit):
    if number[place] in {"-", digit}:
        assert parse_case_number(number).text == number
        return
    with pytest.raises(InvalidCaseNumber):
        parse_case_number(number[:place] + digit + number[place + 1 :])


@given(numbers)
def test_a_number_survives_being_read_out_without_hyphens(number):
    assert parse_case_number(number.replace("-", "").lower()).text == number


@pytest.mark.parametrize(
    ("on", "serial"),
    [(DAY, 0), (DAY, 1_000_000), (date(1999, 12, 31), 1), (date(2100, 1, 1), 1)],
)
def test_a_number_holds_only_so_much(on, serial):
    with pytest.raises(ValueError, match="A case number holds"):
        make_case_number(division_code="330106000000", on=on, serial=serial)


def test_a_number_is_made_for_real_divisions_only():
    with pytest.raises(InvalidDivisionCode):
        make_case_number(division_code="330106", on=DAY, serial=1)


def test_query_codes_differ_and_read_without_doubt():
    codes = {make_query_code() for _time in range(2_000)}

    assert len(codes) == 2_000
    assert set("".join(codes)) == set(QUERY_CODE_ALPHABET)
    assert not set(QUERY_CODE_ALPHABET) & set("0O1ILSAEU")


def test_a_query_code_may_be_typed_in_small_letters_and_groups():
    assert parse_query_code(" bcdf-2345 ") == "BCDF2345"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.LENGTH),
        ("BCDF234", Fault.LENGTH),
        ("BCDF2345X", Fault.LENGTH),
        ("BCDF2340", Fault.CHARACTERS),
        ("BCDF234\u0663", Fault.CHARACTERS),
    ],
)
def test_a_wrong_query_code_is_refused(written, fault):
    with pytest.raises(InvalidQueryCode) as refusal:
        parse_query_code(written)

    assert refusal.value.fault is fault
