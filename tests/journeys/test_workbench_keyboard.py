# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The workbench without a mouse: keys move, open, lead to an act, and the focus follows."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories
from tests.factories import World, submitted_case
from tests.journeys.conftest import Open
from tests.journeys.desks import desk
from tests.workbench.desks import APPROVER, COUNTER, HANDLER, accepted, again, examined
from yiwang.cases.services import intake

pytestmark = pytest.mark.browser


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_clerk_accepts_a_case_by_keyboard_alone(opened: Open, world: World) -> None:
    case = submitted_case(world)
    page = opened("/workbench/")
    page.keyboard.type(world.staff[COUNTER].login)
    press(page, "Tab")
    page.keyboard.type(factories.PASSWORD)
    press(page, "Enter")
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()

    press(page, "j", "o")
    page.wait_for_url(f"**/cases/{case.id}")
    press(page, "a")
    expect(page.get_by_role("button", name="受理", exact=True)).to_be_focused()
    press(page, "Enter")

    expect(page.get_by_text("已受理").first).to_be_visible()
    assert again(case).state == "accepted"


def test_j_and_k_move_and_x_ticks_but_not_while_somebody_types(opened: Open, world: World) -> None:
    older, newer = submitted_case(world), submitted_case(world)
    page = desk(opened, world.staff[COUNTER])
    cursor = page.locator("tr.wb-cursor")

    press(page, "j")
    first = cursor.inner_text()
    press(page, "j", "x")
    second = cursor.inner_text()
    press(page, "k")
    assert cursor.inner_text() == first

    assert {older.number in first, newer.number in first} == {True, False}
    assert first != second
    expect(page.locator("tbody input:checked")).to_have_count(1)
    press(page, "/")
    page.keyboard.type("jk?")
    expect(page.locator("[data-find]")).to_have_value("jk?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "Escape", "?")
    expect(page.get_by_role("dialog", name="全部快捷键")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_r_leads_to_the_corrections_and_a_to_the_decision(opened: Open, world: World) -> None:
    page = desk(opened, world.staff[COUNTER], f"/workbench/cases/{submitted_case(world).id}")

    press(page, "r")
    expect(page.locator("#ask-correction-what-form")).to_be_focused()

    waiting = examined(world)
    page = desk(opened, world.staff[APPROVER], f"/workbench/cases/{waiting.id}")
    press(page, "a", "Space", "Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="不，返回")).to_be_focused()
    assert again(waiting).state == "in_process"
    press(page, "Shift+Tab", "Enter")

    expect(page.get_by_text("已作出决定").first).to_be_visible()
    assert again(waiting).decision.outcome == "granted"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_refused_step_takes_the_focus_to_what_is_wrong(
    opened: Open, world: World, width: int
) -> None:
    case = accepted(world)
    page = desk(opened, world.staff[HANDLER], f"/workbench/cases/{case.id}", width=width)

    press(page, "a", "Enter")

    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    page.wait_for_load_state("networkidle")  # a material that loads later takes nothing away
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    summary.get_by_role("link").first.press("Enter")
    expect(page.locator("#field-conclusion")).to_be_focused()
    assert again(case).state == "accepted"


def test_who_comes_second_is_told_what_has_happened(opened: Open, world: World) -> None:
    case = submitted_case(world)
    page = desk(opened, world.staff[COUNTER], f"/workbench/cases/{case.id}")
    intake.accept_case(case_id=case.id, actor=world.staff_actor(COUNTER), at=timezone.now())

    press(page, "a", "Enter")

    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("这一步没有办成")
    expect(page.get_by_role("button", name="受理", exact=True)).to_have_count(0)
    assert page.locator(".wb-bar").get_by_text("已受理").is_visible()
