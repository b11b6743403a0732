# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Orders that are made once although their answers get lost, and what the desk does."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tests.delivery import parcels
from tests.delivery.parcels import MONDAY
from yiwang.delivery import addresses, selectors
from yiwang.delivery.addresses import Address
from yiwang.delivery.carriers import playing
from yiwang.delivery.enums import CallOff, Happening, Leg, ParcelState, Payer, Proof
from yiwang.delivery.errors import (
    AlreadyOnItsWay,
    BadAddress,
    BadWindow,
    CarrierAway,
    CarrierRefused,
    CodeLocked,
    NothingToCompensate,
    NotYourParcel,
    ParcelNotFound,
    WrongCode,
)
from yiwang.delivery.models import CarrierRecord, Parcel, SandboxOrder
from yiwang.delivery.services import booking, cancelling, desk, polling
from yiwang.delivery.services import parcels as services
from yiwang.foundation.errors import DecryptionFailed
from yiwang.ledger.models import Event
from yiwang.organizations.enums import Right
from yiwang.workflow.errors import TransitionNotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]
APPROVER = replace(parcels.DESK, rights=frozenset({Right.CASES_APPROVE, Right.CASES_READ}))


def test_an_order_whose_answer_was_lost_is_found_again(monkeypatch):
    parcel = parcels.sent()
    ordered = playing.PlayedCarrier.book

    def book_and_die(self, order):
        ordered(self, order)
        raise SystemExit  # the worker is killed between the answer and our writing it down

    monkeypatch.setattr(playing.PlayedCarrier, "book", book_and_die)
    with pytest.raises(SystemExit):
        booking.book(parcel.pk, at=MONDAY)
    assert parcels.state_of(parcel) == ParcelState.PREPARED

    assert not booking.book(parcel.pk, at=MONDAY + timedelta(seconds=30)), "under the lease"
    assert booking.book(parcel.pk, at=MONDAY + timedelta(minutes=2))

    assert SandboxOrder.objects.count() == 1
    assert Parcel.objects.get().waybill == SandboxOrder.objects.get().waybill


def test_a_carrier_that_is_away_is_asked_again_later(monkeypatch):
    parcel = parcels.sent()

    def be_away(self, order):
        raise CarrierAway

    with monkeypatch.context() as silent:
        silent.setattr(playing.PlayedCarrier, "quote", be_away)
        assert not booking.book(parcel.pk, at=MONDAY)

    assert CarrierRecord.objects.get(name="sandbox-json").failures == 1
    assert booking.book_overdue(at=MONDAY) == 0
    assert booking.book_overdue(at=MONDAY + timedelta(minutes=2)) == 1
    assert booking.book(parcel.pk, at=MONDAY + timedelta(minutes=2))
    assert CarrierRecord.objects.get(name="sandbox-json").failures == 0


def test_what_a_carrier_refuses_ends_there(monkeypatch):
    parcel = parcels.sent()

    def refuse(self, order):
        raise CarrierRefused(params={"reason": "超出服务范围"})

    monkeypatch.setattr(playing.PlayedCarrier, "book", refuse)
    booking.book(parcel.pk, at=MONDAY)

    parcel.refresh_from_db()
    assert (parcel.state, parcel.refusal) == (ParcelState.CANCELLED, "超出服务范围")
    assert Event.objects.get(kind="delivery.parcel_cancelled").payload["is_refused"] is True


def test_an_order_for_a_parcel_called_off_meanwhile_is_taken_back(monkeypatch):
    parcel = parcels.sent()
    ordered = playing.PlayedCarrier.book

    def book_while_it_is_called_off(self, order):
        waybill = ordered(self, order)
        cancelling.cancel_parcel(parcel_id=parcel.pk, actor=parcels.DESK, at=MONDAY)
        return waybill

    monkeypatch.setattr(playing.PlayedCarrier, "book", book_while_it_is_called_off)

    assert not booking.book(parcel.pk, at=MONDAY)
    assert cancelling.ask(parcel.pk, at=MONDAY) == CallOff.DONE
    assert SandboxOrder.objects.get().is_cancelled


def test_one_thing_is_sent_once_at_a_time():
    first = parcels.new_parcel()
    services.send_parcel(parcel=first, actor=parcels.SYSTEM, at=MONDAY)

    with pytest.raises(AlreadyOnItsWay):
        services.send_parcel(parcel=first, actor=parcels.SYSTEM, at=MONDAY)

    back = replace(first, leg=Leg.BACK)
    assert services.send_parcel(parcel=back, actor=parcels.SYSTEM, at=MONDAY)


def test_addresses_are_sealed_and_masked():
    parcel = parcels.booked()

    assert "张小云" not in bytes(parcel.recipient_cipher).decode("latin-1")
    assert parcel.recipient == parcels.HOME
    assert parcel.recipient.masked.name == "*小云"
    assert parcel.recipient.masked.phone == "138****1234"
    assert "301" not in parcel.recipient.masked.street
    with pytest.raises(DecryptionFailed):
        addresses.opened(bytes(parcel.recipient_cipher), addresses.SENDER, parcel.pk)


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"name": "张"}, "/name"),
        ({"phone": "12345"}, "/phone"),
        ({"street": "路"}, "/street"),
        ({"division": "999999999999"}, "/division"),
        ({"division": "西湖区"}, "/division"),
    ],
)
def test_an_address_says_what_it_lacks(changed, path):
    stated = {
        "name": "张小云",
        "phone": "138 0000 1234",
        "division": parcels.XIHU,
        "street": "文一西路 88 号",
    }
    assert Address.stated(**stated).phone == "13800001234"

    with pytest.raises(BadAddress) as refused:
        Address.stated(**stated | changed)

    assert [fault.path for fault in refused.value.errors] == [path]


@pytest.mark.parametrize(("since", "until"), [(-2, -1), (24 * 8, 24 * 8 + 1), (1, 14), (3, 2)])
def test_nobody_comes_in_the_past_or_next_month_or_all_day(since, until):
    window = services.Window(MONDAY + timedelta(hours=since), MONDAY + timedelta(hours=until))

    with pytest.raises(BadWindow):
        parcels.sent(leg=Leg.TO_HALL, window=window)


def test_a_parcel_can_be_called_off_until_it_is_collected():
    early, late = parcels.booked(), parcels.booked()
    parcels.call_back(parcels.report(late, Happening.COLLECT))

    cancelling.cancel_parcel(parcel_id=early.pk, actor=parcels.CITIZEN, at=MONDAY)
    assert cancelling.ask(early.pk, at=MONDAY) == CallOff.DONE
    with pytest.raises(TransitionNotAllowed):
        cancelling.cancel_parcel(parcel_id=late.pk, actor=parcels.CITIZEN, at=MONDAY)

    assert parcels.state_of(early) == ParcelState.CANCELLED
    assert SandboxOrder.objects.get(waybill=early.waybill).is_cancelled


def test_others_do_not_know_of_a_parcel():
    parcel = parcels.booked()

    for actor, refusal in (
        (parcels.NEIGHBOUR, ParcelNotFound),
        (parcels.OTHER_DESK, NotYourParcel),
    ):
        with pytest.raises(refusal):
            cancelling.cancel_parcel(parcel_id=parcel.pk, actor=actor, at=MONDAY)
        with pytest.raises(ParcelNotFound):
            selectors.parcel(parcel.pk, actor)
        assert selectors.parcels(actor) == []
    with pytest.raises(NotYourParcel):
        services.renew_code(parcel_id=parcel.pk, actor=parcels.DESK, at=MONDAY)


def test_a_clerk_does_not_run_their_own_parcel():
    parcel = parcels.booked()
    clerk = replace(parcels.DESK, person_id=parcels.PERSON)

    with pytest.raises(NotYourParcel):
        desk.print_labels(parcel_ids=[parcel.pk], actor=clerk, at=MONDAY)


def test_polling_hears_what_no_callback_told(settings):
    parcel = parcels.booked()
    order = SandboxOrder.objects.get()
    order.told = [
        {
            "id": f"{parcel.waybill}-1",
            "happening": "collect",
            "at": (MONDAY + timedelta(hours=1)).isoformat(),
            "place": "杭州",
            "note": "",
        }
    ]
    order.save()

    assert polling.poll_due(at=MONDAY + timedelta(minutes=10)) == 0
    assert polling.poll_due(at=MONDAY + timedelta(hours=2)) == 1

    assert parcels.state_of(parcel) == ParcelState.COLLECTED
    parcels.call_back(
        parcels.report(parcel, Happening.COLLECT, event_id=f"{parcel.waybill}-1"),
        at=MONDAY + timedelta(hours=2),
    )
    assert Event.objects.filter(kind="delivery.parcel_moved").count() == 1


def test_one_silence_is_enough_for_a_round(monkeypatch):
    for _each in range(3):
        parcels.booked()
    asked = []

    def be_away(self, waybill):
        asked.append(waybill)
        raise CarrierAway

    monkeypatch.setattr(playing.PlayedCarrier, "track", be_away)

    assert polling.poll_due(at=MONDAY + timedelta(hours=2)) == 0
    assert len(asked) == 1


def test_the_desk_takes_in_what_lies_before_it():
    parcel = parcels.booked(leg=Leg.TO_HALL)

    desk.take_in(parcel_id=parcel.pk, actor=parcels.DESK, at=MONDAY)

    assert parcels.state_of(parcel) == ParcelState.RECEIVED
    with pytest.raises(TransitionNotAllowed):
        desk.take_in(parcel_id=parcel.pk, actor=parcels.DESK, at=MONDAY)


def test_a_parcel_of_another_carrier_is_followed_by_hand():
    given = parcels.sent(leg=Leg.TO_HALL, carrier="other", waybill="yt 123")

    assert (given.state, given.waybill, given.payer) == (ParcelState.BOOKED, "YT 123", "citizen")
    assert polling.poll_due(at=MONDAY + timedelta(hours=2)) == 1
    desk.take_in(parcel_id=given.pk, actor=parcels.DESK, at=MONDAY)
    assert parcels.state_of(given) == ParcelState.RECEIVED


def returned():
    parcel = parcels.booked()
    parcels.call_back(parcels.report(parcel, Happening.BRING_BACK))
    return parcel


def test_what_came_back_is_handed_out_against_the_code():
    parcel = returned()
    code = services.renew_code(parcel_id=parcel.pk, actor=parcels.CITIZEN, at=MONDAY)

    desk.hand_out(parcel_id=parcel.pk, code=code, actor=parcels.DESK, at=MONDAY)

    parcel.refresh_from_db()
    assert (parcel.state, parcel.proof) == (ParcelState.HANDED_OUT, Proof.CODE)


def test_a_code_cannot_be_guessed_at_the_counter():
    parcel = returned()
    code = services.renew_code(parcel_id=parcel.pk, actor=parcels.CITIZEN, at=MONDAY)
    wrong = f"{(int(code) + 1) % 10**6:06}"

    for left in (4, 3, 2, 1):
        with pytest.raises(WrongCode) as refused:
            desk.hand_out(parcel_id=parcel.pk, code=wrong, actor=parcels.DESK, at=MONDAY)
        assert refused.value.params["left"] == left
    for tried in (wrong, code):
        with pytest.raises(CodeLocked):
            desk.hand_out(parcel_id=parcel.pk, code=tried, actor=parcels.DESK, at=MONDAY)

    assert parcels.state_of(parcel) == ParcelState.RETURNED


def test_labels_hold_barcode_and_address_and_are_written_down():
    chosen = [parcels.booked(), parcels.booked(carrier="sandbox-xml")]

    pdf = desk.print_labels(
        parcel_ids=[parcel.pk for parcel in chosen], actor=parcels.DESK, at=MONDAY
    )

    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    text = pages[0].extract_text()
    assert chosen[0].waybill in text
    assert "13800001234" in text
    assert Event.objects.filter(kind="delivery.label_printed").count() == 2


def test_only_a_loss_is_compensated():
    lost, fine = parcels.booked(), parcels.booked()
    parcels.call_back(parcels.report(lost, Happening.LOSE))

    desk.note_compensation(parcel_id=lost.pk, fen=30_000, actor=parcels.DESK, at=MONDAY)
    with pytest.raises(NothingToCompensate):
        desk.note_compensation(parcel_id=fine.pk, fen=1, actor=parcels.DESK, at=MONDAY)

    assert Parcel.objects.get(pk=lost.pk).compensation_fen == 30_000


def test_the_head_says_who_pays_from_now_on():
    before = parcels.booked()
    desk.set_payer(leg=Leg.TO_CITIZEN, payer=Payer.CITIZEN, actor=APPROVER, at=MONDAY)
    with pytest.raises(NotYourParcel):
        desk.set_payer(leg=Leg.BACK, payer=Payer.CITIZEN, actor=parcels.DESK, at=MONDAY)

    after = parcels.booked()

    assert (before.payer, after.payer) == (Payer.FREE, Payer.CITIZEN)


def test_a_month_is_settled_by_payer_and_carrier():
    parcels.booked(weight_grams=2500)
    parcels.booked(carrier="sandbox-xml")
    cancelled = parcels.booked()
    cancelling.cancel_parcel(parcel_id=cancelled.pk, actor=parcels.DESK, at=MONDAY)
    cancelling.ask(cancelled.pk, at=MONDAY)

    rows = selectors.settlement(parcels.DESK, month=MONDAY.date())

    assert [(row.carrier, row.parcels, row.fen) for row in rows] == [
        ("sandbox-json", 1, 1600),
        ("sandbox-xml", 1, 1000),
    ]
    assert selectors.settlement(parcels.OTHER_DESK, month=MONDAY.date()) == []


def test_a_played_carrier_moves_a_parcel_and_calls_back(monkeypatch):
    parcel = parcels.booked()
    posted = []
    monkeypatch.setattr(
        playing.outgoing, "post", lambda address, **sent: posted.append((address, sent)) or b""
    )

    for minutes in range(1, 8):
        playing.advance(
            parcels.played("sandbox-json"),
            at=playing.timezone.now() + timedelta(minutes=10 * minutes),
        )

    assert len(posted) == 6, "five steps, the third of them told twice"
    assert all(address.endswith("/api/v1/carriers/sandbox-json/callbacks") for address, _ in posted)
    assert SandboxOrder.objects.get().plan == []
    assert len(parcels.played("sandbox-json").track(parcel.waybill)) == 5
