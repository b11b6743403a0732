# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in and out of the workbench, and the post that one acts in."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.actors import ActorKind
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity
from yiwang.organizations import selectors as organizations
from yiwang.workbench.frame import HOME, actor_of, page, private


@audience("public")
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask staff for login and password; what the account asks for besides comes after."""
    target = _next(request)
    context: dict[str, object] = {
        "next": target,
        "login": "",
        "refusal": "",
        "failures": settings.SIGN_IN_FAILURES,
        "minutes": settings.SIGN_IN_LOCK_MINUTES,
    }
    status = 200
    if request.method == "POST":
        context["login"] = login = request.POST.get("login", "").strip()
        try:
            account = identity.verify_password(
                login=login,
                password=request.POST.get("password", ""),
                ip=client_ip(request),
                at=timezone.now(),
                door=ActorKind.STAFF,
            )
        except DomainError as refusal:
            context["refusal"], status = str(refusal), refusal.status
        else:
            return private(identity.enter(request, account=account, target=target))
    return private(render(request, "workbench/signin.html", context, status=status))


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or HOME
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.startswith(HOME) and ".." not in wanted else HOME


@audience("public")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the session and forget everything in it."""
    identity.end_session(request, actor=actor_of(request), at=timezone.now())
    messages.success(request, _("您已安全退出。"))
    return HttpResponseRedirect("/workbench/signin")


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def switch_post(request: HttpRequest) -> HttpResponse:
    """Choose the post in which one acts from now on."""
    actor = actor_of(request)
    if request.method == "POST":
        try:
            chosen = UUID(request.POST.get("post", ""))
            identity.switch_post(request, post_id=chosen, actor=actor, at=timezone.now())
        except ValueError:
            messages.error(request, _("请选择一个岗位。"))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(HOME)
    with read_only():
        staff_id, today = actor.staff_id, timezone.localdate()
        held = organizations.posts_of(staff_id, today) if staff_id else []
        return page(request, "workbench/post.html", {"held": held})
