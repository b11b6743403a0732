# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Parcels, for those who send and receive them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import reading, shipping
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import Leg
from yiwang.delivery.services import cancelling, parcels, redirecting
from yiwang.documents import services as documents
from yiwang.foundation.errors import NotFound
from yiwang.foundation.web.database import read_only
from yiwang.rest import paging
from yiwang.rest.auth import CITIZEN, PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.people.parcel_shapes import (
    AddressIn,
    CarrierName,
    ParcelList,
    ParcelOut,
    ShippingOut,
    row_of,
    shipping_of,
    whole_parcel,
)
from yiwang.rest.schemas import Cursor, Done, Line, Out, PageSize, Strict, answers

router = Router(tags=["邮寄 parcels"], auth=PEOPLE)


class ShippingIn(Strict):
    """How the result shall come; without an address not by courier."""

    address: AddressIn | None = None
    carrier: CarrierName = ""


class OriginalsIn(Strict):
    """Originals that are sent in: fetched in a window of time, or given to a carrier already."""

    sender: AddressIn
    carrier: CarrierName
    contents: Line
    pickup_from: datetime | None = Field(default=None, strict=False)
    pickup_until: datetime | None = Field(default=None, strict=False)
    waybill: Line = ""


class ParcelAddressIn(Strict):
    """Where a parcel shall go instead."""

    address: AddressIn


class ParcelCodeOut(Out):
    """A fresh code; it is shown this once."""

    code: str


class QuoteIn(Strict):
    """What a parcel would be."""

    carrier: CarrierName
    address: AddressIn
    weight_grams: int = Field(default=500, ge=1, le=30_000)


class QuoteOut(Out):
    """What the carrier asks, in fen, and who pays."""

    price_fen: int
    days: int
    payer: str


@router.get("/parcels", response=answers(ParcelList), summary="我的快递")
def list_parcels(request: HttpRequest, cursor: Cursor = "", limit: PageSize = 20) -> dict[str, Any]:
    """Return the parcels that the caller may see, newest first."""
    place = paging.opened("parcels", cursor)
    with read_only():
        rows = delivery.parcels(
            actor_of(request), cursor=UUID(place) if place else None, limit=limit + 1
        )
    more = str(rows[limit - 1].pk) if len(rows) > limit else ""
    return {
        "items": [row_of(row) for row in rows[:limit]],
        "next_cursor": paging.sealed("parcels", more),
    }


@router.get("/parcels/{uuid:parcel_id}", response=answers(ParcelOut), summary="快递详情")
def get_parcel(request: HttpRequest, parcel_id: UUID) -> dict[str, Any]:
    """Return one parcel with its story; addresses are masked."""
    with read_only():
        actor = actor_of(request)
        return whole_parcel(delivery.parcel(parcel_id, actor), actor)


@router.get(
    "/parcels/{uuid:parcel_id}/photo",
    response=answers(None),
    summary="签收照片",
)
def get_parcel_photo(request: HttpRequest, parcel_id: UUID) -> HttpResponseBase:
    """Return the picture that shows the receipt."""
    with read_only():
        photo = delivery.photo(delivery.parcel(parcel_id, actor_of(request)))
        if photo is None:
            raise NotFound
        return documents.download_response(photo)


@router.post(
    "/parcels/{uuid:parcel_id}/cancellation",
    response=answers(Done),
    summary="取消寄件",
    openapi_extra=KEY_PARAMETER,
)
def cancel_parcel(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Call a parcel off before it is collected.

    A carrier that has the order is asked first; `cancellation` says what came of it.
    """
    return done(
        request,
        lambda: cancelling.cancel_parcel(
            parcel_id=parcel_id, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/parcels/{uuid:parcel_id}/address",
    response=answers(Done),
    summary="改收件地址",
    openapi_extra=KEY_PARAMETER,
)
def change_parcel_address(
    request: HttpRequest, parcel_id: UUID, payload: ParcelAddressIn
) -> HttpResponse:
    """Have a parcel sent elsewhere; its carrier is asked, and `redirect` says what came of it.

    Another address takes the place of one that the carrier has not answered yet.
    """
    delivery.parcel(parcel_id, actor_of(request))  # whose it is comes before what is wrong
    return done(
        request,
        lambda: redirecting.change_address(
            parcel_id=parcel_id,
            recipient=payload.address.stated(),
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/parcels/{uuid:parcel_id}/code",
    response=answers(ParcelCodeOut),
    summary="换签收码",
    auth=CITIZEN,
)
def renew_parcel_code(request: HttpRequest, parcel_id: UUID) -> dict[str, str]:
    """Return a fresh code for the door; the one before is worth nothing."""
    code = parcels.renew_code(parcel_id=parcel_id, actor=actor_of(request), at=timezone.now())
    return {"code": code}


@router.get("/cases/{uuid:case_id}/shipping", response=answers(ShippingOut), summary="取件方式")
def get_shipping(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return how a case's things travel."""
    actor = actor_of(request)
    if not actor.is_citizen:
        reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        return shipping_of(cases.travelling(cases.case(case_id, actor)))


@router.put(
    "/cases/{uuid:case_id}/shipping",
    response=answers(Done),
    summary="选择取件方式",
    auth=CITIZEN,
    openapi_extra=KEY_PARAMETER,
)
def choose_shipping(request: HttpRequest, case_id: UUID, payload: ShippingIn) -> HttpResponse:
    """Say how the result shall come."""
    cases.case(case_id, actor_of(request))  # whose it is comes before what is wrong
    return done(
        request,
        lambda: shipping.choose(
            case_id=case_id,
            wish=shipping.Wish(
                address=payload.address.stated() if payload.address else None,
                carrier=payload.carrier,
            ),
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/originals",
    response=answers(ParcelOut, 201),
    summary="寄原件到窗口",
    auth=CITIZEN,
    openapi_extra=KEY_PARAMETER,
)
def send_originals(request: HttpRequest, case_id: UUID, payload: OriginalsIn) -> HttpResponse:
    """Have originals fetched, or note a parcel that is on its way already."""
    actor = actor_of(request)
    cases.case(case_id, actor)  # whose it is comes before what is wrong
    since, until = payload.pickup_from, payload.pickup_until

    def act() -> dict[str, Any]:
        parcel = shipping.send_originals(
            case_id=case_id,
            sent=shipping.Originals(
                sender=payload.sender.stated(),
                carrier=payload.carrier,
                contents=payload.contents,
                window=parcels.Window(since, until) if since and until else None,
                waybill=payload.waybill,
            ),
            actor=actor,
            at=timezone.now(),
        )
        return ParcelOut.model_validate(whole_parcel(parcel, actor)).model_dump(mode="json")

    return perform(request, act, status=201)


@router.post(
    "/cases/{uuid:case_id}/parcel-quotes",
    response=answers(QuoteOut),
    summary="查运费",
    auth=CITIZEN,
)
def quote_parcel(request: HttpRequest, case_id: UUID, payload: QuoteIn) -> dict[str, Any]:
    """Return what a carrier asks for the result to come to an address."""
    case = cases.case(case_id, actor_of(request))
    wanted = shipping.result_parcel(
        case, recipient=payload.address.stated(), carrier=payload.carrier
    )
    asked = parcels.quote(parcel=wanted, weight_grams=payload.weight_grams)
    return {
        "price_fen": asked.price.fen,
        "days": asked.days,
        "payer": parcels.payer_of(case.department_id, Leg.TO_CITIZEN),
    }
