# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions that the ledger answers to other rooms."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from yiwang.foundation.actors import Actor
from yiwang.ledger import configuration, merkle
from yiwang.ledger.errors import CursorMalformed, LedgerReadForbidden, ProofUnavailable
from yiwang.ledger.events import RecordedEvent
from yiwang.ledger.merkle import TREE_HASHES
from yiwang.ledger.models import Anchor, Checkpoint, Event, Tree
from yiwang.ledger.protection import missing_triggers
from yiwang.ledger.public_facts import FactsPage as FactsPage
from yiwang.ledger.public_facts import public_facts_after as public_facts_after
from yiwang.ledger.reading import may_read, recorded_event
from yiwang.ledger.stored_tree import StoredTree
from yiwang.ledger.subject_pages import fact_about as fact_about
from yiwang.ledger.subject_pages import facts_about as facts_about
from yiwang.ledger.subject_pages import staff_since as staff_since
from yiwang.ledger.subject_pages import timelines as timelines

LARGEST_PAGE = 200

_TEXTS = {
    "actor_text": Cast("actor", TextField()),
    "payload_text": Cast("payload", TextField()),
}
_FIELDS = (
    "id",
    "seq",
    "kind",
    "at",
    "recorded_at",
    "subject_type",
    "subject_id",
    "region_code",
    "actor_text",
    "payload_text",
    "purpose",
    "request_id",
)
_LAGS = """
SELECT subscription.name, position, failures, last_error, retry_at,
    greatest(head.head - position, 0),
    coalesce(extract(epoch FROM clock_timestamp() - event.recorded_at), 0)::float8
FROM ledger_subscription AS subscription
CROSS JOIN (SELECT coalesce(max(seq) + 1, 0) AS head FROM ledger_event) AS head
LEFT JOIN ledger_event AS event ON event.seq = position
ORDER BY subscription.name
"""
_WAITING = """
SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::float8
FROM ledger_event WHERE seq IS NULL
"""


@dataclass(frozen=True, slots=True)
class EventFilters:
    """What to show of the ledger; what is None does not narrow.

    :param region_code: a division with everything below it
    :param since: the first moment
    :param until: the moment after the last
    """

    kind: str | None = None
    subject_type: str | None = None
    subject_id: UUID | None = None
    region_code: str | None = None
    account_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events, newest first, and the cursor of the page after them, None on the last."""

    events: list[RecordedEvent]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class SubscriptionLag:
    """How far a subscription is behind the log.

    :param seconds: age of the oldest event that it has not read
    :param last_error: what its handler failed with, "" while it succeeds
    """

    name: str
    position: int
    failures: int
    last_error: str
    retry_at: datetime | None
    events: int
    seconds: float


@dataclass(frozen=True, slots=True)
class SequencerLag:
    """How many facts wait for their number, and for how many seconds the oldest does."""

    events: int
    seconds: float


@dataclass(frozen=True, slots=True)
class AnchorAge:
    """How old the newest anchor is.

    :param age: None when there is none
    :param is_stale: anchoring is switched on and its newest anchor is too old or missing
    """

    is_on: bool
    age: timedelta | None
    is_stale: bool


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """What we signed: so many leaves, this root, at this moment.

    :param note: the signed note, to be published and kept by others
    """

    number: int
    size: int
    root: bytes
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That a leaf stands in the log of a checkpoint.

    Source: RFC 6962, section 2.1.1; merkle.root_from_inclusion checks it.
    """

    seq: int
    size: int
    leaf_hash: bytes
    root: bytes
    path: list[bytes]


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That a smaller log is the beginning of a larger one.

    Source: RFC 6962, section 2.1.2; merkle.roots_from_consistency checks it.
    """

    old_size: int
    new_size: int
    old_root: bytes
    new_root: bytes
    path: list[bytes]


def recorded_events(
    *,
    actor: Actor,
    filters: EventFilters | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> EventPage:
    """Return sequenced events that the actor may see, newest first.

    Staff see their post's division, with all below it when the post covers the subtree; a post
    that covers a whole province sees also what belongs to no division.

    :param cursor: ``next_cursor`` of the page before
    :raises LedgerReadForbidden: the actor lacks the right to read the ledger
    :raises CursorMalformed: the cursor is not one that this list gave out
    """
    if not may_read(actor):
        raise LedgerReadForbidden
    limit = max(1, min(limit, LARGEST_PAGE))
    chosen = _filtered(filters or EventFilters()).filter(_visible_to(actor), seq__isnull=False)
    if cursor is not None:
        chosen = chosen.filter(seq__lt=_cursor_seq(cursor))
    events = _events(chosen.order_by("-seq")[: limit + 1])
    is_last = len(events) <= limit
    return EventPage(
        events=events[:limit], next_cursor=None if is_last else str(events[limit - 1].seq)
    )


def events_about(subject_type: str, subject_id: UUID) -> list[RecordedEvent]:
    """Return everything that happened to a subject, oldest first, also what has no number yet.

    The caller has checked that whoever asks may see the subject.
    """
    return timeline(subject_type, subject_id)


def last_of_kind(
    kind: str, subject_type: str, subject_ids: Collection[UUID]
) -> dict[UUID, datetime]:
    """Return when a kind of fact last happened to each of some subjects, in one query.

    The caller has checked that whoever asks may see the subjects.
    """
    chosen = Event.objects.filter(
        subject_type=subject_type, subject_id__in=list(subject_ids), kind=kind
    )
    return dict(chosen.order_by().values_list("subject_id").annotate(last=Max("at")))


def timeline(
    subject_type: str, subject_id: UUID, *, kinds: Collection[str] | None = None
) -> list[RecordedEvent]:
    """Return what happened to a subject, oldest first, of these kinds or of all."""
    chosen = Event.objects.filter(subject_type=subject_type, subject_id=subject_id)
    if kinds is not None:
        chosen = chosen.filter(kind__in=kinds)
    return _events(chosen.order_by("id"))


def events_after(
    seq: int, *, subject_type: str, regions: tuple[str, str], limit: int
) -> list[RecordedEvent]:
    """Return the numbered facts about one type of subject that follow a place in the log.

    The caller has checked that whoever asks may see the subjects.

    :param seq: the last place already known, -1 for the beginning
    :param regions: first and last division code, both included
    """
    chosen = Event.objects.filter(seq__gt=seq, subject_type=subject_type)
    if regions[0] == regions[1]:
        chosen = chosen.filter(region_code=regions[0])
    else:
        chosen = chosen.filter(region_code__range=regions)
    return _events(chosen.order_by("seq")[: max(1, min(limit, LARGEST_PAGE))])


def subscription_lags() -> list[SubscriptionLag]:
    """Return how far every subscription that has ever run is behind."""
    with connection.cursor() as cursor:
        cursor.execute(_LAGS)
        return [SubscriptionLag(*row) for row in cursor.fetchall()]


def sequencer_lag() -> SequencerLag:
    """Return how far the sequencer is behind what was committed."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return SequencerLag(*cursor.fetchone())


def leaf_hashes(event_ids: Collection[int]) -> dict[int, bytes]:
    """Return the hash that each of these events has in the log; those without a number have none.

    A hash gives a draw that nobody can foresee and everybody can check.
    """
    rows = Event.objects.filter(pk__in=event_ids, seq__isnull=False)
    return {pk: bytes(leaf) for pk, leaf in rows.values_list("id", "leaf_hash") if leaf}


def latest_checkpoint() -> SignedCheckpoint | None:
    """Return the newest signed checkpoint; None while nothing was signed."""
    newest = Checkpoint.objects.order_by("-number").first()
    return None if newest is None else signed_checkpoint(newest)


def signed_checkpoint(row: Checkpoint) -> SignedCheckpoint:
    """Return a checkpoint's row as other rooms see it."""
    return SignedCheckpoint(
        number=row.number, size=row.size, root=bytes(row.root), at=row.at, note=row.note
    )


def verifier_keys() -> list[str]:
    """Return the keys to verify checkpoints with, as signed-note lines, the current one first."""
    return configuration.trusted_verifier_keys()


def anchor_age(*, at: datetime) -> AnchorAge:
    """Return how old the newest anchor is, and whether that is an alarm."""
    is_on = bool(configuration.authority_url())
    newest = Anchor.objects.order_by("-stamped_at").values_list("stamped_at", flat=True).first()
    age = None if newest is None else at - newest
    is_stale = is_on and (age is None or age > configuration.anchor_max_age())
    return AnchorAge(is_on=is_on, age=age, is_stale=is_stale)


def faults_of_protection() -> list[str]:
    """Return the names of the database's guards over the record that are not at work."""
    return missing_triggers()


def inclusion_proof(seq: int, *, size: int | None = None) -> InclusionProof:
    """Return the proof that the event of this number stands in the log.

    :param size: of the log that the proof leads to; by default the newest checkpoint's
    :raises ProofUnavailable: there is no such leaf or size, or no checkpoint covers it yet
    """
    tree = _stored_tree()
    if size is None:
        newest = latest_checkpoint()
        size = newest.size if newest is not None else 0
    if not 0 <= seq < size <= _tree_size():
        raise ProofUnavailable
    return InclusionProof(
        seq=seq,
        size=size,
        leaf_hash=tree.node(0, seq),
        root=tree.root(size),
        path=merkle.inclusion_path(tree.hash, tree.node, seq, size),
    )


def consistency_proof(old_size: int, new_size: int) -> ConsistencyProof:
    """Return the proof that the log of the old size is the beginning of that of the new.

    :raises ProofUnavailable: the sizes are out of order or beyond the log
    """
    if not 0 < old_size <= new_size <= _tree_size():
        raise ProofUnavailable
    tree = _stored_tree()
    return ConsistencyProof(
        old_size=old_size,
        new_size=new_size,
        old_root=tree.root(old_size),
        new_root=tree.root(new_size),
        path=merkle.consistency_path(tree.hash, tree.node, old_size, new_size),
    )


def subtree(division_code: str) -> tuple[str, str]:
    """Return the first and the last code in the subtree of a 12-digit division code."""
    for width in (0, 2, 4, 6, 9):
        if not division_code[width:].strip("0"):
            return division_code, division_code[:width].ljust(12, "9")
    return division_code, division_code


def _stored_tree() -> StoredTree:
    name = Tree.objects.values_list("hash_name", flat=True).first()
    if name is None:
        raise ProofUnavailable
    return StoredTree(TREE_HASHES[name])


def _tree_size() -> int:
    return Tree.objects.values_list("size", flat=True).first() or 0


def _visible_to(actor: Actor) -> Q:
    if actor.is_system:
        return Q()
    if not actor.covers_subtree:
        return Q(region_code=actor.division_code)
    if not actor.division_code[2:].strip("0"):
        return Q()
    return Q(region_code__range=subtree(actor.division_code))


def _filtered(filters: EventFilters) -> QuerySet[Event]:
    exact: dict[str, Any] = {
        "kind": filters.kind,
        "subject_type": filters.subject_type,
        "subject_id": filters.subject_id,
        "at__gte": filters.since,
        "at__lt": filters.until,
    }
    chosen = Event.objects.filter(**{key: value for key, value in exact.items() if value})
    if filters.region_code:
        chosen = chosen.filter(region_code__range=subtree(filters.region_code))
    if filters.account_id:
        chosen = chosen.alias(account=KT("actor__account_id")).filter(
            account=str(filters.account_id)
        )
    return chosen


def _events(chosen: QuerySet[Event]) -> list[RecordedEvent]:
    return [recorded_event(row) for row in chosen.annotate(**_TEXTS).values_list(*_FIELDS)]


def _cursor_seq(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) <= 18):
        raise CursorMalformed
    return int(cursor)
