# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applying, one question a page: situation › form › materials › check and sign."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseMode, Channel
from yiwang.cases.services import submission, together
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.forms.errors import FormInvalid
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, FieldError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.portal import applying, found
from yiwang.portal.applying import CHECK, FORM, MATERIALS, SITUATION, Application
from yiwang.portal.errors import AnotherApplicant, NotSigned
from yiwang.portal.frame import actor_of, is_fragment, page

TEMPLATES = {
    SITUATION: "portal/apply_situation.html",
    FORM: "portal/apply_form.html",
    MATERIALS: "portal/apply_materials.html",
    CHECK: "portal/apply_check.html",
}


@audience("citizen")
@require_safe
def apply(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Show one step of an application."""
    step = _step(request.GET.get("step", ""))
    with read_only():
        begun = applying.application(version_id, actor_of(request))
        if step == CHECK and (refusal := _form_refusal(begun)):
            return _form_page(request, begun, errors=refusal.errors, status=200)
        return _page(request, begun, step)


def _step(text: str) -> int:
    return int(text) if text in {"1", "2", "3", "4"} else SITUATION


def _page(
    request: HttpRequest,
    begun: Application,
    step: int,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    actor = actor_of(request)
    context: dict[str, object] = {
        "item": begun.item,
        "steps": [_("看情形"), _("填表"), _("交材料"), _("核对提交")],
        "step": step,
        "refusal": refusal,
        "serves_actor": _serves(begun, actor),
        "promised_on": applying.promised_day(begun.item, timezone.localdate()),
        "sections": (),
        "errors": (),
        "can_look": False,
        "asked_sources": (),
        "sheets": (),
        "dispute_base": f"/apply/{begun.item.version_id}/findings",
    }
    if step == SITUATION:
        held = cases.held_under(begun.item, actor, today=timezone.localdate())
        context["held"] = held if begun.about_id is None else ()
        context["has_scenario"] = catalogue.scenarios.has_scenario(begun.item.base_item_id)
    if step == SITUATION and cases.spared.can_look(begun.item, actor):
        context["asked_sources"] = cases.spared.sources_to_ask(begun.item, actor)
        context["can_look"] = True
    if step == FORM:
        context["sections"] = begun.sections(actor)
        context["is_prefilled"] = begun.is_prefilled(actor)
        context["begun"] = begun
    if step in {MATERIALS, CHECK}:
        sheets = found.sheets(begun.item, actor)
        wanted = found.still_wanted(begun.wanted(actor), sheets)
        context |= {"sheets": sheets, "can_look": cases.spared.can_look(begun.item, actor)}
        context |= {"wanted": wanted, "is_complete": not any(one.is_missing for one in wanted)}
        context |= _ways(begun)
        context["begun"] = begun
    if step == CHECK:
        context["shown"] = begun.form.display(begun.typed)
        context["rule"] = cases.rules.public_rule_of(begun.item.code)
        context["electronic"] = _electronic_service(actor)
        context["offered"] = documents.translations.offered(on=timezone.localdate())
        if context["offered"] and actor.applicant_id and actor.mandate_id is None:
            context["paper_language"] = documents.translations.language_of(actor.applicant_id)
    return page(request, TEMPLATES[step], context, current="my", status=status)


def _ways(begun: Application) -> dict[str, object]:
    """Return the ways of handling to choose from, and the words to sign for the chosen one."""
    words, text_sha256 = begun.to_sign()
    return {
        "offers": begun.offers(),
        "offer": begun.offer(),
        "promised": begun.promised(),
        "deferred": begun.deferred(),
        "words_to_sign": words,
        "text_sha256": text_sha256,
    }


def _electronic_service(actor: Actor) -> tuple[str, ...]:
    """Return what to agree to for papers to be served here; nothing when it is done or not theirs.

    Source: 民事诉讼法 (2023) 90.
    """
    if actor.applicant_id is None or actor.mandate_id is not None:
        return ()
    return () if documents.serving.consent_of(actor.applicant_id) else documents.serving.TEXT


def _serves(begun: Application, actor: object) -> bool:
    kind = "legal" if getattr(actor, "legal_person_id", None) else "natural"
    return kind in begun.item.service_objects


def _form_page(
    request: HttpRequest, begun: Application, *, errors: Sequence[FieldError], status: int
) -> HttpResponse:
    sections = begun.sections(actor_of(request), errors)
    context = {
        "item": begun.item,
        "begun": begun,
        "steps": [_("看情形"), _("填表"), _("交材料"), _("核对提交")],
        "step": FORM,
        "refusal": "",
        "sections": sections,
        "errors": applying.in_form_order(errors, sections),
    }
    template = "portal/_form_fields.html" if is_fragment(request) else TEMPLATES[FORM]
    return page(request, template, context, current="my", status=status)


def _form_refusal(begun: Application) -> FormInvalid | None:
    try:
        begun.form.validate(begun.typed)
    except FormInvalid as refusal:
        return refusal
    return None


@audience("citizen")
@require_POST
def save_form(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Keep what was typed; go on when it is right, else say what is not."""
    actor, at = actor_of(request), timezone.now()
    begun = applying.application(version_id, actor)
    files = applying.stored_files(request, accepts=begun.form.accepts_upload, owner=actor, at=at)
    typed = found.with_locked(begun.item, begun.form.parse(request.POST, files), actor)
    try:
        applying.save(begun, actor=actor, at=at, typed=typed, step=FORM, seen=_seen(request))
    except together.DraftChangedMeanwhile as changed:
        return _conflict(request, version_id, typed, changed)
    if request.headers.get("X-Requested-With") == "autosave":
        return HttpResponse(status=204)
    begun = applying.application(version_id, actor)
    if begun.form.is_edit(request.POST):
        return _form_page(request, begun, errors=(), status=200)
    if refusal := _form_refusal(begun):
        return _form_page(request, begun, errors=refusal.errors, status=422)
    return HttpResponseRedirect(f"/apply/{version_id}?step={MATERIALS}")


def _seen(request: HttpRequest) -> int | None:
    """Return the revision that the page of a shared draft showed."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _conflict(
    request: HttpRequest,
    version_id: UUID,
    typed: Mapping[str, object],
    refusal: together.DraftChangedMeanwhile,
) -> HttpResponse:
    """Show what stands there and what was typed meanwhile, both whole."""
    begun = applying.application(version_id, actor_of(request))
    context = {
        "item": begun.item,
        "refusal": str(refusal),
        "standing": begun.form.display(begun.typed),
        "typed": begun.form.display(typed),
        "back": f"/apply/{version_id}?step={FORM}",
    }
    template = "portal/together/conflict.html"
    return page(request, template, context, current="my", status=refusal.status)


@audience("citizen")
@require_POST
def add_material(request: HttpRequest, version_id: UUID, key: str) -> HttpResponse:
    """Store a file for a material; answer its fresh row to a script, else the page again."""
    actor, at = actor_of(request), timezone.now()
    begun = applying.application(version_id, actor)
    refusal = ""
    try:
        stored = applying.stored_files(
            request, accepts=lambda field: field == "file", owner=actor, at=at
        )
        fresh = [one for ids in stored.values() for one in ids]
        handed = {**begun.materials, key: [*begun.materials.get(key, ()), *fresh]}
        applying.save(begun, actor=actor, at=at, materials=handed, step=MATERIALS)
    except DomainError as error:
        refusal = str(error)
    return _material_answer(request, version_id, key, refusal)


@audience("citizen")
@require_POST
def remove_material(request: HttpRequest, version_id: UUID, key: str) -> HttpResponse:
    """Take a file out of the application."""
    actor, at = actor_of(request), timezone.now()
    begun = applying.application(version_id, actor)
    gone = request.POST.get("file", "")
    kept = [one for one in begun.materials.get(key, ()) if one != gone]
    applying.save(
        begun, actor=actor, at=at, materials={**begun.materials, key: kept}, step=MATERIALS
    )
    return _material_answer(request, version_id, key, "")


def _material_answer(
    request: HttpRequest, version_id: UUID, key: str, refusal: str
) -> HttpResponse:
    if not is_fragment(request):
        if refusal:
            messages.error(request, refusal)
        return HttpResponseRedirect(f"/apply/{version_id}?step={MATERIALS}#material-{key}")
    actor = actor_of(request)
    begun = applying.application(version_id, actor)
    wanted = next((one for one in begun.wanted(actor) if one.requirement.key == key), None)
    context = {"item": begun.item, "one": wanted, "refusal": refusal}
    return page(request, "portal/_material.html", context)


@audience("citizen")
@require_POST
def choose_mode(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Keep the way of handling that was chosen, and the materials it is for."""
    actor, at = actor_of(request), timezone.now()
    begun = applying.application(version_id, actor)
    sent = request.POST.get("mode", "")
    mode = CaseMode(sent) if sent in CaseMode.values else CaseMode.STANDARD
    picked = request.POST.getlist(f"about-{mode}")
    later = request.POST.getlist(f"later-{mode}")
    if applying.choose(begun, mode, picked, later, actor=actor, at=at):
        messages.success(request, _("已选择“%(mode)s”。") % {"mode": mode.label})
    else:
        messages.error(request, _("这个事项在这种情形下没有这种办理方式。"))
    return HttpResponseRedirect(f"/apply/{version_id}?step={MATERIALS}#modes")


@audience("citizen")
@require_POST
def submit(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Hand the application in; the same form sent twice makes one case."""
    actor, at = actor_of(request), timezone.now()
    is_signed = request.POST.get("signed") == "yes"
    travels = request.POST.getlist("courier")

    def hand_in() -> ledger.Answer:
        begun = applying.application(version_id, actor)
        case = submission.submit_case(
            application=submission.Application(
                version_id=version_id,
                form=begun.typed,
                materials=begun.file_ids(),
                channel=Channel.COURIER if "originals" in travels else Channel.WEB,
                draft_id=begun.draft_id,
                scenario=begun.scenario,
                wants_person=request.POST.get("wants_person") == "yes",
                chosen=begun.chosen(request.POST.get("text_sha256", "")),
                purpose=begun.purpose,
                about_id=begun.about_id,
                language=request.POST.get("language") if actor.mandate_id is None else None,
            ),
            actor=actor,
            at=at,
        )
        if request.POST.get("electronic") == "yes" and actor.mandate_id is None:
            document_services.serving.give_consent(actor=actor, at=at)
        return ledger.Answer(201, {"case_id": str(case.pk)})

    try:
        _check_same_applicant(request, actor.applicant_id)
        if not is_signed:
            raise NotSigned
        answer = ledger.perform_once(
            key=request.POST.get("idempotency_key") or None,
            scope=f"portal.submit:{actor.account_id}",
            fingerprint=ledger.request_fingerprint(method="POST", path=request.path, body=b""),
            action=hand_in,
        )
    except FormInvalid as refusal:
        begun = applying.application(version_id, actor)
        return _form_page(request, begun, errors=refusal.errors, status=refusal.status)
    except DomainError as refusal:
        if refusal.kind in {Kind.NOT_FOUND, Kind.GONE}:
            raise
        begun = applying.application(version_id, actor)
        return _page(request, begun, CHECK, status=refusal.status, refusal=str(refusal))
    leads_to = "shipping" if travels else "receipt"
    return HttpResponseRedirect(f"/my/cases/{answer.body['case_id']}/{leads_to}")


def _check_same_applicant(request: HttpRequest, applicant_id: UUID | None) -> None:
    """Refuse a page that was shown while the reader acted for somebody else.

    :raises AnotherApplicant: it would be handed in for the wrong one
    """
    shown = request.POST.get("applicant")
    if shown is not None and shown != str(applicant_id):
        raise AnotherApplicant
