# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers for test and demonstration data: they pass every check and belong to nobody."""

from datetime import date
from typing import Final

from yiwang.foundation.codes.checks import mod_11_2
from yiwang.foundation.codes.resident_id import TEST_AREA
from yiwang.foundation.codes.uscc import make_uscc
from yiwang.foundation.enums import Sex

TEST_ORGANIZATION_PREFIX: Final = "TE"
"""First two characters of the organization code in every made-up credit code."""


def make_test_resident_id(born_on: date, sequence: int, sex: Sex) -> str:
    """Return a resident identity number in the test area, which is not assigned.

    :param sequence: 0 to 499, counted per day and sex
    :raises ValueError: the sequence is outside that range
    """
    if not 0 <= sequence <= 499:
        raise ValueError("A test resident id has a sequence of 0 to 499.")
    order = sequence * 2 + (sex == Sex.MALE)
    body = f"{TEST_AREA}{born_on:%Y%m%d}{order:03d}"
    return body + mod_11_2(body)


def make_test_uscc(
    sequence: int, *, registrar: str = "1", category: str = "1", area_code: str = TEST_AREA
) -> str:
    """Return a credit code marked as made up; registrar 1 and category 1 are a state organ.

    :param sequence: 0 to 999,999
    :raises ValueError: the sequence is outside that range
    """
    if not 0 <= sequence <= 999_999:
        raise ValueError("A test credit code has a sequence of 0 to 999999.")
    return make_uscc(
        registrar=registrar,
        category=category,
        area_code=area_code,
        organization=f"{TEST_ORGANIZATION_PREFIX}{sequence:06d}",
    )


def is_test_uscc(number: str) -> bool:
    """Tell whether a credit code was made by ``make_test_uscc``."""
    return number[8:10] == TEST_ORGANIZATION_PREFIX
