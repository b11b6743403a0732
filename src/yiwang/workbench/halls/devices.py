# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The machines of a hall: enrol one by a code that is shown once, see how each is, revoke."""

from contextlib import suppress
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.halls import policies
from yiwang.halls import selectors as halls
from yiwang.halls.enums import DeviceKind
from yiwang.halls.errors import DeviceNotFound
from yiwang.halls.services import devices
from yiwang.workbench.frame import actor_of, do, page

CURRENT: Final = "/workbench/halls"
STATES: Final = {
    "waiting": (_("等设备输入登记码"), "warn", "clock"),
    "lapsed": (_("登记码过期没有用"), "quiet", "clock"),
    "seen": (_("在线"), "", "circle-check"),
    "silent": (_("15 分钟以上没有动静"), "warn", "alert-triangle"),
    "revoked": (_("已停用"), "quiet", "player-pause"),
}


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def hall_devices(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """List a hall's machines; or take one down, make a code for it, put it out of use."""
    with read_only():
        found = halls.places.hall(hall_id)
        policies.check_can_manage(actor_of(request), found.division_code)
    if request.method == "POST":
        return _change(request, hall_id)
    with read_only():
        rows = halls.devices.devices_of(hall_id, at=timezone.now())
        context = {
            "hall": found,
            "rows": [(row, *STATES[row.state]) for row in rows],
            "kinds": DeviceKind.choices,
            "minutes": settings.KIOSK_CODE_MINUTES,
            "of_kiosk": settings.KIOSK_TICKETS,
            "of_hall": settings.KIOSK_HALL_TICKETS,
            "site": settings.SITE_URL,
        }
        return page(request, "workbench/halls/devices.html", context, current=CURRENT)


def _change(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    back_to = f"{CURRENT}/{hall_id}/devices"
    given = {"hall_id": hall_id, "actor": actor_of(request), "at": timezone.now()}
    sent, part = request.POST, request.POST.get("part", "")
    if part == "revoke":
        device_id = _device_id(request)
        return do(
            request,
            lambda: devices.revoke(device_id=device_id, **given),  # type: ignore[arg-type]
            done=_("设备已停用，马上失效。"),
            back_to=back_to,
        )
    try:
        if part == "code":
            code, made = devices.make_code(device_id=_device_id(request), **given)  # type: ignore[arg-type]
        else:
            name, kind = sent.get("name", ""), sent.get("kind", "")
            code, made = devices.name_device(name=name, kind=kind, **given)  # type: ignore[arg-type]
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back_to)
    context = {"made": made, "code": code, "back_to": back_to, "site": settings.SITE_URL}
    return page(request, "workbench/halls/device_code.html", context, current=CURRENT)


def _device_id(request: HttpRequest) -> UUID:
    with suppress(ValueError):
        return UUID(request.POST.get("device", ""))
    raise DeviceNotFound
