# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Mandates: given and taken, read and signed, ended at once; all that was done under them."""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.reauthentication import stash_and_reauthenticate
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.enums import AGENT_RIGHTS, AgentKind, HandlerRight, MandateState
from yiwang.ledger import selectors as ledger
from yiwang.portal import entrusting, wording
from yiwang.portal.frame import actor_of, page
from yiwang.portal.regions import region_of

LIST = "/my/mandates"
SIGN_STASHED = f"{__name__}.sign_stashed"


@audience("citizen")
@require_safe
def mandate_list(request: HttpRequest) -> HttpResponse:
    """List what the reader has entrusted to others, and what was entrusted to the reader."""
    actor = actor_of(request)
    with read_only():
        person_id = actor.person_id
        context = {
            "given": identity.mandates_given(person_id) if person_id else [],
            "taken": identity.mandates_taken(person_id) if person_id else [],
            "today": timezone.localdate(),
        }
        return page(request, "portal/mandates.html", context, current="my")


@audience("citizen")
@sensitive_post_parameters("password", "agent_number")
@require_http_methods(["GET", "HEAD", "POST"])
def new_mandate(request: HttpRequest) -> HttpResponse:
    """Fill in a mandate, read its whole text, sign it."""
    if request.method != "POST":
        with read_only():
            return _form(request, entrusting.fresh(request))
    typed, step = entrusting.read(request.POST), request.POST.get("step", "")
    if step == "search":
        return _form(request, typed)
    actor, at = actor_of(request), timezone.now()
    try:
        terms = entrusting.terms(typed, actor=actor, at=at)
        drafted = identity_services.draft_mandate(terms=terms, actor=actor, at=at)
    except DomainError as refusal:
        return _form(request, typed, refusal=refusal)
    if step in {"sign", "passkey"}:
        return _sign(request, typed, drafted)
    return _review(request, typed, drafted)


def _sign(
    request: HttpRequest, typed: entrusting.Typed, drafted: identity_services.Draft
) -> HttpResponse:
    is_agreed = request.POST.get("agreed") == "yes"
    seen = request.POST.get("seen_sha256", "")
    if request.POST.get("step") == "passkey" and is_agreed and seen == drafted.sha256:
        return _ask_for_passkey(request, drafted)
    try:
        made = identity_services.sign_mandate(
            terms=drafted.terms,
            seen_sha256=seen,
            is_agreed=is_agreed,
            password=request.POST.get("password", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _review(request, typed, drafted, refusal=refusal)
    return _signed(request, made.id)


def _signed(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    messages.success(request, _("委托书已经签署，等对方接受后生效。"))
    return HttpResponseRedirect(f"{LIST}/{mandate_id}")


def _ask_for_passkey(request: HttpRequest, drafted: identity_services.Draft) -> HttpResponse:
    """Keep what was read, and let allauth come back with it once the passkey was shown."""
    stash_and_reauthenticate(request, entrusting.stashed(drafted), SIGN_STASHED)
    return HttpResponseRedirect(reverse("mfa_reauthenticate_webauthn"))


def sign_stashed(request: HttpRequest, state: dict[str, Any]) -> HttpResponse:
    """Sign what its principal has read, now that they have shown a passkey."""
    try:
        made = identity_services.sign_mandate(
            terms=entrusting.unstashed(state),
            seen_sha256=state["seen_sha256"],
            is_agreed=True,
            reauthenticated_at=identity_services.reauthenticated_at(request.session),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{LIST}/new")
    return _signed(request, made.id)


def _form(
    request: HttpRequest, typed: entrusting.Typed, *, refusal: DomainError | None = None
) -> HttpResponse:
    context = {
        "typed": typed,
        "items": entrusting.item_choices(request, typed),
        "themes": catalogue.themes("natural"),
        "stations": entrusting.stations(region_of(request)),
        "rights": [right for right in HandlerRight if right in AGENT_RIGHTS],
        "kinds": [
            (AgentKind.PERSON, _("个人")),
            (AgentKind.FIRM, _("单位")),
            (AgentKind.STATION, _("便民服务站点")),
        ],
        "refusal": str(refusal) if refusal else "",
    }
    status = refusal.status if refusal else 200
    return page(request, "portal/mandate_new.html", context, current="my", status=status)


def _review(
    request: HttpRequest,
    typed: entrusting.Typed,
    drafted: identity_services.Draft,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    account = request.user
    assert account.is_authenticated  # noqa: S101 - the audience is signed in
    context = {
        "typed": typed,
        "drafted": drafted,
        "lines": drafted.text.splitlines(),
        "has_passkey": "webauthn" in identity_services.factor_kinds(account),
        "has_password": account.has_usable_password(),
        "refusal": str(refusal) if refusal else "",
    }
    status = refusal.status if refusal else 200
    return page(request, "portal/mandate_sign.html", context, current="my", status=status)


@audience("citizen")
@require_safe
def mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Show a mandate: its text, its proof in the ledger, and all that was done under it."""
    actor = actor_of(request)
    with read_only():
        found = identity.mandate(mandate_id, actor)
        is_principal = found.principal_id == actor.person_id
        done = cases.done_under(found.id) if is_principal else []
        context = {
            "mandate": found,
            "lines": found.text.splitlines(),
            "is_principal": is_principal,
            "can_accept": not is_principal and found.state is MandateState.OFFERED,
            "is_acting": actor.mandate_id == found.id,
            "is_valid": found.is_valid_on(timezone.localdate()),
            "done": [(case, wording.state_chip(case.state)) for case in done],
            "facts": ledger.events_about("mandate", found.id),
        }
        return page(request, "portal/mandate.html", context, current="my")


@audience("citizen")
@require_POST
def accept(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Accept what was entrusted to the reader or to a firm of theirs."""
    try:
        identity_services.accept_mandate(
            mandate_id=mandate_id, actor=actor_of(request), at=timezone.now()
        )
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已接受委托。在“切换办事身份”里选择委托人，就可以代办。"))
    return HttpResponseRedirect(f"{LIST}/{mandate_id}")


@audience("citizen")
@require_POST
def end(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """End a mandate at once, from either side."""
    try:
        identity_services.end_mandate(
            mandate_id=mandate_id, actor=actor_of(request), at=timezone.now()
        )
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("委托已经结束，从现在起不能再凭它办事。"))
    return HttpResponseRedirect(f"{LIST}/{mandate_id}")


@audience("public")
@require_safe
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """Tell anybody who holds a mandate's number whether it is valid, and how to prove it."""
    with read_only():
        found = identity.public_mandate(number)
        facts = ledger.events_about("mandate", found.mandate_id)
        context = {"mandate": found, "signed": facts[0] if facts else None}
        return page(request, "portal/mandate_verify.html", context)
