# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Calling off: kept first, asked outside of any transaction, and settled whatever gets lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.delivery import parcels
from tests.delivery.parcels import HOME, MONDAY
from yiwang.delivery import policies, selectors
from yiwang.delivery.carriers.playing import PlayedCarrier
from yiwang.delivery.enums import CallOff, Happening, ParcelState
from yiwang.delivery.errors import BeingCalledOff, CarrierAway, CarrierRefused
from yiwang.delivery.models import Parcel, SandboxOrder
from yiwang.delivery.services import booking, cancelling, redirecting
from yiwang.ledger.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]
LATER = MONDAY + timedelta(minutes=2)
TAKEN = PlayedCarrier.cancel


def call_off(parcel: Parcel, *, at: datetime = MONDAY) -> Parcel:
    return cancelling.cancel_parcel(parcel_id=parcel.pk, actor=parcels.CITIZEN, at=at)


def ask(parcel: Parcel, at: datetime = MONDAY) -> str:
    state = cancelling.ask(parcel.pk, at=at)
    parcel.refresh_from_db()
    return state


def count(kind: str) -> int:
    return Event.objects.filter(kind=f"delivery.{kind}").count()


def answering(monkeypatch: pytest.MonkeyPatch, *steps: Any) -> list[str]:
    """Let the carrier do these things, one for each call; return what it was asked."""
    heard: list[str] = []

    def cancel(self: PlayedCarrier, order_number: str, waybill: str) -> None:
        step = steps[min(len(heard), len(steps) - 1)]
        heard.append(waybill)
        if isinstance(step, BaseException):
            raise step
        step(self, order_number, waybill)

    monkeypatch.setattr(PlayedCarrier, "cancel", cancel)
    return heard


def agree_and_die(self: PlayedCarrier, order_number: str, waybill: str) -> None:
    TAKEN(self, order_number, waybill)
    raise SystemExit  # the worker is killed between the answer and our writing it down


@pytest.mark.django_db(transaction=True)
def test_the_carrier_is_asked_outside_of_any_transaction(monkeypatch):
    parcel = parcels.booked()
    open_ones = []

    def look(self, order_number, waybill):
        open_ones.append(connection.in_atomic_block)
        TAKEN(self, order_number, waybill)

    heard = answering(monkeypatch, look)
    parcel = call_off(parcel)
    assert (parcel.state, parcel.cancel_state, heard) == (ParcelState.BOOKED, CallOff.WAITING, [])
    call_off(parcel)  # a second click

    assert ask(parcel) == CallOff.DONE
    assert open_ones == [False]
    assert (parcel.state, parcel.ended_at) == (ParcelState.CANCELLED, MONDAY)
    assert ask(parcel, LATER) == CallOff.DONE
    assert (len(heard), count("cancel_asked"), count("parcel_cancelled")) == (1, 1, 1)


def test_a_failure_after_the_carrier_has_agreed_is_asked_again_and_is_one_end(monkeypatch):
    parcel = call_off(parcels.booked())
    heard = answering(monkeypatch, agree_and_die, TAKEN)

    with pytest.raises(SystemExit):
        cancelling.ask(parcel.pk, at=MONDAY)
    assert ask(parcel, MONDAY + timedelta(seconds=30)) == CallOff.WAITING, "under the lease"
    assert parcel.state == ParcelState.BOOKED

    assert cancelling.CALL_OFF.ask_overdue(at=LATER) == 1
    assert ask(parcel, LATER) == CallOff.DONE
    assert parcel.state == ParcelState.CANCELLED
    assert (len(heard), count("parcel_cancelled")) == (2, 1)


def test_a_refusal_leaves_the_parcel_as_it_is_and_says_why(monkeypatch):
    parcel = call_off(parcels.booked())
    answering(monkeypatch, CarrierRefused(params={"reason": "已经揽收"}))

    assert ask(parcel) == CallOff.REFUSED

    told = selectors.cancellation(parcel, for_staff=False)
    assert told
    assert (parcel.state, told.reason, told.tone) == (ParcelState.BOOKED, "已经揽收", "warn")
    assert selectors.counts(parcels.DESK)["called_off"] == 1
    fact = Event.objects.get(kind="delivery.parcel_not_cancelled")
    assert fact.payload["outcome"] == "refused"
    assert policies.may(parcels.CITIZEN, parcel)["cancel"], "it may be tried again"


def test_a_refusal_after_a_call_that_nobody_heard_is_unclear_with_a_forgetful_carrier(monkeypatch):
    parcel = call_off(parcels.booked())
    monkeypatch.setattr(PlayedCarrier, "knows_cancelled", False)
    answering(monkeypatch, agree_and_die, CarrierRefused(params={"reason": "没有这个运单"}))
    with pytest.raises(SystemExit):
        cancelling.ask(parcel.pk, at=MONDAY)

    assert ask(parcel, LATER) == CallOff.UNCLEAR

    told = selectors.cancellation(parcel, for_staff=True)
    assert told
    assert "打电话" in told.advice


def test_a_silent_carrier_is_asked_for_a_day_and_then_a_person_asks(monkeypatch):
    parcel = call_off(parcels.booked())
    heard = answering(monkeypatch, CarrierAway())

    assert ask(parcel) == CallOff.WAITING
    assert ask(parcel, LATER) == CallOff.WAITING
    assert ask(parcel, MONDAY + timedelta(hours=25)) == CallOff.UNCLEAR

    assert len(heard) == 2
    assert parcel.state == ParcelState.BOOKED


def test_what_is_collected_meanwhile_was_too_late(monkeypatch):
    parcel = call_off(parcels.booked())
    heard = answering(monkeypatch, TAKEN)
    parcels.call_back(parcels.report(parcel, Happening.COLLECT))

    assert ask(parcel, LATER) == CallOff.LATE
    assert (parcel.state, heard) == (ParcelState.COLLECTED, [])


def test_no_other_address_is_asked_for_while_it_is_called_off():
    parcel = call_off(parcels.booked())

    with pytest.raises(BeingCalledOff):
        redirecting.change_address(
            parcel_id=parcel.pk, recipient=HOME, actor=parcels.CITIZEN, at=MONDAY
        )
    may = policies.may(parcels.CITIZEN, parcel)
    assert (may["cancel"], may["change_address"]) == (False, False)


def test_an_order_whose_answer_got_lost_is_found_and_taken_back(monkeypatch):
    parcel = parcels.sent()
    ordered = PlayedCarrier.book

    def order_and_die(self, order):
        ordered(self, order)
        raise SystemExit

    monkeypatch.setattr(PlayedCarrier, "book", order_and_die)
    with pytest.raises(SystemExit):
        booking.book(parcel.pk, at=MONDAY)

    assert call_off(parcel).state == ParcelState.CANCELLED
    assert ask(parcel) == CallOff.WAITING, "the call might still be under way"
    assert cancelling.CALL_OFF.ask_overdue(at=LATER) == 1
    assert ask(parcel, LATER) == CallOff.DONE
    assert SandboxOrder.objects.get().is_cancelled
    assert count("parcel_cancelled") == 1


def test_an_order_that_is_not_taken_back_stays_with_the_desk(monkeypatch):
    parcel = parcels.sent()
    ordered = PlayedCarrier.book

    def book_while_it_is_called_off(self, order):
        waybill = ordered(self, order)
        call_off(parcel)
        return waybill

    monkeypatch.setattr(PlayedCarrier, "book", book_while_it_is_called_off)
    booking.book(parcel.pk, at=MONDAY)
    answering(monkeypatch, CarrierRefused(params={"reason": "已经揽收"}))

    assert ask(parcel) == CallOff.REFUSED
    told = selectors.cancellation(parcel, for_staff=True)
    assert told
    assert "消单" in told.advice
    assert selectors.cancellation(parcel, for_staff=False) is None
    assert [one.pk for one in selectors.parcels(parcels.DESK, shelf="called_off")] == [parcel.pk]
