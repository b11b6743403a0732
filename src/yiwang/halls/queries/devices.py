# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about a hall's machines: which there are, who was seen when, what each gave today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count

from yiwang.halls.models import Device, Ticket
from yiwang.halls.queries.queue import day_of

SILENT_AFTER: Final = timedelta(minutes=15)
REVOKED_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A machine and how it is.

    :ivar state: ``waiting`` for its code to be typed, ``lapsed`` when nobody did, ``seen`` lately,
        ``silent``, or ``revoked``
    """

    device: Device
    state: str
    given_today: int


def devices_of(hall_id: UUID, *, at: datetime) -> Sequence[DeviceRow]:
    """Return the machines of a hall by name, and then those that were put out of use lately."""
    rows = Device.objects.filter(hall_id=hall_id)
    in_use = list(rows.filter(revoked_at__isnull=True).order_by("name"))
    revoked = list(rows.filter(revoked_at__isnull=False).order_by("-revoked_at")[:REVOKED_SHOWN])
    given = dict(
        Ticket.objects.filter(hall_id=hall_id, day=day_of(at), device__isnull=False)
        .values_list("device_id")
        .annotate(number=Count("pk"))
        .order_by("device_id")
    )
    return [DeviceRow(one, _state(one, at), given.get(one.pk, 0)) for one in (*in_use, *revoked)]


def _state(device: Device, at: datetime) -> str:
    if device.revoked_at is not None:
        return "revoked"
    if device.enrolled_at is None:
        return "waiting" if device.code_until and device.code_until > at else "lapsed"
    return "seen" if device.seen_at and device.seen_at > at - SILENT_AFTER else "silent"
