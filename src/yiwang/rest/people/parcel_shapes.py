# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Shapes of parcels: addresses go out masked."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from yiwang.cases.selectors import OriginalsState, Travelling
from yiwang.delivery import policies
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import CallOff, Leg, ParcelState, Payer, Redirect
from yiwang.delivery.services.addressing import Address
from yiwang.foundation.actors import Actor
from yiwang.rest.schemas import DivisionCode, Line, Out, Strict

CarrierName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,40}$")]


class AddressIn(Strict):
    """Where a parcel goes or comes from."""

    name: Line
    phone: Line
    division: DivisionCode = Field(description="Of the county or town.")
    street: Line

    def stated(self) -> Address:
        """Return the address.

        :raises BadAddress: it lacks something
        """
        return Address.stated(
            name=self.name, phone=self.phone, division=self.division, street=self.street
        )


class AddressOut(Out):
    """An address as screens show it: masked."""

    name: str
    phone: str
    place: str
    street: str


class MomentOut(Out):
    """One thing that happened to a parcel; `is_news` is false for what came too late."""

    at: datetime
    words: str
    place: str
    note: str
    is_news: bool


class ParcelMayOut(Out):
    """What the caller may do with a parcel now."""

    cancel: bool
    change_address: bool
    renew_code: bool
    run: bool


class RedirectOut(Out):
    """How the wish for another address stands, and what one can do; `address` is what is wanted."""

    state: Redirect
    label: str
    advice: str
    reason: str
    address: AddressOut | None
    asked_at: datetime | None


class CancellationOut(Out):
    """How the wish that a carrier take an order back stands, and what one can do."""

    state: CallOff
    label: str
    advice: str
    reason: str
    asked_at: datetime | None


class ParcelRow(Out):
    """A parcel in a list; `redirect_state` is "" where nobody wanted another address.

    So is `cancel_state` where no carrier had to be asked to take an order back.
    """

    id: UUID
    case_id: UUID
    case_number: str
    item_name: str
    leg: Leg
    state: ParcelState
    payer: Payer
    carrier: str
    carrier_name: str
    waybill: str
    contents: str
    price_fen: int | None
    created_at: datetime
    received_at: datetime | None
    fail_reason: str
    attempts: int
    redirect_state: str
    cancel_state: str


class ParcelOut(ParcelRow):
    """A parcel, whole."""

    sender: AddressOut
    recipient: AddressOut
    proof: str
    signed_by: str
    has_photo: bool
    stored_until: str
    compensation_fen: int | None
    redirect: RedirectOut | None
    cancellation: CancellationOut | None
    story: list[MomentOut]
    may: ParcelMayOut


class ParcelList(Out):
    """Some parcels, newest first."""

    items: list[ParcelRow]
    next_cursor: str


class ShippingOut(Out):
    """How a case's things travel."""

    is_result_by_courier: bool
    carrier: str
    address: AddressOut | None
    originals: OriginalsState
    note: str
    parcels: list[ParcelRow]


def row_of(parcel: Any) -> dict[str, Any]:
    """Return a parcel as a list shows it."""
    return {
        "id": parcel.pk,
        "case_id": parcel.subject_id,
        "case_number": parcel.subject_number,
        "item_name": parcel.subject_name,
        "carrier_name": delivery.carrier_title(parcel.carrier),
        **{
            name: getattr(parcel, name)
            for name in (
                *("leg", "state", "payer", "carrier", "waybill", "contents", "price_fen"),
                *("created_at", "received_at", "fail_reason", "attempts", "redirect_state"),
                "cancel_state",
            )
        },
    }


def whole_parcel(parcel: Any, actor: Actor) -> dict[str, Any]:
    """Return a parcel with its story and what the caller may do."""
    return row_of(parcel) | {
        "sender": parcel.sender.masked,
        "recipient": parcel.recipient.masked,
        "proof": parcel.proof,
        "signed_by": parcel.signed_by,
        "has_photo": parcel.photo_id is not None,
        "stored_until": str(parcel.stored_until or ""),
        "compensation_fen": parcel.compensation_fen,
        "redirect": delivery.redirection(parcel, for_staff=actor.is_staff),
        "cancellation": delivery.cancellation(parcel, for_staff=actor.is_staff),
        "story": delivery.story([parcel])[parcel.pk],
        "may": policies.may(actor, parcel),
    }


def shipping_of(found: Travelling | None) -> dict[str, Any]:
    """Return how a case's things travel; nothing chosen is an answer, too."""
    if found is None:
        return {
            "is_result_by_courier": False,
            "carrier": "",
            "address": None,
            "originals": OriginalsState.NONE,
            "note": "",
            "parcels": [],
        }
    return {
        "is_result_by_courier": found.is_result_by_courier,
        "carrier": found.carrier,
        "address": found.address,
        "originals": found.originals,
        "note": found.note,
        "parcels": [row_of(parcel) for parcel in found.parcels],
    }
