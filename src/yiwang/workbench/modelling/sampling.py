# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Try a decision table or a form with sample answers before anybody publishes it."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.catalogue import selectors as catalogue
from yiwang.forms.selectors import CompiledForm, RenderedField
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.faults import in_form_order
from yiwang.workbench.frame import actor_of, is_fragment, page, private
from yiwang.workbench.modelling.trying import sample_values
from yiwang.workbench.modelling.views import MODELLING

GIVEN: Final = "given."
CHOSEN: Final = "_form"
"""No field of a form can be named so."""
_PATH: Final = re.compile(r"\bform\.[a-z][a-z0-9_]*")


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def try_table(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a table decides of the sample that was typed, and which of its rules match.

    The fields are asked for as the form asks that the table is used with, or that was chosen.
    """
    with read_only():
        found = catalogue.modelling.edited("decision", code, actor_of(request))
        context: dict[str, Any] = {"found": found, "is_tried": False}
        try:
            blank = catalogue.modelling.try_table(found.body, {})
            known = catalogue.modelling.forms_for_table(found.code, blank.reads)
            form = _form(request, known)
            given = _given(request.POST, blank.reads, form)
            trial = catalogue.modelling.try_table(found.body, given)
        except DomainError as refusal:
            context |= {"refusal": str(refusal), "faults": refusal.errors}
        else:
            is_sent = request.method == "POST" and not (form and form.is_edit(request.POST))
            context |= {
                "trial": trial,
                "is_tried": is_sent,
                "known": known,
                "form": form,
                "form_code": form.code if form else "",
                "asked": _asked(trial, given, form),
                "fields": _by_path(trial, request.POST, form),
                "result": [
                    (trial.labels.get(name, ""), name, _said(value))
                    for name, value in trial.result.items()
                ],
                "seen": [_seen(one, form) for one in trial.found],
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


def _form(
    request: HttpRequest, known: Sequence[catalogue.modelling.TableForm]
) -> CompiledForm | None:
    """Return the form to try with: the chosen one, else that of items, else the only one."""
    sent = request.POST if request.method == "POST" else request.GET
    codes = [one.code for one in known]
    if CHOSEN in sent:
        chosen = sent.get(CHOSEN, "")
    else:
        chosen = codes[0] if codes and (known[0].items or len(codes) == 1) else ""
    return catalogue.modelling.form_of(chosen) if chosen in codes else None


def _given(post: Any, reads: Sequence[str], form: CompiledForm | None) -> dict[str, dict[str, Any]]:
    """Return the sample by variable and field: what the form asked for, then what was typed."""
    found: dict[str, dict[str, Any]] = {}
    if form is not None and post:
        names = catalogue.modelling.asked_names(reads, form)
        found["form"] = form.tidied(form.parse(post, {}), names)
    for name, value in sample_values(post, GIVEN).items():
        variable, _sign, field = name.partition(".")
        if field:
            found.setdefault(variable, {})[field] = value
    return found


def _asked(
    trial: catalogue.modelling.TableTrial,
    given: Mapping[str, Mapping[str, Any]],
    form: CompiledForm | None,
) -> Sequence[RenderedField]:
    """Return the fields that the form asks for."""
    if form is None:
        return ()
    names = catalogue.modelling.asked_names(trial.reads, form)
    return form.asked(given.get("form", {}), names)


def _by_path(
    trial: catalogue.modelling.TableTrial, post: Any, form: CompiledForm | None
) -> list[tuple[str, str, str]]:
    """Return what is typed by its path: path, what it is called, what was typed."""
    names = catalogue.modelling.asked_names(trial.reads, form) if form else ()
    asked = {f"form.{name}" for name in names}
    return [
        (path, catalogue.modelling.label_of(path, form), post.get(f"{GIVEN}{path}", ""))
        for path in trial.reads
        if path not in asked
    ]


def _seen(one: Any, form: CompiledForm | None) -> dict[str, Any]:
    """Return what an input found, in the words of the table or the form where they have some."""
    paths = dict.fromkeys(_PATH.findall(one.expression))
    labels = [catalogue.modelling.label_of(path, form) for path in paths]
    name = one.expression.removeprefix("form.")
    is_field = form is not None and one.expression.startswith("form.") and name in form.names
    text = form.text(name, one.value) if form is not None and is_field else ""
    return {
        "label": one.label or (labels[0] if is_field else ""),
        "expression": one.expression,
        "reads": "、".join(label for label in labels if label),
        "value": text or _said(one.value),
        "rules": one.rules,
    }


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return _("没有填") if value is None else _written(value)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
