# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""In which order the rows of a list stand when two people moved, added or took out some. Pure."""

from collections.abc import Collection, Sequence


def merged_order(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], kept: Collection[str]
) -> tuple[list[str], bool]:
    """Return the keys that are kept in their order, and whether both moved rows differently.

    The side that moved rows gives the order; what only the other one has stands after the row
    that it stood after there.
    """
    have_moved = _has_moved(base, mine), _has_moved(base, theirs)
    first, second = (theirs, mine) if have_moved == (False, True) else (mine, theirs)
    order = [key for key in first if key in kept]
    _put_in(order, second, kept)
    _put_in(order, base, kept)
    return order, all(have_moved) and _has_moved(mine, theirs)


def _has_moved(before: Sequence[str], after: Sequence[str]) -> bool:
    there = set(after)
    shared = [key for key in before if key in there]
    known = set(before)
    return shared != [key for key in after if key in known]


def _put_in(order: list[str], other: Sequence[str], kept: Collection[str]) -> None:
    previous = ""
    for key in other:
        if key in kept and key not in order:
            place = order.index(previous) + 1 if previous in order else 0
            order.insert(place, key)
        if key in order:
            previous = key
