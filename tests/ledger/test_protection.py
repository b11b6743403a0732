# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the database refuses, whoever asks."""

from importlib import import_module

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.ledger.conftest import (
    CLERK,
    MONDAY,
    RECORD,
    ParcelSent,
    Recorder,
    append_at_once,
    append_parcels,
    is_superuser,
    numbered,
    tamper,
)
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import selectors
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Anchor, Checkpoint, Event
from yiwang.ledger.protection import TRIGGERS

pytestmark = pytest.mark.django_db

OTHER_VALUES = {
    "id": "id + 1000",
    "kind": "'tests.forged'",
    "at": "at + interval '1 second'",
    "recorded_at": "recorded_at - interval '1 day'",
    "subject_type": "'forged'",
    "subject_id": "NULL",
    "region_code": "'330100000000'",
    "actor": """'{"kind": "system"}'""",
    "payload": """'{"weight": 99}'""",
    "purpose": "'forged'",
    "request_id": "'forged'",
}


@pytest.fixture
def log():
    for table in RECORD:  # as in production; see tests/conftest.py
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_never_emptied")
    append_at_once(300)
    ledger.sequence_batch()
    ledger.make_checkpoint(at=MONDAY)
    Anchor.objects.create(
        checkpoint=Checkpoint.objects.get(), authority="x", token=b"x", stamped_at=MONDAY
    )
    append_parcels(1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def assert_refused(statement):
    with pytest.raises(DatabaseError, match="never changed"):
        run(statement)


def test_the_list_of_columns_is_complete():
    columns = {field.column for field in Event._meta.concrete_fields}

    assert columns == {*OTHER_VALUES, "seq", "leaf_hash"}


@pytest.mark.parametrize("column", OTHER_VALUES)
@pytest.mark.parametrize("state", ["NOT NULL", "NULL"])
def test_no_column_of_an_event_can_be_changed(log, column, state):
    assert_refused(
        f"UPDATE ledger_event SET {column} = {OTHER_VALUES[column]} WHERE seq IS {state}"  # noqa: S608
    )


def test_no_column_can_be_changed_together_with_numbering(log):
    for column, value in OTHER_VALUES.items():
        assert_refused(
            f"UPDATE ledger_event SET {column} = {value}, seq = 300, leaf_hash = '\\x00' "  # noqa: S608
            "WHERE seq IS NULL"
        )


@pytest.mark.parametrize(
    "change",
    [
        "seq = 5000",
        "seq = NULL, leaf_hash = NULL",
        "leaf_hash = '\\x00'",
        "seq = seq",
    ],
)
def test_a_number_is_given_once(log, change):
    assert_refused(f"UPDATE ledger_event SET {change} WHERE seq = 7")  # noqa: S608


def test_a_row_cannot_be_born_with_a_number(log):
    assert_refused(
        """
        INSERT INTO ledger_event (seq, leaf_hash, kind, at, subject_type, region_code, actor,
            payload, purpose, request_id)
        VALUES (9000, '\\x00', 'tests.forged', now(), '', '', '{}', '{}', '', '')
        """
    )


@pytest.mark.parametrize("table", RECORD)
def test_nothing_can_be_deleted(log, table):
    assert_refused(f"DELETE FROM {table}")  # noqa: S608
    assert_refused(f"DELETE FROM {table} WHERE false")  # noqa: S608


@pytest.mark.parametrize("table", RECORD)
def test_no_table_can_be_emptied(log, table):
    assert_refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_checkpoint SET size = 1",
        "UPDATE ledger_checkpoint SET note = ''",
        "UPDATE ledger_anchor SET token = ''",
        "UPDATE ledger_tile SET root = ''",
        "UPDATE ledger_tree SET size = size - 1",
        "UPDATE ledger_tree SET frontier = ''",
        "UPDATE ledger_tree SET hash_name = 'sm3', size = size + 1",
    ],
)
def test_neither_tree_nor_checkpoints_nor_anchors_can_be_changed(log, statement):
    assert_refused(statement)


def test_the_orm_is_refused_too(log):
    event = numbered()[0]
    event.purpose = "forged"

    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        event.delete()


def test_a_superuser_who_switches_the_triggers_off_is_not_stopped_and_so_must_be_found(log):
    assert tamper("UPDATE ledger_event SET purpose = 'forged' WHERE seq = 3") == 1
    assert not ledger.verify().is_intact


@pytest.fixture
def roles():
    if not is_superuser():
        pytest.skip("Making roles takes a superuser.")
    with connection.cursor() as cursor:
        for role in ("ledger_test_app", "ledger_test_sequencer"):
            cursor.execute(f"CREATE ROLE {role}")
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
    ledger.grant_runtime_role("ledger_test_app")
    ledger.grant_sequencer_role("ledger_test_sequencer")


@pytest.fixture
def as_role(roles):
    def become(role):
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {role}")

    yield become
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_the_runtime_role_can_append_follow_and_answer(log, as_role, follow):
    name = follow(lambda events: None)
    as_role("ledger_test_app")

    ledger.append(ParcelSent(parcel_id=new_id()), actor=CLERK, at=MONDAY)
    ledger.run_subscription_once(name)
    ledger.perform_once(key="k", scope="s", fingerprint=b"f", action=lambda: ledger.Answer(200, {}))

    assert Event.objects.count() == 302


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET purpose = ''",
        "UPDATE ledger_event SET seq = 5000, leaf_hash = '\\x00' WHERE seq IS NULL",
        "DELETE FROM ledger_event",
        "TRUNCATE ledger_event",
        "ALTER TABLE ledger_event DISABLE TRIGGER USER",
        "SET session_replication_role = replica",
        "INSERT INTO ledger_event (id, kind) VALUES (1, 'x')",
        "INSERT INTO ledger_event (recorded_at) VALUES (now())",
        "INSERT INTO ledger_checkpoint (number) VALUES (9)",
        "INSERT INTO ledger_tile (level) VALUES (9)",
        "INSERT INTO ledger_anchor (authority) VALUES ('x')",
        "UPDATE ledger_tree SET size = 9000",
        "DELETE FROM ledger_checkpoint",
    ],
)
def test_the_runtime_role_may_do_nothing_else_to_the_record(log, as_role, statement):
    as_role("ledger_test_app")

    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        run(statement)


def test_the_sequencer_role_can_number_and_sign(log, as_role):
    as_role("ledger_test_sequencer")

    assert ledger.sequence_batch() == 1
    assert ledger.make_checkpoint(at=MONDAY).size == 301


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET purpose = ''",
        "DELETE FROM ledger_event",
        "INSERT INTO ledger_event (kind) VALUES ('x')",
        "UPDATE ledger_checkpoint SET size = 9",
        "DELETE FROM ledger_tile",
    ],
)
def test_the_sequencer_role_can_neither_append_nor_change(log, as_role, statement):
    as_role("ledger_test_sequencer")

    with pytest.raises(DatabaseError, match="permission denied"):
        run(statement)


@pytest.fixture
def as_the_embedded_installation_does(as_role):
    """Run as the one role that web, worker and sequencer of `make run` share."""
    narrow = import_module("yiwang.ledger.migrations.0002_protect_the_record").NARROW_RUNTIME_ROLE
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = 'yiwang_app'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE ROLE yiwang_app")
        cursor.execute("GRANT USAGE ON SCHEMA public TO yiwang_app")
        cursor.execute(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO yiwang_app"
        )
        cursor.execute(narrow)
    as_role("yiwang_app")


def test_the_one_role_of_a_small_installation_can_do_all_its_work(
    log, as_the_embedded_installation_does, follow
):
    name = follow(Recorder())
    append_parcels(300)

    assert ledger.sequence_batch() == 301
    assert ledger.make_checkpoint(at=MONDAY).size == 601
    assert ledger.run_subscription_once(name) == 500
    assert ledger.verify().signed_size == 601


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET purpose = ''",
        "DELETE FROM ledger_event",
        "TRUNCATE ledger_event",
        "UPDATE ledger_checkpoint SET size = 1",
        "DELETE FROM ledger_anchor",
        "UPDATE ledger_tree SET hash_name = ''",
        "ALTER TABLE ledger_event DISABLE TRIGGER USER",
    ],
)
def test_the_one_role_of_a_small_installation_may_change_nothing(
    log, as_the_embedded_installation_does, statement
):
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        run(statement)


# ── are the guards at work?


def test_all_guards_are_at_work(log):
    assert selectors.faults_of_protection() == []


def test_a_guard_that_was_switched_off_or_dropped_is_told(log):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER ledger_event_kept")
        cursor.execute("DROP TRIGGER ledger_tile_never_changed ON ledger_tile")

    assert selectors.faults_of_protection() == ["ledger_event_kept", "ledger_tile_never_changed"]


def test_the_list_of_guards_is_complete(log):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'ledger%'"
        )
        assert {name for (name,) in cursor.fetchall()} == TRIGGERS
