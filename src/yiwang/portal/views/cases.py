# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A citizen's own cases: the list, the page of one, its files, withdrawing it."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action, CaseState, Outcome
from yiwang.cases.services import decisions, together
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.evaluations import selectors as evaluations
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal import wording
from yiwang.portal.frame import actor_of, page
from yiwang.portal.views.halls import qr

if TYPE_CHECKING:
    from yiwang.cases.models import Case


_NARROWED = {
    "open": cases.CaseFilter(is_open=True),
    "correction": cases.CaseFilter(states=(CaseState.CORRECTION,)),
    "closed": cases.CaseFilter(is_open=False),
}


@audience("citizen")
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """List the cases of the person or firm that the citizen acts for, newest first."""
    only = request.GET.get("only", "")
    wanted = _NARROWED.get(only, cases.CaseFilter())
    with read_only():
        found = cases.cases(
            actor_of(request), wanted=wanted, cursor=request.GET.get("cursor", ""), limit=20
        )
        today = timezone.localdate()
        rows = wording.with_clocks(found.rows, today=today)
        next_url = _next(only, found.next_cursor)
        context = {"rows": rows, "only": only, "next_url": next_url}
        return page(request, "portal/cases.html", context, current="my")


def _next(only: str, cursor: str) -> str:
    return "?" + urlencode({"only": only, "cursor": cursor}) if cursor else ""


@audience("citizen")
@require_safe
def case_detail(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show a case: story, clock, documents, materials, and what one can do."""
    actor = actor_of(request)
    with read_only():
        case = cases.case(case_id, actor)
        face = cases.clock_face(case, today=timezone.localdate())
        correction = cases.correction(case) if case.state == CaseState.CORRECTION else None
        papers = cases.papers(case, actor)
        context = {
            "case": case,
            "state": wording.state_chip(case.state),
            "moments": wording.story(cases.timeline(case), case.state, papers),
            "face": wording.clock(face, case, correction=correction),
            "papers": papers,
            "materials": cases.materials(case),
            "questions": cases.questions_of(case),
            "parties": cases.together.of_case(case),
            "travelling": cases.travelling(case),
            "can_ship": case.state in cases.SHIPPING_OPEN,
            "sheets": cases.spared.of_case(case, shows_values=actor.mandate_id is None),
            "dispute_base": f"/my/cases/{case.pk}/findings" if case.decided_at is None else "",
            "can_withdraw_disputes": False,
            **_automatic(case),
            "can_withdraw": _may(request, Action.WITHDRAW, case),
            "correction": correction,
            "reviews": cases.lower_reviews.reviews_of(case),
            "decision": cases.decision(case) if case.outcome == Outcome.REFUSED else None,
        }
        return page(request, "portal/case.html", context, current="my")


def _automatic(case: "Case") -> dict[str, object]:
    """Return what a rule made of the case; no query where none was asked."""
    made = cases.rules.automatic_decision(case)
    return {
        "automatic": made,
        "rule_objection": cases.rules.objection_to(made),
        "can_object_to_rule": made is not None and cases.rules.is_grant(made),
        "automatic_doubts": cases.rules.doubts_shown(made) if made else [],
        "automatic_facts": cases.rules.facts_shown(made.facts) if made else [],
        "can_ask_person": case.state == CaseState.SUBMITTED and not case.automation,
    }


def _may(request: HttpRequest, action: Action, case: "Case") -> bool:
    return action in cases.possible_actions(case) and policies.can(actor_of(request), action, case)


def _review_of(request: HttpRequest, case: "Case") -> dict[str, Any]:
    """Return the way to the review for a printed receipt: by code, or signed in before that.

    Who acts for somebody is not asked, as they are not anywhere else.
    """
    actor = actor_of(request)
    if actor.mandate_id is not None or actor.applicant_id != case.applicant_id:
        return {"review_qr": ""}
    own = evaluations.of_case(case.pk, actor)
    code = own.code if own.may_review else ""
    place = f"/review/{code}" if code else f"/my/cases/{case.pk}/review"
    return {
        "review_qr": qr(f"{settings.SITE_URL}{place}") if code or own.asked is None else "",
        "review_code": evaluations.spaced(code),
        "review_page": f"{settings.SITE_URL}/review",
    }


@audience("citizen")
@require_safe
def receipt(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show number, query code and what happens next, ready to be printed."""
    with read_only():
        case = cases.case(case_id, actor_of(request))
        address = f"{settings.SITE_URL}/track?number={case.number}"
        context = {"case": case, "qr": qr(address), **_review_of(request, case)}
        return page(request, "portal/receipt.html", context, current="my")


@audience("citizen")
@require_POST
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take an application back."""
    try:
        together.ask_withdrawal(case_id=case_id, actor=actor_of(request), at=timezone.now())
        decisions.withdraw_case(case_id=case_id, actor=actor_of(request), at=timezone.now())
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("申请已经撤回。需要时可以重新申请。"))
    return HttpResponseRedirect(f"/my/cases/{case_id}")


@audience("citizen")
@require_safe
def material_file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Hand out a file that was handed in."""
    with read_only():
        found = cases.material_file(case_id, file_id, actor_of(request))
        return document_services.download_response(found)


@audience("citizen")
@require_safe
def paper_file(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Hand out a notice or decision of one's own case."""
    with read_only():
        actor = actor_of(request)
        for paper in cases.papers(cases.case(case_id, actor), actor):
            if paper.pk == document_id and paper.file:
                file = documents.page_of(paper, request.GET.get("language", ""))
                return document_services.download_response(file)
    raise NotFound
