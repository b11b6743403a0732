# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Taking one's staff account into use: login, code, first password; the factor comes after."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity
from yiwang.workbench.frame import HOME, private

if TYPE_CHECKING:
    from yiwang.identity.models import Account


@audience("public")
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest) -> HttpResponse:
    """Ask for the code that the administrator handed out, and for a first password."""
    profile = identity.password_profile(is_staff=True)
    context: dict[str, object] = {
        "login": request.POST.get("login", "").strip()[:64],
        "refusal": "",
        "profile": profile,
    }
    status = 200
    if request.method == "POST":
        try:
            account = _activated(request)
        except DomainError as refusal:
            context["refusal"], status = str(refusal), refusal.status
        else:
            return private(identity.enter(request, account=account, target=HOME))
    return private(render(request, "workbench/activate.html", context, status=status))


def _activated(request: HttpRequest) -> "Account":
    return identity.activate(
        login=request.POST.get("login", ""),
        code=request.POST.get("code", ""),
        password=request.POST.get("password", ""),
        ip=client_ip(request),
        at=timezone.now(),
    )
