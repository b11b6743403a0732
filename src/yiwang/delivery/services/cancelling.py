# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Calling a parcel off: the wish is kept first, and its carrier asked outside of it.

A parcel that no carrier can have heard of is off at once.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.delivery import events, rules
from yiwang.delivery.carriers import registry
from yiwang.delivery.enums import CallOff, Happening, ParcelState
from yiwang.delivery.errors import CarrierAway, CarrierRefused, CarrierUnknown
from yiwang.delivery.models import Parcel
from yiwang.delivery.policies import Action
from yiwang.delivery.services.finding import asked, locked_parcel, move
from yiwang.delivery.services.parcels import told_of
from yiwang.delivery.services.wishes import LEASE, Wish
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger

CALL_OFF: Final = Wish("cancel", "delivery.call_off")
ACTOR = system_actor("delivery-cancelling")
WISH: Final = (
    *("cancel_state", "cancel_calls", "cancel_is_unheard"),
    *("cancel_asked_at", "cancel_next_at", "cancel_reason"),
)
ENDED: Final = ("state", "ended_at", "poll_next_at", "booking_next_at")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a carrier, as it was when it began.

    :param place: of the call among all for this parcel
    :param is_unheard: an earlier call may have been heard
    """

    parcel_id: UUID
    carrier: str
    order_number: str
    waybill: str
    place: int
    is_unheard: bool


@transaction.atomic
def cancel_parcel(*, parcel_id: UUID, actor: Actor, at: datetime) -> Parcel:
    """Call a parcel off before anybody has collected it; its carrier is asked after the commit.

    Until the carrier agrees the parcel is as it was. The same wish again changes nothing.

    :raises TransitionNotAllowed: it is too late
    :raises CarrierUnknown: the carrier was switched off meanwhile
    """
    parcel = locked_parcel(parcel_id, actor=actor, action=Action.CANCEL)
    if CALL_OFF.is_waiting(parcel):
        return parcel
    was = parcel.state
    move(parcel, Happening.CANCEL)
    if was == ParcelState.BOOKED and parcel.carrier != rules.OTHER_CARRIER:
        registry.carrier(parcel.carrier)
        parcel.state = was
        _want(parcel, since=at, at=at)
        fact = events.CancelAsked(**told_of(parcel))
        ledger.append(fact, actor=actor, at=at, region_code=parcel.region_code)
        return parcel
    if parcel.booking_tries:
        # An order may be on its way, or its answer lost: asked for once no call can be under way.
        _want(parcel, since=at + LEASE, at=at)
    _end(parcel, is_asked=False, actor=actor, at=at)
    return parcel


def take_back(parcel: Parcel, waybill: str, *, at: datetime) -> None:
    """Have an order taken back whose parcel, locked, was called off while it was on its way."""
    parcel.waybill = waybill
    parcel.save(update_fields=["waybill"])
    _want(parcel, since=at, at=at)


def _want(parcel: Parcel, *, since: datetime, at: datetime) -> None:
    parcel.cancel_state, parcel.cancel_reason = CallOff.WAITING, ""
    parcel.cancel_asked_at, parcel.cancel_next_at = at, since
    parcel.cancel_calls += 1  # whatever a former call is answered counts no more
    parcel.save(update_fields=WISH)
    if since <= at:
        CALL_OFF.have_it_asked(parcel.pk)


def ask(parcel_id: UUID, *, at: datetime) -> str:
    """Ask the carrier to take an order back; return how the wish stands now.

    The call is made outside any transaction, under a lease that keeps others away.
    """
    call = _take(parcel_id, at=at)
    if call is not None:
        _note(call, *_answer(call), at=at)
    return CALL_OFF.state(parcel_id)


@transaction.atomic
def _take(parcel_id: UUID, *, at: datetime) -> Call | None:
    """Take the lease for a call, or end the wish; None where nobody is to be asked now."""
    parcel = CALL_OFF.due(parcel_id, at=at)
    if parcel is None:
        return None
    if parcel.state not in (ParcelState.BOOKED, ParcelState.CANCELLED):
        _settle(parcel, CallOff.LATE, at=at)
        return None
    if CALL_OFF.is_over(parcel, at):
        _settle(parcel, CallOff.UNCLEAR, at=at)
        return None
    before = parcel.cancel_is_unheard
    parcel.cancel_calls += 1
    parcel.cancel_is_unheard, parcel.cancel_next_at = True, at + LEASE
    parcel.save(update_fields=WISH)
    return Call(
        parcel_id=parcel.pk,
        carrier=parcel.carrier,
        order_number=parcel.order_number,
        waybill=parcel.waybill,
        place=parcel.cancel_calls,
        is_unheard=before,
    )


def _answer(call: Call) -> tuple[CallOff, str]:
    """Return what the carrier says, with its reason; no answer leaves it waiting."""
    try:
        carrier = registry.carrier(call.carrier)
        waybill = call.waybill or asked(carrier.name, lambda: carrier.find(call.order_number))
        if waybill:
            asked(carrier.name, lambda: carrier.cancel(call.order_number, waybill))
    except (CarrierAway, CarrierUnknown):
        return CallOff.WAITING, ""
    except CarrierRefused as refusal:
        is_sure = not call.is_unheard or carrier.knows_cancelled
        reason = str(refusal.params.get("reason", ""))[:200]
        return CallOff.REFUSED if is_sure else CallOff.UNCLEAR, reason
    return CallOff.DONE, ""


@transaction.atomic
def _note(call: Call, answer: CallOff, reason: str, *, at: datetime) -> None:
    """Write down what a carrier answered; what comes after a later call changes nothing."""
    parcel = CALL_OFF.answered(call.parcel_id, call.place)
    if parcel is None:
        return
    if answer is CallOff.WAITING:
        parcel.cancel_next_at = CALL_OFF.wait(parcel, at=at)
        parcel.save(update_fields=WISH)
        return
    if answer is not CallOff.UNCLEAR:
        parcel.cancel_is_unheard = False
    if answer is CallOff.DONE and parcel.state == ParcelState.BOOKED:
        move(parcel, Happening.CANCEL)
        _end(parcel, is_asked=True, actor=ACTOR, at=at)
    elif answer is CallOff.DONE and parcel.state != ParcelState.CANCELLED:
        answer = CallOff.UNCLEAR  # it agreed, and reports that it has the parcel
    _settle(parcel, answer, reason=reason, at=at)


def _settle(parcel: Parcel, state: CallOff, *, at: datetime, reason: str = "") -> None:
    parcel.cancel_state, parcel.cancel_reason, parcel.cancel_next_at = state, reason, None
    parcel.save(update_fields=WISH)
    if state is not CallOff.DONE:
        fact = events.ParcelNotCancelled(
            **told_of(parcel), outcome=state, is_off=parcel.state == ParcelState.CANCELLED
        )
        ledger.append(fact, actor=ACTOR, at=at, region_code=parcel.region_code)


def _end(parcel: Parcel, *, is_asked: bool, actor: Actor, at: datetime) -> None:
    parcel.ended_at, parcel.poll_next_at, parcel.booking_next_at = at, None, None
    parcel.save(update_fields=ENDED)
    fact = events.ParcelCancelled(**told_of(parcel), is_refused=False, is_agreed=is_asked)
    ledger.append(fact, actor=actor, at=at, region_code=parcel.region_code)
