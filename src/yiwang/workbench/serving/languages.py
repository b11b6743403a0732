# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""译文 on the workbench: the language that an applicant wants, and translations made later."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiwang.cases import selectors as cases
from yiwang.cases.services import procedures, together, translating
from yiwang.documents import selectors as documents
from yiwang.foundation.web.audience import audience
from yiwang.workbench.frame import actor_of, do, uuids


def shown(case: Any) -> dict[str, Any]:
    """Return what the page of services says of languages."""
    questions = documents.translations
    papers: Any = documents.documents_about("case", case.pk)
    offered = questions.offered(on=timezone.localdate())
    wish = questions.wish_of(case.applicant_id, case.pk)
    language = wish.language if wish else ""
    return {
        "offered": offered,
        "wish": wish,
        "language": language,
        "parties": [
            {"one": one, "language": together.language_of(one)}
            for one in cases.together.of_case(case)
        ],
        "language_name": questions.named(language) if language else None,
        "papers": [
            {"paper": each, "made": each.beside}
            for each in papers
            if each.kind in questions.TRANSLATED
        ],
    }


def of_party(party: Any) -> dict[str, Any]:
    """Return what the page of an interested party's papers says of languages."""
    return {
        "offered": documents.translations.offered(on=timezone.localdate()),
        "language": cases.party_papers.language_of(party),
        "language_name": cases.party_papers.language_named(party),
    }


@audience("staff")
@require_POST
def wish(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down at the counter in which language who applies, or a party, wants translations."""
    if party := request.POST.get("party", ""):
        party_id = next(iter(uuids([party])), UUID(int=0))
        return do(
            request,
            lambda: procedures.wish_language_of_party(
                case_id=case_id,
                party_id=party_id,
                language=request.POST.get("language", ""),
                actor=actor_of(request),
                at=timezone.now(),
            ),
            done=_("已记下。已经出的和以后出的文书都会附这种语言的译文。"),
            back_to=f"/workbench/cases/{case_id}/services?party={party_id}",
        )
    return do(
        request,
        lambda: translating.wish_language(
            case_id=case_id,
            language=request.POST.get("language", ""),
            actor=actor_of(request),
            at=timezone.now(),
            co_applicant_id=_whose(request.POST.get("whose", "")),
        ),
        done=_("已记下。以后出的文书会附这种语言的译文。"),
        back_to=f"/workbench/cases/{case_id}/services",
    )


def _whose(text: str) -> UUID | None:
    """Return which co-applicant a form names; what is no id names nobody there is."""
    return next(iter(uuids([text])), UUID(int=0)) if text else None


@audience("staff")
@require_POST
def translate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Have papers translated that went out in Chinese alone."""
    return do(
        request,
        lambda: translating.translate_papers(
            case_id=case_id,
            document_ids=uuids(request.POST.getlist("document")),
            language=request.POST.get("language", ""),
            actor=actor_of(request),
            at=timezone.now(),
        ),
        done=_("正在出译文，稍后刷新。"),
        back_to=f"/workbench/cases/{case_id}/services",
    )


def wanted(request: HttpRequest, applicant_id: UUID) -> dict[str, Any]:
    """Return what a counter offers to who stands there: what they said, else what was typed."""
    questions = documents.translations
    offered = questions.offered(on=timezone.localdate())
    if not offered:
        return {"offered": []}
    typed = request.POST.get("language")
    language = questions.language_of(applicant_id) if typed is None else typed
    return {"offered": offered, "paper_language": language}
