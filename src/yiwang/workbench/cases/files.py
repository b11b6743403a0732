# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Files of a case, its documents, and previews of notices before they are issued."""

from itertools import chain
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.services import application_papers, reading
from yiwang.cases.services import notices as case_notices
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind
from yiwang.documents.errors import DocumentNotFound
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of


@audience("staff")
@require_safe
def material(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Show a file of a case, and write down who looked at it."""
    actor, at = actor_of(request), timezone.now()
    case = reading.open_case(case_id=case_id, actor=actor, at=at)
    _check_belongs(case_id, file_id, actor)
    return document_services.hand_out_file(
        file_id=file_id,
        actor=actor,
        check=lambda _file: None,  # the line above has found it in a case that the actor sees
        purpose=reading.purpose_of(case, actor),
        at=at,
        inline=True,
    )


@audience("staff")
@require_POST
def application(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Issue the application as a paper, unless it is there, and lead to it."""
    issued = application_papers.application_paper(
        case_id=case_id, actor=actor_of(request), at=timezone.now()
    )
    return HttpResponseRedirect(f"/workbench/cases/{case_id}/documents/{issued.pk}")


def _check_belongs(case_id: UUID, file_id: UUID, actor: Actor) -> None:
    """Raise unless the file is a material of a case that the actor sees, or in its forms."""
    try:
        cases.material_file(case_id, file_id, actor)
    except CaseNotFound:
        if str(file_id) not in _files_in_forms(case_id, actor):
            raise


def _files_in_forms(case_id: UUID, actor: Actor) -> set[str]:
    case = cases.case(case_id, actor)
    form_id = case.own_form_id or catalogue.snapshot(case.version_id).form_id
    filled = [(forms.compiled_form(form_id), case.form_data)] if form_id else []
    filled += [
        (forms.compiled_form_by_code(record.form_code), record.data)
        for record in cases.steps(case)
        if record.form_code
    ]
    return {one for compiled, data in filled for one in compiled.file_ids(data)}


@audience("staff")
@require_safe
def document(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Show a notice or decision of a case, to its applicant or to one of its parties."""
    case = reading.open_case(case_id=case_id, actor=actor_of(request), at=timezone.now())
    with read_only():
        theirs = cases.party_papers.papers_in(case).values()
        for issued in chain(documents.documents_about("case", case.pk), *theirs):
            if issued.pk == document_id and issued.file:
                file = documents.page_of(issued, request.GET.get("language", ""))
                return document_services.download_response(file, inline=True)
    raise DocumentNotFound


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Show the notice as it would be issued with what stands in the form now."""
    if kind not in NoticeKind.values:
        raise Http404
    if request.method != "POST":
        return HttpResponseRedirect(f"/workbench/cases/{case_id}")
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        pdf = case_notices.preview(case, NoticeKind(kind), request.POST.dict(), at=timezone.now())
    return document_services.preview_response(pdf)
