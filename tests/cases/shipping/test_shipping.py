# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A case whose things travel: chosen, sent, received, returned, lost, never closed too early."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.cases import world as worlds
from tests.cases.world import COUNTER, at, citizen, neighbour, who
from tests.delivery import parcels as made
from tests.delivery.parcels import HOME
from tests.factories import World
from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState, DeliveryMethod, WorkState
from yiwang.cases.errors import CaseNotFound, NotYourCase
from yiwang.cases.models import Case, ShippingWish, WorkItem
from yiwang.cases.services import decisions, notices, shipping, sweeps
from yiwang.cases.shipping import following
from yiwang.cases.shipping.enums import OriginalsState
from yiwang.cases.shipping.errors import (
    DifferenceMissing,
    NoAddress,
    OriginalsNotThere,
    ParcelOnItsWay,
    ShippingOver,
)
from yiwang.cases.shipping.sending import about
from yiwang.delivery.enums import Happening, Leg, ParcelState
from yiwang.delivery.errors import AlreadyOnItsWay
from yiwang.delivery.models import Parcel
from yiwang.delivery.services import booking, cancelling, desk, parcels
from yiwang.ledger.events import RecordedEvent
from yiwang.ledger.models import Event
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db
NOW = at(11, 26)
WISH = shipping.Wish(address=HOME, carrier="sandbox-xml")


def hear() -> None:
    """Let the case room hear of everything that it has not heard, in its order."""
    rows = Event.objects.filter(kind__in=following.TOLD).order_by("at", "id")
    for row in rows:
        event = as_heard(row)
        if row.kind in following.FOLLOWED:
            following.follow([event])
        following.tell([event])


def as_heard(row: Event) -> RecordedEvent:
    """Return a fact as subscribers read it."""
    return RecordedEvent(
        id=row.id,
        seq=None,
        kind=row.kind,
        at=row.at,
        recorded_at=row.at,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        region_code=row.region_code,
        actor=row.actor,
        payload=row.payload,
        purpose="",
        request_id="",
    )


def decided(world: World) -> Case:
    return worlds.decided(world)


def chosen(world: World) -> Case:
    case = decided(world)
    shipping.choose(case_id=case.pk, wish=WISH, actor=citizen(world), at=NOW)
    return case


def sent(world: World) -> tuple[Case, Parcel]:
    case = chosen(world)
    parcel = shipping.send_result(
        case_id=case.pk, contents="许可证正本", actor=who(world, COUNTER), at=NOW
    )
    assert booking.book(parcel.pk, at=NOW)
    parcel.refresh_from_db()
    return case, parcel


def say(parcel: Parcel, happening: Happening, **changed: Any) -> None:
    parcel.refresh_from_db()
    hours = changed.pop("hours", 1)
    report = made.report(parcel, happening, **changed)
    object.__setattr__(report, "happened_at", NOW + timedelta(hours=hours))
    made.call_back(report, carrier=parcel.carrier, at=NOW + timedelta(hours=hours))
    hear()


def open_work(case: Case) -> list[str]:
    rows = WorkItem.objects.filter(case_id=case.pk, state=WorkState.OPEN).order_by("created_at")
    return [row.step_name for row in rows]


def test_a_received_result_delivers_the_case_at_that_moment(world: World) -> None:
    case, parcel = sent(world)
    assert open_work(case) == []

    say(parcel, Happening.RECEIVE, hours=5)

    case.refresh_from_db()
    assert case.state == CaseState.DELIVERED
    assert case.delivery_method == DeliveryMethod.COURIER
    assert case.delivered_at == NOW + timedelta(hours=5)
    record = notices.service_record(case)
    assert record.method.value == "courier"
    assert parcel.waybill in record.note
    assert record.place.startswith("浙江省")


def test_the_address_and_the_carrier_are_the_applicants(world: World) -> None:
    _case, parcel = sent(world)

    assert parcel.carrier == "sandbox-xml"
    assert parcel.recipient == HOME
    assert parcel.leg == Leg.TO_CITIZEN


@pytest.mark.parametrize(
    ("happening", "name"),
    [
        (Happening.BRING_BACK, "重新送达（邮件退回）"),
        (Happening.LOSE, "重新送达（邮件丢失）"),
        (Happening.DAMAGE, "重新送达（邮件破损）"),
    ],
)
def test_what_does_not_arrive_reopens_the_work(world: World, happening: Happening, name: str):
    case, parcel = sent(world)

    say(parcel, happening)
    hear()  # the same news twice, after a crash

    assert open_work(case) == [name]
    again = shipping.send_result(
        case_id=case.pk, contents="补寄", actor=who(world, COUNTER), at=NOW + timedelta(days=1)
    )
    assert again.pk != parcel.pk
    assert open_work(case) == []


def test_an_order_that_is_refused_reopens_the_work(world: World) -> None:
    case = chosen(world)
    parcel = shipping.send_result(case_id=case.pk, contents="证", actor=who(world, COUNTER), at=NOW)

    cancelling.cancel_parcel(parcel_id=parcel.pk, actor=who(world, COUNTER), at=NOW)
    hear()

    assert open_work(case) == ["重新送达（没有寄出）"]


def test_what_came_back_is_handed_out_at_the_counter(world: World) -> None:
    case, parcel = sent(world)
    say(parcel, Happening.BRING_BACK)
    code = parcels.renew_code(parcel_id=parcel.pk, actor=citizen(world), at=NOW)

    desk.hand_out(
        parcel_id=parcel.pk, code=code, actor=who(world, COUNTER), at=NOW + timedelta(days=1)
    )
    hear()

    case.refresh_from_db()
    assert (case.state, case.delivery_method) == (CaseState.DELIVERED, DeliveryMethod.COUNTER)
    assert open_work(case) == []


def test_nothing_else_delivers_a_case_whose_parcel_is_on_its_way(world: World) -> None:
    case, _parcel = sent(world)

    for method in (DeliveryMethod.COURIER, DeliveryMethod.COUNTER):
        with pytest.raises(ParcelOnItsWay):
            decisions.deliver_case(
                case_id=case.pk, method=method, actor=who(world, COUNTER), at=NOW
            )
    with pytest.raises(ParcelOnItsWay):
        shipping.send_result(case_id=case.pk, contents="证", actor=who(world, COUNTER), at=NOW)


def test_a_case_is_not_closed_while_its_originals_are_on_their_way_back(world: World) -> None:
    case, parcel = sent(world)
    ShippingWish.objects.filter(case=case).update(originals=OriginalsState.ARRIVED)
    back = shipping.send_back(
        case_id=case.pk, contents="租赁合同原件", actor=who(world, COUNTER), at=NOW
    )
    say(parcel, Happening.RECEIVE)

    with pytest.raises(ParcelOnItsWay):
        decisions.close_case(case_id=case.pk, actor=who(world, COUNTER), at=NOW)
    assert sweeps.SWEEPS["close_delivered"].run("x", at=NOW + timedelta(days=60)) == 0

    assert booking.book(back.pk, at=NOW)
    say(back, Happening.RECEIVE, hours=30)
    closed = decisions.close_case(
        case_id=case.pk, actor=who(world, COUNTER), at=NOW + timedelta(days=3)
    )
    digest = Event.objects.get(kind="cases.case_closed", subject_id=case.pk).payload
    assert decisions.sealed_digest(closed) == digest["content_sha256"]
    with pytest.raises(DatabaseError), transaction.atomic():
        ShippingWish.objects.filter(case=case).update(note="later")


def test_originals_come_are_checked_in_and_may_go_back(world: World) -> None:
    case = worlds.submitted(world)
    parcel = shipping.send_originals(
        case_id=case.pk,
        sent=shipping.Originals(sender=HOME, carrier="sandbox-json", contents="租赁合同原件"),
        actor=citizen(world),
        at=NOW,
    )
    assert cases.originals_by_courier(case.pk) is OriginalsState.EXPECTED
    with pytest.raises(OriginalsNotThere):
        shipping.check_originals(
            case_id=case.pk, is_right=True, note="", actor=who(world, COUNTER), at=NOW
        )
    booking.book(parcel.pk, at=NOW)

    say(parcel, Happening.RECEIVE)

    assert "查收邮寄原件" in open_work(case)
    with pytest.raises(DifferenceMissing):
        shipping.check_originals(
            case_id=case.pk, is_right=False, note=" ", actor=who(world, COUNTER), at=NOW
        )
    shipping.check_originals(
        case_id=case.pk, is_right=True, note="", actor=who(world, COUNTER), at=NOW
    )
    assert cases.originals_by_courier(case.pk) is OriginalsState.CHECKED
    assert "查收邮寄原件" not in open_work(case)
    back = shipping.send_back(case_id=case.pk, contents="", actor=who(world, COUNTER), at=NOW)
    assert back.recipient == HOME


def test_a_parcel_that_arrives_twice_is_checked_in_once(world: World) -> None:
    case = worlds.submitted(world)
    parcel = shipping.send_originals(
        case_id=case.pk,
        sent=shipping.Originals(sender=HOME, carrier="other", contents="合同", waybill="YT0001"),
        actor=citizen(world),
        at=NOW,
    )

    desk.take_in(parcel_id=parcel.pk, actor=who(world, COUNTER), at=NOW)
    hear()
    hear()

    assert open_work(case).count("查收邮寄原件") == 1


def test_without_an_address_nothing_is_sent(world: World) -> None:
    case = decided(world)

    with pytest.raises(NoAddress):
        shipping.send_result(case_id=case.pk, contents="证", actor=who(world, COUNTER), at=NOW)


def test_nothing_is_sent_before_it_is_decided(world: World) -> None:
    case = worlds.submitted(world)
    shipping.choose(case_id=case.pk, wish=WISH, actor=citizen(world), at=NOW)

    with pytest.raises(ShippingOver):
        shipping.send_result(case_id=case.pk, contents="证", actor=who(world, COUNTER), at=NOW)


def test_the_way_is_chosen_until_the_result_is_on_it(world: World) -> None:
    case, parcel = sent(world)
    with pytest.raises(ParcelOnItsWay):
        shipping.choose(case_id=case.pk, wish=WISH, actor=citizen(world), at=NOW)
    say(parcel, Happening.RECEIVE)
    with pytest.raises(ShippingOver):
        shipping.choose(case_id=case.pk, wish=WISH, actor=citizen(world), at=NOW)


def test_only_the_applicant_chooses_and_only_the_counter_sends(world: World) -> None:
    case = chosen(world)

    with pytest.raises(CaseNotFound):
        shipping.choose(case_id=case.pk, wish=WISH, actor=neighbour(world), at=NOW)
    with pytest.raises(NotYourCase):
        shipping.choose(case_id=case.pk, wish=WISH, actor=who(world, COUNTER), at=NOW)
    for actor in (who(world, worlds.HANDLER), world.actor(world.stranger)):
        with pytest.raises(NotYourCase):
            shipping.send_result(case_id=case.pk, contents="证", actor=actor, at=NOW)


def test_the_applicant_hears_of_each_important_stage(world: World) -> None:
    _case, parcel = sent(world)

    for hours, happening in enumerate(
        (Happening.COLLECT, Happening.GO_OUT, Happening.FAIL, Happening.RECEIVE), start=1
    ):
        say(parcel, happening, hours=hours)

    told = Message.objects.filter(link=f"/my/parcels/{parcel.pk}").order_by("created_at", "id")
    assert [message.kind for message in told] == [
        *("parcel_sent", "parcel_out", "parcel_failed", "parcel_received"),
    ]


def test_two_clerks_send_one_parcel(world: World) -> None:
    case, _parcel = sent(world)

    with pytest.raises(AlreadyOnItsWay), transaction.atomic():
        parcels.send_parcel(parcel=made.new_parcel(about=about(case)), actor=made.SYSTEM, at=NOW)
    assert Parcel.objects.filter(subject_id=case.pk).count() == 1
    assert Parcel.objects.get(subject_id=case.pk).state == ParcelState.BOOKED
