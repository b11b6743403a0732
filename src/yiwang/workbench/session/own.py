# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A staff member's own page: posts, leave and deputy, open sessions, and who they are."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.notifications.services import staff_contacts
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import LeaveReason
from yiwang.organizations.errors import StaffNotFound
from yiwang.workbench.administration.gate import day_in, id_in
from yiwang.workbench.errors import NoSuchColleague
from yiwang.workbench.frame import actor_of, do, page, shown_text

OWN = "/workbench/me"
MOST_SHOWN = 200
"""Colleagues in the list of deputies; whoever comes after is named by staff number."""


@audience("staff")
@require_safe
def own_page(request: HttpRequest) -> HttpResponse:
    """Show what concerns the reader alone."""
    actor, today = actor_of(request), timezone.localdate()
    staff_id = _own_id(actor)
    with read_only():
        colleagues = organizations.colleagues_of(staff_id, actor.department_id)
        context = {
            "held": organizations.posts_of(staff_id, today),
            "leaves": organizations.leaves_of(staff_id, on=today),
            "covering": organizations.leaves_covered_by(staff_id, on=today),
            "reasons": LeaveReason.choices,
            "colleagues": colleagues,
            "is_cut": len(colleagues) >= MOST_SHOWN,
            "sessions": identity.own_sessions(actor, here=request.session.session_key or ""),
            "mail": staff_contacts.shown(actor),
            "has_stated": identity_services.has_stated(staff_id),
            "today": today,
        }
        return page(request, "workbench/me.html", context, current=OWN)


def _own_id(actor: Actor) -> UUID:
    if actor.staff_id is None:
        raise StaffNotFound
    return actor.staff_id


@audience("staff")
@require_POST
def ask_leave(request: HttpRequest) -> HttpResponse:
    """Take down the reader's own leave with its deputy."""
    actor, sent = actor_of(request), request.POST
    reason = sent.get("reason", "")
    return do(
        request,
        lambda: services.set_leave(
            staff_id=_own_id(actor),
            deputy_id=_deputy(request) or UUID(int=0),
            starts_on=day_in(sent.get("starts_on", "")),
            ends_on=day_in(sent.get("ends_on", "")),
            reason=LeaveReason(reason) if reason in LeaveReason.values else LeaveReason.OTHER,
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已登记离岗，代理人到时接手。"),
        back_to=OWN,
    )


def _deputy(request: HttpRequest) -> UUID | None:
    """Return the deputy who was chosen, or named by staff number."""
    number = shown_text(request.POST.get("number", "")).strip()
    if not number:
        return id_in(request.POST.get("deputy", ""))
    named = organizations.colleague_numbered(actor_of(request).department_id, number)
    if named is None:
        raise NoSuchColleague
    return named


@audience("staff")
@require_POST
def end_own_leave(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """End one's own leave today, or call it off."""
    actor = actor_of(request)
    return do(
        request,
        lambda: services.end_own_leave(leave_id=leave_id, actor=actor, at=timezone.now()),
        done=_("离岗已结束，代理随之终止。"),
        back_to=OWN,
    )


@audience("staff")
@sensitive_post_parameters("resident_id")
@require_POST
def state_person(request: HttpRequest) -> HttpResponse:
    """Take down which natural person the reader is."""
    try:
        identity_services.state_own_person(
            resident_id=request.POST.get("resident_id", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已登记。您本人和您代表的单位提出的申请，会由同事办理。"))
    return HttpResponseRedirect(OWN)
