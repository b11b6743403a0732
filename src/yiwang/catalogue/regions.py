# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which lists serve a place: its own and those above it, else those below it. Pure."""

from dataclasses import dataclass

from yiwang.foundation.codes.divisions import parse_division_code
from yiwang.organizations import selectors as organizations


@dataclass(frozen=True, slots=True)
class Reach:
    """A place as the catalogue asks for it.

    :param chain: its own code and those above it, the place itself first
    :param first: first code of the place and all below it
    :param last: last code of the place and all below it
    """

    code: str
    chain: tuple[str, ...]
    first: str
    last: str


def reach_of(region_code: str) -> Reach:
    """Return the reach of a place.

    :raises InvalidDivisionCode: the code cannot be that of a division
    """
    division = parse_division_code(region_code)
    first, last = organizations.code_range(division.code)
    return Reach(division.code, (division.code, *reversed(division.ancestors)), first, last)
