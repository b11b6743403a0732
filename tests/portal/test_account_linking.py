# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Accounts elsewhere: a small OpenID provider in a thread, and what it may and may not do."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from jwcrypto import jwk, jwt

from tests import factories
from tests.portal.accounts import confirmed, is_in, signed_in
from yiwang.identity.models import Account
from yiwang.ledger import selectors as ledger
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db

CLIENT_ID = "yiwang"


class Provider(ThreadingHTTPServer):
    """An OpenID provider that signs in whoever ``subject`` names, and checks PKCE."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.key = jwk.JWK.generate(kty="RSA", size=2048, kid="one", use="sig", alg="RS256")
        self.subject = "outside-1"
        self.challenge = ""
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.audience = CLIENT_ID

    def id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": self.subject, "aud": self.audience}
        claims |= {"iat": now, "exp": now + 60, "name": "外面的名字", "email": "x@example.org"}
        token = jwt.JWT(header={"alg": "RS256", "kid": "one"}, claims=claims)
        token.make_signed_token(self.key)
        return str(token.serialize())


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        here = self.server.issuer
        pages: dict[str, Any] = {
            "/.well-known/openid-configuration": {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/jwks",
            },
            "/userinfo": {"sub": self.server.subject, "name": "外面的名字"},
            "/jwks": {"keys": [self.server.key.export_public(as_dict=True)]},
        }
        self.answer(pages[urlsplit(self.path).path])

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        digest = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == self.server.challenge
        self.answer(
            {"access_token": "a", "token_type": "Bearer", "id_token": self.server.id_token()}
        )

    def answer(self, body: Any) -> None:
        sent = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    server = Provider()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "outside",
        "name": "外面",
        "client_id": CLIENT_ID,
        "secret": "s",
        "settings": {"server_url": server.issuer, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    yield server
    server.shutdown()
    server.server_close()


def through(client: Client, provider: Provider, process: str = "login", **changes: str) -> Any:
    """Go to the provider and come back with a code; return our answer."""
    page = client.post("/account/openid/outside/start", {"process": process})
    assert page.status_code == 200, page.headers
    target = page.content.decode().partition('href="' + provider.issuer)[2].partition('"')[0]
    asked = parse_qs(urlsplit(target.replace("&amp;", "&")).query)
    provider.challenge = asked["code_challenge"][0]
    assert asked["code_challenge_method"] == ["S256"]
    back = {"code": "c", "state": asked["state"][0]} | changes
    return client.get("/account/openid/outside/callback", back)


def linked(world: factories.World, provider: Provider) -> Client:
    client = confirmed(signed_in(world.citizen))
    assert through(client, provider, "connect").headers["Location"] == "/account"
    return client


def test_a_citizen_links_an_account_elsewhere_and_signs_in_with_it(world, provider):
    page = linked(world, provider).get("/account").content.decode()
    client = Client()

    answer = through(client, provider)

    assert "外面的名字" in page
    assert answer.headers["Location"] == "/my"
    assert is_in(client)
    last = ledger.events_about("account", world.citizen.id)[-1]
    assert (last.kind, last.payload["factor"]) == ("identity.signed_in", "openid")


def test_nobody_is_let_in_who_has_not_linked(world, provider):
    before = Account.objects.count()
    client = Client()

    answer = through(client, provider)

    assert answer.headers["Location"] == "/account/login"
    assert not is_in(client)
    assert Account.objects.count() == before


def test_linking_asks_who_one_is_once_more(world, provider):
    client = signed_in(world.citizen)

    answer = client.post("/account/openid/outside/start", {"process": "connect"})

    assert answer.headers["Location"].startswith("/account/again")


def test_an_account_elsewhere_signs_in_to_one_account_only(world, provider):
    linked(world, provider)
    other = confirmed(signed_in(world.neighbour))

    through(other, provider, "connect")

    assert SocialAccount.objects.get().user_id == world.citizen.id


def test_staff_link_nothing(world, provider):
    desk = confirmed(signed_in(world.staff[StandardPost.COUNTER], door="/workbench/signin"))

    answer = desk.post("/account/openid/outside/start", {"process": "connect"})

    assert answer.status_code == 404
    assert "外面" not in desk.get("/account").content.decode()


def test_an_answer_to_a_question_that_nobody_asked_is_refused(world, provider):
    linked(world, provider)
    client = Client()

    answer = through(client, provider, state="made-up")

    assert answer.headers["Location"] == "/account/login"
    assert not is_in(client)


def test_a_token_for_another_client_is_refused(world, provider):
    linked(world, provider)
    provider.audience = "somebody-else"
    client = Client()

    answer = through(client, provider)

    assert answer.headers["Location"] == "/account/login"
    assert not is_in(client)


def test_a_link_is_taken_away_again(world, provider):
    client = linked(world, provider)

    client.post(f"/account/links/{SocialAccount.objects.get().pk}/remove")

    assert not SocialAccount.objects.exists()
    stranger = Client()
    through(stranger, provider)
    assert not is_in(stranger)
