# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Give every page request its actor, from the session."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject, empty

from yiwang.foundation import reach
from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.foundation.web import hosts
from yiwang.foundation.web.audience import audience_of
from yiwang.foundation.web.signed_in import SIGNED_IN_COOKIE, forget_signed_in, mark_signed_in
from yiwang.identity import acting
from yiwang.identity.models import Account
from yiwang.identity.services import factors, open_sessions
from yiwang.identity.session_engine import SessionStore
from yiwang.identity.session_keys import (
    ACTING_ENDED,
    ACTING_FOR,
    ENDS_AT,
    IDLE_SECONDS,
    MUST_CHANGE_PASSWORD,
    POST_ID,
)

ACCOUNT_PAGES = "/account"
PASSWORD_PAGE = "/account/password"
STRONG_FACTOR_PAGE = "/account/strong"


class ActorMiddleware:
    """Set ``request.actor``; it is looked up when somebody asks, in one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: _found_out(request)
        )
        response = self._get_response(request)
        actor = request.actor  # type: ignore[attr-defined]
        if isinstance(actor, SimpleLazyObject) and actor._wrapped is empty:
            return response  # nobody asked who it is: a picture, a page for everybody
        if actor.is_authenticated and SESSION_KEY in request.session:
            _keep_alive(request, response, actor)
        elif actor.is_authenticated or SIGNED_IN_COOKIE in request.COOKIES:
            forget_signed_in(response)  # signed out just now, or ended since the last request
        return response


def _keep_alive(request: HttpRequest, response: HttpResponseBase, actor: Actor) -> None:
    """Move the idle end of a session that somebody has used; at most once a minute."""
    session, at = request.session, timezone.now()
    is_moved = isinstance(session, SessionStore) and session.touch()
    if is_moved:
        open_sessions.note_seen(session.session_key or "", at=at)
    if is_moved or SIGNED_IN_COOKIE not in request.COOKIES:
        idle = int(session.get(IDLE_SECONDS, settings.SESSION_COOKIE_AGE))
        mark_signed_in(response, is_staff=actor.is_staff, idle_seconds=idle, at=at)


def _found_out(request: HttpRequest) -> Actor:
    """Return who acts, and let the statements that follow reach as far as they do.

    At a name of the site that is not for them they are nobody.
    """
    actor = actor_of_session(request.session, at=timezone.now())
    if actor.is_authenticated and not hosts.is_of(request.get_host(), actor):
        actor = ANONYMOUS
    reach.become(actor)
    return actor


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


class SecondFactorMiddleware:
    """Keep people from their pages until they have shown what the installation asks of them.

    A staff password that is due for a change comes first; then the passkey or the certificate of
    approvers and administrators, and the second factor of all others where one is required. The
    pages of one's own account stay open: there it is done.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Lead to what is missing, in the stead of a page that is not everybody's."""
        names = audience_of(view)
        if "public" in names or request.path_info.startswith(ACCOUNT_PAGES):
            return None
        actor = request.actor  # type: ignore[attr-defined]
        if actor.is_staff and request.session.get(MUST_CHANGE_PASSWORD):
            return _lead(request, PASSWORD_PAGE)
        if factors.lacks_factor(request.session, actor):
            return _lead(request, STRONG_FACTOR_PAGE)
        return None


def _lead(request: HttpRequest, page: str) -> HttpResponse:
    home = "/workbench/" if request.actor.is_staff else "/my"  # type: ignore[attr-defined]
    back_to = request.get_full_path() if request.method == "GET" else home
    target = f"{page}?{urlencode({'next': back_to})}"
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=403)
        answer.headers["HX-Redirect"] = target
        return answer
    return HttpResponseRedirect(target)
