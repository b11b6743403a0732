# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Calling the machine interface as a program does, through the thin stack that serves it."""

import io
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from config.wsgi import ThinStack
from yiwang.identity import services as identity
from yiwang.identity.models import Account

PROBLEM = "application/problem+json"


class ThinClientHandler(ThinStack, ClientHandler):
    """Django's test handler with the middleware of the machine interface."""


def token_of(who: Account | identity.IssuedSecret, *, acting_for: UUID | None = None) -> str:
    """Return a fresh token for an account or a system."""
    at = timezone.now()
    if isinstance(who, identity.IssuedSecret):
        return identity.issue_client_token(
            client_id=who.client_id, secret=who.secret, ip="203.0.113.9", at=at
        ).raw
    return identity.issue_token(account_id=who.id, acting_for=acting_for, at=at).raw


class Caller:
    """Somebody who calls the machine interface."""

    def __init__(self, token: str = "", headers: Mapping[str, str] | None = None) -> None:
        self._client = Client(raise_request_exception=False)
        self._client.handler = ThinClientHandler(enforce_csrf_checks=True)
        self._headers = dict(headers or {})
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def call(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        content_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
        announced: str | None = None,
    ) -> HttpResponse:
        """Send a request to a path below /api/v1, or to another path of the site.

        :param announced: a Content-Length that is not the body's
        """
        place = path if path.startswith("/api") else f"/api/v1{path}"
        stream = {"wsgi.input": io.BytesIO(body)} if announced is not None else {}
        length = {"Content-Length": announced} if announced is not None else {}
        return self._client.generic(
            method,
            place,
            body,
            content_type,
            headers={**self._headers, **length, **(headers or {})},
            **stream,
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, headers=headers)

    def delete(self, path: str) -> HttpResponse:
        return self.call("DELETE", path)

    def put(self, path: str, body: Any, *, key: str = "") -> HttpResponse:
        return self._send("PUT", path, body, key)

    def post(self, path: str, body: Any = None, *, key: str = "") -> HttpResponse:
        return self._send("POST", path, {} if body is None else body, key)

    def _send(self, method: str, path: str, body: Any, key: str) -> HttpResponse:
        written = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Idempotency-Key": key} if key else {}
        return self.call(method, path, written, headers=headers)

    def upload(self, name: str, content: bytes, *, content_type: str = "") -> HttpResponse:
        return self.call(
            "POST",
            f"/files?name={name}",
            content,
            content_type=content_type or "application/octet-stream",
        )


def code_of(response: HttpResponse) -> str:
    """Return the stable code of a refusal, after checking that it is a problem document."""
    assert response["Content-Type"] == PROBLEM, (response.status_code, response.content[:500])
    body = response.json()
    assert body["status"] == response.status_code
    assert {"type", "title", "detail", "code"} <= body.keys()
    return str(body["code"])
