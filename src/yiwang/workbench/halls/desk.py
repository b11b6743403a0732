# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The counter's console: one page, by keyboard, from calling the next to finishing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.halls import policies
from yiwang.halls import selectors as halls
from yiwang.halls.enums import PauseReason, TicketState
from yiwang.halls.errors import HallNotFound, PresenceRefused, TicketNotFound
from yiwang.halls.services import calling, presence
from yiwang.ledger import services as ledger
from yiwang.workbench.frame import actor_of, once, page, uuids

CURRENT: Final = "/workbench/desk"
Act = Callable[[HttpRequest, Actor, datetime], object]


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Show who is at the counter and who waits; or do the next step."""
    actor, now = actor_of(request), timezone.now()
    policies.check_is_clerk(actor)
    if request.method == "POST":
        return _stepped(request, actor, now)
    with read_only():
        shown = halls.queue.desk(actor, at=now)
        shift = shown.shift
        context = {
            "desk": shown,
            "shift": shift,
            "ticket": shown.in_hand,
            "counters": [] if shift else halls.queue.counters_to_work_at(actor.division_code),
            "lines": halls.queue.lines(shift.counter.hall_id, at=now) if shift else [],
            "reasons": PauseReason.choices,
        }
    context |= _opened(shown.in_hand, actor, now)
    return page(request, "workbench/halls/desk.html", context, current=CURRENT)


def _opened(ticket: Any, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return the drafts of who showed their code at this ticket."""
    if ticket is None or ticket.state != TicketState.SERVING:
        return {"person": None, "drafts": []}
    try:
        shown = presence.opened(ticket_id=ticket.pk, actor=actor, at=now)
        drafts = presence.drafts(ticket_id=ticket.pk, actor=actor, at=now)
    except PresenceRefused:
        return {"person": None, "drafts": []}
    return {"person": shown.person_id, "drafts": drafts}


def _stepped(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    act = _ACTS.get(request.POST.get("action", ""))
    if act is None:
        messages.error(request, _("没有这个操作。"))
        return HttpResponseRedirect(CURRENT)

    def done() -> ledger.Answer:
        act(request, actor, now)
        return ledger.Answer(status=200, body={"done": True})

    try:
        if act is _presence:
            presence.count_try(ticket_id=_ticket_id(request), actor=actor, at=now)
        once(request, done)
    except DomainError as refusal:
        if refusal.kind is Kind.FORBIDDEN:
            raise
        messages.error(request, str(refusal))
    return HttpResponseRedirect(CURRENT)


def _ticket_id(request: HttpRequest) -> UUID:
    sent = uuids([request.POST.get("ticket", "")])
    if not sent:
        raise TicketNotFound
    return sent[0]


def _counter_id(request: HttpRequest) -> UUID:
    sent = uuids([request.POST.get("counter", "")])
    if not sent:
        raise HallNotFound
    return sent[0]


def _on_ticket(step: str) -> Act:
    def act(request: HttpRequest, actor: Actor, now: datetime) -> object:
        return calling.STEPS[step](ticket_id=_ticket_id(request), actor=actor, at=now)

    return act


def _transfer(request: HttpRequest, actor: Actor, now: datetime) -> object:
    return calling.transfer(
        ticket_id=_ticket_id(request),
        to_counter_id=_counter_id(request),
        note=request.POST.get("note", ""),
        actor=actor,
        at=now,
    )


def _presence(request: HttpRequest, actor: Actor, now: datetime) -> object:
    code = request.POST.get("code", "")[:20]
    return presence.open_by_code(ticket_id=_ticket_id(request), code=code, actor=actor, at=now)


_ACTS: Final[Mapping[str, Act]] = {
    "sign_on": lambda request, actor, now: calling.sign_on(
        counter_id=_counter_id(request), actor=actor, at=now
    ),
    "sign_off": lambda _request, actor, now: calling.sign_off(actor=actor, at=now),
    "pause": lambda request, actor, now: calling.pause(
        reason=request.POST.get("reason", ""), actor=actor, at=now
    ),
    "resume": lambda _request, actor, now: calling.resume(actor=actor, at=now),
    "next": lambda _request, actor, now: calling.call_next(actor=actor, at=now),
    "transfer": _transfer,
    "presence": _presence,
    **{step: _on_ticket(step) for step in calling.STEPS},
}
