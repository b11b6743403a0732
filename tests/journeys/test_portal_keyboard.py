# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The main journey by keyboard alone, and the ways of those who have little else."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import factories
from tests.journeys.conftest import Open
from tests.journeys.test_portal_application import contract, sign_in
from tests.journeys.test_portal_pages import faults
from yiwang.cases.models import Case
from yiwang.cases.services import intake
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.browser

MOST_STOPS = 60
IS_FOCUSED = "element => element === document.activeElement"


def reach(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    expect(target).to_be_visible()
    for _stop in range(MOST_STOPS):
        if target.evaluate(IS_FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached with the Tab key")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    reach(page, target)
    page.keyboard.press(key)


def test_the_main_journey_needs_no_mouse(
    opened: Open, world: factories.World, tmp_path: Path
) -> None:
    page = opened("/")
    reach(page, page.get_by_label("要办什么事"))
    page.keyboard.type("店铺登记")
    page.keyboard.press("Enter")
    press(page, page.locator(f"main a[href='/guide/{world.shop.code}']"))
    press(page, page.get_by_role("link", name="在线办理"))
    reach(page, page.get_by_label("账号"))
    page.keyboard.type(world.citizen.login)
    reach(page, page.get_by_label("密码"))
    page.keyboard.type(factories.PASSWORD)
    page.keyboard.press("Enter")
    press(page, page.get_by_role("link", name="是我的情形，开始填表"))
    press(page, page.get_by_role("radio", name="店铺"), "Space")
    press(page, page.get_by_role("button", name="保存，下一步"))
    chooser = page.get_by_label("上传“场所证明”")
    with page.expect_file_chooser() as asked:
        press(page, chooser)
    asked.value.set_files(contract(tmp_path))
    expect(page.locator("#material-lease .yw-file-name")).to_have_text("租赁合同.pdf")
    press(page, page.get_by_role("link", name="下一步，核对"))
    press(page, page.get_by_label("我保证所填内容"), "Space")
    press(page, page.get_by_role("button", name="提交申请"))
    press(page, page.get_by_role("link", name="看办理进度"))

    case = Case.objects.get()
    expect(page.get_by_text(case.number)).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_contain_text("等待受理")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_number_and_code_lead_to_the_case_without_an_account(
    opened: Open, world: factories.World, script: bool
) -> None:
    case = factories.submitted_case(world)
    page = opened("/track", script=script, width=390)

    page.get_by_label("办件编号").fill(case.number)
    page.get_by_label("查询码").fill("WRONG000")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("alert")).to_contain_text("不正确")
    page.get_by_label("查询码").fill(case.query_code.lower())
    page.get_by_role("button", name="查询").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(case.item_name)
    expect(page.locator(".yw-clock")).to_contain_text("前答复")
    clock, story = page.locator(".yw-clock").bounding_box(), page.locator("h1").bounding_box()
    assert clock
    assert story
    assert clock["y"] < story["y"]


@pytest.mark.parametrize("width", [1280, 390])
def test_who_is_asked_for_corrections_knows_what_and_by_when(
    opened: Open, world: factories.World, width: int
) -> None:
    case = factories.submitted_case(world)
    intake.ask_correction(
        case_id=case.id,
        entries=[{"key": "lease", "what": "合同缺少签字页"}],
        note="",
        actor=world.staff_actor(StandardPost.COUNTER),
        at=case.submitted_at,
    )
    page = opened("/my", width=width)
    sign_in(page, world)

    page.get_by_role("link", name="等您补正").click()
    page.get_by_role("link", name=case.item_name).click()
    expect(page.locator(".yw-clock")).to_contain_text("前补齐")
    assert faults(page) == []
    page.get_by_role("link", name="现在补正").click()

    expect(page.get_by_text("合同缺少签字页")).to_be_visible()
    assert faults(page) == []


def test_paper_shows_the_receipt_and_nothing_of_the_frame(
    opened: Open, world: factories.World
) -> None:
    case = factories.submitted_case(world)
    page = opened(f"/my/cases/{case.id}/receipt")
    sign_in(page, world)

    page.emulate_media(media="print")

    expect(page.get_by_text(case.number)).to_be_visible()
    expect(page.get_by_text(case.query_code)).to_be_visible()
    for frame in (".yw-top", ".yw-header", ".yw-footer", ".yw-tabbar", ".yw-actions"):
        expect(page.locator(frame).first).to_be_hidden()


@pytest.mark.parametrize("look", [{"width": 390, "dark": True}, {"yw_language": "en"}])
def test_axe_finds_nothing_on_the_pages_that_help_on(
    opened: Open, world: factories.World, look: dict[str, object]
) -> None:
    page = opened("/help", **look)

    for path in (
        "/help",
        "/accessibility",
        "/verify",
        "/verify?code=0000",
        "/region",
        "/departments",
        "/legal",
        "/search?q=zzqqxx",
        "/search?q=店铺&online=1",
        "/nowhere",
    ):
        page.goto(path)
        assert faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
