# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Identifiers of electronic licences."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36 as other_library

from yiwang.foundation.codes.checks import ALPHANUMERIC, mod_37_36
from yiwang.foundation.codes.licence_ids import make_licence_id, parse_licence_id
from yiwang.foundation.enums import Fault
from yiwang.foundation.errors import InvalidLicenceId

SAMPLES = Path(__file__).parents[2] / "data" / "codes" / "elicence_identifier_samples.csv"
REAL = "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0"


def samples(ok: str) -> list[dict[str, str]]:
    with SAMPLES.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["ok"] == ok]


@pytest.mark.parametrize("sample", samples("1"), ids=lambda row: row["type_code"])
def test_real_identifiers_are_taken_apart(sample):
    found = parse_licence_id(sample["identifier"])

    assert found.type_code == sample["type_code"]
    assert found.issuer == sample["issuer"]
    assert found.serial == sample["serial"]
    assert (found.version, found.check) == (sample["version"], sample["check"])


def test_six_of_the_seven_samples_are_right():
    assert len(samples("1")) == 6


@pytest.mark.parametrize("sample", samples("0"), ids=lambda row: row["type_code"])
def test_an_identifier_made_up_for_a_manual_is_refused(sample):
    with pytest.raises(InvalidLicenceId) as refusal:
        parse_licence_id(sample["identifier"])

    assert refusal.value.fault is Fault.CHECK_CHARACTER


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.EMPTY),
        (REAL.removeprefix("1.2."), Fault.STRUCTURE),
        (REAL[:-2], Fault.STRUCTURE),
        (REAL + ".1", Fault.STRUCTURE),
        (REAL[:-1] + "1", Fault.CHECK_CHARACTER),
        (REAL.replace(".002.", ".000."), Fault.STRUCTURE),
        (REAL.replace(".002.", ".0A2."), Fault.STRUCTURE),
        (REAL.replace("2025052201", "2025_52201"), Fault.CHARACTERS),
        (REAL.replace(".2025052201.", ".."), Fault.CHARACTERS),
        (REAL.replace("W009", "X009"), Fault.CHECK_CHARACTER),
        (REAL.replace("W009", "W00A"), Fault.STRUCTURE),
        (REAL.replace("2025052201", "20250522\u0660\u0661"), Fault.CHARACTERS),
        ("1" * 5_000, Fault.STRUCTURE),
    ],
)
def test_a_wrong_identifier_is_refused_for_what_is_wrong(written, fault):
    with pytest.raises(InvalidLicenceId) as refusal:
        parse_licence_id(written)

    assert refusal.value.fault is fault


@given(st.text(ALPHANUMERIC, min_size=1, max_size=40), st.integers(1, 999))
def test_made_identifiers_say_what_they_were_made_of(serial, version):
    identifier = make_licence_id(
        type_code="11100000000013338W009",
        issuer="11330105002500287C",
        serial=serial,
        version=version,
    )

    found = parse_licence_id(identifier)
    assert (found.serial, int(found.version)) == (serial, version)


@given(st.text(ALPHANUMERIC, min_size=1, max_size=60))
def test_another_library_agrees_on_the_check_character(characters):
    assert mod_37_36(characters) == other_library.calc_check_digit(characters)


@pytest.mark.parametrize("version", [0, 1_000])
def test_a_version_has_three_digits(version):
    with pytest.raises(InvalidLicenceId):
        make_licence_id(
            type_code="11100000000013338W009", issuer="330106", serial="1", version=version
        )
