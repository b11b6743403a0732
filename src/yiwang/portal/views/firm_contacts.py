# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a firm gets its messages outside the site: asked for, confirmed by a code, taken away."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.requests import client_ip
from yiwang.notifications import services
from yiwang.notifications.errors import FirmContactNotFound
from yiwang.portal.frame import actor_of

HERE = "/my/messages/settings#firm-contacts"
SENT = _("验证码已经发出，10 分钟内有效。")
CONFIRMED = _("已确认，企业的消息会发到这里。")
REMOVED = _("已移除，企业的消息不再发到那里。")


@audience("citizen")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Send a code to an address that the firm wants its messages at."""

    def act() -> None:
        services.begin_firm_contact(
            address=request.POST.get("address", ""),
            ip=client_ip(request),
            actor=actor_of(request),
            at=timezone.now(),
        )

    return _done(request, act, SENT)


@audience("citizen")
@require_POST
def confirm(request: HttpRequest, way: str) -> HttpResponse:
    """Take the code that was sent to the address."""

    def act() -> None:
        services.firm_contacts.confirm(
            way=way,
            code=request.POST.get("code", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )

    return _done(request, act, CONFIRMED)


@audience("citizen")
@require_POST
def remove(request: HttpRequest, way: str) -> HttpResponse:
    """Send nothing more to the firm on this way."""

    def act() -> None:
        services.firm_contacts.remove(
            way=way,
            contact_id=_chosen(request),
            actor=actor_of(request),
            at=timezone.now(),
        )

    return _done(request, act, REMOVED)


def _chosen(request: HttpRequest) -> UUID | None:
    """Return which address is meant; None for all of the way."""
    text = request.POST.get("contact", "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise FirmContactNotFound from None


def _done(request: HttpRequest, act: Callable[[], None], said: Promise) -> HttpResponse:
    services.firm_contacts.firm_of(actor_of(request))
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(said))
    return HttpResponseRedirect(HERE)
