# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The endpoints of the OpenID provider that machines call; they pass the thin stack."""

from collections.abc import Callable
from functools import wraps

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from yiwang.foundation.web.audience import audience
from yiwang.sso import services
from yiwang.sso.errors import TokenRefused

View = Callable[[HttpRequest], HttpResponse]
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
KEPT_SECONDS = 300
"""Clients may keep the key set and the discovery document so long."""


def machine(*methods: str) -> Callable[[View], View]:
    """Make a view an endpoint: open to every program, its methods few, its answers unstored."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @audience("public")
        @wraps(view)
        def endpoint(request: HttpRequest) -> HttpResponse:
            if request.method not in methods:
                return _refused("invalid_request", 405, {"Allow": ", ".join(methods)})
            response = view(request)
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers.setdefault("Pragma", "no-cache")
            return response

        return endpoint

    return decorate


@machine("GET", "HEAD")
def discovery(_request: HttpRequest) -> HttpResponse:
    """Answer the discovery document."""
    return _public(services.discovery())


@machine("GET", "HEAD")
def key_set(_request: HttpRequest) -> HttpResponse:
    """Answer the published keys."""
    return _public(services.key_set())


@machine("POST")
def token(request: HttpRequest) -> HttpResponse:
    """Exchange a code or a refresh token."""
    return _form(request, services.answer_token_request)


@machine("POST")
def revoke(request: HttpRequest) -> HttpResponse:
    """Revoke a token (RFC 7009)."""
    return _form(request, services.answer_revocation)


@machine("POST")
def introspect(request: HttpRequest) -> HttpResponse:
    """Say whether a token is good (RFC 7662)."""
    return _form(request, lambda sent: services.answer_introspection(sent, at=timezone.now()))


@machine("GET", "HEAD", "POST")
def userinfo(request: HttpRequest) -> HttpResponse:
    """Say what an access token lets its client know."""
    scheme, _space, raw = request.headers.get("Authorization", "").partition(" ")
    try:
        told = services.userinfo(
            raw.strip() if scheme.lower() == "bearer" else "", at=timezone.now()
        )
    except TokenRefused:
        challenge = 'Bearer realm="yiwang", error="invalid_token"'
        return _refused("invalid_token", 401, {"WWW-Authenticate": challenge})
    return HttpResponse(orjson.dumps(told), content_type=JSON)


def _form(request: HttpRequest, act: Callable[[HttpRequest], services.Reply]) -> HttpResponse:
    if request.content_type != FORM:
        return _refused("invalid_request", 400)
    reply = act(request)
    response = HttpResponse(reply.body, status=reply.status, content_type=JSON)
    for name, value in reply.headers.items():
        response.headers[name] = value
    return response


def _public(document: dict[str, object]) -> HttpResponse:
    response = HttpResponse(orjson.dumps(document), content_type=JSON)
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _refused(error: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    body = orjson.dumps({"error": error})
    return HttpResponse(body, status=status, content_type=JSON, headers=headers or {})
