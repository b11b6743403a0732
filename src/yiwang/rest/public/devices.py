# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A machine of a hall enrols itself by a code, and shows its secret afterwards."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.requests import client_ip
from yiwang.halls.enums import DeviceKind
from yiwang.halls.services import devices
from yiwang.identity import services as identity
from yiwang.rest.auth import actor_of, public
from yiwang.rest.commands import json_answer
from yiwang.rest.schemas import Line, Out, Strict, answers

router = Router(tags=["大厅设备 hall-devices"], auth=None)
HEADER: Final = "Device-Secret"
DEVICE_PARAMETER: Final[dict[str, Any]] = {
    "parameters": [
        {
            "in": "header",
            "name": HEADER,
            "required": False,
            "schema": {"type": "string", "maxLength": 100},
            "description": "The secret of an enrolled machine. When the answer carries this header "
            "it holds a new secret, to be shown from then on.",
        }
    ]
}


class DeviceCodeIn(Strict):
    code: Line


class DeviceSecretOut(Out):
    """What a machine is, and the secret by which it is known."""

    hall_id: UUID
    kind: str
    name: str
    secret: str = Field(description="Sent as `Device-Secret`; it is shown this once.")


@router.post("/devices", response=answers(DeviceSecretOut, 201), summary="用登记码登记设备")
@public
def enrol_device(request: HttpRequest, payload: DeviceCodeIn) -> HttpResponse:
    """Exchange an enrolment code for the machine's secret; a code works once."""
    now, ip = timezone.now(), client_ip(request)
    identity.count_tracking(ip=ip, at=now)
    made = devices.enrol(code=payload.code, actor=actor_of(request), at=now)
    identity.forget_tracking(ip=ip)
    body = DeviceSecretOut(
        hall_id=made.device.hall_id,
        kind=made.device.kind,
        name=made.device.name,
        secret=made.secret,
    )
    return json_answer(body.model_dump(mode="json"), status=201)


def kiosk_of(request: HttpRequest, hall_id: UUID | None = None) -> devices.Known:
    """Return the kiosk that asks.

    :raises DeviceUnknown: it is none
    """
    return devices.checked_kiosk(
        secret=request.headers.get(HEADER, ""),
        hall_id=hall_id,
        actor=actor_of(request),
        at=timezone.now(),
    )


def screen_of(request: HttpRequest, hall_id: UUID) -> devices.Known | None:
    """Return the calling screen of this hall that asks; None when it is none."""
    return devices.known(
        secret=request.headers.get(HEADER, ""),
        kind=DeviceKind.SCREEN,
        hall_id=hall_id,
        actor=actor_of(request),
        at=timezone.now(),
    )


def handed_on(answer: HttpResponse, machine: devices.Known | None) -> HttpResponse:
    """Hand a machine its new secret along with an answer, if it got one."""
    if machine is not None and machine.secret:
        answer.headers[HEADER] = machine.secret
    return answer
