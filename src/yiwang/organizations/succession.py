# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Follow divisions through recodings, mergers and splits to where they are today. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from yiwang.foundation.enums import DivisionLevel
from yiwang.organizations.enums import ChangeKind


class Holder(NamedTuple):
    """A division as it was known for a time: the same code may have had several holders."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the published list; an empty code means that there is no such side."""

    year: int
    kind: ChangeKind
    level: int
    old: Holder
    new: Holder
    old_parent: str = ""
    new_parent: str = ""
    document_number: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """Where a division really went, when the list does not know or is wrong.

    :param founds: codes among the new ones that did not exist before
    """

    year: int
    old: Holder
    new: tuple[Holder, ...]
    founds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Succession:
    """A holder that ended in a year, and the codes of today that stand for it, main one first."""

    holder: Holder
    ended_in: int
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastDivision:
    """The last holder of a code that ended; ``began_in`` is 0 when that is not known."""

    holder: Holder
    level: int
    parent_code: str
    began_in: int
    ended_in: int


Moves = Mapping[Holder, Sequence[tuple[int, tuple[Holder, ...]]]]


def successions(
    changes: Sequence[Change], corrections: Sequence[Correction], current: Iterable[str]
) -> Iterator[Succession]:
    """Yield where every holder that ended is today.

    A chain that leads to no current code yields no successors; a cycle ends where it began.
    """
    moves = _moves(changes, corrections)
    codes = frozenset(current)
    for holder, steps in moves.items():
        for year, _targets in steps:
            found = tuple(dict.fromkeys(_today(holder, year, moves, codes, frozenset())))
            yield Succession(holder, year, found)


def past_divisions(
    changes: Sequence[Change], found: Sequence[Succession]
) -> Iterator[PastDivision]:
    """Yield the last holder of every code of which a holder ended."""
    began = {change.new: change.year for change in changes if change.new != change.old}
    sides = {change.old: (change.level, change.old_parent) for change in changes}
    sides = {change.new: (change.level, change.new_parent) for change in changes} | sides
    last = {s.holder.code: s for s in sorted(found, key=lambda s: s.ended_in)}
    for succession in last.values():
        holder = succession.holder
        level, parent = sides.get(holder, (DivisionLevel.COUNTY.value, ""))
        yield PastDivision(holder, level, parent, began.get(holder, 0), succession.ended_in)


def _moves(changes: Sequence[Change], corrections: Sequence[Correction]) -> Moves:
    corrected = {(c.year, c.old): c.new for c in corrections}
    arrivals: dict[tuple[int, str], list[Holder]] = defaultdict(list)
    for change in changes:
        if change.new.code:
            arrivals[change.year, change.new.name].append(change.new)
    moves: dict[Holder, dict[int, tuple[Holder, ...]]] = defaultdict(dict)
    for change in changes:
        key = (change.year, change.old)
        if not change.old.code or key in corrected or change.old == change.new:
            continue
        targets = _targets(change, arrivals[change.year, change.old.name])
        moves[change.old].setdefault(change.year, targets)
    for (year, old), new in corrected.items():
        moves[old][year] = new
    return {holder: sorted(steps.items()) for holder, steps in moves.items()}


def _targets(change: Change, same_name: Sequence[Holder]) -> tuple[Holder, ...]:
    # In 1982 whole rows of codes moved up by one: the list then says who took the code over,
    # and the division that had it is found under the same name elsewhere in the same year.
    moved = tuple(holder for holder in same_name if holder.code != change.old.code)
    if change.kind is ChangeKind.REASSIGNED and moved:
        return moved[:1]
    if not change.new.code:
        return moved[:1]
    return (change.new,)


def _today(
    holder: Holder, year: int, moves: Moves, current: frozenset[str], seen: frozenset[Holder]
) -> Iterator[str]:
    step = next((s for s in moves.get(holder, ()) if s[0] >= year), None)
    if step is None or holder in seen:
        if holder.code in current:
            yield holder.code
        return
    next_year, targets = step
    for target in targets:
        yield from _today(target, next_year, moves, current, seen | {holder})
