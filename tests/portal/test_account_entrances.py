# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The ways in: registering, codes, recovery, and what strangers learn of who exists."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.portal.accounts import (
    ADDRESS,
    LONG,
    NUMBER,
    code_by_mail,
    code_by_text,
    is_in,
    signed_in,
    texts,
)
from yiwang.identity import services as identity
from yiwang.identity.models import Account
from yiwang.identity.services import passwords
from yiwang.ledger import selectors as ledger
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def registered(contact: str = NUMBER, password: str = LONG) -> Client:
    client = Client()
    client.post("/signup", {"contact": contact, "password": password})
    code = code_by_mail() if "@" in contact else code_by_text()
    assert client.post("/signup/confirm", {"code": code}).headers["Location"] == "/my"
    return client


# ── registering


def test_a_stranger_registers_by_telephone_and_is_signed_in(world):
    client = registered()

    assert is_in(client)
    assert "您好" in client.get("/my").content.decode()
    account = Account.objects.get(person__isnull=True, staff__isnull=True)
    kinds = [event.kind for event in ledger.events_about("account", account.id)]
    assert kinds == ["identity.account_created", "identity.signed_in"]


def test_a_stranger_registers_by_mail(world):
    assert is_in(registered(ADDRESS))
    assert "验证码" in mail.outbox[-1].subject


def test_who_registered_signs_in_with_number_and_password(world):
    registered()

    answer = Client().post("/signin", {"login": NUMBER, "password": LONG})

    assert answer.headers["Location"] == "/my"


def test_no_account_is_opened_before_the_code_was_seen(world):
    before = Account.objects.count()
    client = Client()
    client.post("/signup", {"contact": NUMBER, "password": LONG})

    client.post("/signup/confirm", {"code": "00000000"})

    assert Account.objects.count() == before
    assert not is_in(client)


def test_three_wrong_codes_end_a_registration(world):
    client = Client()
    client.post("/signup", {"contact": NUMBER, "password": LONG})
    code = code_by_text()

    for _time in range(3):
        answer = client.post("/signup/confirm", {"code": "00000000"})

    assert answer.headers["Location"] == "/signup"
    assert client.post("/signup/confirm", {"code": code}).headers["Location"] == "/signup"
    assert not is_in(client)


def test_a_code_is_good_for_five_minutes(world):
    client = Client()
    client.post("/signup", {"contact": NUMBER, "password": LONG})
    later = timezone.now() + timedelta(minutes=5, seconds=1)

    with patch("time.time", return_value=later.timestamp()):
        answer = client.post("/signup/confirm", {"code": code_by_text()})

    assert answer.headers["Location"] == "/signup"


@pytest.mark.parametrize(
    ("contact", "password"),
    [
        ("12345", LONG),
        ("0571-87654321", LONG),
        ("nobody@", LONG),
        (NUMBER, "1234567"),
        (NUMBER, "password123"),
        ("\x00", LONG),
    ],
)
def test_a_registration_that_is_wrong_says_why_and_forgets_the_password(world, contact, password):
    answer = Client().post("/signup", {"contact": contact, "password": password})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "yw-error" in page
    assert password not in page
    assert texts() == []


# ── what strangers learn


def shown(client: Client, path: str, fields: dict[str, str]) -> tuple[int, str, str]:
    """Return how a form is answered, and what the page after it says."""
    answer = client.post(path, fields)
    target = answer.headers.get("Location", "")
    return answer.status_code, target, said(client, target)


def said(client: Client, path: str) -> str:
    page = client.get(path).content.decode()
    return page.partition("<main")[2].partition('name="csrfmiddlewaretoken"')[0]


@pytest.mark.parametrize("path", ["/signup", "/account/code", "/account/recover"])
@pytest.mark.parametrize(("known", "unknown"), [(NUMBER, "13900002222"), (ADDRESS, "no@where.org")])
def test_a_known_and_an_unknown_contact_get_the_same_answer(world, path, known, unknown):
    registered(known)
    fields = {"password": LONG} if path == "/signup" else {}

    mine = shown(Client(), path, fields | {"contact": known})
    nobodys = shown(Client(), path, fields | {"contact": unknown})

    assert mine == nobodys
    assert mine[0] == 302


def test_registering_hashes_once_whether_or_not_the_number_is_known(world):
    registered()
    work = []

    for contact in (NUMBER, "13900002222"):
        with patch.object(passwords, "make_password", wraps=passwords.make_password) as made:
            Client().post("/signup", {"contact": contact, "password": LONG})
        work.append(made.call_count)

    assert work == [1, 1]


@pytest.mark.parametrize("path", ["/signup", "/account/code", "/account/recover"])
def test_every_request_sends_one_message_whoever_is_asked_for(world, path):
    registered()
    sent = []

    for contact in (NUMBER, "13900002222"):
        before = len(texts())
        Client().post(path, {"contact": contact, "password": LONG})
        sent.append(len(texts()) - before)

    assert sent == [1, 1]


def test_the_holder_is_told_that_somebody_registers_with_their_number(world):
    registered()

    Client().post("/signup", {"contact": NUMBER, "password": LONG})

    assert "已有账号" in texts()[-1]["text"]


def test_staff_are_strangers_to_codes_and_recovery(world):
    clerk = world.staff[StandardPost.COUNTER]
    identity.set_phone(account_id=clerk.id, phone=NUMBER, actor=factories.SYSTEM, at=timezone.now())

    Client().post("/account/recover", {"contact": NUMBER})

    assert "没有登记" in texts()[-1]["text"]


def test_nobody_is_sent_more_than_five_codes_in_a_while(world):
    answers = [
        Client().post("/account/code", {"contact": NUMBER}).status_code for _time in range(6)
    ]

    assert answers == [302] * 5 + [422]
    assert len(texts()) == 5


# ── codes and recovery


def test_a_code_signs_in(world):
    registered()
    client = Client()
    client.post("/account/code", {"contact": NUMBER, "next": "/my/cases"})

    answer = client.post("/account/code/confirm", {"code": code_by_text(), "next": "/my/cases"})

    assert answer.headers["Location"] == "/my/cases"
    assert is_in(client)


def test_no_code_signs_in_where_there_is_no_account(world):
    client = Client()
    client.post("/account/code", {"contact": NUMBER})

    for code in ("", "00000000", "ABCD-EFGH"):
        client.post("/account/code/confirm", {"code": code})

    assert not is_in(client)


def test_an_account_is_got_back_with_a_code_and_everything_open_ends(world):
    elsewhere = registered()
    client = Client()
    client.post("/account/recover", {"contact": NUMBER})
    client.post("/account/recover/confirm", {"code": code_by_text()})

    answer = client.post("/account/recover/password", {"password1": "another-quiet-night"})

    assert answer.status_code == 302
    assert not is_in(elsewhere)
    assert "重设了密码" in texts()[-1]["text"]
    again = Client().post("/signin", {"login": NUMBER, "password": "another-quiet-night"})
    assert again.headers["Location"] == "/my"


def test_a_new_password_needs_the_code_first(world):
    registered()
    client = Client()
    client.post("/account/recover", {"contact": NUMBER})

    answer = client.post("/account/recover/password", {"password1": "another-quiet-night"})

    assert answer.headers["Location"] == "/account/recover/confirm"
    assert Client().post("/signin", {"login": NUMBER, "password": LONG}).status_code == 302


def test_getting_an_account_back_ends_its_lock(world):
    registered()
    for _time in range(6):
        Client().post("/signin", {"login": NUMBER, "password": "wrong"})
    client = Client()
    client.post("/account/recover", {"contact": NUMBER})
    client.post("/account/recover/confirm", {"code": code_by_text()})

    client.post("/account/recover/password", {"password1": "another-quiet-night"})

    answer = Client().post("/signin", {"login": NUMBER, "password": "another-quiet-night"})
    assert answer.status_code == 302


def test_a_gateway_that_refuses_says_so_and_opens_nothing(world, settings):
    settings.SMS_CHANNEL = "sandbox-refusing"

    answer = Client().post("/signup", {"contact": NUMBER, "password": LONG})

    assert answer.status_code == 503
    assert "换一种方式" in answer.content.decode()


# ── where one goes afterwards


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "my"],
)
@pytest.mark.parametrize("path", ["/signin", "/account/code/confirm", "/signup/confirm"])
def test_nobody_is_led_to_another_site(world, path, wanted):
    client = Client()
    if path == "/signin":
        fields = {"login": world.citizen.login, "password": factories.PASSWORD}
        answer = client.post(path, fields | {"next": wanted})
    elif path == "/signup/confirm":
        client.post("/signup", {"contact": NUMBER, "password": LONG, "next": wanted})
        answer = client.post(path, {"code": code_by_text(), "next": wanted})
    else:
        registered()
        client.post("/account/code", {"contact": NUMBER, "next": wanted})
        answer = client.post(path, {"code": code_by_text(), "next": wanted})

    assert answer.headers["Location"] == "/my"


def test_the_door_back_is_the_one_that_somebody_came_by(world):
    desk = signed_in(world.staff[StandardPost.COUNTER], door="/workbench/signin")

    assert desk.get("/account/login").headers["Location"] == "/workbench/signin"
    assert Client().get("/account/login").headers["Location"] == "/signin"


# ── sent at once, and too often


@pytest.mark.parametrize("journey", ["register", "recover", "sign in"])
def test_codes_are_tried_fifteen_times_however_many_sessions_try(world, journey, settings):
    """Requests at once all read the same session; a fresh copy of it stands for each of them."""
    if journey != "register":
        registered()
    first = Client()
    begin = {"register": "/signup", "recover": "/account/recover", "sign in": "/account/code"}
    confirm = {
        "register": "/signup/confirm",
        "recover": "/account/recover/confirm",
        "sign in": "/account/code/confirm",
    }
    first.post(begin[journey], {"contact": NUMBER, "password": LONG})
    kept = dict(first.session.items())
    right = code_by_text()
    wrong = "000000" if right != "000000" else "111111"

    for _time in range(15):
        session = first.session
        session.update(kept)
        session.save()
        first.post(confirm[journey], {"code": wrong})
    session = first.session
    session.update(kept)
    session.save()
    answer = first.post(confirm[journey], {"code": right})

    assert answer.headers["Location"] == begin[journey]
    assert not is_in(first)


def test_whoever_asks_too_often_makes_us_hash_nothing(world, monkeypatch):
    client = Client()
    for _time in range(5):
        client.post("/signup", {"contact": NUMBER, "password": LONG})
    hashed = []
    monkeypatch.setattr(identity, "hashed", lambda *_a, **_k: hashed.append(1) or "x")

    answer = client.post("/signup", {"contact": NUMBER, "password": LONG})

    assert answer.status_code != 302
    assert hashed == []
