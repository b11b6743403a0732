# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Systems that sign people in through us: applied for, reviewed, run and watched."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.foundation.errors import DomainError, FieldError, Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.sso import selectors as sso
from yiwang.sso import services
from yiwang.sso.errors import BadRegistration
from yiwang.workbench.frame import actor_of, do, page, private, whole_number
from yiwang.workbench.systems.forms import TEXTS, shown, wish_of

HERE = "/workbench/systems"
KEPT = (*TEXTS, "scopes", "reasons", "least_assurance")


@audience("staff")
@require_safe
def system_list(request: HttpRequest) -> HttpResponse:
    """List the systems of one's reach, and the applications that wait."""
    actor = actor_of(request)
    if actor.rights.isdisjoint(sso.READERS):
        raise Forbidden
    with read_only():
        context = {
            "may_apply": actor.has_right(Right.IDENTITY_MANAGE),
            "systems": sso.systems(actor),
            "waiting": sso.applications(actor),
            "decided": sso.applications(actor, is_waiting=False)[:20],
        }
        return page(request, "workbench/systems.html", context, current=HERE)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def new_system(request: HttpRequest) -> HttpResponse:
    """Apply for a new system of one's own department."""
    if not actor_of(request).has_right(Right.IDENTITY_MANAGE):
        raise Forbidden
    return _form(request, client_id="", content={})


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def change_system(request: HttpRequest, client_id: str) -> HttpResponse:
    """Apply for a change of a system; it is reviewed like a new one."""
    detail = sso.system(client_id, actor=actor_of(request))
    client = detail.client
    content = {name: getattr(client, name) for name in KEPT} | {
        "redirect_uris": detail.redirect_uris,
        "post_logout_redirect_uris": detail.post_logout_redirect_uris,
    }
    return _form(request, client_id=client_id, content=content)


def _form(request: HttpRequest, *, client_id: str, content: dict[str, Any]) -> HttpResponse:
    errors: list[FieldError] = []
    refusal = ""
    if request.method == "POST":
        wish = wish_of(request.POST)
        content = asdict(wish)
        try:
            made = services.apply_for_system(
                wish=wish,
                department_id=_own_department(request),
                client_id=client_id,
                actor=actor_of(request),
                at=timezone.now(),
            )
        except BadRegistration as error:
            errors = list(error.errors)
        except DomainError as error:
            refusal = str(error)
        else:
            return HttpResponseRedirect(f"{HERE}/applications/{made.id}")
    context = {
        "form": shown(content, errors),
        "client_id": client_id,
        "errors": errors,
        "refusal": refusal,
        "action": f"{HERE}/{client_id}/change" if client_id else f"{HERE}/new",
    }
    status = 422 if errors or refusal else 200
    return page(request, "workbench/system_form.html", context, current=HERE, status=status)


def _own_department(request: HttpRequest) -> UUID:
    department_id = actor_of(request).department_id
    if department_id is None:
        raise Forbidden
    return department_id


@audience("staff")
@require_safe
def application(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Show an application, and let another person decide it."""
    actor = actor_of(request)
    with read_only():
        found = sso.application(registration_id, actor=actor)
        context = {
            "application": found,
            "form": shown(found.content),
            "is_own": found.applied_by == actor.account_id,
        }
        return page(request, "workbench/system_application.html", context, current=HERE)


@audience("staff")
@require_POST
def decide(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Approve, refuse or withdraw an application."""
    actor, at = actor_of(request), timezone.now()
    note = request.POST.get("note", "")
    acts = {
        "approve": lambda: services.approve_system(
            registration_id=registration_id, note=note, actor=actor, at=at
        ),
        "refuse": lambda: services.refuse_system(
            registration_id=registration_id, note=note, actor=actor, at=at
        ),
        "withdraw": lambda: services.withdraw_application(
            registration_id=registration_id, actor=actor, at=at
        ),
    }
    act = acts.get(request.POST.get("decision", ""))
    back = f"{HERE}/applications/{registration_id}"
    if act is None:
        return HttpResponseRedirect(back)
    return do(request, act, done=_("已处理这份申请。"), back_to=back)


@audience("staff")
@require_safe
def system(request: HttpRequest, client_id: str) -> HttpResponse:
    """Show a system: what it is registered with, and how it does."""
    actor = actor_of(request)
    with read_only():
        detail = sso.system(client_id, actor=actor)
        context = {
            "system": detail,
            "health": sso.health(detail.client.id, today=timezone.localdate()),
        }
        return page(request, "workbench/system.html", context, current=HERE)


@audience("staff")
@require_POST
def secret(request: HttpRequest, client_id: str) -> HttpResponse:
    """Make a new secret, and show it this once."""
    hours = whole_number(request.POST.get("overlap_hours", ""), digits=3)
    try:
        made = services.issue_secret(
            client_id=client_id,
            overlap_hours=24 if hours is None else hours,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _refused(request, refusal, f"{HERE}/{client_id}")
    return page(request, "workbench/system_secret.html", {"made": made}, current=HERE)


def _refused(request: HttpRequest, refusal: DomainError, back: str) -> HttpResponse:
    messages.error(request, str(refusal))
    return HttpResponseRedirect(back)


@audience("staff")
@require_POST
def switch(request: HttpRequest, client_id: str) -> HttpResponse:
    """Suspend a system, or switch it on again."""
    actor, at = actor_of(request), timezone.now()
    if request.POST.get("to") == "active":
        return do(
            request,
            lambda: services.resume_system(client_id=client_id, actor=actor, at=at),
            done=_("系统已重新启用。"),
            back_to=f"{HERE}/{client_id}",
        )
    reason = request.POST.get("reason", "")
    return do(
        request,
        lambda: services.suspend_system(client_id=client_id, reason=reason, actor=actor, at=at),
        done=_("系统已停用，所有登录都已结束。"),
        back_to=f"{HERE}/{client_id}",
    )


@audience("staff")
@require_safe
def test_page(request: HttpRequest, client_id: str) -> HttpResponse:
    """Show each step of today's sign-ins as they come, and start a round trip."""
    with read_only():
        detail = sso.system(client_id, actor=actor_of(request))
        context = {
            "system": detail,
            "rows": sso.round_trip(detail.client.id, today=timezone.localdate()),
            "sent": sso.reason_name(request.GET.get("sent", "")) if "sent" in request.GET else "",
        }
        return page(request, "workbench/system_test.html", context, current=HERE)


@audience("staff")
@require_POST
def test_logout(request: HttpRequest, client_id: str) -> HttpResponse:
    """Send a logout token of a made-up session to the system."""
    try:
        outcome = services.test_logout(
            client_id=client_id, actor=actor_of(request), at=timezone.now()
        )
    except DomainError as refusal:
        return _refused(request, refusal, f"{HERE}/{client_id}/test")
    return HttpResponseRedirect(f"{HERE}/{client_id}/test?{urlencode({'sent': outcome})}")


@audience("public")
@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """Answer a page that goes on to a system's request by itself, after a sign-in form."""
    target = f"/openid/continue?{request.GET.urlencode()}"
    return private(HttpResponseRedirect(target))
