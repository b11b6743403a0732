# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One test for each way to tamper with the ledger, done by somebody whom no trigger stops."""

import pytest
from django.db import connection

from tests.ledger.conftest import (
    MONDAY,
    append_at_once,
    found,
    numbered,
    sequence_everything_anew,
    tamper,
    unprotected,
)
from yiwang.ledger import leaf, merkle, selectors
from yiwang.ledger import services as ledger
from yiwang.ledger.enums import FindingKind as K
from yiwang.ledger.errors import LedgerDamaged
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db

SHA256 = merkle.TREE_HASHES["sha256"]
IN_A_TILE, IN_THE_TAIL = 100, 590
EVERYWHERE = pytest.mark.parametrize("seq", [0, IN_A_TILE, 255, 256, IN_THE_TAIL, 599])


def hash_of(event_id):
    """Work out a row's leaf hash as the sequencer would."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {leaf.COLUMNS} FROM ledger_event WHERE id = %s", [event_id])  # noqa: S608
        return SHA256.leaf(leaf.leaf_bytes(cursor.fetchone()))


def rehash(event_id):
    tamper("UPDATE ledger_event SET leaf_hash = %s WHERE id = %s", [hash_of(event_id), event_id])


def assert_names_the_row(finding, seq, event):
    place = finding.place
    assert (place.seq, place.event_id, place.kind) == (seq, event.id, "tests.parcel_sent")
    assert (place.subject_type, place.subject_id) == ("parcel", str(event.subject_id))
    assert str(event.id) in str(finding)
    assert str(event.subject_id) in str(finding)


def test_an_untouched_log_is_intact(signed_log):
    report = ledger.verify()

    assert report.is_intact
    assert report.findings == ()
    assert (report.events, report.size, report.signed_size, report.checkpoints) == (
        600,
        600,
        600,
        3,
    )
    assert report.root == selectors.latest_checkpoint().root


def test_a_log_that_has_not_begun_is_intact():
    report = ledger.verify()

    assert report.is_intact
    assert report.events == 0


def test_what_is_numbered_but_not_signed_yet_is_intact_too(signed_log):
    append_at_once(300)
    ledger.sequence_batch()

    report = ledger.verify()

    assert report.is_intact
    assert (report.events, report.signed_size) == (900, 600)


# ── edit


@pytest.mark.parametrize("seq", [IN_A_TILE, IN_THE_TAIL])
@pytest.mark.parametrize(
    "change",
    [
        "kind = 'tests.parcel_lost'",
        "at = at + interval '1 microsecond'",
        "recorded_at = recorded_at - interval '1 day'",
        "subject_type = 'letter'",
        "subject_id = gen_random_uuid()",
        "region_code = '330108000000'",
        'actor = actor || \'{"account_id": "forged"}\'',
        "payload = '{\"weight\": 99999}'",
        "purpose = 'forged'",
        "request_id = 'forged'",
    ],
)
def test_an_edited_column_is_found_and_the_row_named(signed_log, seq, change):
    tamper(f"UPDATE ledger_event SET {change} WHERE seq = %s", [seq])  # noqa: S608

    report = ledger.verify()

    assert not report.is_intact
    assert found(report) == [(K.EDITED, seq, seq)]
    event = numbered()[seq]
    assert (report.findings[0].place.seq, report.findings[0].place.event_id) == (seq, event.id)


def test_the_finding_names_id_number_kind_and_subject(signed_log):
    tamper("UPDATE ledger_event SET purpose = 'forged' WHERE seq = 100")

    (finding,) = ledger.verify().findings

    assert_names_the_row(finding, 100, numbered()[100])


def test_a_changed_id_is_found(signed_log):
    tamper("UPDATE ledger_event SET id = id + 100000 WHERE seq = 100")

    assert found(ledger.verify()) == [(K.EDITED, 100, 100)]


@EVERYWHERE
def test_an_edited_hash_is_found(signed_log, seq):
    tamper("UPDATE ledger_event SET leaf_hash = %s WHERE seq = %s", [b"\0" * 32, seq])

    assert found(ledger.verify()) == [(K.EDITED, seq, seq)]


@EVERYWHERE
def test_an_edit_with_the_hash_worked_out_anew_is_found_and_the_row_named(signed_log, seq):
    event = numbered()[seq]
    tamper("UPDATE ledger_event SET payload = '{\"weight\": 7000}' WHERE id = %s", [event.id])
    rehash(event.id)

    report = ledger.verify()

    assert found(report) == [(K.REWRITTEN, seq, seq)]
    assert_names_the_row(report.findings[0], seq, event)


def test_several_edits_are_all_named(signed_log):
    tamper("UPDATE ledger_event SET purpose = 'forged' WHERE seq IN (3, 260, 595)")

    assert found(ledger.verify()) == [(K.EDITED, seq, seq) for seq in (3, 260, 595)]


# ── delete, truncate


@pytest.mark.parametrize("seq", [0, IN_A_TILE, 256, IN_THE_TAIL])
def test_a_deleted_row_is_found(signed_log, seq):
    tamper("DELETE FROM ledger_event WHERE seq = %s", [seq])

    report = ledger.verify()

    assert found(report) == [(K.DELETED, seq, seq)]
    assert f"第 {seq} 号" in str(report)


@pytest.mark.parametrize("seq", [IN_A_TILE, IN_THE_TAIL])
def test_a_deleted_row_whose_gap_was_closed_is_found(signed_log, seq):
    with unprotected(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_event WHERE seq = %s", [seq])
        for later in range(seq + 1, 600):
            cursor.execute("UPDATE ledger_event SET seq = seq - 1 WHERE seq = %s", [later])

    assert found(ledger.verify()) == [(K.DELETED, seq, seq), (K.REORDERED, seq, 598)]


def test_a_deleted_stretch_is_told_as_one(signed_log):
    tamper("DELETE FROM ledger_event WHERE seq BETWEEN 200 AND 300")

    assert found(ledger.verify()) == [(K.DELETED, 200, 300)]


@pytest.mark.parametrize("first", [0, 256, 595, 599])
def test_a_truncated_log_is_found(signed_log, first):
    tamper("DELETE FROM ledger_event WHERE seq >= %s", [first])

    assert found(ledger.verify()) == [(K.TRUNCATED, first, 599)]


def test_a_log_that_was_truncated_and_sequenced_anew_is_found_by_its_checkpoints(signed_log):
    tamper("DELETE FROM ledger_event WHERE seq >= 550")
    sequence_everything_anew()

    assert found(ledger.verify()) == [(K.TRUNCATED, 550, 599)]


def test_a_log_that_was_truncated_with_its_checkpoints_is_found_by_whoever_kept_one(signed_log):
    kept = selectors.latest_checkpoint().note
    tamper("DELETE FROM ledger_event WHERE seq >= 500")
    tamper("DELETE FROM ledger_checkpoint WHERE number = 3")
    sequence_everything_anew()

    assert ledger.verify().is_intact  # nobody who only has the database could tell
    assert found(ledger.verify(witnessed=[kept])) == [(K.TRUNCATED, 500, 599)]


def test_a_log_that_was_emptied_is_found(signed_log):
    tamper("DELETE FROM ledger_event")

    assert found(ledger.verify()) == [(K.TRUNCATED, 0, 599)]


# ── insert


def insert_forged(seq):
    tamper(
        """
        INSERT INTO ledger_event (seq, leaf_hash, kind, at, subject_type, subject_id, region_code,
            actor, payload, purpose, request_id)
        VALUES (%s, '\\x00', 'tests.parcel_sent', now(), 'parcel', gen_random_uuid(), '',
            '{"kind": "staff"}', '{"weight": 1}', '', '')
        """,
        [seq],
    )
    event = Event.objects.latest("id")
    rehash(event.id)
    return event


@pytest.mark.parametrize("seq", [600, 10**15])
def test_a_row_with_a_number_that_was_never_given_is_found(signed_log, seq):
    event = insert_forged(seq)

    report = ledger.verify()

    assert found(report) == [(K.INSERTED, seq, seq)]
    assert_names_the_row(report.findings[0], seq, event)


@pytest.mark.parametrize("seq", [0, IN_A_TILE, IN_THE_TAIL])
def test_a_row_pushed_in_between_is_found_and_named(signed_log, seq):
    with unprotected(), connection.cursor() as cursor:
        for later in range(599, seq - 1, -1):
            cursor.execute("UPDATE ledger_event SET seq = seq + 1 WHERE seq = %s", [later])
    event = insert_forged(seq)

    report = ledger.verify()

    assert found(report) == [(K.INSERTED, seq, seq), (K.REORDERED, seq + 1, 600)]
    assert_names_the_row(report.findings[0], seq, event)


def test_a_row_pushed_in_with_everything_sequenced_anew_is_found_by_its_checkpoints(signed_log):
    between = numbered()[400].id
    tamper("UPDATE ledger_event SET id = id + 1000000 WHERE seq >= 400")
    insert_forged(5000)
    tamper("UPDATE ledger_event SET id = %s WHERE seq = 5000", [between])
    sequence_everything_anew()

    kind, first, last = found(ledger.verify())[0]

    assert (kind, first) == (K.CONTRADICTED, 250)
    assert last == 499


# ── reorder


@pytest.mark.parametrize(("one", "other"), [(5, 9), (100, 400), (590, 595), (3, 599)])
@pytest.mark.parametrize("columns", ["seq", "seq, leaf_hash"])
def test_two_rows_that_changed_places_are_found_and_named(signed_log, one, other, columns):
    first, second = numbered()[one], numbered()[other]
    with unprotected(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_event SET seq = 9999 WHERE id = %s", [first.id])
        cursor.execute("UPDATE ledger_event SET seq = %s WHERE id = %s", [one, second.id])
        cursor.execute("UPDATE ledger_event SET seq = %s WHERE id = %s", [other, first.id])
        if columns == "seq":  # the hashes stay at their numbers
            for event_id, kept in ((first.id, second.leaf_hash), (second.id, first.leaf_hash)):
                cursor.execute(
                    "UPDATE ledger_event SET leaf_hash = %s WHERE id = %s", [bytes(kept), event_id]
                )

    report = ledger.verify()

    assert found(report) == [(K.REORDERED, one, one), (K.REORDERED, other, other)]
    assert [finding.home for finding in report.findings] == [other, one]
    assert_names_the_row(report.findings[0], one, second)


# ── forging consistently


@pytest.mark.parametrize(
    ("seq", "signed_range"), [(10, (0, 249)), (300, (250, 499)), (599, (500, 599))]
)
def test_a_tail_rewritten_consistently_is_caught_by_the_signed_checkpoint(
    signed_log, seq, signed_range
):
    tamper("UPDATE ledger_event SET payload = '{\"weight\": 7000}' WHERE seq = %s", [seq])
    sequence_everything_anew()

    report = ledger.verify()

    assert found(report) == [(K.CONTRADICTED, *signed_range)]
    assert_names_the_row(report.findings[0], signed_range[0], numbered()[signed_range[0]])
    assert report.signed_size == signed_range[0]


def test_nothing_more_is_signed_after_the_past_was_rewritten(signed_log):
    tamper("UPDATE ledger_event SET payload = '{\"weight\": 7000}' WHERE seq = 300")
    sequence_everything_anew()
    append_at_once(1)
    ledger.sequence_batch()

    with pytest.raises(LedgerDamaged):
        ledger.make_checkpoint(at=MONDAY)


def test_nothing_more_is_signed_after_the_log_was_truncated(signed_log):
    tamper("DELETE FROM ledger_event WHERE seq >= 300")
    sequence_everything_anew()

    with pytest.raises(LedgerDamaged):
        ledger.make_checkpoint(at=MONDAY)


def test_unsigned_rows_rewritten_with_their_copies_are_caught_by_the_frontier(signed_log):
    append_at_once(3)
    ledger.sequence_batch()
    event = numbered()[601]
    tamper("UPDATE ledger_event SET purpose = 'forged' WHERE id = %s", [event.id])
    rehash(event.id)
    hashes = b"".join(bytes(one.leaf_hash) for one in numbered()[512:])
    tamper("UPDATE ledger_tree SET tail = %s", [hashes])

    assert found(ledger.verify()) == [(K.UNSIGNED_CONTRADICTED, 600, 602)]
