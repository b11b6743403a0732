# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions of a case on the workbench: read with the case, answered once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.errors import NotYourCase
from yiwang.cases.services import asking, reading
from yiwang.foundation.errors import DomainError, FieldError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import RequestInFlight
from yiwang.workbench.frame import actor_of, once, page
from yiwang.workbench.uploads import stored

CURRENT = "/workbench/cases"


@audience("staff")
@require_safe
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what was asked in a case, with a form for each question that waits."""
    return _page(request, case_id)


def _page(
    request: HttpRequest,
    case_id: UUID,
    *,
    tried: UUID | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        context = {
            "case": case,
            "questions": cases.questions_of(case),
            "may_answer": asking.may_answer(actor, case),
            "today": timezone.localdate(),
            "tried": tried,
            "faults": _faults(tried, refusal),
            "typed": request.POST.get("words", ""),
        }
        status = refusal.status if refusal else 200
        return page(
            request, "workbench/asking/questions.html", context, current=CURRENT, status=status
        )


def _faults(tried: UUID | None, refusal: DomainError | None) -> list[FieldError]:
    if tried is None or refusal is None:
        return []
    return [FieldError(f"/words-{tried.hex}", refusal.code, str(refusal))]


@audience("staff")
@require_POST
def answer(request: HttpRequest, case_id: UUID, question_id: UUID) -> HttpResponse:
    """Answer a question; the applicant is told."""
    try:
        once(request, lambda: _answered(request, case_id, question_id))
    except RequestInFlight:
        messages.info(request, _("刚才的操作正在处理，请看下面的最新状态。"))
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        return _page(request, case_id, tried=question_id, refusal=refusal)
    else:
        messages.success(request, _("已答复，申请人会收到通知。"))
    return HttpResponseRedirect(f"/workbench/cases/{case_id}/questions")


def _answered(request: HttpRequest, case_id: UUID, question_id: UUID) -> ledger.Answer:
    """Answer; nothing is stored for somebody who may not."""
    actor, at = actor_of(request), timezone.now()
    case = cases.case(case_id, actor)
    if request.FILES and not asking.may_answer(actor, case):
        raise NotYourCase
    files = stored(request, "files", region_code=case.region_code, actor=actor, at=at)
    asking.answer(
        case_id=case_id,
        question_id=question_id,
        words=request.POST.get("words", ""),
        files=files,
        actor=actor,
        at=at,
    )
    return ledger.Answer(status=200, body={"done": True})
