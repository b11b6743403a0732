# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Another address: kept first, asked outside of any transaction, answered once, the last wins."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.delivery import parcels
from tests.delivery.parcels import HOME, MONDAY
from yiwang.delivery import selectors
from yiwang.delivery.addresses import Address
from yiwang.delivery.carriers.base import NewAddress
from yiwang.delivery.carriers.playing import PlayedCarrier
from yiwang.delivery.enums import Happening, ParcelState, Redirect
from yiwang.delivery.errors import AddressFixed, AlreadyHandedOver, CarrierAway, CarrierRefused
from yiwang.delivery.models import Parcel
from yiwang.delivery.services import cancelling, desk, redirecting, wishes
from yiwang.ledger.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]
FIRST = replace(HOME, street="莫干山路 1 号")
SECOND = replace(HOME, street="古墩路 701 号 5 幢 1202 室")
LATER = MONDAY + timedelta(minutes=2)
TAKEN = PlayedCarrier.redirect


def want(parcel: Parcel, recipient: Address = FIRST, *, at: datetime = MONDAY) -> Parcel:
    return redirecting.change_address(
        parcel_id=parcel.pk, recipient=recipient, actor=parcels.CITIZEN, at=at
    )


def ask(parcel: Parcel, at: datetime = MONDAY) -> str:
    state = redirecting.ask(parcel.pk, at=at)
    parcel.refresh_from_db()
    return state


def count(kind: str) -> int:
    return Event.objects.filter(kind=f"delivery.address_{kind}").count()


def answering(monkeypatch: pytest.MonkeyPatch, *steps: Any) -> list[NewAddress]:
    """Let the carrier do these things, one for each call; return what it was asked."""
    heard: list[NewAddress] = []

    def redirect(self: PlayedCarrier, wanted: NewAddress) -> None:
        step = steps[min(len(heard), len(steps) - 1)]
        heard.append(wanted)
        if isinstance(step, BaseException):
            raise step
        step(self, wanted)

    monkeypatch.setattr(PlayedCarrier, "redirect", redirect)
    return heard


@pytest.mark.django_db(transaction=True)
def test_the_carrier_is_asked_outside_of_any_transaction(monkeypatch):
    parcel = parcels.booked()
    open_ones = []

    def look(self, wanted):
        open_ones.append(connection.in_atomic_block)
        TAKEN(self, wanted)

    heard = answering(monkeypatch, look)
    parcel = want(parcel)
    assert (parcel.redirect_state, parcel.recipient, heard) == (Redirect.WAITING, HOME, [])

    assert ask(parcel) == Redirect.DONE
    assert open_ones == [False]
    assert (parcel.recipient, parcel.redirect_to) == (FIRST, None)
    assert ask(parcel, LATER) == Redirect.DONE
    assert (len(heard), count("asked"), count("changed")) == (1, 1, 1)


def test_a_failure_after_the_carrier_has_agreed_is_asked_again_and_is_one_change(monkeypatch):
    parcel = want(parcels.booked())

    def agree_and_die(self, wanted):
        TAKEN(self, wanted)
        raise SystemExit  # the worker is killed between the answer and our writing it down

    heard = answering(monkeypatch, agree_and_die, TAKEN)
    with pytest.raises(SystemExit):
        redirecting.ask(parcel.pk, at=MONDAY)
    parcel.refresh_from_db()
    assert (parcel.redirect_state, parcel.recipient) == (Redirect.WAITING, HOME)
    told = selectors.redirection(parcel, for_staff=False)
    assert told
    assert "24 小时" in told.advice
    assert ask(parcel, MONDAY + timedelta(seconds=30)) == Redirect.WAITING, "under the lease"
    parcels.call_back(parcels.report(parcel, Happening.GO_OUT, hour=0.02))

    assert redirecting.REDIRECT.ask_overdue(at=LATER) == 1
    assert ask(parcel, LATER) == Redirect.DONE, "out to the new address, as the carrier knows"
    assert parcel.recipient == FIRST
    assert len({one.reference for one in heard}) == 1
    assert count("changed") == 1


def test_the_last_of_two_wishes_is_the_last_that_the_carrier_hears(monkeypatch):
    parcel = want(parcels.booked())

    def change_one_s_mind(self, wanted):
        want(parcel, SECOND)
        TAKEN(self, wanted)
        assert redirecting.ask(parcel.pk, at=MONDAY) == Redirect.WAITING, "one call at a time"

    heard = answering(monkeypatch, change_one_s_mind, TAKEN)
    assert ask(parcel) == Redirect.WAITING
    assert parcel.recipient == FIRST, "that much the carrier has agreed to"
    assert ask(parcel) == Redirect.DONE
    assert parcel.recipient == SECOND
    assert [one.recipient for one in heard] == [FIRST, SECOND]
    overtaken = Event.objects.filter(kind="delivery.address_changed").order_by("id")
    assert [one.payload["is_overtaken"] for one in overtaken] == [True, False]


@pytest.mark.parametrize("late", [None, CarrierRefused(params={"reason": "晚"}), CarrierAway()])
def test_an_answer_after_a_later_call_changes_nothing(monkeypatch, late):
    parcel = want(parcels.booked())

    def answer_late(self, wanted):
        want(parcel, SECOND, at=LATER)
        assert redirecting.ask(parcel.pk, at=LATER) == Redirect.DONE
        if late is not None:
            raise late

    answering(monkeypatch, answer_late, TAKEN)
    assert ask(parcel) == Redirect.DONE
    assert (parcel.recipient, parcel.redirect_reason) == (SECOND, "")
    assert (count("changed"), count("not_changed")) == (1, 0)


def test_a_refusal_says_why_and_what_can_be_done(monkeypatch):
    parcel = want(parcels.booked(), replace(HOME, street="龙坞茶村 7 号（不通邮）"))

    assert ask(parcel) == Redirect.REFUSED
    assert parcel.recipient == HOME
    for is_staff, words in ((False, "按原地址收件"), (True, "重新寄出")):
        told = selectors.redirection(parcel, for_staff=is_staff)
        assert told
        assert told.reason == "新地址超出服务范围"
        assert words in told.advice
        assert told.address
        assert "7 号" not in told.address.street
    shelf = selectors.Shelf.REDIRECTS
    assert [one.pk for one in selectors.parcels(parcels.DESK, shelf=shelf)] == [parcel.pk]
    assert selectors.counts(parcels.DESK)[shelf] == 1
    assert ask(want(parcel, SECOND)) == Redirect.DONE
    assert selectors.counts(parcels.DESK)[shelf] == 0


def test_no_answer_is_asked_for_a_day_and_then_said(monkeypatch):
    parcel = want(parcels.booked())
    heard = answering(monkeypatch, CarrierAway())
    at, waits = MONDAY, []
    while ask(parcel, at) == Redirect.WAITING:
        waits.append(parcel.redirect_next_at - at)
        at = parcel.redirect_next_at

    assert parcel.redirect_state == Redirect.UNCLEAR
    assert waits[0] == timedelta(minutes=1)
    assert max(waits) == timedelta(hours=1)
    assert timedelta(hours=24) <= at - MONDAY <= timedelta(hours=25)
    assert 24 <= len(heard) <= 40
    assert Event.objects.get(kind="delivery.address_not_changed").payload["outcome"] == "unclear"


def test_a_refusal_after_silence_is_sure_only_of_a_carrier_that_knows_our_reference(monkeypatch):
    for knows, ends in ((True, Redirect.REFUSED), (False, Redirect.UNCLEAR)):
        monkeypatch.setattr(PlayedCarrier, "knows_references", knows)
        parcel = want(parcels.booked())
        answering(monkeypatch, CarrierAway(), CarrierRefused(params={"reason": "已经改过"}))
        assert ask(parcel) == Redirect.WAITING
        assert ask(parcel, LATER) == ends


def test_what_is_out_already_or_called_off_is_not_asked_about(monkeypatch):
    out, off = want(parcels.booked()), want(parcels.booked())
    heard = answering(monkeypatch, TAKEN)
    parcels.call_back(parcels.report(out, Happening.GO_OUT, hour=0))
    cancelling.cancel_parcel(parcel_id=off.pk, actor=parcels.CITIZEN, at=MONDAY)
    cancelling.ask(off.pk, at=MONDAY)

    assert (ask(out), ask(off), heard) == (Redirect.LATE, "", [])
    assert out.recipient == HOME
    assert count("not_changed") == 1
    with pytest.raises(AddressFixed):
        want(out, SECOND)
    parcels.call_back(parcels.report(out, Happening.RECEIVE))
    with pytest.raises(AlreadyHandedOver, match="已经交到收件人手里"):
        want(out, SECOND)


def test_the_same_wish_twice_is_one_and_the_old_address_is_no_wish(monkeypatch):
    parcel = parcels.booked()
    want(parcel)
    assert want(parcel).redirect_number == 1
    assert ask(parcel) == Redirect.DONE
    assert want(parcel).redirect_state == Redirect.DONE
    assert count("asked") == 1
    assert want(parcel, HOME).redirect_number == 2, "back again is a wish of its own"


def test_a_parcel_that_no_carrier_has_yet_changes_at_once():
    parcel = want(parcels.sent())

    assert (parcel.state, parcel.recipient) == (ParcelState.PREPARED, FIRST)
    assert (parcel.redirect_state, count("asked"), count("changed")) == ("", 0, 1)


def test_a_carrier_that_rests_is_left_alone_until_the_day_is_over(monkeypatch):
    parcel = want(parcels.booked())
    monkeypatch.setattr(wishes, "is_resting", lambda _name: True)

    assert redirecting.REDIRECT.ask_overdue(at=LATER) == 0
    after = MONDAY + timedelta(hours=25)
    assert redirecting.REDIRECT.ask_overdue(at=after) == 1
    assert ask(parcel, after) == Redirect.UNCLEAR


def test_a_label_is_printed_anew_once_the_carrier_has_agreed():
    parcel, unprinted, gone = parcels.booked(), parcels.booked(), parcels.booked()
    for each in (parcel, gone):
        desk.print_labels(parcel_ids=[each.pk], actor=parcels.DESK, at=MONDAY)
    parcels.call_back(parcels.report(gone, Happening.COLLECT))
    for each in (parcel, unprinted, gone):
        want(each)
        assert not each.is_label_stale
        assert ask(each) == Redirect.DONE
    assert [each.is_label_stale for each in (parcel, unprinted, gone)] == [True, False, False]

    desk.print_labels(parcel_ids=[parcel.pk], actor=parcels.DESK, at=MONDAY)
    parcel.refresh_from_db()
    assert not parcel.is_label_stale
