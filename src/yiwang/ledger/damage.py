# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Telling what happened to rows from the hashes they have and ought to have; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from yiwang.ledger.enums import FindingKind
from yiwang.ledger.report import Finding, Place


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A number whose row does not have the hash that was recorded for it.

    :param place: the row that stands there
    :param computed: the hash that its content gives
    :param stored: the hash that it carries
    :param expected: the hash that the sequencer recorded; None when it never gave that number
    """

    seq: int
    place: Place
    computed: bytes
    stored: bytes
    expected: bytes | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers whose rows are gone.

    :param expected: the hash that the sequencer recorded, when it is one number and still known
    """

    first: int
    last: int
    expected: bytes | None = None


def explain(mismatches: Sequence[Mismatch], gaps: Sequence[Gap], size: int) -> list[Finding]:
    """Return what happened, as few findings as tell it all, in the order of the numbers.

    :param size: leaves that the log should have; a gap that reaches it is a truncation
    """
    belongs_at = {one.expected: one.seq for one in mismatches if one.expected}
    belongs_at |= {gap.expected: gap.first for gap in gaps if gap.expected}
    stands_at = {one.computed: one.seq for one in mismatches}
    findings = [_explain(one, belongs_at, stands_at) for one in mismatches]
    lost = [(gap.first, gap.last) for gap in gaps if gap.expected not in stands_at]
    # A row may stand where another one stood that is nowhere any more.
    lost += [
        (one.seq, one.seq)
        for one, finding in zip(mismatches, findings, strict=True)
        if finding.kind in {FindingKind.REORDERED, FindingKind.INSERTED}
        and one.expected is not None
        and one.expected not in stands_at
    ]
    return sorted([*_runs(findings), *_missing(sorted(lost), size)], key=_order)


def _order(finding: Finding) -> tuple[int, str]:
    return finding.first or 0, finding.kind


def _explain(one: Mismatch, belongs_at: dict[bytes, int], stands_at: dict[bytes, int]) -> Finding:
    home = belongs_at.get(one.computed)
    if home is not None and home != one.seq:
        kind = FindingKind.REORDERED
    elif one.expected is None:
        kind = FindingKind.INSERTED
    elif one.computed != one.stored:
        kind = FindingKind.EDITED
    elif one.expected in stands_at:
        kind = FindingKind.INSERTED
    else:
        kind = FindingKind.REWRITTEN
    is_moved = kind is FindingKind.REORDERED
    return Finding(
        kind=kind,
        place=one.place,
        first=one.seq,
        last=one.seq,
        home=home if is_moved else None,
    )


def _missing(ranges: Sequence[tuple[int, int]], size: int) -> Iterator[Finding]:
    joined: list[tuple[int, int]] = []
    for first, last in ranges:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    for first, last in joined:
        kind = FindingKind.TRUNCATED if last == size - 1 else FindingKind.DELETED
        yield Finding(kind=kind, first=first, last=last)


def _runs(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings, rows that were all moved by the same distance as one."""
    moved = [one for one in findings if one.kind is FindingKind.REORDERED]
    yield from (one for one in findings if one.kind is not FindingKind.REORDERED)
    for _key, group in groupby(enumerate(moved), key=_distance):
        run = [one for _position, one in group]
        yield replace(run[0], last=run[-1].last)


def _distance(pair: tuple[int, Finding]) -> tuple[int, int]:
    position, finding = pair
    first = finding.first or 0
    return first - position, (finding.home or 0) - first
