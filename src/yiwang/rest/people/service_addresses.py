# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where papers may be posted to oneself: confirmed, changed and taken back."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yiwang.delivery import selectors as delivery
from yiwang.delivery.services import service_addresses
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import CITIZEN, PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.people.parcel_shapes import AddressIn, AddressOut
from yiwang.rest.schemas import Out, answers

router = Router(tags=["送达 service-of-documents"], auth=PEOPLE)


class ServiceAddressOut(Out):
    """The address that was confirmed, masked, and the text that is confirmed with one."""

    address: AddressOut | None
    given_at: datetime | None
    text: list[str]


def _shown(request: HttpRequest) -> dict[str, Any]:
    applicant_id = actor_of(request).applicant_id
    row = delivery.service_address(applicant_id) if applicant_id else None
    return {
        "address": AddressOut.model_validate(row.address.masked) if row else None,
        "given_at": row.given_at if row else None,
        "text": list(service_addresses.TEXT),
    }


@router.get(
    "/me/service-address",
    auth=CITIZEN,
    response=answers(ServiceAddressOut),
    summary="邮寄送达地址",
)
def get_service_address(request: HttpRequest) -> dict[str, Any]:
    """Return where papers may be posted to oneself, and the text that is confirmed."""
    with read_only():
        return _shown(request)


@router.put(
    "/me/service-address",
    auth=CITIZEN,
    response=answers(ServiceAddressOut),
    summary="确认邮寄送达地址",
    openapi_extra=KEY_PARAMETER,
)
def put_service_address(request: HttpRequest, payload: AddressIn) -> HttpResponse:
    """Confirm the text of `GET /me/service-address` with an address; the one before it ends."""

    def act() -> dict[str, Any]:
        service_addresses.confirm(
            address=payload.stated(), actor=actor_of(request), at=timezone.now()
        )
        return ServiceAddressOut.model_validate(_shown(request)).model_dump(mode="json")

    return perform(request, act)


@router.delete(
    "/me/service-address",
    auth=CITIZEN,
    response=answers(None),
    summary="撤回邮寄送达地址",
    openapi_extra=KEY_PARAMETER,
)
def end_service_address(request: HttpRequest) -> HttpResponse:
    """Have papers posted there no longer; what was posted before is served all the same."""
    return done(request, lambda: service_addresses.end(actor=actor_of(request), at=timezone.now()))
