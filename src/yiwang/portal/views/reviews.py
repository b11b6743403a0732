# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reviews of services: giving one, following a bad one, and what everybody may read."""

import io
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import Aspect, CorrectionAction, CorrectionState, Level
from yiwang.evaluations.enums import ServiceChannel as Channel
from yiwang.evaluations.errors import ReviewedAlready
from yiwang.evaluations.services import correcting, reviewing
from yiwang.foundation.errors import DomainError, Forbidden, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity
from yiwang.organizations import selectors as organizations
from yiwang.portal.frame import actor_of, page, shared_page, version_of
from yiwang.portal.regions import region_of


@audience("public")
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Show how a place's or a department's services are reviewed, what is said, and the trend."""
    with read_only():
        asked = request.GET.get("place", "").strip()[:40] or region_of(request).code
        path = organizations.division_path(asked)
        department = _department(request.GET.get("department", ""))
        here, today = path[-1].code, timezone.localdate()
        department_id = department.id if department else None
        scope = evaluations.scope_of(place=here, department_id=department_id)
        found = evaluations.figures(scope, on=today)
        reasons = evaluations.reasons(on=today, place=here, department_id=department_id)
        words = evaluations.texts(place=here, department_id=department_id)
        departments = [] if department else evaluations.departments_in(here, on=today)
        context = {
            "place": organizations.full_name(here),
            "above": [(step.name, f"?place={step.code}") for step in reversed(path[:-1])],
            "department": department,
            "figures": found,
            "levels": list(zip(Level.labels, found.score.levels, strict=True)),
            "channels": [(Channel(key).label, each) for key, each in found.channels.items()],
            "departments": departments,
            "reasons": reasons,
            "texts": words,
            "smallest": settings.EVALUATION_SMALLEST_GROUP,
        }
        return shared_page(
            request,
            "portal/reviews/reviews.html",
            lambda: context,
            version=version_of(found, reasons, words, departments),
            current="departments",
        )


def _department(text: str) -> "organizations.DepartmentSummary | None":
    if not text:
        return None
    try:
        return organizations.department(UUID(text))
    except ValueError:
        raise NotFound from None


@audience("public")
@require_safe
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code on a receipt or ticket."""
    code = "".join(sign for sign in request.GET.get("code", "") if sign.isalnum())[:20]
    if code:
        return HttpResponseRedirect(f"/review/{code}")
    return page(request, "portal/reviews/code.html", {})


@audience("public")
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Review a service by the code on its ticket, without signing in."""
    ip, actor = client_ip(request), actor_of(request)
    context: dict[str, object] = {"refusal": ""}
    status = 200
    try:
        identity.count_tracking(ip=ip, at=timezone.now())
        if request.method == "POST":
            reviewing.review_by_code(
                code=code, review=_review(request.POST), actor=actor, at=timezone.now()
            )
            identity.forget_tracking(ip=ip)
            return HttpResponseRedirect("/review/thanks")
        with read_only():
            context |= _form(evaluations.asked(code), action=f"/review/{code}")
        identity.forget_tracking(ip=ip)
    except ReviewedAlready as refusal:
        context["refusal"], status = str(refusal), refusal.status
        context["answer_url"] = f"/review/{code}/answer"
    except DomainError as refusal:
        context["refusal"], status = str(refusal), refusal.status
    template = "portal/reviews/form.html" if "asked" in context else "portal/reviews/code.html"
    return page(request, template, context, status=status)


@audience("public")
@require_safe
def answered(request: HttpRequest, code: str) -> HttpResponse:
    """Show what came of the review that was given by a code, and what can be said to it."""
    ip = client_ip(request)
    try:
        identity.count_tracking(ip=ip, at=timezone.now())
        with read_only():
            own = evaluations.answered(code, actor_of(request))
            ticked = own.review.aspects if own.review else []
            context: dict[str, object] = {
                "own": own,
                "base": f"/review/{code}",
                "levels": Level.choices,
                "aspects": [evaluations.aspect_name(each) for each in ticked],
            }
            if own.correction:
                context |= _answers(CorrectionState(own.correction.state))
            answer = page(request, "portal/reviews/answer.html", context)
    except DomainError as refusal:
        return _not_followed(request, code, refusal)
    identity.forget_tracking(ip=ip)
    return answer


def _not_followed(request: HttpRequest, code: str, refusal: DomainError) -> HttpResponse:
    """Say that the code leads to nothing that this reader may follow, and how they may."""
    context = {"refusal": str(refusal), "sign_in": f"/signin?next=/review/{code}/answer"}
    if actor_of(request).is_citizen or not code.isalnum():
        context["sign_in"] = ""
    return page(request, "portal/reviews/code.html", context, status=refusal.status)


@audience("public")
@require_POST
def answer_by_code(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Appeal against a correction, or review it, by the code of the review."""
    actor, at, words = actor_of(request), timezone.now(), request.POST.get("words", "")
    if action not in {"appeal", "again"}:
        raise NotFound
    ip = client_ip(request)
    try:
        identity.count_tracking(ip=ip, at=at)
        if action == "appeal":
            correcting.appeal_by_code(code=code, reason=words, actor=actor, at=at)
        else:
            correcting.review_again_by_code(
                code=code, level=_level(request.POST), note=words, actor=actor, at=at
            )
    except (NotFound, Forbidden) as refusal:
        return _not_followed(request, code, refusal)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已经收到。"))
    identity.forget_tracking(ip=ip)
    return HttpResponseRedirect(f"/review/{code}/answer")


@audience("public")
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say what becomes of a review."""
    days = settings.EVALUATION_CORRECT_WORKDAYS
    return page(request, "portal/reviews/thanks.html", {"days": days})


@audience("public")
@require_safe
def code_picture(request: HttpRequest, code: str) -> HttpResponse:
    """Draw a code's address as a QR code; it tells nothing that the address does not."""
    if not (code.isascii() and code.isalnum() and len(code) <= 20):
        raise NotFound
    drawing = io.BytesIO()
    address = f"{settings.SITE_URL}/review/{code}"
    segno.make(address, error="m").save(drawing, kind="svg", scale=4, border=2, xmldecl=False)
    response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "no-store, private"
    return response


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def own_review(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Review one's own case; afterwards see the review and what came of it."""
    actor, here = actor_of(request), f"/my/cases/{case_id}/review"
    if request.method == "POST":
        try:
            reviewing.review_case(
                case_id=case_id, review=_review(request.POST), actor=actor, at=timezone.now()
            )
            messages.success(request, _("谢谢您的评价。"))
        except NotFound:
            raise
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(here)
    with read_only():
        case = cases.case(case_id, actor)
        own = evaluations.of_case(case_id, actor)
        context = {"case": case, "own": own, "code": evaluations.spaced(own.code), "base": here}
        if own.asked:
            context |= _form(own.asked, action=here) | {"can_be_called": True}
        if own.review:
            context["aspects"] = [evaluations.aspect_name(each) for each in own.review.aspects]
        if own.correction:
            context |= _answers(CorrectionState(own.correction.state))
        return page(request, "portal/reviews/own.html", context, current="my")


def _answers(state: CorrectionState) -> dict[str, object]:
    return {
        "may_appeal": evaluations.is_open_to(state, CorrectionAction.APPEAL),
        "may_review_again": evaluations.is_open_to(state, CorrectionAction.REVIEW_AGAIN),
        "least": correcting.LEAST,
    }


@audience("citizen")
@require_POST
def answer_correction(request: HttpRequest, case_id: UUID, action: str) -> HttpResponse:
    """Appeal against a correction, or review it."""
    actor, at, words = actor_of(request), timezone.now(), request.POST.get("words", "")
    if action not in {"appeal", "again"}:
        raise NotFound
    try:
        if action == "appeal":
            correcting.appeal(case_id=case_id, reason=words, actor=actor, at=at)
        else:
            level = _level(request.POST)
            correcting.review_again(case_id=case_id, level=level, note=words, actor=actor, at=at)
        messages.success(request, _("已经收到。"))
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"/my/cases/{case_id}/review")


def _review(typed: QueryDict) -> reviewing.Review:
    return reviewing.Review(
        level=_level(typed),
        aspects=typed.getlist("aspect")[: len(Aspect)],
        text=typed.get("text", ""),
        wants_call=typed.get("call") == "yes",
    )


def _level(typed: QueryDict) -> int:
    level = typed.get("level", "")
    return int(level) if level in {str(each) for each in Level.values} else 0


def _form(asked: object, *, action: str) -> dict[str, object]:
    return {
        "asked": asked,
        "action": action,
        "levels": Level.choices,
        "aspects_offered": Aspect.choices,
        "longest": reviewing.LONGEST,
    }
