# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sending a parcel, and whether it is one's own code."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from procrastinate.contrib.django import app

from yiwang.delivery import addresses, events, rules
from yiwang.delivery.addresses import Address
from yiwang.delivery.carriers import registry
from yiwang.delivery.carriers.base import Order, Quote
from yiwang.delivery.enums import Leg, ParcelState, Payer
from yiwang.delivery.errors import AddressFixed, AlreadyOnItsWay, BadWindow
from yiwang.delivery.models import Parcel, PayerRule
from yiwang.delivery.policies import Action
from yiwang.delivery.services.finding import asked, locked_parcel
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger

BOOK_TASK: Final = "delivery.book"
QUEUE: Final = "delivery"
FIRST_POLL: Final = timedelta(minutes=30)
FARTHEST_PICKUP: Final = timedelta(days=7)
LONGEST_WINDOW: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Window:
    """When somebody comes to fetch a parcel."""

    since: datetime
    until: datetime

    def check(self, *, at: datetime) -> None:
        """Raise for a time that is over, too long, or too far off.

        :raises BadWindow: it is so
        """
        is_ahead = at - timedelta(minutes=5) <= self.since < self.until
        is_near = self.since <= at + FARTHEST_PICKUP and self.until - self.since <= LONGEST_WINDOW
        if not (is_ahead and is_near):
            raise BadWindow


@dataclass(frozen=True, slots=True)
class About:
    """What a parcel belongs to, and whose it is."""

    subject_type: str
    subject_id: UUID
    number: str
    name: str
    region_code: str
    department_id: UUID
    person_id: UUID
    mandate_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewParcel:
    """A parcel that somebody wants to send.

    :param waybill: of a parcel that the sender has given to the carrier already
    """

    about: About
    leg: Leg
    carrier: str
    sender: Address
    recipient: Address
    contents: str
    weight_grams: int = 500
    window: Window | None = None
    waybill: str = ""


@transaction.atomic
def send_parcel(*, parcel: NewParcel, actor: Actor, at: datetime) -> Parcel:
    """Write a parcel down and have it ordered with the carrier; the caller has checked the actor.

    :raises CarrierUnknown: the carrier is not one of ours
    :raises BadWindow: nobody can come then
    :raises AlreadyOnItsWay: one for the same thing is under way
    """
    if parcel.carrier != rules.OTHER_CARRIER or not parcel.waybill:
        registry.carrier(parcel.carrier)
    if parcel.window:
        parcel.window.check(at=at)
    made = _row(parcel, at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if "parcel_one_on_its_way" in str(error) or "parcel_waybill_once" in str(error):
            raise AlreadyOnItsWay from error
        raise
    fact = events.ParcelPrepared(
        **told_of(made), carrier=made.carrier, payer=made.payer, order_number=made.order_number
    )
    ledger.append(fact, actor=actor, at=at, region_code=made.region_code)
    if not made.waybill:
        have_it_booked(made.pk)
    return made


def _row(parcel: NewParcel, *, at: datetime) -> Parcel:
    about, parcel_id = parcel.about, new_id()
    window = parcel.window
    is_given = bool(parcel.waybill)
    payer = Payer.CITIZEN if is_given else payer_of(about.department_id, parcel.leg)
    return Parcel(
        id=parcel_id,
        region_code=about.region_code,
        department_id=about.department_id,
        subject_type=about.subject_type,
        subject_id=about.subject_id,
        subject_number=about.number,
        subject_name=about.name,
        person_id=about.person_id,
        mandate_id=about.mandate_id,
        leg=parcel.leg,
        payer=payer,
        carrier=parcel.carrier,
        order_number=f"YW{parcel_id.hex[:24].upper()}",
        waybill=parcel.waybill.strip().upper()[:40],
        contents=parcel.contents.strip()[:200],
        weight_grams=parcel.weight_grams,
        sender_cipher=addresses.sealed(parcel.sender, addresses.SENDER, parcel_id),
        recipient_cipher=addresses.sealed(parcel.recipient, addresses.RECIPIENT, parcel_id),
        pickup_from=window.since if window else None,
        pickup_until=window.until if window else None,
        state=ParcelState.BOOKED if is_given else ParcelState.PREPARED,
        created_at=at,
        booked_at=at if is_given else None,
        booking_next_at=None if is_given else at,
        poll_next_at=at + FIRST_POLL if is_given else None,
    )


def payer_of(department_id: UUID, leg: Leg) -> Payer:
    """Return who pays for a leg of a department's parcels."""
    ruled = PayerRule.objects.filter(department_id=department_id, leg=leg).first()
    return Payer(ruled.payer) if ruled else rules.USUAL_PAYER[leg]


def quote(*, parcel: NewParcel, weight_grams: int = 500) -> Quote:
    """Return what a carrier asks for a parcel; nothing is ordered.

    :raises CarrierAway, CarrierRefused, CarrierUnknown: as they say
    """
    carrier = registry.carrier(parcel.carrier)
    wanted = replace(parcel, weight_grams=weight_grams)
    order = order_of(_row(wanted, at=timezone.now()))
    return asked(carrier.name, lambda: carrier.quote(order))


def order_of(parcel: Parcel) -> Order:
    """Return a parcel as its carrier needs to know it."""
    return Order(
        number=parcel.order_number,
        sender=parcel.sender,
        recipient=parcel.recipient,
        contents=parcel.contents,
        weight_grams=parcel.weight_grams,
        pickup_from=parcel.pickup_from,
        pickup_until=parcel.pickup_until,
        is_collect=parcel.payer == Payer.CITIZEN,
        is_paid_by_recipient=parcel.leg != Leg.TO_HALL,
    )


def have_it_booked(parcel_id: UUID) -> None:
    """Have the order sent by a job, once this transaction has ended well."""
    # By name: the job itself is declared in the room's tasks, which know the services.
    app.configure_task(BOOK_TASK, queue=QUEUE).defer(parcel_id=str(parcel_id))


def told_of(parcel: Parcel) -> dict[str, Any]:
    """Return what every fact about a parcel says."""
    return {
        "parcel_id": parcel.pk,
        "about_type": parcel.subject_type,
        "about_id": parcel.subject_id,
        "leg": parcel.leg,
    }


@transaction.atomic
def renew_code(*, parcel_id: UUID, actor: Actor, at: datetime) -> str:
    """Return a fresh code that the person at the door asks for; the old one is worth nothing.

    Only its hash is kept.

    :raises AddressFixed: the parcel has ended
    """
    parcel = locked_parcel(parcel_id, actor=actor, action=Action.RENEW_CODE)
    if not rules.has_use_for_a_code(parcel):
        raise AddressFixed
    code = f"{secrets.randbelow(10**6):06}"
    parcel.code_hash, parcel.code_attempts = code_hash(parcel.pk, code), 0
    parcel.save(update_fields=["code_hash", "code_attempts"])
    ledger.append(
        events.CodeRenewed(**told_of(parcel)), actor=actor, at=at, region_code=parcel.region_code
    )
    return code


def code_hash(parcel_id: UUID, code: str) -> str:
    """Return what is kept of a code."""
    text = f"{parcel_id}:{code}"
    return salted_hmac("yiwang.delivery.code", text, algorithm="sha256").hexdigest()


def is_code_of(parcel: Parcel, code: str) -> bool:
    """Compare a code with the one that is kept."""
    return bool(parcel.code_hash) and constant_time_compare(
        parcel.code_hash, code_hash(parcel.pk, code)
    )
