# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Several change orders side by side, one step with all of them, and what became of each."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.catalogue.enums import OrderState
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.workbench.catalogue.desk import ALL, ORDERS, entitled, section
from yiwang.workbench.catalogue.orders import TONES, words_of
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import once, uuids, whole_number

AT_ONCE = f"{ORDERS}/at-once"
Step = editing.StepAtOnce


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def at_once(request: HttpRequest) -> HttpResponse:
    """Show the chosen orders with what each changes; take one step with all of them."""
    actor = entitled(request, *ALL)
    if request.method == "POST":
        return _acted(request, actor)
    with read_only():
        try:
            found = editing_questions.orders_together(uuids(request.GET.getlist("order")), actor)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(ORDERS)
        steps = [step for step in Step if any(step in one.steps for one in found)]
        context = {
            "rows": [(one, *words_of(one.order)) for one in found],
            "steps": [
                (step.value, editing_questions.step_label(step), _able(found, step))
                for step in steps
            ],
            "today": timezone.localdate(),
            "needs_day": Step.SUBMIT in steps,
        }
        return section(request, "orders_at_once.html", context, tab=ORDERS)


def _able(found: list[editing_questions.OrderAtOnce], step: editing.StepAtOnce) -> int:
    return sum(step in one.steps for one in found)


def _acted(request: HttpRequest, actor: Actor) -> HttpResponse:
    try:
        answer = once(request, lambda: _act(request, actor))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        chosen = "&".join(f"order={one}" for one in uuids(request.POST.getlist("order")))
        return HttpResponseRedirect(f"{AT_ONCE}?{chosen}" if chosen else ORDERS)
    rows = answer.body["items"]
    context = {
        "outcomes": [(row, *_state_words(row["state"])) for row in rows],
        "done": sum(row["is_done"] for row in rows),
        "refused": sum(not row["is_done"] for row in rows),
    }
    return section(request, "orders_done.html", context, tab=ORDERS)


def _act(request: HttpRequest, actor: Actor) -> ledger.Answer:
    step = request.POST.get("step", "")
    if step not in list(Step):
        raise Unanswered(_("请选择要办的步骤。"))
    outcomes = editing.act_at_once(
        chosen=_chosen(request),
        step=Step(step),
        told=editing.Told(request.POST.get("text", ""), _day(request, Step(step))),
        actor=actor,
        at=timezone.now(),
    )
    return ledger.Answer(status=200, body={"items": [_row(one) for one in outcomes]})


def _chosen(request: HttpRequest) -> Mapping[UUID, int]:
    """Return the orders that are ticked, each with the revision that the page was made from."""
    return {
        one: whole_number(request.POST.get(f"revision-{one}", "")) or 0
        for one in uuids(request.POST.getlist("order"))
    }


def _day(request: HttpRequest, step: editing.StepAtOnce) -> date | None:
    if step is not Step.SUBMIT:
        return None
    try:
        return date.fromisoformat(request.POST.get("effective_from", ""))
    except ValueError:
        raise Unanswered(_("请填写生效日期。")) from None


def _row(outcome: editing.Outcome) -> dict[str, Any]:
    return asdict(outcome) | {"id": str(outcome.id)}


def _state_words(state: str) -> tuple[str, str, str]:
    if state not in OrderState.values:
        return "", "quiet", "x"
    tone, icon = TONES[state]
    return str(OrderState(state).label), tone, icon
