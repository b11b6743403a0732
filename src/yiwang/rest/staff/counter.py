# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The counter: finding who stands there; submitting for them is ``POST /cases``."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.enums import Purpose
from yiwang.organizations.enums import Right
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, json_answer, perform
from yiwang.rest.people.shapes import ApplicantOut
from yiwang.rest.schemas import Id, Line, Out, Strict, answers

router = Router(tags=["窗口 counter"], auth=STAFF)

SEEN_IN_PERSON = 3
"""The assurance level of somebody who stands at the counter with their identity card."""
Number = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class PersonSearch(Strict):
    """A resident identity number, and why it is looked for; the search is written down."""

    resident_id: Number
    purpose: Annotated[Purpose, Field(strict=False)]


class LegalPersonSearch(Strict):
    uscc: Number


class NewcomerIn(Strict):
    """Somebody who is here for the first time and has shown their identity card."""

    name: Line
    resident_id: Number
    phone: Line = ""


class NewFirmIn(Strict):
    """An organization that is here for the first time, and who represents it."""

    name: Line
    uscc: Number
    phone: Line = ""
    representative_id: Id = Field(description="From /counter/persons or /counter/newcomers.")


class LegalPersonOut(Out):
    """A legal person; all of it is public."""

    id: UUID
    uscc: str
    name: str
    kind: str
    representative_name: str


@router.post("/counter/persons", response=answers(ApplicantOut), summary="按证件号查找个人")
def find_person(request: HttpRequest, payload: PersonSearch) -> HttpResponse:
    """Return the person with a number, numbers masked; the search goes to the ledger.

    It is a POST so that the number stays out of addresses and logs.
    """
    found = identity_services.find_person_by_resident_id(
        payload.resident_id,
        actor=actor_of(request),
        purpose=payload.purpose.value,
        at=timezone.now(),
    )
    return json_answer(ApplicantOut.model_validate(found).model_dump())


@router.post(
    "/counter/legal-persons", response=answers(LegalPersonOut), summary="按信用代码查找单位"
)
def find_legal_person(request: HttpRequest, payload: LegalPersonSearch) -> HttpResponse:
    """Return the legal person with a unified social credit code."""
    if not actor_of(request).has_right(Right.COUNTER_ASSIST):
        raise Forbidden
    with read_only():
        found = identity.legal_person_by_uscc(payload.uscc)
    return json_answer(LegalPersonOut.model_validate(found).model_dump())


@router.post(
    "/counter/newcomers",
    response=answers(ApplicantOut, 201),
    summary="登记个人",
    openapi_extra=KEY_PARAMETER,
)
def register_person(request: HttpRequest, payload: NewcomerIn) -> HttpResponse:
    """Take down somebody who stands at the counter with their identity card."""

    def act() -> dict[str, Any]:
        person = identity_services.register_person(
            name=payload.name,
            resident_id=payload.resident_id,
            phone=payload.phone,
            assurance_level=SEEN_IN_PERSON,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return _applicant(person.id)

    return perform(request, act, status=201)


@router.post(
    "/counter/new-firms",
    response=answers(ApplicantOut, 201),
    summary="登记单位",
    openapi_extra=KEY_PARAMETER,
)
def register_legal_person(request: HttpRequest, payload: NewFirmIn) -> HttpResponse:
    """Take down an organization whose representative stands at the counter."""

    def act() -> dict[str, Any]:
        firm = identity_services.register_legal_person(
            legal_person=identity_services.NewLegalPerson(
                uscc=payload.uscc,
                name=payload.name,
                representative_id=payload.representative_id,
                phone=payload.phone,
            ),
            actor=actor_of(request),
            at=timezone.now(),
        )
        return _applicant(firm.id)

    return perform(request, act, status=201)


class CardSeen(Strict):
    """The clerk says that the person stands here with their identity card."""

    is_card_seen: bool


class Verified(Out):
    assurance_level: int


@router.post(
    "/counter/persons/{uuid:person_id}/verification",
    response=answers(Verified),
    summary="当面核验",
    openapi_extra=KEY_PARAMETER,
)
def verify_person(request: HttpRequest, person_id: UUID, payload: CardSeen) -> HttpResponse:
    """Record that somebody stood at the counter with their identity card."""

    def act() -> dict[str, Any]:
        person = identity_services.verify_at_counter(
            person_id=person_id,
            is_card_seen=payload.is_card_seen,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"assurance_level": person.assurance_level}

    return perform(request, act)


def _applicant(applicant_id: UUID) -> dict[str, Any]:
    known = identity.applicant_summary(applicant_id)
    return ApplicantOut.model_validate(known).model_dump(mode="json")
