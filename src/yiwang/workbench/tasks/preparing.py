# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The page on which ticked tasks are compared, with the step's form where it has one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from yiwang.cases import selectors as cases
from yiwang.cases.services.batches import Ticked
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.foundation.web.database import read_only
from yiwang.workbench.faults import in_form_order
from yiwang.workbench.frame import HOME, TONES, page


def look(ticked: Sequence[Ticked], actor: Actor) -> cases.batches.BatchLook:
    """Return what ticked tasks have in common.

    :raises DomainError: the list as a whole
    """
    ids = [one.work_item_id for one in ticked]
    return cases.batches.look_at(ids, actor, today=timezone.localdate())


def page_of(
    request: HttpRequest,
    found: cases.batches.BatchLook,
    actor: Actor,
    typed: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Answer the page that shows what differs, and asks for what is the same for all.

    :param typed: what was filled in before: ``data``, ``differs``, ``opinion``, and ``errors``
    """
    known = dict(typed or {})
    errors = known.get("errors", ())
    context: dict[str, Any] = {
        "look": found,
        "rows": [(row, TONES[row.tone]) for row in found.rows],
        "opinions": _offered(found, actor),
        "opinion": known.get("opinion", ""),
        "differs": known.get("differs", ()),
        "errors": errors,
    }
    if found.form_code and found.joining:
        form = forms.compiled_form_by_code(found.form_code)
        sections = form.fields(known.get("data", {}), errors)
        context |= {
            "sections": sections,
            "single": list(form.single.items()),
            "errors": in_form_order(errors, sections),
        }
    status = 422 if errors else 200
    return page(request, "workbench/together/prepare.html", context, status=status)


def _offered(found: cases.batches.BatchLook, actor: Actor) -> list[Any]:
    """Return the opinions that fit every case: those in which no case fills anything in."""
    if not found.joining or found.action == "accept":
        return []
    opinions = cases.opinions.opinions_for(
        actor, found.joining[0].case, today=timezone.localdate(), step_names=[found.step_name]
    )
    return [one for one in opinions if not one.is_filled]


def asked_again(
    request: HttpRequest, ticked: Sequence[Ticked], actor: Actor, refusal: DomainError
) -> HttpResponse:
    """Show the page once more with what was typed, because no legal basis was ticked."""
    errors = [FieldError("/bases", refusal.code, str(refusal))]
    typed = {"opinion": request.POST.get("opinion", ""), "errors": errors}
    try:
        with read_only():
            return page_of(request, look(ticked, actor), actor, typed)
    except DomainError as moved_on:
        return sent_back(request, moved_on)


def sent_back(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Lead back to the tasks, and say why."""
    messages.warning(request, str(refusal))
    return HttpResponseRedirect(HOME)
