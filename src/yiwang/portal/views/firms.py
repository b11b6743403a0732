# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Firms: claimed by who represents them, with those who act for them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.calendar import day_after
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.enums import HandlerRight
from yiwang.portal.frame import actor_of, page

LIST = "/my/firms"


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def firm_list(request: HttpRequest) -> HttpResponse:
    """List the reader's firms and invitations; claim one that the reader represents."""
    if request.method != "POST":
        with read_only():
            return _list_page(request)
    try:
        firm = identity_services.claim_legal_person(
            uscc=request.POST.get("uscc", ""), actor=actor_of(request), at=timezone.now()
        )
    except DomainError as refusal:
        return _list_page(request, refusal=refusal)
    messages.success(request, _("已认领“%(name)s”。") % {"name": firm.name})
    return HttpResponseRedirect(f"{LIST}/{firm.id}")


def _list_page(request: HttpRequest, *, refusal: DomainError | None = None) -> HttpResponse:
    person_id = actor_of(request).person_id
    context = {
        "firms": identity.legal_persons_of(person_id) if person_id else [],
        "invitations": identity.invitations_of(person_id) if person_id else [],
        "uscc": request.POST.get("uscc", "").strip()[:40],
        "refusal": str(refusal) if refusal else "",
    }
    status = refusal.status if refusal else 200
    return page(request, "portal/firms.html", context, current="my", status=status)


@audience("citizen")
@sensitive_post_parameters("resident_id")
@require_http_methods(["GET", "HEAD", "POST"])
def firm(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Show a firm with everybody who acts for it; invite one more."""
    if request.method != "POST":
        with read_only():
            return _firm_page(request, firm_id)
    actor, at = actor_of(request), timezone.now()
    try:
        identity_services.invite_by_number(
            legal_person_id=firm_id,
            name=request.POST.get("name", ""),
            resident_id=request.POST.get("resident_id", ""),
            rights=request.POST.getlist("right"),
            until=_until(request),
            actor=actor,
            at=at,
        )
    except NotFound:
        raise
    except DomainError as refusal:
        return _firm_page(request, firm_id, refusal=refusal)
    messages.success(request, _("邀请已经发出，对方接受后就可以为单位办事。"))
    return HttpResponseRedirect(f"{LIST}/{firm_id}")


def _until(request: HttpRequest) -> date | None:
    with suppress(ValueError):
        return day_after(date.fromisoformat(request.POST.get("last_on", "")))
    return None


def _firm_page(
    request: HttpRequest, firm_id: UUID, *, refusal: DomainError | None = None
) -> HttpResponse:
    context = {
        "firm": identity.firm_of(firm_id, actor_of(request)),
        "all_rights": list(HandlerRight),
        "name": request.POST.get("name", "").strip()[:60],
        "chosen": request.POST.getlist("right") or ["apply", "track"],
        "refusal": str(refusal) if refusal else "",
    }
    status = refusal.status if refusal else 200
    return page(request, "portal/firm.html", context, current="my", status=status)


@audience("citizen")
@require_POST
def change_handler(request: HttpRequest, firm_id: UUID, handler_id: UUID) -> HttpResponse:
    """Give a handler other rights and another last day."""
    return _do(
        request,
        lambda: identity_services.change_handler(
            handler_id=handler_id,
            rights=request.POST.getlist("right"),
            until=_until(request),
            actor=actor_of(request),
            at=timezone.now(),
        ),
        _("已修改，立即生效。"),
        f"{LIST}/{firm_id}",
    )


@audience("citizen")
@require_POST
def dismiss_handler(request: HttpRequest, handler_id: UUID) -> HttpResponse:
    """End a handler's role or an invitation, one's own or one that the reader manages."""
    return _do(
        request,
        lambda: identity_services.dismiss_handler(
            handler_id=handler_id, actor=actor_of(request), at=timezone.now()
        ),
        _("经办授权已经结束。"),
        LIST,
    )


@audience("citizen")
@require_POST
def accept_invitation(request: HttpRequest, handler_id: UUID) -> HttpResponse:
    """Accept to act for a firm."""
    return _do(
        request,
        lambda: identity_services.accept_invitation(
            handler_id=handler_id, actor=actor_of(request), at=timezone.now()
        ),
        _("已接受。在“切换办事身份”里选择单位，就可以为它办事。"),
        LIST,
    )


def _do(request: HttpRequest, act: Callable[[], object], done: str, back_to: str) -> HttpResponse:
    try:
        act()
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(back_to)
