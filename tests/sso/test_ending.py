# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sessions end with us, and clients hear of it until they have taken it."""

from datetime import timedelta
from unittest.mock import Mock
from urllib.parse import urlencode

import pytest
from django.conf import LazySettings
from django.test import Client as Browser
from django.utils import timezone
from jwcrypto import jws
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import PASSWORD, SYSTEM, citizen_account, natural_person
from tests.sso.parties import (
    LOGGED_OUT,
    LOGOUT,
    Office,
    Party,
    browser_of,
    claims_of,
    fields_of,
    party,
    userinfo,
)
from yiwang.identity import services as identity
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.sso import outgoing, services, signing
from yiwang.sso.models import ClientSession, Consent, Figure, LogoutDelivery, Session, SigningKey
from yiwang.sso.services import logouts

SUBSCRIPTIONS = ("sso.ended_sessions", "sso.logouts", "sso.figures")


def settle() -> None:
    """Let what follows from the facts so far happen, as the running parts do."""
    for _ in range(2):
        ledger.sequence_batch()
        for name in SUBSCRIPTIONS:
            ledger.run_subscription_once(name)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Stand in for the clients' logout addresses, which take everything."""
    called = Mock(return_value="ok")
    monkeypatch.setattr(outgoing, "post_form", called)
    return called


@pytest.fixture
def browser(desk: Office) -> Browser:
    return browser_of(desk.citizen)


def send_waiting(*, later: timedelta = timedelta()) -> None:
    for delivery in LogoutDelivery.objects.order_by("id"):
        services.deliver(delivery.id, at=timezone.now() + later)


def test_signing_out_with_us_signs_out_everywhere(
    desk: Office, registry: Party, browser: Browser, calls: Mock
):
    other = party(desk, logout_uri="https://other.example/bye")
    tokens, theirs = registry.sign_in(browser), other.sign_in(browser)
    claims = claims_of(tokens["id_token"], audience=registry.client.client_id)

    browser.post("/signout")
    settle()
    send_waiting()

    told = {call.args[0]: call.args[1]["logout_token"] for call in calls.call_args_list}
    assert set(told) == {LOGOUT, "https://other.example/bye"}
    logout = claims_of(told[LOGOUT], audience=registry.client.client_id)
    assert logout["sid"] == claims["sid"]
    assert logout["sub"] == claims["sub"]
    assert logout["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
    assert logout["jti"]
    assert "nonce" not in logout
    assert logout["exp"] - logout["iat"] == 120
    for each in (tokens, theirs):
        assert userinfo(each["access_token"]).status_code == 401
    assert registry.refresh(tokens["refresh_token"]).status_code == 400


def test_who_signs_in_over_another_s_session_ends_it_for_every_system(
    desk: Office, registry: Party, browser: Browser, calls: Mock
):
    tokens = registry.sign_in(browser)
    other = citizen_account(natural_person(assurance=2))

    browser.post("/signin", {"login": other.login, "password": PASSWORD})
    settle()
    send_waiting()

    assert [call.args[0] for call in calls.call_args_list] == [LOGOUT]
    assert userinfo(tokens["access_token"]).status_code == 401
    assert Session.objects.get().ended_at is not None
    told = Event.objects.filter(kind="identity.signed_out").get()
    assert str(told.subject_id) == str(desk.citizen.id)


def test_who_signs_in_again_stays_signed_in_everywhere(desk: Office, registry: Party, calls: Mock):
    browser = Browser()
    browser.post("/signin", {"login": desk.citizen.login, "password": PASSWORD})
    tokens = registry.sign_in(browser)

    browser.post("/signin?again=1", {"login": desk.citizen.login, "password": PASSWORD})
    settle()

    assert not Event.objects.filter(kind="identity.signed_out").exists()
    assert userinfo(tokens["access_token"]).status_code == 200


def test_a_logout_job_is_deferred_with_the_fact(registry: Party, browser: Browser, calls: Mock):
    registry.sign_in(browser)
    browser.post("/signout")
    settle()

    job = ProcrastinateJob.objects.get(task_name=logouts.TASK)
    assert job.args == {"delivery_id": str(LogoutDelivery.objects.get().id)}
    settle()
    assert LogoutDelivery.objects.count() == 1


def test_the_header_says_that_it_is_a_logout_token(registry: Party, browser: Browser):
    registry.sign_in(browser)
    token = logouts.logout_token(ClientSession.objects.get())

    read = jws.JWS()
    read.deserialize(token)
    assert read.jose_header["typ"] == "logout+jwt"
    assert read.jose_header["alg"] == "RS256"


def test_another_browser_of_the_same_person_stays_signed_in(
    desk: Office, registry: Party, browser: Browser, calls: Mock
):
    registry.sign_in(browser)
    elsewhere = browser_of(desk.citizen)
    kept = registry.sign_in(elsewhere)

    browser.post("/signout")
    settle()

    assert userinfo(kept["access_token"]).status_code == 200
    assert LogoutDelivery.objects.count() == 1


def test_a_closed_account_is_signed_out_of_everything(
    desk: Office, registry: Party, browser: Browser, calls: Mock
):
    tokens = registry.sign_in(browser)

    identity.close_account(account_id=desk.citizen.id, actor=SYSTEM, at=timezone.now())
    assert userinfo(tokens["access_token"]).status_code == 401
    settle()
    send_waiting()

    assert calls.call_count == 1


def test_a_client_that_does_not_answer_is_tried_again_ever_more_slowly(
    registry: Party, browser: Browser, calls: Mock
):
    calls.return_value = "unreachable"
    registry.sign_in(browser)
    browser.post("/signout")
    settle()

    waits = []
    for _ in range(4):
        before = LogoutDelivery.objects.get()
        services.deliver(before.id, at=before.next_at)
        after = LogoutDelivery.objects.get()
        waits.append((after.next_at - timezone.now()).total_seconds())

    assert LogoutDelivery.objects.get().state == "waiting"
    assert waits == sorted(waits)
    assert waits[-1] >= 35
    assert ProcrastinateJob.objects.filter(task_name=logouts.TASK).count() == 5
    calls.return_value = "ok"
    services.deliver(before.id, at=LogoutDelivery.objects.get().next_at)
    assert LogoutDelivery.objects.get().state == "delivered"
    ids = {
        signing.read(call.args[1]["logout_token"])["jti"]  # type: ignore[index]
        for call in calls.call_args_list
    }
    assert len(ids) == 5


def test_a_logout_that_nobody_takes_is_given_up_and_seen(
    registry: Party, browser: Browser, calls: Mock, settings: LazySettings
):
    calls.return_value = "refused"
    registry.sign_in(browser)
    browser.post("/signout")
    settle()
    delivery = LogoutDelivery.objects.get()
    LogoutDelivery.objects.update(asked_at=timezone.now() - timedelta(hours=25))

    services.deliver(delivery.id, at=timezone.now())

    delivery.refresh_from_db()
    assert delivery.state == "given_up"
    assert Event.objects.filter(kind="sso.logout_given_up").exists()
    assert Figure.objects.filter(step="logout", outcome="too_old", times=1).exists()
    services.deliver(delivery.id, at=timezone.now())
    assert calls.call_count == 1


def test_two_workers_send_a_logout_once(registry: Party, browser: Browser, calls: Mock):
    registry.sign_in(browser)
    browser.post("/signout")
    settle()
    delivery = LogoutDelivery.objects.get()
    calls.side_effect = lambda *_: services.deliver(delivery.id, at=timezone.now()) or "ok"

    services.deliver(delivery.id, at=timezone.now())

    assert calls.call_count == 1


def test_a_lost_job_is_picked_up(registry: Party, browser: Browser, calls: Mock):
    registry.sign_in(browser)
    browser.post("/signout")
    settle()

    assert services.resend_overdue(at=timezone.now()) == 0
    assert services.resend_overdue(at=timezone.now() + timedelta(minutes=5)) == 1


def test_a_session_whose_time_is_over_ends_for_clients_too(
    registry: Party, browser: Browser, calls: Mock
):
    tokens = registry.sign_in(browser)
    Session.objects.update(ends_at=timezone.now())

    assert userinfo(tokens["access_token"]).status_code == 401
    assert services.end_expired_sessions(actor=SYSTEM, at=timezone.now()) == 1
    settle()
    assert LogoutDelivery.objects.count() == 1


def test_a_consent_taken_back_ends_the_sessions_there(
    desk: Office, registry: Party, browser: Browser, calls: Mock
):
    other = party(desk)
    tokens, kept = registry.sign_in(browser), other.sign_in(browser)
    page = browser.get("/my/systems").content.decode()
    assert page.count("不动产登记系统") >= 4

    consent = Consent.objects.get(client=registry.client)
    browser.post(f"/my/systems/{consent.id}/revoke")
    settle()

    assert userinfo(tokens["access_token"]).status_code == 401
    assert userinfo(kept["access_token"]).status_code == 200
    assert LogoutDelivery.objects.count() == 1
    assert registry.ask(browser).status_code == 200
    assert fields_of(registry.ask(browser, prompt="none"))["error"] == "consent_required"


def test_nobody_takes_back_the_consent_of_another(desk: Office, registry: Party, browser: Browser):
    registry.sign_in(browser)
    neighbour = browser_of(citizen_account(natural_person(name="李大山")))

    neighbour.post(f"/my/systems/{Consent.objects.get().id}/revoke")
    neighbour.post(f"/my/systems/sessions/{ClientSession.objects.get().id}/end")

    assert Consent.objects.get().revoked_at is None
    assert ClientSession.objects.get().ended_at is None


def test_one_signs_out_of_one_system_alone(
    desk: Office, registry: Party, browser: Browser, calls: Mock
):
    other = party(desk)
    tokens, kept = registry.sign_in(browser), other.sign_in(browser)
    share = ClientSession.objects.get(client=registry.client)

    browser.post(f"/my/systems/sessions/{share.id}/end")

    assert userinfo(tokens["access_token"]).status_code == 401
    assert userinfo(kept["access_token"]).status_code == 200


def test_a_client_signs_somebody_out_and_gets_them_back(
    registry: Party, browser: Browser, calls: Mock
):
    tokens = registry.sign_in(browser)

    answer = browser.get(
        "/openid/logout",
        {
            "id_token_hint": tokens["id_token"],
            "post_logout_redirect_uri": LOGGED_OUT,
            "state": "abc",
        },
    )

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{LOGGED_OUT}?state=abc"
    assert userinfo(tokens["access_token"]).status_code == 401
    assert registry.ask(browser).headers["Location"].startswith("/signin")
    settle()
    assert LogoutDelivery.objects.count() == 1


def test_without_a_hint_the_person_is_asked(registry: Party, browser: Browser):
    registry.sign_in(browser)
    sent = {"client_id": registry.client.client_id, "post_logout_redirect_uri": LOGGED_OUT}

    page = browser.get("/openid/logout", sent)

    assert page.status_code == 200
    assert "是否退出登录" in page.content.decode()
    stay = browser.post(f"/openid/logout/confirm?{urlencode(sent)}", {"decision": "stay"})
    assert stay.headers["Location"] == "/"
    leave = browser.post(f"/openid/logout/confirm?{urlencode(sent)}", {"decision": "leave"})
    assert leave.headers["Location"] == LOGGED_OUT


def test_sign_ins_are_counted_from_the_ledger(desk: Office, registry: Party, browser: Browser):
    registry.sign_in(browser)
    registry.sign_in(browser)
    settle()

    assert Figure.objects.get(step="sign_in").times == 2


# ── keys


def test_old_keys_stay_published_until_their_tokens_are_gone(registry: Party, browser: Browser):
    token = registry.sign_in(browser)["id_token"]
    before = {key["kid"] for key in Browser().get("/openid/jwks").json()["keys"]}

    services.rotate_signing_keys(actor=SYSTEM, at=timezone.now())

    assert claims_of(token, audience=registry.client.client_id)
    fresh = registry.sign_in(browser)["id_token"]
    assert claims_of(fresh, audience=registry.client.client_id)
    after = {key["kid"] for key in Browser().get("/openid/jwks").json()["keys"]}
    assert before < after
    assert services.retire_signing_keys(at=timezone.now()) == 0
    assert services.retire_signing_keys(at=timezone.now() + timedelta(hours=25)) == 2
    left = {key["kid"] for key in Browser().get("/openid/jwks").json()["keys"]}
    assert len(left) == 4
    assert signing.read(token) is not None


def test_a_key_was_published_before_it_signs(registry: Party, browser: Browser):
    published = {key["kid"] for key in Browser().get("/openid/jwks").json()["keys"]}

    current = services.rotate_signing_keys(actor=SYSTEM, at=timezone.now())

    assert set(current) <= published


def test_private_keys_are_sealed_and_never_published(registry: Party):
    published = Browser().get("/openid/jwks").json()["keys"]

    assert not any({"d", "p", "q"} & set(key) for key in published)
    for row in SigningKey.objects.all():
        assert b'"d"' not in bytes(row.private_cipher)


# ── outgoing calls


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.8/bye",
        "http://192.168.1.1/bye",
        "http://169.254.169.254/latest",
        "http://[::1]/bye",
        "http://127.0.0.1:1/bye",
        "http://localhost:1/bye",
    ],
)
def test_no_private_address_is_called(address: str, settings: LazySettings):
    settings.SSO_ALLOWS_LOOPBACK = False

    assert outgoing.post_form(address, {}) == "forbidden_address"


def test_a_private_host_may_be_named_in_the_settings(settings: LazySettings):
    settings.SSO_ALLOWS_LOOPBACK = False
    settings.SSO_PRIVATE_HOSTS = ("127.0.0.1",)

    assert outgoing.post_form("http://127.0.0.1:1/bye", {}) == "unreachable"
