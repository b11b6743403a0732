# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Handling ticked tasks together: what differs between them, one opinion, a result for each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.errors import NoBasisChosen
from yiwang.cases.services import batches, procedures
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import HOME, actor_of, page
from yiwang.workbench.tasks import filling, preparing

CURRENT = "/workbench/batches"
MOST_SHOWN = 30


@audience("staff")
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Show what differs between the ticked tasks; nothing is done yet."""
    actor = actor_of(request)
    ticked = filling.ticked_of(request.POST.getlist("task"))
    try:
        with read_only():
            return preparing.page_of(request, preparing.look(ticked, actor), actor)
    except DomainError as refusal:
        return preparing.sent_back(request, refusal)


@audience("staff")
@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Handle the chosen cases, each for itself, and lead to what became of them."""
    actor, ticked = actor_of(request), filling.ticked_of(request.POST.getlist("task"))
    key = request.POST.get("idempotency_key", "")
    try:
        filled, wrong = filling.faulty(request, ticked, actor)
        if wrong is not None:
            return wrong
        made = batches.handle_together(
            key=key,
            ticked=ticked,
            opinion=request.POST.get("opinion", ""),
            filled=filled,
            bases=procedures.bases_from(request.POST.dict()),
            actor=actor,
            at=timezone.now(),
        )
    except NoBasisChosen as refusal:
        return preparing.asked_again(request, ticked, actor, refusal)
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
        shown = cases.batches.batch(batch_id, actor_of(request))
        results = [(one, shown.answers.get(one.case_id, ())) for one in shown.entries]
        context = {"shown": shown, "results": results, "has_answers": bool(shown.answers)}
        return page(request, "workbench/together/batch.html", context, current=CURRENT)
