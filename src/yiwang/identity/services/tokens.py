# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Bearer tokens of people and of systems, and the systems themselves."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind
from yiwang.identity import events, policies, selectors
from yiwang.identity.enums import SignInRefusal
from yiwang.identity.errors import (
    BadCredentials,
    BadLogin,
    ClientIdTaken,
    ClientNotFound,
    UnknownRight,
)
from yiwang.identity.models import AccessToken, SystemClient
from yiwang.identity.policies import Action, Place, Subject
from yiwang.identity.services import throttle
from yiwang.identity.services.texts import clean_name
from yiwang.identity.token_cache import tokens
from yiwang.ledger import services as ledger
from yiwang.organizations import policies as organizations_policies
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

CITIZEN_HOURS = 12
STAFF_HOURS = 8
CLIENT_HOURS = 1
RIGHTS = frozenset(Right)

_CLIENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{2,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A token, shown once; we keep its hash only."""

    raw: str = field(repr=False)
    expires_at: datetime
    actor: Actor


@dataclass(frozen=True, slots=True)
class IssuedSecret:
    """The secret of a system, shown once; we keep its hash only."""

    client_id: str
    secret: str = field(repr=False)


def issue_token(
    *,
    account_id: UUID,
    post_id: UUID | None = None,
    acting_for: UUID | None = None,
    at: datetime,
) -> IssuedToken:
    """Issue a token for an account that has just signed in: 12 hours, for staff 8.

    :param post_id: the post a staff member acts in; the longest held of that day when left out
    :param acting_for: a legal person, a mandate or a guardianship that a citizen acts under
    :raises AccountNotFound, PostNotHeld, NoMandate: as they say
    """
    actor = selectors.actor_for_account(account_id, post_id=post_id, acting_for=acting_for, at=at)
    hours = STAFF_HOURS if actor.kind is ActorKind.STAFF else CITIZEN_HOURS
    raw = _new_raw()
    expires_at = at + timedelta(hours=hours)
    with transaction.atomic():
        AccessToken.objects.create(
            token_hash=selectors.hash_token(raw),
            account_id=account_id,
            post_id=post_id,
            acting_for=acting_for,
            created_at=at,
            expires_at=expires_at,
        )
        fact = events.TokenIssued(account_id=account_id, hours=hours)
        ledger.append(fact, actor=actor, at=at)
    return IssuedToken(raw, expires_at, actor)


def issue_client_token(*, client_id: str, secret: str, ip: str, at: datetime) -> IssuedToken:
    """Issue a token for a system that knows its secret: one hour.

    :raises BadCredentials: unknown, closed, or the secret is wrong
    :raises TooManyAttempts: five failures in ten minutes
    """
    name = client_id[:64]
    throttle.count_sign_in(login=f"client:{name}", ip=ip, at=at)
    client = None
    if _CLIENT_ID.fullmatch(name):
        client = SystemClient.objects.filter(client_id=name, is_active=True).first()
    kept = bytes(client.secret_hash) if client else bytes(32)
    is_right = hmac.compare_digest(_secret_hash(secret), kept)
    if client is None or not is_right:
        fact = events.SignInRefused(account_id=None, reason=SignInRefusal.WRONG_SECRET)
        ledger.append(fact, actor=ANONYMOUS, at=at)
        raise BadCredentials
    throttle.forget_sign_in(login=f"client:{name}", ip=ip)
    raw = _new_raw()
    expires_at = at + timedelta(hours=CLIENT_HOURS)
    with transaction.atomic():
        AccessToken.objects.create(
            token_hash=selectors.hash_token(raw),
            client=client,
            created_at=at,
            expires_at=expires_at,
        )
        actor = selectors.authenticate_token(raw, at=at)
        issued = events.ClientTokenIssued(system_client_id=client.id, hours=CLIENT_HOURS)
        ledger.append(issued, actor=actor, at=at)
    return IssuedToken(raw, expires_at, actor)


@transaction.atomic
def revoke_token(*, raw: str, actor: Actor, at: datetime) -> None:
    """End a token now; ending one that has ended already does nothing.

    :raises TokenInvalid: it has not the form of a token of ours
    """
    found = AccessToken.objects.filter(token_hash=selectors.hash_token(raw)).first()
    tokens.clear()
    if found is None:
        return
    found.delete()
    ledger.append(events.TokenRevoked(account_id=found.account_id), actor=actor, at=at)


def clear_expired(*, at: datetime) -> int:
    """Delete expired tokens and counts of attempts; return how many rows went."""
    deleted, _by_model = AccessToken.objects.filter(expires_at__lte=at).delete()
    return deleted + throttle.clear_expired(at=at)


def register_client(
    *,
    client_id: str,
    name: str,
    department_id: UUID,
    rights: Collection[str],
    covers_subtree: bool = False,
    actor: Actor,
    at: datetime,
) -> IssuedSecret:
    """Let another system call us in the name of a department.

    :raises DepartmentNotFound: there is no such department
    :raises NotYours: the actor does not manage it
    :raises RightNotYours: a managing right, or a reach, that the actor does not have
    :raises UnknownRight, BadLogin, BadName, ClientIdTaken: as they say
    """
    department = organizations.department(department_id)
    place = Place(department.id, department.division_code)
    policies.check_can(actor, Action.REGISTER_CLIENT, Subject(places=(place,)))
    organizations_policies.check_grant(actor, rights, covers_subtree=covers_subtree)
    if not _CLIENT_ID.fullmatch(client_id):
        raise BadLogin
    for right in rights:
        if right not in RIGHTS:
            raise UnknownRight(params={"right": str(right)[:40]})
    secret = secrets.token_urlsafe(32)
    client = SystemClient(
        client_id=client_id,
        secret_hash=_secret_hash(secret),
        name=clean_name(name, longest=100),
        department_id=department_id,
        rights=sorted(Right(right).value for right in rights),
        covers_subtree=covers_subtree,
        created_at=at,
    )
    fact = events.ClientRegistered(
        system_client_id=client.id, department_id=department_id, rights=tuple(client.rights)
    )
    try:
        with transaction.atomic():
            client.save(force_insert=True)
            ledger.append(fact, actor=actor, at=at, region_code=department.division_code)
    except IntegrityError as error:
        raise ClientIdTaken from error
    return IssuedSecret(client_id, secret)


@transaction.atomic
def close_client(*, client_id: str, actor: Actor, at: datetime) -> None:
    """End a system's access and all its tokens now.

    :raises ClientNotFound: there is none such, or the actor does not manage its department
    """
    clients = SystemClient.objects.select_for_update(of=("self",)).select_related("department")
    client = clients.filter(client_id=client_id).first()
    if client is None:
        raise ClientNotFound
    place = Place(client.department_id, client.department.division_id)
    if not policies.can(actor, Action.REGISTER_CLIENT, Subject(places=(place,))):
        raise ClientNotFound
    client.is_active = False
    client.save(update_fields=["is_active"])
    AccessToken.objects.filter(client=client).delete()
    tokens.clear()
    fact = events.ClientClosed(system_client_id=client.id)
    ledger.append(fact, actor=actor, at=at, region_code=place.division_code)


def _new_raw() -> str:
    return selectors.TOKEN_PREFIX + secrets.token_urlsafe(32)


def _secret_hash(secret: str) -> bytes:
    # 32 random bytes need no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode(errors="replace")).digest()
