# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Clients of a made-up department, and what their programs send."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import HttpResponse
from django.test import Client as Browser
from django.utils import timezone
from jwcrypto import jwk, jwt

from tests.factories import SYSTEM, citizen_account, legal_person, natural_person, staff_account
from tests.organizations.factories import XIHU, DepartmentFactory
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account, LegalPerson
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department
from yiwang.sso import services
from yiwang.sso.models import Client
from yiwang.sso.services import Wish

ISSUER = "https://yw.example"
CALLBACK = "https://rp.example/callback"
LOGGED_OUT = "https://rp.example/bye"
LOGOUT = "https://rp.example/backchannel"
REASONS = dict.fromkeys(
    ("profile", "real_name", "resident_id", "phone", "legal_person", "mandate", "staff"),
    "办理业务需要",
)


@dataclass
class Office:
    """A department with two managers of accounts, and a citizen who has a firm."""

    department: Department
    applicant: Account
    reviewer: Account
    outsider: Account
    citizen: Account
    firm: LegalPerson

    def actor(self, account: Account) -> Actor:
        return identity.actor_for_account(account.id)


def office() -> Office:
    department, other = DepartmentFactory(of=XIHU), DepartmentFactory(of=XIHU)
    rights = {Right.IDENTITY_MANAGE}
    person = natural_person(assurance=2)
    services.ensure_signing_keys(actor=SYSTEM, at=timezone.now())
    return Office(
        department=department,
        applicant=staff_account(department, rights=rights),
        reviewer=staff_account(department, rights=rights),
        outsider=staff_account(other, rights=rights),
        citizen=citizen_account(person),
        firm=legal_person(person),
    )


def wish(**changes: Any) -> Wish:
    """Return an application that is in order."""
    fields: dict[str, Any] = {
        "name": "不动产登记系统",
        "purpose": "在线办理不动产登记",
        "contact_name": "王工",
        "contact_phone": "0571-88880000",
        "audience": "citizen",
        "redirect_uris": (CALLBACK,),
        "post_logout_redirect_uris": (LOGGED_OUT,),
        "logout_uri": LOGOUT,
        "scopes": ("openid", "profile"),
        "reasons": REASONS,
    }
    return Wish(**fields | changes)


@dataclass
class Party:
    """A registered client, as its program knows it."""

    client: Client
    secret: str
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def query(self, **changes: str | None) -> dict[str, str]:
        """Return the parameters of a request; None leaves one out."""
        sent: dict[str, str | None] = {
            "response_type": "code",
            "client_id": self.client.client_id,
            "redirect_uri": CALLBACK,
            "scope": "openid profile",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in (sent | changes).items() if value is not None}

    def ask(self, browser: Browser, **changes: str | None) -> HttpResponse:
        """Send the browser to us."""
        return browser.get("/openid/authorize", self.query(**changes))

    def consent(
        self, browser: Browser, *, decision: str = "allow", **changes: str | None
    ) -> HttpResponse:
        """Press a button on the consent page."""
        address = f"/openid/consent?{urlencode(self.query(**changes))}"
        return browser.post(address, {"decision": decision})

    def code(self, browser: Browser, **changes: str | None) -> str:
        """Return a code, consenting where we are asked."""
        answer = self.ask(browser, **changes)
        if answer.status_code == 200:
            answer = self.consent(browser, **changes)
        assert answer.status_code == 302, answer.content.decode()
        return fields_of(answer)["code"]

    def exchange(self, code: str, **changes: str | None) -> HttpResponse:
        """Send a code to the token endpoint."""
        sent: dict[str, str | None] = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.verifier,
        }
        return self.post("/openid/token", **(sent | changes))

    def refresh(self, token: str, **changes: str | None) -> HttpResponse:
        return self.post(
            "/openid/token", grant_type="refresh_token", refresh_token=token, **changes
        )

    def sign_in(self, browser: Browser, **changes: str | None) -> dict[str, Any]:
        """Return the tokens of a whole sign-in."""
        answer = self.exchange(self.code(browser, **changes))
        assert answer.status_code == 200, answer.content.decode()
        return dict(answer.json())

    def post(self, path: str, *, secret: str | None = None, **sent: str | None) -> HttpResponse:
        known = self.secret if secret is None else secret
        pair = base64.b64encode(f"{self.client.client_id}:{known}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}"} if known else {}
        fields = {name: value for name, value in sent.items() if value is not None}
        if not known:
            fields["client_id"] = self.client.client_id
        return Browser().post(
            path,
            urlencode(fields),
            content_type="application/x-www-form-urlencoded",
            headers=headers,
        )


def party(at_office: Office, **changes: Any) -> Party:
    """Return a client that was applied for, approved and given a secret."""
    at = timezone.now()
    applied = services.apply_for_system(
        wish=wish(**changes),
        department_id=at_office.department.id,
        actor=at_office.actor(at_office.applicant),
        at=at,
    )
    client = services.approve_system(
        registration_id=applied.id, actor=at_office.actor(at_office.reviewer), at=at
    )
    if client.client_type == "public":
        return Party(client, "")
    made = services.issue_secret(
        client_id=client.client_id, actor=at_office.actor(at_office.applicant), at=at
    )
    return Party(client, made.secret)


def browser_of(account: Account | None = None) -> Browser:
    browser = Browser()
    if account is not None:
        browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def fields_of(answer: HttpResponse) -> dict[str, str]:
    """Return what an answer tells the client, from the address it leads to."""
    query = urlsplit(answer.headers["Location"]).query
    return {name: values[0] for name, values in parse_qs(query).items()}


def userinfo(token: str) -> HttpResponse:
    return Browser().get("/openid/userinfo", headers={"Authorization": f"Bearer {token}"})


def claims_of(token: str, *, audience: str) -> dict[str, Any]:
    """Verify an ID token as a client does, with the published keys, and return its claims."""
    keys = jwk.JWKSet.from_json(Browser().get("/openid/jwks").content.decode())
    read = jwt.JWT(jwt=token, key=keys, algs=["RS256", "ES256"])
    claims: dict[str, Any] = json.loads(read.claims)
    assert claims["aud"] == audience
    assert claims["iss"] == ISSUER
    return claims
