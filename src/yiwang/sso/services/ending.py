# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sessions end: tokens die at once, a fact says so, and what follows from it tells the clients."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet

from yiwang.foundation.actors import Actor
from yiwang.identity import services as identity
from yiwang.ledger import services as ledger
from yiwang.sso import events
from yiwang.sso.enums import SessionEnd
from yiwang.sso.errors import SessionNotFound
from yiwang.sso.models import Client, ClientSession, Session
from yiwang.sso.protocol import tokens
from yiwang.sso.services.sessions import known_session, session_key

BATCH = 500


@transaction.atomic
def end_browser_session(
    session: SessionBase, *, reason: SessionEnd, actor: Actor, at: datetime
) -> None:
    """End what clients know a browser session as; nothing when no client was signed in to."""
    found = known_session(session, actor=actor)
    if found is not None:
        _end_sessions([found.id], reason=reason, actor=actor, at=at)


@transaction.atomic
def end_gone_sessions(account_ids: Iterable[UUID], *, actor: Actor, at: datetime) -> int:
    """End the sessions of these accounts whose browser session is over; return how many."""
    running = Session.objects.filter(account_id__in=set(account_ids), ended_at=None)
    gone = [
        session.id
        for session in running.order_by("id")
        if not identity.is_session_open(session_key(session), account_id=session.account_id, at=at)
    ]
    _end_sessions(gone, reason=SessionEnd.SIGNED_OUT, actor=actor, at=at)
    return len(gone)


@transaction.atomic
def end_expired_sessions(*, actor: Actor, at: datetime) -> int:
    """End a batch of sessions whose time is over; return how many."""
    running = Session.objects.filter(ends_at__lte=at, ended_at=None).order_by("ends_at")
    ids = list(running.values_list("id", flat=True)[:BATCH])
    _end_sessions(ids, reason=SessionEnd.EXPIRED, actor=actor, at=at)
    return len(ids)


@transaction.atomic
def sign_out_of(*, client_session_id: UUID, actor: Actor, at: datetime) -> None:
    """End one of one's own sessions at a client; the browser session with us goes on.

    :raises SessionNotFound: it is not the actor's, or has ended
    """
    own = ClientSession.objects.filter(account_id=actor.account_id) if actor.account_id else None
    if own is None or not own.filter(pk=client_session_id, ended_at=None).exists():
        raise SessionNotFound
    shares = ClientSession.objects.filter(pk=client_session_id)
    end_shares(shares, reason=SessionEnd.FROM_SYSTEM, actor=actor, at=at)


def end_shares_of_client(client: Client, *, actor: Actor, at: datetime) -> None:
    """End every session at a client that is switched off."""
    shares = ClientSession.objects.filter(client=client)
    end_shares(shares, reason=SessionEnd.CLIENT_SUSPENDED, actor=actor, at=at)


def end_shares(
    shares: QuerySet[ClientSession], *, reason: SessionEnd, actor: Actor, at: datetime
) -> None:
    """End some sessions at clients, in the caller's transaction."""
    open_ones = shares.filter(ended_at=None).select_for_update().order_by("id")
    rows = list(open_ones.values_list("id", "account_id", "session_id"))
    if not rows:
        return
    ids = [row[0] for row in rows]
    ClientSession.objects.filter(pk__in=ids).update(ended_at=at)
    tokens.kill_shares(ids, at=at)
    facts = [
        events.SessionEnded(
            account_id=account_id, session_id=session_id, client_session_id=one, reason=reason
        )
        for one, account_id, session_id in rows
    ]
    for start in range(0, len(facts), BATCH):
        ledger.append(*facts[start : start + BATCH], actor=actor, at=at)


def _end_sessions(ids: Sequence[UUID], *, reason: SessionEnd, actor: Actor, at: datetime) -> None:
    locked = Session.objects.filter(pk__in=ids, ended_at=None).select_for_update().order_by("id")
    rows = list(locked.values_list("id", "account_id"))
    if not rows:
        return
    ending = [row[0] for row in rows]
    Session.objects.filter(pk__in=ending).update(ended_at=at, end_reason=reason)
    shares = ClientSession.objects.filter(session_id__in=ending, ended_at=None)
    share_ids = list(shares.values_list("id", flat=True))
    shares.update(ended_at=at)
    tokens.kill_shares(share_ids, at=at)
    facts = [
        events.SessionEnded(
            account_id=account_id, session_id=session_id, client_session_id=None, reason=reason
        )
        for session_id, account_id in rows
    ]
    ledger.append(*facts, actor=actor, at=at)
