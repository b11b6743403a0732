# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Answering a request for corrections: the form again, and the materials that were asked for."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action
from yiwang.cases.services import intake
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.errors import DomainError, FieldError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal import applying
from yiwang.portal.frame import actor_of, page

if TYPE_CHECKING:
    from yiwang.cases.models import Case

FILE_FIELD = "material."
KEPT_FIELD = "kept."


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what has to be put right, and hand it in."""
    actor = actor_of(request)
    case = cases.case(case_id, actor)
    if Action.ANSWER_CORRECTION not in cases.possible_actions(case):
        messages.info(request, _("这个办件现在不需要补正。"))
        return HttpResponseRedirect(f"/my/cases/{case_id}")
    if request.method == "POST":
        return _hand_in(request, case)
    with read_only():
        return _page(request, case, typed=cases.shown_form(case, actor), handed={})


def _hand_in(request: HttpRequest, case: "Case") -> HttpResponse:
    actor, at = actor_of(request), timezone.now()
    form = forms.compiled_form(catalogue.snapshot(case.version_id).form_id)
    refusal: DomainError | None = None
    typed: Mapping[str, Any] = cases.shown_form(case, actor)
    handed: dict[str, list[str]] = {}
    try:
        stored = applying.stored_files(
            request,
            accepts=lambda name: name.startswith(FILE_FIELD) or form.accepts_upload(name),
            owner=actor,
            at=at,
        )
        typed = form.parse(request.POST, stored)
        handed = _handed(request, stored)
        if not form.is_edit(request.POST):
            intake.answer_correction(
                case_id=case.pk,
                form=typed,
                materials={key: [UUID(one) for one in ids] for key, ids in handed.items()},
                actor=actor,
                at=at,
            )
            messages.success(request, _("补正已经提交，五个工作日内答复是否受理。"))
            return HttpResponseRedirect(f"/my/cases/{case.pk}")
    except DomainError as error:
        if error.kind is Kind.NOT_FOUND:
            raise
        refusal = error
    return _page(request, case, typed=typed, handed=handed, refusal=refusal)


def _handed(request: HttpRequest, stored: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the files by material: those sent now and those a refused attempt has stored."""
    found: dict[str, list[str]] = {}
    for name, ids in stored.items():
        if name.startswith(FILE_FIELD):
            found.setdefault(name.removeprefix(FILE_FIELD), []).extend(ids)
    for name in request.POST:
        if name.startswith(KEPT_FIELD):
            kept = [one for one in request.POST.getlist(name) if _is_id(one)]
            found.setdefault(name.removeprefix(KEPT_FIELD), []).extend(kept)
    return found


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _page(
    request: HttpRequest,
    case: "Case",
    *,
    typed: Mapping[str, Any],
    handed: Mapping[str, Sequence[str]],
    refusal: DomainError | None = None,
) -> HttpResponse:
    item = catalogue.snapshot(case.version_id)
    errors: Sequence[FieldError] = refusal.errors if refusal else ()
    known = documents.file_info(
        {UUID(one) for ids in handed.values() for one in ids}, actor_of(request)
    )
    wanted = [
        applying.Wanted(each, applying.handed(handed.get(each.key, ()), known))
        for each in catalogue.materials_for(
            item, typed, case.scenario_answers, scenario_id=case.scenario_version_id
        )
        if each.is_uploaded
    ]
    form = forms.compiled_form(item.form_id)
    sections = form.fields(typed, errors)
    context = {
        "case": case,
        "correction": cases.correction(case),
        "sections": sections,
        "errors": applying.in_form_order(errors, sections),
        "refusal": str(refusal) if refusal and not errors else "",
        "wanted": wanted,
    }
    status = refusal.status if refusal else 200
    return page(request, "portal/correction.html", context, current="my", status=status)
