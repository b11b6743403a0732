# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What other systems have to be told of a session: since when, by what means, and whether still."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase

from yiwang.foundation.actors import Actor
from yiwang.identity.middleware import actor_of_session
from yiwang.identity.profiles import profile_of
from yiwang.identity.session_keys import ENDS_AT, FACTOR

METHODS = "account_authentication_methods"
"""Where allauth keeps by what means the session's account signed in, and when."""
_NAMES: Mapping[str, str] = {
    "password": "pwd",
    "code": "otp",
    "totp": "otp",
    "recovery_codes": "otp",
    "webauthn": "hwk",
    "socialaccount": "fed",
}


@dataclass(frozen=True, slots=True)
class Authentication:
    """How a session's account signed in.

    :param at: the last time that the person proved to be themselves
    :param methods: by what means, in the words of RFC 8176
    :param ends_at: the session is over then, however busy it is
    """

    at: datetime
    methods: tuple[str, ...]
    ends_at: datetime


def authentication_of(session: SessionBase, *, actor: Actor, at: datetime) -> Authentication:
    """Return since when and by what means somebody is signed in to a session.

    :param at: the moment of the question; a session that does not say began then
    """
    longest = profile_of(is_staff=actor.is_staff).longest_session
    ends = session.get(ENDS_AT)
    ends_at = datetime.fromtimestamp(ends, UTC) if ends else at + longest
    times, methods = [ends_at - longest], [_name(session.get(FACTOR, "password"))]
    for record in session.get(METHODS, []):
        times.append(datetime.fromtimestamp(record.get("at", 0), UTC))
        methods.append(_name(record.get("type") or record.get("method", "")))
    return Authentication(max(times), tuple(dict.fromkeys(methods)), ends_at)


def reauthenticated_at(session: SessionBase) -> datetime | None:
    """Return when somebody last proved once more who they are; signing in is not meant."""
    moments = [one.get("at", 0) for one in session.get(METHODS, []) if one.get("reauthenticated")]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def _name(means: str) -> str:
    return _NAMES.get(means, means)[:10]


def is_session_open(key: str, *, account_id: UUID, at: datetime) -> bool:
    """Tell whether a session is there and its account still acts in it."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key=key)
    if session.get(SESSION_KEY) != str(account_id):
        return False
    return actor_of_session(session, at=at).account_id == account_id
