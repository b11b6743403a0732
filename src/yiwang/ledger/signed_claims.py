# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was signed: the checkpoints in order, each only after its signature has proved good."""

import heapq
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from yiwang.ledger import configuration
from yiwang.ledger.anchoring import verify_token
from yiwang.ledger.enums import FindingKind
from yiwang.ledger.errors import AnchorRefused
from yiwang.ledger.models import Checkpoint
from yiwang.ledger.notes import NoteInvalid, Statement, open_note, trusted_keys
from yiwang.ledger.report import Finding

_ANCHORS = """
SELECT anchor.checkpoint_id, anchor.token, anchor.stamped_at, checkpoint.note
FROM ledger_anchor AS anchor
LEFT JOIN ledger_checkpoint AS checkpoint ON checkpoint.number = anchor.checkpoint_id
ORDER BY anchor.id
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody vouches that the log had this root when it had this many leaves."""

    size: int
    root: bytes
    hash_name: str
    source: str


class SignedClaims:
    """The claims of all good checkpoints, by size, ours and those that others kept."""

    def __init__(self, witnessed: Sequence[str]) -> None:
        self.count = 0
        self.findings: list[Finding] = []
        self._trusted = trusted_keys(configuration.trusted_verifier_keys())
        kept_elsewhere = sorted(self._witnessed(witnessed), key=_size)
        self._claims = heapq.merge(self._stored(), kept_elsewhere, key=_size)
        self.next: Claim | None = next(self._claims, None)

    def pop(self) -> None:
        """Go on to the next claim."""
        self.next = next(self._claims, None)

    def _stored(self) -> Iterator[Claim]:
        number = size = 0
        for row in Checkpoint.objects.order_by("number").iterator(chunk_size=500):
            self.count += 1
            source = _("检查点 %(number)s") % {"number": row.number}
            if row.number != number + 1:
                missing = _("检查点 %(number)s") % {"number": number + 1}
                self._report(FindingKind.CHECKPOINT_MISSING, missing)
            number = row.number
            statement = self._opened(row.note, source)
            if statement is None:
                continue
            said = (statement.size, statement.root, statement.at)
            if said != (row.size, bytes(row.root), row.at) or statement.size < size:
                self._report(FindingKind.CHECKPOINT_CHANGED, source)
            if statement.size >= size:
                size = statement.size
                yield _claim(statement, source)

    def _witnessed(self, notes: Sequence[str]) -> Iterator[Claim]:
        for note in notes:
            source = _("外部保存的检查点")
            statement = self._opened(note, source)
            if statement is not None:
                yield _claim(statement, source)

    def _opened(self, note: str, source: str) -> Statement | None:
        try:
            statement = open_note(note, self._trusted)
        except NoteInvalid:
            statement = None
        if statement is None or statement.origin != configuration.origin():
            self._report(FindingKind.CHECKPOINT_FORGED, source)
            return None
        return statement

    def _report(self, kind: FindingKind, detail: str) -> None:
        self.findings.append(Finding(kind, detail=detail))


@dataclass(frozen=True, slots=True)
class AnchorCheck:
    """How many anchors there are and what is wrong with them."""

    count: int
    findings: list[Finding]


def check_anchors() -> AnchorCheck:
    """Hold every stored time stamp against the checkpoint that it was made for."""
    count = 0
    findings: list[Finding] = []
    is_checkable = configuration.authority_certificates() is not None
    with closing(connection.chunked_cursor()) as cursor:
        cursor.execute(_ANCHORS)
        while rows := cursor.fetchmany(100):
            count += len(rows)
            for number, token, stamped_at, note in rows:
                findings += _anchor_findings(number, token, stamped_at, note, is_checkable)
    if count and not is_checkable:
        findings.append(Finding(FindingKind.ANCHOR_UNCHECKED, detail="LEDGER_TSA_CERTIFICATE"))
    return AnchorCheck(count=count, findings=findings)


def _anchor_findings(
    number: int, token: bytes, stamped_at: datetime, note: str | None, is_checkable: bool
) -> Iterator[Finding]:
    source = _("检查点 %(number)s") % {"number": number}
    if note is None:
        yield Finding(FindingKind.CHECKPOINT_MISSING, detail=source)
        return
    if not is_checkable:
        return
    try:
        vouched_for = verify_token(bytes(token), note.encode())
    except AnchorRefused as refusal:
        reason = refusal.params.get("reason", "")
        yield Finding(FindingKind.ANCHOR_INVALID, detail=f"{source}（{reason}）")
        return
    if vouched_for != stamped_at:
        yield Finding(FindingKind.ANCHOR_INVALID, detail=source)


def _claim(statement: Statement, source: str) -> Claim:
    return Claim(
        size=statement.size,
        root=statement.root,
        hash_name=statement.hash_name,
        source=source,
    )


def _size(claim: Claim) -> int:
    return claim.size
