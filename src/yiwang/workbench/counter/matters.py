# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Matters of who stands at the counter without an account: correct, withdraw, bring papers."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import OPEN_STATES, Action, OriginalResult
from yiwang.cases.services import attended, modes, reading
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation.errors import DomainError, FieldError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.workbench.cases.looks import chip_of
from yiwang.workbench.counter import filing, people, proofs
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.faults import in_form_order
from yiwang.workbench.frame import actor_of, once, page, uuids, whole_number
from yiwang.workbench.uploads import stored, stored_for_form

if TYPE_CHECKING:
    from yiwang.cases.models import Case

CURRENT = "/workbench/counter"
HERE = "/workbench/counter/matters"


@audience("staff")
@require_safe
def matter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what can be done in a case for its applicant, who stands at the counter."""
    return _matter_page(request, _opened(request, case_id))


def _opened(request: HttpRequest, case_id: UUID) -> "Case":
    people.check_counter(actor_of(request))
    return reading.open_case(
        case_id=case_id, actor=actor_of(request), at=timezone.now(), purpose=people.PURPOSE
    )


def _matter_page(
    request: HttpRequest,
    case: "Case",
    *,
    refusal: DomainError | None = None,
    shown: proofs.Shown | None = None,
) -> HttpResponse:
    with read_only():
        needs = catalogue.snapshot(case.version_id).materials
        trust = cases.trust.trust_of(case, {each.key: each.name for each in needs})
        possible = cases.possible_actions(case)
        is_open = case.state in OPEN_STATES
        context = {
            "case": case,
            "chip": chip_of(case.state),
            "correction": cases.correction(case),
            "may_correct": Action.ANSWER_CORRECTION in possible,
            "may_withdraw": Action.WITHDRAW in possible and case.own_process_id is None,
            "unseen": [one for one in trust.copies if one.check is None] if is_open else [],
            "awaited": [one for one in trust.deferred if one.handed_in_at is None]
            if is_open
            else [],
            "results": list(OriginalResult),
            "refusal": str(refusal) if refusal else "",
            "shown": shown or proofs.Shown(),
            "acts": cases.counter_acts(case),
        }
        status = refusal.status if refusal else 200
        return page(
            request, "workbench/counter_matter.html", context, current=CURRENT, status=status
        )


def _withdraw(request: HttpRequest, case: "Case", proof: modes.Proof) -> object:
    return attended.withdraw_case(
        case_id=case.pk,
        proof=proof,
        actor=actor_of(request),
        at=timezone.now(),
        revision=whole_number(request.POST.get("revision", "")),
    )


def _original(request: HttpRequest, case: "Case", proof: modes.Proof) -> object:
    sent, material = request.POST, uuids([request.POST.get("material", "")])
    result = sent.get("result", "")
    if result not in OriginalResult.values or not material:
        raise Unanswered
    return attended.show_original(
        case_id=case.pk,
        material_id=material[0],
        seen=modes.Seen(
            result=OriginalResult(result),
            original=sent.get("original", ""),
            place=sent.get("place", ""),
            difference=sent.get("difference", ""),
        ),
        proof=proof,
        actor=actor_of(request),
        at=timezone.now(),
        revision=whole_number(sent.get("revision", "")),
    )


def _deferred(request: HttpRequest, case: "Case", proof: modes.Proof) -> object:
    actor, at = actor_of(request), timezone.now()
    files = stored(request, "files", region_code=case.region_code, actor=actor, at=at)
    return attended.hand_in_deferred(
        case_id=case.pk,
        key=request.POST.get("key", ""),
        files=files,
        proof=proof,
        actor=actor,
        at=at,
        revision=whole_number(request.POST.get("revision", "")),
    )


ACTS: Mapping[str, Callable[[HttpRequest, "Case", modes.Proof], object]] = {
    "withdraw": _withdraw,
    "original": _original,
    "deferred": _deferred,
}


@audience("staff")
@require_POST
def act(request: HttpRequest, case_id: UUID, action: str) -> HttpResponse:
    """Do something for who stands at the counter, and has signed or shown their code."""
    if action not in ACTS:
        raise Http404
    case = _opened(request, case_id)
    shown = proofs.Shown()
    try:
        shown = _shown(request, case)
        _once(request, case, shown, lambda proof: ACTS[action](request, case, proof))
    except DomainError as refusal:
        if refusal.kind is Kind.FORBIDDEN:
            raise
        return _matter_page(request, case, refusal=refusal, shown=shown)
    messages.success(request, _("已经办好，并记入办件经过。"))
    return HttpResponseRedirect(f"{HERE}/{case_id}")


def _shown(request: HttpRequest, case: "Case") -> proofs.Shown:
    return proofs.shown_in(
        request, region_code=case.region_code, actor=actor_of(request), at=timezone.now()
    )


def _once(
    request: HttpRequest,
    case: "Case",
    shown: proofs.Shown,
    do: Callable[[modes.Proof], object],
) -> None:
    actor, at = actor_of(request), timezone.now()
    proofs.count_code(shown, applicant_id=case.applicant_id, actor=actor, at=at)

    def command() -> ledger.Answer:
        do(proofs.proof_of(shown, applicant_id=case.applicant_id, actor=actor, at=at))
        return ledger.Answer(status=200, body={"done": True})

    once(request, command)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Type and scan the correction of who stands at the counter, and hand it in."""
    case = _opened(request, case_id)
    if Action.ANSWER_CORRECTION not in cases.possible_actions(case):
        messages.info(request, _("这个办件现在不需要补正。"))
        return HttpResponseRedirect(f"{HERE}/{case_id}")
    if request.method != "POST":
        with read_only():
            return _form_page(request, case, typed=cases.shown_form(case, actor_of(request)))
    return _hand_in(request, case)


def _hand_in(request: HttpRequest, case: "Case") -> HttpResponse:
    actor, at = actor_of(request), timezone.now()
    snapshot = catalogue.snapshot(case.version_id)
    form = forms.compiled_form(snapshot.form_id)
    typed: Mapping[str, Any] = form.parse(request.POST, {})
    scans: dict[str, list[UUID]] = {}
    shown = proofs.Shown()
    try:
        files = stored_for_form(request, form, region_code=case.region_code, actor=actor, at=at)
        typed = form.parse(request.POST, files)
        scans = filing.received(request, snapshot, actor=actor, at=at)
        shown = _shown(request, case)
        if form.is_edit(request.POST):
            return _form_page(request, case, typed=typed, scans=scans, shown=shown)
        _once(
            request,
            case,
            shown,
            lambda proof: attended.answer_correction(
                case_id=case.pk,
                form=typed,
                materials=scans,
                proof=proof,
                actor=actor,
                at=at,
                revision=whole_number(request.POST.get("revision", "")),
            ),
        )
    except DomainError as refusal:
        if refusal.kind is Kind.FORBIDDEN:
            raise
        return _form_page(request, case, typed=typed, scans=scans, shown=shown, refusal=refusal)
    messages.success(request, _("补正已经提交，五个工作日内答复是否受理。"))
    return HttpResponseRedirect(f"{HERE}/{case.pk}")


def _form_page(
    request: HttpRequest,
    case: "Case",
    *,
    typed: Mapping[str, Any],
    scans: Mapping[str, Sequence[UUID]] | None = None,
    shown: proofs.Shown | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    snapshot = catalogue.snapshot(case.version_id)
    errors: Sequence[FieldError] = refusal.errors if refusal else ()
    sections = forms.compiled_form(snapshot.form_id).fields(typed, errors)
    context = {
        "case": case,
        "correction": cases.correction(case),
        "sections": sections,
        "errors": in_form_order(errors, sections),
        "refusal": str(refusal) if refusal and not errors else "",
        "shown": shown or proofs.Shown(),
        "wanted": [
            one
            for one in filing.wanted(
                snapshot,
                typed,
                scans or {},
                scenario=case.scenario_answers,
                actor=actor_of(request),
                is_checked=False,
            )
            if one.is_asked
        ],
    }
    status = refusal.status if refusal else 200
    return page(
        request, "workbench/counter_correction.html", context, current=CURRENT, status=status
    )
