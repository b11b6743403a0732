# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Single sign-on: userinfo and the token endpoint, beside bare Django views of the same server."""

import base64
import itertools
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench import http_load
from bench.harness import Figure, Round, compared
from bench.installation import CLIENTS, Place

ROUNDS = 4
SECONDS = 3.0
TOKENS = 60_000
GOAL = 0.4
FORM = "application/x-www-form-urlencoded"
BARE = "bench.bare_django:application"


def userinfo(place: Place) -> list[Figure]:
    """Read what a token tells, beside a view that reads one row."""
    scene = _Scene()
    keys = itertools.cycle(scene.access_tokens(500))

    def ours() -> bytes:
        return _get("/openid/userinfo", {"Authorization": f"Bearer {next(keys)}"})

    def bare() -> bytes:
        return _get("/read", {"X-Key": scene.hashed(next(keys))})

    return [_measured(place, "userinfo", ours, bare, reference="view, one row")]


def token(place: Place) -> list[Figure]:
    """Refresh tokens, beside a view that uses up one row and adds another."""
    scene = _Scene()
    raw = scene.refresh_tokens(TOKENS)
    mine, theirs = iter(raw[: TOKENS // 2]), iter(raw[TOKENS // 2 :])

    def ours() -> bytes:
        body = urlencode({"grant_type": "refresh_token", "refresh_token": next(mine)}).encode()
        headers = {"Content-Type": FORM, "Authorization": scene.authorization}
        return http_load.request_bytes("POST", "/openid/token", headers=headers, body=body)

    def bare() -> bytes:
        headers = {"X-Key": scene.hashed(next(theirs)), "Content-Type": FORM}
        return http_load.request_bytes("POST", "/exchange", headers=headers, body=b"a=b")

    return [_measured(place, "token", ours, bare, reference="view, two rows")]


def _measured(
    place: Place,
    name: str,
    ours: Callable[[], bytes],
    bare: Callable[[], bytes],
    *,
    reference: str,
) -> Figure:
    with place.web() as server, place.web(application=BARE) as plain:
        for address, make in ((server.address, ours), (plain.address, bare)):
            http_load.run(address, make, clients=CLIENTS, lasting=2)
        rounds, spent, answers = [], 0.0, 0
        for _ in range(ROUNDS):
            before = server.cpu_seconds()
            load = http_load.run(server.address, ours, clients=CLIENTS, lasting=SECONDS)
            spent += server.cpu_seconds() - before
            answers += len(load.seconds)
            least = http_load.run(plain.address, bare, clients=CLIENTS, lasting=SECONDS)
            rounds.append(Round(load.rate, least.rate))
        nothing = http_load.run(
            plain.address, lambda: _get("/nothing", {}), clients=CLIENTS, lasting=SECONDS
        )
    notes: dict[str, object] = {
        "CPU ms an answer": round(1000 * spent / answers, 3),
        "statuses": load.statuses,
        "statuses of the view": least.statuses,
        "rate of a view without a database": round(nothing.rate, 1),
    }
    return compared(name, rounds, unit="answers/s", reference=reference, goal=GOAL, notes=notes)


def _get(path: str, headers: dict[str, str]) -> bytes:
    return http_load.request_bytes("GET", path, headers=headers)


class _Scene:
    """A client of the demonstration, and somebody who is signed in to it."""

    def __init__(self) -> None:
        from django.utils import timezone

        from yiwang.identity.models import Account
        from yiwang.sso.models import Client, ClientSession, Session
        from yiwang.sso.protocol import tokens
        from yiwang.sso.protocol.validator import hash_secret

        self._at: datetime = timezone.now()
        self.hashed = tokens.hashed
        self._account = Account.objects.get(login="wangxm")
        self._client: Any = Client.objects.get(name="演示部门系统")
        secret = secrets.token_urlsafe(32)
        Client.objects.filter(pk=self._client.pk).update(secret_hash=hash_secret(secret))
        pair = f"{self._client.client_id}:{secret}".encode()
        self.authorization = f"Basic {base64.b64encode(pair).decode()}"
        session = Session.objects.create(
            account=self._account,
            key_cipher=b"bench",
            started_at=self._at,
            ends_at=self._at + timedelta(hours=12),
        )
        self._share = ClientSession.objects.create(
            session=session,
            client=self._client,
            account=self._account,
            subject=secrets.token_urlsafe(32),
            acr="urn:yiwang:assurance:2",
            amr=["pwd"],
            authenticated_at=self._at,
            scopes=["openid", "profile"],
            started_at=self._at,
        )

    def access_tokens(self, count: int) -> list[str]:
        """Return fresh access tokens."""
        from yiwang.sso.models import AccessToken

        raw = [secrets.token_urlsafe(32) for _ in range(count)]
        AccessToken.objects.bulk_create(
            AccessToken(token_checksum=self.hashed(each), family=uuid4(), **self._common())
            for each in raw
        )
        return raw

    def refresh_tokens(self, count: int) -> list[str]:
        """Return fresh refresh tokens, each of a family of its own."""
        from yiwang.sso.models import RefreshToken

        raw = [secrets.token_urlsafe(32) for _ in range(count)]
        rows: Iterator[Any] = (
            RefreshToken(token_checksum=self.hashed(each), token_family=uuid4(), **self._common())
            for each in raw
        )
        RefreshToken.objects.bulk_create(rows, batch_size=2_000)
        return raw

    def _common(self) -> dict[str, Any]:
        return {
            "user": self._account,
            "application": self._client,
            "client_session": self._share,
            "scope": "openid profile",
            "expires": self._at + timedelta(hours=1),
        }
