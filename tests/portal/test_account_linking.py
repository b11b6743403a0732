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
from yiwang.portal.account import outside
from yiwang.sso import signing

pytestmark = pytest.mark.django_db

CLIENT_ID = "yiwang"
KEY, OTHER_KEY = (
    jwk.JWK.generate(kty="RSA", size=2048, kid="one", use="sig", alg="RS256") for _each in range(2)
)


class Provider(ThreadingHTTPServer):
    """An OpenID provider that signs in whoever ``subject`` names, and checks PKCE."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.name = ""
        self.key = KEY
        self.subject = "outside-1"
        self.challenge = ""
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.signing_key = self.key
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.further_keys: list[dict[str, Any]] = []
        self.nonce = ""
        self.claims: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}

    def id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT_ID, "nonce": self.nonce}
        claims |= {"iat": now, "exp": now + 60, "name": "外面的名字", "email": "x@example.org"}
        claims |= self.claims
        if self.header["alg"] == "none":
            return ".".join((_encoded(self.header), _encoded(claims), ""))
        token = jwt.JWT(header=self.header, claims=claims, algs=["RS256", "HS256"])
        token.make_signed_token(self.signing_key)
        return str(token.serialize())


def _encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


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
                **self.server.metadata,
            },
            "/userinfo": {
                "sub": self.server.subject,
                "name": "外面的名字",
                **self.server.userinfo,
            },
            "/jwks": {"keys": [self.server.key.export_public(as_dict=True)]},
        }
        pages["/jwks"]["keys"] += self.server.further_keys
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


def _running(settings: Any, name: str) -> Iterator[Provider]:
    server = Provider()
    server.name = name
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": name,
        "name": "外面",
        "client_id": CLIENT_ID,
        "secret": "s",
        "settings": {"server_url": server.issuer, "oauth_pkce_enabled": True},
    }
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [*known, app]}
    }
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    yield from _running(settings, "outside")


@pytest.fixture
def second_provider(settings) -> Iterator[Provider]:
    yield from _running(settings, "second")


def through(client: Client, provider: Provider, process: str = "login", **changes: str) -> Any:
    """Go to the provider and come back with a code; return our answer."""
    page = client.post(f"/account/openid/{provider.name}/start", {"process": process})
    assert page.status_code == 200, page.headers
    target = page.content.decode().partition('href="' + provider.issuer)[2].partition('"')[0]
    asked = parse_qs(urlsplit(target.replace("&amp;", "&")).query)
    provider.challenge = asked["code_challenge"][0]
    assert asked["code_challenge_method"] == ["S256"]
    provider.nonce = provider.nonce or asked["nonce"][0]
    back = {"code": "c", "state": asked["state"][0]} | changes
    answer = client.get(f"/account/openid/{provider.name}/callback", back)
    provider.nonce = ""
    return answer


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
    provider.claims = {"aud": "somebody-else"}
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


def test_a_subject_of_one_provider_is_nobody_at_another(world, provider, second_provider):
    linked(world, provider)
    assert second_provider.subject == provider.subject
    client = Client()

    answer = through(client, second_provider)

    assert answer.headers["Location"] == "/account/login"
    assert not is_in(client)
    assert is_in(_in_through(provider))


def test_an_answer_of_one_provider_is_none_of_another(world, provider, second_provider):
    """The mix-up attack: a state that was made for one comes back at the other's address."""
    linked(world, provider)
    client = Client()
    page = client.post("/account/openid/second/start", {"process": "login"})
    state = page.content.decode().partition("state=")[2].partition("&")[0]
    provider.nonce = "whatever"

    answer = client.get("/account/openid/outside/callback", {"code": "c", "state": state})

    assert answer.headers["Location"] == "/account/login"
    assert not is_in(client)


SHARED_KEY = jwk.JWK(kty="oct", k=base64.urlsafe_b64encode(b"s" * 32).rstrip(b"=").decode())
SHORT_KEY = jwk.JWK.generate(kty="RSA", size=1024, kid="short", use="sig", alg="RS256")
FORGERIES: dict[str, dict[str, Any]] = {
    "signed with another key": {"signing_key": OTHER_KEY},
    "not signed": {"header": {"alg": "none", "kid": "one"}},
    "signed with a shared secret": {
        "header": {"alg": "HS256", "kid": "one"},
        "signing_key": SHARED_KEY,
    },
    "of a key that is not published": {"header": {"alg": "RS256", "kid": "two"}},
    "signed with a key that is too short": {
        "header": {"alg": "RS256", "kid": "short"},
        "signing_key": SHORT_KEY,
        "further_keys": [SHORT_KEY.export_public(as_dict=True)],
    },
    "of another issuer": {"claims": {"iss": "https://elsewhere.example.org"}},
    "for several, and not said for whom": {"claims": {"aud": [CLIENT_ID, "other"]}},
    "for another of several": {"claims": {"aud": [CLIENT_ID, "other"], "azp": "other"}},
    "over": {"claims": {"exp": int(time.time()) - 3_600}},
    "of yesterday": {"claims": {"iat": int(time.time()) - 86_400}},
    "without an end": {"claims": {"exp": None}},
    "an answer to another question": {"nonce": "another"},
    "of nobody": {"claims": {"sub": ""}},
    "of somebody else than userinfo": {"userinfo": {"sub": "outside-2"}},
    "of a provider that calls itself another": {
        "metadata": {"issuer": "https://elsewhere.example.org"}
    },
    "of a provider whose keys come in the clear": {
        "metadata": {"jwks_uri": "http://keys.example.org/jwks"}
    },
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_lets_nobody_in(world, provider, forgery: str):
    linked(world, provider)
    untouched = {name: getattr(provider, name) for name in FORGERIES[forgery]}
    for name, value in FORGERIES[forgery].items():
        setattr(provider, name, value)
    client = Client()

    if "metadata" in FORGERIES[forgery]:
        answer = client.post("/account/openid/outside/start", {"process": "login"})
    else:
        answer = through(client, provider)

    assert answer.headers["Location"] == "/account/login"
    assert not is_in(client)
    for name, value in untouched.items():
        setattr(provider, name, value)
    assert is_in(_in_through(provider)), "what was forged was the only thing wrong"


def test_a_provider_that_nobody_configured_is_not_there(world):
    client = Client()

    assert client.post("/account/openid/nobody/start", {"process": "login"}).status_code == 404
    assert client.get("/account/openid/nobody/callback").status_code == 404


def test_a_provider_that_does_not_answer_is_told_of_in_a_sentence(world, provider):
    linked(world, provider)
    provider.shutdown()
    provider.server_close()
    client = Client()

    answer = client.post("/account/openid/outside/start", {"process": "login"}, follow=True)

    assert answer.status_code == 200
    assert "对方网站没有确认您的身份" in answer.content.decode()


def test_our_own_single_sign_on_serves_as_a_provider(world):
    """Its tokens are of the form that our own checks ask for."""
    key, kid = signing.new_pair("RS256")
    public = {**key.export_public(as_dict=True), "kid": kid, "alg": "RS256", "use": "sig"}
    token = jwt.JWT(header={"alg": "RS256", "kid": kid, "typ": "JWT"}, claims={"sub": "a"})
    token.make_signed_token(key)

    assert outside._verified(str(token.serialize()), [public]) == {"sub": "a"}


def _in_through(provider: Provider) -> Client:
    client = Client()
    through(client, provider)
    return client
