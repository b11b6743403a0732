# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What every carrier does; how it is asked, and how it signs, is a provider's."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.utils.functional import Promise

from yiwang.delivery.addresses import Address
from yiwang.delivery.enums import FailReason, Happening, Proof, SignedBy
from yiwang.foundation.money import Money

SIGNATURE_SECONDS: Final = 600
"""A callback that was signed longer ago, or so far ahead, is not taken."""
EARLIEST_YEAR: Final = 2020


class Forged(Exception):
    """The signature is missing or wrong."""


class Stale(Exception):
    """The signature is right, and too old."""


class Unreadable(Exception):
    """The signature is right, and the rest is not what was agreed."""


@dataclass(frozen=True, slots=True)
class Order:
    """A parcel as its carrier needs to know it.

    :param number: ours; sent twice it is one order
    :param is_collect: the citizen pays the carrier, at whichever end they are
    """

    number: str
    sender: Address
    recipient: Address
    contents: str
    weight_grams: int
    pickup_from: datetime | None
    pickup_until: datetime | None
    is_collect: bool
    is_paid_by_recipient: bool


@dataclass(frozen=True, slots=True)
class NewAddress:
    """Where a parcel that is with its carrier shall go instead.

    :param reference: ours for this change; the same when it is sent again
    """

    order_number: str
    waybill: str
    reference: str
    recipient: Address


@dataclass(frozen=True, slots=True)
class Quote:
    """What a carrier asks, and in how many days it is there."""

    price: Money
    days: int


@dataclass(frozen=True, slots=True)
class Report:
    """One thing that a carrier reports of one parcel.

    :param code: what the person at the door gave; "" when none was asked for
    :param photo: of the parcel where it was left, a JPEG
    :raises ValueError: it happened before there was any parcel: the time is one that a machine
        writes where it has none, such as the first of January of the year 1
    """

    waybill: str
    event_id: str
    happening: Happening
    happened_at: datetime
    place: str = ""
    note: str = ""
    reason: FailReason | None = None
    signed_by: SignedBy | None = None
    proof: Proof | None = None
    code: str = ""
    photo: bytes = b""

    def __post_init__(self) -> None:
        if self.happened_at.year < EARLIEST_YEAR:
            raise ValueError(f"Nothing was carried in the year {self.happened_at.year}.")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a carrier expects to hear when its callback was taken."""

    content: bytes
    content_type: str


class Carrier(ABC):
    """A carrier: it answers in time, or :class:`CarrierAway` is raised.

    :cvar title: what people call it
    :cvar pushes_proof: False: a push is only a hint, and what it says is asked for again
    :cvar knows_references: a change of address that is sent twice under one reference is one
    :cvar knows_cancelled: an order that is called off twice is called off, and no refusal
    """

    name: ClassVar[str] = ""
    title: ClassVar[str | Promise] = ""
    pushes_proof: ClassVar[bool] = True
    knows_references: ClassVar[bool] = False
    knows_cancelled: ClassVar[bool] = False

    @abstractmethod
    def quote(self, order: Order) -> Quote:
        """Return what it would cost.

        :raises CarrierAway, CarrierRefused: as they say
        """

    @abstractmethod
    def book(self, order: Order) -> str:
        """Order the carriage and return the waybill; the same number is never booked twice.

        :raises CarrierAway, CarrierRefused: as they say
        """

    @abstractmethod
    def find(self, order_number: str) -> str:
        """Return the waybill that was given to an order, "" when there is none.

        For a booking whose answer was lost.
        """

    @abstractmethod
    def cancel(self, order_number: str, waybill: str) -> None:
        """Call an order off; where ``knows_cancelled``, one that is off already is no refusal.

        :raises CarrierRefused: it is too late
        :raises CarrierAway: nobody knows whether it was heard
        """

    @abstractmethod
    def redirect(self, wanted: NewAddress) -> None:
        """Send a parcel elsewhere while it is on its way.

        :raises CarrierRefused: it is too late, or this carrier does not
        :raises CarrierAway: nobody knows whether it was heard
        """

    @abstractmethod
    def track(self, waybill: str) -> Sequence[Report]:
        """Return everything that has happened to a parcel."""

    @abstractmethod
    def verify(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> None:
        """Return when the carrier itself has sent this.

        :raises Forged, Stale: otherwise
        """

    @abstractmethod
    def parse(self, headers: Mapping[str, str], body: bytes) -> Sequence[Report]:
        """Return what a callback reports.

        :raises Unreadable: it is not what was agreed
        """

    @abstractmethod
    def reply(self) -> Reply:
        """Return what says that everything was taken."""


def check_fresh(signed_at: datetime, *, at: datetime) -> None:
    """Raise for a signature that was made too long ago, or in the future.

    :raises Stale: it is so
    """
    if abs(at - signed_at) > timedelta(seconds=SIGNATURE_SECONDS):
        raise Stale


def price_of(weight_grams: int, *, first_kilogram: int, each_further: int) -> Money:
    """Return a price as carriers have it: the first kilogram, then each begun one, in fen."""
    further = max(0, math.ceil(weight_grams / 1000) - 1)
    return Money(first_kilogram + further * each_further)
