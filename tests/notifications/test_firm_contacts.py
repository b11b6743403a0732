# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A firm's messages by mail and text message: addresses confirmed by a code, and who sets them."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from tests import factories
from tests.notifications.test_outside import MORNING, NIGHT, NOON, ways
from yiwang.foundation import encryption
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.errors import Forbidden
from yiwang.identity import selectors as identity
from yiwang.identity.enums import HandlerRight
from yiwang.identity.errors import BadContact, BadPhone, TooManyAttempts
from yiwang.identity.models import Account
from yiwang.ledger import selectors as ledger
from yiwang.notifications import errors, firm_contacts, planning, preferring, sending, services
from yiwang.notifications.enums import Way
from yiwang.notifications.models import Dispatch, FirmContact, Message
from yiwang.notifications.preferring import Wishes
from yiwang.notifications.receipts import Receipt, take
from yiwang.notifications.rotation import rotate_firm_contacts

pytestmark = pytest.mark.django_db
MAIL, PHONE = "office@firm.example", "13800005678"
IP = "203.0.113.7"
NEW_KEY = {"id": "firm1", "suite": "sm4gcm+hmac-sm3", "secret": b"f" * 32}
SETTINGS = "/my/messages/settings"


@pytest.fixture(autouse=True)
def _outside(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let text messages land in files; counts that outlive a refusal are for another test."""
    settings.OUTBOX = tmp_path / "outbox"
    monkeypatch.setattr(firm_contacts.throttle, "count_code", lambda **_counted: None)


@pytest.fixture
def director(db: None) -> Actor:
    """Return the representative of a firm, who acts for it."""
    person = factories.natural_person()
    firm = factories.legal_person(person)
    account = factories.citizen_account(person)
    return identity.actor_for_account(account.id, acting_for=firm.id)


def asked(director: Actor, address: str, *, at: datetime = NOON) -> firm_contacts.Issued:
    return firm_contacts.begin(address=address, ip=IP, actor=director, at=at)


def set_up(director: Actor, *addresses: str) -> None:
    for address in addresses:
        issued = asked(director, address)
        firm_contacts.confirm(way=issued.way, code=issued.code, actor=director, at=NOON)


def told(director: Actor, kind: str = "closed", *, at: datetime = NOON) -> Message:
    assert director.legal_person_id is not None
    key = f"test:{uuid4()}"
    services.send(
        recipient_id=director.legal_person_id,
        kind=kind,
        params={"item": "食品经营许可", "number": "330106"},
        link=f"/my/cases/{uuid4()}",
        source_key=key,
        at=at,
    )
    planning.plan(at=at)
    return Message.objects.get(source_key=key)


def of(message: Message, way: Way) -> Dispatch:
    return Dispatch.objects.get(message=message, way=way)


def test_a_firm_is_told_where_it_confirmed_and_receipts_count(director: Actor, settings):
    assert ways(told(director)) == {"in_site": ("delivered", "")}

    set_up(director, MAIL, PHONE)
    message = told(director)
    assert sending.send_due(at=NOON) == 2
    take(Way.SMS, Receipt(str(of(message, Way.SMS).pk), is_delivered=True), at=NOON)

    assert ways(message) == {
        "in_site": ("delivered", ""),
        "email": ("sent", ""),
        "sms": ("delivered", ""),
    }
    files = [one.read_text() for one in settings.OUTBOX.rglob("*") if one.is_file()]
    assert any(PHONE in one and "食品经营许可" in one for one in files)


def test_the_code_makes_it_count_beside_those_that_do(director: Actor):
    set_up(director, MAIL)
    issued = asked(director, "new@firm.example")
    firm_id = director.legal_person_id

    (mail, phone) = firm_contacts.shown(firm_id)
    assert [one.address for one in mail.addresses] == ["off***@firm.example"]
    assert (mail.waiting, phone.addresses, phone.waiting) == ("new***@firm.example", [], "")
    assert reached(firm_id) == [MAIL]
    with pytest.raises(errors.FirmCodeWrong):
        firm_contacts.confirm(way="email", code="x" * 4000, actor=director, at=NOON)
    firm_contacts.confirm(way="email", code=f" {issued.code} ", actor=director, at=NOON)

    assert reached(firm_id) == [MAIL, "new@firm.example"]
    set_up(director, MAIL)
    assert reached(firm_id) == ["new@firm.example", MAIL], "confirmed again, and still one"
    with pytest.raises(errors.FirmContactNotFound):
        firm_contacts.confirm(way="email", code=issued.code, actor=director, at=NOON)
    kinds = [one.kind for one in ledger.events_about("legal_person", firm_id)]
    assert kinds.count("notifications.firm_contact_set") == 3
    assert "firm.example" not in str(list(FirmContact.objects.values()))


def reached(firm_id) -> list[str]:
    return [one.address for one in firm_contacts.addresses_of([firm_id])[firm_id]]


def test_each_address_is_told_on_its_own_and_one_can_be_taken_away(director: Actor, settings):
    set_up(director, PHONE, "13700009999")
    message, firm_id = told(director), director.legal_person_id
    assert sending.send_due(at=NOON) == 2
    rows = Dispatch.objects.filter(message=message, way=Way.SMS)
    assert rows.values("contact_id").distinct().count() == 2
    files = "".join(one.read_text() for one in settings.OUTBOX.rglob("*") if one.is_file())
    assert PHONE in files
    assert "13700009999" in files
    planning.plan(at=NOON)
    assert rows.count() == 2, "planned once"

    (_mail, phone) = firm_contacts.shown(firm_id)
    gone = {"way": "sms", "contact_id": phone.addresses[0].id}
    firm_contacts.remove(actor=director, at=NOON, **gone)
    with pytest.raises(errors.FirmContactNotFound):
        firm_contacts.remove(actor=director, at=NOON, **gone)
    assert reached(firm_id) == ["13700009999"]


def test_an_address_taken_away_before_it_was_told_is_told_nothing(director: Actor):
    set_up(director, PHONE)
    message = told(director)
    firm_contacts.remove(way="sms", actor=director, at=NOON)

    assert sending.send_due(at=NOON) == 0
    assert ways(message)["sms"] == ("failed", "address_gone")


def test_five_addresses_of_a_way_and_no_more(director: Actor):
    set_up(director, *(f"1370000000{number}" for number in range(5)))

    with pytest.raises(errors.TooManyFirmContacts):
        set_up(director, "13700000009")
    assert len(reached(director.legal_person_id)) == 5
    set_up(director, "13700000000")


def test_five_tries_or_ten_minutes_and_the_code_is_gone(director: Actor):
    issued = asked(director, MAIL)
    late = NOON + timedelta(minutes=10)
    with pytest.raises(errors.FirmCodeWrong):
        firm_contacts.confirm(way="email", code=issued.code, actor=director, at=late)
    for _try in range(4):
        with pytest.raises(errors.FirmCodeWrong):
            firm_contacts.confirm(way="email", code="000000x", actor=director, at=NOON)

    with pytest.raises(errors.FirmCodeWrong):
        firm_contacts.confirm(way="email", code=issued.code, actor=director, at=NOON)
    assert firm_contacts.addresses_of([director.legal_person_id]) == {}


def test_only_who_may_direct_a_firm_sets_where_it_is_told(director: Actor):
    clerk = replace(director, acting_rights=frozenset({HandlerRight.APPLY, HandlerRight.TRACK}))
    agent = replace(director, mandate_id=uuid4())
    alone = replace(director, legal_person_id=None)
    manager = replace(director, acting_rights=frozenset({HandlerRight.MANAGE_HANDLERS}))
    set_up(director, MAIL)

    for who in (clerk, agent, alone, system_actor("x")):
        with pytest.raises(Forbidden):
            asked(who, PHONE)
        with pytest.raises(Forbidden):
            firm_contacts.remove(way="email", actor=who, at=NOON)
    with pytest.raises(Forbidden):
        preferring.keep(wishes=Wishes(), actor=clerk, at=NOON)
    firm_contacts.remove(way="email", actor=manager, at=NOON)

    assert not FirmContact.objects.exists()
    for nonsense in ("", "x", "12345", "a@b", "\x00", "9" * 5000):
        with pytest.raises((BadContact, BadPhone)):
            asked(director, nonsense)


def test_wishes_quiet_hours_and_the_digest_of_the_firm_are_its_own(director: Actor):
    set_up(director, MAIL, PHONE)
    wishes = Wishes(off=["progress:sms"], is_digest=True)
    preferring.keep(wishes=wishes, actor=director, at=NOON)

    day, night = told(director), told(director, "accepted", at=NIGHT)

    assert ways(day)["sms"] == ("skipped", "switched_off")
    assert of(day, Way.EMAIL).is_digest
    assert of(day, Way.EMAIL).next_at == MORNING + timedelta(hours=1)
    assert of(night, Way.SMS).next_at == MORNING
    own = replace(director, legal_person_id=None)
    assert preferring.chooser(own) == director.person_id


def test_addresses_are_sealed_anew_with_the_current_key(director: Actor, settings: LazySettings):
    set_up(director, MAIL)
    old = list(settings.FIELD_ENCRYPTION_KEYS)
    settings.FIELD_ENCRYPTION_KEYS = [NEW_KEY, *old]
    actor = system_actor("rotation")
    assert not encryption.is_current(bytes(FirmContact.objects.get().address_cipher))

    done = rotate_firm_contacts(actor=actor, at=NOON)
    again = rotate_firm_contacts(actor=actor, at=NOON)

    assert (done.rotated, done.is_done, again.rotated) == (1, True, 0)
    assert firm_contacts.addresses_of([director.legal_person_id])[director.legal_person_id]
    with pytest.raises(Forbidden):
        rotate_firm_contacts(actor=director, at=NOON)


def test_codes_are_counted(director: Actor, monkeypatch: pytest.MonkeyPatch):
    def refuses(**_counted: object) -> None:
        raise TooManyAttempts(params={"minutes": 5})

    monkeypatch.setattr(firm_contacts.throttle, "count_code", refuses)
    with pytest.raises(TooManyAttempts):
        asked(director, MAIL)
    assert not FirmContact.objects.exists()


def test_the_page_sets_confirms_and_takes_away(director: Actor, settings: LazySettings):
    client = Client()
    client.force_login(Account.objects.get(pk=director.account_id))
    client.post("/my/identity", {"acting_for": str(director.legal_person_id)})

    first = client.get(SETTINGS).content.decode()
    client.post("/my/messages/contacts", {"address": PHONE})
    sent = "".join(one.read_text() for one in settings.OUTBOX.rglob("*") if one.is_file())
    waiting = client.get(SETTINGS).content.decode()
    code = re.search(r"(?<![0-9])([0-9]{6})(?![0-9])", sent.replace(PHONE, ""))
    assert code is not None
    wrong = client.post("/my/messages/contacts/sms/confirm", {"code": "1"}, follow=True)
    client.post("/my/messages/contacts/sms/confirm", {"code": code[1]})
    confirmed = client.get(SETTINGS).content.decode()
    client.post("/my/messages/contacts/sms/remove")
    nowhere = client.post("/my/messages/contacts/post/confirm", {"code": "1"}, follow=True)

    assert "企业在哪里收消息" in first
    assert "data-push-key" not in first
    assert "发到 138****5678 的验证码" in waiting
    assert "验证码不对" in wrong.content.decode()
    assert "138****5678" in confirmed
    assert PHONE not in confirmed
    assert nowhere.status_code == 200
    assert not FirmContact.objects.exists()
