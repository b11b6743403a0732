# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One's own account: factors, sessions, and what nobody may do to it."""

import itertools
import re
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.portal.accounts import (
    ADDRESS,
    NUMBER,
    code_by_mail,
    code_by_text,
    confirmed,
    is_in,
    signed_in,
    texts,
)
from yiwang.identity import services as identity
from yiwang.identity.models import Account
from yiwang.identity.profiles import CITIZEN, STAFF
from yiwang.ledger import selectors as ledger
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db

DESK = "/workbench/signin"
FINGERPRINT = "ab" * 32


def kinds(account) -> list[str]:
    return [event.kind for event in ledger.events_about("account", account.id)]


def code_of(secret: str, *, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def with_app(client: Client) -> str:
    """Add an authenticator app to the account of a browser; return its secret."""
    return with_app_and_codes(client)[0]


def with_app_and_codes(client: Client) -> tuple[str, list[str]]:
    """Add an authenticator app; return its secret and the recovery codes that came with it."""
    page = confirmed(client).get("/account/totp/add").content.decode()
    found = re.search(r"data-secret>([A-Z2-7 ]+)<", page)
    assert found
    secret = found[1].replace(" ", "")
    answer = client.post("/account/totp/add", {"code": code_of(secret)})
    assert answer.status_code == 200
    return secret, shown_codes(answer)


def shown_codes(answer) -> list[str]:
    return re.findall(r"<code>(\d{9})</code>", answer.content.decode())


def half_in(account, **fields: str) -> Client:
    """Return a browser that has shown the password and nothing more."""
    client = Client()
    sent = {"login": account.login, "password": factories.PASSWORD} | fields
    assert client.post("/signin", sent).headers["Location"] == "/account/second-factor"
    return client


# ── the overview


def test_the_overview_shows_what_signs_in_and_masks_the_number(world):
    client = signed_in(world.citizen)
    identity.set_phone(
        account_id=world.citizen.id, phone=NUMBER, actor=factories.SYSTEM, at=timezone.now()
    )

    page = client.get("/account").content.decode()

    assert world.citizen.login in page
    assert NUMBER not in page
    assert "139****1111" in page


def test_staff_see_their_account_in_the_frame_of_the_workbench(world):
    page = signed_in(world.staff[StandardPost.COUNTER], door=DESK).get("/account").content.decode()

    assert "wb-side" in page
    assert "yw-tabbar" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/account",
        "/account/sessions",
        "/account/password",
        "/account/phone",
        "/account/totp/add",
        "/account/passkeys/add",
        "/account/recovery-codes",
        "/account/again",
    ],
)
def test_pages_of_an_account_are_for_its_holder_and_stay_out_of_caches(world, path):
    client = confirmed(signed_in(world.citizen))
    if path == "/account/recovery-codes":
        with_app(client)

    mine, nobodys = client.get(path), Client().get(path)

    assert mine.status_code == 200
    assert "yw-card" in mine.content.decode()
    assert mine.headers["Cache-Control"] == "no-store, private"
    assert mine.headers["X-Frame-Options"] == "DENY"
    assert nobodys.headers["Location"].startswith("/signin?next=")


# ── authenticator app and recovery codes


def test_with_an_app_the_password_alone_does_not_sign_in(world):
    with_app(signed_in(world.citizen))

    client = half_in(world.citizen)

    assert not is_in(client)
    assert "identity.factor_changed" in kinds(world.citizen)


def test_password_and_code_sign_in_and_lead_on(world):
    secret = with_app(signed_in(world.citizen))
    client = half_in(world.citizen, next="/my/cases")

    answer = client.post("/account/second-factor", {"code": code_of(secret, ahead=1)})

    assert answer.headers["Location"] == "/my/cases"
    assert is_in(client)
    last = ledger.events_about("account", world.citizen.id)[-1]
    assert (last.kind, last.payload) == ("identity.signed_in", {"factor": "totp"})


def test_a_code_signs_in_once(world):
    secret = with_app(signed_in(world.citizen))
    code = code_of(secret, ahead=1)
    first = half_in(world.citizen).post("/account/second-factor", {"code": code})
    client = half_in(world.citizen)

    answer = client.post("/account/second-factor", {"code": code})

    assert (first.status_code, answer.status_code) == (302, 422)
    assert not is_in(client)


def test_a_recovery_code_signs_in_once(world):
    _secret, codes = with_app_and_codes(signed_in(world.citizen))
    assert len(set(codes)) == 10

    first = half_in(world.citizen).post("/account/second-factor", {"code": codes[3]})
    again = half_in(world.citizen).post("/account/second-factor", {"code": codes[3]})
    spaced = half_in(world.citizen).post(
        "/account/second-factor", {"code": f" {codes[4][:3]} {codes[4][3:6]}-{codes[4][6:]} "}
    )

    assert (first.status_code, again.status_code, spaced.status_code) == (302, 422, 302)


def test_recovery_codes_are_kept_as_slow_hashes_each_with_its_own_salt(world, settings):
    settings.PASSWORD_HASHERS = ["yiwang.identity.hashers.Argon2PasswordHasher"]

    codes = identity.renew_recovery_codes(world.citizen)

    kept = Authenticator.objects.get(user=world.citizen, type="recovery_codes").data
    assert len({one.split("$")[4] for one in kept["hashes"]}) == 10
    assert all(one.startswith("argon2$argon2id$") for one in kept["hashes"])
    assert not any(code in str(kept) or code[1:] in str(kept) for code in codes)
    assert identity.factor_of_code(world.citizen, codes[0][0] + "00000000") is None
    assert identity.factor_of_code(world.citizen, codes[0]) is not None
    assert identity.factor_of_code(world.citizen, codes[0]) is None


@pytest.mark.parametrize(
    "code", ["", "1", "123456789012", "abcdefghi", "１２３４５６７８９", "²23456789"]
)
def test_what_is_no_recovery_code_is_refused_and_breaks_nothing(world, code):
    with_app(signed_in(world.citizen))

    assert identity.factor_of_code(world.citizen, code) is None


def test_recovery_codes_are_shown_once(world):
    owner = signed_in(world.citizen)
    assert len(with_app_and_codes(owner)[1]) == 10

    page = owner.get("/account/recovery-codes").content.decode()

    assert not re.search(r"<code>\d", page)
    assert "还有 10 个恢复码" in page


def test_new_recovery_codes_make_the_old_ones_void(world):
    owner = signed_in(world.citizen)
    _secret, old = with_app_and_codes(owner)

    new = shown_codes(owner.post("/account/recovery-codes/new"))

    assert len(new) == 10
    assert identity.factor_of_code(world.citizen, old[0]) is None
    assert identity.factor_of_code(world.citizen, new[0]) is not None
    last = ledger.events_about("account", world.citizen.id)[-1]
    assert last.payload == {"factor": "recovery_codes", "change": "renewed"}


def test_who_has_no_second_factor_has_no_recovery_codes(world):
    owner = confirmed(signed_in(world.citizen))

    assert owner.get("/account/recovery-codes").status_code == 404
    assert shown_codes(owner.post("/account/recovery-codes/new")) == []


def test_the_secret_of_an_app_is_sealed(world):
    secret = with_app(signed_in(world.citizen))

    kept = Authenticator.objects.get(user=world.citizen, type="totp").data["secret"]

    assert secret not in kept


def test_five_wrong_codes_lock_the_second_step(world):
    secret = with_app(signed_in(world.citizen))
    client = half_in(world.citizen)

    answers = [client.post("/account/second-factor", {"code": "000000"}) for _time in range(6)]
    right = client.post("/account/second-factor", {"code": code_of(secret, ahead=1)})

    assert "分钟后再试" in answers[-1].content.decode()
    assert right.status_code == 422
    assert kinds(world.citizen).count("identity.factor_refused") == 5


def test_an_app_is_taken_away_after_proving_once_more(world):
    owner = signed_in(world.citizen)
    with_app(owner)

    assert owner.post("/account/totp/remove").headers["Location"] == "/account/factors"

    assert not Authenticator.objects.filter(user=world.citizen).exists()
    assert is_in(signed_in(world.citizen))


# ── proving once more


@pytest.mark.parametrize(
    "path",
    ["/account/totp/add", "/account/passkeys/add", "/account/phone", "/account/email"],
)
def test_changes_that_matter_ask_who_one_is_once_more(world, path):
    client = signed_in(world.citizen)

    asked = client.get(path)
    wrong = client.post(f"/account/again?next={path}", {"password": "wrong", "next": path})
    right = client.post(
        f"/account/again?next={path}", {"password": factories.PASSWORD, "next": path}
    )

    assert asked.headers["Location"] == f"/account/again?next={path.replace('/', '%2F')}"
    assert wrong.status_code == 422
    assert right.headers["Location"] == path
    assert "identity.reauthenticated" in kinds(world.citizen)


def test_proving_it_lasts_ten_minutes(world):
    client = confirmed(signed_in(world.citizen))
    assert client.get("/account/phone").status_code == 200

    with patch("time.time", return_value=time.time() + 601):
        answer = client.get("/account/phone")

    assert answer.status_code == 302


def test_a_stolen_session_is_no_way_to_guess_the_password(world):
    client = signed_in(world.citizen)
    for _time in range(5):
        client.post("/account/again?next=/account", {"password": "wrong", "next": "/account"})

    answer = client.post(
        "/account/again?next=/account", {"password": factories.PASSWORD, "next": "/account"}
    )

    assert answer.status_code == 422


# ── telephone and e-mail


def test_another_number_signs_in_after_its_code_and_the_old_one_is_told(world):
    client = confirmed(signed_in(world.citizen))
    identity.set_phone(
        account_id=world.citizen.id, phone="13900003333", actor=factories.SYSTEM, at=timezone.now()
    )
    client.post("/account/phone", {"phone": NUMBER})
    code = code_by_text()
    assert (
        Client().post("/signin", {"login": NUMBER, "password": factories.PASSWORD}).status_code
        == 401
    )

    client.post("/account/confirm", {"code": code})

    fresh = Client().post("/signin", {"login": NUMBER, "password": factories.PASSWORD})
    assert fresh.status_code == 302
    assert texts()[-1]["to"] == "13900003333"
    assert "identity.contact_changed" in kinds(world.citizen)


def test_another_address_signs_in_after_its_code(world):
    client = confirmed(signed_in(world.citizen))
    client.post("/account/email", {"email": ADDRESS})
    client.post("/account/confirm", {"code": code_by_mail()})

    fresh = Client().post("/signin", {"login": ADDRESS, "password": factories.PASSWORD})

    assert fresh.status_code == 302


def test_the_number_of_another_account_is_not_taken_over(world):
    identity.set_phone(
        account_id=world.neighbour.id, phone=NUMBER, actor=factories.SYSTEM, at=timezone.now()
    )
    client = confirmed(signed_in(world.citizen))

    answer = client.post("/account/phone", {"phone": NUMBER})

    assert answer.headers["Location"] == "/account/confirm"
    assert "已有账号" in texts()[-1]["text"]
    client.post("/account/confirm", {"code": ""})
    assert identity.phone_of(world.citizen) == ""


# ── passwords


def test_another_password_ends_the_other_sessions_and_keeps_this_one(world):
    here, elsewhere = signed_in(world.citizen), signed_in(world.citizen)
    key = here.session.session_key

    answer = here.post(
        "/account/password", {"oldpassword": factories.PASSWORD, "password1": "another-quiet-night"}
    )

    assert answer.headers["Location"] == "/account"
    assert is_in(here)
    assert here.session.session_key != key
    assert not is_in(elsewhere)


def test_staff_take_none_of_their_last_five_passwords(world):
    clerk = world.staff[StandardPost.COUNTER]
    desk = signed_in(clerk, door=DESK)
    words = [factories.PASSWORD, *(f"Another-night-{number}" for number in range(5))]

    def change(old: str, new: str) -> int:
        return desk.post("/account/password", {"oldpassword": old, "password1": new}).status_code

    assert change(words[0], words[0]) == 422
    for old, new in itertools.pairwise(words[:5]):
        assert change(old, new) == 302
    assert change(words[4], words[0]) == 422
    assert change(words[4], words[5]) == 302
    assert change(words[5], words[0]) == 302


def test_a_password_of_ninety_days_is_changed_before_work_goes_on(world):
    clerk = world.staff[StandardPost.COUNTER]
    clerk.password_changed_at = timezone.now() - timedelta(days=90)
    clerk.save(update_fields=["password_changed_at"])
    desk = signed_in(clerk, door=DESK)

    stopped = desk.get("/workbench/")
    desk.post(
        stopped.headers["Location"],
        {"oldpassword": factories.PASSWORD, "password1": "Another-night-1"},
    )

    assert stopped.headers["Location"] == "/account/password?next=%2Fworkbench%2F"
    assert desk.get("/workbench/").status_code == 200


# ── sessions


def test_a_session_is_listed_and_ended_from_elsewhere_at_once(world):
    here, elsewhere = signed_in(world.citizen), signed_in(world.citizen)
    there = UserSession.objects.get(session_key=elsewhere.session.session_key)

    here.post("/account/sessions", {"session": there.pk})

    assert not is_in(elsewhere)
    assert is_in(here)
    assert not Session.objects.filter(session_key=there.session_key).exists()
    assert kinds(world.citizen)[-1] == "identity.sessions_ended"


def test_all_other_sessions_are_ended_with_one_button(world):
    others = [signed_in(world.citizen) for _time in range(3)]
    here = signed_in(world.citizen)

    here.post("/account/sessions", {"which": "others"})

    assert [is_in(one) for one in [*others, here]] == [False, False, False, True]


def test_nobody_ends_the_session_of_somebody_else(world):
    mine, theirs = signed_in(world.citizen), signed_in(world.neighbour)
    there = UserSession.objects.get(session_key=theirs.session.session_key)

    mine.post("/account/sessions", {"session": there.pk})

    assert is_in(theirs)


@pytest.mark.parametrize(
    ("door", "profile"), [("/signin", CITIZEN), (DESK, STAFF)], ids=["citizen", "staff"]
)
def test_a_session_ends_when_it_is_idle_and_when_it_is_old(world, door, profile):
    account = world.citizen if door == "/signin" else world.staff[StandardPost.COUNTER]
    client = signed_in(account, door=door)
    kept = Session.objects.get(session_key=client.session.session_key)
    now = timezone.now()

    assert abs(kept.expire_date - now - profile.idle) < timedelta(seconds=10)
    with patch("django.utils.timezone.now", return_value=now + profile.idle + timedelta(seconds=5)):
        assert not is_in(client)


def test_using_a_session_moves_its_idle_end_once_a_minute(world, django_assert_max_num_queries):
    client = signed_in(world.citizen)
    key = client.session.session_key
    before = Session.objects.get(session_key=key).expire_date
    later = timezone.now() + timedelta(minutes=10)

    with patch("django.utils.timezone.now", return_value=later):
        assert is_in(client)

    moved = Session.objects.get(session_key=key).expire_date
    assert abs(moved - later - CITIZEN.idle) < timedelta(seconds=10)
    assert moved > before


def test_a_session_never_outlives_its_longest(world):
    client = signed_in(world.citizen)
    begun = timezone.now()
    steps = int(CITIZEN.longest_session / timedelta(hours=1))

    seen = []
    for hour in range(1, steps + 1):
        with patch(
            "django.utils.timezone.now", return_value=begun + timedelta(hours=hour, minutes=1)
        ):
            seen.append(is_in(client))

    assert seen == [True] * (steps - 1) + [False]


def test_a_key_that_somebody_planted_does_not_open_the_session(world):
    victim = Client()
    victim.get("/account/code")
    session = victim.session
    session["planted"] = 1
    session.save()
    planted = session.session_key
    victim.cookies["yw_session"] = planted

    victim.post("/signin", {"login": world.citizen.login, "password": factories.PASSWORD})

    assert victim.session.session_key != planted
    thief = Client()
    thief.cookies["yw_session"] = planted
    assert not is_in(thief)


def test_the_first_proof_gives_no_key_that_the_second_keeps(world):
    secret = with_app(signed_in(world.citizen))
    client = half_in(world.citizen)
    before = client.session.session_key

    client.post("/account/second-factor", {"code": code_of(secret, ahead=1)})

    assert client.session.session_key != before


# ── forms from elsewhere


@pytest.mark.parametrize(
    "path", ["/account/password", "/account/sessions", "/account/totp/remove", "/account/recover"]
)
def test_a_form_without_its_token_is_refused(world, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.citizen)

    assert client.post(path, {"which": "others"}).status_code == 403


def test_a_host_that_a_request_invents_stands_in_no_message(world, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()

    refused = client.post(
        "/signup", {"contact": NUMBER, "password": "x" * 12}, HTTP_HOST="evil.example"
    )
    client.post("/signup", {"contact": NUMBER, "password": "a-long-night"})

    assert refused.status_code == 400
    assert all("evil" not in one["text"] for one in texts())


# ── staff: a cryptographic factor


@pytest.fixture
def strict(settings):
    settings.STAFF_SECOND_FACTOR = "required"


def test_an_approver_gets_no_further_than_the_page_that_asks_for_a_passkey(world, strict):
    desk = signed_in(world.staff[StandardPost.APPROVER], door=DESK)

    for path in ("/workbench/", "/workbench/cases", "/workbench/counter", "/workbench/post"):
        assert desk.get(path).headers["Location"].startswith("/account/strong?next="), path
    page = desk.get("/account/strong").content.decode()
    assert "/account/passkeys/add" in page


def test_a_counter_needs_no_passkey(world, strict):
    desk = signed_in(world.staff[StandardPost.COUNTER], door=DESK)

    assert desk.get("/workbench/").status_code == 200


def test_a_code_of_an_app_is_not_enough_for_an_approver(world, strict):
    desk = signed_in(world.staff[StandardPost.APPROVER], door=DESK)
    with_app(desk)

    assert desk.get("/workbench/").headers["Location"].startswith("/account/strong")


def test_a_certificate_that_the_proxy_has_checked_lets_an_approver_in(world, strict, settings):
    settings.CLIENT_CERTIFICATE_HEADER = "X-Client-Cert-Sha256"
    account = world.staff[StandardPost.APPROVER]
    desk = confirmed(signed_in(account, door=DESK))
    desk.post("/account/certificates", HTTP_X_CLIENT_CERT_SHA256=FINGERPRINT)
    fresh = Client(HTTP_X_CLIENT_CERT_SHA256=FINGERPRINT)

    fresh.post(DESK, {"login": account.login, "password": factories.PASSWORD})

    assert fresh.get("/workbench/").status_code == 200
    assert signed_in(account, door=DESK).get("/workbench/").status_code == 302


def test_a_certificate_is_not_believed_where_no_proxy_is_said_to_check_it(world, strict):
    account = world.staff[StandardPost.APPROVER]
    identity.add_certificate(
        account=account,
        fingerprint=bytes.fromhex(FINGERPRINT),
        name="card",
        actor=factories.SYSTEM,
        at=timezone.now(),
    )
    desk = Client(HTTP_X_CLIENT_CERT_SHA256=FINGERPRINT)

    desk.post(DESK, {"login": account.login, "password": factories.PASSWORD})

    assert desk.get("/workbench/").status_code == 302


# ── a second factor of everybody


@pytest.fixture
def everybody(settings):
    settings.STAFF_SECOND_FACTOR = "everyone"
    settings.CITIZEN_SECOND_FACTOR = "required"


def test_a_citizen_gets_no_further_than_the_page_that_asks_for_a_second_factor(world, everybody):
    client = signed_in(world.citizen)

    for path in ("/my", "/my/cases", "/my/messages", "/my/mandates"):
        assert client.get(path).headers["Location"].startswith("/account/strong?next="), path
    page = client.get("/account/strong").content.decode()
    assert "/account/totp/add" in page
    assert "/account/passkeys/add" in page
    assert client.get("/").status_code == 200


def test_a_citizen_who_adds_an_app_goes_on(world, everybody):
    client = signed_in(world.citizen)
    secret = with_app(client)
    fresh = half_in(world.citizen)

    fresh.post("/account/second-factor", {"code": code_of(secret, ahead=1)})

    assert client.get("/my").status_code == 200
    assert fresh.get("/my").status_code == 200


def test_a_one_time_code_by_message_is_no_second_factor(world, everybody):
    client = signed_in(world.citizen)
    session = client.session
    session["factor"] = "code"
    session.save()

    assert client.get("/my").headers["Location"].startswith("/account/strong")


def test_staff_without_cryptographic_duty_show_a_code(world, everybody):
    desk = signed_in(world.staff[StandardPost.COUNTER], door=DESK)
    before = desk.get("/workbench/")

    with_app(desk)

    assert before.headers["Location"].startswith("/account/strong")
    assert desk.get("/workbench/").status_code == 200


def test_an_app_does_not_weaken_a_session_that_a_passkey_opened(world, strict):
    desk = signed_in(world.staff[StandardPost.APPROVER], door=DESK)
    session = desk.session
    session["factor"] = "webauthn"
    session.save()

    with_app(desk)

    assert desk.get("/workbench/").status_code == 200


def test_a_code_by_message_opens_the_lock_of_the_second_step_for_nobody(world):
    """Whoever has taken over a number could else guess codes of the app for ever."""
    secret = with_app(signed_in(world.citizen))
    client = half_in(world.citizen)
    for _time in range(6):
        client.post("/account/second-factor", {"code": "000000"})

    identity.recover_password(account=world.citizen, new="another-quiet-night", at=timezone.now())
    fresh = half_in(world.citizen, password="another-quiet-night")
    answer = fresh.post("/account/second-factor", {"code": code_of(secret, ahead=1)})

    assert answer.status_code == 422
    assert "分钟后再试" in answer.content.decode()


def test_a_login_that_is_somebody_s_number_keeps_nobody_out(world):
    """The number's owner signs in, though a stranger had chosen it as their login before."""
    squatter = Account.objects.get(pk=world.neighbour.pk)  # the world's own stays as it is
    squatter.login = NUMBER
    squatter.save(update_fields=["login"])
    identity.set_phone(
        account_id=world.citizen.id, phone=NUMBER, actor=factories.SYSTEM, at=timezone.now()
    )

    found = identity.verify_password(
        login=NUMBER, password=factories.PASSWORD, ip="203.0.113.9", at=timezone.now()
    )

    assert found == world.citizen
