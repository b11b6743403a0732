# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What attackers try, each refused."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone
from jwcrypto import jwk
from jwcrypto import jwt as jose

from tests.sso.parties import (
    CALLBACK,
    ISSUER,
    LOGGED_OUT,
    Office,
    Party,
    browser_of,
    claims_of,
    fields_of,
    party,
    userinfo,
)
from yiwang.ledger.models import Event
from yiwang.sso import services, signing
from yiwang.sso.models import AccessToken, Grant, RefreshToken


def error_of(answer) -> str:
    return str(answer.json()["error"])


@pytest.fixture
def browser(desk: Office) -> Browser:
    return browser_of(desk.citizen)


# ── PKCE


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": "s256"},
        {"code_challenge": "short"},
        {"code_challenge": "x" * 44},
        {"code_challenge": "é" * 43},
    ],
    ids=["missing", "no method", "plain", "lower case", "short", "long", "foreign signs"],
)
def test_a_request_without_a_good_challenge_gets_no_code(
    registry: Party, browser: Browser, changes: dict
):
    told = fields_of(registry.ask(browser, **changes))

    assert told["error"] == "invalid_request"
    assert "code" not in told


@pytest.mark.parametrize("verifier", [None, "", "x" * 64], ids=["missing", "empty", "wrong"])
def test_a_code_without_its_verifier_is_worth_nothing(
    registry: Party, browser: Browser, verifier: str | None
):
    answer = registry.exchange(registry.code(browser), code_verifier=verifier)

    assert answer.status_code == 400
    assert error_of(answer) in {"invalid_grant", "invalid_request"}


# ── addresses


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "https://evil.example/callback",
        f"{CALLBACK}/",
        f"{CALLBACK}/../callback",
        f"{CALLBACK}?next=https://evil.example",
        f"{CALLBACK}#code",
        f"{CALLBACK}%2f..",
        "https://rp.example:444/callback",
        "https://rp.example@evil.example/callback",
        "https://user@rp.example/callback",
        "http://rp.example/callback",
        "HTTPS://rp.example/callback",
        "https://rp.example/CALLBACK",
        "https://rp.example.evil.example/callback",
        "http://127.0.0.1:4000/callback",
        "http://localhost:4000/callback",
        "javascript:alert(1)",
        "//rp.example/callback",
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    registry: Party, browser: Browser, address: str | None
):
    answer = registry.ask(browser, redirect_uri=address)

    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert "登录没有继续" in answer.content.decode()


def test_a_loopback_client_gets_no_port_but_its_own(desk: Office, browser: Browser):
    client = party(desk, redirect_uris=("http://127.0.0.1:4000/callback",))

    assert client.ask(browser, redirect_uri="http://127.0.0.1:4000/callback").status_code == 200
    assert client.ask(browser, redirect_uri="http://127.0.0.1:4001/callback").status_code == 400
    assert client.ask(browser, redirect_uri="http://localhost:4000/callback").status_code == 400


def test_a_code_is_exchanged_under_the_address_that_got_it_only(desk: Office, browser: Browser):
    second = "https://rp.example/second"
    client = party(desk, redirect_uris=(CALLBACK, second))

    assert error_of(client.exchange(client.code(browser), redirect_uri=second)) == "invalid_request"
    assert error_of(client.exchange(client.code(browser), redirect_uri=None)) == "invalid_request"


def test_an_unknown_client_leads_nowhere(registry: Party, browser: Browser):
    for name in ("nobody", "", "yw\x00", "y" * 300):
        answer = registry.ask(browser, client_id=name)
        assert answer.status_code == 400
        assert "Location" not in answer.headers


# ── codes


def test_a_code_that_comes_twice_ends_the_tokens_that_it_gave(registry: Party, browser: Browser):
    code = registry.code(browser)
    tokens = registry.exchange(code).json()

    again = registry.exchange(code)

    assert error_of(again) == "invalid_grant"
    assert userinfo(tokens["access_token"]).status_code == 401
    assert error_of(registry.refresh(tokens["refresh_token"])) == "invalid_grant"
    stopped = Event.objects.filter(kind="sso.replay_stopped").order_by("id").first()
    assert stopped.payload["what"] == "code"


def test_a_code_of_another_client_is_refused_and_stays_good(
    desk: Office, registry: Party, browser: Browser
):
    thief = party(desk)
    thief.verifier = registry.verifier
    code = registry.code(browser)

    assert error_of(thief.exchange(code)) == "invalid_grant"
    assert registry.exchange(code).status_code == 200


def test_an_old_code_is_refused(registry: Party, browser: Browser):
    code = registry.code(browser)
    Grant.objects.update(expires=timezone.now() - timedelta(seconds=1))

    assert error_of(registry.exchange(code)) == "invalid_grant"


@pytest.mark.parametrize("code", ["", "x", "x" * 5_000, "\x00", "密码"])
def test_a_made_up_code_is_refused(registry: Party, code: str):
    answer = registry.exchange(code)

    assert answer.status_code == 400
    assert error_of(answer) in {"invalid_grant", "invalid_request"}


# ── refresh tokens


def test_a_refresh_token_is_used_once_and_a_second_time_ends_the_family(
    registry: Party, browser: Browser
):
    first = registry.sign_in(browser)
    second = registry.refresh(first["refresh_token"]).json()
    third = registry.refresh(second["refresh_token"]).json()
    assert userinfo(third["access_token"]).status_code == 200
    assert userinfo(second["access_token"]).status_code == 401

    replayed = registry.refresh(first["refresh_token"])

    assert error_of(replayed) == "invalid_grant"
    assert userinfo(third["access_token"]).status_code == 401
    assert error_of(registry.refresh(third["refresh_token"])) == "invalid_grant"
    assert not RefreshToken.objects.filter(revoked=None).exists()
    assert not AccessToken.objects.exists()


def test_a_refresh_token_of_another_client_is_refused(
    desk: Office, registry: Party, browser: Browser
):
    tokens = registry.sign_in(browser)

    assert error_of(party(desk).refresh(tokens["refresh_token"])) == "invalid_grant"
    assert registry.refresh(tokens["refresh_token"]).status_code == 200


def test_a_refresh_cannot_widen_what_was_granted(desk: Office, browser: Browser):
    client = party(desk, scopes=("openid", "profile", "phone"))
    tokens = client.sign_in(browser)

    answer = client.refresh(tokens["refresh_token"], scope="openid profile phone")

    assert error_of(answer) == "invalid_scope"


def test_an_old_refresh_token_is_refused(registry: Party, browser: Browser):
    tokens = registry.sign_in(browser)
    RefreshToken.objects.update(expires=timezone.now() - timedelta(seconds=1))

    assert error_of(registry.refresh(tokens["refresh_token"])) == "invalid_grant"


# ── clients


@pytest.mark.parametrize("secret", ["wrong", "", "x" * 3_000])
def test_a_wrong_secret_opens_nothing(registry: Party, browser: Browser, secret: str):
    code = registry.code(browser)

    answer = registry.post(
        "/openid/token",
        secret=secret,
        grant_type="authorization_code",
        code=code,
        redirect_uri=CALLBACK,
        code_verifier=registry.verifier,
    )

    assert answer.status_code == 401
    assert error_of(answer) == "invalid_client"
    assert registry.exchange(code).status_code == 200


def test_credentials_in_two_places_are_one_too_many(registry: Party, browser: Browser):
    answer = registry.exchange(registry.code(browser), client_secret=registry.secret)

    assert error_of(answer) == "invalid_client"


def test_a_client_that_is_switched_off_in_the_middle_gets_nothing_more(
    desk: Office, registry: Party, browser: Browser
):
    code = registry.code(browser)
    tokens = registry.exchange(code).json()
    waiting = registry.code(browser)

    services.suspend_system(
        client_id=registry.client.client_id,
        reason="演练",
        actor=desk.actor(desk.applicant),
        at=timezone.now(),
    )

    assert error_of(registry.exchange(waiting)) == "invalid_client"
    assert error_of(registry.refresh(tokens["refresh_token"])) == "invalid_client"
    assert userinfo(tokens["access_token"]).status_code == 401
    answer = registry.ask(browser)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


# ── the request


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"state": None}, "invalid_request"),
        ({"state": ""}, "invalid_request"),
        ({"state": "x" * 2_000}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "id_token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": "code token"}, "unsupported_response_type"),
        ({"response_type": "none"}, "unsupported_response_type"),
        ({"scope": "openid profile phone"}, "invalid_scope"),
        ({"scope": "openid resident_id"}, "invalid_scope"),
        ({"scope": "openid everything"}, "invalid_scope"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"),
        ({"request_uri": "https://rp.example/r"}, "request_uri_not_supported"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "create"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"nonce": "x" * 300}, "invalid_request"),
        ({"claims": "{not json"}, "invalid_request"),
    ],
)
def test_a_bad_request_is_answered_with_its_error_and_our_name(
    registry: Party, browser: Browser, changes: dict, error: str
):
    answer = registry.ask(browser, **changes)

    told = fields_of(answer)
    assert answer.headers["Location"].startswith(f"{CALLBACK}?")
    assert told["error"] == error
    assert told["iss"] == ISSUER
    assert "code" not in told


def test_a_parameter_that_comes_twice_is_not_guessed_at(registry: Party, browser: Browser):
    query = "&".join(f"{name}={value}" for name, value in registry.query().items())
    answer = browser.get(f"/openid/authorize?{query}&redirect_uri=https://evil.example/")

    assert answer.status_code == 400


def test_mix_up_is_seen_because_every_answer_says_who_answered(registry: Party, browser: Browser):
    registry.ask(browser)
    good = fields_of(registry.consent(browser))
    bad = fields_of(registry.ask(browser, prompt="none", scope="openid phone"))

    document = Browser().get("/.well-known/openid-configuration").json()
    assert document["authorization_response_iss_parameter_supported"] is True
    assert good["iss"] == bad["iss"] == document["issuer"] == ISSUER


def test_the_consent_form_cannot_be_sent_by_another_site(desk: Office, registry: Party):
    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(desk.citizen, backend="django.contrib.auth.backends.ModelBackend")

    assert registry.consent(strict).status_code == 403


def test_the_pages_cannot_be_framed_or_kept(registry: Party, browser: Browser):
    page = registry.ask(browser)

    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]


# ── tokens


@pytest.mark.parametrize("token", ["", "x", "x" * 5_000, "\x00", "yw_" + "x" * 43])
def test_a_made_up_access_token_is_refused(db: None, token: str):
    answer = userinfo(token)

    assert answer.status_code == 401
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


def test_a_token_in_the_address_is_not_read(registry: Party, browser: Browser):
    token = registry.sign_in(browser)["access_token"]

    assert Browser().get(f"/openid/userinfo?access_token={token}").status_code == 401


def test_an_expired_access_token_is_refused(registry: Party, browser: Browser):
    token = registry.sign_in(browser)["access_token"]
    AccessToken.objects.update(expires=timezone.now())

    assert userinfo(token).status_code == 401


def test_nothing_usable_is_kept_of_codes_and_tokens(registry: Party, browser: Browser):
    code = registry.code(browser)
    tokens = registry.exchange(code).json()

    kept = str(
        [
            *Grant.objects.values(),
            *AccessToken.objects.values(),
            *RefreshToken.objects.values(),
        ]
    )
    for raw in (code, tokens["access_token"], tokens["refresh_token"], registry.secret):
        assert raw not in kept


# ── algorithms


def forged(token: str, header: dict, *, key: bytes = b"") -> str:
    """Return the claims of a token under another header."""

    def packed(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    body = f"{packed(json.dumps(header).encode())}.{token.split('.')[1]}"
    signature = packed(hmac.new(key, body.encode(), hashlib.sha256).digest()) if key else ""
    return f"{body}.{signature}"


def forgeries(token: str) -> dict[str, str]:
    keys = Browser().get("/openid/jwks").json()["keys"]
    kid = jose.JWT(jwt=token, expected_type="JWS").token.jose_header["kid"]
    public = next(key for key in keys if key["kid"] == kid)
    pem = jwk.JWK(**public).export_to_pem()
    stranger = jwk.JWK.generate(kty="RSA", size=2048)
    other = jose.JWT(header={"alg": "RS256", "kid": kid}, claims=json.dumps({"iss": ISSUER}))
    other.make_signed_token(stranger)
    return {
        "none": forged(token, {"alg": "none"}),
        "none with kid": forged(token, {"alg": "none", "kid": kid}),
        "HS256 with the public key": forged(token, {"alg": "HS256", "kid": kid}, key=pem),
        "unknown kid": forged(token, {"alg": "RS256", "kid": "nobody"}, key=b"x"),
        "another key": other.serialize(),
        "tampered": token[:-8] + ("A" * 8),
        "own key inside": forged(token, {"alg": "RS256", "jwk": stranger.export_public(True)}),
        "nonsense": "a.b.c",
        "empty": "..",
    }


def test_a_forged_id_token_signs_nobody_out(desk: Office, registry: Party, browser: Browser):
    token = registry.sign_in(browser)["id_token"]

    for name, forgery in forgeries(token).items():
        assert signing.read(forgery) is None, name
        answer = browser.get(
            "/openid/logout",
            {"id_token_hint": forgery, "post_logout_redirect_uri": LOGGED_OUT},
        )
        assert answer.status_code == 400, name
        assert "Location" not in answer.headers, name
    assert registry.ask(browser, prompt="none").status_code == 302


def test_no_symmetric_algorithm_and_no_other_flow_is_offered(db: None):
    document = Browser().get("/.well-known/openid-configuration").json()

    assert document["id_token_signing_alg_values_supported"] == ["RS256", "ES256"]
    assert document["response_types_supported"] == ["code"]
    assert document["response_modes_supported"] == ["query"]
    assert document["grant_types_supported"] == ["authorization_code", "refresh_token"]
    assert document["code_challenge_methods_supported"] == ["S256"]
    assert document["subject_types_supported"] == ["pairwise"]


@pytest.mark.parametrize(
    "grant",
    ["password", "client_credentials", "implicit", "urn:ietf:params:oauth:grant-type:device_code"],
)
def test_no_other_grant_is_given(registry: Party, grant: str):
    answer = registry.post("/openid/token", grant_type=grant, username="a", password="b")

    assert answer.status_code in {400, 401}
    assert "access_token" not in answer.json()


# ── signing out


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", f"{LOGGED_OUT}/x", f"{LOGGED_OUT}?x=1", "//evil.example", CALLBACK],
)
def test_signing_out_is_no_way_to_another_site(registry: Party, browser: Browser, address: str):
    token = registry.sign_in(browser)["id_token"]

    for sent in (
        {"id_token_hint": token, "post_logout_redirect_uri": address},
        {"client_id": registry.client.client_id, "post_logout_redirect_uri": address},
        {"post_logout_redirect_uri": address},
    ):
        answer = browser.get("/openid/logout", sent)
        assert answer.status_code == 400
        assert "Location" not in answer.headers


def test_a_hint_of_another_client_is_refused(desk: Office, registry: Party, browser: Browser):
    token = registry.sign_in(browser)["id_token"]
    other = party(desk)

    answer = browser.get(
        "/openid/logout", {"id_token_hint": token, "client_id": other.client.client_id}
    )

    assert answer.status_code == 400


def test_a_logout_token_is_no_hint(desk: Office, registry: Party, browser: Browser):
    claims = claims_of(registry.sign_in(browser)["id_token"], audience=registry.client.client_id)
    token = signing.sign(claims | {"events": {}}, algorithm="RS256", kind="logout+jwt")

    assert browser.get("/openid/logout", {"id_token_hint": token}).status_code == 400


# ── clocks


def test_our_tokens_fit_clients_whose_clocks_differ_a_little(registry: Party, browser: Browser):
    claims = claims_of(registry.sign_in(browser)["id_token"], audience=registry.client.client_id)
    now = timezone.now().timestamp()

    assert "nbf" not in claims
    assert claims["iat"] <= now + 1
    assert claims["auth_time"] <= claims["iat"] + 1
    assert claims["exp"] > now + 500


def test_a_made_up_sign_that_a_sign_in_is_fresh_counts_for_nothing(
    registry: Party, browser: Browser
):
    registry.sign_in(browser)

    answer = registry.ask(browser, prompt="login", yw_after="1")

    assert answer.headers["Location"].startswith("/signin?")


# ── the machine endpoints


@pytest.mark.parametrize("path", ["/openid/token", "/openid/revoke", "/openid/introspect"])
def test_an_endpoint_takes_forms_by_post_only(db: None, path: str):
    assert Browser().get(path).status_code == 405
    answer = Browser().post(path, "{}", content_type="application/json")
    assert answer.status_code == 400
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_token_request_with_a_parameter_twice_is_refused(registry: Party):
    answer = Browser().post(
        "/openid/token",
        "grant_type=refresh_token&refresh_token=a&refresh_token=b",
        content_type="application/x-www-form-urlencoded",
    )

    assert error_of(answer) == "invalid_request"


def test_a_revoked_token_takes_its_family_along(registry: Party, browser: Browser):
    tokens = registry.sign_in(browser)

    answer = registry.post("/openid/revoke", token=tokens["access_token"])

    assert answer.status_code == 200
    assert userinfo(tokens["access_token"]).status_code == 401
    assert error_of(registry.refresh(tokens["refresh_token"])) == "invalid_grant"


def test_nobody_revokes_or_looks_into_another_client_s_token(
    desk: Office, registry: Party, browser: Browser
):
    tokens, other = registry.sign_in(browser), party(desk)

    assert other.post("/openid/revoke", token=tokens["access_token"]).status_code == 200
    assert other.post("/openid/introspect", token=tokens["access_token"]).json() == {
        "active": False
    }
    assert userinfo(tokens["access_token"]).status_code == 200
    known = registry.post("/openid/introspect", token=tokens["access_token"]).json()
    assert known["active"] is True
    assert known["scope"] == "openid profile"


def test_a_token_of_ours_opens_nothing_of_the_machine_interface(registry: Party, browser: Browser):
    token = registry.sign_in(browser)["access_token"]

    answer = Browser().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 401
