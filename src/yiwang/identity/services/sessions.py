# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sessions of the pages: begun, ended, and the post or the legal person chosen in them."""

import ipaddress
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import events, policies, selectors
from yiwang.identity.errors import NoMandate, PostNotHeld
from yiwang.identity.models import Account
from yiwang.identity.profiles import profile_of
from yiwang.identity.services import passwords
from yiwang.identity.services.signing_in import as_actor
from yiwang.identity.session_keys import (
    ACTING_FOR,
    ENDS_AT,
    FACTOR,
    IDLE_SECONDS,
    MUST_CHANGE_PASSWORD,
    POST_ID,
)
from yiwang.ledger import services as ledger

BACKEND = "yiwang.identity.backend.AccountBackend"
_CARRIED = (
    "account_authentication_methods",
    "account_authentication_methods_user",
    "sso_session",
)
"""What the sign-in itself has put down in the session, of this account only."""


def open_session(request: HttpRequest, *, account: Account, factor: str, at: datetime) -> None:
    """Sign an account in that has shown everything it must: begin its session, and note it.

    :param factor: the strongest thing shown: ``password``, ``code``, ``totp``, ``webauthn``, …
    """
    with transaction.atomic():
        start_session(request, account=account, factor=factor, at=at)
        fact = events.SignedIn(account_id=account.id, factor=factor)
        ledger.append(fact, actor=as_actor(account), at=at)


def start_session(
    request: HttpRequest, *, account: Account, factor: str = "password", at: datetime
) -> None:
    """Begin the session of an account that has just signed in, under a new key.

    What a visitor chose before (language, region) stays; what another account left does not.
    The session ends when it is idle or old, as the account's profile says.
    """
    session = request.session
    if SESSION_KEY in session:
        _end_former(session, account, at=at)
        carried = {key: session[key] for key in _CARRIED if key in session}
        session.flush()
        session.update(carried)
    else:
        session.cycle_key()
    profile = profile_of(is_staff=account.staff_id is not None)
    session[SESSION_KEY] = str(account.id)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[ENDS_AT] = int((at + profile.longest_session).timestamp())
    session[IDLE_SECONDS] = int(profile.idle.total_seconds())
    session[FACTOR] = factor
    if passwords.is_due(account, at=at):
        session[MUST_CHANGE_PASSWORD] = True
    session.save()
    _list(request, account, at=at)
    rotate_token(request)
    request.user = account
    request.actor = selectors.actor_for_account(account.id, at=at)  # type: ignore[attr-defined]
    reach.become(request.actor)  # type: ignore[attr-defined]


def _end_former(session: SessionBase, account: Account, *, at: datetime) -> None:
    """Forget the session that is signed in over; tell, when it was somebody else's, that it ended.

    Other systems that somebody else had signed in to hear of it by this fact.
    """
    UserSession.objects.filter(session_key=session.session_key or "").delete()
    former = Account.objects.filter(pk=session[SESSION_KEY]).exclude(pk=account.pk).first()
    if former is not None:
        fact = events.SignedOut(account_id=former.pk)
        ledger.append(fact, actor=as_actor(former), at=at)


def _list(request: HttpRequest, account: Account, *, at: datetime) -> None:
    agent = request.headers.get("User-Agent", "")
    UserSession.objects.create(
        user=account,
        session_key=request.session.session_key or "",
        ip=_address(client_ip(request)),
        user_agent="".join(sign for sign in agent if sign.isprintable())[:200],
        created_at=at,
        last_seen_at=at,
    )


def _address(ip: str) -> str:
    try:
        return str(ipaddress.ip_address(ip))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - an address that is none, not one to listen on


def raise_factor(request: HttpRequest, factor: str) -> None:
    """Note that the holder of a session has shown a factor since it began, if it is stronger."""
    had = request.session.get(FACTOR, "password")
    request.session[FACTOR] = min(had, factor, key=policies.STRENGTH.index)


def end_session(request: HttpRequest, *, actor: Actor, at: datetime) -> None:
    """End the session and forget everything in it."""
    account_id = actor.account_id
    UserSession.objects.filter(session_key=request.session.session_key or "").delete()
    request.session.flush()
    if account_id is not None:
        ledger.append(events.SignedOut(account_id=account_id), actor=actor, at=at)


def keep_session(request: HttpRequest, *, account: Account) -> None:
    """Let this session outlive the change of its own account's password, under a new key."""
    session, before = request.session, request.session.session_key or ""
    session.cycle_key()
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.pop(MUST_CHANGE_PASSWORD, None)
    UserSession.objects.filter(session_key=before).update(session_key=session.session_key)


def switch_post(request: HttpRequest, *, post_id: UUID, actor: Actor, at: datetime) -> Actor:
    """Let a staff member act in another of their posts from now on.

    :raises PostNotHeld: they do not hold it
    """
    if not actor.is_staff or actor.account_id is None:
        raise PostNotHeld
    new = selectors.actor_for_account(actor.account_id, post_id=post_id, at=at)
    fact = events.PostSwitched(account_id=actor.account_id, post_id=post_id)
    ledger.append(fact, actor=new, at=at)
    request.session[POST_ID] = str(post_id)
    request.actor = new  # type: ignore[attr-defined]
    reach.become(new)
    return new


def switch_acting_for(
    request: HttpRequest, *, acting_for: UUID | None, actor: Actor, at: datetime
) -> Actor:
    """Let a citizen act for somebody else from now on, or for themselves again (None).

    :param acting_for: a legal person, a mandate or a guardianship
    :raises NoMandate: they may not
    """
    if not actor.is_citizen or actor.account_id is None:
        raise NoMandate
    new = selectors.actor_for_account(actor.account_id, acting_for=acting_for, at=at)
    fact = events.ActingForSwitched(
        account_id=actor.account_id,
        legal_person_id=new.legal_person_id,
        principal_id=new.principal_id,
        mandate_id=new.mandate_id,
    )
    ledger.append(fact, actor=new, at=at)
    if acting_for is None:
        request.session.pop(ACTING_FOR, None)
    else:
        request.session[ACTING_FOR] = str(acting_for)
    request.actor = new  # type: ignore[attr-defined]
    reach.become(new)
    return new
