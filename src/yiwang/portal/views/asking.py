# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking in a case of one's own, and reading what was answered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import asking
from yiwang.documents import services as document_services
from yiwang.foundation.errors import DomainError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import RequestInFlight
from yiwang.portal.frame import actor_of, page


@audience("citizen")
@require_safe
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what was asked and answered in a case, and the form to ask."""
    return _page(request, case_id)


def _page(
    request: HttpRequest, case_id: UUID, *, refusal: DomainError | None = None
) -> HttpResponse:
    actor = actor_of(request)
    with read_only():
        case = cases.case(case_id, actor)
        context = {
            "case": case,
            "questions": cases.questions_of(case),
            "may_ask": asking.may_ask(actor, case),
            "refusal": str(refusal) if refusal else "",
            "typed": request.POST.get("words", ""),
        }
        status = refusal.status if refusal else 200
        return page(request, "portal/asking/questions.html", context, current="my", status=status)


@audience("citizen")
@require_POST
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask; done once however often it is sent."""
    actor = actor_of(request)
    words = request.POST.get("words", "")
    try:
        ledger.perform_once(
            key=request.POST.get("idempotency_key") or None,
            scope=f"portal:{actor.account_id}:{case_id}:ask",
            fingerprint=ledger.request_fingerprint(
                method="POST", path=request.path, body=words.encode()
            ),
            action=lambda: _asked(request, case_id, words),
        )
    except RequestInFlight:
        pass
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        return _page(request, case_id, refusal=refusal)
    messages.success(request, _("咨询已经送到经办部门，答复后会通知您。"))
    return HttpResponseRedirect(f"/my/cases/{case_id}/questions")


def _asked(request: HttpRequest, case_id: UUID, words: str) -> ledger.Answer:
    actor, at = actor_of(request), timezone.now()
    case = cases.case(case_id, actor)
    files = [
        document_services.store_upload(
            upload,
            name=upload.name or "",
            owner=actor,
            at=at,
            region_code=case.region_code,
            expected_size=upload.size,
        ).id
        for upload in request.FILES.getlist("files")
    ]
    asking.ask(case_id=case_id, words=words, files=files, actor=actor, at=at)
    return ledger.Answer(status=200, body={"done": True})
