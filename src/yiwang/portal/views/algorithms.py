# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The public register of rules that decide, and an applicant's wish for a person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import automation
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal.frame import shared_page, version_of


@audience("public")
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show which items are decided by rule, by which version, on what data."""
    with read_only():
        rules = cases.rules.public_rules()
        return shared_page(
            request,
            "portal/algorithms.html",
            lambda: {"rules": _named(rules)},
            version=version_of([one.tag for one in rules]),
        )


def _named(rules: list[cases.rules.PublicRule]) -> list[tuple[cases.rules.PublicRule, str, str]]:
    names = cases.rules.item_names(rules)
    return [(one, *names.get(one.id, (one.name, ""))) for one in rules]


@audience("citizen")
@require_POST
def object_to_rule(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say that what a rule decided, or a datum that it went by, is wrong."""
    try:
        automation.object_to_rule(
            case_id=case_id,
            words=request.POST.get("words", ""),
            disputed=request.POST.getlist("disputed"),
            actor=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
        )
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已收到您的异议，工作人员会复核并答复。"))
    return HttpResponseRedirect(f"/my/cases/{case_id}#rule-objection")


@audience("citizen")
@require_POST
def ask_for_a_person(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let a person decide a case and not the rule."""
    try:
        automation.ask_for_a_person(
            case_id=case_id,
            actor=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
        )
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已转人工办理，由工作人员决定。"))
    return HttpResponseRedirect(f"/my/cases/{case_id}")
