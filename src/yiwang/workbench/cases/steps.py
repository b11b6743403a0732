# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finishing a step of the department's process with the step's own form."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action
from yiwang.cases.errors import StepNotOpen
from yiwang.cases.services import handling
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.workbench.cases.attempts import FORM_PREFIX, STEP, Attempt
from yiwang.workbench.cases.shown import case_page
from yiwang.workbench.cases.trying import Trial, answer_refusal, back_to, try_it
from yiwang.workbench.frame import actor_of, is_fragment, private, whole_number
from yiwang.workbench.uploads import stored_for_form

DONE = _("已完成这一环节。")


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, case_id: UUID, step_key: str) -> HttpResponse:
    """Finish one step; opening the address shows the case."""
    if request.method != "POST":
        return back_to(case_id)
    actor, at, action = actor_of(request), timezone.now(), f"{STEP}{step_key}"
    try:
        item = _open_item(case_id, step_key, actor)
        compiled = forms.compiled_form_by_code(item.form_code) if item.form_code else None
        data = _sent(request, compiled, region_code=item.region_code, actor=actor, at=at)
    except DomainError as refusal:
        return answer_refusal(request, case_id, Trial(action, DONE), refusal)
    if compiled is not None and compiled.is_edit(request.POST):
        return _edited(request, case_id, action, compiled, data)

    def complete() -> None:
        handling.complete_step(
            case_id=case_id,
            step_key=step_key,
            data=data,
            opinion=request.POST.get("opinion", ""),
            actor=actor,
            at=at,
            revision=whole_number(request.POST.get("revision", "")),
        )

    return try_it(request, case_id, Trial(action, DONE, data), complete)


def _open_item(case_id: UUID, step_key: str, actor: Actor) -> Any:
    """Return the step when it waits and the actor may finish it; nothing is stored before."""
    case = cases.case(case_id, actor)
    item = next((each for each in cases.open_items(case) if each.step_key == step_key), None)
    if item is None:
        raise StepNotOpen
    policies.check_can(actor, Action.COMPLETE_STEP, case, role=item.role)
    return item


def _sent(
    request: HttpRequest, compiled: Any, *, region_code: str, actor: Actor, at: datetime
) -> dict[str, Any]:
    if compiled is None:
        return {}
    uploaded = stored_for_form(request, compiled, region_code=region_code, actor=actor, at=at)
    return dict(compiled.parse(request.POST, uploaded))


def _edited(
    request: HttpRequest, case_id: UUID, action: str, compiled: Any, data: dict[str, Any]
) -> HttpResponse:
    """Answer another row or a refresh: the fields alone to a script, else the whole page."""
    if is_fragment(request):
        context = {"sections": compiled.fields(data)}
        return private(render(request, "forms/form.html", context))
    typed = request.POST.dict()
    attempt = Attempt(action=action, typed=typed, data=data, prefix=FORM_PREFIX)
    return case_page(request, case_id, attempt=attempt)
