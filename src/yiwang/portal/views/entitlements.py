# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a citizen or a firm holds: licences, registrations, qualifications, benefits."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import IN_FORCE, EntitlementState, MeasureState, Purpose
from yiwang.cases.services import entitlements, measures
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal import wording
from yiwang.portal.frame import actor_of, page

if TYPE_CHECKING:
    from yiwang.cases.models import Entitlement

SOON = 90
"""Days before the last one from which a page says that it comes near."""
HERE = "/my/entitlements"
_TONES = {
    EntitlementState.EFFECTIVE: ("", "circle-check"),
    EntitlementState.PENDING: ("warn", "clock"),
    EntitlementState.SUSPENDED: ("warn", "player-pause"),
}


@audience("citizen")
@require_safe
def entitlement_list(request: HttpRequest) -> HttpResponse:
    """List what the reader, or the firm they act for, was granted."""
    only = request.GET.get("only", "")
    states = [one.value for one in IN_FORCE | {EntitlementState.PENDING}] if only != "all" else []
    today = timezone.localdate()
    with read_only():
        found = cases.entitlements(
            actor_of(request),
            wanted=cases.EntitlementFilter(states=states),
            today=today,
            cursor=request.GET.get("cursor", ""),
        )
        kept = urlencode({"only": only, "cursor": found.next_cursor})
        context = {
            "rows": [(one, _shown(one)) for one in found.rows],
            "only": only,
            "next_url": f"?{kept}" if found.next_cursor else "",
        }
        return page(request, "portal/entitlements.html", context, current="my")


def _shown(made: "Entitlement") -> dict[str, Any]:
    state = EntitlementState(made.state)
    tone, icon = _TONES.get(state, ("quiet", "ban"))
    days = (made.valid_until - timezone.localdate()).days if made.valid_until else None
    ends_soon = state == EntitlementState.EFFECTIVE and days is not None and days <= SOON
    return {"text": state.label, "tone": tone, "icon": icon, "days": days, "ends_soon": ends_soon}


@audience("citizen")
@require_safe
def entitlement_detail(request: HttpRequest, entitlement_id: UUID) -> HttpResponse:
    """Show one: how long it is in force, what can be asked for, and what is done about it."""
    actor, today = actor_of(request), timezone.localdate()
    with read_only():
        made = cases.entitlement(entitlement_id, actor)
        done = cases.measures_of(made)
        follow_ups = cases.follow_ups_of(made, actor)
        running = cases.open_measure(done)
        possible = cases.possible_follow_ups(made, follow_ups, today=today)
        by_item = cases.follow_up_items(made, today=today) if possible else {}
        context = {
            "made": made,
            "shown": _shown(made),
            "measures": done,
            "running": running,
            "may_answer": running is not None
            and running.state == MeasureState.TOLD
            and running.statement_due_on is not None
            and today <= running.statement_due_on,
            "purposes": [(one, by_item.get(one, "")) for one in possible],
            "follow_ups": [(case, wording.state_chip(case.state)) for case in follow_ups],
        }
        return page(request, "portal/entitlement.html", context, current="my")


@audience("citizen")
@require_POST
def follow_up(request: HttpRequest, entitlement_id: UUID) -> HttpResponse:
    """Begin a change, renewal, replacement or cancellation, filled in as it was granted."""
    purpose = request.POST.get("purpose", "")
    if purpose not in Purpose.values:
        return HttpResponseRedirect(f"{HERE}/{entitlement_id}")
    try:
        draft = entitlements.begin_follow_up(
            entitlement_id=entitlement_id,
            purpose=Purpose(purpose),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{HERE}/{entitlement_id}")
    return HttpResponseRedirect(f"/apply/{draft.version_id}?step=2")


@audience("citizen")
@require_POST
def answer(request: HttpRequest, entitlement_id: UUID, measure_id: UUID) -> HttpResponse:
    """Say what speaks against a measure."""
    try:
        measures.state_and_defend(
            measure_id=measure_id,
            statement=request.POST.get("statement", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("您的陈述申辩已经送达办理机关，会在决定里答复您。"))
    return HttpResponseRedirect(f"{HERE}/{entitlement_id}")
