# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sending a parcel elsewhere: the wish is kept first, and its carrier asked outside of it.

The last wish counts. Asked for again, it has the same reference.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.delivery import addresses, events, rules
from yiwang.delivery.addresses import Address
from yiwang.delivery.carriers import registry
from yiwang.delivery.carriers.base import NewAddress
from yiwang.delivery.enums import WITH_THE_CARRIER, CallOff, ParcelState, Redirect
from yiwang.delivery.errors import (
    AddressFixed,
    AlreadyHandedOver,
    BeingCalledOff,
    CarrierAway,
    CarrierRefused,
    CarrierUnknown,
)
from yiwang.delivery.models import Parcel
from yiwang.delivery.policies import Action
from yiwang.delivery.services.finding import asked, locked_parcel
from yiwang.delivery.services.parcels import told_of
from yiwang.delivery.services.wishes import LEASE, Wish
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger

REDIRECT: Final = Wish("redirect", "delivery.redirect")
ACTOR = system_actor("delivery-redirecting")
WISH: Final = (
    *("redirect_state", "redirect_cipher", "redirect_number", "redirect_calls"),
    *("redirect_unheard", "redirect_asked_at", "redirect_next_at", "redirect_reason"),
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a carrier, as it was when it began.

    :param number: of the wish
    :param place: of the call among all for this parcel
    :param unheard: the first wish whose answer nobody has, of an earlier call; or 0
    """

    parcel_id: UUID
    carrier: str
    number: int
    place: int
    unheard: int
    wanted: NewAddress


@transaction.atomic
def change_address(*, parcel_id: UUID, recipient: Address, actor: Actor, at: datetime) -> Parcel:
    """Have a parcel go elsewhere, while its carrier still can; it is asked after the commit.

    The same wish again changes nothing; another one takes its place.

    :raises AlreadyHandedOver: somebody has it
    :raises AddressFixed: it is out for delivery, or further
    :raises CarrierUnknown: the carrier was switched off meanwhile
    """
    parcel = locked_parcel(parcel_id, actor=actor, action=Action.CHANGE_ADDRESS)
    if parcel.cancel_state == CallOff.WAITING:
        raise BeingCalledOff
    if not rules.can_change_address(parcel):
        raise AlreadyHandedOver if parcel.received_at else AddressFixed
    if parcel.state == ParcelState.PREPARED:
        _readdress(parcel, recipient, request=0, is_overtaken=False, actor=actor, at=at)
        return parcel
    registry.carrier(parcel.carrier)
    if _is_settled_so(parcel, recipient):
        return parcel
    _want(parcel, recipient, at=at)
    fact = events.AddressAsked(**told_of(parcel), request=parcel.redirect_number)
    ledger.append(fact, actor=actor, at=at, region_code=parcel.region_code)
    REDIRECT.have_it_asked(parcel.pk)
    return parcel


def _is_settled_so(parcel: Parcel, recipient: Address) -> bool:
    """Tell whether this is what is being asked already, or where the parcel goes anyway."""
    if REDIRECT.is_waiting(parcel):
        return parcel.redirect_to == recipient
    return parcel.recipient == recipient and not parcel.redirect_unheard


def _want(parcel: Parcel, recipient: Address, *, at: datetime) -> None:
    # A call may be under way: the next one waits for its answer, so that the last wish is the
    # last that the carrier hears.
    held = parcel.redirect_next_at if REDIRECT.is_waiting(parcel) else None
    parcel.redirect_next_at = min(held, at + LEASE) if held else at
    parcel.redirect_state = Redirect.WAITING
    parcel.redirect_cipher = addresses.sealed(recipient, addresses.REDIRECT, parcel.pk)
    parcel.redirect_number += 1
    parcel.redirect_asked_at, parcel.redirect_reason = at, ""
    parcel.save(update_fields=WISH)


def ask(parcel_id: UUID, *, at: datetime) -> str:
    """Ask the carrier for what is wanted last; return how the wish stands now.

    The call is made outside any transaction, under a lease that keeps others away.
    """
    call = _take(parcel_id, at=at)
    if call is not None:
        _note(call, *_answer(call), at=at)
    return REDIRECT.state(parcel_id)


@transaction.atomic
def _take(parcel_id: UUID, *, at: datetime) -> Call | None:
    """Return the call to make, under a lease; None when there is nothing to ask, or not now."""
    parcel = REDIRECT.due(parcel_id, at=at)
    if parcel is None:
        return None
    if parcel.state == ParcelState.CANCELLED:
        _forget(parcel)
        return None
    recipient = parcel.redirect_to
    if recipient is None or _is_beyond(parcel):
        _end(parcel, Redirect.LATE, at=at)
        return None
    if REDIRECT.is_over(parcel, at):
        _end(parcel, Redirect.UNCLEAR, at=at)
        return None
    before = parcel.redirect_unheard
    parcel.redirect_calls += 1
    parcel.redirect_unheard = before or parcel.redirect_number
    parcel.redirect_next_at = at + LEASE
    parcel.save(update_fields=["redirect_calls", "redirect_unheard", "redirect_next_at"])
    reference = f"{parcel.order_number}-{parcel.redirect_number}"
    return Call(
        parcel_id=parcel.pk,
        carrier=parcel.carrier,
        number=parcel.redirect_number,
        place=parcel.redirect_calls,
        unheard=before,
        wanted=NewAddress(parcel.order_number, parcel.waybill, reference, recipient),
    )


def _forget(parcel: Parcel) -> None:
    """Say nothing of a wish for a parcel that its sender has called off."""
    parcel.redirect_state, parcel.redirect_cipher, parcel.redirect_next_at = "", None, None
    parcel.save(update_fields=WISH)


def _is_beyond(parcel: Parcel) -> bool:
    """Tell whether nothing is to be asked any more.

    A carrier that may have agreed already is asked again also when the parcel is out: it says.
    """
    if parcel.state not in WITH_THE_CARRIER:
        return True
    return not parcel.redirect_unheard and not rules.can_change_address(parcel)


def _answer(call: Call) -> tuple[Redirect, str]:
    """Return what the carrier says, with its reason; no answer leaves it waiting."""
    try:
        carrier = registry.carrier(call.carrier)
        asked(carrier.name, lambda: carrier.redirect(call.wanted))
    except (CarrierAway, CarrierUnknown):
        return Redirect.WAITING, ""
    except CarrierRefused as refusal:
        is_sure = not call.unheard or (call.unheard == call.number and carrier.knows_references)
        reason = str(refusal.params.get("reason", ""))[:200]
        return Redirect.REFUSED if is_sure else Redirect.UNCLEAR, reason
    return Redirect.DONE, ""


@transaction.atomic
def _note(call: Call, answer: Redirect, reason: str, *, at: datetime) -> None:
    """Write down what a carrier answered; what comes after a later call changes nothing."""
    parcel = REDIRECT.answered(call.parcel_id, call.place)
    if parcel is None:
        return
    is_overtaken = parcel.redirect_number != call.number
    if answer is Redirect.DONE:
        parcel.redirect_unheard = 0
        _readdress(
            parcel,
            call.wanted.recipient,
            request=call.number,
            is_overtaken=is_overtaken,
            actor=ACTOR,
            at=at,
        )
    elif answer is not Redirect.WAITING:
        parcel.redirect_unheard = call.unheard if answer is Redirect.UNCLEAR else 0
    if is_overtaken:
        _go_on(parcel, at=at)
    elif answer is Redirect.WAITING:
        parcel.redirect_next_at = REDIRECT.wait(parcel, at=at)
        parcel.save(update_fields=WISH)
    else:
        _end(parcel, answer, reason=reason, at=at)


def _go_on(parcel: Parcel, *, at: datetime) -> None:
    """Ask for what was wanted while the carrier thought of something else."""
    parcel.redirect_next_at = at
    parcel.save(update_fields=WISH)
    REDIRECT.have_it_asked(parcel.pk)


def _end(parcel: Parcel, state: Redirect, *, at: datetime, reason: str = "") -> None:
    parcel.redirect_state, parcel.redirect_reason = state, reason
    parcel.redirect_next_at = None
    if state is Redirect.DONE:
        parcel.redirect_cipher = None
    parcel.save(update_fields=WISH)
    if state is not Redirect.DONE:
        fact = events.AddressNotChanged(
            **told_of(parcel), request=parcel.redirect_number, outcome=state
        )
        ledger.append(fact, actor=ACTOR, at=at, region_code=parcel.region_code)


def _readdress(
    parcel: Parcel,
    recipient: Address,
    *,
    request: int,
    is_overtaken: bool,
    actor: Actor,
    at: datetime,
) -> None:
    """Let another address be the parcel's; a label that still lies here is printed anew."""
    parcel.recipient_cipher = addresses.sealed(recipient, addresses.RECIPIENT, parcel.pk)
    is_still_here = parcel.state not in WITH_THE_CARRIER or parcel.state == ParcelState.BOOKED
    parcel.is_label_stale = is_still_here and parcel.label_printed_at is not None
    parcel.save(update_fields=["recipient_cipher", "is_label_stale"])
    fact = events.AddressChanged(**told_of(parcel), request=request, is_overtaken=is_overtaken)
    ledger.append(fact, actor=actor, at=at, region_code=parcel.region_code)
