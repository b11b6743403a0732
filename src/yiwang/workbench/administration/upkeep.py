# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Leaves that last, and the yearly review of posts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import LeaveReason, ReviewState
from yiwang.workbench.administration.gate import (
    AUDIT,
    SYSTEM,
    day_in,
    entitled,
    id_in,
    role_name,
    section,
)
from yiwang.workbench.frame import do, uuids

LEAVES = "/workbench/leaves"
REVIEWS = "/workbench/reviews"
MOST_AT_ONCE = 500


@audience("staff")
@require_safe
def leave_list(request: HttpRequest) -> HttpResponse:
    """List who is away, or will be, and who does their work."""
    actor = entitled(request, SYSTEM)
    today = timezone.localdate()
    with read_only():
        context = {
            "rows": [
                (row, LeaveReason(row.reason).label, row.starts_on > today)
                for row in organizations.leaves_in_reach(actor, on=today)
            ]
        }
        return section(request, "leaves.html", context, tab=LEAVES)


@audience("staff")
@require_POST
def end_leave(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """End a leave today, or call it off."""
    actor = entitled(request, SYSTEM)
    return do(
        request,
        lambda: services.end_leave(leave_id=leave_id, actor=actor, at=timezone.now()),
        done=_("离岗已结束，代理随之终止。"),
        back_to=LEAVES,
    )


@audience("staff")
@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """List the yearly reviews and how far they have come."""
    actor = entitled(request, SYSTEM, AUDIT)
    with read_only():
        context = {
            "rows": [
                (row, row.total - row.waiting) for row in organizations.reviews_in_reach(actor)
            ],
            "departments": organizations.find_departments(actor, "", limit=200),
            "may_open": actor.has_right(SYSTEM),
            "own": actor.department_id,
        }
        return section(request, "reviews.html", context, tab=REVIEWS)


@audience("staff")
@require_POST
def open_review(request: HttpRequest) -> HttpResponse:
    """Begin a department's review of this year."""
    actor = entitled(request, SYSTEM)
    return do(
        request,
        lambda: services.open_review(
            department_id=id_in(request.POST.get("department", "")) or UUID(int=0),
            due_on=day_in(request.POST.get("due_on", "")),
            actor=actor,
            at=timezone.now(),
        ),
        done=_("年度复核已开始。"),
        back_to=REVIEWS,
    )


@audience("staff")
@require_safe
def review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Show what a review looks at."""
    actor = entitled(request, SYSTEM, AUDIT)
    with read_only():
        found = organizations.review(review_id, actor)
        context = {
            "review": found,
            "done": found.total - found.waiting,
            "lines": [
                (entry, role_name(entry.admin_role), ReviewState(entry.state).label)
                for entry in organizations.review_entries(review_id, actor)
            ],
            "may_decide": actor.has_right(SYSTEM) and found.closed_at is None,
        }
        return section(request, "review.html", context, tab=REVIEWS)


@audience("staff")
@require_POST
def decide_entries(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Confirm the posts that were ticked, or end them."""
    actor = entitled(request, SYSTEM)
    state = ReviewState.ENDED if request.POST.get("decision") == "end" else ReviewState.CONFIRMED
    chosen = uuids(request.POST.getlist("entry")[:MOST_AT_ONCE])
    return do(
        request,
        lambda: services.decide_entries(
            entry_ids=chosen, state=state, actor=actor, at=timezone.now()
        ),
        done=_("已处理 %(count)d 项。") % {"count": len(chosen)},
        back_to=f"{REVIEWS}/{review_id}",
    )
