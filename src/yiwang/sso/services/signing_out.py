# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A client sends somebody to sign out (OpenID Connect RP-Initiated Logout 1.0)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.sessions.backends.base import SessionBase

from yiwang.foundation.actors import Actor
from yiwang.sso import signing
from yiwang.sso.enums import Audience
from yiwang.sso.errors import BadLogoutRequest
from yiwang.sso.models import Client, ClientSession
from yiwang.sso.protocol.issuer import issuer
from yiwang.sso.protocol.validator import client_of
from yiwang.sso.services.sessions import known_session

LONGEST_HINT = 4_096
LONGEST_STATE = 1_024


@dataclass(frozen=True, slots=True)
class LogoutAsked:
    """A request to sign out that may be answered.

    :ivar client_name: who asks, when that is known
    :ivar address: where the browser goes afterwards; "" for our own page
    :ivar is_sure: the client has shown that it speaks of this very session
    :ivar is_for_staff: staff sign in to the client, and not citizens
    """

    client_name: str
    address: str
    is_sure: bool
    is_for_staff: bool


def read_logout(sent: Mapping[str, str], *, session: SessionBase, actor: Actor) -> LogoutAsked:
    """Return what a client asks for.

    :raises BadLogoutRequest: the hint is no ID token of ours or another client's, or the address
        is not registered; nobody is sent anywhere
    """
    claims = _hint(sent.get("id_token_hint", ""))
    client = _client(sent.get("client_id", ""), claims)
    target = sent.get("post_logout_redirect_uri", "")
    if target and (client is None or not client.post_logout_redirect_uri_allowed(target)):
        raise BadLogoutRequest
    state = sent.get("state", "")[:LONGEST_STATE]
    if target and state:
        joint = "&" if "?" in target else "?"
        target = f"{target}{joint}{urlencode({'state': state})}"
    is_sure = claims is not None and _is_of_session(claims, session, actor)
    is_for_staff = client is not None and client.audience == Audience.STAFF
    return LogoutAsked(client.name if client else "", target, is_sure, is_for_staff)


def _hint(token: str) -> dict[str, Any] | None:
    if not token:
        return None
    claims = signing.read(token) if len(token) <= LONGEST_HINT else None
    if claims is None or claims.get("iss") != issuer() or "events" in claims:
        raise BadLogoutRequest
    return claims


def _client(client_id: str, claims: Mapping[str, Any] | None) -> Client | None:
    audience = str(claims.get("aud", "")) if claims is not None else ""
    if client_id and audience and client_id != audience:
        raise BadLogoutRequest
    return client_of(client_id or audience)


def _is_of_session(claims: Mapping[str, Any], session: SessionBase, actor: Actor) -> bool:
    known = known_session(session, actor=actor)
    if known is None:
        return False
    sids = ClientSession.objects.filter(session=known).values_list("id", flat=True)
    return str(claims.get("sid", "")) in {str(sid) for sid in sids}
