# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Verification: the whole log is worked out anew and held against what was recorded and signed.

Three lists of leaf hashes ought to be one: what the rows' content gives, what the rows carry, and
the sequencer's own copy in tiles. Signed checkpoints say which is true when they differ. Memory
stays flat: rows, tiles and checkpoints are streamed side by side from one snapshot.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from time import monotonic
from typing import Any

from django.db import connection, transaction

from yiwang.ledger import configuration, leaf
from yiwang.ledger.damage import Gap, Mismatch, explain
from yiwang.ledger.enums import FindingKind
from yiwang.ledger.merkle import TREE_HASHES, Frontier, TreeHash
from yiwang.ledger.models import Tree
from yiwang.ledger.recorded_hashes import RecordedHashes
from yiwang.ledger.report import Finding, Place, VerificationReport
from yiwang.ledger.signed_claims import Claim, SignedClaims, check_anchors

MOST_FINDINGS = 200
MOST_COMPARED = 20_000
MOST_FORGOTTEN = 20
WAITS_TOO_LONG = timedelta(minutes=5)

_BATCH = 2000
_ROWS = f"""
SELECT seq, leaf_hash, {leaf.COLUMNS} FROM ledger_event WHERE seq IS NOT NULL ORDER BY seq
"""  # noqa: S608
_WAITING = "SELECT count(*) FROM ledger_event WHERE seq IS NULL"
_FORGOTTEN = """
SELECT id, kind, subject_type, subject_id::text FROM ledger_event
WHERE seq IS NULL AND recorded_at < clock_timestamp() - make_interval(secs => %s)
ORDER BY id LIMIT %s
"""


def verify(*, witnessed: Sequence[str] = ()) -> VerificationReport:
    """Work the whole log out anew and tell everything that is not as it was recorded.

    :param witnessed: signed notes of checkpoints that others kept, out of our reach
    """
    started_at = monotonic()
    with _snapshot():
        log = _Log(witnessed)
        log.read()
        anchors = check_anchors()
        waiting, forgotten = _waiting()
    findings = [*log.findings(), *anchors.findings, *forgotten]
    return VerificationReport(
        events=log.events,
        size=log.next,
        root=b"" if log.content is None else log.content.root(),
        signed_size=log.good_size,
        checkpoints=log.signed.count,
        anchors=anchors.count,
        waiting=waiting,
        seconds=monotonic() - started_at,
        findings=tuple(findings[:MOST_FINDINGS]),
        unlisted=max(0, len(findings) - MOST_FINDINGS) + log.uncompared,
    )


class _Log:
    """One pass over the log, growing a tree of what the rows say and one of what was recorded.

    :ivar content: the tree of the rows' content; None once a row is missing
    :ivar good_size: up to here a signature vouches for the recorded hashes
    :ivar next: the number that comes next
    :ivar uncompared: damaged rows beyond those that are explained one by one
    """

    def __init__(self, witnessed: Sequence[str]) -> None:
        self._state = Tree.objects.filter(pk=1).first()
        self.signed = SignedClaims(witnessed)
        self._hash = self._log_hash()
        self._recorded = RecordedHashes(self._hash, self._state)
        self.content: Frontier | None = Frontier(self._hash)
        self._kept: Frontier | None = None  # of the recorded hashes; None while it is the same
        self._is_kept_known = True
        self._is_contradicted = False
        self._matching: list[bytes] = []  # hashes of good rows that are not in the tree yet
        self._mismatches: list[Mismatch] = []
        self._gaps: list[Gap] = []
        self._findings: list[Finding] = []
        self._first_unproven: Place | None = None
        self.uncompared = 0
        self.events = 0
        self.good_size = 0
        self.next = 0

    def _log_hash(self) -> TreeHash:
        """Return the hash that the log is made with: as signed, else as the tree's row says."""
        first = self.signed.next
        names = [first.hash_name] if first is not None else []
        names += [self._state.hash_name] if self._state is not None else []
        return next(
            (TREE_HASHES[name] for name in names if name in TREE_HASHES),
            configuration.tree_hash(),
        )

    def read(self) -> None:
        """Go through all rows, then through what ought to be there after them."""
        with closing(connection.chunked_cursor()) as cursor:
            cursor.execute(_ROWS)
            while rows := cursor.fetchmany(_BATCH):
                for row in rows:
                    self._row(row)
                self._settle()
        self._skip_to(self._recorded.size)
        while self.signed.next is not None:
            self._skip_to(self.signed.next.size)
            self._judge()

    def findings(self) -> list[Finding]:
        """Return what the pass has brought to light."""
        found = explain(self._mismatches, self._gaps, self.next)
        if self.next:  # a log that has not begun has no tree
            found += self._recorded.findings
        return [*found, *self._findings, *self.signed.findings]

    def _row(self, row: tuple[Any, ...]) -> None:
        number, stored = row[0], bytes(row[1])
        computed = self._hash.leaf(leaf.leaf_bytes(row[2:]))
        self.events += 1
        if self._first_unproven is None:
            self._first_unproven = _place(row)
        if number == self.next and computed == stored == self._recorded.at(number):
            self._matching.append(computed)
            self.next += 1
            if self._is_claimed():
                self._settle()
            return
        self._settle()
        self._odd_row(Mismatch(number, _place(row), computed, stored, self._expected(row)))

    def _odd_row(self, row: Mismatch) -> None:
        """Take in a row after a gap, or with another hash than was recorded."""
        if self._recorded.covers(row.seq):
            self._skip_to(row.seq)
        if row.computed != row.stored or row.computed != row.expected:
            self._remember(row)
        if row.seq == self.next:
            self._grow(row.computed, row.expected or row.computed)

    def _expected(self, row: tuple[Any, ...]) -> bytes | None:
        number, stored = row[0], row[1]
        recorded = self._recorded.at(number)
        if recorded is None and self._recorded.covers(number):
            return bytes(stored)  # the copy is gone, which is told elsewhere
        return recorded

    def _skip_to(self, number: int) -> None:
        """Take note that the rows up to this number are missing."""
        while self.next < number:
            recorded = self._recorded.at(self.next)
            if recorded is None or len(self._gaps) >= MOST_COMPARED:
                self._gaps.append(Gap(self.next, number - 1))
                self._is_kept_known = False
                self.content = None
                self.next = number
                self._judge()
                return
            self._gaps.append(Gap(self.next, self.next, recorded))
            self._grow(None, recorded)

    def _settle(self) -> None:
        """Grow the trees by the good rows that have been collected."""
        good, self._matching = self._matching, []
        if self.content is not None:
            tiles = self.content.extend(good)
            if self._kept is None and self._is_kept_known:
                self._recorded.check_tiles(tiles)
        if self._kept is not None:
            self._recorded.check_tiles(self._kept.extend(good))
        self._judge()

    def _grow(self, content: bytes | None, recorded: bytes) -> None:
        """Grow the trees by one leaf that is missing from the rows, or differs there."""
        if self._kept is None and self.content is not None and self._is_kept_known:
            self._kept = self.content.copy()
        if self._kept is not None:
            self._recorded.check_tiles(self._kept.extend([recorded]))
        if content is None:
            self.content = None
        elif self.content is not None:
            self.content.extend([content])
        self.next += 1
        self._judge()

    def _is_claimed(self) -> bool:
        """Say whether somebody vouches for the root at exactly this size."""
        claim = self.signed.next
        return self.next == self._recorded.size or (claim is not None and claim.size <= self.next)

    def _judge(self) -> None:
        """Hold the roots at this size against those who vouch for it."""
        while (claim := self.signed.next) is not None and claim.size <= self.next:
            if claim.size == self.next:
                self._hold_against(claim)
            self.signed.pop()
        is_whole = self._state is not None and self.next == self._recorded.size
        if is_whole and not self._is_contradicted:
            self._hold_against_frontier()

    def _hold_against(self, claim: Claim) -> None:
        content, kept = self._roots()
        if claim.root == kept:
            self._proven(self._beyond_register())
        elif claim.root == content:
            self._proven([one for one in self._mismatches if one.seq >= self.good_size])
            self._kept, self._is_kept_known = None, True
        elif (content or kept) and not self._is_contradicted:
            self._contradicted(FindingKind.CONTRADICTED, claim.source)

    def _proven(self, cleared: list[Mismatch]) -> None:
        """Take note that the log is as it was signed; these rows are good, their copy is not."""
        if cleared:
            changed = Finding(FindingKind.TREE_CHANGED, first=cleared[0].seq, last=cleared[-1].seq)
            self._findings.append(changed)
            self._mismatches = [one for one in self._mismatches if one not in cleared]
        self.good_size = self.next
        self._first_unproven = None

    def _beyond_register(self) -> list[Mismatch]:
        return [one for one in self._mismatches if one.expected is None and one.seq < self.next]

    def _hold_against_frontier(self) -> None:
        root = self._recorded.root()
        content, kept = self._roots()
        if (content or kept) and root not in {content, kept}:
            is_proven = self.good_size == self.next
            kind = FindingKind.TREE_CHANGED if is_proven else FindingKind.UNSIGNED_CONTRADICTED
            self._contradicted(kind, "")

    def _contradicted(self, kind: FindingKind, source: str) -> None:
        self._is_contradicted = True
        is_range = kind is not FindingKind.TREE_CHANGED
        self._findings.append(
            Finding(
                kind=kind,
                place=self._first_unproven if is_range else None,
                first=self.good_size if is_range else None,
                last=self.next - 1 if is_range else None,
                detail=source,
            )
        )

    def _roots(self) -> tuple[bytes | None, bytes | None]:
        """Return the roots of the rows' content and of the recorded hashes, where known."""
        content = None if self.content is None else self.content.root()
        if not self._is_kept_known:
            return content, None
        return content, content if self._kept is None else self._kept.root()

    def _remember(self, row: Mismatch) -> None:
        if len(self._mismatches) < MOST_COMPARED:
            self._mismatches.append(row)
        else:
            self.uncompared += 1


def _place(row: tuple[Any, ...]) -> Place:
    return Place(seq=row[0], event_id=row[2], kind=row[3], subject_type=row[6], subject_id=row[7])


def _waiting() -> tuple[int, list[Finding]]:
    """Return how many facts have no number, and those that have waited for it too long."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        (count,) = cursor.fetchone()
        cursor.execute(_FORGOTTEN, [WAITS_TOO_LONG.total_seconds(), MOST_FORGOTTEN])
        places = [Place(None, *row) for row in cursor.fetchall()]
    return count, [Finding(FindingKind.UNSEQUENCED, place=place) for place in places]


@contextmanager
def _snapshot() -> Iterator[None]:
    """See the database as it is at this moment, however long the reading takes."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
        yield
