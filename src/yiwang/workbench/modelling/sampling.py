# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Try a decision table or a form with sample answers before anybody publishes it."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.faults import in_form_order
from yiwang.workbench.frame import actor_of, is_fragment, page, private
from yiwang.workbench.modelling.trying import sample_values
from yiwang.workbench.modelling.views import MODELLING

GIVEN = "given."


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def try_table(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a table decides of the sample that was typed, and which of its rules match."""
    with read_only():
        found = catalogue.modelling.edited("decision", code, actor_of(request))
        context: dict[str, Any] = {"found": found, "is_tried": request.method == "POST"}
        try:
            trial = catalogue.modelling.try_table(found.body, _variables(request.POST))
        except DomainError as refusal:
            context |= {"refusal": str(refusal), "faults": refusal.errors}
        else:
            typed = request.POST
            context |= {
                "trial": trial,
                "fields": [(name, typed.get(f"{GIVEN}{name}", "")) for name in trial.reads],
                "result": [(name, _written(value)) for name, value in trial.result.items()],
                "seen": [(one.expression, _written(one.value), one.rules) for one in trial.found],
            }
        template = "workbench/modelling/table_trial.html"
        return page(request, template, context, current=MODELLING)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def try_form(request: HttpRequest, code: str) -> HttpResponse:
    """Let a form be filled in as people will meet it, and say what would be stored."""
    with read_only():
        found = catalogue.modelling.edited("form", code, actor_of(request))
        context: dict[str, Any] = {"found": found, "errors": (), "is_tried": False}
        try:
            form = catalogue.modelling.compiled_form(found.body)
        except DomainError as refusal:
            context |= {"refusal": str(refusal), "faults": refusal.errors}
            return page(request, "workbench/modelling/form_trial.html", context, current=MODELLING)
        typed = form.parse(request.POST, {}) if request.method == "POST" else {}
        is_sent = request.method == "POST" and not form.is_edit(request.POST)
        trial = catalogue.modelling.try_form(found.body, typed) if is_sent else None
        sections = form.fields(typed, trial.errors if trial else ())
        if is_fragment(request):
            return private(render(request, "forms/form.html", {"sections": sections}))
        context |= {"sections": sections, "trial": trial}
        if trial:
            context["errors"] = in_form_order(trial.errors, sections)
            context["shown"] = form.display(trial.stored) if trial.is_right else ()
            context["stored"] = json.dumps(trial.stored, ensure_ascii=False, indent=2)
        return page(request, "workbench/modelling/form_trial.html", context, current=MODELLING)


def _variables(post: Any) -> dict[str, dict[str, Any]]:
    """Return the sample by variable and field: ``given.form.kind`` is ``form`` and ``kind``."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in sample_values(post, GIVEN).items():
        variable, _sign, field = name.partition(".")
        if field:
            found.setdefault(variable, {})[field] = value
    return found


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
