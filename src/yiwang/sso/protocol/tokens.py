# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Statements of the token endpoint and userinfo: each look-up and each write is one round trip.

They name tables of ``identity`` and ``organizations`` as a foreign key would; ``tests/sso`` holds
them to the models.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from yiwang.sso.enums import ClientState

ACCESS_SECONDS = 600
REFRESH_HOURS = 12
CODE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Held:
    """A code or a refresh token as it was found, locked.

    :ivar used_at: when it was used up
    :ivar is_alive: the sign-in that it belongs to goes on
    """

    id: UUID | int
    family: UUID
    client_id: UUID
    account_id: UUID
    share_id: UUID
    scope: str
    expires: datetime
    used_at: datetime | None
    is_alive: bool
    session_ends_at: datetime
    subject: str
    acr: str
    amr: tuple[str, ...]
    authenticated_at: datetime
    redirect_uri: str = ""
    challenge: str = ""
    challenge_method: str = ""
    nonce: str = ""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom an access token is for, and what it lets a client know."""

    client_id: UUID
    client_code: str
    audience: str
    account_id: UUID
    person_id: UUID | None
    staff_id: UUID | None
    legal_person_id: UUID | None
    principal_id: UUID | None
    mandate_id: UUID | None
    scopes: frozenset[str]
    subject: str
    expires: datetime
    name: str
    staff_number: str
    assurance: int
    sid: UUID


_AMR = 12
_ALIVE = "(s.ended_at IS NULL AND c.ended_at IS NULL AND a.is_active AND s.ends_at > %(at)s)"
_SHARE = f"{_ALIVE}, s.ends_at, c.subject, c.acr, c.amr, c.authenticated_at"
_JOINS = """
    JOIN sso_client_session c ON c.id = t.client_session_id
    JOIN sso_session s ON s.id = c.session_id
    JOIN identity_account a ON a.id = t.user_id
"""
_CODE = f"""
    SELECT t.id, t.id, t.application_id, t.user_id, c.id, t.scope, t.expires, t.used_at, {_SHARE},
        t.redirect_uri, t.code_challenge, t.code_challenge_method, t.nonce
    FROM sso_grant t {_JOINS} WHERE t.code = %(hash)s FOR UPDATE OF t
"""  # noqa: S608 - the parts are constants of this module
_REFRESH = f"""
    SELECT t.id, t.token_family, t.application_id, t.user_id, c.id, t.scope, t.expires, t.revoked,
        {_SHARE}
    FROM sso_refresh_token t {_JOINS} WHERE t.token_checksum = %(hash)s FOR UPDATE OF t
"""  # noqa: S608 - the parts are constants of this module
_BEARER = f"""
    SELECT k.id, k.client_id, k.audience, a.id, a.person_id, a.staff_id, c.legal_person_id,
        c.principal_id, c.mandate_id, t.scope, c.subject, t.expires,
        coalesce(p.name, m.name, ''), coalesce(m.staff_number, ''),
        coalesce(p.assurance_level, 0), c.id
    FROM sso_access_token t {_JOINS}
    JOIN sso_client k ON k.id = t.application_id
    LEFT JOIN identity_natural_person p ON p.id = a.person_id
    LEFT JOIN organizations_staff_member m ON m.id = a.staff_id
    WHERE t.token_checksum = %(hash)s AND t.expires > %(at)s AND {_ALIVE}
      AND k.state = '{ClientState.ACTIVE.value}'
"""  # noqa: S608 - the parts are constants of this module
_INSERTS = """
    access AS (
        INSERT INTO sso_access_token
            (token_checksum, user_id, application_id, scope, expires, client_session_id, family)
        VALUES (%(access)s, %(account)s, %(client)s, %(scope)s, %(access_expires)s, %(share)s,
            %(family)s)
    )
    INSERT INTO sso_refresh_token
        (token_checksum, user_id, application_id, client_session_id, token_family, scope, expires)
    VALUES (%(refresh)s, %(account)s, %(client)s, %(share)s, %(family)s, %(scope)s,
        %(refresh_expires)s)
"""
_EXCHANGED = f"""
    WITH spent AS (UPDATE sso_grant SET used_at = %(at)s WHERE id = %(held)s),
    began AS (UPDATE sso_client_session SET signed_in_at = %(at)s WHERE id = %(share)s),
    {_INSERTS}
"""  # noqa: S608 - the parts are constants of this module
_ROTATED = f"""
    WITH spent AS (UPDATE sso_refresh_token SET revoked = %(at)s WHERE id = %(held)s),
    gone AS (DELETE FROM sso_access_token WHERE family = %(family)s),
    {_INSERTS}
"""  # noqa: S608 - the parts are constants of this module
_KILLED = """
    WITH gone AS (DELETE FROM sso_access_token WHERE family = %(family)s)
    UPDATE sso_refresh_token SET revoked = %(at)s
    WHERE token_family = %(family)s AND revoked IS NULL
"""
_KILLED_SHARES = """
    WITH gone AS (DELETE FROM sso_access_token WHERE client_session_id = ANY(%(shares)s::uuid[])),
    codes AS (
        UPDATE sso_grant SET used_at = %(at)s
        WHERE client_session_id = ANY(%(shares)s::uuid[]) AND used_at IS NULL
    )
    UPDATE sso_refresh_token SET revoked = %(at)s
    WHERE client_session_id = ANY(%(shares)s::uuid[]) AND revoked IS NULL
"""
_FAMILY = """
    SELECT family, application_id, expires, scope, client_session_id FROM sso_access_token
    WHERE token_checksum = %(hash)s
    UNION ALL
    SELECT token_family, application_id, expires, scope, client_session_id FROM sso_refresh_token
    WHERE token_checksum = %(hash)s AND revoked IS NULL
"""


def hashed(raw: str) -> str:
    """Return what is kept of a code or a token: 256 random bits need no slow hash."""
    return hashlib.sha256(raw.encode(errors="replace")).hexdigest()


def new_token(_request: object = None, refresh_token: bool = False) -> str:
    """Return a fresh token; the toolkit hands over its request."""
    return secrets.token_urlsafe(32)


def code(raw: str, *, at: datetime) -> Held | None:
    """Return and lock an authorization code."""
    return _held(_CODE, raw, at)


def refresh(raw: str, *, at: datetime) -> Held | None:
    """Return and lock a refresh token."""
    return _held(_REFRESH, raw, at)


def bearer(raw: str, *, at: datetime) -> Bearer | None:
    """Return whom a good access token is for; None for every other token."""
    row = _one(_BEARER, {"hash": hashed(raw), "at": at})
    if row is None:
        return None
    values = [*row[:9], frozenset(row[9].split()), *row[10:]]
    return Bearer(*values)


def family_of(raw: str) -> tuple[UUID, UUID, datetime, str, UUID] | None:
    """Return family, client, end, scope and client session of a token that is not revoked."""
    row = _one(_FAMILY, {"hash": hashed(raw)})
    return None if row is None else (row[0], row[1], row[2], row[3], row[4])


def issue(
    held: Held, *, access: str, refresh: str, scope: str, is_rotation: bool, at: datetime
) -> None:
    """Use up what is held, and keep the tokens that it gives; those before it end."""
    longest = min(at + timedelta(hours=REFRESH_HOURS), held.session_ends_at)
    parameters = {
        "at": at,
        "held": held.id,
        "family": held.family,
        "account": held.account_id,
        "client": held.client_id,
        "share": held.share_id,
        "scope": scope,
        "access": hashed(access),
        "access_expires": at + timedelta(seconds=ACCESS_SECONDS),
        "refresh": hashed(refresh),
        "refresh_expires": longest,
    }
    _do(_ROTATED if is_rotation else _EXCHANGED, parameters)


def kill_family(family: UUID, *, at: datetime) -> None:
    """Revoke everything that grew from one code."""
    _do(_KILLED, {"family": family, "at": at})


def kill_shares(share_ids: Sequence[UUID], *, at: datetime) -> None:
    """Revoke every code and token of these client sessions."""
    _do(_KILLED_SHARES, {"shares": list(share_ids), "at": at})


def _held(statement: str, raw: str, at: datetime) -> Held | None:
    row = _one(statement, {"hash": hashed(raw), "at": at})
    if row is None:
        return None
    values = list(row)
    values[_AMR] = tuple(values[_AMR])
    return Held(*values)


def _one(statement: str, parameters: Mapping[str, Any]) -> Sequence[Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row: Sequence[Any] | None = cursor.fetchone()
    return row


def _do(statement: str, parameters: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
