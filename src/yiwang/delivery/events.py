# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that the delivery room writes to the ledger: ids, codes and moments, no address."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yiwang.identity.events import AccountFact
from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class ParcelFact(Fact):
    """A fact about one parcel.

    :ivar about_type: what it belongs to, such as ``case``, with its id
    """

    subject_type = "parcel"
    subject_field = "parcel_id"

    parcel_id: UUID
    about_type: str
    about_id: UUID
    leg: str


@dataclass(frozen=True)
class ParcelPrepared(ParcelFact):
    kind = "delivery.parcel_prepared"

    carrier: str
    payer: str
    order_number: str


@dataclass(frozen=True)
class ParcelBooked(ParcelFact):
    kind = "delivery.parcel_booked"

    waybill: str


@dataclass(frozen=True)
class ParcelMoved(ParcelFact):
    """The parcel came into another state, as its carrier reports.

    :ivar happened_at: when, by the carrier's clock; of a receipt the moment of service
    """

    kind = "delivery.parcel_moved"

    state: str
    happening: str
    happened_at: datetime
    via: str
    reason: str = ""
    proof: str = ""
    signed_by: str = ""


@dataclass(frozen=True)
class ParcelCancelled(ParcelFact):
    """It was called off, or the carrier did not take the order.

    :ivar is_agreed: the carrier had the order, was asked, and agreed
    """

    kind = "delivery.parcel_cancelled"

    is_refused: bool
    is_agreed: bool = False


@dataclass(frozen=True)
class CancelAsked(ParcelFact):
    """The carrier is asked to take an order back."""

    kind = "delivery.cancel_asked"


@dataclass(frozen=True)
class ParcelNotCancelled(ParcelFact):
    """The wish to call a parcel off came to nothing, or nobody knows what came of it.

    :ivar is_off: it is called off here all the same: its order was on the way when it was
    """

    kind = "delivery.parcel_not_cancelled"

    outcome: str
    is_off: bool


@dataclass(frozen=True)
class ParcelHandedOut(ParcelFact):
    """What had come back was handed over at the counter, against the code."""

    kind = "delivery.parcel_handed_out"


@dataclass(frozen=True)
class AddressAsked(ParcelFact):
    """The carrier is asked to bring a parcel to another address.

    :ivar request: how many such wishes there were for this parcel
    """

    kind = "delivery.address_asked"

    request: int


@dataclass(frozen=True)
class AddressChanged(ParcelFact):
    """Another address counts for a parcel.

    :ivar request: which wish the carrier agreed to; 0: no carrier had to be asked yet
    :ivar is_overtaken: another address was wanted meanwhile, and the carrier is asked for that
    """

    kind = "delivery.address_changed"

    request: int = 0
    is_overtaken: bool = False


@dataclass(frozen=True)
class AddressNotChanged(ParcelFact):
    """The wish for another address came to nothing, or nobody knows what came of it."""

    kind = "delivery.address_not_changed"

    request: int
    outcome: str


@dataclass(frozen=True)
class CodeRenewed(ParcelFact):
    kind = "delivery.code_renewed"


@dataclass(frozen=True)
class CodeRefused(ParcelFact):
    """Somebody gave a code that is not the parcel's."""

    kind = "delivery.code_refused"

    attempts: int


@dataclass(frozen=True)
class LabelPrinted(ParcelFact):
    """Staff saw name, telephone and address in full."""

    kind = "delivery.label_printed"


@dataclass(frozen=True)
class ParcelCompensated(ParcelFact):
    kind = "delivery.parcel_compensated"

    fen: int


@dataclass(frozen=True)
class ParcelSilent(ParcelFact):
    """Nothing was heard of a parcel for more working days than a carrier needs.

    :ivar since: the day of what was last heard, said or asked
    """

    kind = "delivery.parcel_silent"

    waybill: str
    since: date


@dataclass(frozen=True)
class ParcelInquired(ParcelFact):
    """The desk asked the carrier about a parcel."""

    kind = "delivery.parcel_inquired"

    waybill: str
    answer: str


@dataclass(frozen=True)
class ServiceAddressConfirmed(AccountFact):
    """Somebody confirmed to which address papers may be posted.

    :param replaced_id: the address that counted before
    """

    kind = "delivery.service_address_confirmed"

    applicant_id: UUID
    address_id: UUID
    text_sha256: str
    replaced_id: UUID | None


@dataclass(frozen=True)
class ServiceAddressEnded(AccountFact):
    """Papers are posted there no longer."""

    kind = "delivery.service_address_ended"

    applicant_id: UUID
    address_id: UUID


@dataclass(frozen=True)
class AddressesRotated(Fact):
    """Addresses of parcels were sealed anew with the current key."""

    kind = "delivery.addresses_rotated"
    subject_type = "encryption"

    rotated: int


@dataclass(frozen=True)
class CallbackRefused(Fact):
    """Somebody spoke in a carrier's name and could not prove it.

    :ivar refused: how many there were since the last such fact; one is written a minute at most
    """

    kind = "delivery.callback_refused"

    carrier: str
    reason: str
    refused: int


@dataclass(frozen=True)
class PayerSet(Fact):
    kind = "delivery.payer_set"
    subject_type = "department"
    subject_field = "department_id"

    department_id: UUID
    leg: str
    payer: str
