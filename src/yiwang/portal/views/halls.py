# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Halls: finding one, its page, its calling screen, and tickets."""

from datetime import datetime
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.halls import selectors as halls
from yiwang.halls.enums import DeviceKind, HallKind, TicketChannel, TicketState
from yiwang.halls.services import holding, queueing
from yiwang.halls.services.devices import Known
from yiwang.identity import services as identity
from yiwang.organizations import selectors as organizations
from yiwang.portal.frame import actor_of, is_fragment, page, private
from yiwang.portal.regions import region_of
from yiwang.portal.views import devices


@audience("public")
@require_safe
def hall_list(request: HttpRequest) -> HttpResponse:
    """List the halls that serve a place: its own, those above and those below."""
    with read_only():
        place = organizations.division(request.GET.get("place", "") or region_of(request).code)
        found = halls.places.halls_near(place.code)
        context = {
            "place": place,
            "here": [one for one in found if one.division_code == place.code],
            "others": [one for one in found if one.division_code != place.code],
            "kinds": dict(HallKind.choices),
            "item": request.GET.get("item", "")[:40],
        }
        return page(request, "portal/halls/list.html", context)


@audience("public")
@require_safe
def hall(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """Show a hall: address, hours, what can be done, how long one waits."""
    now = timezone.now()
    with read_only():
        found = halls.places.hall_page(hall_id, at=now)
        item = _item(request.GET.get("item", ""))
        context = {
            "shown": found,
            "hall": found.hall,
            "place": organizations.full_name(found.hall.division_code),
            "lines": halls.queue.lines(hall_id, at=now),
            "item": item,
            "suited": _suited(found, item),
        }
        return page(request, "portal/halls/hall.html", context)


def _item(code: str) -> catalogue.ItemSnapshot | None:
    if not code:
        return None
    try:
        return holding.item_called(code[:40], on=timezone.localdate())
    except DomainError:
        return None


def _suited(found: halls.places.HallPage, item: catalogue.ItemSnapshot | None) -> object:
    if item is None:
        return None
    return halls.places.skill_for(
        found.skills,
        item_code=item.code,
        department_id=item.department_id,
        themes=(*item.themes.natural, *item.themes.legal),
        item_type=item.item_type,
    )


@audience("public")
@require_safe
def screen(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """Show who is called to which counter. The page renews itself.

    Names, masked, are shown on the screens that the hall has enrolled and nowhere else.
    """
    now = timezone.now()
    machine = devices.known(request, hall_id, DeviceKind.SCREEN)
    with read_only():
        if is_fragment(request):
            answer = _calls(request, hall_id, machine=machine, now=now)
        else:
            context = _on_screen(hall_id, has_names=machine is not None, now=now)
            answer = page(request, "portal/halls/screen.html", context)
    if request.GET.get("plain"):
        answer.headers["Refresh"] = "5"  # for a screen without script
    devices.keep(request, answer, machine)
    return answer


def _calls(
    request: HttpRequest, hall_id: UUID, *, machine: Known | None, now: datetime
) -> HttpResponse:
    """Answer what the screen asks for every three seconds; mostly that nothing has changed.

    The version names the minute too, which the screen shows, so that a name that was set up anew
    appears within one. A machine that gets a new secret has to have a whole answer.
    """
    version = halls.queue.screen_version(hall_id, at=now)
    etag = f'"{version}-{now:%H%M}-{int(machine is not None)}-{get_language()}"'
    is_known = etag in request.headers.get("If-None-Match", "")
    answer: HttpResponse
    if is_known and not (machine and machine.secret):
        answer = HttpResponseNotModified()
    else:
        context = _on_screen(hall_id, has_names=machine is not None, now=now)
        answer = render(request, "portal/halls/_calls.html", context)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ("Cookie", "Accept-Language", "HX-Request"))
    return answer


def _on_screen(hall_id: UUID, *, has_names: bool, now: datetime) -> dict[str, object]:
    calls = halls.queue.last_calls(hall_id, at=now)
    return {
        "hall": halls.places.hall(hall_id),
        "calls": calls,
        "has_names": has_names,
        "lines": halls.queue.lines(hall_id, at=now),
        "now": now,
        "spoken": _spoken(calls[0]) if calls else "",
    }


def _spoken(call: object) -> str:
    label, number = call.label, call.counter.number  # type: ignore[attr-defined]
    return _("请 %(label)s 号到 %(number)s 号窗口。") % {"label": label, "number": number}


@audience("public")
@require_POST
def take_ticket(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """Take a ticket on the phone, in one's own name; who is not signed in is asked to."""
    actor, now = actor_of(request), timezone.now()
    if not actor.is_citizen:
        return HttpResponseRedirect(f"/signin?next=/halls/{hall_id}")
    try:
        skill_id = UUID(request.POST.get("skill", ""))
        identity.count_tracking(ip=client_ip(request), at=now)
        item = _item(request.POST.get("item", ""))
        made = queueing.take_ticket(
            skill_id=skill_id,
            comer=queueing.comer_of(
                actor,
                item_code=item.code if item else "",
                item_name=item.name if item else "",
            ),
            channel=TicketChannel.PHONE,
            actor=actor,
            at=now,
        )
        identity.forget_tracking(ip=client_ip(request))
    except (DomainError, ValueError) as refusal:
        messages.error(request, _refused(refusal))
        return HttpResponseRedirect(f"/halls/{hall_id}")
    return HttpResponseRedirect(f"/tickets/{made.code}")


def _refused(refusal: Exception) -> str:
    return str(refusal) if isinstance(refusal, DomainError) else _("请选择业务类别。")


@audience("public")
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: HttpRequest, ticket_code: str) -> HttpResponse:
    """Show where a ticket stands; whoever has its code may also give it up."""
    now = timezone.now()
    if request.method == "POST":
        try:
            queueing.give_up(code=ticket_code, actor=actor_of(request), at=now)
            messages.success(request, _("已放弃这张号票。"))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(f"/tickets/{ticket_code}")
    with read_only():
        found = queueing.by_code(ticket_code)
        context = {
            "ticket": found,
            "position": halls.queue.position(found, at=now),
            "is_open": found.state
            in (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING),
            "now": now,
        }
        if is_fragment(request):
            return private(render(request, "portal/halls/_ticket.html", context))
        context["qr"] = qr(f"{settings.SITE_URL}/tickets/{found.code}")
        answer = page(request, "portal/halls/ticket.html", context)
    answer.headers["Referrer-Policy"] = "no-referrer"  # the address holds the code
    return answer


def qr(address: str) -> SafeString:
    """Return a code that a phone reads, as a picture in the page."""
    return mark_safe(segno.make(address).svg_inline(omitsize=True, border=4))  # noqa: S308
