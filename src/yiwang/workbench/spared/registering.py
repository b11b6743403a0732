# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Registering sources over HTTP by two people, and trying them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.foundation.errors import DomainError, FieldError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.sharing import selectors as sharing
from yiwang.sharing import services
from yiwang.sharing.enums import Subject
from yiwang.sharing.errors import SwitchReasonMissing
from yiwang.workbench.frame import actor_of, do, page
from yiwang.workbench.spared import source_forms

HERE, CHANGES = "/workbench/sources", "/workbench/source-changes"


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def new_source(request: HttpRequest) -> HttpResponse:
    """Propose to register a source; its key is shown this once."""
    if request.method == "POST":
        return _proposed(request, code="")
    with read_only():
        sharing.changing.check_switches(actor_of(request))
        return _form(request, code="", typed={})


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def change_source(request: HttpRequest, code: str) -> HttpResponse:
    """Propose to describe a source otherwise, or to give it a new key."""
    with read_only():
        described = sharing.changing.description(code, actor_of(request))
    if request.method == "POST":
        return _proposed(request, code=code)
    with read_only():
        return _form(request, code=code, typed=source_forms.typed(described))


def _proposed(request: HttpRequest, *, code: str) -> HttpResponse:
    sharing.changing.check_switches(actor_of(request))
    sent = request.POST.copy()
    if code:
        sent["code"] = code
    errors: list[FieldError] = []
    refusal = ""
    try:
        made = services.propose_source(
            description=source_forms.description_of(sent),
            is_new=not code,
            reason=sent.get("reason", ""),
            with_new_key=sent.get("with_new_key") == "1",
            actor=actor_of(request),
            at=timezone.now(),
        )
    except SwitchReasonMissing as error:
        errors = [FieldError("/reason", "required", str(error))]
    except DomainError as error:
        errors = source_forms.by_input(error.errors)
        refusal = "" if errors else str(error)
    else:
        context = {"made": made, "place": f"{CHANGES}/{made.change.pk}"}
        return page(request, "workbench/spared/source_key.html", context, current=HERE)
    return _form(request, code=code, typed=sent.dict(), errors=errors, refusal=refusal)


def _form(
    request: HttpRequest,
    *,
    code: str,
    typed: dict[str, Any],
    errors: list[FieldError] | None = None,
    refusal: str = "",
) -> HttpResponse:
    context = {
        "code": code,
        "typed": source_forms.BLANK | typed,
        "errors": errors or [],
        "faults": source_forms.faults(errors or []),
        "refusal": refusal,
        "subjects": Subject.choices,
        "kinds": list(sharing.changing.KINDS.values()),
        "action": f"{HERE}/{code}/change" if code else f"{HERE}/new",
    }
    status = 422 if errors or refusal else 200
    template = "workbench/spared/source_form.html"
    return page(request, template, context, current=HERE, status=status)


@audience("staff")
@require_safe
def source_change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Show a proposal with what it says and what stands now."""
    actor = actor_of(request)
    with read_only():
        found = sharing.changing.change(change_id, actor)
        context = {
            "proposal": found,
            "rows": source_forms.rows(found),
            "is_own": found.change.proposed_by_id == actor.account_id,
        }
        return page(request, "workbench/spared/source_change.html", context, current=HERE)


@audience("staff")
@require_POST
def decide_change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Agree to a proposal of somebody else, refuse it, or take one back."""
    actor, sent = actor_of(request), request.POST
    answer = sent.get("answer", "")

    def act() -> object:
        if answer == "withdraw":
            return services.withdraw_source_change(
                change_id=change_id, actor=actor, at=timezone.now()
            )
        return services.decide_source_change(
            change_id=change_id,
            is_agreed=answer == "agree",
            note=sent.get("note", ""),
            actor=actor,
            at=timezone.now(),
        )

    back_to = f"{CHANGES}/{change_id}"
    return do(request, act, done=_("已处理这次数据源登记申请。"), back_to=back_to)


@audience("staff")
@require_POST
def try_source(request: HttpRequest, code: str) -> HttpResponse:
    """Ask a source about somebody who does not exist, and show what it says."""
    actor, sent = actor_of(request), request.POST
    sharing.changing.check_switches(actor)
    trial, refusal = None, ""
    try:
        trial = services.try_source(
            code=code,
            name=sent.get("name", ""),
            number=sent.get("number", ""),
            actor=actor,
            at=timezone.now(),
        )
    except DomainError as error:
        refusal = str(error)
    with read_only():
        context = {
            "source": sharing.source(code),
            "trial": trial,
            "refusal": refusal,
            "typed": {"name": sent.get("name", ""), "number": sent.get("number", "")},
        }
        status = 422 if refusal else 200
        template = "workbench/spared/source_trial.html"
        return page(request, template, context, current=HERE, status=status)
