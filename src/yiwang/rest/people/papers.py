# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices and decisions of a case."""

from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import application_papers, reading
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind, TranslationState
from yiwang.documents.errors import DocumentNotFound
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest import paging
from yiwang.rest.auth import PEOPLE, STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.people.languages import Tag
from yiwang.rest.schemas import Cursor, Out, PageSize, answers

if TYPE_CHECKING:
    from yiwang.documents.models import IssuedDocument

router = Router(tags=["文书 documents"], auth=PEOPLE)


class PaperOut(Out):
    """A notice, decision or certificate as issued."""

    id: UUID
    kind: NoticeKind
    title: str
    number: str
    issued_at: datetime
    verification_code: str
    is_ready: bool = Field(description="False for the moment in which the page is being set.")


class PaperBeside(Out):
    """A translation beside a paper; the Chinese paper is what counts."""

    language: str
    title: str
    verification_code: str


class CasePaperOut(PaperOut):
    """A paper of a case with its translations."""

    translations: list[PaperBeside]


class Papers(Out):
    items: list[CasePaperOut]


class IssuedOut(PaperOut):
    """A document that the department issued, and the case it is about."""

    case_id: UUID


class IssuedPage(Out):
    """A page of documents, newest first."""

    items: list[IssuedOut]
    next_cursor: str


@router.get("/cases/{uuid:case_id}/documents", response=answers(Papers), summary="办件文书")
def list_documents(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return what was issued about a case, first things first."""
    with read_only():
        found = _papers(case_id, actor_of(request))
        return {"items": [_shown(paper) | {"translations": _beside(paper)} for paper in found]}


@router.post(
    "/cases/{uuid:case_id}/application",
    response=answers(PaperOut, 201),
    summary="申请表",
    openapi_extra=KEY_PARAMETER,
)
def issue_application(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Issue the application as a paper, anew only when it has changed; then read it as others."""

    def act() -> dict[str, Any]:
        issued = application_papers.application_paper(
            case_id=case_id, actor=actor_of(request), at=timezone.now()
        )
        return PaperOut(**_shown(issued)).model_dump(mode="json")

    return perform(request, act, status=201)


@router.get("/documents", auth=STAFF, response=answers(IssuedPage), summary="部门出具的文书")
def list_issued(request: HttpRequest, cursor: Cursor = "", limit: PageSize = 50) -> dict[str, Any]:
    """Return what the department has issued, newest first."""
    place = paging.opened("documents", cursor)
    with read_only():
        page = documents.issued_by(actor_of(request), cursor=place, limit=limit)
        about = cases.party_papers.cases_of(page.rows)
    return {
        "items": [_shown(paper) | {"case_id": about[paper.pk]} for paper in page.rows],
        "next_cursor": paging.sealed("documents", page.next_cursor),
    }


@router.get(
    "/cases/{uuid:case_id}/documents/{uuid:document_id}",
    response=answers(None),
    summary="文书内容",
    openapi_extra=bytes_of("The document.", media_type="application/pdf"),
)
def get_document(
    request: HttpRequest, case_id: UUID, document_id: UUID, language: Tag = ""
) -> HttpResponseBase:
    """Return a document as PDF/A, or its translation; that staff read it goes to the ledger."""
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        theirs = cases.party_papers.papers_in(case).values() if actor.is_staff else ()
        for paper in chain(_papers(case_id, actor), *theirs):
            if paper.pk == document_id and paper.file:
                return document_services.download_response(documents.page_of(paper, language))
    raise DocumentNotFound


def _shown(paper: "IssuedDocument") -> dict[str, Any]:
    return {
        "id": paper.id,
        "kind": paper.kind,
        "title": paper.title,
        "number": paper.number,
        "issued_at": paper.issued_at,
        "verification_code": paper.verification_code,
        "is_ready": paper.file_id is not None,
    }


def _beside(paper: Any) -> list[dict[str, Any]]:
    return [each for each in paper.beside if each["state"] == TranslationState.READY]


def _papers(case_id: UUID, actor: Actor) -> "list[IssuedDocument]":
    return cases.papers(cases.case(case_id, actor), actor)
