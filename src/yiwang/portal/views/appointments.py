# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One's own appointments: booking, confirming, moving, cancelling, waiting; the code to show."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.halls import selectors as halls
from yiwang.halls.services import bookings, holding, kiosks, presence, waiting
from yiwang.portal.frame import actor_of, page
from yiwang.portal.views.halls import qr


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """Show the free times of a kind of business; hold one, or wait for one."""
    if request.method == "POST":
        return _held(request, skill_id)
    actor, now = actor_of(request), timezone.now()
    with read_only():
        skill = halls.bookings.skill(skill_id)
        if skill is None or not skill.hall.takes_bookings:
            raise NotFound
        days = halls.bookings.booking_days(skill_id, at=now)
        chosen = _day(request.GET.get("day", ""))
        context = {
            "skill": skill,
            "days": days,
            "shown": next((one for one in days if one.day == chosen), days[0] if days else None),
            "item": request.GET.get("item", "")[:40],
            "drafts": cases.drafts(actor),
            "cases": cases.cases(actor, wanted=cases.CaseFilter(is_open=True), limit=20).rows,
        }
        return page(request, "portal/halls/book.html", context, current="my")


def _held(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """Hold a time, or wait for a place on a day that is full."""
    actor, now, back = actor_of(request), timezone.now(), f"/halls/book/{skill_id}"
    try:
        wish = holding.wish_of(actor, at=now, **_about(request))
        if day := _day(request.POST.get("wait", "")):
            waiting.join(skill_id=skill_id, day=day, wish=wish, actor=actor, at=now)
            messages.success(request, _("已登记候补。有人取消时会发消息给您，请及时确认。"))
            return HttpResponseRedirect("/my/appointments")
        slot_id = _uuid(request.POST.get("slot", ""))
        if slot_id is None:
            messages.error(request, _("请选择一个时段。"))
            return HttpResponseRedirect(back)
        made = bookings.hold_place(slot_id=slot_id, wish=wish, actor=actor, at=now)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back)
    return HttpResponseRedirect(f"/my/appointments/{made.pk}")


def _about(request: HttpRequest) -> dict[str, Any]:
    """Return what the reader chose to come for: an item, a draft or a case of theirs."""
    kind, _colon, chosen = request.POST.get("about", "").partition(":")
    return {
        "item_code": request.POST.get("item", "")[:40],
        "draft_id": _uuid(chosen) if kind == "draft" else None,
        "case_id": _uuid(chosen) if kind == "case" else None,
    }


@audience("citizen")
@require_safe
def appointment_list(request: HttpRequest) -> HttpResponse:
    """List one's appointments, what one waits for, and today's tickets."""
    actor, now = actor_of(request), timezone.now()
    with read_only():
        found = halls.bookings.appointments(actor)
        context = {
            "coming": [one for one in reversed(found) if one.ends_at > now],
            "past": [one for one in found if one.ends_at <= now],
            "waits": halls.bookings.waits(actor),
            "tickets": halls.queue.tickets_of(actor, at=now),
        }
        return page(request, "portal/halls/appointments.html", context, current="my")


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Show an appointment: confirm it, move it, cancel it, take its code along."""
    actor, now = actor_of(request), timezone.now()
    if request.method == "POST":
        return _changed(request, appointment_id)
    with read_only():
        found = halls.bookings.appointment(appointment_id, actor)
        can_move = found.state == "booked" and found.starts_at > now
        context = {
            "booked": found,
            "is_expired": found.state == "held" and (found.held_until or now) <= now,
            "can_cancel": found.state in ("held", "booked") and found.starts_at > now,
            "days": halls.bookings.booking_days(found.skill_id, at=now) if can_move else [],
            "qr": qr(found.code),
        }
        return page(request, "portal/halls/appointment.html", context, current="my")


def _changed(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    given = {"appointment_id": appointment_id, "actor": actor_of(request), "at": timezone.now()}
    slot_id = _uuid(request.POST.get("slot", ""))
    try:
        action = request.POST.get("action", "")
        if action == "confirm":
            bookings.confirm(**given)  # type: ignore[arg-type]
            messages.success(request, _("预约成功。到场后用预约码签到。"))
        elif action == "cancel":
            bookings.cancel(**given)  # type: ignore[arg-type]
            messages.success(request, _("预约已取消。"))
        elif action == "move" and slot_id is not None:
            bookings.move(slot_id=slot_id, **given)  # type: ignore[arg-type]
            messages.success(request, _("预约已改期。"))
        else:
            halls.bookings.appointment(appointment_id, actor_of(request))
            messages.error(request, _("请选择一个时段。"))
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"/my/appointments/{appointment_id}")


@audience("citizen")
@require_POST
def leave_waiting(request: HttpRequest, waiting_id: UUID) -> HttpResponse:
    """Leave the waiting list of a day."""
    waiting.leave(waiting_id=waiting_id, actor=actor_of(request), at=timezone.now())
    messages.success(request, _("已退出候补。"))
    return HttpResponseRedirect("/my/appointments")


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def presence_code(request: HttpRequest) -> HttpResponse:
    """Show a code that proves to the counter, or to a kiosk, that one is there and agrees."""
    context: dict[str, object] = {"shown": None}
    if request.method == "POST":
        made = presence.show_code(actor=actor_of(request), at=timezone.now())
        context = {"shown": made, "code": f"{made.code[:4]} {made.code[4:]}", "qr": qr(made.code)}
    return page(request, "portal/halls/presence.html", context, current="my")


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def pair_kiosk(request: HttpRequest, pairing: str) -> HttpResponse:
    """Sign in at the kiosk whose code the phone has read, after saying so."""
    is_done, status = False, 200
    if request.method == "POST":
        try:
            kiosks.pair(pairing=pairing, actor=actor_of(request), at=timezone.now())
            is_done = True
        except DomainError as refusal:
            messages.error(request, str(refusal))
            status = refusal.status
    context = {"pairing": pairing[:16], "is_done": is_done, "site": settings.SITE_URL}
    return page(request, "portal/halls/pair.html", context, current="my", status=status)


def _uuid(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None
