# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A hall that is open round the clock, for tests that ask every address as everybody."""

from datetime import datetime

from tests.factories import SYSTEM, World
from yiwang.foundation.actors import Actor
from yiwang.halls import selectors as halls
from yiwang.halls.enums import HallKind, TicketChannel
from yiwang.halls.models import Hall
from yiwang.halls.services import bookings, devices, queueing, setup
from yiwang.halls.services.holding import Wish


def for_everybody(world: World, owner: Actor, *, at: datetime) -> dict[str, str]:
    """Return the hall, an appointment of the owner's, another time, a ticket that is nobody's."""
    hall = Hall.objects.create(
        division_code=world.department.division_id,
        kind=HallKind.HALL,
        name="西湖区政务服务中心",
        week=[[["00:00", "23:59"]]] * 7,
        takes_bookings=True,
        slot_minutes=60,
    )
    given = {"hall_id": hall.pk, "actor": SYSTEM, "at": at}
    skill = setup.set_skill(details=setup.SkillDetails("A", "综合"), **given)
    counter = setup.set_counter(details=setup.CounterDetails("1", letters=["A"]), **given)
    day = halls.bookings.booking_days(skill.pk, at=at)[1]
    held = bookings.hold_place(slot_id=day.slots[10].id, wish=Wish(), actor=owner, at=at)
    bookings.confirm(appointment_id=held.pk, actor=owner, at=at)
    _code, device = devices.name_device(kind="kiosk", name="一号机", **given)
    ticket = queueing.take_ticket(
        skill_id=skill.pk,
        comer=queueing.Comer(),
        channel=TicketChannel.KIOSK,
        actor=SYSTEM,
        at=at.replace(hour=4),
    )
    return {
        "hall_id": str(hall.pk),
        "skill_id": str(skill.pk),
        "counter_id": str(counter.pk),
        "slot_id": str(day.slots[12].id),
        "appointment_id": str(held.pk),
        "ticket_id": str(ticket.pk),
        "ticket_code": ticket.code,
        "device_id": str(device.pk),
        "day": "2099-01-05",
    }
