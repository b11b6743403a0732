# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Handling ticked tasks together: what differs between them, one opinion, a result for each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import batches
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import HOME, TONES, actor_of, page, uuids, whole_number

CURRENT = "/workbench/batches"
MOST_SHOWN = 30


@audience("staff")
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Show what differs between the ticked tasks; nothing is done yet."""
    actor, today = actor_of(request), timezone.localdate()
    try:
        with read_only():
            look = cases.batches.look_at(uuids(request.POST.getlist("task")), actor, today=today)
            context = {
                "look": look,
                "rows": [(row, TONES[row.tone]) for row in look.rows],
                "opinions": _offered(look, actor, today),
            }
            return page(request, "workbench/together/prepare.html", context)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return HttpResponseRedirect(HOME)


def _offered(look: Any, actor: Any, today: Any) -> list[Any]:
    """Return the opinions that fit every case: those in which no case fills anything in."""
    if not look.joining or look.action == "accept":
        return []
    first = look.joining[0].case
    found = cases.opinions.opinions_for(actor, first, today=today, step_names=[look.step_name])
    return [one for one in found if not one.is_filled]


@audience("staff")
@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Handle the chosen cases, each for itself, and lead to what became of them."""
    ticked = []
    for text in request.POST.getlist("task"):
        item_id, _colon, revision = text.partition(":")
        seen = whole_number(revision) or 0
        ticked += [batches.Ticked(each, seen) for each in uuids([item_id])]
    try:
        made = batches.handle_together(
            key=request.POST.get("idempotency_key", ""),
            ticked=ticked,
            opinion=request.POST.get("opinion", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(HOME)
    return HttpResponseRedirect(f"{CURRENT}/{made.pk}")


@audience("staff")
@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    """List the last batches of the staff member."""
    with read_only():
        context = {"batches": cases.batches.batches(actor_of(request))[:MOST_SHOWN]}
        return page(request, "workbench/together/list.html", context, current=CURRENT)


@audience("staff")
@require_safe
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show what became of each case of a batch."""
    with read_only():
        context = {"shown": cases.batches.batch(batch_id, actor_of(request))}
        return page(request, "workbench/together/batch.html", context, current=CURRENT)
