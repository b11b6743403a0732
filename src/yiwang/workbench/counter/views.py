# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The counter: from a person standing there to an accepted case in three clicks."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseMode, Channel
from yiwang.cases.services import clocks, intake, reading, submission
from yiwang.cases.services.drafts import DraftContent
from yiwang.catalogue import selectors as catalogue
from yiwang.evaluations import selectors as evaluations
from yiwang.forms import selectors as forms
from yiwang.foundation.errors import DomainError, FieldError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity.enums import ApplicantKind
from yiwang.ledger import services as ledger
from yiwang.workbench.counter import continuing, filing, guiding, people, proofs, ways
from yiwang.workbench.counter.people import Visitor
from yiwang.workbench.faults import in_form_order
from yiwang.workbench.frame import (
    LOWER_REVIEWS,
    actor_of,
    is_fragment,
    once,
    page,
    private,
    shown_text,
    uuids,
)
from yiwang.workbench.serving import languages
from yiwang.workbench.uploads import stored_for_form

CURRENT = "/workbench/counter"


@dataclass(slots=True)
class Filing:
    """One application as it stands on the page."""

    snapshot: Any
    applicant: Any
    form: Any
    data: dict[str, Any]
    guided: guiding.Guided | None = None
    scans: dict[str, list[UUID]] = field(default_factory=dict)
    prefilled: set[str] = field(default_factory=set)
    errors: list[FieldError] = field(default_factory=list)
    refusal: str = ""
    status: int = 200
    way: ways.Way | None = None


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Find the person or organization by its number, or take it down."""
    people.check_counter(actor_of(request))
    if request.method != "POST":
        return _start_page(request, Visitor(ApplicantKind.NATURAL, ""))
    visitor, is_new = _visitor(request), request.POST.get("register") == "1"
    actor, at = actor_of(request), timezone.now()
    try:
        take = people.register if is_new else people.find
        applicant_id = take(visitor, actor=actor, at=at)
    except DomainError as refusal:
        if refusal.kind is Kind.FORBIDDEN:
            raise
        return _start_page(request, visitor, refusal=refusal, is_new=is_new)
    return HttpResponseRedirect(f"/workbench/counter/items?applicant={applicant_id}")


def _visitor(request: HttpRequest) -> Visitor:
    sent = {name: shown_text(value) for name, value in request.POST.dict().items()}
    is_legal = sent.get("kind") == ApplicantKind.LEGAL
    return Visitor(
        kind=ApplicantKind.LEGAL if is_legal else ApplicantKind.NATURAL,
        number=sent.get("number", ""),
        name=sent.get("name", ""),
        phone=sent.get("phone", ""),
        representative_name=sent.get("representative_name", ""),
        representative_number=sent.get("representative_number", ""),
    )


def _start_page(
    request: HttpRequest,
    visitor: Visitor,
    *,
    refusal: DomainError | None = None,
    is_new: bool = False,
) -> HttpResponse:
    """Show the form; somebody who is not known yet can be taken down on the spot."""
    is_unknown = refusal is not None and not is_new and people.is_unknown(refusal)
    errors = people.faults(refusal, visitor) if refusal and not is_unknown else []
    context = {
        "visitor": visitor,
        "is_new": is_new or is_unknown,
        "is_unknown": is_unknown,
        "errors": errors,
        "wrong": dict.fromkeys(people.FIELD_OF.values(), "")
        | {"representative_number": ""}
        | {each.path.strip("/"): each.message for each in errors},
    }
    status = refusal.status if refusal else 200
    return page(request, "workbench/counter.html", context, current=CURRENT, status=status)


@audience("staff")
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Choose the item that the person came for."""
    department_id = people.check_counter(actor_of(request))
    chosen = uuids([request.GET.get("applicant", "")])
    if not chosen:
        return HttpResponseRedirect(CURRENT)
    words, actor = shown_text(request.GET.get("q", "")), actor_of(request)
    with read_only():
        applicant = identity.applicant_summary(chosen[0])
        found = catalogue.items_of_department(department_id, actor.division_code)
        context = {
            "applicant": applicant,
            "words": words,
            "items": [item for item in found if _is_wanted(item, applicant.kind, words)],
            "matters": cases.open_matters(applicant.id, actor),
        }
        answer = page(request, "workbench/counter_items.html", context, current=CURRENT)
    people.note_shown(applicant, actor=actor, at=timezone.now())
    return answer


def _is_wanted(item: catalogue.ItemHit, kind: str, words: str) -> bool:
    return item.is_applied_for and kind in item.audiences and words in item.name


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, applicant_id: UUID, version_id: UUID) -> HttpResponse:
    """Fill in the form, scan the materials, submit and accept in one go."""
    actor, at = actor_of(request), timezone.now()
    people.check_counter(actor)
    snapshot = catalogue.open_snapshot(version_id, timezone.localdate())
    if not snapshot.is_applied_for:
        raise Http404
    guided = guiding.followed(snapshot, guiding.answers_in(request))
    if request.method != "POST" and guided is None and guiding.is_to_ask(request, snapshot):
        return HttpResponseRedirect(guiding.address(request, applicant_id, version_id))
    applicant = identity.applicant_summary(applicant_id)
    people.note_shown(applicant, actor=actor, at=at)
    compiled = forms.compiled_form(snapshot.form_id)
    if request.method != "POST":
        return _apply_page(request, _begun(request, snapshot, applicant, guided))
    begun = Filing(snapshot, applicant, compiled, compiled.parse(request.POST, {}), guided)
    try:
        begun.data = compiled.parse(
            request.POST,
            stored_for_form(
                request, compiled, region_code=snapshot.region_code, actor=actor, at=at
            ),
        )
        begun.scans = filing.received(request, snapshot, actor=actor, at=at)
        begun.way = _way(request, begun)
        if compiled.is_edit(request.POST) or ways.is_to_read(request):
            return _apply_page(request, begun)
        if continuing.is_to_be_kept(request):
            typed = DraftContent(form=begun.data, scenario=_scenario(begun))
            return continuing.kept(request, snapshot, applicant_id, typed, at=at)
        case_id = _submit(request, begun)
    except DomainError as error:
        begun.refusal, begun.errors, begun.status = str(error), list(error.errors), error.status
        return _apply_page(request, begun)
    return HttpResponseRedirect(_where_it_stands(request, snapshot, case_id))


def _way(request: HttpRequest, begun: Filing) -> ways.Way:
    """Return the way of handling that the page has, with the scan of what was signed."""
    way = ways.chosen_in(
        request, begun.snapshot, begun.data, begun.scans, scenario=_scenario(begun)
    )
    return ways.with_proof(
        way,
        request,
        region_code=begun.snapshot.region_code,
        actor=actor_of(request),
        at=timezone.now(),
    )


def _words_page(request: HttpRequest, begun: Filing) -> HttpResponse:
    """Show the words on a sheet of their own, to be printed and signed."""
    context = {"way": begun.way, "applicant": begun.applicant}
    return page(request, "workbench/counter_promise.html", context, current=CURRENT)


def _begun(request: HttpRequest, snapshot: Any, applicant: Any, guided: Any) -> Filing:
    """Return an application that begins: with what is known, was typed online, was answered."""
    actor, at = actor_of(request), timezone.now()
    compiled = forms.compiled_form(snapshot.form_id)
    data = compiled.prefill(people.known_facts(applicant, actor=actor, at=at))
    draft = continuing.begun_online(request, snapshot, applicant.id, actor=actor, at=at)
    scans: dict[str, list[UUID]] = {}
    if draft is not None:
        data |= draft.form_data
        scans = {key: uuids(files) for key, files in draft.materials.items()}
        guided = guided or guiding.followed(snapshot, draft.scenario_answers or {})
    if guided is not None:
        data |= guided.walk.filled
    return Filing(snapshot, applicant, compiled, data, guided, prefilled=set(data), scans=scans)


def _scenario(begun: Filing) -> dict[str, str | int] | None:
    """Return what was answered; None where nobody asked."""
    return begun.guided.walk.answers if begun.guided else None


def _where_it_stands(request: HttpRequest, snapshot: Any, case_id: str) -> str:
    """Return the page that shows an application once it is in."""
    if mandate_id := _mandate_id(request):
        messages.success(request, _("已代为提交，委托人会收到消息。"))
        return f"/workbench/mandates/{mandate_id}"
    if snapshot.department_id != actor_of(request).department_id:
        review = cases.lower_reviews.reviewed_by(UUID(case_id), actor_of(request))
        return f"{LOWER_REVIEWS if review else '/workbench/received'}/{case_id}"
    return f"/workbench/counter/receipt/{case_id}"


def _apply_page(request: HttpRequest, begun: Filing) -> HttpResponse:
    if ways.is_to_print(request) and begun.way:
        return _words_page(request, begun)
    extras = forms.Extras(prefilled=begun.prefilled)
    sections = begun.form.fields(begun.data, begun.errors, extras)
    if is_fragment(request):
        return private(render(request, "forms/form.html", {"sections": sections}))
    context = {
        "snapshot": begun.snapshot,
        "applicant": begun.applicant,
        "mandate_id": _mandate_id(request),
        "is_own": begun.snapshot.department_id == actor_of(request).department_id,
        "ticket_id": continuing.ticket_id(request),
        "sections": sections,
        "errors": in_form_order(begun.errors, sections),
        "refusal": begun.refusal,
        "way": begun.way
        or ways.chosen_in(
            request, begun.snapshot, begun.data, begun.scans, scenario=_scenario(begun)
        ),
        **languages.wanted(request, begun.applicant.id),
        "promised_on": clocks.promised_day(begun.snapshot, timezone.localdate()),
        "wanted": filing.wanted(
            begun.snapshot,
            begun.data,
            begun.scans,
            scenario=_scenario(begun),
            actor=actor_of(request),
            is_checked=begun.status != 200,
            excused=begun.way.excused if begun.way else (),
        ),
    }
    context |= guiding.shown(request, begun.applicant.id, begun.guided, begun.data)
    return page(
        request, "workbench/counter_apply.html", context, current=CURRENT, status=begun.status
    )


def _mandate_id(request: HttpRequest) -> UUID | None:
    """Return the mandate under which the station applies, where it does."""
    sent = uuids([request.POST.get("mandate") or request.GET.get("mandate") or ""])
    return sent[0] if sent else None


def _submit(request: HttpRequest, begun: Filing) -> str:
    actor, at = actor_of(request), timezone.now()
    way = begun.way or _way(request, begun)
    proofs.count_code(way.shown, applicant_id=begun.applicant.id, actor=actor, at=at)

    def act() -> ledger.Answer:
        case = submission.submit_case(
            application=submission.Application(
                version_id=begun.snapshot.version_id,
                form=begun.data,
                materials=begun.scans,
                channel=Channel.COUNTER,
                applicant_id=begun.applicant.id,
                mandate_id=_mandate_id(request),
                language=request.POST.get("language"),
                scenario=_scenario(begun),
                chosen=ways.signed(
                    way, request, applicant_id=begun.applicant.id, actor=actor, at=at
                ),
            ),
            actor=actor,
            at=at,
        )
        is_own = begun.snapshot.department_id == actor.department_id
        if is_own and request.POST.get("accept") == "1":
            intake.accept_case(case_id=case.pk, actor=actor, at=at)
        return ledger.Answer(status=201, body={"case_id": str(case.pk)})

    return str(once(request, act).body["case_id"])


def _drawn(address: str) -> SafeString:
    # With a view box and no size: what the sheet gives it room for, it fills, and nothing is cut.
    return mark_safe(segno.make(address).svg_inline(omitsize=True))  # noqa: S308 - no user's signs


@audience("staff")
@require_safe
def receipt(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what the applicant takes home: the numbers and what happens next, to be printed."""
    people.check_counter(actor_of(request))
    with read_only():
        case = cases.case(case_id, actor_of(request))
        if case.channel != Channel.COUNTER:
            raise Http404
        address = f"{settings.SITE_URL}/track"
        filled = f"{address}?number={case.number}"
        context = {
            "case": case,
            "applicant": identity.applicant_summary(case.applicant_id),
            "materials": cases.materials(case),
            "trust": cases.trust.trust_of(case, {}) if case.mode != CaseMode.STANDARD else None,
            "later_workdays": catalogue.snapshot(case.version_id).base.deferral_workdays,
            "address": address,
            "qr": _drawn(filled),
            "review": evaluations.spaced(code := evaluations.visit_code(case.pk)),
            "review_page": f"{settings.SITE_URL}/review",
            "review_qr": _drawn(f"{settings.SITE_URL}/review/{code}") if code else "",
        }
        answer = page(request, "workbench/receipt.html", context, current=CURRENT)
    reading.note_case(case, actor=actor_of(request), at=timezone.now(), purpose=people.PURPOSE)
    return answer
