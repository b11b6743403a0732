# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole errands of the public without a mouse and without an address typed on the way."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.catalogue.scenarios.worlds import base_item_of, publish_scenario
from tests.factories import STEP_DATA, World
from tests.halls import everybody
from tests.journeys.conftest import Open
from tests.journeys.keyboard import choose, fill, follow, pick, press, reach, sign_in
from tests.journeys.test_portal_application import contract
from tests.workbench.desks import APPROVER, COUNTER, HANDLER, waiting_step
from yiwang.cases.enums import DeliveryMethod, Outcome
from yiwang.cases.models import Case
from yiwang.cases.services import decisions, handling, intake
from yiwang.catalogue.scenarios import keeping
from yiwang.evaluations.enums import Level
from yiwang.evaluations.models import Evaluation
from yiwang.halls.models import Appointment
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.browser


def brought_to_its_end(world: World, case: Case) -> None:
    """Do what four desks do with a case, so that its applicant has something to review."""
    at = timezone.now()
    intake.accept_case(case_id=case.id, actor=world.staff_actor(COUNTER), at=at)
    handling.complete_step(
        case_id=case.id,
        step_key=waiting_step(case),
        data=STEP_DATA,
        opinion="情况属实。",
        actor=world.staff_actor(HANDLER),
        at=at,
    )
    decisions.decide_case(
        case_id=case.id,
        outcome=Outcome.GRANTED,
        reasons="",
        actor=world.staff_actor(APPROVER),
        at=at,
    )
    decisions.deliver_case(
        case_id=case.id, method=DeliveryMethod.COUNTER, actor=world.staff_actor(COUNTER), at=at
    )
    ledger.settle()


def test_a_citizen_searches_answers_applies_follows_and_reviews(
    opened: Open, world: World, tmp_path: Path
) -> None:
    keeping.forget()
    publish_scenario(base_item_of(world.shop.code))
    page = opened("/")

    fill(page, page.get_by_label("要办什么事"), "店铺登记")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    follow(page, page.locator(f"main a[href='/guide/{world.shop.code}']"), "**/guide/*")
    follow(page, page.get_by_role("link", name="看看我属于哪种情形"), "**/scenario")
    choose(page, page.get_by_label("店铺", exact=True))
    follow(page, page.get_by_role("button", name="下一步"), "**asked=place**")
    fill(page, page.get_by_label("面积多大？"), "40")
    follow(page, page.get_by_role("button", name="下一步"), "**asked=area**")
    expect(page.get_by_role("heading", level=1)).to_have_text("店铺登记")
    follow(page, page.get_by_role("link", name="按这个情形办理"), "**/signin?*")
    sign_in(page, world.citizen, "**/apply/*/scenario*")
    follow(page, page.get_by_role("button", name="开始填表"), "**/apply/*step=2*")
    expect(page.get_by_role("radio", name="店铺")).to_be_checked()
    follow(page, page.get_by_role("button", name="保存，下一步"), "**step=3*")
    with page.expect_file_chooser() as asked:
        press(page, page.get_by_label("上传“场所证明”"))
    asked.value.set_files(contract(tmp_path))
    expect(page.locator("#material-lease .yw-file-name")).to_have_text("租赁合同.pdf")
    expect(page.locator("#material-lease :focus")).to_have_count(1)
    follow(page, page.get_by_role("link", name="下一步，核对"), "**step=4*")
    press(page, page.get_by_label("我保证所填内容"), "Space")
    follow(page, page.get_by_role("button", name="提交申请"), "**/receipt")
    case = Case.objects.get()
    expect(page.get_by_text(case.number)).to_be_visible()
    follow(page, page.get_by_role("link", name="看办理进度"), f"**/my/cases/{case.id}")
    expect(page.locator("[aria-current=step]")).to_contain_text("等待受理")

    brought_to_its_end(world, case)
    follow(page, page.get_by_role("link", name="我的办件"), "**/my/cases")
    follow(page, page.locator(f"main a[href='/my/cases/{case.id}']").first, "**/my/cases/*")
    follow(page, page.get_by_role("link", name="评价这次服务"), "**/review")
    choose(page, page.get_by_label("满意", exact=True))
    follow(page, page.get_by_role("button", name="提交评价"), "**/review")

    expect(page.get_by_role("status").first).to_contain_text("谢谢")
    assert Evaluation.objects.get().level == Level.SATISFIED


def test_a_citizen_books_a_time_moves_it_and_gives_it_back(opened: Open, world: World) -> None:
    everybody.for_everybody(world, world.actor(world.neighbour), at=timezone.now())
    page = opened("/my")
    sign_in(page, world.citizen, "**/my")

    follow(page, page.get_by_role("link", name="我的预约"), "**/my/appointments")
    follow(page, page.get_by_role("link", name="去预约"), "**/halls")
    follow(page, page.get_by_role("link", name="西湖区政务服务中心"), "**/halls/*")
    follow(page, page.get_by_role("link", name="预约 综合"), "**/halls/book/*")
    follow(page, page.locator("nav .yw-choice a").nth(2), "**day=*")
    follow(page, page.locator("button[name=slot]:enabled").first, "**/my/appointments/*")
    press(page, page.get_by_role("button", name="确认预约"))
    expect(page.get_by_role("status").first).to_contain_text("预约成功")
    held = Appointment.objects.get(applicant_id=world.citizen.person_id)
    other = page.locator("#slot option").nth(3).get_attribute("value") or ""
    pick(page, page.get_by_label("新的时间"), other)
    press(page, page.get_by_role("button", name="改到这个时间"))
    expect(page.get_by_role("status").first).to_contain_text("改")
    press(page, page.get_by_role("button", name="取消预约"))
    expect(page.get_by_role("status").first).to_contain_text("预约已取消")

    moved = Appointment.objects.filter(applicant_id=world.citizen.person_id).latest("starts_at")
    assert str(moved.slot_id) == other != str(held.slot_id)
    assert moved.state == "cancelled"


def test_an_agent_applies_for_the_firm_and_not_for_herself(
    opened: Open, world: World, tmp_path: Path
) -> None:
    page = opened("/my")
    sign_in(page, world.citizen, "**/my")

    follow(page, page.get_by_role("link", name="切换办事身份").first, "**/my/identity")
    choose(page, page.get_by_label(world.firm.name))
    follow(page, page.get_by_role("button", name="确定"), "**/my")
    expect(page.locator("main")).to_contain_text(f"您正在为 {world.firm.name} 办事")
    follow(page, page.get_by_role("link", name="办新的事"), "**/")
    reach(page, page.get_by_label("要办什么事"))
    page.keyboard.type("店铺登记")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    follow(page, page.locator(f"main a[href='/guide/{world.shop.code}']"), "**/guide/*")
    follow(page, page.get_by_role("link", name="在线办理"), "**/apply/*")
    follow(page, page.get_by_role("link", name="是我的情形，开始填表"), "**step=2")
    fill(page, page.get_by_label("姓名"), "张小云")
    fill(page, page.get_by_label("手机号码"), "13800001234")
    choose(page, page.get_by_role("radio", name="摊位"))
    follow(page, page.get_by_role("button", name="保存，下一步"), "**step=3")
    with page.expect_file_chooser() as asked:
        press(page, page.get_by_label("上传“场所证明”"))
    asked.value.set_files(contract(tmp_path))
    expect(page.locator("#material-lease .yw-file-name")).to_have_text("租赁合同.pdf")
    follow(page, page.get_by_role("link", name="下一步，核对"), "**step=4")
    press(page, page.get_by_label("我保证所填内容"), "Space")
    follow(page, page.get_by_role("button", name="提交申请"), "**/receipt")

    expect(page.locator("main")).to_contain_text(world.firm.name)
    assert Case.objects.get().applicant_id == world.firm.id
