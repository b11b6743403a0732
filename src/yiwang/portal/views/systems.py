# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""My space: which systems I let know what, and where I am signed in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal.frame import actor_of, page
from yiwang.sso import selectors as sso
from yiwang.sso import services

HERE = "/my/systems"


@audience("citizen")
@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    """List the consents that stand, and the systems that one is signed in to."""
    actor = actor_of(request)
    with read_only():
        context = {
            "consents": sso.consents_of(actor),
            "sessions": sso.client_sessions_of(actor),
        }
        return page(request, "portal/systems.html", context, current="my")


@audience("citizen")
@require_POST
def revoke(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Take a consent back."""
    try:
        services.revoke_consent(consent_id=consent_id, actor=actor_of(request), at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已撤销授权，对方系统里的登录也已结束。"))
    return HttpResponseRedirect(HERE)


@audience("citizen")
@require_POST
def sign_out_of(request: HttpRequest, client_session_id: UUID) -> HttpResponse:
    """End a session at one system."""
    try:
        services.sign_out_of(
            client_session_id=client_session_id, actor=actor_of(request), at=timezone.now()
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已退出这个系统。"))
    return HttpResponseRedirect(HERE)
