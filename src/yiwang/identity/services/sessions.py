# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sessions of the pages: begun, ended, and the post or the legal person chosen in them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from yiwang.foundation.actors import Actor
from yiwang.identity import events, selectors
from yiwang.identity.errors import NoMandate, PostNotHeld
from yiwang.identity.models import Account
from yiwang.identity.services.tokens import CITIZEN_HOURS, STAFF_HOURS
from yiwang.identity.session_keys import ACTING_FOR, ENDS_AT, POST_ID
from yiwang.ledger import services as ledger

# Django asks for a backend beside the account; ours is found without one.
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def start_session(request: HttpRequest, *, account: Account, at: datetime) -> None:
    """Begin the session of an account that has just signed in, under a new key.

    What a visitor chose before (language, region) stays; what another account left does not.
    The session ends after 12 hours, a staff member's after 8, however busy it is.
    """
    session = request.session
    if SESSION_KEY in session:
        session.flush()
    else:
        session.cycle_key()
    hours = STAFF_HOURS if account.staff_id else CITIZEN_HOURS
    session[SESSION_KEY] = str(account.id)
    session[BACKEND_SESSION_KEY] = _BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[ENDS_AT] = int((at + timedelta(hours=hours)).timestamp())
    rotate_token(request)
    request.actor = selectors.actor_for_account(account.id, at=at)  # type: ignore[attr-defined]


def end_session(request: HttpRequest, *, actor: Actor, at: datetime) -> None:
    """End the session and forget everything in it."""
    account_id = actor.account_id
    request.session.flush()
    if account_id is not None:
        ledger.append(events.SignedOut(account_id=account_id), actor=actor, at=at)


def keep_session(request: HttpRequest, *, account: Account) -> None:
    """Let this session outlive the change of its own account's password, under a new key."""
    request.session.cycle_key()
    request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()


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
    return new
