# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Give every page request its actor, from the session."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.identity import acting
from yiwang.identity.models import Account
from yiwang.identity.session_keys import ACTING_ENDED, ACTING_FOR, ENDS_AT, POST_ID


class ActorMiddleware:
    """Set ``request.actor``; it is looked up when somebody asks, in one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: actor_of_session(request.session, at=timezone.now())
        )
        return self._get_response(request)


def actor_of_session(session: SessionBase, *, at: datetime) -> Actor:
    """Return who acts in a session; nobody when it is not, or no longer, somebody's.

    A post that is held no more, or a mandate that ended, is dropped from the session: a staff
    member then acts in the longest held of the other posts, a citizen for themselves, once they
    have been told (``acting_guard``).
    """
    account_id = _id(session, SESSION_KEY)
    if account_id is None or session.get(ENDS_AT, float("inf")) <= at.timestamp():
        return ANONYMOUS
    post_id, acting_for = _id(session, POST_ID), _id(session, ACTING_FOR)
    row = acting.account_row(account_id, post_id=post_id, acting_for=acting_for, at=at)
    if row is None or not row.is_active or not _is_same_password(session, row.password):
        return ANONYMOUS
    if not row.has_mandate:
        session.pop(ACTING_FOR, None)
        session[ACTING_ENDED] = True
    if not row.has_post:
        session.pop(POST_ID, None)
        row = acting.account_row(account_id, post_id=None, acting_for=None, at=at) or row
    return row.actor


def _is_same_password(session: SessionBase, password: str) -> bool:
    """Tell whether the password is still the one that the session began with."""
    kept = str(session.get(HASH_SESSION_KEY, ""))
    account = Account(password=password)
    hashes = (account.get_session_auth_hash(), *account.get_session_auth_fallback_hash())
    return any(constant_time_compare(kept, known) for known in hashes)


def _id(session: SessionBase, key: str) -> UUID | None:
    text = session.get(key)
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
