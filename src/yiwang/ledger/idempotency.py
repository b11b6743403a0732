# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Requests that may be repeated: the same key and body give the same answer, and act once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b, sha256
from typing import Any

import orjson
from django.db import connection, transaction

from yiwang.ledger.appending import append
from yiwang.ledger.errors import (
    IdempotencyKeyMalformed,
    IdempotencyKeyReused,
    RefusalOnRecord,
    RequestInFlight,
)

_VISIBLE_ASCII = re.compile(r"[\x21-\x7e]{1,255}")

# The lock is asked for and the record read in one round trip. The snapshot may be older than the
# lock; then the record of a request that ended in between stays unseen, and the unique key
# catches it when ours is stored.
_CLAIM = """
WITH claim AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(%s) AS got)
SELECT claim.got, record.fingerprint, record.status, record.body
FROM claim LEFT JOIN ledger_idempotency_record AS record
    ON record.scope = %s AND record.key = %s
"""
_STORE = """
INSERT INTO ledger_idempotency_record (scope, key, fingerprint, status, body)
VALUES (%s, %s, %s, %s, %s::jsonb) ON CONFLICT (scope, key) DO NOTHING
"""
_FORGET = "DELETE FROM ledger_idempotency_record WHERE created_at < %s"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered: an HTTP status and a JSON object."""

    status: int
    body: dict[str, Any]


def perform_once(
    *, key: str | None, scope: str, fingerprint: bytes, action: Callable[[], Answer]
) -> Answer:
    """Run the action in a transaction of its own and return its answer, once for each key.

    A repetition gets the stored answer and does nothing. A refusal stores nothing, so that the
    client may mend what was wrong and use the key again.

    :param key: the client's idempotency key; None runs the action without a record
    :param scope: whose key it is and for which operation, at most 200 characters
    :param fingerprint: from :func:`request_fingerprint`
    :raises IdempotencyKeyMalformed: the key is not 1 to 255 visible ASCII characters
    :raises IdempotencyKeyReused: the key belongs to a request that was not this one
    :raises RequestInFlight: the same key is being worked on at this moment
    :raises RefusalOnRecord: its facts stay in the ledger, all else is undone
    Source: draft-ietf-httpapi-idempotency-key-header-07.
    """
    try:
        return _performed(key, scope, fingerprint, action)
    except RefusalOnRecord as refusal:
        write_down(refusal)
        raise


def answered(*, key: str | None, scope: str, fingerprint: bytes) -> Answer | None:
    """Return what a key was answered before; None where nothing is stored, or there is no key.

    For what has to be counted outside the transaction of a command, and once for each key.

    :raises IdempotencyKeyMalformed, IdempotencyKeyReused, RequestInFlight: as ``perform_once``
    """
    if key is None:
        return None
    if not _VISIBLE_ASCII.fullmatch(key):
        raise IdempotencyKeyMalformed
    with transaction.atomic():
        return _claim(key, scope, fingerprint)


def write_down(refusal: RefusalOnRecord) -> None:
    """Write the facts of a refusal to the ledger, in a transaction of its own."""
    if refusal.facts and refusal.actor is not None and refusal.at is not None:
        with transaction.atomic():
            append(
                *refusal.facts,
                actor=refusal.actor,
                at=refusal.at,
                region_code=refusal.region_code,
            )


def _performed(
    key: str | None, scope: str, fingerprint: bytes, action: Callable[[], Answer]
) -> Answer:
    if key is None:
        with transaction.atomic():
            return action()
    if not _VISIBLE_ASCII.fullmatch(key):
        raise IdempotencyKeyMalformed
    with transaction.atomic():
        stored = _claim(key, scope, fingerprint)
        if stored is not None:
            return stored
        answer = action()
        if not _store(key, scope, fingerprint, answer):
            # A twin committed between our snapshot and our lock: undo, and let the client ask
            # again; it will get the twin's answer.
            raise RequestInFlight
        return answer


def request_fingerprint(*, method: str, path: str, body: bytes) -> bytes:
    """Return what tells one request from another under the same key."""
    digest = sha256(f"{method.upper()} {path}\n".encode())
    digest.update(body)
    return digest.digest()


def forget_old_answers(*, before: datetime) -> int:
    """Delete the answers stored before this time and return how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [before])
        return int(cursor.rowcount)


def _claim(key: str, scope: str, fingerprint: bytes) -> Answer | None:
    """Return the stored answer, or None when the caller now holds the key until it commits."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [_lock_number(scope, key), scope, key])
        got_lock, stored_fingerprint, status, body = cursor.fetchone()
    if stored_fingerprint is None:
        if not got_lock:
            raise RequestInFlight
        return None
    if bytes(stored_fingerprint) != fingerprint:
        raise IdempotencyKeyReused
    return Answer(status=status, body=orjson.loads(body))


def _store(key: str, scope: str, fingerprint: bytes, answer: Answer) -> bool:
    body = orjson.dumps(answer.body).decode()
    with connection.cursor() as cursor:
        cursor.execute(_STORE, [scope, key, fingerprint, answer.status, body])
        return bool(cursor.rowcount == 1)


def _lock_number(scope: str, key: str) -> int:
    digest = blake2b(f"{scope}\0{key}".encode(), digest_size=8, person=b"idempotency")
    return int.from_bytes(digest.digest(), signed=True)
