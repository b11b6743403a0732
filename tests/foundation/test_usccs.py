# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Unified social credit codes, GB 32100."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as other_library

from yiwang.foundation.codes.checks import USCC_ALPHABET, organization_check
from yiwang.foundation.codes.test_data import is_test_uscc, make_test_uscc
from yiwang.foundation.codes.uscc import make_uscc, parse_uscc
from yiwang.foundation.enums import Fault
from yiwang.foundation.errors import InvalidUscc

REAL = "11330105002500287C"
"""A public body in Hangzhou, from a published licence identifier."""

codes = st.builds(
    make_uscc,
    registrar=st.sampled_from("159N"),
    category=st.sampled_from("1239"),
    area_code=st.sampled_from(["330106", "330000", "100000"]),
    organization=st.text(USCC_ALPHABET, min_size=8, max_size=8),
)


def test_a_real_code_is_taken_apart():
    found = parse_uscc(REAL)

    assert found.registrar == "1"
    assert found.category == "1"
    assert found.area_code == "330105"
    assert found.organization_code == "002500287"
    assert organization_check("00250028") == "7"


@pytest.mark.parametrize(
    "written",
    ["11330105002500287c", "１１３３０１０５００２５００２８７Ｃ", " 11330105 0025 0028 7C "],
)
def test_ways_of_typing_the_same_code_are_put_right(written):
    assert parse_uscc(written).number == REAL


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.EMPTY),
        (REAL[:-1], Fault.LENGTH),
        (REAL + "0", Fault.LENGTH),
        ("1133010500250028IC", Fault.CHARACTERS),
        ("1133010500250028OC", Fault.CHARACTERS),
        ("1133010500250028SC", Fault.CHARACTERS),
        ("1133010500250028VC", Fault.CHARACTERS),
        ("1133010500250028ZC", Fault.CHARACTERS),
        ("\u0661" + REAL[1:], Fault.CHARACTERS),
        ("ſ" + REAL[1:], Fault.CHARACTERS),
        ("0" + REAL[1:], Fault.STRUCTURE),
        ("1133A105002500287C", Fault.AREA),
        (REAL[:-1] + "D", Fault.CHECK_CHARACTER),
    ],
)
def test_a_wrong_code_is_refused_for_what_is_wrong(written, fault):
    with pytest.raises(InvalidUscc) as refusal:
        parse_uscc(written)

    assert refusal.value.fault is fault
    assert refusal.value.code == "foundation.invalid_uscc"


def test_foreign_data_may_keep_a_wrong_check_character():
    assert parse_uscc(REAL[:-1] + "D", verify_check=False).number.endswith("D")


@given(codes)
def test_another_library_accepts_what_we_make(code):
    assert parse_uscc(code).number == code
    # It knows no letter in the first place, which farmers' cooperatives have.
    assert code.startswith("N") or other_library.is_valid(code)


@given(codes, st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_every_single_wrong_character_is_found(code, place, character):
    wrong = code[:place] + character + code[place + 1 :]

    if wrong == code:
        assert parse_uscc(wrong)
    else:
        with pytest.raises(InvalidUscc):
            parse_uscc(wrong)


@given(codes, st.integers(0, 15), st.integers(1, 16))
def test_every_exchange_of_two_characters_is_found(code, first, distance):
    second = min(first + distance, 16)
    characters = list(code)
    characters[first], characters[second] = characters[second], characters[first]
    wrong = "".join(characters)

    if wrong == code:
        assert parse_uscc(wrong)
    else:
        with pytest.raises(InvalidUscc):
            parse_uscc(wrong)


@given(st.text(max_size=40))
def test_no_text_breaks_the_parser(text):
    with suppress(InvalidUscc):
        assert parse_uscc(text).number.isascii()


@pytest.mark.parametrize("part", ["1234567", "123456789", "1234567I", "1234567a"])
def test_a_code_is_not_made_of_a_wrong_organization_part(part):
    with pytest.raises(InvalidUscc):
        make_uscc(registrar="1", category="1", area_code="330106", organization=part)


def test_a_code_is_not_made_of_a_wrong_area():
    with pytest.raises(InvalidUscc):
        make_uscc(registrar="1", category="1", area_code="3301", organization="12345678")


def test_test_codes_are_valid_different_and_marked():
    made = {make_test_uscc(sequence, area_code="330106") for sequence in range(300)}

    assert len(made) == 300
    assert all(parse_uscc(code).number == code and is_test_uscc(code) for code in made)
    assert not is_test_uscc(REAL)
    with pytest.raises(ValueError, match="999999"):
        make_test_uscc(1_000_000)
