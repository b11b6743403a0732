# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the ledger's tests share."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection, connections

from yiwang.foundation.actors import Actor, ActorKind
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger
from yiwang.ledger.enums import FindingKind
from yiwang.ledger.events import Fact, RecordedEvent
from yiwang.ledger.models import Event

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
XIHU = "330106000000"


@dataclass(frozen=True)
class ParcelSent(Fact):
    """A fact that only the tests know."""

    kind = "tests.parcel_sent"
    subject_type = "parcel"
    subject_field = "parcel_id"

    parcel_id: UUID
    weight: int = 1


@dataclass(frozen=True)
class ParcelLost(Fact):
    kind = "tests.parcel_lost"
    subject_type = "parcel"
    subject_field = "parcel_id"

    parcel_id: UUID


CLERK = Actor(
    kind=ActorKind.STAFF,
    account_id=new_id(),
    display_name="王小明",
    staff_id=new_id(),
    post_id=new_id(),
    department_id=new_id(),
    division_code=XIHU,
    rights=frozenset({"ledger.read"}),
)


def append_parcels(count: int, *, actor: Actor = CLERK, region_code: str = XIHU) -> list[UUID]:
    """Append so many parcels, one command each, and return their ids."""
    parcels = [new_id() for _ in range(count)]
    for weight, parcel in enumerate(parcels):
        ledger.append(
            ParcelSent(parcel_id=parcel, weight=weight),
            actor=actor,
            at=MONDAY,
            region_code=region_code,
        )
    return parcels


def sequenced(count: int) -> None:
    """Append so many parcels and number them."""
    append_parcels(count)
    ledger.sequence_batch()


def numbered() -> list[Event]:
    return list(Event.objects.filter(seq__isnull=False).order_by("seq"))


class Recorder:
    """A handler that remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[RecordedEvent] = []

    def __call__(self, events: Sequence[RecordedEvent]) -> None:
        self.seen += events

    @property
    def weights(self) -> list[int]:
        return [event.payload["weight"] for event in self.seen]


@pytest.fixture
def follow() -> Iterator[Callable[..., str]]:
    """Register subscriptions that are forgotten after the test."""
    names: list[str] = []

    def register(handler, kinds=None, *, name="tests.follower", clear=None) -> str:
        ledger.subscribe(name, kinds, handler, clear=clear)
        names.append(name)
        return name

    yield register
    for name in names:
        ledger.unsubscribe(name)


RECORD = ("ledger_event", "ledger_tree", "ledger_tile", "ledger_checkpoint", "ledger_anchor")


def is_superuser() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        return bool(cursor.fetchone()[0] == "on")


@contextmanager
def unprotected() -> Iterator[None]:
    """Be somebody whom no trigger stops: a superuser, or else the owner of the tables."""
    off, on = (
        (["SET session_replication_role = replica"], ["SET session_replication_role = origin"])
        if is_superuser()
        else (
            [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in RECORD],
            [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in RECORD],
        )
    )
    with connection.cursor() as cursor:
        cursor.execute("; ".join(off))
        yield
        cursor.execute("; ".join(on))


def tamper(statement: str, parameters: Sequence[object] = ()) -> int:
    """Run a statement that no trigger stops, and return how many rows it touched."""
    with unprotected(), connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return int(cursor.rowcount)


def sequence_everything_anew() -> None:
    """Do what the most thorough forger does: build leaves, tiles and tree as if from scratch."""
    with unprotected(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_event SET seq = NULL, leaf_hash = NULL")
        cursor.execute("DELETE FROM ledger_tile")
        cursor.execute("DELETE FROM ledger_tree")
        ledger.sequence_batch()


def append_at_once(count: int) -> None:
    """Append so many parcels in one command."""
    facts = [ParcelSent(parcel_id=new_id(), weight=weight) for weight in range(count)]
    ledger.append(*facts, actor=CLERK, at=MONDAY, region_code=XIHU)


@pytest.fixture
def signed_log() -> None:
    """Make two full tiles and a tail of 88, signed at 250, 500 and 600."""
    for count in (250, 250, 100):
        append_at_once(count)
        ledger.sequence_batch()
        ledger.make_checkpoint(at=MONDAY)


def found(report: ledger.VerificationReport) -> list[tuple[FindingKind, int | None, int | None]]:
    return [(one.kind, one.first, one.last) for one in report.findings]


def wait_until(is_so: Callable[[], bool], seconds: int = 30) -> None:
    """Ask again and again; the pause is the database's, not the test's."""
    with connection.cursor() as cursor:
        for _ in range(seconds * 50):
            if is_so():
                return
            cursor.execute("SELECT pg_sleep(0.02)")
    raise AssertionError("It has not come to pass.")


def in_thread(work: Callable[[], object]) -> None:
    """Work, and give the thread's connection back."""
    try:
        work()
    finally:
        connections.close_all()
