# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes of administrative divisions."""

import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.codes.divisions import (
    COUNTRY,
    expand_division_code,
    parse_division_code,
)
from yiwang.foundation.enums import DivisionLevel, Fault
from yiwang.foundation.errors import InvalidDivisionCode

DATA = Path(__file__).parents[2] / "data" / "divisions"


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        (COUNTRY, DivisionLevel.COUNTRY, ""),
        ("330000000000", DivisionLevel.PROVINCE, COUNTRY),
        ("330100000000", DivisionLevel.CITY, "330000000000"),
        ("330106000000", DivisionLevel.COUNTY, "330100000000"),
        ("330106001000", DivisionLevel.TOWNSHIP, "330106000000"),
        ("330106001051", DivisionLevel.VILLAGE, "330106001000"),
        ("441900003000", DivisionLevel.TOWNSHIP, "441900000000"),
        ("441900003007", DivisionLevel.VILLAGE, "441900003000"),
    ],
)
def test_a_code_says_its_level_and_what_lies_above(code, level, parent):
    found = parse_division_code(code)

    assert found.level is level
    assert found.parent_code == parent


def test_a_village_knows_all_its_ancestors():
    village = parse_division_code("330106001051")

    assert village.province == "330000000000"
    assert village.city == "330100000000"
    assert village.county == "330106000000"
    assert village.township == "330106001000"
    assert village.ancestors == (
        "330000000000",
        "330100000000",
        "330106000000",
        "330106001000",
    )


def test_a_city_has_no_county_above_it():
    city = parse_division_code("330100000000")

    assert (city.city, city.county, city.township) == ("330100000000", "", "")
    assert city.ancestors == ("330000000000",)


def test_a_division_lies_within_itself_its_ancestors_and_the_country():
    county, city = parse_division_code("330106000000"), parse_division_code("330100000000")

    assert county.is_within(county)
    assert county.is_within(city)
    assert county.is_within(parse_division_code(COUNTRY))
    assert not city.is_within(county)
    assert not county.is_within(parse_division_code("330200000000"))


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.EMPTY),
        ("330106", Fault.LENGTH),
        ("3301060010001", Fault.LENGTH),
        ("33010600100A", Fault.CHARACTERS),
        ("33010600100\u0661", Fault.CHARACTERS),
        ("990000000000", Fault.AREA),
        ("000100000000", Fault.AREA),
        ("330006000000", Fault.STRUCTURE),
        ("330000001000", Fault.STRUCTURE),
        ("330106000051", Fault.STRUCTURE),
    ],
)
def test_a_wrong_code_is_refused_for_what_is_wrong(written, fault):
    with pytest.raises(InvalidDivisionCode) as refusal:
        parse_division_code(written)

    assert refusal.value.fault is fault


@pytest.mark.parametrize(
    ("short", "code"),
    [
        ("33", "330000000000"),
        ("3301", "330100000000"),
        ("330106", "330106000000"),
        ("330106001", "330106001000"),
        ("３３０１０６", "330106000000"),
        ("330106001051", "330106001051"),
    ],
)
def test_a_short_form_is_filled_up_where_one_asks_for_it(short, code):
    assert expand_division_code(short).code == code


@pytest.mark.parametrize("written", ["", "3", "33010", "3301060", "33010600105"])
def test_a_length_that_no_level_has_is_not_filled_up(written):
    with pytest.raises(InvalidDivisionCode):
        expand_division_code(written)


@pytest.mark.parametrize(
    "name", ["national_3level_mca_20260911.csv", "zhejiang_4level_mca_20260911.csv"]
)
def test_every_real_division_has_the_level_that_its_code_says(name):
    with (DATA / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) > 1_000
    # Their levels count from the province, ours from the country.
    assert all(parse_division_code(row["code"]).level == int(row["level"]) + 1 for row in rows)


def test_every_placed_village_of_zhejiang_lies_in_its_township():
    with gzip.open(DATA / "zhejiang_villages_nbs2023.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) > 25_000
    for row in rows:
        village = parse_division_code(row["code"])
        assert village.level is DivisionLevel.VILLAGE
        assert village.township == row["streetCode"] + "000"


@given(st.text("0123456789", min_size=12, max_size=12))
def test_ancestors_are_divisions_of_higher_levels(code):
    try:
        found = parse_division_code(code)
    except InvalidDivisionCode:
        return

    levels = [parse_division_code(ancestor).level for ancestor in found.ancestors]
    assert levels == sorted(set(levels))
    assert all(level < found.level for level in levels)
