# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Our answers to what the toolkit's server asks: who a client is, what a code or token is worth.

The server (oauthlib's) knows the protocol; django-oauth-toolkit's validator knows its switches.
Everything that touches the database is ours: secrets, codes and tokens are compared by their
SHA-256, a code or refresh token that comes twice ends its whole family, and each belongs to a
session at a client.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus
from uuid import UUID, uuid4

from django.utils import timezone
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.oauth2.rfc6749 import errors

from yiwang.foundation.actors import Actor, ActorKind
from yiwang.ledger import services as ledger
from yiwang.sso import events, signing
from yiwang.sso.enums import ClientState, ClientType, Scope
from yiwang.sso.models import Client, Grant
from yiwang.sso.protocol import tokens
from yiwang.sso.protocol.issuer import issuer

LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a client sent to show who it is."""

    client_id: str
    secret: str
    is_twice: bool


class Validator(OAuth2Validator):
    """The toolkit's validator, on our tables."""

    # ── clients

    def _load_application(self, client_id: str, request: Any) -> Client | None:
        known = getattr(request, "client", None)
        if isinstance(known, Client) and known.client_id == client_id:
            return known
        request.client = client_of(client_id)
        if request.client is not None and request.client.state != ClientState.ACTIVE:
            request.client = None
        return request.client  # type: ignore[no-any-return]

    def client_authentication_required(self, request: Any, *_args: Any, **_kwargs: Any) -> bool:
        sent = credentials_of(request)
        if sent.secret:
            return True
        client = self._load_application(sent.client_id, request)
        return client is None or client.client_type == ClientType.CONFIDENTIAL

    def authenticate_client(self, request: Any, *_args: Any, **_kwargs: Any) -> bool:
        sent = credentials_of(request)
        client = None if sent.is_twice else self._load_application(sent.client_id, request)
        if client is None or not knows_secret(client, sent.secret, at=timezone.now()):
            request.client = None
            return False
        request.client_id = client.client_id
        return True

    def authenticate_client_id(
        self, client_id: str, request: Any, *_args: Any, **_kwargs: Any
    ) -> bool:
        client = self._load_application(client_id or "", request)
        return client is not None and client.client_type == ClientType.PUBLIC

    # ── the authorization request

    def validate_response_type(
        self, client_id: str, response_type: str, client: Any, request: Any, *args: Any, **kw: Any
    ) -> bool:
        if response_type != "code":
            raise errors.UnsupportedResponseTypeError(request=request)
        return True

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: Any, *args: Any, **kw: Any
    ) -> bool:
        return grant_type in {"authorization_code", "refresh_token"}

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Any, request: Any, *args: Any, **kw: Any
    ) -> bool:
        return Scope.OPENID in scopes and set(scopes) <= set(client.scopes)

    def get_default_scopes(self, client_id: str, request: Any, *args: Any, **kw: Any) -> list[str]:
        return []

    def get_default_redirect_uri(self, client_id: str, request: Any, *args: Any, **kw: Any) -> None:
        return None  # the address is always sent, and always compared

    def is_pkce_required(self, client_id: str, request: Any) -> bool:
        return True

    def validate_silent_login(self, request: Any) -> bool:
        return True  # who is signed in, and to what, the authorize page asks itself

    def validate_silent_authorization(self, request: Any) -> bool:
        return True

    def is_origin_allowed(
        self, client_id: str, origin: str, request: Any, *args: Any, **kw: Any
    ) -> bool:
        return False

    def save_authorization_code(
        self, client_id: str, code: dict[str, str], request: Any, *args: Any, **kw: Any
    ) -> None:
        at: datetime = request.asked_at
        Grant.objects.create(
            code=tokens.hashed(code["code"]),
            user_id=request.account_id,
            application=request.client,
            client_session_id=request.client_session_id,
            expires=at + timedelta(seconds=tokens.CODE_SECONDS),
            redirect_uri=request.redirect_uri,
            scope=" ".join(request.scopes),
            code_challenge=request.code_challenge,
            code_challenge_method=request.code_challenge_method,
            nonce=request.nonce or "",
        )

    # ── the code

    def validate_code(
        self, client_id: str, code: str, client: Any, request: Any, *args: Any, **kw: Any
    ) -> bool:
        at = timezone.now()
        held = tokens.code(code, at=at)
        if held is None or held.client_id != client.pk:
            return False
        if held.used_at is not None:
            stop_replay(held, what="code", client=client, at=at)
            request.replayed = "code_reused"
            return False
        if not held.is_alive or held.expires <= at:
            return False
        self._take(held, request, at)
        return True

    def get_code_challenge(self, code: str, request: Any) -> str:
        return str(request.held.challenge)

    def get_code_challenge_method(self, code: str, request: Any) -> str:
        return str(request.held.challenge_method)

    def get_authorization_code_nonce(
        self, client_id: str, code: str, redirect_uri: str, request: Any
    ) -> str | None:
        return request.held.nonce or None

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, client: Any, *args: Any, **kw: Any
    ) -> bool:
        request = kw.get("request") or args[0]
        return bool(request.held.redirect_uri == redirect_uri)

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Any, *args: Any, **kw: Any
    ) -> None:
        """Do nothing: the code was used up in the statement that kept its tokens."""

    # ── the refresh token

    def validate_refresh_token(
        self, refresh_token: str, client: Any, request: Any, *args: Any, **kw: Any
    ) -> bool:
        at = timezone.now()
        held = tokens.refresh(refresh_token, at=at)
        if held is None or held.client_id != client.pk:
            return False
        if held.used_at is not None:
            if held.is_alive:
                stop_replay(held, what="refresh_token", client=client, at=at)
            request.replayed = "refresh_reused"
            return False
        if not held.is_alive or held.expires <= at:
            return False
        self._take(held, request, at)
        return True

    def get_original_scopes(
        self, refresh_token: str, request: Any, *args: Any, **kw: Any
    ) -> list[str]:
        return list(request.held.scope.split())

    def rotate_refresh_token(self, request: Any) -> bool:
        return True

    def refresh_id_token(self, request: Any) -> bool:
        return False  # nobody has authenticated anew

    def _take(self, held: tokens.Held, request: Any, at: datetime) -> None:
        request.held, request.user, request.asked_at = held, held.account_id, at
        request.scopes = held.scope.split()

    # ── tokens

    def save_bearer_token(self, token: dict[str, Any], request: Any, *args: Any, **kw: Any) -> None:
        held: tokens.Held = request.held
        is_rotation = request.grant_type == "refresh_token"
        tokens.issue(
            held,
            access=token["access_token"],
            refresh=token["refresh_token"],
            scope=token["scope"],
            is_rotation=is_rotation,
            at=request.asked_at,
        )
        if not is_rotation:
            fact = events.SignedInTo(
                account_id=held.account_id,
                system_id=held.client_id,
                client_session_id=held.share_id,
                scopes=tuple(token["scope"].split()),
            )
            ledger.append(fact, actor=client_actor(request.client), at=request.asked_at)

    def finalize_id_token(
        self, id_token: dict[str, Any], token: Any, token_handler: Any, request: Any
    ) -> str:
        held: tokens.Held = request.held
        issued_at = int(request.asked_at.timestamp())
        claims = {
            **id_token,
            "iss": issuer(),
            "sub": held.subject,
            "aud": request.client.client_id,
            "iat": issued_at,
            "exp": issued_at + tokens.ACCESS_SECONDS,
            "auth_time": int(held.authenticated_at.timestamp()),
            "acr": held.acr,
            "amr": list(held.amr),
            "sid": str(held.share_id),
            "jti": str(uuid4()),
        }
        return signing.sign(claims, algorithm=request.client.algorithm)

    def revoke_token(
        self, token: str, token_type_hint: str | None, request: Any, *args: Any, **kw: Any
    ) -> None:
        found = tokens.family_of(token)
        if found is not None and found[1] == request.client.pk:
            tokens.kill_family(found[0], at=timezone.now())


def client_of(client_id: str) -> Client | None:
    """Return a client by its public id, whatever its state; None for what cannot be one."""
    if not client_id or len(client_id) > LONGEST_ID or not client_id.isprintable():
        return None
    found: Client | None = Client.objects.filter(client_id=client_id).first()
    return found


def credentials_of(request: Any) -> Credentials:
    """Return id and secret, from the header or from the body; sending both is one too many."""
    body_id = getattr(request, "client_id", None) or ""
    body_secret = getattr(request, "client_secret", None) or ""
    header = str(request.headers.get("HTTP_AUTHORIZATION", ""))
    if header[:6].lower() != "basic ":
        return Credentials(body_id, body_secret, is_twice=False)
    try:
        text = base64.b64decode(header[6:], validate=True).decode()
    except (binascii.Error, ValueError):
        return Credentials("", "?", is_twice=False)
    sent_id, _colon, sent_secret = text.partition(":")
    client_id = unquote_plus(sent_id)
    is_twice = bool(body_secret) or bool(body_id and body_id != client_id)
    return Credentials(client_id, unquote_plus(sent_secret) or "?", is_twice=is_twice)


def knows_secret(client: Client, secret: str, *, at: datetime) -> bool:
    """Tell whether a secret is the client's, or its last one while both work."""
    given = hash_secret(secret)
    kept = [bytes(client.secret_hash)] if client.secret_hash else []
    if client.old_secret_hash and client.old_secret_works(at):
        kept.append(bytes(client.old_secret_hash))
    matches = [hmac.compare_digest(given, each) for each in kept]  # all, whichever it is
    return any(matches)


def hash_secret(secret: str) -> bytes:
    """Return what is kept of a client's secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode(errors="replace")).digest()


def client_actor(client: Client) -> Actor:
    """Return a client as the one who acts."""
    return Actor(
        kind=ActorKind.CLIENT,
        client_id=client.client_id,
        display_name=client.name,
        department_id=client.department_id,
        division_code=client.region_code,
    )


def stop_replay(held: tokens.Held, *, what: str, client: Client, at: datetime) -> None:
    """End everything that grew from the code that came twice, or whose token did."""
    family: UUID = held.family
    tokens.kill_family(family, at=at)
    fact = events.ReplayStopped(account_id=held.account_id, system_id=client.pk, what=what)
    ledger.append(fact, actor=client_actor(client), at=at, region_code=client.region_code)
