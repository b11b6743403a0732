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


@audience("public")
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for login and password; what the account asks for besides comes after."""
    target = safe_next(request, "/my")
    if request.method != "POST":
        if actor_of(request).is_citizen and "again" not in request.GET:
            return HttpResponseRedirect(target)
        return _form(request, target)
    login = request.POST.get("login", "").strip()
    try:
        account = identity_services.verify_password(
            login=login,
            password=request.POST.get("password", ""),
            ip=client_ip(request),
            at=timezone.now(),
            door=ActorKind.CITIZEN,
        )
    except DomainError as refusal:
        return _form(request, target, login=login, refusal=str(refusal), status=refusal.status)
    return private(identity_services.enter(request, account=account, target=target))


def _form(
    request: HttpRequest, target: str, *, login: str = "", refusal: str = "", status: int = 200
) -> HttpResponse:
    providers = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    context = {"next": target, "login": login, "refusal": refusal, "providers": providers}
    return page(request, "portal/signin.html", context, status=status)


@audience("public")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the session and forget everything in it."""
    identity_services.end_session(request, actor=actor_of(request), at=timezone.now())
    messages.success(request, _("您已安全退出。"))
    return private(HttpResponseRedirect("/"))


@audience("public")
@require_safe
def account_strip(request: HttpRequest) -> HttpResponse:
    """Answer the corner of the header that belongs to the reader."""
    return page(request, "portal/_account.html")
