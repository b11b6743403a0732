# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A machine of a hall shows who it is: by a code the first time, then by a cookie of its own."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.cookies import cookie_name
from yiwang.foundation.web.requests import client_ip
from yiwang.halls.enums import DeviceKind
from yiwang.halls.services import devices
from yiwang.identity import services as identity
from yiwang.portal.frame import actor_of, page

COOKIE: Final = cookie_name("yw_device")
KEPT: Final = timedelta(days=400)
"""As long as browsers keep a cookie at most; the secret in it changes much sooner."""


@audience("public")
@require_http_methods(["GET", "HEAD", "POST"])
def device(request: HttpRequest) -> HttpResponse:
    """Ask for a machine's enrolment code; or take it, and make this browser that machine."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            made = _enrolled(request)
        except DomainError as refused:
            refusal, status = str(refused), refused.status
        else:
            answer = HttpResponseRedirect(_home(made))
            keep(request, answer, made)
            return answer
    return page(request, "portal/halls/device.html", {"refusal": refusal}, status=status)


def _enrolled(request: HttpRequest) -> devices.Known:
    now, ip = timezone.now(), client_ip(request)
    identity.count_tracking(ip=ip, at=now)
    code = request.POST.get("code", "")[:60]
    made = devices.enrol(code=code, actor=actor_of(request), at=now)
    identity.forget_tracking(ip=ip)
    return made


def _home(made: devices.Known) -> str:
    hall_id = made.device.hall_id
    is_kiosk = made.device.kind == DeviceKind.KIOSK
    return f"/kiosk/{hall_id}" if is_kiosk else f"/halls/{hall_id}/screen"


def known(request: HttpRequest, hall_id: UUID, kind: DeviceKind) -> devices.Known | None:
    """Return the machine of this hall that asks; None when it is no such machine."""
    return devices.known(
        secret=request.COOKIES.get(COOKIE, ""),
        kind=kind,
        hall_id=hall_id,
        actor=actor_of(request),
        at=timezone.now(),
    )


def keep(request: HttpRequest, answer: HttpResponse, machine: devices.Known | None) -> None:
    """Hand a machine its new secret, if it got one."""
    if machine is not None and machine.secret:
        answer.set_cookie(
            COOKIE,
            machine.secret,
            max_age=int(KEPT.total_seconds()),
            secure=request.is_secure(),
            httponly=True,
            samesite="Strict",
        )
