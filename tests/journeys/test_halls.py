# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A hall in the browser: booking a time on a phone, and a counter worked by keyboard alone."""

from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories import SYSTEM, World
from tests.halls import everybody
from tests.journeys.conftest import Open
from tests.journeys.desks import complaints, desk
from tests.portal.accounts import signed_in
from tests.workbench.desks import COUNTER
from yiwang.halls.enums import TicketChannel
from yiwang.halls.models import Appointment, Skill, Ticket
from yiwang.halls.services import queueing

pytestmark = pytest.mark.browser


def press(page: Page, key: str, then: str) -> None:
    """Press a key and wait for what the console says next."""
    page.keyboard.press(key)
    expect(page.get_by_role("button", name=then)).to_be_visible()


def test_somebody_books_a_time_and_gives_it_back(opened: Open, world: World) -> None:
    hall = everybody.for_everybody(world, world.actor(world.neighbour), at=timezone.now())
    session = signed_in(world.citizen).cookies[settings.SESSION_COOKIE_NAME].value
    given: dict[str, Any] = {settings.SESSION_COOKIE_NAME: session, "width": 390}
    page = opened(f"/halls/book/{hall['skill_id']}", **given)
    page.locator("nav .yw-choice a").nth(2).click()

    page.locator("button[name=slot]:enabled").first.click()
    page.get_by_role("button", name="确认预约").click()
    expect(page.get_by_text("预约成功")).to_be_visible()
    assert list(complaints(page)) == []
    page.get_by_role("button", name="取消预约").click()

    expect(page.get_by_text("预约已取消")).to_be_visible()
    mine = Appointment.objects.get(applicant_id=world.citizen.person_id)
    assert mine.state == "cancelled"


def test_a_counter_is_worked_by_keyboard_alone(opened: Open, world: World) -> None:
    hall = everybody.for_everybody(world, world.actor(world.neighbour), at=timezone.now())
    noon = timezone.localtime().replace(hour=12)
    Ticket.objects.all().delete()
    queueing.take_ticket(
        skill_id=Skill.objects.get(pk=hall["skill_id"]).pk,
        comer=queueing.Comer(),
        channel=TicketChannel.KIOSK,
        actor=SYSTEM,
        at=noon,
    )
    page = desk(opened, world.staff[COUNTER], "/workbench/desk")
    page.locator("button[name=counter]").press("Enter")
    expect(page.get_by_role("button", name="叫下一位")).to_be_enabled()

    press(page, "n", "开始办理")
    press(page, "c", "再叫一次")
    press(page, "s", "办完")
    assert list(complaints(page)) == []
    press(page, "f", "叫下一位")

    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.calls) == ("done", 2)
