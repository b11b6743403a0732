# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The papers of interested parties at the office; they are served like those of the applicant."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router

from yiwang.cases import selectors as cases
from yiwang.cases.services import procedures
from yiwang.documents import services as document_services
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.people.cases import note_reading
from yiwang.rest.people.languages import PaperLanguageIn, Tag
from yiwang.rest.people.party_papers import PartyPapersOut, papers_out
from yiwang.rest.schemas import answers

router = Router(tags=["特别程序 procedures"], auth=STAFF)


@router.get(
    "/cases/{uuid:case_id}/parties/{uuid:party_id}/papers",
    response=answers(PartyPapersOut),
    summary="利害关系人的文书",
)
def list_papers_of_party(request: HttpRequest, case_id: UUID, party_id: UUID) -> dict[str, Any]:
    """Return what was issued to a party; `POST …/services` serves it by the ids of its papers."""
    actor = actor_of(request)
    note_reading(case_id, actor)
    with read_only():
        return _shown(case_id, party_id, actor)


@router.post(
    "/cases/{uuid:case_id}/parties/{uuid:party_id}/papers",
    response=answers(PartyPapersOut, 201),
    summary="出具利害关系人权利告知书",
    openapi_extra=KEY_PARAMETER,
)
def issue_rights_paper(request: HttpRequest, case_id: UUID, party_id: UUID) -> HttpResponse:
    """Issue the paper of a party's rights where it lacks one; asked twice, there is one."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        procedures.issue_rights_paper(
            case_id=case_id, party_id=party_id, actor=actor, at=timezone.now()
        )
        return _plain(case_id, party_id, actor)

    return perform(request, act, status=201)


@router.get(
    "/cases/{uuid:case_id}/parties/{uuid:party_id}/papers/{uuid:document_id}",
    response=answers(None),
    summary="利害关系人的一份文书",
    openapi_extra=bytes_of("The paper, or its translation.", media_type="application/pdf"),
)
def get_paper_of_party(
    request: HttpRequest, case_id: UUID, party_id: UUID, document_id: UUID, language: Tag = ""
) -> HttpResponseBase:
    """Return one of them as PDF/A; with a language its translation."""
    actor = actor_of(request)
    note_reading(case_id, actor)
    with read_only():
        party = cases.interests.party_in(cases.case(case_id, actor), party_id)
        file = cases.party_papers.page_of(party, document_id, language)
        return document_services.download_response(file)


@router.put(
    "/cases/{uuid:case_id}/parties/{uuid:party_id}/language",
    response=answers(PartyPapersOut),
    summary="记下利害关系人的译文语言",
    openapi_extra=KEY_PARAMETER,
)
def put_language_of_party(
    request: HttpRequest, case_id: UUID, party_id: UUID, payload: PaperLanguageIn
) -> HttpResponse:
    """Write down at the counter in which language a party wants translations."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        procedures.wish_language_of_party(
            case_id=case_id,
            party_id=party_id,
            language=payload.language,
            actor=actor,
            at=timezone.now(),
        )
        return _plain(case_id, party_id, actor)

    return perform(request, act)


def _shown(case_id: UUID, party_id: UUID, actor: Actor) -> dict[str, Any]:
    party = cases.interests.party_in(cases.case(case_id, actor), party_id)
    return papers_out(cases.party_papers.of_party(party))


def _plain(case_id: UUID, party_id: UUID, actor: Actor) -> dict[str, Any]:
    shown = _shown(case_id, party_id, actor)
    return PartyPapersOut.model_validate(shown).model_dump(mode="json")
