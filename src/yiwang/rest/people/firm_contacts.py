# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a firm gets its messages outside the site."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.notifications import services
from yiwang.notifications.errors import FirmCodeWrong
from yiwang.rest.auth import CITIZEN, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, done_or_counted
from yiwang.rest.schemas import Done, Out, Strict, answers

router = Router(tags=["消息 messages"], auth=CITIZEN)
FirmWay = Literal["email", "sms"]


class FirmAddressOut(Out):
    """An address of the firm that counts; masked."""

    id: UUID
    address: str


class FirmContactOut(Out):
    """How the addresses of the firm on one way stand; masked."""

    way: str
    addresses: list[FirmAddressOut] = Field(description="Where messages go; five at most.")
    waiting: str = Field(description="Another address that waits for its code; empty for none.")


class FirmContactsOut(Out):
    items: list[FirmContactOut]


class FirmContactIn(Strict):
    address: Annotated[str, StringConstraints(min_length=1, max_length=254)] = Field(
        description="A mobile number or an e-mail address; a code goes there."
    )


class FirmContactCodeIn(Strict):
    code: Annotated[str, StringConstraints(min_length=1, max_length=12)]


@router.get("/messages/contacts", response=answers(FirmContactsOut), summary="企业的消息联系方式")
def list_firm_contacts(request: HttpRequest) -> dict[str, Any]:
    """Return where the firm that the caller acts for gets its messages."""
    firm_id = services.firm_contacts.firm_of(actor_of(request))
    with read_only():
        return {"items": services.firm_contacts.shown(firm_id)}


@router.post(
    "/messages/contacts",
    response=answers(Done),
    summary="设置企业的消息联系方式",
    openapi_extra=KEY_PARAMETER,
)
def begin_firm_contact(request: HttpRequest, payload: FirmContactIn) -> HttpResponse:
    """Send a code to an address; once it is told back, the address counts beside the others.

    The same key sends one code. If it does not arrive, another is asked for with another key.
    """
    issued: list[services.firm_contacts.Issued] = []

    actor, address = actor_of(request), payload.address

    def count() -> None:
        services.firm_contacts.count(
            address=address, ip=client_ip(request), actor=actor, at=timezone.now()
        )

    def keep() -> None:
        issued.append(services.firm_contacts.keep(address=address, actor=actor, at=timezone.now()))

    answer = done(request, keep, before=count)
    for each in issued:  # after the commit: a code that is undone is sent to nobody
        services.send_firm_code(each)
    return answer


@router.post(
    "/messages/contacts/{way}/confirmation",
    response=answers(Done),
    summary="确认企业的消息联系方式",
    openapi_extra=KEY_PARAMETER,
)
def confirm_firm_contact(
    request: HttpRequest, way: FirmWay, payload: FirmContactCodeIn
) -> HttpResponse:
    """Let the address count, beside those that do.

    A wrong code counts as a try, once for each key.
    """
    return done_or_counted(
        request,
        lambda: services.firm_contacts.confirm(
            way=way, code=payload.code, actor=actor_of(request), at=timezone.now()
        ),
        counted=FirmCodeWrong,
    )


@router.post(
    "/messages/contacts/{way}/{uuid:contact_id}/removal",
    response=answers(Done),
    summary="移除企业的一个消息联系方式",
    openapi_extra=KEY_PARAMETER,
)
def remove_firm_address(request: HttpRequest, way: FirmWay, contact_id: UUID) -> HttpResponse:
    """Send nothing more to one of the firm's addresses."""
    return done(
        request,
        lambda: services.firm_contacts.remove(
            way=way, contact_id=contact_id, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/messages/contacts/{way}/removal",
    response=answers(Done),
    summary="移除企业的消息联系方式",
    openapi_extra=KEY_PARAMETER,
)
def remove_firm_contact(request: HttpRequest, way: FirmWay) -> HttpResponse:
    """Send nothing more to the firm on this way."""
    return done(
        request,
        lambda: services.firm_contacts.remove(way=way, actor=actor_of(request), at=timezone.now()),
    )
