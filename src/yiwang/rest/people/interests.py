# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What touches one's interests in cases of others: reading it, objecting, asking for a hearing."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import procedures, serving
from yiwang.documents import services as document_services
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import CITIZEN, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.people.languages import PaperLanguageIn, Tag
from yiwang.rest.people.party_papers import PartyPapersOut, papers_out
from yiwang.rest.schemas import Done, Id, Out, SomeText, Strict, answers

router = Router(tags=["特别程序 procedures"], auth=CITIZEN)


class InterestListed(Out):
    """A case of somebody else that touches one's interests, as one was told."""

    id: UUID
    item_name: str
    department_name: str
    stake: str
    told_at: datetime
    hearing_ask_by: date | None
    hearing_asked_at: datetime | None
    hearing_waived_at: datetime | None


class InterestsOut(Out):
    items: list[InterestListed]


class InterestStatementOut(Out):
    words: str
    received_at: datetime
    is_upheld: bool | None
    answer: str
    answered_at: datetime | None
    ended_at: datetime | None = Field(description="Laid aside, as the case ended undecided.")


class InterestHearingOut(Out):
    kind: str
    state: str
    starts_at: datetime | None
    ends_on: date | None
    place: str


class InterestOut(InterestListed):
    """One of them, without anything of the application."""

    applicant: str
    state: str
    outcome: str
    may_speak: bool
    may_ask: bool
    may_waive: bool
    ended: str = Field(description="Why it ended without a decision; empty where it did not.")
    statements: list[InterestStatementOut]
    procedures: list[InterestHearingOut]


class ObjectionIn(Strict):
    words: SomeText
    files: Annotated[list[Id], Field(max_length=10)] = Field(
        default_factory=list, description="Ids of uploaded files."
    )


class NoticeObjectionIn(Strict):
    words: SomeText


class HearingReasonIn(Strict):
    reason: SomeText


class InterestId(Out):
    id: UUID


def _listed(party: Any, case: Any) -> dict[str, Any]:
    names = ("stake", "told_at", "hearing_ask_by", "hearing_asked_at", "hearing_waived_at")
    return {name: getattr(party, name) for name in names} | {
        "id": party.pk,
        "item_name": case.item_name,
        "department_name": case.department.name,
    }


@router.get("/interests", response=answers(InterestsOut), summary="与我有关的办件")
def list_interests(request: HttpRequest) -> dict[str, Any]:
    """Return where one was told that a decision touches one's interests, newest first."""
    with read_only():
        rows = cases.interests.interests(actor_of(request))
    return {"items": [_listed(one, one.case) for one in rows]}


@router.get(
    "/interests/{uuid:party_id}", response=answers(InterestOut), summary="一件与我有关的办件"
)
def get_interest(request: HttpRequest, party_id: UUID) -> dict[str, Any]:
    """Return one: hearings, what one said, what was answered."""
    with read_only():
        found = cases.interests.interest(party_id, actor_of(request), today=timezone.localdate())
    return _listed(found.party, found.case) | {
        "applicant": found.applicant,
        "state": found.case.state,
        "outcome": found.case.outcome,
        "may_speak": found.may_speak,
        "may_ask": found.may_ask,
        "may_waive": found.may_waive,
        "ended": found.ended or "",
        "statements": found.statements,
        "procedures": [one.row for one in found.procedures],
    }


@router.post(
    "/interests/{uuid:party_id}/objections",
    response=answers(Done),
    summary="提出异议",
    openapi_extra=KEY_PARAMETER,
)
def object_as_party(request: HttpRequest, party_id: UUID, payload: ObjectionIn) -> HttpResponse:
    """State an objection; it is answered before the decision."""
    return _done(
        request,
        lambda: procedures.object_as_party(
            party_id=party_id,
            words=payload.words,
            files=payload.files,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/interests/{uuid:party_id}/hearing-request",
    response=answers(Done),
    summary="要求听证",
    openapi_extra=KEY_PARAMETER,
)
def ask_hearing_as_party(
    request: HttpRequest, party_id: UUID, payload: HearingReasonIn
) -> HttpResponse:
    """Ask for a hearing within five working days of being told."""
    return _done(
        request,
        lambda: procedures.ask_hearing_as_party(
            party_id=party_id, reason=payload.reason, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/interests/{uuid:party_id}/hearing-waiver",
    response=answers(Done),
    summary="放弃听证",
    openapi_extra=KEY_PARAMETER,
)
def waive_hearing_as_party(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Give up the right to a hearing, or take the request back."""
    return _done(
        request,
        lambda: procedures.waive_hearing_as_party(
            party_id=party_id, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.get(
    "/interests/{uuid:party_id}/papers",
    response=answers(PartyPapersOut),
    summary="给利害关系人的文书",
)
def list_party_papers(request: HttpRequest, party_id: UUID) -> dict[str, Any]:
    """Return what was issued to oneself in somebody else's case, and how it was served."""
    with read_only():
        found = cases.interests.interest(party_id, actor_of(request), today=timezone.localdate())
        return papers_out(found.papers)


@router.get(
    "/interests/{uuid:party_id}/papers/{uuid:document_id}",
    response=answers(None),
    summary="一份给利害关系人的文书",
    openapi_extra=bytes_of("The paper, or its translation.", media_type="application/pdf"),
)
def get_party_paper(
    request: HttpRequest, party_id: UUID, document_id: UUID, language: Tag = ""
) -> HttpResponseBase:
    """Return one of them as PDF/A; with a language its translation."""
    with read_only():
        file = cases.interests.paper_file(
            party_id, document_id, actor_of(request), language=language
        )
        return document_services.download_response(file)


@router.post(
    "/interests/{uuid:party_id}/services/{uuid:service_id}/confirmation",
    response=answers(PartyPapersOut),
    summary="利害关系人确认收到文书",
    openapi_extra=KEY_PARAMETER,
)
def confirm_party_paper(request: HttpRequest, party_id: UUID, service_id: UUID) -> HttpResponse:
    """Say that a paper has come; it moves no date."""
    return _with_papers(
        request,
        party_id,
        lambda actor: serving.confirm_receipt_as_party(
            party_id=party_id, service_id=service_id, actor=actor, at=timezone.now()
        ),
    )


@router.put(
    "/interests/{uuid:party_id}/language",
    response=answers(PartyPapersOut),
    summary="利害关系人的译文语言",
    openapi_extra=KEY_PARAMETER,
)
def put_party_language(
    request: HttpRequest, party_id: UUID, payload: PaperLanguageIn
) -> HttpResponse:
    """State in which language one wants translations; it counts for what was issued before too."""
    return _with_papers(
        request,
        party_id,
        lambda actor: procedures.wish_language_as_party(
            party_id=party_id, language=payload.language, actor=actor, at=timezone.now()
        ),
    )


def _with_papers(
    request: HttpRequest, party_id: UUID, command: Callable[[Actor], object]
) -> HttpResponse:
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        command(actor)
        found = cases.interests.interest(party_id, actor, today=timezone.localdate())
        return PartyPapersOut.model_validate(papers_out(found.papers)).model_dump(mode="json")

    return perform(request, act)


@router.post(
    "/announcements/{uuid:procedure_id}/objection",
    response=answers(InterestId),
    summary="对公示提出异议",
    openapi_extra=KEY_PARAMETER,
)
def object_to_notice(
    request: HttpRequest, procedure_id: UUID, payload: NoticeObjectionIn
) -> HttpResponse:
    """Object to a public notice while it hangs out; the answer stands at /interests/{id}."""

    def act() -> dict[str, Any]:
        said = procedures.object_to_notice(
            procedure_id=procedure_id,
            words=payload.words,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"id": str(said.party_id)}

    return perform(request, act)


def _done(request: HttpRequest, command: Any) -> HttpResponse:
    def act() -> dict[str, Any]:
        command()
        return {"done": True}

    return perform(request, act)
