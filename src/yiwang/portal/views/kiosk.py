# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The portal on a machine in a hall: large, by touch, and without memory.

Only a machine that the hall has enrolled shows it. It knows a visit by a cookie alone; whoever
leaves takes it along, and so does a minute and a half without a touch.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.cases import selectors as cases
from yiwang.foundation import reach
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.cookies import cookie_name
from yiwang.foundation.web.requests import client_ip
from yiwang.halls import selectors as halls
from yiwang.halls.enums import DeviceKind, TicketChannel
from yiwang.halls.errors import TicketNotFound
from yiwang.halls.services import kiosks, queueing
from yiwang.identity import services as identity
from yiwang.portal import wording
from yiwang.portal.frame import actor_of, page
from yiwang.portal.views import devices
from yiwang.portal.views.halls import qr

if TYPE_CHECKING:
    from yiwang.halls.models import Device

COOKIE: Final = cookie_name("kiosk")


@audience("public")
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """Show the machine's page: sign in, take a ticket, check in, print; or do one of these."""
    hall = halls.places.hall(hall_id)
    machine = devices.known(request, hall_id, DeviceKind.KIOSK)
    if machine is None:
        status = 403 if request.method == "POST" else 200
        return page(request, "portal/halls/kiosk_unknown.html", {"hall": hall}, status=status)
    is_act = request.method == "POST"
    answer = _acted(request, machine.device) if is_act else _shown(request, hall_id, {})
    devices.keep(request, answer, machine)
    return answer


def _acted(request: HttpRequest, machine: "Device") -> HttpResponse:
    act = _ACTS.get(request.POST.get("action", ""))
    if act is None:
        return HttpResponseRedirect(f"/kiosk/{machine.hall_id}")
    try:
        return act(request, machine)
    except DomainError as refusal:
        return _shown(request, machine.hall_id, {"refusal": str(refusal)}, status=refusal.status)


def _shown(
    request: HttpRequest, hall_id: UUID, told: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    visit = kiosks.touch(secret=request.COOKIES.get(COOKIE, ""), at=now)
    visit = visit if visit and visit.hall_id == hall_id else None
    person_id = visit.person_id if visit else None
    context: dict[str, Any] = {
        "hall": halls.places.hall(hall_id),
        "lines": halls.queue.lines(hall_id, at=now),
        "visit": visit if person_id else None,
        "pairing": visit if visit and not person_id else None,
        "mine": [],
        "idle": int(kiosks.IDLE.total_seconds()),
        "refusal": "",
        "taken": None,
    } | dict(told)
    if visit and person_id:
        context["mine"] = halls.bookings.todays(visit.pk, hall_id, day=timezone.localdate())
    elif visit:
        context["qr"] = qr(f"{settings.SITE_URL}/my/kiosk/{visit.pairing}")
    answer = page(request, "portal/halls/kiosk.html", context, status=status)
    if context["taken"] is not None:
        _forget(request, answer)
    return answer


def _begin(request: HttpRequest, machine: "Device") -> HttpResponse:
    hall_id = machine.hall_id
    secret, _visit = kiosks.begin(hall_id=hall_id, at=timezone.now())
    answer = HttpResponseRedirect(f"/kiosk/{hall_id}")
    answer.set_cookie(
        COOKIE,
        secret,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return answer


def _enter(request: HttpRequest, machine: "Device") -> HttpResponse:
    now, ip = timezone.now(), client_ip(request)
    identity.count_tracking(ip=ip, at=now)
    secret = request.COOKIES.get(COOKIE, "")
    code = request.POST.get("code", "")[:20]
    kiosks.enter_code(secret=secret, code=code, actor=actor_of(request), at=now)
    identity.forget_tracking(ip=ip)
    return HttpResponseRedirect(f"/kiosk/{machine.hall_id}")


def _take(request: HttpRequest, machine: "Device") -> HttpResponse:
    now = timezone.now()
    visit = kiosks.touch(secret=request.COOKIES.get(COOKIE, ""), at=now)
    try:
        skill_id = UUID(request.POST.get("skill", ""))
    except ValueError as error:
        raise TicketNotFound from error
    comer = queueing.Comer()
    if visit and visit.person_id and visit.hall_id == machine.hall_id:
        comer = queueing.Comer(person_id=visit.person_id, shown_name=visit.shown_name)
    made = queueing.take_ticket(
        skill_id=skill_id,
        comer=comer,
        channel=TicketChannel.KIOSK,
        device=machine,
        actor=actor_of(request),
        at=now,
    )
    return _printed(request, machine.hall_id, made)


def _check_in(request: HttpRequest, machine: "Device") -> HttpResponse:
    hall_id = machine.hall_id
    now, ip = timezone.now(), client_ip(request)
    identity.count_tracking(ip=ip, at=now)
    code = request.POST.get("code", "")[:20]
    made = queueing.check_in(hall_id=hall_id, code=code, actor=actor_of(request), at=now)
    identity.forget_tracking(ip=ip)
    return _printed(request, hall_id, made)


def _printed(request: HttpRequest, hall_id: UUID, made: Any) -> HttpResponse:
    """Show the ticket to be taken along; the visit ends with it."""
    kiosks.leave(secret=request.COOKIES.get(COOKIE, ""))
    position = halls.queue.position(made, at=timezone.now())
    code = qr(f"{settings.SITE_URL}/tickets/{made.code}")
    return _shown(request, hall_id, {"taken": made, "position": position, "ticket_qr": code})


def _leave(request: HttpRequest, machine: "Device") -> HttpResponse:
    kiosks.leave(secret=request.COOKIES.get(COOKIE, ""))
    return _forget(request, HttpResponseRedirect(f"/kiosk/{machine.hall_id}"))


def _forget(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Tell the machine to keep nothing of who was there.

    Cookies go by name: "cookies" would take along by which the machine itself is known.
    """
    for name in request.COOKIES:
        if name not in _THE_MACHINE_S:
            answer.delete_cookie(name)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


_THE_MACHINE_S: Final = frozenset({devices.COOKIE, settings.CSRF_COOKIE_NAME})
_ACTS: Final[Mapping[str, Callable[[HttpRequest, "Device"], HttpResponse]]] = {
    "begin": _begin,
    "enter": _enter,
    "take": _take,
    "check_in": _check_in,
    "leave": _leave,
}


@audience("public")
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """Look a case up by its number and query code; nothing personal is shown."""
    context: dict[str, Any] = {
        "hall": halls.places.hall(hall_id),
        "refusal": "",
        "case": None,
        "idle": int(kiosks.IDLE.total_seconds()),
    }
    status, ip = 200, client_ip(request)
    if request.method == "POST":
        try:
            identity.count_tracking(ip=ip, at=timezone.now())
            with reach.everywhere():  # the query code opens this one case
                number = request.POST.get("number", "").strip()[:40]
                case = cases.track(number, request.POST.get("query_code", "")[:20])
                context["case"] = case
                context["moments"] = wording.story(cases.timeline(case), case.state)
            context["state"] = wording.state_chip(case.state)
            identity.forget_tracking(ip=ip)
        except DomainError as refusal:
            context["refusal"], status = str(refusal), refusal.status
    return page(request, "portal/halls/kiosk_track.html", context, status=status)
