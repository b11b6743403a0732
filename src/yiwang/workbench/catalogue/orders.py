# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Change orders: the list, the page of one, and every step that can be taken with it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from yiwang.catalogue.enums import OrderKind, OrderLayer, OrderState, Verdict
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue.desk import ALL, ORDERS, entitled, made_once, section
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import do, whole_number

PAGE = 30
TONES: Final[Mapping[str, tuple[str, str]]] = {
    OrderState.DRAFT: ("quiet", "edit"),
    OrderState.LEGAL_REVIEW: ("warn", "gavel"),
    OrderState.APPROVAL: ("warn", "checklist"),
    OrderState.APPROVED: ("", "clock"),
    OrderState.PUBLISHED: ("", "circle-check"),
    OrderState.RETURNED: ("danger", "alert-circle"),
    OrderState.WITHDRAWN: ("quiet", "x"),
    OrderState.ROLLED_BACK: ("quiet", "x"),
}
"""Tone and icon of each state; the word stands beside them."""
OPEN: Final = (
    OrderState.DRAFT,
    OrderState.RETURNED,
    OrderState.LEGAL_REVIEW,
    OrderState.APPROVAL,
)
"""The states in which somebody can take a step with several orders at once."""


@audience("staff")
@require_safe
def order_list(request: HttpRequest) -> HttpResponse:
    """List the orders in reach, or those that wait for the reader."""
    actor = entitled(request, *ALL)
    state = request.GET.get("state", "")
    state = state if state in OrderState.values else ""
    is_my_turn = request.GET.get("turn") == "1"
    with read_only():
        found = editing_questions.orders(
            actor,
            is_my_turn=is_my_turn,
            state=state,
            after=_place(request.GET.get("after", "")),
            limit=PAGE + 1,
        )
        rows = found[:PAGE]
        kept = {key: value for key, value in request.GET.items() if key != "after" and value}
        context = {
            "rows": [(row, *words_of(row)) for row in rows],
            "states": OrderState.choices,
            "state": state,
            "is_my_turn": is_my_turn,
            "open_states": OPEN,
            "next_url": "?" + urlencode(kept | {"after": f"{rows[-1].year}-{rows[-1].number}"})
            if len(found) > PAGE
            else "",
        }
        return section(request, "orders.html", context, tab=ORDERS)


def words_of(order: object) -> tuple[str, str, str, str]:
    """Return the words of an order's state, their tone and icon, and the words of its kind."""
    state, kind = OrderState(order.state), OrderKind(order.kind)  # type: ignore[attr-defined]
    tone, icon = TONES[state]
    return str(state.label), tone, icon, str(kind.label)


def _place(text: str) -> tuple[int, int] | None:
    year, _dash, number = text.partition("-")
    found = whole_number(year, digits=4), whole_number(number)
    return None if found[0] is None or found[1] is None else (found[0], found[1])


@audience("staff")
@require_safe
def order_detail(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show an order: what it changes, what is wrong with it, and what the reader can do."""
    actor = entitled(request, *ALL)
    first = whole_number(request.GET.get("from", "")) or 0
    with read_only():
        view = editing_questions.order(order_id, actor, first_line=first)
        order = view.order
        state, tone, icon, kind = words_of(order)
        context = {
            "view": view,
            "order": order,
            "state": state,
            "tone": tone,
            "icon": icon,
            "kind": kind,
            "layer": OrderLayer(order.layer).label,
            "is_list": order.layer == OrderLayer.LIST,
            "people": [
                (label, view.names.get(staff_id, ""), moment)
                for label, staff_id, moment in (
                    (_("起草人"), order.drafted_by_id, order.submitted_at or order.drafted_at),
                    (_("法制审核人"), order.reviewed_by_id, order.reviewed_at),
                    (_("批准人"), order.approved_by_id, order.approved_at),
                )
                if staff_id is not None
            ],
            "verdicts": dict(Verdict.choices),
            "can": {action.value for action in view.actions},
            "is_writable": bool({"submit", "submit_short"} & {one.value for one in view.actions}),
            "is_rollback": order.kind == OrderKind.ROLLBACK,
            "tomorrow": timezone.localdate(),
            "first": first,
        }
        return section(request, "order.html", context, tab=ORDERS)


@audience("staff")
@require_POST
def act(request: HttpRequest, order_id: UUID, action: str) -> HttpResponse:
    """Take a step with an order."""
    actor = entitled(request, *ALL)
    back_to = f"{ORDERS}/{order_id}"
    if action == "roll-back":
        return _roll_back(request, order_id, actor)
    step = STEPS.get(action)
    if step is None:
        messages.error(request, _("没有这个操作。"))
        return HttpResponseRedirect(back_to)
    command, done = step
    return do(request, lambda: command(request, order_id, actor), done=done, back_to=back_to)


def _roll_back(request: HttpRequest, order_id: UUID, actor: Actor) -> HttpResponse:
    try:
        made = made_once(
            request,
            lambda: (
                editing.roll_back_order(
                    order_id=order_id,
                    reason=request.POST.get("reason", ""),
                    actor=actor,
                    at=timezone.now(),
                ).id
            ),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{ORDERS}/{order_id}")
    return HttpResponseRedirect(f"{ORDERS}/{made}")


def _revision(request: HttpRequest) -> int:
    return whole_number(request.POST.get("revision", "")) or 0


def _submit(request: HttpRequest, order_id: UUID, actor: Actor) -> None:
    try:
        day = date.fromisoformat(request.POST.get("effective_from", ""))
    except ValueError:
        raise Unanswered(_("请填写生效日期。")) from None
    editing.submit_order(
        order_id=order_id,
        revision=_revision(request),
        reason=request.POST.get("reason", ""),
        effective_from=day,
        reopens_lists=request.POST.get("reopens_lists") == "1",
        actor=actor,
        at=timezone.now(),
    )


def _opinions(request: HttpRequest) -> dict[str, tuple[Verdict, str]]:
    found = {}
    for element in request.POST.getlist("element"):
        verdict = request.POST.get(f"verdict-{element}", "")
        if verdict in Verdict.values:
            opinion = request.POST.get(f"opinion-{element}", "")
            found[element] = (Verdict(verdict), opinion)
    return found


def _pass(request: HttpRequest, order_id: UUID, actor: Actor) -> None:
    editing.pass_review(
        order_id=order_id,
        revision=_revision(request),
        opinions=_opinions(request),
        actor=actor,
        at=timezone.now(),
    )


def _return(request: HttpRequest, order_id: UUID, actor: Actor) -> None:
    editing.return_order(
        order_id=order_id,
        revision=_revision(request),
        reason=request.POST.get("answer", ""),
        opinions=_opinions(request),
        actor=actor,
        at=timezone.now(),
    )


def _approve(request: HttpRequest, order_id: UUID, actor: Actor) -> None:
    editing.approve_order(
        order_id=order_id,
        revision=_revision(request),
        note=request.POST.get("answer", ""),
        actor=actor,
        at=timezone.now(),
    )


def _withdraw(request: HttpRequest, order_id: UUID, actor: Actor) -> None:
    editing.withdraw_order(
        order_id=order_id, revision=_revision(request), actor=actor, at=timezone.now()
    )


def _take_up(request: HttpRequest, order_id: UUID, actor: Actor) -> None:
    both = editing.take_up_newest(
        order_id=order_id, revision=_revision(request), actor=actor, at=timezone.now()
    )
    for name, label in both:
        messages.warning(
            request,
            _("“%(name)s”的%(label)s：新版本和您都改了，请打开“对照并合并”选定。")
            % {"name": name, "label": label},
        )


Step = Callable[[HttpRequest, UUID, Actor], None]
STEPS: Final[Mapping[str, tuple[Step, Promise | str]]] = {
    "submit": (_submit, gettext_lazy("已提交。")),
    "pass": (_pass, gettext_lazy("法制审核已通过，转批准人。")),
    "return": (_return, gettext_lazy("已退回起草人。")),
    "approve": (_approve, gettext_lazy("已批准。")),
    "withdraw": (_withdraw, gettext_lazy("已撤销，事项可以另行修改。")),
    "take-up": (_take_up, gettext_lazy("只有一方改过的已并入。")),
}
