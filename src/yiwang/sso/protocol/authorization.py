# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading a client's request to sign somebody in, and answering it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from oauthlib.oauth2.rfc6749.errors import FatalClientError, OAuth2Error

from yiwang.sso.errors import BadAuthorizationRequest
from yiwang.sso.models import Client
from yiwang.sso.protocol.issuer import CITIZEN_ACR, STAFF_ACR, issuer
from yiwang.sso.protocol.server import core, request_parts
from yiwang.sso.protocol.validator import client_of

LONGEST_STATE = 1_024
LONGEST_NONCE = 255
PROMPTS = frozenset({"none", "login", "consent", "select_account"})
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class Refused(Exception):
    """The request is answered to the client's own address, with an error.

    :ivar address: where the browser goes
    """

    def __init__(self, client: Client, redirect_uri: str, state: str, error: str) -> None:
        super().__init__(error)
        self.client, self.error = client, error
        self.address = answer_address(redirect_uri, {"error": error, "state": state})


class Fatal(BadAuthorizationRequest):
    """The request cannot be answered to any address; the person sees why.

    :ivar client: the client, when at least that is known
    """

    def __init__(self, reason: str, client: Client | None = None) -> None:
        super().__init__()
        self.reason, self.client = reason, client


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to sign somebody in that may be answered.

    :ivar max_age: seconds since the last sign-in that the client accepts
    :ivar level: the least assurance (for staff: strength of sign-in) that the client asks for
    :ivar is_level_essential: the client takes nothing less
    """

    client: Client
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    prompts: frozenset[str]
    max_age: int | None
    level: int
    is_level_essential: bool
    details: Mapping[str, Any] = field(repr=False)

    @property
    def is_silent(self) -> bool:
        return "none" in self.prompts

    def refused(self, error: str) -> Refused:
        """Return the refusal to raise, for one of the protocol's error codes."""
        return Refused(self.client, self.redirect_uri, self.state, error)


def read(request: HttpRequest) -> Asked:
    """Return what a client asks for.

    :raises Fatal: the client or its address cannot be believed; nobody is sent anywhere
    :raises Refused: anything else is wrong; the client is told
    """
    asked = request.GET
    client = client_of(asked.get("client_id", ""))
    if client is not None and not client.is_usable(None):
        raise Fatal("unauthorized_client", client)
    if _is_repeated(request):
        raise Fatal("invalid_request", client)
    try:
        scopes, details = core().server.validate_authorization_request(*request_parts(request))
    except FatalClientError as error:
        raise Fatal(_fatal_reason(error), client) from error
    except OAuth2Error as error:
        raise _told(error, client, request) from error
    known: Client = details["request"].client
    refuse = _refuser(known, request)
    _check_form(request, refuse)
    level, is_essential = _level(request, details.get("claims"), known.audience, refuse)
    return Asked(
        client=known,
        redirect_uri=details["redirect_uri"],
        scopes=tuple(dict.fromkeys(scopes)),
        state=asked["state"],
        prompts=_prompts(request, refuse),
        max_age=_max_age(request, refuse),
        level=max(level, known.least_assurance),
        is_level_essential=is_essential or known.least_assurance > level,
        details=details,
    )


def answer(asked: Asked, *, account_id: UUID, client_session_id: UUID, at: datetime) -> str:
    """Make a code and return the address that hands it to the client."""
    headers, _body, _status = core().server.create_authorization_response(
        asked.redirect_uri,
        scopes=list(asked.scopes),
        credentials={
            **{key: value for key, value in asked.details.items() if key != "request"},
            "code_challenge": asked.details["code_challenge"],
            "nonce": asked.details["request"].nonce,
            "account_id": account_id,
            "client_session_id": client_session_id,
            "asked_at": at,
            "prompt": None,
        },
    )
    return _with_iss(headers["Location"])


def answer_address(redirect_uri: str, fields: Mapping[str, str]) -> str:
    """Return a client's address with an answer and our name in it (RFC 9207)."""
    sent = {name: value for name, value in fields.items() if value}
    joint = "&" if "?" in redirect_uri else "?"
    return _with_iss(f"{redirect_uri}{joint}{urlencode(sent)}")


def _with_iss(address: str) -> str:
    return f"{address}&{urlencode({'iss': issuer()})}"


def _is_repeated(request: HttpRequest) -> bool:
    return any(len(values) > 1 for _name, values in request.GET.lists())


def _fatal_reason(error: FatalClientError) -> str:
    known = {"MismatchingRedirectURIError": "mismatching_redirect_uri"}
    return known.get(type(error).__name__, "invalid_request")


def _told(error: OAuth2Error, client: Client | None, request: HttpRequest) -> Exception:
    if client is None:
        return Fatal("invalid_request")
    return _refuser(client, request)(str(error.error))


class _refuser:  # noqa: N801 - called like a function
    """Makes the refusals of one request."""

    def __init__(self, client: Client, request: HttpRequest) -> None:
        self._client, self._request = client, request

    def __call__(self, error: str) -> Exception:
        asked = self._request.GET
        address = asked.get("redirect_uri", "")
        if not self._client.redirect_uri_allowed(address):
            return Fatal("mismatching_redirect_uri", self._client)
        return Refused(self._client, address, asked.get("state", "")[:LONGEST_STATE], error)


def _check_form(request: HttpRequest, refuse: _refuser) -> None:
    """Refuse what the server below does not look at."""
    asked = request.GET
    if "request" in asked:
        raise refuse("request_not_supported")
    if "request_uri" in asked:
        raise refuse("request_uri_not_supported")
    wrong = (
        not asked.get("state")
        or len(asked["state"]) > LONGEST_STATE
        or len(asked.get("nonce", "")) > LONGEST_NONCE
        or not asked.get("nonce", "x").isprintable()
        or asked.get("response_mode", "query") != "query"
        or not _CHALLENGE.fullmatch(asked.get("code_challenge", ""))
    )
    if wrong:
        raise refuse("invalid_request")


def _prompts(request: HttpRequest, refuse: _refuser) -> frozenset[str]:
    prompts = frozenset(request.GET.get("prompt", "").split())
    if not prompts <= PROMPTS or ("none" in prompts and len(prompts) > 1):
        raise refuse("invalid_request")
    return prompts


def _max_age(request: HttpRequest, refuse: _refuser) -> int | None:
    text = request.GET.get("max_age", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise refuse("invalid_request")
    return int(text)


def _level(
    request: HttpRequest, claims: object, audience: str, refuse: _refuser
) -> tuple[int, bool]:
    """Return the least level that satisfies the client, and whether it takes nothing less."""
    wanted = request.GET.get("acr_values", "").split()
    essential, named = _acr_claim(claims)
    start = CITIZEN_ACR if audience == "citizen" else STAFF_ACR
    levels = [
        int(value[len(start) :])
        for value in [*wanted, *named]
        if value.startswith(start) and value[len(start) :] in {"0", "1", "2", "3"}
    ]
    if essential and named and not levels:
        raise refuse("unmet_authentication_requirements")
    return (min(levels) if levels else 0), essential


def _acr_claim(claims: object) -> tuple[bool, list[str]]:
    """Return what the claims parameter says of acr (OpenID Connect Core, section 5.5.1.1)."""
    if isinstance(claims, str):
        try:
            claims = json.loads(claims)
        except ValueError:
            return False, []
    wanted = claims.get("id_token") if isinstance(claims, dict) else None
    acr = wanted.get("acr") if isinstance(wanted, dict) else None
    if not isinstance(acr, dict):
        return False, []
    values = acr.get("values") or [acr.get("value")]
    named = [value for value in values if isinstance(value, str)]
    return acr.get("essential") is True, named
