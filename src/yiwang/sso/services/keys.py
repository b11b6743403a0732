# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing keys: made ahead, put to use, kept for verification, and forgotten."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.sso import events, signing
from yiwang.sso.enums import KeyState
from yiwang.sso.models import SigningKey

KEPT_HOURS = 24
"""An ID token lives ten minutes; clients may keep our key set for hours."""


@transaction.atomic
def ensure_signing_keys(*, actor: Actor, at: datetime) -> int:
    """Make the keys that are missing: one in use and one in reserve for each algorithm.

    :return: how many were made
    """
    _lock()
    wanted = [
        (algorithm, state)
        for algorithm in signing.ALGORITHMS
        for state in (KeyState.CURRENT, KeyState.NEXT)
        if not SigningKey.objects.filter(algorithm=algorithm, state=state).exists()
    ]
    for algorithm, state in wanted:
        _make(algorithm, state, at)
    if any(state is KeyState.CURRENT for _algorithm, state in wanted):
        _record(actor, at)
    return len(wanted)


@transaction.atomic
def rotate_signing_keys(*, actor: Actor, at: datetime) -> list[str]:
    """Sign with the keys in reserve from now on; return their ids.

    Clients have seen them published for as long as they were in reserve. The keys until now stay
    published until every token that they signed is long over.
    """
    _lock()
    SigningKey.objects.filter(state=KeyState.CURRENT).update(
        state=KeyState.PREVIOUS, keep_until=at + timedelta(hours=KEPT_HOURS), private_cipher=None
    )
    SigningKey.objects.filter(state=KeyState.NEXT).update(state=KeyState.CURRENT)
    for algorithm in signing.ALGORITHMS:
        if not SigningKey.objects.filter(algorithm=algorithm, state=KeyState.CURRENT).exists():
            _make(algorithm, KeyState.CURRENT, at)
        _make(algorithm, KeyState.NEXT, at)
    signing.forget_signers()
    return _record(actor, at)


@transaction.atomic
def rotate_due_signing_keys(*, actor: Actor, at: datetime) -> list[str]:
    """Rotate when the keys in reserve have been published for ``SSO_KEY_DAYS``; else do nothing.

    :return: ids of the keys that sign from now on; empty when nothing was due
    """
    _lock()
    reserve = SigningKey.objects.filter(state=KeyState.NEXT).aggregate(made=Max("created_at"))
    if reserve["made"] is None or reserve["made"] > at - timedelta(days=settings.SSO_KEY_DAYS):
        return []
    return rotate_signing_keys(actor=actor, at=at)


def retire_signing_keys(*, at: datetime) -> int:
    """Take keys whose tokens are gone out of the published set; return how many."""
    return SigningKey.objects.filter(state=KeyState.PREVIOUS, keep_until__lte=at).update(
        state=KeyState.GONE
    )


def _make(algorithm: str, state: KeyState, at: datetime) -> None:
    pair, kid = signing.new_pair(algorithm)
    row = SigningKey(
        kid=kid,
        algorithm=algorithm,
        state=state,
        public_jwk=pair.export_public(as_dict=True),
        created_at=at,
    )
    row.private_cipher = signing.seal(pair, row)
    row.save(force_insert=True)


def _record(actor: Actor, at: datetime) -> list[str]:
    rows = SigningKey.objects.filter(state=KeyState.CURRENT).order_by("algorithm")
    kids = list(rows.values_list("kid", flat=True))
    ledger.append(events.SigningKeysRotated(current=tuple(kids)), actor=actor, at=at)
    return kids


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('sso.signing_keys'))")
