# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in and out."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.foundation.actors import ActorKind
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity_services
from yiwang.portal.frame import actor_of, page, private
from yiwang.portal.views.preferences import safe_next

TYPED_AT_SIGN_UP = ("name", "resident_id", "phone", "login")
SIGNED_IN_COOKIE = "yw_signed_in"
"""Tells the cached public pages' script to fetch the reader's own corner; opens nothing."""


@audience("public")
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for login and password, and open a session."""
    target = safe_next(request, "/my")
    if request.method != "POST":
        if actor_of(request).is_citizen:
            return HttpResponseRedirect(target)
        return page(request, "portal/signin.html", {"next": target, "login": "", "refusal": ""})
    login = request.POST.get("login", "").strip()
    try:
        account = identity_services.sign_in(
            login=login,
            password=request.POST.get("password", ""),
            ip=client_ip(request),
            at=timezone.now(),
            door=ActorKind.CITIZEN,
        )
    except DomainError as refusal:
        context = {"next": target, "login": login, "refusal": str(refusal)}
        return page(request, "portal/signin.html", context, status=refusal.status)
    identity_services.start_session(request, account=account, at=timezone.now())
    response = HttpResponseRedirect(target)
    _mark_signed_in(response)
    return private(response)


@audience("public")
@sensitive_post_parameters("password", "resident_id")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Let a stranger register themselves, and sign them in."""
    typed = {name: request.POST.get(name, "").strip() for name in TYPED_AT_SIGN_UP}
    context = {"typed": typed, "refusal": "", "next": safe_next(request, "/my")}
    if request.method != "POST":
        return page(request, "portal/signup.html", context)
    at = timezone.now()
    try:
        account = identity_services.sign_up(
            person=identity_services.NewPerson(
                name=typed["name"], resident_id=typed["resident_id"], phone=typed["phone"]
            ),
            login=typed["login"],
            password=request.POST.get("password", ""),
            ip=client_ip(request),
            at=at,
        )
    except DomainError as refusal:
        context["refusal"] = str(refusal)
        return page(request, "portal/signup.html", context, status=refusal.status)
    identity_services.start_session(request, account=account, at=at)
    response = HttpResponseRedirect(str(context["next"]))
    _mark_signed_in(response)
    return private(response)


@audience("public")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the session and forget everything in it."""
    identity_services.end_session(request, actor=actor_of(request), at=timezone.now())
    response = HttpResponseRedirect("/")
    response.delete_cookie(SIGNED_IN_COOKIE)
    messages.success(request, _("您已安全退出。"))
    return private(response)


@audience("public")
@require_safe
def account_strip(request: HttpRequest) -> HttpResponse:
    """Answer the corner of the header that belongs to the reader."""
    return page(request, "portal/_account.html")


def _mark_signed_in(response: HttpResponse) -> None:
    response.set_cookie(
        SIGNED_IN_COOKIE,
        "1",
        max_age=settings.SESSION_COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
