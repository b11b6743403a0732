# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Following the ledger: each subscription's events, in order, with its effect exactly once."""

import threading
import traceback
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import psycopg
import structlog
from django.db import InterfaceError, OperationalError, connection, transaction

from yiwang.foundation.errors import DomainError
from yiwang.ledger import reading, registry
from yiwang.ledger.events import RecordedEvent
from yiwang.ledger.registry import Subscriber
from yiwang.ledger.sequencing import CHANNEL, sequence_batch

_POLL = timedelta(milliseconds=200)
_AFTER_LOST_CONNECTION = timedelta(seconds=1)
_LONGEST_BACK_OFF = timedelta(minutes=5)
# How many events one transaction looks through; it bounds the search for rare kinds.
_WINDOW = 50_000

_ENSURE = """
INSERT INTO ledger_subscription (name) SELECT unnest(%s::text[]) ON CONFLICT (name) DO NOTHING
"""
_HEAD = "(SELECT coalesce(max(seq) + 1, 0) FROM ledger_event)"
_DUE = f"""
SELECT name FROM ledger_subscription
WHERE name = ANY(%s) AND position < {_HEAD}
AND (retry_at IS NULL OR retry_at <= clock_timestamp()) ORDER BY name
"""  # noqa: S608
_BEHIND = f"""
SELECT name FROM ledger_subscription WHERE name = ANY(%s) AND position < {_HEAD} ORDER BY name
"""  # noqa: S608
_HOLD = f"""
SELECT position, failures, {_HEAD} FROM ledger_subscription
WHERE name = %s FOR UPDATE SKIP LOCKED
"""  # noqa: S608
# Numbers are given without gaps and in the order of commits: below the head nothing is missing.
_READ = f"""
SELECT {reading.COLUMNS} FROM ledger_event
WHERE seq >= %s AND seq < %s AND (%s::text[] IS NULL OR kind = ANY(%s)) ORDER BY seq LIMIT %s
"""  # noqa: S608
_MOVE = """
UPDATE ledger_subscription SET position = %s, failures = 0, last_error = '', retry_at = NULL
WHERE name = %s
"""
_FAIL = """
UPDATE ledger_subscription SET failures = failures + 1, last_error = %s,
    retry_at = clock_timestamp() + make_interval(secs => least(2 ^ least(failures, 20), %s))
WHERE name = %s
"""
_REWIND = "SELECT position FROM ledger_subscription WHERE name = %s FOR UPDATE"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one transaction achieved: events handled, and whether there is more to read."""

    handled: int
    is_more: bool


_NOTHING = _Step(handled=0, is_more=False)


def run_subscription_once(name: str, limit: int = 500) -> int:
    """Hand the next events to the subscription's handler and return how many there were.

    0 says that it has caught up, or that another process holds it. A back-off is not waited for.

    :raises UnknownSubscription: no handler was registered under this name
    :raises Exception: whatever the handler raised; its effect is undone and the error stored
    """
    subscriber = registry.subscriber(name)
    _ensure([subscriber])
    while True:
        step = _advance(subscriber, limit)
        if step.handled or not step.is_more:
            return step.handled


def run_subscriptions(stop: threading.Event, only: Collection[str] | None = None) -> None:
    """Serve all subscriptions, or only some, until ``stop`` is set.

    Any number of processes may do so; each subscription is served by one at a time. A handler
    that fails is left alone for a while, longer each time, and the others go on.
    """
    try:
        while not stop.is_set():
            try:
                _serve(stop, only)
            except (OperationalError, InterfaceError, psycopg.Error) as error:
                log.warning("ledger.subscriptions_lost_database", error=str(error))
                connection.close()
                stop.wait(_AFTER_LOST_CONNECTION.total_seconds())
    finally:
        connection.close()


def replay(name: str) -> None:
    """Set the subscription back to the ledger's beginning, so that it builds its effect anew.

    What it built before is cleared in the same transaction by the ``clear`` that it was
    registered with; without one, the caller has emptied it.

    :raises UnknownSubscription: no handler was registered under this name
    """
    subscriber = registry.subscriber(name)
    _ensure([subscriber])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_REWIND, [name])
        if subscriber.clear is not None:
            subscriber.clear()
        cursor.execute(_MOVE, [0, name])


def settle() -> int:
    """Sequence everything and serve all subscriptions until nothing is left; return the count.

    For tests, demonstrations and a stopped site; a running site does this by itself.

    :raises Exception: whatever a handler raised
    """
    settled = 0
    names = [one.name for one in registry.subscribers()]
    _ensure(registry.subscribers())
    while True:
        step = sequence_batch()
        step += sum(run_subscription_once(name) for name in _names(_BEHIND, names))
        if not step:
            return settled
        settled += step


def _serve(stop: threading.Event, only: Collection[str] | None) -> None:
    chosen = [one for one in registry.subscribers() if only is None or one.name in only]
    _ensure(chosen)
    by_name = {one.name: one for one in chosen}
    with _listening() as listener:
        while not stop.is_set():
            is_busy = False
            for name in _names(_DUE, list(by_name)):
                is_busy |= _advance_quietly(by_name[name]).is_more
            if not is_busy:
                _sleep_until_news(listener)


def _advance_quietly(subscriber: Subscriber, limit: int = 500) -> _Step:
    try:
        return _advance(subscriber, limit)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # a bulkhead: one broken follower must not stop the others
        log.exception("ledger.subscription_failed", subscription=subscriber.name)
        return _NOTHING


def _advance(subscriber: Subscriber, limit: int) -> _Step:
    """Take one step; when the handler fails, undo it, store the error and raise it."""
    try:
        with transaction.atomic():
            return _step(subscriber, limit)
    except Exception as error:
        longest = _LONGEST_BACK_OFF.total_seconds()
        with connection.cursor() as cursor:
            cursor.execute(_FAIL, [_describe(error), longest, subscriber.name])
        raise


def _step(subscriber: Subscriber, limit: int) -> _Step:
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [subscriber.name])
        row = cursor.fetchone()
    if row is None:
        return _NOTHING
    position, failures, head = row
    if position >= head:
        return _NOTHING
    end = min(head, position + _WINDOW)
    # After failures it takes fewer at a time, so that what stands before a bad event gets done.
    limit = max(1, limit >> failures)
    events = _read(subscriber, position, end, limit)
    if events:
        subscriber.handler(events)
    if len(events) == limit:
        end = (events[-1].seq or 0) + 1
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [end, subscriber.name])
    return _Step(handled=len(events), is_more=end < head)


def _read(subscriber: Subscriber, start: int, end: int, limit: int) -> list[RecordedEvent]:
    kinds = None if subscriber.kinds is None else sorted(subscriber.kinds)
    with connection.cursor() as cursor:
        cursor.execute(_READ, [start, end, kinds, kinds, limit])
        return [reading.recorded_event(row) for row in cursor.fetchall()]


def _ensure(subscribers: Collection[Subscriber]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ENSURE, [[subscriber.name for subscriber in subscribers]])


def _names(which: str, names: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(which, [names])
        return [name for (name,) in cursor.fetchall()]


def _describe(error: Exception) -> str:
    """Return what to store: never the message, which may quote somebody's data."""
    if isinstance(error, DomainError):
        return error.code
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__qualname__}{place}"


@contextmanager
def _listening() -> Iterator[psycopg.Connection]:
    """Yield a connection that hears of newly sequenced facts; LISTEN needs one of its own."""
    parameters = connection.get_connection_params()
    with psycopg.Connection.connect(
        autocommit=True,
        **{key: parameters[key] for key in parameters if key in _CONNECTION_KEYS},
    ) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        yield listener


_CONNECTION_KEYS = frozenset(
    {"dbname", "user", "password", "host", "port", "options", "service", "passfile", "sslmode"}
)


def _sleep_until_news(listener: psycopg.Connection) -> None:
    # The time-out is the poll that also finds subscriptions whose back-off has ended.
    for _ in listener.notifies(timeout=_POLL.total_seconds(), stop_after=1):
        return
