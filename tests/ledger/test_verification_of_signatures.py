# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Tampering with the tree, the checkpoints and the queue, and how the report tells of it."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.utils import translation

from tests.ledger.conftest import (
    MONDAY,
    append_at_once,
    found,
    is_superuser,
    sequence_everything_anew,
    tamper,
    unprotected,
)
from yiwang.ledger import selectors
from yiwang.ledger import services as ledger
from yiwang.ledger.enums import FindingKind as K
from yiwang.ledger.models import Checkpoint, Event
from yiwang.ledger.notes import Signer, Statement

pytestmark = pytest.mark.django_db


# ── the tree


def test_a_tile_that_was_changed_is_told_from_rows_that_were(signed_log):
    tamper(
        "UPDATE ledger_tile SET hashes = set_byte(hashes, 40, 255 - get_byte(hashes, 40))"
        " WHERE position = 1"
    )

    report = ledger.verify()

    assert {kind for kind, _, _ in found(report)} <= {K.TILE_CHANGED, K.TREE_CHANGED}
    assert not report.is_intact
    assert report.signed_size == 600


def test_a_tile_root_that_was_changed_is_found(signed_log):
    tamper("UPDATE ledger_tile SET root = %s WHERE position = 1", [b"\0" * 32])

    assert found(ledger.verify()) == [(K.TILE_CHANGED, None, None)]


def test_a_tile_that_was_deleted_is_found(signed_log):
    tamper("DELETE FROM ledger_tile WHERE position = 0")

    assert found(ledger.verify()) == [(K.TILE_CHANGED, None, None)]


@pytest.mark.parametrize(
    "change",
    ["frontier = set_byte(frontier, 3, 255 - get_byte(frontier, 3))", "frontier = ''", "tail = ''"],
)
def test_a_changed_tree_is_found(signed_log, change):
    tamper(f"UPDATE ledger_tree SET {change}")  # noqa: S608

    report = ledger.verify()

    assert {kind for kind, _, _ in found(report)} == {K.TREE_CHANGED}
    assert report.signed_size == 600


def test_a_tail_with_another_hash_is_found_and_no_row_is_blamed(signed_log):
    tamper("UPDATE ledger_tree SET tail = set_byte(tail, 40, 255 - get_byte(tail, 40))")

    assert found(ledger.verify()) == [(K.TREE_CHANGED, 513, 513)]


@pytest.mark.parametrize("name", ["sm3", "md5", ""])
def test_a_tree_with_another_hash_is_found_and_no_row_is_blamed(signed_log, name):
    tamper("UPDATE ledger_tree SET hash_name = %s", [name])

    report = ledger.verify()

    assert found(report) == [(K.TREE_CHANGED, None, None)]
    assert report.signed_size == 600


@pytest.mark.parametrize("size", [599, 601, 10**15])
def test_a_tree_of_another_size_is_found(signed_log, size):
    tamper("UPDATE ledger_tree SET size = %s", [size])

    assert not ledger.verify().is_intact


def test_a_deleted_tree_is_found(signed_log):
    tamper("DELETE FROM ledger_tree")

    assert found(ledger.verify()) == [(K.TREE_CHANGED, None, None)]


# ── checkpoints


def test_a_deleted_checkpoint_is_found(signed_log):
    tamper("DELETE FROM ledger_checkpoint WHERE number = 2")

    report = ledger.verify()

    assert found(report) == [(K.CHECKPOINT_MISSING, None, None)]
    assert "2" in report.findings[0].detail


@pytest.mark.parametrize(
    "change",
    ["size = 499", "size = 700", "root = '\\x00'", "at = at + interval '1 second'"],
)
def test_a_checkpoint_whose_columns_contradict_its_note_is_found(signed_log, change):
    tamper(f"UPDATE ledger_checkpoint SET {change} WHERE number = 2")  # noqa: S608

    assert found(ledger.verify()) == [(K.CHECKPOINT_CHANGED, None, None)]


@pytest.mark.parametrize(
    "note",
    [
        "",
        "yiwang/ledger\n500\nAAAA\n",
        "yiwang/ledger\n500\nAAAA\n\n— yiwang/ledger AAAA\n",
        "\n\n\n\n— — —\n",
        "yiwang/ledger\n9" + "9" * 5000 + "\nAAAA\n\n— yiwang/ledger !!!!\n",
    ],
)
def test_a_note_that_is_no_checkpoint_is_found(signed_log, note):
    tamper("UPDATE ledger_checkpoint SET note = %s WHERE number = 2", [note])

    assert found(ledger.verify()) == [(K.CHECKPOINT_FORGED, None, None)]


def test_a_checkpoint_signed_with_another_key_is_found(signed_log):
    forger = Signer(name="yiwang/ledger", key=Ed25519PrivateKey.generate())
    third = Checkpoint.objects.get(number=3)
    statement = Statement("yiwang/ledger", third.size, bytes(third.root), third.at)
    tamper("UPDATE ledger_checkpoint SET note = %s WHERE number = 3", [forger.sign(statement)])

    assert found(ledger.verify()) == [(K.CHECKPOINT_FORGED, None, None)]


def test_a_rewritten_log_with_forged_checkpoints_is_found(signed_log):
    """The forger has everything but the key."""
    tamper("UPDATE ledger_event SET payload = '{\"weight\": 7000}' WHERE seq = 300")
    sequence_everything_anew()
    forger = Signer(name="yiwang/ledger", key=Ed25519PrivateKey.generate())
    for row in Checkpoint.objects.filter(size__gt=300):
        root = selectors.consistency_proof(row.size, row.size).new_root
        note = forger.sign(Statement("yiwang/ledger", row.size, root, row.at))
        tamper(
            "UPDATE ledger_checkpoint SET root = %s, note = %s WHERE number = %s",
            [root, note, row.number],
        )

    report = ledger.verify()

    assert [kind for kind, _, _ in found(report)] == [K.CHECKPOINT_FORGED] * 2
    assert report.signed_size == 250


def test_checkpoints_in_another_order_are_found(signed_log):
    tamper("UPDATE ledger_checkpoint SET number = number + 10")
    tamper("UPDATE ledger_checkpoint SET number = 14 - number")

    kinds = [kind for kind, _, _ in found(ledger.verify())]

    assert kinds == [K.CHECKPOINT_CHANGED, K.CHECKPOINT_CHANGED]


def test_a_checkpoint_of_another_log_under_our_key_is_not_ours(signed_log, settings):
    settings.LEDGER_ORIGIN = "elsewhere/ledger"

    assert {kind for kind, _, _ in found(ledger.verify())} == {K.CHECKPOINT_FORGED}


def test_a_former_key_is_trusted_when_it_is_named(signed_log, settings):
    former = selectors.verifier_keys()[0]
    settings.LEDGER_SIGNING_KEY = b"another key, 32 bytes long......"
    assert not ledger.verify().is_intact

    settings.LEDGER_FORMER_KEYS = [former]
    append_at_once(1)
    ledger.sequence_batch()
    ledger.make_checkpoint(at=MONDAY)

    report = ledger.verify()
    assert report.is_intact
    assert report.signed_size == 601


# ── facts without a number


def test_a_fact_that_has_waited_too_long_is_a_warning_that_names_it(signed_log):
    append_at_once(1)
    tamper(
        "UPDATE ledger_event SET recorded_at = recorded_at - interval '1 hour' WHERE seq IS NULL"
    )

    report = ledger.verify()

    assert found(report) == [(K.UNSEQUENCED, None, None)]
    assert report.findings[0].place.event_id == Event.objects.latest("id").id
    assert report.is_intact
    assert report.waiting == 1


def test_a_fresh_fact_without_a_number_is_normal(signed_log):
    append_at_once(4)

    report = ledger.verify()

    assert report.findings == ()
    assert report.waiting == 4


# ── the report


def test_the_report_names_the_fault_in_plain_chinese(signed_log):
    tamper("UPDATE ledger_event SET purpose = 'forged' WHERE seq = 100")
    report = ledger.verify()

    with translation.override("zh-hans"):
        assert "异常：第 100 号" in str(report)
        assert "内容在写入后被修改" in str(report)


def test_the_report_is_plain_json_for_machines(signed_log):
    tamper("UPDATE ledger_event SET purpose = 'forged' WHERE seq = 100")

    answer = json.loads(json.dumps(ledger.verify().as_json()))

    assert answer["is_intact"] is False
    assert (answer["findings"][0]["kind"], answer["findings"][0]["first"]) == ("edited", 100)


def test_a_log_edited_everywhere_is_told_in_a_bounded_report(signed_log):
    tamper("UPDATE ledger_event SET purpose = 'forged'")

    report = ledger.verify()

    assert len(report.findings) == 200
    assert report.unlisted == 400
    assert not report.is_intact


@pytest.mark.django_db(transaction=True)
def test_verification_works_on_one_snapshot_and_leaves_no_trace():
    append_at_once(10)
    ledger.sequence_batch()
    ledger.make_checkpoint(at=MONDAY)

    assert ledger.verify().is_intact

    append_at_once(1)  # the connection writes again afterwards
    assert Event.objects.count() == 11


def test_the_attackers_here_are_superusers_where_the_database_lets_us():
    with unprotected(), connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone()[0] == ("replica" if is_superuser() else "origin")
