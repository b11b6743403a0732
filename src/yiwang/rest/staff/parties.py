# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding parties by name, and linking one that was told without a number."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action, Role
from yiwang.cases.services import procedures
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, json_answer
from yiwang.rest.people.shapes import RevisionIn, StateOut
from yiwang.rest.schemas import Id, Line, Out, SomeText, Strict, Text, answers
from yiwang.rest.staff.procedures import done_in_case

router = Router(tags=["特别程序 procedures"], auth=STAFF)


class PartySearchIn(Strict):
    """Whom one looks for: a firm by a part of its name, a person by name and a second fact."""

    kind: Literal["natural", "legal"]
    name: Line
    born_on: Annotated[date | None, Field(strict=False)] = None
    phone: Line = ""
    case_id: Id | None = Field(None, description="The case that it is for, kept with the trace.")


class FoundPartyOut(Out):
    """A firm or a person that fits."""

    found: str = Field(description="Says whom one means; for whoever searched, for half an hour.")
    kind: str
    name: str
    number: str = Field(description="A firm's credit code; a person's number, masked.")
    is_active: bool


class FoundParties(Out):
    items: list[FoundPartyOut]


class PartyLinkIn(RevisionIn):
    """Who a party is: by number, or as a search has found."""

    number: Line = ""
    found: Text = ""


class PartyUnlinkIn(RevisionIn):
    reason: SomeText


@router.post("/staff/parties/search", response=answers(FoundParties), summary="按名称查找当事人")
def search_parties(request: HttpRequest, payload: PartySearchIn) -> HttpResponse:
    """Find ten firms or three people at most; people never by name alone."""
    actor = actor_of(request)
    if payload.case_id is not None:
        case = cases.case(payload.case_id, actor)
        policies.check_can(actor, Action.CLAIM, case, role=Role.HANDLER)
    wanted = procedures.Wanted(payload.kind, payload.name, payload.born_on, payload.phone)
    found = procedures.find_parties(wanted, actor=actor, at=timezone.now(), case_id=payload.case_id)
    body = FoundParties(items=[FoundPartyOut.model_validate(one) for one in found])
    return json_answer(body.model_dump(mode="json"))


@router.post(
    "/cases/{uuid:case_id}/parties/{uuid:party_id}/link",
    response=answers(StateOut),
    summary="关联利害关系人",
    openapi_extra=KEY_PARAMETER,
)
def link_party(
    request: HttpRequest, case_id: UUID, party_id: UUID, payload: PartyLinkIn
) -> HttpResponse:
    """Say who a party is that was told without a number; they see it from now on."""
    return done_in_case(
        request,
        case_id,
        procedures.link_party,
        party_id=party_id,
        number=payload.number,
        found=payload.found,
        revision=payload.revision,
    )


@router.post(
    "/cases/{uuid:case_id}/parties/{uuid:party_id}/unlink",
    response=answers(StateOut),
    summary="撤销关联",
    openapi_extra=KEY_PARAMETER,
)
def unlink_party(
    request: HttpRequest, case_id: UUID, party_id: UUID, payload: PartyUnlinkIn
) -> HttpResponse:
    """Take back a link to the wrong person, who sees nothing of the case from now on."""
    return done_in_case(
        request,
        case_id,
        procedures.unlink_party,
        party_id=party_id,
        reason=payload.reason,
        revision=payload.revision,
    )
