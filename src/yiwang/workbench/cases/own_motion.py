# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening a case that nobody applied for: an inspection, a levy."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.cases.services import procedures
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, FieldError, Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right
from yiwang.workbench.cases.attempts import Answers
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import actor_of, once, page

FIELDS = ("matter", "ground", "place")


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: HttpRequest) -> HttpResponse:
    """Choose what is opened and about whom; state matter and ground."""
    if not may_open(actor_of(request)):
        raise Forbidden
    if request.method != "POST":
        return _page(request)
    try:
        answer = once(request, lambda: _opened(request))
    except DomainError as refusal:
        return _page(request, refusal=refusal)
    messages.success(request, _("已立案，办理期限开始计算。"))
    return HttpResponseRedirect(f"/workbench/cases/{answer.body['case_id']}")


def may_open(actor: Actor) -> bool:
    """Return whether the actor's post opens cases that nobody applied for; shows the link."""
    return actor.department_id is not None and actor.has_right(Right.CASES_HANDLE)


def _opened(request: HttpRequest) -> ledger.Answer:
    try:
        version_id = UUID(request.POST.get("version", ""))
    except ValueError:
        raise Unanswered(message=_("请选择事项。")) from None
    found = request.POST.get("found", "")
    party_id = (
        procedures.party_found(found, actor_of(request))
        if found
        else procedures.party_by_number(request.POST.get("uscc", ""), request.POST.get("name", ""))
    )
    form = {name: words for name in FIELDS if (words := request.POST.get(name, "").strip())}
    case = procedures.open_of_own_motion(
        motion=procedures.OwnMotion(version_id=version_id, party_id=party_id, form=form),
        actor=actor_of(request),
        at=timezone.now(),
    )
    return ledger.Answer(status=200, body={"case_id": str(case.pk)})


def _chosen(found: str, actor: Actor) -> identity.ApplicantSummary | None:
    """Return whom a search has found, to be shown; None when it is none of this actor's."""
    if not found:
        return None
    try:
        return identity.applicant_summary(procedures.party_found(found, actor))
    except DomainError:
        return None


def _page(request: HttpRequest, *, refusal: DomainError | None = None) -> HttpResponse:
    department_id = actor_of(request).department_id
    with read_only():
        here = organizations.department(department_id) if department_id else None
        found = (
            catalogue.items_of_department(here.id, here.division_code) if here is not None else []
        )
        items = [
            one
            for one in found
            if not one.is_applied_for
            and catalogue.snapshot(one.version_id).item_type in procedures.PROCESSES
        ]
        faults = [FieldError("/own-motion", refusal.code, str(refusal))] if refusal else []
        faults += [
            FieldError("/own-motion", "", one.message)
            for one in (refusal.errors if refusal else ())
        ]
        typed = Answers(request.POST.dict() or {"found": request.GET.get("found", "")})
        context = {
            "items": items,
            "faults": faults,
            "typed": typed,
            "chosen": _chosen(typed["found"], actor_of(request)),
        }
        status = refusal.status if refusal else 200
        return page(
            request,
            "workbench/own_motion.html",
            context,
            current="/workbench/cases",
            status=status,
        )
