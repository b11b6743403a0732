# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The workbench's main job without JavaScript: from a person standing there to a closed case."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.documents import makers
from tests.factories import World, submitted_case
from tests.journeys.conftest import Open
from tests.journeys.desks import desk
from tests.workbench.desks import APPROVER, COUNTER, HANDLER, again
from yiwang.cases.models import Case
from yiwang.identity import selectors as identity

pytestmark = pytest.mark.browser


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def open_task(page: Page, case: Case) -> None:
    page.get_by_role("link", name=f"办理 {case.number}").click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_three_clicks_lead_from_a_person_to_an_accepted_case(
    opened: Open, world: World, tmp_path: Path, script: bool
) -> None:
    scan = tmp_path / "租赁合同.pdf"
    scan.write_bytes(makers.pdf())
    number = identity.own_details(world.actor(world.citizen)).resident_id
    page = desk(opened, world.staff[COUNTER], "/workbench/counter", script=script)

    page.get_by_label("号码").last.fill(number)
    button(page, "下一步：选事项")
    page.get_by_role("link", name="店铺登记", exact=True).click()
    page.get_by_label("场所证明").set_input_files(scan)
    button(page, "收件并当场受理")  # the form still asks for two things
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.get_by_label("手机号码").fill("13800001234")
    page.get_by_role("radio", name="店铺").check()
    button(page, "收件并当场受理")

    page.wait_for_url("**/counter/receipt/*")
    case = Case.objects.get()
    assert case.state == "accepted"
    assert case.materials.get().file.name == scan.name
    expect(page.get_by_text(case.number)).to_be_visible()
    expect(page.get_by_text(case.query_code)).to_be_visible()
    expect(page.get_by_text("已当场受理")).to_be_visible()


def test_a_case_goes_from_desk_to_desk_without_script(opened: Open, world: World) -> None:
    case = submitted_case(world)
    counter, handler, approver = (
        desk(opened, world.staff[post], script=False) for post in (COUNTER, HANDLER, APPROVER)
    )

    open_task(counter, case)
    button(counter, "受理")
    handler.reload()
    open_task(handler, case)
    button(handler, "领取")
    expect(handler.get_by_text("我领取的")).to_be_visible()
    handler.get_by_role("radio", name="符合法定条件，建议准予", exact=True).check()
    button(handler, "完成“审查”")
    approver.reload()
    open_task(approver, case)
    approver.get_by_role("radio", name="准予", exact=True).check()
    button(approver, "作出决定")
    counter.goto("/workbench/")
    open_task(counter, case)
    counter.get_by_label("怎样送达").select_option("counter")
    button(counter, "记录送达")
    button(counter, "办结")

    expect(counter.locator(".wb-bar").get_by_text("已办结")).to_be_visible()
    assert again(case).state == "closed"


def test_ticked_tasks_are_handed_to_a_colleague(opened: Open, world: World) -> None:
    colleague = factories.staff_account(world.department, COUNTER)
    case = submitted_case(world)
    page = desk(opened, world.staff[COUNTER], script=False)

    page.get_by_role("checkbox", name=f"选中 {case.number}").check()
    button(page, "转交选中的")
    page.get_by_label("转给谁").select_option(str(colleague.staff_id))
    button(page, "转交 1 件")

    expect(page.get_by_text("转交了 1 件。")).to_be_visible()
    assert case.work_items.get(state="open").claimed_by_id == colleague.staff_id
