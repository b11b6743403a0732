# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Ordering the carriage: the call may be lost on either way, and is made once all the same."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.delivery import events
from yiwang.delivery.carriers import registry
from yiwang.delivery.carriers.base import Carrier
from yiwang.delivery.enums import Happening, ParcelState
from yiwang.delivery.errors import CarrierAway, CarrierRefused
from yiwang.delivery.models import Parcel
from yiwang.delivery.services import cancelling
from yiwang.delivery.services.finding import asked, is_resting, move
from yiwang.delivery.services.parcels import FIRST_POLL, have_it_booked, order_of, told_of
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger

ACTOR = system_actor("delivery-booking")
LEASE: Final = timedelta(seconds=60)
"""So long nobody else tries; longer than a call can take."""
LONGEST_WAIT: Final = timedelta(hours=1)


def book(parcel_id: UUID, *, at: datetime) -> bool:
    """Order one parcel's carriage; return whether it is ordered now.

    The call is made outside any transaction, under a lease that keeps others away. After a try
    whose answer nobody heard, the carrier is asked for the order first.
    """
    parcel = _take(parcel_id, at=at)
    if parcel is None:
        return False
    carrier = registry.carrier(parcel.carrier)
    try:
        waybill, price = asked(carrier.name, lambda: _ordered(carrier, parcel))
    except CarrierAway:
        return False  # the lease runs out, and the sweep tries again
    except CarrierRefused as refusal:
        _note_refused(parcel_id, str(refusal.params.get("reason", "")), at=at)
        return False
    return _note_booked(parcel_id, waybill, price, at=at)


def book_overdue(*, at: datetime) -> int:
    """Have those ordered whose order got lost or found nobody; return how many."""
    due = Parcel.objects.filter(state=ParcelState.PREPARED, booking_next_at__lte=at)
    waiting = due.order_by("booking_next_at").values_list("id", "carrier")[:500]
    resting = {name: is_resting(name) for name in {carrier for _id, carrier in waiting}}
    chosen = [parcel_id for parcel_id, carrier in waiting if not resting[carrier]]
    for parcel_id in chosen:
        have_it_booked(parcel_id)
    return len(chosen)


@transaction.atomic
def _take(parcel_id: UUID, *, at: datetime) -> Parcel | None:
    rows = Parcel.objects.select_for_update(of=("self",), skip_locked=True)
    parcel = rows.filter(pk=parcel_id, state=ParcelState.PREPARED).first()
    if parcel is None or parcel.booking_next_at is None or parcel.booking_next_at > at:
        return None
    parcel.booking_tries += 1
    parcel.booking_next_at = at + min(LEASE * 2 ** min(parcel.booking_tries - 1, 6), LONGEST_WAIT)
    parcel.save(update_fields=["booking_tries", "booking_next_at"])
    return parcel


def _ordered(carrier: Carrier, parcel: Parcel) -> tuple[str, int]:
    order = order_of(parcel)
    price = carrier.quote(order).price.fen
    known = carrier.find(order.number) if parcel.booking_tries > 1 else ""
    return known or carrier.book(order), price


@transaction.atomic
def _note_booked(parcel_id: UUID, waybill: str, price: int, *, at: datetime) -> bool:
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel_id)
    if parcel.state == ParcelState.CANCELLED:
        cancelling.take_back(parcel, waybill, at=at)
        return False
    if parcel.state != ParcelState.PREPARED:
        return True
    move(parcel, Happening.BOOK)
    parcel.waybill, parcel.price_fen, parcel.booked_at = waybill, price, at
    parcel.booking_next_at, parcel.poll_next_at = None, at + FIRST_POLL
    parcel.save(
        update_fields=[
            *("state", "waybill", "price_fen", "booked_at", "booking_next_at", "poll_next_at"),
        ]
    )
    fact = events.ParcelBooked(**told_of(parcel), waybill=waybill)
    ledger.append(fact, actor=ACTOR, at=at, region_code=parcel.region_code)
    return True


@transaction.atomic
def _note_refused(parcel_id: UUID, reason: str, *, at: datetime) -> None:
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel_id)
    if parcel.state != ParcelState.PREPARED:
        return
    move(parcel, Happening.CANCEL)
    parcel.refusal, parcel.ended_at, parcel.booking_next_at = reason[:200], at, None
    parcel.save(update_fields=["state", "refusal", "ended_at", "booking_next_at"])
    fact = events.ParcelCancelled(**told_of(parcel), is_refused=True)
    ledger.append(fact, actor=ACTOR, at=at, region_code=parcel.region_code)
