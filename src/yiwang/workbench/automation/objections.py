# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Objections of applicants to what a rule decided: their list, one with its answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import automation
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, page

HERE = "/workbench/automation/objections"


@audience("staff")
@require_safe
def objection_list(request: HttpRequest) -> HttpResponse:
    """List the objections that wait for an answer, the most urgent first."""
    with read_only():
        rows = cases.rules.open_objections(actor_of(request))
        context = {"rows": rows, "today": timezone.localdate()}
        return page(request, "workbench/automation/objections.html", context, current=HERE)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """Show what was decided, on what, and what is said against it; take the answer."""
    actor, at = actor_of(request), timezone.now()
    found = automation.open_objection(objection_id=objection_id, actor=actor, at=at)
    refusal = ""
    if request.method == "POST":
        result = request.POST.get("result", "")
        try:
            if result not in automation.ObjectionResult.values:
                raise automation.RuleInvalid(params={"summary": _("请选择复核结论。")})
            automation.answer_objection(
                objection_id=objection_id,
                result=automation.ObjectionResult(result),
                answer=request.POST.get("answer", ""),
                actor=actor,
                at=at,
            )
        except NotFound:
            raise
        except DomainError as error:
            refusal = str(error)
        else:
            messages.success(request, _("已答复，申请人会收到消息。"))
            return HttpResponseRedirect(HERE)
    with read_only():
        context = {
            "found": found,
            "facts": cases.rules.facts_shown(found.made.facts),
            "labels": cases.rules.disputed_labels(found),
            "results": automation.ObjectionResult.choices,
            "chosen": request.POST.get("result", ""),
            "answer": request.POST.get("answer", ""),
            "today": timezone.localdate(),
            "refusal": refusal,
        }
        return page(
            request,
            "workbench/automation/objection.html",
            context,
            current=HERE,
            status=422 if refusal else 200,
        )
