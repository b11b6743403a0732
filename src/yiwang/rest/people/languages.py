# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""In which language one wants translations of papers beside the Chinese originals."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import CITIZEN, PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Out, Strict, answers

router = Router(tags=["文书 documents"], auth=PEOPLE)
Tag = Annotated[str, StringConstraints(max_length=12)]


class PaperLanguageOffered(Out):
    """A language, in the reader's words and in its own."""

    tag: str
    name: str
    own_name: str


class PaperLanguageOut(Out):
    """The language of translations; empty: Chinese alone."""

    language: str
    offered: list[PaperLanguageOffered]


class PaperLanguageIn(Strict):
    language: Tag = Field(description="One of those offered; empty for Chinese alone.")


def offered() -> list[Any]:
    """Return the languages in which a template is in force."""
    return documents.translations.offered(on=timezone.localdate())


@router.get(
    "/me/paper-language", auth=CITIZEN, response=answers(PaperLanguageOut), summary="译文语言"
)
def get_paper_language(request: HttpRequest) -> dict[str, Any]:
    """Return in which language one's papers come translated, and which are offered."""
    with read_only():
        return _own(request)


def _own(request: HttpRequest) -> dict[str, Any]:
    applicant_id = actor_of(request).applicant_id
    language = documents.translations.language_of(applicant_id) if applicant_id else ""
    return {"language": language, "offered": offered()}


@router.put(
    "/me/paper-language",
    auth=CITIZEN,
    response=answers(PaperLanguageOut),
    summary="设定译文语言",
    openapi_extra=KEY_PARAMETER,
)
def put_paper_language(request: HttpRequest, payload: PaperLanguageIn) -> HttpResponse:
    """State it for everything that is issued from now on; the Chinese original stays."""

    def act() -> dict[str, Any]:
        document_services.translations.wish_for_oneself(
            language=payload.language, actor=actor_of(request), at=timezone.now()
        )
        return PaperLanguageOut.model_validate(_own(request)).model_dump(mode="json")

    return perform(request, act)
