# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Judging a decided case again without being told what was decided, or by whom."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import automation
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import services as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity.enums import Purpose
from yiwang.workbench.frame import actor_of, page

HERE = "/workbench/automation/rechecks"


@audience("staff")
@require_safe
def recheck_list(request: HttpRequest) -> HttpResponse:
    """List what the reader may judge again; for the rest, why not and who may."""
    with read_only():
        context = {"found": cases.rules.rechecks(actor_of(request), on=timezone.localdate())}
        return page(request, "workbench/automation/rechecks.html", context, current=HERE)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def recheck(request: HttpRequest, recheck_id: UUID) -> HttpResponse:
    """Show form and materials, never the outcome; take the verdict."""
    actor, at = actor_of(request), timezone.now()
    found = automation.open_recheck(recheck_id=recheck_id, actor=actor, at=at)
    refusal = ""
    if request.method == "POST":
        verdict = request.POST.get("verdict", "")
        try:
            if verdict not in automation.RecheckVerdict.values:
                raise automation.RuleInvalid(params={"summary": _("请选择复核结论。")})
            automation.judge_again(
                recheck_id=recheck_id,
                verdict=automation.RecheckVerdict(verdict),
                note=request.POST.get("note", ""),
                actor=actor,
                at=at,
            )
        except DomainError as error:
            refusal = str(error)
        else:
            messages.success(request, _("已记下复核结论。"))
            return HttpResponseRedirect(HERE)
    with read_only():
        snapshot = catalogue.snapshot(found.case.version_id)
        context = {
            "found": found,
            "conditions": snapshot.conditions,
            "answers": forms.compiled_form(snapshot.form_id).display(
                cases.shown_form(found.case, actor)
            )
            if snapshot.form_id
            else [],
            "materials": cases.materials(found.case),
            "verdicts": automation.RecheckVerdict.choices,
            "note": request.POST.get("note", ""),
            "refusal": refusal,
        }
        return page(
            request,
            "workbench/automation/recheck.html",
            context,
            current=HERE,
            status=422 if refusal else 200,
        )


@audience("staff")
@require_safe
def file(request: HttpRequest, recheck_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Show a material of a case that is judged again; the case itself stays shut."""
    actor, at = actor_of(request), timezone.now()
    found = automation.open_recheck(recheck_id=recheck_id, actor=actor, at=at)
    with read_only():
        automation.check_handed_in(found, file_id)
    return documents.hand_out_file(
        file_id=file_id,
        actor=actor,
        check=lambda _file: None,  # the line above has found it among what was handed in
        purpose=Purpose.SUPERVISION,
        at=at,
        inline=True,
    )
