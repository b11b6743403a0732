# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The endpoints that machines call: token, revocation, introspection, userinfo, key set."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from yiwang.identity.services import privacy_reads
from yiwang.sso import claims, signing
from yiwang.sso.enums import SENSITIVE, ClientState, Step
from yiwang.sso.errors import TokenRefused
from yiwang.sso.models import ClientSession
from yiwang.sso.protocol import figures, tokens
from yiwang.sso.protocol.issuer import issuer, metadata
from yiwang.sso.protocol.server import core, request_parts
from yiwang.sso.protocol.validator import client_actor, client_of, knows_secret

PURPOSE = "sign_in_to_system"
LONGEST_TOKEN = 512


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the protocol: JSON, a status, and headers."""

    body: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


def answer_token_request(request: HttpRequest) -> Reply:
    """Exchange a code, or a refresh token, for tokens."""
    if _is_repeated(request):
        return _refused(request, "invalid_request")
    with transaction.atomic():
        headers, body, status = core().server.create_token_response(*request_parts(request))
    if status != 200:
        _note(request, body)
    return Reply(body, status, {name: str(value) for name, value in headers.items()})


def answer_revocation(request: HttpRequest) -> Reply:
    """Revoke a token of the client that asks, and everything that grew from the same code."""
    if _is_repeated(request):
        return _refused(request, "invalid_request")
    with transaction.atomic():
        headers, body, status = core().server.create_revocation_response(*request_parts(request))
    return Reply(body or "", status, {name: str(value) for name, value in headers.items()})


def answer_introspection(request: HttpRequest, *, at: datetime) -> Reply:
    """Say whether a token of the client that asks is good (RFC 7662)."""
    client_id, secret = _credentials(request)
    client = client_of(client_id)
    if (
        _is_repeated(request)
        or client is None
        or client.state != ClientState.ACTIVE
        or not knows_secret(client, secret, at=at)
    ):
        return _refused(request, "invalid_client", status=401)
    found = tokens.family_of(request.POST.get("token", "")[:LONGEST_TOKEN])
    if found is None or found[1] != client.pk or found[2] <= at:
        return Reply('{"active": false}', 200)
    share = ClientSession.objects.select_related("session").get(pk=found[4])
    if share.ended_at is not None or share.session.ended_at is not None:
        return Reply('{"active": false}', 200)
    told = {
        "active": True,
        "iss": issuer(),
        "client_id": client.client_id,
        "sub": share.subject,
        "sid": str(share.id),
        "scope": found[3],
        "exp": int(found[2].timestamp()),
    }
    return Reply(json.dumps(told), 200)


def userinfo(raw: str, *, at: datetime) -> dict[str, Any]:
    """Return what an access token lets its client know.

    A read of somebody's full name or numbers is written to the ledger: once for as long as a
    token lives, however often the client asks.

    :raises TokenRefused: the token is unknown, expired or revoked
    """
    found = tokens.bearer(raw, at=at) if len(raw) <= LONGEST_TOKEN else None
    if found is None:
        raise TokenRefused
    told = claims.claims_of(found, at=at)
    if found.person_id is not None and not SENSITIVE.isdisjoint(found.scopes):
        client = client_of(found.client_code)
        if client is not None:
            seen = [privacy_reads.Seen(found.person_id)]
            privacy_reads.note_reads(seen, actor=client_actor(client), purpose=PURPOSE, at=at)
    return told


def discovery() -> dict[str, Any]:
    """Return the discovery document."""
    return metadata()


def key_set() -> dict[str, Any]:
    """Return the published keys (RFC 7517)."""
    return {"keys": signing.published()}


def _refused(request: HttpRequest, error: str, *, status: int = 400) -> Reply:
    body = json.dumps({"error": error})
    _note(request, body)
    extra = {"WWW-Authenticate": 'Basic realm="yiwang"'} if status == 401 else {}
    return Reply(body, status, extra)


def _note(request: HttpRequest, body: str) -> None:
    """Count a refusal for the client that it says it is."""
    client = client_of(_credentials(request)[0])
    if client is None:
        return
    outcome = str(json.loads(body).get("error", ""))
    is_refresh = request.POST.get("grant_type") == "refresh_token"
    if client.state != ClientState.ACTIVE:
        outcome = "unauthorized_client"
    step = Step.REFRESH if is_refresh else Step.TOKEN
    figures.note(client.pk, step, outcome, at=timezone.now())


def _credentials(request: HttpRequest) -> tuple[str, str]:
    header = request.headers.get("Authorization", "")
    if header[:6].lower() == "basic ":
        try:
            text = base64.b64decode(header[6:], validate=True).decode()
        except (binascii.Error, ValueError):
            return "", ""
        sent_id, _colon, secret = text.partition(":")
        return unquote_plus(sent_id), unquote_plus(secret)
    return request.POST.get("client_id", ""), request.POST.get("client_secret", "")


def _is_repeated(request: HttpRequest) -> bool:
    return any(len(values) > 1 for _name, values in request.POST.lists())
