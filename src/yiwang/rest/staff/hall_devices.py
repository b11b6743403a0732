# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Machines of a hall, for programs of those who run it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.halls import policies
from yiwang.halls import selectors as halls
from yiwang.halls.services import devices
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import done, json_answer
from yiwang.rest.schemas import Done, Line, Out, Strict, answers

router = Router(tags=["大厅设备 hall-devices"], auth=STAFF)


class HallDeviceIn(Strict):
    """A machine: `kiosk` or `screen`, and its name in the hall."""

    kind: Line
    name: Line


class HallDeviceOut(Out):
    """A machine and how it is."""

    id: UUID
    kind: str
    name: str
    state: str = Field(description="waiting, lapsed, seen, silent or revoked")
    enrolled_at: datetime | None
    seen_at: datetime | None
    revoked_at: datetime | None
    revoked_why: str
    given_today: int = Field(description="Tickets that it gave today.")


class HallDevices(Out):
    items: list[HallDeviceOut]


class DeviceCodeOut(Out):
    """The code that enrols a machine: shown this once, good once."""

    id: UUID
    code: str
    until: datetime | None


@router.get("/halls/{uuid:hall_id}/devices", response=answers(HallDevices), summary="大厅设备")
def list_hall_devices(request: HttpRequest, hall_id: UUID) -> dict[str, Any]:
    """Return the machines of a hall, and those put out of use lately."""
    with read_only():
        policies.check_can_manage(actor_of(request), halls.places.hall(hall_id).division_code)
        rows = halls.devices.devices_of(hall_id, at=timezone.now())
    return {
        "items": [
            {
                "id": row.device.pk,
                "kind": row.device.kind,
                "name": row.device.name,
                "state": row.state,
                "enrolled_at": row.device.enrolled_at,
                "seen_at": row.device.seen_at,
                "revoked_at": row.device.revoked_at,
                "revoked_why": row.device.revoked_why,
                "given_today": row.given_today,
            }
            for row in rows
        ]
    }


# Without an idempotency key: its kept answer would keep the code.


@router.post(
    "/halls/{uuid:hall_id}/devices", response=answers(DeviceCodeOut, 201), summary="登记设备"
)
def name_hall_device(request: HttpRequest, hall_id: UUID, payload: HallDeviceIn) -> HttpResponse:
    """Take a machine down; the answer holds the code that enrols it."""
    return _coded(
        lambda: devices.name_device(
            hall_id=hall_id,
            kind=payload.kind,
            name=payload.name,
            actor=actor_of(request),
            at=timezone.now(),
        )
    )


@router.post(
    "/halls/{uuid:hall_id}/devices/{uuid:device_id}/code",
    response=answers(DeviceCodeOut, 201),
    summary="新登记码",
)
def make_hall_device_code(request: HttpRequest, hall_id: UUID, device_id: UUID) -> HttpResponse:
    """Make another code; the machine's present secret works until the code is used."""
    return _coded(
        lambda: devices.make_code(
            hall_id=hall_id, device_id=device_id, actor=actor_of(request), at=timezone.now()
        )
    )


def _coded(act: Callable[[], tuple[str, Any]]) -> HttpResponse:
    code, made = act()
    body = DeviceCodeOut(id=made.pk, code=code, until=made.code_until)
    return json_answer(body.model_dump(mode="json"), status=201)


@router.delete(
    "/halls/{uuid:hall_id}/devices/{uuid:device_id}", response=answers(Done), summary="停用设备"
)
def revoke_hall_device(request: HttpRequest, hall_id: UUID, device_id: UUID) -> HttpResponse:
    """Put a machine out of use at once."""
    return done(
        request,
        lambda: devices.revoke(
            hall_id=hall_id, device_id=device_id, actor=actor_of(request), at=timezone.now()
        ),
    )
