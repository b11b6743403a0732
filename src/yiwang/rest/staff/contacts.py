# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading how an applicant is reached in full, for a stated purpose."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases.services import contacts
from yiwang.identity.enums import Purpose
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import json_answer
from yiwang.rest.schemas import Out, Strict, answers

router = Router(tags=["联系方式 case-contacts"], auth=STAFF)


class ContactOpeningIn(Strict):
    """What the contact is read for: `case_handling`, `counter_service` or `identity_check`."""

    purpose: Annotated[Purpose, Field(strict=False)]


class OpenedContactOut(Out):
    """The contact in full; "" where there is none."""

    phone: str
    email: str
    name: str
    address_phone: str
    address: str


@router.post(
    "/cases/{uuid:case_id}/contact/opening",
    response=answers(OpenedContactOut),
    summary="查看完整联系方式",
)
def open_case_contact(
    request: HttpRequest, case_id: UUID, payload: ContactOpeningIn
) -> HttpResponse:
    """Return the contact in full; who read it and what for goes to the ledger."""
    opened = contacts.open_contact(
        case_id=case_id,
        purpose=payload.purpose.value,
        actor=actor_of(request),
        at=timezone.now(),
    )
    place = opened.address
    return json_answer(
        OpenedContactOut(
            phone=opened.phone,
            email=opened.email,
            name=place.name if place else "",
            address_phone=place.phone if place else "",
            address=place.whole if place else "",
        ).model_dump()
    )


class OpenedNumbersOut(Out):
    """The form of a case with its numbers in full."""

    form: dict[str, Any]


@router.post(
    "/cases/{uuid:case_id}/numbers",
    response=answers(OpenedNumbersOut),
    summary="查看完整号码",
)
def open_case_numbers(
    request: HttpRequest, case_id: UUID, payload: ContactOpeningIn
) -> HttpResponse:
    """Return the form with its numbers in full; who read it and what for goes to the ledger."""
    case = contacts.note_opened(
        case_id=case_id,
        purpose=payload.purpose.value,
        actor=actor_of(request),
        at=timezone.now(),
    )
    return json_answer(OpenedNumbersOut(form=case.form_data).model_dump())
