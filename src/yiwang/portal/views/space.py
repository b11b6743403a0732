# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""My space: what waits for me, drafts, messages, my details."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.cases.services import drafts as draft_services
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.notifications import selectors as notifications
from yiwang.notifications import services as notification_services
from yiwang.portal import wording
from yiwang.portal.frame import actor_of, page
from yiwang.portal.views.preferences import safe_next

SHOWN = 5
COUNTED = 100


@audience("citizen")
@require_safe
def my_space(request: HttpRequest) -> HttpResponse:
    """Show what waits for the citizen, what runs, and what was begun; what they must do first."""
    with read_only():
        drafts = cases.draft_page(actor_of(request), cursor=request.GET.get("drafts", ""))
        later = urlencode({"drafts": drafts.next_cursor}) if drafts.next_cursor else ""
        context = _waiting(request) | {
            "drafts": drafts.rows,
            "drafts_url": f"/my?{later}#drafts" if later else "",
            "is_later": "drafts" in request.GET,
            "unread": notifications.unread_count(actor_of(request)),
        }
        return page(request, "portal/my.html", context, current="my")


@audience("citizen")
@require_safe
def todos(request: HttpRequest) -> HttpResponse:
    """Answer the strip of the home page that says what waits for the reader."""
    with read_only():
        return page(request, "portal/_todos.html", _waiting(request))


def _waiting(request: HttpRequest) -> dict[str, object]:
    today = timezone.localdate()
    wanted = cases.CaseFilter(is_open=True)
    found = cases.cases(actor_of(request), wanted=wanted, limit=COUNTED).rows
    for_me = [case for case in found if case.state == CaseState.CORRECTION]
    others = [case for case in found if case.state != CaseState.CORRECTION]
    shown = (for_me + others)[:SHOWN]
    return {"open_cases": wording.with_clocks(shown, today=today)} | {
        "has_more": len(found) > SHOWN,
        "counts": {"open": len(found), "correction": len(for_me)},
    }


@audience("citizen")
@require_safe
def messages_page(request: HttpRequest) -> HttpResponse:
    """List the messages to the person or firm, newest first."""
    with read_only():
        found = notifications.inbox(actor_of(request), cursor=request.GET.get("cursor", ""))
        next_url = f"?{urlencode({'cursor': found.next_cursor})}" if found.next_cursor else ""
        context = {"inbox": found.rows, "next_url": next_url}
        return page(request, "portal/messages.html", context, current="messages")


@audience("citizen")
@require_POST
def read_message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Mark a message as read and go where it leads."""
    notification_services.mark_read(
        message_id=message_id, actor=actor_of(request), at=timezone.now()
    )
    return HttpResponseRedirect(safe_next(request, "/my/messages"))


@audience("citizen")
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every message as read."""
    notification_services.mark_all_read(actor=actor_of(request), at=timezone.now())
    return HttpResponseRedirect("/my/messages")


@audience("citizen")
@require_safe
def details(request: HttpRequest) -> HttpResponse:
    """Show what government knows of the person behind the account, numbers masked."""
    actor = actor_of(request)
    with read_only():
        context = {
            "own": identity.applicant_summary(actor.person_id) if actor.person_id else None,
            "legal_persons": identity.legal_persons_of(actor.person_id) if actor.person_id else [],
        }
        return page(request, "portal/details.html", context, current="my")


@audience("citizen")
@require_POST
def discard_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    draft_services.discard_draft(draft_id=draft_id, actor=actor_of(request))
    return HttpResponseRedirect("/my")
