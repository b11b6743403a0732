# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import threading

import pytest
import structlog
from django.db import connection, connections, transaction
from django.test import override_settings

from tests.ledger.conftest import (
    CLERK,
    MONDAY,
    ParcelSent,
    Recorder,
    append_at_once,
    append_parcels,
    numbered,
    tamper,
    wait_until,
)
from yiwang.foundation.actors import system_actor
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import leaf, merkle, selectors, sequencing
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import LedgerDamaged
from yiwang.ledger.models import Event, Tile, Tree

pytestmark = pytest.mark.django_db


def recomputed_root(tree_hash=merkle.TREE_HASHES["sha256"]):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {leaf.COLUMNS} FROM ledger_event WHERE seq IS NOT NULL ORDER BY seq"  # noqa: S608
        )
        leaves = [tree_hash.leaf(leaf.leaf_bytes(row)) for row in cursor.fetchall()]
    frontier = merkle.Frontier(tree_hash)
    frontier.extend(leaves)
    return frontier.root()


def test_facts_are_numbered_from_nought_without_gaps_in_the_order_they_were_written():
    parcels = append_parcels(7)

    assert ledger.sequence_batch() == 7

    assert [event.seq for event in numbered()] == list(range(7))
    assert [event.subject_id for event in numbered()] == parcels


def test_nothing_waiting_means_nothing_done(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert ledger.sequence_batch() == 0

    assert not Tree.objects.exists()


def test_batches_go_on_where_the_last_one_ended():
    append_parcels(10)

    counts = [ledger.sequence_batch(limit=4) for _ in range(4)]

    assert counts == [4, 4, 2, 0]
    assert [event.seq for event in numbered()] == list(range(10))
    assert selectors.inclusion_proof(9, size=10).root == recomputed_root()


@pytest.mark.parametrize("sizes", [(256,), (255, 2), (300, 300), (1, 255, 257), (600, 1)])
def test_the_stored_tree_has_the_root_of_all_leaves_whatever_the_batches(sizes):
    for size in sizes:
        append_at_once(size)
        ledger.sequence_batch()

    tree = Tree.objects.get()
    frontier = merkle.Frontier(merkle.TREE_HASHES["sha256"], tree.size, bytes(tree.frontier))
    assert tree.size == sum(sizes)
    assert frontier.root() == recomputed_root()
    assert Tile.objects.count() == sum(sizes) // 256
    copies = b"".join(bytes(tile.hashes) for tile in Tile.objects.order_by("position"))
    assert copies + bytes(tree.tail) == b"".join(bytes(one.leaf_hash) for one in numbered())


def test_a_tile_of_tiles_is_stored_when_sixty_five_thousand_leaves_are_full(monkeypatch):
    monkeypatch.setattr(sequencing, "BATCH", 40_000)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO ledger_event (kind, at, subject_type, region_code, actor, payload,
                purpose, request_id)
            SELECT 'tests.flood', now(), '', '', '{}', '{}', '', '' FROM generate_series(1, 65540)
            """
        )
    while ledger.sequence_batch(limit=40_000):
        pass

    top = Tile.objects.get(level=1)

    assert bytes(top.hashes) == b"".join(
        bytes(tile.root) for tile in Tile.objects.filter(level=0).order_by("position")
    )
    proof = selectors.inclusion_proof(65_000, size=65_540)
    tree_hash = merkle.TREE_HASHES["sha256"]
    assert proof.root == recomputed_root()
    assert (
        merkle.root_from_inclusion(tree_hash, proof.leaf_hash, 65_000, 65_540, proof.path)
        == proof.root
    )
    consistency = selectors.consistency_proof(65_536, 65_540)
    assert merkle.roots_from_consistency(
        tree_hash, 65_536, 65_540, consistency.old_root, consistency.path
    ) == (consistency.old_root, consistency.new_root)


@override_settings(LEDGER_HASH="sm3")
def test_a_log_is_made_with_the_hash_that_is_set():
    append_parcels(3)
    ledger.sequence_batch()

    assert Tree.objects.get().hash_name == "sm3"
    proof = selectors.inclusion_proof(1, size=3)
    assert proof.root == recomputed_root(merkle.TREE_HASHES["sm3"])


def test_a_log_keeps_the_hash_that_it_began_with():
    append_parcels(3)
    ledger.sequence_batch()
    with override_settings(LEDGER_HASH="sm3"):
        append_parcels(3)
        ledger.sequence_batch()

    assert Tree.objects.get().hash_name == "sha256"
    assert ledger.verify().is_intact


def test_the_sequencer_stops_when_a_numbered_row_has_gone():
    append_parcels(5)
    ledger.sequence_batch()
    tamper("DELETE FROM ledger_event WHERE seq = 4")
    append_parcels(1)

    with pytest.raises(LedgerDamaged):
        ledger.sequence_batch()

    assert Event.objects.filter(seq__isnull=True).count() == 1


@pytest.mark.parametrize(
    "change",
    ["frontier = ''", "hash_name = 'md5'", "size = size - 1", "size = size + 1"],
)
def test_the_sequencer_stops_when_the_tree_makes_no_sense(change):
    append_parcels(5)
    ledger.sequence_batch()
    tamper(f"UPDATE ledger_tree SET {change}")  # noqa: S608
    append_parcels(1)

    with pytest.raises(LedgerDamaged):
        ledger.sequence_batch()


def test_a_row_that_no_reader_could_parse_stops_nobody(follow):
    name = follow(Recorder())
    append_parcels(1)
    with connection.cursor() as cursor:
        for payload in ("9" * 5000, "[" * 400 + "]" * 400, "1e400", '{"a": 0.1}'):
            cursor.execute(
                """
                INSERT INTO ledger_event (kind, at, subject_type, region_code, actor, payload,
                    purpose, request_id) VALUES ('tests.bad', now(), '', '', '{}', %s, '', '')
                """,
                [payload],
            )

    assert ledger.sequence_batch() == 5
    assert ledger.run_subscription_once(name) == 5
    assert len(selectors.recorded_events(actor=system_actor("tests")).events) == 5
    assert ledger.verify().is_intact


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_began_earlier_and_commits_later_is_not_passed_over():
    is_written, may_commit = threading.Event(), threading.Event()
    parcel = new_id()

    def slow_command():
        try:
            with transaction.atomic():
                ledger.append(ParcelSent(parcel_id=parcel), actor=CLERK, at=MONDAY)
                is_written.set()
                may_commit.wait(30)
        finally:
            connections.close_all()

    slow = threading.Thread(target=slow_command)
    slow.start()
    is_written.wait(30)
    (quick,) = append_parcels(1)
    assert ledger.sequence_batch() == 1
    may_commit.set()
    slow.join()
    assert ledger.sequence_batch() == 1

    assert [event.subject_id for event in numbered()] == [quick, parcel]
    assert numbered()[0].id > numbered()[1].id


@pytest.mark.django_db(transaction=True)
def test_two_sequencers_at_once_number_every_fact_once():
    append_at_once(3000)
    start = threading.Barrier(3)
    counts = []

    def sequence():
        try:
            start.wait(30)
            count = 0
            while got := ledger.sequence_batch(limit=100):
                count += got
            counts.append(count)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=sequence) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == 3000
    assert [event.seq for event in numbered()] == list(range(3000))
    assert ledger.verify().is_intact


@pytest.mark.django_db(transaction=True)
def test_the_running_sequencer_survives_a_lost_connection_and_signs_when_it_stops():
    stop = threading.Event()
    runner = threading.Thread(target=ledger.run_sequencer, args=[stop])
    runner.start()
    try:
        append_parcels(3)
        wait_until(lambda: selectors.sequencer_lag().events == 0)
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_locks
                WHERE locktype = 'advisory' AND objid = %s AND pid <> pg_backend_pid()
                  AND database = (
                      SELECT oid FROM pg_database WHERE datname = current_database())
                """,
                [sequencing._LEADER & 0xFFFFFFFF],
            )
            assert cursor.rowcount == 1
        append_parcels(2)
        wait_until(lambda: selectors.sequencer_lag().events == 0)
    finally:
        stop.set()
        runner.join(30)

    assert [event.seq for event in numbered()] == list(range(5))
    checkpoint = selectors.latest_checkpoint()
    assert checkpoint is not None
    assert checkpoint.size == 5


@pytest.mark.django_db(transaction=True)
def test_a_second_sequencer_stands_by_until_the_first_one_ends():
    first_stop, second_stop = threading.Event(), threading.Event()
    first = threading.Thread(target=ledger.run_sequencer, args=[first_stop])
    first.start()
    wait_until(lambda: len(leaders()) == 1)
    (leader,) = leaders()
    second = threading.Thread(target=ledger.run_sequencer, args=[second_stop])
    second.start()
    try:
        append_parcels(1)
        wait_until(lambda: selectors.sequencer_lag().events == 0)
        assert leaders() == [leader]
        first_stop.set()
        first.join(30)
        wait_until(lambda: len(leaders()) == 1 and leaders() != [leader])
    finally:
        first_stop.set()
        second_stop.set()
        second.join(30)
        first.join(30)


@pytest.mark.django_db(transaction=True)
def test_a_key_that_is_missing_is_no_reason_not_to_number(settings):
    settings.LEDGER_SIGNING_KEY = b"short"
    stop = threading.Event()
    with structlog.testing.capture_logs() as logs:
        runner = threading.Thread(target=ledger.run_sequencer, args=[stop])
        runner.start()
        append_parcels(3)
        wait_until(lambda: selectors.sequencer_lag().events == 0)
        stop.set()
        runner.join(30)

    assert "ledger.not_signed" in [entry["event"] for entry in logs]


@pytest.mark.django_db(transaction=True)
def test_the_running_sequencer_says_aloud_that_the_ledger_is_damaged():
    append_parcels(3)
    ledger.sequence_batch()
    tamper("DELETE FROM ledger_event WHERE seq = 2")
    append_parcels(1)
    stop = threading.Event()
    with structlog.testing.capture_logs() as logs:
        runner = threading.Thread(target=ledger.run_sequencer, args=[stop])
        runner.start()
        wait_until(lambda: "ledger.damaged" in [entry["event"] for entry in logs])
        stop.set()
        runner.join(30)

    assert Event.objects.filter(seq__isnull=True).count() == 1


def leaders():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT pid FROM pg_locks
            WHERE locktype = 'advisory' AND objid = %s AND granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            [sequencing._LEADER & 0xFFFFFFFF],
        )
        return [pid for (pid,) in cursor.fetchall()]
