# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in to other systems through us: the request, the consent, signing out again.

A form's answer may not redirect the browser to another site (``form-action``), so whoever comes
from a sign-in form passes a page of ours first, which goes on by itself.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.foundation.web import hosts
from yiwang.foundation.web.audience import SIGN_IN_PATHS, audience
from yiwang.identity import services as identity
from yiwang.organizations import selectors as organizations
from yiwang.portal.frame import actor_of, page, private
from yiwang.portal.views.preferences import safe_next
from yiwang.sso import selectors as sso
from yiwang.sso import services
from yiwang.sso.enums import Audience, SessionEnd
from yiwang.sso.services import Asked, Fatal, Need, Refused, Standing

AUTHORIZE = "/openid/authorize"
HOPS = {Audience.CITIZEN: "/openid/continue", Audience.STAFF: "/workbench/systems/continue"}
"""Where a sign-in leads to, so that no form's answer leaves this site."""
AFTER, SETTLED = "yw_after", "yw_settled"
OURS = {AFTER, SETTLED}


@csrf_exempt
@audience("public")
@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Let a client sign somebody in (OpenID Connect Core, section 3.1.2)."""
    if request.method == "POST":
        # Another site's form carries no session of ours: ask once more, as a link would.
        return private(HttpResponseRedirect(f"{AUTHORIZE}?{request.POST.urlencode()}"))
    return _answer(request, at=timezone.now())


@audience("citizen")
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Take what somebody decided on the consent page, whose request stands in the address."""
    at = timezone.now()
    try:
        asked = services.read_request(request, at=at)
    except Refused as refusal:
        return _leave(refusal.address)
    except Fatal as refusal:
        return _stopped(request, refusal)
    standing = _standing(request)
    if request.POST.get("decision") != "allow":
        return _leave(services.refusal_address(asked, "access_denied", at=at))
    need = services.next_need(asked, standing, at=at)
    if need not in {Need.CONSENT, Need.NOTHING}:
        return _answer(request, at=at)
    services.give_consent(
        client=asked.client,
        scopes=asked.scopes,
        department=_department(asked),
        actor=standing.actor,
        at=at,
    )
    return _leave(services.issue_code(asked, standing, at=at))


@audience("public")
@require_POST
def switch_account(request: HttpRequest) -> HttpResponse:
    """Sign somebody out who wants to go on with another account, and let them sign in."""
    at = timezone.now()
    try:
        asked = services.read_request(request, at=at)
    except (Refused, Fatal):
        return private(HttpResponseRedirect("/"))
    _end(request, reason=SessionEnd.SIGNED_OUT, at=at)
    return private(HttpResponseRedirect(_sign_in_address(request, asked)))


@audience("public")
@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """Answer a page that goes on to the request by itself, after a sign-in form."""
    target = f"{AUTHORIZE}?{request.GET.urlencode()}"
    return page(request, "portal/sign_on_continue.html", {"target": target})


def _answer(request: HttpRequest, *, at: datetime) -> HttpResponse:
    try:
        asked = services.read_request(request, at=at)
    except Refused as refusal:
        return _leave(refusal.address)
    except Fatal as refusal:
        return _stopped(request, refusal)
    is_for_staff = asked.client.audience == Audience.STAFF
    if address := hosts.address_for(request, is_for_staff=is_for_staff):
        return private(HttpResponseRedirect(address))
    standing = _standing(request)
    need = services.next_need(asked, standing, at=at)
    if need is Need.NOTHING:
        return _leave(services.issue_code(asked, standing, at=at))
    if asked.is_silent:
        return _leave(services.refusal_address(asked, services.SILENT_ERRORS[need], at=at))
    return _ASKERS[need](request, asked, at)


def _standing(request: HttpRequest) -> Standing:
    return Standing(
        session=request.session,
        actor=actor_of(request),
        after=services.moment_of(request.GET.get(AFTER, "")),
        settles_for_less=request.GET.get(SETTLED) == "1",
    )


def _to_sign_in(request: HttpRequest, asked: Asked, _at: datetime) -> HttpResponse:
    return private(HttpResponseRedirect(_sign_in_address(request, asked)))


def _to_sign_in_again(request: HttpRequest, asked: Asked, at: datetime) -> HttpResponse:
    address = _sign_in_address(request, asked, **{AFTER: services.mark_of(at)})
    return private(HttpResponseRedirect(f"{address}&again=1"))


def _sign_in_address(request: HttpRequest, asked: Asked, **added: str) -> str:
    query = request.GET.copy()
    for name, value in added.items():
        query[name] = value
    hop = f"{HOPS[Audience(asked.client.audience)]}?{query.urlencode()}"
    return f"{SIGN_IN_PATHS[asked.client.audience]}?{urlencode({'next': hop})}"


def _other_account(request: HttpRequest, asked: Asked, _at: datetime) -> HttpResponse:
    return page(request, "portal/sign_on_other.html", _context(request, asked), status=403)


def _to_second_factor(request: HttpRequest, asked: Asked, _at: datetime) -> HttpResponse:
    hop = f"{HOPS[Audience(asked.client.audience)]}?{request.GET.urlencode()}"
    return private(HttpResponseRedirect(f"/account/strong?{urlencode({'next': hop})}"))


def _step_up(request: HttpRequest, asked: Asked, at: datetime) -> HttpResponse:
    query = request.GET.copy()
    query[SETTLED] = "1"
    back = f"{HOPS[Audience.CITIZEN]}?{request.GET.urlencode()}"
    context = _context(request, asked) | {
        "level": asked.level,
        "step_up": f"/my/assurance?{urlencode({'needs': asked.level, 'next': back})}",
        "sign_in": _sign_in_address(request, asked, **{AFTER: services.mark_of(at)}) + "&again=1",
        "settle": "" if asked.is_level_essential else f"{AUTHORIZE}?{query.urlencode()}",
        "refuse": services.refusal_address(asked, "unmet_authentication_requirements", at=at),
    }
    return page(request, "portal/sign_on_step_up.html", context)


def _ask_consent(request: HttpRequest, asked: Asked, _at: datetime) -> HttpResponse:
    context = _context(request, asked) | {
        "lines": sso.scope_lines(asked.client, asked.scopes),
        "action": f"/openid/consent?{request.GET.urlencode()}",
    }
    response = page(request, "portal/sign_on_consent.html", context)
    # The form's answer leads to the client's address, which its owner has registered.
    response._csp_update = {  # type: ignore[attr-defined]
        "form-action": [sso.origin_of(asked.redirect_uri)]
    }
    return response


_ASKERS = {
    Need.SIGN_IN: _to_sign_in,
    Need.SIGN_IN_AGAIN: _to_sign_in_again,
    Need.OTHER_ACCOUNT: _other_account,
    Need.SECOND_FACTOR: _to_second_factor,
    Need.STEP_UP: _step_up,
    Need.CONSENT: _ask_consent,
}


def _context(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    return {
        "client": asked.client,
        "department": _department(asked),
        "switch": f"/openid/switch?{request.GET.urlencode()}",
    }


def _department(asked: Asked) -> str:
    return organizations.department(asked.client.department_id).name


def _leave(address: str) -> HttpResponse:
    """Send the browser to a client's registered address."""
    response = HttpResponse(status=302)
    response.headers["Location"] = address
    response.headers["Referrer-Policy"] = "no-referrer"
    return private(response)


def _stopped(request: HttpRequest, refusal: Fatal) -> HttpResponse:
    context = {"client": refusal.client, "reason": sso.reason_name(refusal.reason)}
    return page(request, "portal/sign_on_stopped.html", context, status=400)


@csrf_exempt
@audience("public")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Answer a client that sends somebody to sign out (OpenID Connect RP-Initiated Logout)."""
    if request.method == "POST":
        return private(HttpResponseRedirect(f"/openid/logout?{request.POST.urlencode()}"))
    asked = services.read_logout(
        request.GET.dict(), session=request.session, actor=actor_of(request)
    )
    if address := hosts.address_for(request, is_for_staff=asked.is_for_staff):
        return private(HttpResponseRedirect(address))
    if actor_of(request).is_authenticated and not asked.is_sure:
        context = {"asked": asked, "action": f"/openid/logout/confirm?{request.GET.urlencode()}"}
        response = page(request, "portal/sign_on_sign_out.html", context)
        if asked.address:
            response._csp_update = {  # type: ignore[attr-defined]
                "form-action": [sso.origin_of(asked.address)]
            }
        return response
    return _signed_out(request, asked.address)


@audience("public")
@require_POST
def confirm_sign_out(request: HttpRequest) -> HttpResponse:
    """Sign somebody out who has confirmed it."""
    asked = services.read_logout(
        request.GET.dict(), session=request.session, actor=actor_of(request)
    )
    if request.POST.get("decision") == "stay":
        return private(HttpResponseRedirect(safe_next(request, "/")))
    return _signed_out(request, asked.address)


def _signed_out(request: HttpRequest, address: str) -> HttpResponse:
    _end(request, reason=SessionEnd.BY_CLIENT, at=timezone.now())
    return _leave(address) if address else page(request, "portal/sign_on_signed_out.html")


def _end(request: HttpRequest, *, reason: SessionEnd, at: datetime) -> None:
    actor = actor_of(request)
    if actor.is_authenticated:
        services.end_browser_session(request.session, reason=reason, actor=actor, at=at)
        identity.end_session(request, actor=actor, at=at)
