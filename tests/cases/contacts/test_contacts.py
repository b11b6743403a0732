# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A change of contact: part by part, one after the other, on the way too, never in clear."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.cases import world as worlds
from tests.cases.world import COUNTER, HANDLER, MONDAY, at, citizen, fresh, neighbour, who
from tests.delivery.parcels import HOME, XIHU
from tests.factories import World
from yiwang.cases import selectors as cases
from yiwang.cases.contacts import errors, following
from yiwang.cases.contacts.enums import Redirection
from yiwang.cases.errors import CaseNotFound, NotYourCase
from yiwang.cases.models import Case, ContactChange, ShippingWish, StaffNotice
from yiwang.cases.services import contacts, decisions, shipping, work
from yiwang.delivery.addresses import Address
from yiwang.delivery.carriers.playing import PlayedCarrier
from yiwang.delivery.enums import ParcelState
from yiwang.delivery.errors import CarrierRefused
from yiwang.delivery.models import Parcel
from yiwang.delivery.services import booking, redirecting
from yiwang.foundation.errors import DomainError
from yiwang.identity.errors import PurposeUnknown
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db
NOW = at(11, 26)
PHONE = "13900005678"
NEW_HOME = Address("张小云", PHONE, XIHU, "浙江省杭州市西湖区", "古墩路 701 号 5 幢 1202 室")


def change(world: World, case: Case, **more: Any) -> ContactChange:
    actor = more.pop("actor", None) or citizen(world)
    version = more.pop("version", fresh(case).contact_version)
    wanted = contacts.Wanted(**more or {"phone": PHONE})
    return contacts.change(case_id=case.pk, wanted=wanted, version=version, actor=actor, at=NOW)


def refused(error: type[DomainError], world: World, case: Case, **more: Any) -> None:
    with pytest.raises(error), transaction.atomic():
        change(world, case, **more)


def travelling(world: World) -> tuple[Case, Parcel]:
    case = worlds.decided(world)
    wish = shipping.Wish(address=HOME, carrier="sandbox-json")
    shipping.choose(case_id=case.pk, wish=wish, actor=citizen(world), at=NOW)
    parcel = shipping.send_result(
        case_id=case.pk, contents="许可证正本", actor=who(world, COUNTER), at=NOW
    )
    assert booking.book(parcel.pk, at=NOW)
    parcel.refresh_from_db()
    return case, parcel


def test_only_what_is_filled_in_changes_and_nothing_stands_in_clear(world: World) -> None:
    case = worlds.in_process(world)
    first = change(world, case, phone=f" {PHONE} ")
    second = change(world, case, email="Xiaoyun@Example.cn")
    assert (first.parts, second.parts, second.version) == (["phone"], ["email"], 2)
    assert second.now["phone"] == "139****5678"
    assert cases.contacts.contact_of(fresh(case)).email == "xiaoyun@example.cn"
    kept = str(ContactChange.objects.filter(case=case).values("was", "now"))
    told = str([row.payload for row in Event.objects.filter(kind="cases.contact_changed")])
    for text in (kept, told, repr(bytes(first.contact_cipher))):
        assert PHONE not in text
        assert "xiaoyun@" not in text
    assert "139****5678" in told


def test_who_saw_an_older_state_meets_a_conflict(world: World) -> None:
    case = worlds.in_process(world)
    change(world, case)
    refused(errors.ContactChangedMeanwhile, world, case, version=0, phone="13700001111")
    refused(errors.NothingToChange, world, case, phone=PHONE)
    assert fresh(case).contact_version == 1


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({"phone": "12"}, errors.ContactInvalid),
        ({"phone": "1" * 400}, errors.ContactInvalid),
        ({"email": "nobody"}, errors.ContactInvalid),
        ({"email": "a" * 300 + "@example.cn"}, errors.ContactInvalid),
        ({"phone": " "}, errors.NothingToChange),
    ],
)
def test_what_cannot_be_is_refused(world: World, wanted: dict[str, str], error: type) -> None:
    refused(error, world, worlds.in_process(world), **wanted)


def test_only_the_applicant_and_the_counter_change_it(world: World) -> None:
    case = worlds.in_process(world)
    refused(CaseNotFound, world, case, actor=neighbour(world), phone=PHONE)
    refused(NotYourCase, world, case, actor=who(world, HANDLER), phone=PHONE, ground="in_person")
    clerk = who(world, COUNTER)
    for ground in ("", "online", "nonsense"):
        refused(errors.GroundMissing, world, case, actor=clerk, phone=PHONE, ground=ground)
    made = change(world, case, actor=clerk, phone=PHONE, ground="in_person")
    assert (made.ground, made.changed_by_id) == ("in_person", clerk.staff_id)


def answer_shown(case: Case) -> str:
    return cases.contacts.changes_of(fresh(case))[0].parcels[0].answer


def test_a_parcel_on_its_way_goes_to_the_new_address(world: World) -> None:
    case, parcel = travelling(world)
    (before,) = cases.contacts.on_their_way(fresh(case), citizen(world))
    assert before.is_possible
    made = change(world, case, address=NEW_HOME)
    parcel.refresh_from_db()
    assert (parcel.recipient, made.parcels[0]["answer"]) == (HOME, Redirection.ASKED)
    assert answer_shown(case) == str(Redirection.ASKED.label)

    assert redirecting.ask(parcel.pk, at=NOW) == "done"
    parcel.refresh_from_db()
    assert parcel.recipient == NEW_HOME
    assert answer_shown(case) == str(Redirection.DONE.label)
    ledger.settle()
    told = Message.objects.get(kind="parcel_redirected")
    assert told.link == f"/my/parcels/{parcel.pk}"
    wish = ShippingWish.objects.get(case=case)
    assert cases.contacts.contact_of(fresh(case)).address == NEW_HOME
    assert cases.travelling(fresh(case)).address == NEW_HOME.masked
    assert bytes(wish.address_cipher or b"")


def test_a_carrier_that_says_no_hinders_no_change_and_the_applicant_hears_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, parcel = travelling(world)

    def no(*_args: object) -> None:
        raise CarrierRefused(params={"reason": "已派送"})

    monkeypatch.setattr(PlayedCarrier, "redirect", no)
    change(world, case, address=NEW_HOME)
    assert redirecting.ask(parcel.pk, at=NOW) == "refused"
    parcel.refresh_from_db()
    assert parcel.recipient == HOME
    assert answer_shown(case) == str(Redirection.REFUSED.label)
    assert cases.contacts.contact_of(fresh(case)).address == NEW_HOME
    ledger.settle()
    message = Message.objects.get(kind="parcel_not_redirected")
    assert "没有接受改寄" in message.params["answer"]


def test_of_two_changes_the_last_counts(world: World) -> None:
    case, parcel = travelling(world)
    change(world, case, address=NEW_HOME)
    last = replace(NEW_HOME, street="黄姑山路 29 号 401 室")
    change(world, case, address=last)
    shown = [one.parcels[0].answer for one in cases.contacts.changes_of(fresh(case))]
    assert shown == [str(Redirection.ASKED.label), str(Redirection.OVERTAKEN.label)]
    assert redirecting.ask(parcel.pk, at=NOW) == "done"
    parcel.refresh_from_db()
    assert parcel.recipient == last


def test_what_is_out_or_not_wanted_keeps_its_way_and_says_so(world: World) -> None:
    case, parcel = travelling(world)
    made = change(world, case, address=NEW_HOME, redirects=False)
    assert made.parcels[0]["answer"] == Redirection.NOT_WANTED
    Parcel.objects.filter(pk=parcel.pk).update(state=ParcelState.OUT)
    again = change(world, case, address=HOME)
    assert again.parcels[0]["answer"] == Redirection.OUT
    (shown, _first) = cases.contacts.changes_of(fresh(case))
    assert "正在派送" in shown.parcels[0].answer


def test_reading_it_in_full_needs_a_purpose_and_leaves_a_trace(world: World) -> None:
    case = worlds.in_process(world)
    change(world, case)
    clerk = who(world, HANDLER)
    with pytest.raises(PurposeUnknown):
        contacts.open_contact(case_id=case.pk, purpose="supervision", actor=clerk, at=NOW)
    opened = contacts.open_contact(case_id=case.pk, purpose="case_handling", actor=clerk, at=NOW)
    assert opened.phone == PHONE
    (read,) = Event.objects.filter(kind="cases.numbers_read")
    assert (read.purpose, read.actor["staff_id"]) == ("case_handling", str(clerk.staff_id))
    with pytest.raises(CaseNotFound):
        contacts.open_contact(
            case_id=case.pk, purpose="case_handling", actor=neighbour(world), at=NOW
        )


def test_the_applicant_and_who_has_the_case_are_told(world: World) -> None:
    case = worlds.in_process(world)
    clerk = who(world, HANDLER)
    item = work.open_items(case).get()
    item.claimed_by_id = clerk.staff_id
    item.save(update_fields=["claimed_by_id"])
    ledger.settle()
    change(world, case)
    ledger.settle()
    assert Message.objects.filter(kind="contact_changed").count() == 1
    notice = StaffNotice.objects.get(kind=following.KIND)
    assert notice.staff_id == clerk.staff_id
    assert "更改联系方式" in [one.title for one in cases.timeline(fresh(case), for_staff=True)]


def test_a_change_stays_as_it_was_made_and_is_sealed(world: World) -> None:
    case = worlds.delivered(world)
    made = change(world, case)
    with pytest.raises(DatabaseError), transaction.atomic():
        ContactChange.objects.filter(pk=made.pk).update(now={})
    decisions.close_case(case_id=case.pk, actor=who(world, COUNTER), at=at(12, 20))
    digest = decisions.sealed_digest(fresh(case))
    ContactChange.objects.filter(pk=made.pk).update(contact_cipher=b"other key")
    assert decisions.sealed_digest(fresh(case)) == digest
    with pytest.raises(DatabaseError), transaction.atomic():
        ContactChange.objects.filter(pk=made.pk).delete()
    refused(errors.ContactClosed, world, case, phone="13700001111")
    assert made.changed_at == NOW
    assert MONDAY < NOW
