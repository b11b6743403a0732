# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How far a division reaches, by the digits of its code. Pure."""

from yiwang.foundation.codes.divisions import parse_division_code
from yiwang.foundation.enums import DivisionLevel

_DIGITS_OF_LEVEL = {
    DivisionLevel.COUNTRY: 0,
    DivisionLevel.PROVINCE: 2,
    DivisionLevel.CITY: 4,
    DivisionLevel.COUNTY: 6,
    DivisionLevel.TOWNSHIP: 9,
    DivisionLevel.VILLAGE: 12,
}


def is_below(code: str, ancestor: str) -> bool:
    """Return whether a division is another one or lies in it; an empty code lies nowhere.

    True for every level down to townships; villages keep statistical codes that do not follow
    their township's, so ask ``selectors.is_within`` for them.
    """
    if not code or not ancestor:
        return False
    return parse_division_code(code).is_within(parse_division_code(ancestor))


def code_range(code: str) -> tuple[str, str]:
    """Return the first and the last code, both included, of a division and all below it.

    For a column that holds codes of departments' divisions, so never of villages. An empty code
    gives a range that no code lies in.
    """
    if not code:
        return ("", "")
    kept = _DIGITS_OF_LEVEL[parse_division_code(code).level]
    return (code, code[:kept].ljust(12, "9"))
