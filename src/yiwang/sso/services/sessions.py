# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A browser session as clients share it, and each client's share of it."""

import secrets
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from yiwang.foundation import encryption
from yiwang.foundation.actors import Actor
from yiwang.identity import services as identity
from yiwang.sso.models import Client, ClientSession, Session, Subject
from yiwang.sso.protocol.issuer import CITIZEN_ACR, STAFF_ACR

SESSION_ID = "sso_session"
"""Under this key a session of ours remembers what clients know it as."""
PLACE = {"table": "sso_session", "column": "key"}
STRONG = frozenset({"hwk", "swk", "sc"})
"""Means of signing in that are cryptographic (RFC 8176)."""


def known_session(session: SessionBase, *, actor: Actor) -> Session | None:
    """Return what clients know a browser session as, if any was signed in to."""
    text = session.get(SESSION_ID)
    if not isinstance(text, str) or actor.account_id is None:
        return None
    return Session.objects.filter(pk=text, account_id=actor.account_id, ended_at=None).first()


@transaction.atomic
def open_share(
    session: SessionBase, *, client: Client, scopes: tuple[str, ...], actor: Actor, at: datetime
) -> ClientSession:
    """Return the client's share of a browser session, made or brought up to date."""
    if actor.account_id is None:
        raise ValueError("Nobody is signed in.")
    proof = identity.authentication_of(session, actor=actor, at=at)
    shared = known_session(session, actor=actor) or _begin(session, actor.account_id, proof, at)
    if session_key(shared) != session.session_key:
        # The same person has signed in again: the browser session goes on under another key.
        shared.key_cipher = _sealed_key(session, shared)
        shared.save(update_fields=["key_cipher"])
    share = ClientSession.objects.filter(session=shared, client=client, ended_at=None).first()
    if share is None:
        share = ClientSession(
            session=shared,
            client=client,
            account_id=actor.account_id,
            subject=subject_of(actor.account_id, sector=client.sector),
            started_at=at,
        )
    share.legal_person_id = actor.legal_person_id
    share.principal_id = actor.principal_id
    share.mandate_id = actor.mandate_id
    share.post_id = actor.post_id
    share.acr, share.amr = acr_of(actor, proof), list(proof.methods)
    share.authenticated_at = proof.at
    share.scopes = sorted({*share.scopes, *scopes})
    share.save()
    return share


def acr_of(actor: Actor, proof: identity.Authentication) -> str:
    """Return how sure we are who signed in, as clients ask for it."""
    return (STAFF_ACR if actor.is_staff else CITIZEN_ACR) + str(level_of(actor, proof))


def level_of(actor: Actor, proof: identity.Authentication) -> int:
    """Return a citizen's assurance level; for staff 2 after a cryptographic sign-in, else 1."""
    if not actor.is_staff:
        return actor.assurance
    return 1 if STRONG.isdisjoint(proof.methods) else 2


def subject_of(account_id: UUID, *, sector: str) -> str:
    """Return what the clients of a sector call somebody, made at the first question."""
    fresh = secrets.token_urlsafe(32)
    Subject.objects.bulk_create(
        [Subject(value=fresh, account_id=account_id, sector=sector)], ignore_conflicts=True
    )
    return Subject.objects.get(account_id=account_id, sector=sector).value


def session_key(session: Session) -> str:
    """Return the key of the browser session behind a session."""
    return encryption.decrypt(bytes(session.key_cipher), row_id=session.id, **PLACE)


def _begin(
    session: SessionBase, account_id: UUID, proof: identity.Authentication, at: datetime
) -> Session:
    begun = Session(account_id=account_id, started_at=at, ends_at=proof.ends_at)
    begun.key_cipher = _sealed_key(session, begun)
    begun.save(force_insert=True)
    session[SESSION_ID] = str(begun.id)
    return begun


def _sealed_key(session: SessionBase, row: Session) -> bytes:
    return encryption.encrypt(str(session.session_key), row_id=row.id, **PLACE)
