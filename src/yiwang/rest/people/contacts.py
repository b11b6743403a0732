# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How the applicant of a case is reached: read masked, changed by themselves or at a counter."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import contacts
from yiwang.delivery.enums import Leg
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import note_reading
from yiwang.rest.people.parcel_shapes import AddressIn
from yiwang.rest.schemas import Line, Out, Strict, answers

router = Router(tags=["联系方式 case-contacts"], auth=PEOPLE)


class CaseContactOut(Out):
    """A contact as screens show it: masked; "" where there is none."""

    phone: str
    email: str
    name: str
    place: str
    street: str


class ContactParcelOut(Out):
    """A parcel that travels, or travelled at the change, and what became of it."""

    parcel_id: str
    leg: str
    answer: str
    is_possible: bool = False


class ContactChangeOut(Out):
    """One change: before and after, masked, and on what it rests."""

    version: int
    parts: list[str]
    was: CaseContactOut
    now: CaseContactOut
    ground: str
    changed_at: datetime
    changed_by_name: str
    parcels: list[ContactParcelOut]


class CaseContactsOut(Out):
    """How the applicant is reached now; send `version` back with a change."""

    version: int
    may_change: bool
    contact: CaseContactOut
    on_their_way: list[ContactParcelOut]
    changes: list[ContactChangeOut]


class CaseContactIn(Strict):
    """What shall change; what is left out stays as it is."""

    version: Annotated[int, Field(ge=0, le=30_000)]
    phone: Line = ""
    email: Annotated[str, Field(max_length=254, pattern=r"^[^\x00]*$")] = ""
    address: AddressIn | None = None
    redirects: bool = Field(default=True, description="Send what travels to the new address too.")
    ground: Line = Field(
        default="", description="At the counter: `in_person`, `by_agent` or `in_writing`."
    )


def shown(case_id: UUID, actor: Actor) -> dict[str, Any]:
    """Return how the applicant of a case is reached, as JSON has it."""
    case = cases.case(case_id, actor)
    return CaseContactsOut(
        version=case.contact_version,
        may_change=contacts.may_change(actor, case),
        contact=CaseContactOut(**cases.contacts.shown_contact(case)),
        on_their_way=[
            ContactParcelOut(
                parcel_id=str(each.parcel.pk),
                leg=str(Leg(each.parcel.leg).label),
                answer=str(each.answer.label),
                is_possible=each.is_possible,
            )
            for each in cases.contacts.on_their_way(case, actor)
        ],
        changes=[_change(one) for one in cases.contacts.changes_of(case)],
    ).model_dump(mode="json")


def _change(one: Any) -> ContactChangeOut:
    return ContactChangeOut(
        version=one.row.version,
        parts=one.row.parts,
        was=CaseContactOut(**one.was),
        now=CaseContactOut(**one.now),
        ground=one.row.ground,
        changed_at=one.row.changed_at,
        changed_by_name=one.row.changed_by_name,
        parcels=[
            ContactParcelOut(parcel_id=each.parcel_id, leg=each.leg, answer=each.answer)
            for each in one.parcels
        ],
    )


@router.get(
    "/cases/{uuid:case_id}/contact", response=answers(CaseContactsOut), summary="办件联系方式"
)
def get_contact(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return how the applicant is reached, masked, with the changes, newest first."""
    actor = actor_of(request)
    if not actor.is_citizen:
        note_reading(case_id, actor)
    with read_only():
        return shown(case_id, actor)


@router.post(
    "/cases/{uuid:case_id}/contact",
    response=answers(CaseContactsOut),
    summary="更改办件联系方式",
    openapi_extra=KEY_PARAMETER,
)
def change_contact(request: HttpRequest, case_id: UUID, payload: CaseContactIn) -> HttpResponse:
    """Change telephone, e-mail or address of service; at the counter with the ground for it.

    What travels already is sent elsewhere where its carrier still does that; the answer says what
    became of each parcel.
    """
    actor = actor_of(request)
    cases.case(case_id, actor)  # whose it is comes before what is wrong

    def act() -> dict[str, Any]:
        contacts.change(
            case_id=case_id,
            wanted=contacts.Wanted(
                phone=payload.phone,
                email=payload.email,
                address=payload.address.stated() if payload.address else None,
                redirects=payload.redirects,
                ground=payload.ground,
            ),
            version=payload.version,
            actor=actor,
            at=timezone.now(),
        )
        return shown(case_id, actor)

    return perform(request, act)
