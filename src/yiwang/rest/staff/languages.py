# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Translations of papers at the counter: the wish of who stands there, and those made later."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import together, translating
from yiwang.documents import selectors as documents
from yiwang.documents.enums import NoticeKind, TranslationState
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import note_reading
from yiwang.rest.people.languages import PaperLanguageIn, PaperLanguageOffered, Tag, offered
from yiwang.rest.schemas import Id, Out, Strict, answers

router = Router(tags=["文书 documents"], auth=STAFF)


class PaperTranslationOut(Out):
    """A translation of a paper; it can be read when it is ready."""

    document_id: UUID
    language: str
    state: TranslationState
    title: str
    verification_code: str


class PartyLanguageOut(Out):
    """What somebody who applies together with the applicant wants."""

    id: UUID
    name: str
    language: str


class CaseLanguageOut(Out):
    """What the applicant wants, and the translations that there are."""

    language: str = Field(description="Empty: Chinese alone.")
    wished_at: str = Field(description="Where it was stated; empty: nowhere.")
    offered: list[PaperLanguageOffered]
    items: list[PaperTranslationOut]
    co_applicants: list[PartyLanguageOut]


class CaseLanguageIn(PaperLanguageIn):
    co_applicant_id: Id | None = Field(
        None, description="Whose wish it is; absent: the applicant's."
    )


class TranslationsIn(Strict):
    document_ids: list[Id] = Field(min_length=1, max_length=20)
    language: Tag


class LackingTranslationOut(Out):
    """A kind of paper that could not be had in a language, and how often."""

    kind: NoticeKind
    language: str
    state: TranslationState
    count: int
    is_unpublished: bool = Field(description="There is a template, of which nothing is in force.")


class LackingTranslationsOut(Out):
    items: list[LackingTranslationOut]


def _shown(case_id: UUID, actor: Actor) -> dict[str, Any]:
    case = cases.case(case_id, actor)
    wish = documents.translations.wish_of(case.applicant_id, case.pk)
    made = documents.translations.of_documents(
        each.pk for each in documents.documents_about("case", case.pk)
    )
    return {
        "language": wish.language if wish else "",
        "wished_at": wish.wished_at if wish else "",
        "offered": offered(),
        "items": [row for rows in made.values() for row in rows],
        "co_applicants": [
            {"id": one.pk, "name": one.name, "language": together.language_of(one)}
            for one in cases.together.of_case(case)
        ],
    }


@router.get(
    "/cases/{uuid:case_id}/language", response=answers(CaseLanguageOut), summary="办件的译文"
)
def get_case_language(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return the language that the applicant wants, and the translations made."""
    actor = actor_of(request)
    note_reading(case_id, actor)
    with read_only():
        return _shown(case_id, actor)


@router.put(
    "/cases/{uuid:case_id}/language",
    response=answers(CaseLanguageOut),
    summary="记下译文语言",
    openapi_extra=KEY_PARAMETER,
)
def put_case_language(request: HttpRequest, case_id: UUID, payload: CaseLanguageIn) -> HttpResponse:
    """Write down at the counter in which language who applies wants translations."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        translating.wish_language(
            case_id=case_id,
            language=payload.language,
            actor=actor,
            at=timezone.now(),
            co_applicant_id=payload.co_applicant_id,
        )
        return CaseLanguageOut.model_validate(_shown(case_id, actor)).model_dump(mode="json")

    return perform(request, act)


@router.post(
    "/cases/{uuid:case_id}/translations",
    response=answers(CaseLanguageOut, 201),
    summary="补出译文",
    openapi_extra=KEY_PARAMETER,
)
def translate_papers(request: HttpRequest, case_id: UUID, payload: TranslationsIn) -> HttpResponse:
    """Have papers translated that went out in Chinese alone, or could not be set before."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        translating.translate_papers(
            case_id=case_id,
            document_ids=payload.document_ids,
            language=payload.language,
            actor=actor,
            at=timezone.now(),
        )
        return CaseLanguageOut.model_validate(_shown(case_id, actor)).model_dump(mode="json")

    return perform(request, act, status=201)


@router.get(
    "/lacking-translations", response=answers(LackingTranslationsOut), summary="缺模板的译文"
)
def list_lacking_translations(request: HttpRequest) -> dict[str, Any]:
    """Return what the department could not give in a language that was asked for."""
    with read_only():
        found = documents.translations.lacking(actor_of(request))
    return {
        "items": [
            {
                "kind": each.kind,
                "language": each.language.tag,
                "state": each.state,
                "count": each.count,
                "is_unpublished": each.is_unpublished,
            }
            for each in found
        ]
    }
