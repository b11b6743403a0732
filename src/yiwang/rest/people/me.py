# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who I am to the platform: my details, whom I act for, which posts I hold."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.organizations import selectors as organizations
from yiwang.rest.auth import CITIZEN, PEOPLE, STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.shapes import ApplicantOut
from yiwang.rest.schemas import Done, Line, Out, Strict, answers

router = Router(tags=["我的 me"], auth=PEOPLE)


class MeOut(Out):
    """Who acts through this token."""

    audience: str
    name: str
    account_id: UUID
    person: ApplicantOut | None = Field(description="Numbers masked; see /me/details.")
    acting_for: ApplicantOut | None
    mandate_id: UUID | None = Field(description="Under which one acts, if one does.")
    assurance_level: int
    staff_id: UUID | None
    post_id: UUID | None
    department_id: UUID | None
    division_code: str
    rights: list[str]


class DetailsOut(Out):
    """Everything that government knows of the person, unmasked, for themselves only."""

    id: UUID
    name: str
    resident_id: str
    phone: str
    born_on: date
    sex: str
    assurance_level: int
    address_division: str
    address_text: str


class MandateOut(Out):
    """A legal person that one may act for."""

    legal_person_id: UUID
    legal_person_name: str
    uscc: str
    role: str
    since: date
    until: date | None


class Mandates(Out):
    items: list[MandateOut]


class PostOut(Out):
    """A post that one holds today."""

    post_id: UUID
    name: str
    department_id: UUID
    department_name: str
    division_code: str
    rights: list[str]
    covers_subtree: bool


class Posts(Out):
    items: list[PostOut]


class ContactIn(Strict):
    """Telephone number and address; empty for none."""

    phone: Line
    address_division: Line = ""
    address_text: Line = ""


@router.get("/me", response=answers(MeOut), summary="当前身份")
def get_me(request: HttpRequest) -> dict[str, Any]:
    """Return who acts through this token, and for whom."""
    actor = actor_of(request)
    acting_for = actor.legal_person_id or actor.principal_id
    wanted = [one for one in (actor.person_id, acting_for) if one]
    with read_only():
        known = identity.applicant_summaries(wanted)
    return {
        "audience": actor.kind.value,
        "name": actor.display_name,
        "account_id": actor.account_id,
        "person": known.get(actor.person_id) if actor.person_id else None,
        "acting_for": known.get(acting_for) if acting_for else None,
        "mandate_id": actor.mandate_id,
        "assurance_level": actor.assurance,
        "staff_id": actor.staff_id,
        "post_id": actor.post_id,
        "department_id": actor.department_id,
        "division_code": actor.division_code,
        "rights": sorted(actor.rights),
    }


@router.get("/me/details", auth=CITIZEN, response=answers(DetailsOut), summary="我的资料")
def get_details(request: HttpRequest) -> Any:
    """Return one's own details with full numbers."""
    with read_only():
        return identity.own_details(actor_of(request))


@router.put(
    "/me/contact",
    auth=CITIZEN,
    response=answers(Done),
    summary="修改联系方式",
    openapi_extra=KEY_PARAMETER,
)
def put_contact(request: HttpRequest, payload: ContactIn) -> HttpResponse:
    """Change one's telephone number and address."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        identity_services.change_contact(
            person_id=identity.own_details(actor).id,
            phone=payload.phone,
            address_division=payload.address_division,
            address_text=payload.address_text,
            actor=actor,
            at=timezone.now(),
        )
        return {"done": True}

    return perform(request, act)


@router.get("/me/legal-persons", auth=CITIZEN, response=answers(Mandates), summary="可代表的单位")
def list_legal_persons(request: HttpRequest) -> dict[str, Any]:
    """Return the legal persons that one may act for; name one when signing in."""
    actor = actor_of(request)
    with read_only():
        return {"items": identity.legal_persons_of(actor.person_id) if actor.person_id else []}


@router.get("/me/posts", auth=STAFF, response=answers(Posts), summary="我的岗位")
def list_posts(request: HttpRequest) -> dict[str, Any]:
    """Return the posts that one holds today; name one when signing in."""
    actor = actor_of(request)
    today = timezone.localdate()
    with read_only():
        return {"items": organizations.posts_of(actor.staff_id, today) if actor.staff_id else []}
