# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Accounts before their first use: who still waits, letters with codes, a code by telephone."""

from collections.abc import Sequence
from urllib.parse import urlencode
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
from yiwang.identity import services
from yiwang.identity.enums import ActivationState
from yiwang.notifications import services as notifications
from yiwang.organizations import selectors as organizations
from yiwang.workbench.administration.gate import STAFF, SYSTEM, entitled, section
from yiwang.workbench.frame import private, shown_text, uuids

ACTIVATIONS = "/workbench/activations"


@audience("staff")
@require_safe
def activation_list(request: HttpRequest) -> HttpResponse:
    """List the accounts that nobody has taken into use yet."""
    actor, at = entitled(request, SYSTEM), timezone.now()
    wanted = request.GET.get("state", "")
    state = ActivationState(wanted) if wanted in ActivationState.values else None
    with read_only():
        found = identity.activations.in_reach(
            actor,
            state=state,
            cursor=shown_text(request.GET.get("cursor", "")),
            limit=services.LETTERS_AT_ONCE,
            at=at,
        )
        counts = identity.activations.counts(actor, at=at)
        more = {"state": wanted, "cursor": found.next_cursor}
        context = {
            "rows": [(row, row.state(at)) for row in found.rows],
            "states": [(each.value, each.label, counts[each]) for each in ActivationState],
            "all": sum(counts.values()),
            "state": state.value if state else "",
            "next_url": f"?{urlencode(more)}" if found.next_cursor else "",
        }
        return section(request, "activations.html", context, tab=ACTIVATIONS)


@audience("staff")
@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Give codes to those who were ticked; the letters are shown this once."""
    actor, at = entitled(request, SYSTEM), timezone.now()
    try:
        issued = services.issue_codes(
            staff_ids=uuids(request.POST.getlist("staff")), actor=actor, at=at
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(ACTIVATIONS)
    if not issued:
        messages.error(request, _("请先勾选还没有激活的人员。"))
        return HttpResponseRedirect(ACTIVATIONS)
    return _letters(request, issued, actor)


def _letters(
    request: HttpRequest, issued: Sequence[services.IssuedCode], actor: Actor
) -> HttpResponse:
    with read_only():
        context = {
            "letters": [
                (each, organizations.staff_member(each.staff_id, actor)) for each in issued
            ],
            "address": request.build_absolute_uri("/workbench/activate"),
        }
        return private(section(request, "letters.html", context, tab=ACTIVATIONS))


@audience("staff")
@sensitive_post_parameters("phone")
@require_POST
def hand_out(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Open an account, or take it out of use, and hand its code out: on paper or by telephone."""
    actor, at = entitled(request, SYSTEM), timezone.now()
    organizations.staff_member(staff_id, actor)
    is_sent = request.POST.get("way") == "phone"
    phone = request.POST.get("phone", "").strip() if is_sent else None
    try:
        issued = services.hand_out_code(
            staff_id=staff_id,
            login=request.POST.get("login", ""),
            phone=phone,
            actor=actor,
            at=at,
        )
        if phone is not None:
            notifications.send_activation_code(issued, phone=phone)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{STAFF}/{staff_id}")
    if is_sent:
        messages.success(request, _("激活码已发到名册上的手机号码。"))
        return HttpResponseRedirect(f"{STAFF}/{staff_id}")
    return _letters(request, [issued], actor)
