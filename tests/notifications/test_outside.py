# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages outside the site: planned by wish and law, tried again, and what came of them."""

import email
import hmac
import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import LazySettings
from django.utils import timezone

from tests import factories
from tests.notifications.servers import Heard, mail_server, push_service
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.foundation.errors import Forbidden
from yiwang.identity import selectors as identity
from yiwang.notifications import (
    errors,
    planning,
    preferring,
    receipts,
    routing,
    selectors,
    sending,
    services,
)
from yiwang.notifications.channels.push import encryption
from yiwang.notifications.channels.push.encryption import Browser, padded, unpadded
from yiwang.notifications.channels.push.provider import check_endpoint
from yiwang.notifications.enums import DispatchState, Way
from yiwang.notifications.models import Dispatch, Message, PushSubscription
from yiwang.notifications.preferring import Wishes
from yiwang.notifications.receipts import Receipt

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=CHINA)
NIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=CHINA)
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=CHINA)


@pytest.fixture
def mailbox(settings: LazySettings) -> Iterator[Heard]:
    with mail_server() as heard:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", heard.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield heard


@pytest.fixture
def person(db: None, settings: LazySettings, tmp_path: Path) -> Actor:
    settings.OUTBOX = tmp_path / "outbox"
    found = factories.natural_person()
    account = factories.citizen_account(found)
    EmailAddress.objects.create(
        user=account, email="zhang@example.org", verified=True, primary=True
    )
    return identity.actor_for_account(account.id)


def told(person: Actor, kind: str = "closed", *, at: datetime = NOON, **params: str) -> Message:
    assert person.person_id is not None
    key = f"test:{uuid4()}"
    case_id = uuid4()
    services.send(
        recipient_id=person.person_id,
        kind=kind,
        params={"item": "店铺登记", "number": "330106"} | params,
        link=f"/my/cases/{case_id}",
        source_key=key,
        at=at,
    )
    planning.plan(at=at)
    return Message.objects.get(source_key=key)


def ways(message: Message) -> dict[str, tuple[str, str]]:
    return {
        way: (state, outcome)
        for way, state, outcome in Dispatch.objects.filter(message=message).values_list(
            "way", "state", "outcome"
        )
    }


def of(message: Message, way: Way) -> Dispatch:
    return Dispatch.objects.get(message=message, way=way)


def test_a_message_goes_out_by_mail_and_names_itself(person: Actor, mailbox: Heard):
    message = told(person)

    assert sending.send_due(at=NOON) == 1

    (mail,) = mailbox.mails
    assert f"<yiwang-{of(message, Way.EMAIL).pk}@" in mail
    assert "Auto-Submitted: auto-generated" in mail
    assert ways(message) == {"in_site": ("delivered", ""), "email": ("sent", "")}
    assert planning.plan(at=NOON) == 0
    assert sending.send_due(at=NOON + timedelta(days=1)) == 0


def test_a_mailbox_that_is_not_there_is_not_tried_again(person: Actor, mailbox: Heard):
    mailbox.recipient_code = 550
    message = told(person)

    sending.send_due(at=NOON)

    assert ways(message)["email"] == ("failed", "address_gone")


def test_a_server_that_is_busy_is_tried_again_with_longer_pauses(person: Actor, mailbox: Heard):
    mailbox.recipient_code = 451
    message, at, pauses = told(person), NOON, []

    while of(message, Way.EMAIL).state == DispatchState.QUEUED:
        sending.send_due(at=at)
        waits = of(message, Way.EMAIL).next_at
        if waits:
            pauses.append(int((waits - at).total_seconds() // 60))
            at = waits

    assert pauses == [1, 5, 30, 120, 720]
    assert ways(message)["email"] == ("failed", "not_delivered")
    assert of(message, Way.EMAIL).attempts == 6


def test_nobody_else_tries_while_somebody_does(person: Actor, mailbox: Heard):
    told(person)
    (row,) = sending._taken(NOON)

    assert sending.send_due(at=NOON) == 0
    assert sending.send_due(at=NOON + sending.LEASE) == 1  # they crashed
    assert row.attempts == 1


@pytest.mark.parametrize(
    ("kind", "params", "goes_at"),
    [
        ("closed", {}, MORNING),
        ("factors_replaced", {}, NIGHT),
        ("correction_asked", {"answer_due_on": "2026-11-30"}, MORNING),
        ("correction_asked", {"answer_due_on": "2026-11-24"}, NIGHT),
    ],
)
def test_nights_are_quiet_but_no_deadline_passes_in_them(
    person: Actor, kind: str, params: dict[str, str], goes_at: datetime
):
    assert of(told(person, kind, at=NIGHT, **params), Way.EMAIL).next_at == goes_at


@pytest.mark.parametrize(
    ("quiet", "at", "goes_at"),
    [
        ((22, 8), NOON, NOON),
        ((0, 0), NIGHT, NIGHT),
        ((12, 14), NOON, NOON + timedelta(hours=2)),
        ((22, 8), NIGHT + timedelta(hours=4), MORNING),
    ],
)
def test_quiet_hours_are_the_persons_own(quiet: tuple[int, int], at: datetime, goes_at: datetime):
    assert routing.due_at("closed", {}, quiet=quiet, at=at) == goes_at


def test_what_is_switched_off_does_not_go_out_and_says_so(person: Actor, mailbox: Heard):
    preferring.keep(wishes=Wishes(off=["progress:email"]), actor=person, at=NOON)

    assert ways(told(person))["email"] == ("skipped", "switched_off")
    assert ways(told(person, "accepted"))["email"] == ("queued", "")


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(off=["legal:in_site"]),
        Wishes(off=["everything:sms"]),
        Wishes(quiet_from=24),
        Wishes(quiet_to=-1),
        Wishes(language="xx"),
    ],
)
def test_the_inbox_cannot_be_switched_off(person: Actor, wishes: Wishes):
    with pytest.raises(errors.ChoiceUnknown):
        preferring.keep(wishes=wishes, actor=person, at=NOON)


def test_nobody_chooses_for_another(person: Actor):
    agent = Actor(kind=ActorKind.CITIZEN, person_id=uuid4(), principal_id=person.person_id)
    clerk = Actor(kind=ActorKind.STAFF, staff_id=uuid4())

    for who in (agent, clerk):
        with pytest.raises(Forbidden):
            preferring.keep(wishes=Wishes(), actor=who, at=NOON)


def test_a_digest_brings_what_can_wait_in_one_mail(person: Actor, mailbox: Heard):
    preferring.keep(wishes=Wishes(is_digest=True), actor=person, at=NOON)
    waiting = [told(person), told(person, "withdrawn")]
    told(person, "accepted", due_on="2026-12-01")

    assert sending.send_due(at=NOON) == 1
    assert sending.send_due(at=datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)) == 2

    assert len(mailbox.mails) == 2
    assert {ways(each)["email"][0] for each in waiting} == {"sent"}


def test_a_long_digest_is_one_mail_that_names_the_first_and_counts_the_rest(
    person: Actor, mailbox: Heard
):
    preferring.keep(wishes=Wishes(is_digest=True), actor=person, at=NOON)
    many = sending.BATCH + 20
    for _number in range(many):
        told(person)

    assert sending.send_due(at=datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)) == many

    (mail,) = mailbox.mails
    text = email.message_from_bytes(mail.encode()).get_payload(decode=True).decode()
    assert text.count("330106") == sending.MOST_IN_A_DIGEST
    assert f"另有 {many - sending.MOST_IN_A_DIGEST} 条" in text


def test_one_run_sends_everything_that_is_due(person: Actor, mailbox: Heard):
    many = sending.BATCH + 5
    for _number in range(many):
        told(person)

    assert sending.send_due(at=NOON) == many
    assert len(mailbox.mails) == many


def test_a_slow_server_leaves_the_rest_to_the_next_run_and_nothing_goes_out_twice(
    person: Actor, mailbox: Heard, monkeypatch: pytest.MonkeyPatch
):
    messages = [told(person) for _number in range(4)]
    clock = iter([0.0, 0.0, 1.0, 30.0, 60.0])
    monkeypatch.setattr(sending, "monotonic", lambda: next(clock))

    sent = sending.send_due(at=NOON)
    monkeypatch.undo()
    left = [each for each in messages if ways(each)["email"][0] == "queued"]
    waits = Dispatch.objects.filter(message__in=left, way=Way.EMAIL)
    attempts = set(waits.values_list("attempts", flat=True))

    assert (sent, len(left)) == (2, 2)
    assert attempts == {0}, "what was not tried does not count as a try"
    assert sending.send_due(at=timezone.now() + timedelta(seconds=1)) == 2
    assert len(mailbox.mails) == 4
    assert {ways(each)["email"] for each in messages} == {("sent", "")}


def test_one_message_that_cannot_be_put_into_words_holds_no_other_up(
    person: Actor, mailbox: Heard, monkeypatch: pytest.MonkeyPatch
):
    broken, good = told(person), told(person, "withdrawn")
    words = sending.wording.words

    def sometimes(kind: str, *rest: object) -> tuple[str, str]:
        if kind == "closed":
            raise RuntimeError("no words")
        return words(kind, *rest)

    monkeypatch.setattr(sending.wording, "words", sometimes)

    assert sending.send_due(at=NOON) == 1
    assert ways(good)["email"] == ("sent", "")
    assert ways(broken)["email"] == ("queued", "not_delivered")


def test_mail_is_in_the_readers_language(person: Actor, mailbox: Heard):
    preferring.keep(wishes=Wishes(language="en"), actor=person, at=NOON)
    told(person)

    sending.send_due(at=NOON)

    assert "Subject: Closed" in mailbox.mails[0] or "Subject: " in mailbox.mails[0]
    assert "=?utf-8?" not in mailbox.mails[0].split("Subject: ")[1].split("\n")[0]


# ── receipts


def signed(body: bytes, *, secret: str = "s" * 32, at: datetime = NOON) -> str:
    seconds = int(at.timestamp())
    mac = hmac.new(secret.encode(), f"{seconds}.".encode() + body, "sha256").hexdigest()
    return f"t={seconds},v1={mac}"


def test_only_who_shares_the_secret_signs_a_receipt(settings: LazySettings):
    settings.SMS_RECEIPT_SECRET = "s" * 32
    body = b'{"reference": "x"}'

    receipts.check_signature(Way.SMS, body=body, signature=signed(body), at=NOON)
    for forged in (
        "",
        "t=1,v1=00",
        signed(body, secret="other"),
        signed(body + b" "),
        signed(body, at=NOON - timedelta(minutes=6)),
        signed(body, at=NOON + timedelta(minutes=6)),
    ):
        with pytest.raises(errors.ReceiptRefused):
            receipts.check_signature(Way.SMS, body=body, signature=forged, at=NOON)
    with pytest.raises(errors.ReceiptRefused):
        receipts.check_signature(Way.PUSH, body=body, signature=signed(body), at=NOON)
    settings.SMS_RECEIPT_SECRET = ""
    with pytest.raises(errors.ReceiptRefused):
        receipts.check_signature(Way.SMS, body=body, signature=signed(body, secret=""), at=NOON)


def test_the_first_final_receipt_stays_however_late_and_often_others_come(
    person: Actor, mailbox: Heard
):
    row = of(told(person), Way.EMAIL)
    sending.send_due(at=NOON)

    assert receipts.take(Way.EMAIL, Receipt(str(row.pk), True), at=NOON)
    assert not receipts.take(Way.EMAIL, Receipt(str(row.pk), True), at=NOON)
    assert not receipts.take(Way.EMAIL, Receipt(str(row.pk), False, "5.1.1"), at=NOON)
    assert Dispatch.objects.get(pk=row.pk).state == DispatchState.DELIVERED


def test_a_receipt_may_come_before_we_noted_the_message_as_sent(person: Actor, mailbox: Heard):
    row = of(told(person), Way.EMAIL)
    (taken,) = sending._taken(NOON)

    receipts.take(Way.EMAIL, Receipt(str(row.pk), False, "<script>5.1.1"), at=NOON)
    sending._mark_sent([taken], DispatchState.SENT, NOON)

    row.refresh_from_db()
    assert (row.state, row.outcome) == (DispatchState.FAILED, "script5.1.1")


@pytest.mark.parametrize("reference", ["", "x", "01a205e9-15ba-7306-aa1c-5dd0cd23ee9e", "0" * 500])
def test_a_receipt_for_nothing_of_ours_is_refused(reference: str):
    with pytest.raises(errors.ReceiptUnreadable):
        receipts.take(Way.SMS, Receipt(reference, True), at=NOON)


def bounce(dispatch_id: UUID, action: str, status: str) -> bytes:
    return f"""From: MAILER-DAEMON@example.org
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not work.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; zhang@example.org
Action: {action}
Status: {status}

--b
Content-Type: text/rfc822-headers

Message-ID: <yiwang-{dispatch_id}@localhost>
--b--
""".encode()


def test_a_bounce_says_that_a_mail_failed(person: Actor, mailbox: Heard):
    row = of(told(person), Way.EMAIL)
    sending.send_due(at=NOON)

    assert not receipts.take_bounce(bounce(row.pk, "delayed", "4.4.1"), at=NOON)
    assert receipts.take_bounce(bounce(row.pk, "failed", "5.1.1"), at=NOON)

    row.refresh_from_db()
    assert (row.state, row.outcome) == (DispatchState.FAILED, "failed.5.1.1")
    for raw in (b"", b"\xff\x00" * 50, bounce(row.pk, "exploded", "9")):
        with pytest.raises(errors.ReceiptUnreadable):
            receipts.take_bounce(raw, at=NOON)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("Content-Type: " + "(" * 5_000, id="comments in comments"),
        pytest.param("Content-Type: text/plain;" + " a=b;" * 30_000, id="parameters"),
        pytest.param("Content-Type: text/plain; a*\n\n", id="half a parameter"),
        pytest.param("Content-Type: message/rfc822\n\n" * 3_000, id="messages in messages"),
        pytest.param("Content-Type: message/delivery-status\n\n\xff: =?x?q?\n", id="words"),
    ],
)
def test_a_bounce_from_a_hostile_mail_server_is_unreadable_and_quick(header: str):
    began = time.monotonic()

    with pytest.raises(errors.ReceiptUnreadable):
        receipts.read_bounce(header.encode())

    assert time.monotonic() - began < 3


# ── web push


def browser(port: int) -> tuple[Browser, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    public = unpadded(encryption.public_bytes(key))
    return Browser(f"http://127.0.0.1:{port}/p/{uuid4()}", public, unpadded(b"s" * 16)), key


@pytest.fixture
def push(settings: LazySettings) -> Iterator[Heard]:
    settings.PUSH_ALLOWS_LOOPBACK = True
    with push_service() as heard:
        yield heard


def opened(body: bytes, theirs: Browser, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Open what was sent, as the browser does: written from RFC 8291, section 3."""
    salt, ours = body[:16], body[21 : 21 + body[20]]
    shared = key.exchange(
        ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), ours)
    )
    info = b"WebPush: info\x00" + padded(theirs.public_key) + ours
    seed = encryption._derived(shared, padded(theirs.secret), info, 32)
    secret = encryption._derived(seed, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = encryption._derived(seed, salt, b"Content-Encoding: nonce\x00", 12)
    return AESGCM(secret).decrypt(nonce, body[21 + body[20] :], None).rstrip(b"\x02")


def test_the_example_of_the_standard_comes_out_byte_for_byte():
    """Source: RFC 8291, appendix A."""
    own = ec.derive_private_key(
        int.from_bytes(padded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")), ec.SECP256R1()
    )
    theirs = Browser(
        "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )

    body = encryption.sealed(
        b"When I grow up, I want to be a watermelon",
        theirs,
        own=own,
        salt=padded("DGv6ra1nlYgDCS1FRnbzlw"),
    )

    assert unpadded(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_a_browser_is_woken_with_what_only_it_can_open(person: Actor, push: Heard):
    theirs, key = browser(push.port)
    preferring.add_browser(browser=theirs, device="Chrome · Linux", actor=person, at=NOON)
    message = told(person)

    sending.send_due(at=NOON)

    ((headers, body),) = push.pushes
    assert json.loads(opened(body, theirs, key))["title"]
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Authorization"].startswith("vapid t=")
    assert ways(message)["push"] == ("delivered", "")


@pytest.mark.parametrize(
    ("status", "state", "is_kept"),
    [
        (201, "delivered", True),
        (404, "failed", False),
        (410, "failed", False),
        (500, "queued", True),
        (302, "queued", True),
    ],
)
def test_a_browser_that_is_gone_is_forgotten(
    person: Actor, push: Heard, status: int, state: str, is_kept: bool
):
    push.status = status
    preferring.add_browser(browser=browser(push.port)[0], device="", actor=person, at=NOON)
    message = told(person)

    sending.send_due(at=NOON)

    assert ways(message)["push"][0] == state
    assert PushSubscription.objects.exists() == is_kept
    assert len(push.pushes) == 1  # no redirect is followed


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com.cn/x",
        "https://169.254.169.254/latest",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "file:///etc/passwd",
        "https://fcm.googleapis.com\\@evil.example/",
        "https://例子.googleapis.com/",
        "https://fcm.googleapis.com:99999/",
        "",
    ],
)
def test_only_known_push_services_are_called(endpoint: str):
    with pytest.raises(errors.PushRefused):
        check_endpoint(endpoint)


def test_known_push_services_are_called():
    for endpoint in (
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ):
        check_endpoint(endpoint)


def test_one_person_has_few_browsers_and_nobody_takes_anothers(person: Actor, push: Heard):
    theirs = [browser(push.port)[0] for _ in range(6)]
    for each in (*theirs[:5], theirs[0]):
        preferring.add_browser(browser=each, device="", actor=person, at=NOON)

    with pytest.raises(errors.TooManyBrowsers):
        preferring.add_browser(browser=theirs[5], device="", actor=person, at=NOON)
    other = Actor(kind=ActorKind.CITIZEN, person_id=uuid4())
    with pytest.raises(errors.PushRefused):
        preferring.add_browser(browser=theirs[0], device="", actor=other, at=NOON)
    (first, *_others) = selectors.own_browsers(person.person_id)
    preferring.remove_browser(browser_id=first.pk, actor=other)
    assert PushSubscription.objects.count() == 5
    for bad in (
        Browser(theirs[5].endpoint, "AAAA", unpadded(b"s" * 16)),
        Browser(theirs[5].endpoint, theirs[5].public_key, "x"),
    ):
        with pytest.raises(errors.PushRefused):
            preferring.add_browser(browser=bad, device="", actor=other, at=NOON)


# ── words and reach


def test_postgresql_shows_dispatches_to_their_reader_alone(person: Actor, mailbox: Heard):
    told(person)

    with reach.a_request():
        reach.become(person)
        assert Dispatch.objects.count() == 2
    with reach.a_request():
        reach.become(Actor(kind=ActorKind.CITIZEN, person_id=uuid4()))
        assert Dispatch.objects.count() == 0
    with reach.a_request():
        reach.become(Actor(kind=ActorKind.STAFF, staff_id=uuid4(), department_id=uuid4()))
        assert Dispatch.objects.count() == 0


def test_the_history_of_a_case_has_no_address(person: Actor, mailbox: Heard):
    message = told(person)
    case_id = routing.case_of(message.link)
    assert case_id is not None

    found = selectors.sent_about(case_id).rows

    assert sorted(each.way for each in found) == ["email", "in_site"]
    assert "zhang@" not in str(found)
    assert selectors.health(since=NOON - timedelta(days=1))[0].total == 1


def test_the_history_of_a_case_goes_on_after_its_newest_page(person: Actor, mailbox: Heard):
    message = told(person)
    case_id = routing.case_of(message.link)
    assert case_id is not None
    whole = selectors.sent_about(case_id).rows

    first = selectors.sent_about(case_id, limit=1)
    second = selectors.sent_about(case_id, cursor=first.next_cursor, limit=1)

    assert [*first.rows, *second.rows] == list(whole)
    assert first.next_cursor
    assert second.next_cursor == ""
    assert selectors.sent_about(case_id, cursor="x", limit=1).rows == first.rows
