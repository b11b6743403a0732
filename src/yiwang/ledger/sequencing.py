# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The sequencer: gives committed facts their place in the log and hashes them into the tree."""

import threading
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

import structlog
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from yiwang.ledger import configuration, leaf
from yiwang.ledger.checkpoints import make_checkpoint
from yiwang.ledger.errors import LedgerDamaged, SigningKeyUnusable
from yiwang.ledger.merkle import TILE_WIDTH, TREE_HASHES, Frontier, FullTile, TreeHash, split_hashes
from yiwang.ledger.models import Tile
from yiwang.ledger.stored_tree import newest_hashes, stored_frontier

CHANNEL = "ledger_sequenced"
BATCH = 5000

_LEADER = 0x6C656467_6572_0001  # the advisory lock of the one active sequencer
_POLL = timedelta(milliseconds=100)
_STANDBY = timedelta(seconds=1)
_AFTER_LOST_CONNECTION = timedelta(seconds=1)
_AFTER_DAMAGE = timedelta(seconds=30)

_IS_WAITING = "SELECT EXISTS (SELECT FROM ledger_event WHERE seq IS NULL)"
_PLANT = """
INSERT INTO ledger_tree (id, hash_name, size, frontier, tail) VALUES (1, %s, 0, '', '')
ON CONFLICT (id) DO NOTHING
"""
_LOCK = "SELECT hash_name, size, frontier, tail FROM ledger_tree WHERE id = 1 FOR UPDATE"
# A statement of its own: one that waits for a lock still sees other tables as before the wait.
_COUNT = "SELECT coalesce(max(seq) + 1, 0) FROM ledger_event"
# By "has no number yet", never by id or time: transactions do not commit in the order of their
# ids. What a transaction wrote is seen as a whole and stays in its order, and so does what was
# written after another transaction had committed.
_TAKE = f"SELECT {leaf.COLUMNS} FROM ledger_event WHERE seq IS NULL ORDER BY id LIMIT %s"  # noqa: S608
_NUMBER = """
UPDATE ledger_event AS event SET seq = given.seq, leaf_hash = given.leaf_hash
FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[]) AS given (id, seq, leaf_hash)
WHERE event.id = given.id AND event.seq IS NULL
"""
_GROW = "UPDATE ledger_tree SET size = %s, frontier = %s, tail = %s WHERE id = 1"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _LockedTree:
    hash: TreeHash
    frontier: Frontier
    tail: list[bytes]


def sequence_batch(*, limit: int = BATCH) -> int:
    """Number the next committed facts, in one transaction, and return how many there were.

    Safe when several processes do it: the tree's row is locked. Nothing is told to listeners
    when there was nothing to number.

    :raises LedgerDamaged: numbered rows have been added or taken away behind our back
    """
    if not _is_waiting():
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        tree = _locked_tree()
        cursor.execute(_TAKE, [limit])
        rows: list[leaf.Row] = cursor.fetchall()
        if not rows:
            return 0
        first = tree.frontier.size
        leaves = [tree.hash.leaf(leaf.leaf_bytes(row)) for row in rows]
        numbers = list(range(first, first + len(rows)))
        cursor.execute(_NUMBER, [[row[0] for row in rows], numbers, leaves])
        if cursor.rowcount != len(rows):
            raise LedgerDamaged
        _grow(tree, leaves)
        cursor.execute(f"NOTIFY {CHANNEL}")
    return len(rows)


def run_sequencer(stop: threading.Event) -> None:
    """Sequence and sign until ``stop`` is set; a second process stands by.

    It needs a connection of its own, not one of PgBouncer's in transaction mode.
    """
    try:
        while not stop.is_set():
            stop.wait(_serve(stop).total_seconds())
    finally:
        connection.close()


def _serve(stop: threading.Event) -> timedelta:
    """Lead for as long as that goes well, and return how long to wait before the next attempt."""
    try:
        if not _is_leader():
            return _STANDBY
        log.info("ledger.sequencer_leads")
        _lead(stop)
    except (OperationalError, InterfaceError) as error:
        log.warning("ledger.sequencer_lost_database", error=str(error))
        connection.close()
        return _AFTER_LOST_CONNECTION
    except (LedgerDamaged, IntegrityError):
        log.critical("ledger.damaged", advice="yiwang ledger verify")
        connection.close()
        return _AFTER_DAMAGE
    return timedelta()


def _lead(stop: threading.Event) -> None:
    sign_at = 0.0
    while not stop.is_set():
        count = sequence_batch()
        if monotonic() >= sign_at:
            _sign()
            sign_at = monotonic() + configuration.checkpoint_every().total_seconds()
        if count < BATCH:
            # Polling, because a NOTIFY by every append would make all commits queue up for
            # PostgreSQL's one lock on its notification queue.
            stop.wait(_POLL.total_seconds())
    _sign()


def _sign() -> None:
    """Make a checkpoint; a key that is missing is no reason not to number."""
    try:
        make_checkpoint(at=timezone.now())
    except SigningKeyUnusable as refusal:
        log.critical("ledger.not_signed", reason=str(refusal))


def _is_leader() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LEADER])
        return bool(cursor.fetchone()[0])


def _is_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_IS_WAITING)
        return bool(cursor.fetchone()[0])


def _locked_tree() -> _LockedTree:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_PLANT, [configuration.tree_hash().name])
            cursor.execute(_LOCK)
            row = cursor.fetchone()
        cursor.execute(_COUNT)
        (numbered,) = cursor.fetchone()
    hash_name, size, frontier, tail = row
    if size != numbered:
        raise LedgerDamaged
    return _LockedTree(
        frontier=stored_frontier(hash_name, size, bytes(frontier)),
        hash=TREE_HASHES[hash_name],
        tail=split_hashes(bytes(tail)),
    )


def _grow(tree: _LockedTree, leaves: list[bytes]) -> None:
    start = tree.frontier.size - len(tree.tail)  # the tail begins where a tile does
    tiles = tree.frontier.extend(leaves)
    unfinished = tree.tail + leaves
    for tile in tiles:  # in the order they filled up: the roots that a tile holds come before it
        if tile.level == 0:
            at = tile.position * TILE_WIDTH - start
            hashes = unfinished[at : at + TILE_WIDTH]
        else:
            hashes = newest_hashes(tile.level, tile.position)
        if len(hashes) != TILE_WIDTH:
            raise LedgerDamaged
        _store_tile(tile, hashes)
    size = tree.frontier.size
    tail = unfinished[size - size % TILE_WIDTH - start :]
    with connection.cursor() as cursor:
        cursor.execute(_GROW, [size, tree.frontier.packed(), b"".join(tail)])


def _store_tile(tile: FullTile, hashes: list[bytes]) -> None:
    Tile.objects.create(
        level=tile.level, position=tile.position, root=tile.root, hashes=b"".join(hashes)
    )
