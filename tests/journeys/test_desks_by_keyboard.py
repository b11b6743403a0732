# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole errands of staff without a mouse and without an address typed on the way."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import World, staff_account, submitted_case
from tests.journeys.conftest import Open
from tests.journeys.keyboard import choose, fill, follow, pick, press, reach, sign_in
from tests.organizations.factories import ZHEJIANG, DepartmentFactory
from tests.workbench.desks import APPROVER, COUNTER, again, examined
from yiwang.cases.models import Case
from yiwang.catalogue.models import BaseItemVersion, ChangeOrder
from yiwang.identity.models import Account
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Post

pytestmark = pytest.mark.browser


def test_a_counter_clerk_takes_accepts_and_hands_on(opened: Open, world: World) -> None:
    colleague = staff_account(world.department, COUNTER)
    older, newer = submitted_case(world), submitted_case(world)
    page = opened("/workbench/")
    sign_in(page, world.staff[COUNTER], "**/workbench/")

    page.keyboard.press("n")
    page.wait_for_url(f"**/cases/{older.id}**")
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="受理", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("受理")
    page.wait_for_load_state()  # the words stand there before the script that hears keys
    page.keyboard.press("t")
    page.wait_for_url("**/workbench/")
    for key in ("j", "x"):
        page.keyboard.press(key)
    follow(page, page.get_by_role("button", name="转交选中的"), "**/tasks/hand-over")
    pick(page, page.get_by_label("转给谁"), str(colleague.staff_id))
    follow(page, page.get_by_role("button", name="转交 1 件"), "**/workbench/")

    expect(page.get_by_role("status").first).to_contain_text("转交")
    assert again(older).state == "accepted"
    assert holder(newer) == colleague.staff_id


def holder(case: Case) -> object:
    return case.work_items.get(state="open").claimed_by_id


def test_an_approver_decides(opened: Open, world: World) -> None:
    case = examined(world)
    page = opened("/workbench/")
    sign_in(page, world.staff[APPROVER], "**/workbench/")

    for key in ("j", "o"):
        page.keyboard.press(key)
    page.wait_for_url(f"**/cases/{case.id}")
    page.keyboard.press("a")
    choose(page, page.get_by_role("radio", name="准予"))
    press(page, page.get_by_role("button", name="作出决定"))
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="不，返回")).to_be_focused()
    reach(page, dialog.get_by_role("button", name="作出决定"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("决定")
    assert again(case).decision.outcome == "granted"


def keeper(right: Right) -> Account:
    """Return somebody who keeps the catalogue of the province and of all below it."""
    account = staff_account(DepartmentFactory(of=ZHEJIANG), rights={right})
    Post.objects.filter(department__division_id=ZHEJIANG).update(covers_subtree=True)
    return account


def at_order(opened: Open, account: Account, desk: str) -> Page:
    """Sign in and go to the order by the ways that the pages offer."""
    page = opened("/workbench/")
    sign_in(page, account, "**/workbench/")
    follow(page, page.get_by_role("link", name=desk), "**/catalogue/orders")
    follow(page, page.locator("main tbody a").first, "**/catalogue/orders/*")
    return page


def test_an_editor_shortens_the_promise_of_a_base_item_and_others_publish_it(
    opened: Open, world: World
) -> None:
    page = opened("/workbench/")
    sign_in(page, keeper(Right.CATALOGUE_EDIT), "**/workbench/")
    follow(page, page.get_by_role("link", name="事项目录"), "**/workbench/catalogue")
    pick(page, page.get_by_label("目录层"), "base")
    follow(page, page.get_by_role("button", name="查询"), "**layer=base**")
    press(page, page.get_by_label("选中 店铺登记"), "Space")
    follow(page, page.get_by_role("button", name="修改选中的事项"), "**/catalogue/orders/*")
    follow(page, page.get_by_role("link", name="修改要素"), "**/catalogue/lines/*")
    fill(page, page.get_by_label("统一承诺时限"), "10")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("已保存")
    follow(page, page.get_by_role("link", name="回到变更单"), "**/catalogue/orders/*")
    fill(page, page.get_by_label("变更理由"), "全省统一提速。")
    press(page, page.get_by_role("button", name="提交", exact=True))
    expect(page.locator("main")).to_contain_text("法制审核")

    legal = at_order(opened, keeper(Right.CATALOGUE_REVIEW), "法制审核")
    choose(legal, legal.get_by_label("同意", exact=True))
    press(legal, legal.get_by_role("button", name="审核通过"))
    expect(legal.locator("main")).to_contain_text("待批准")
    approver = at_order(opened, keeper(Right.CATALOGUE_PUBLISH), "事项批准")
    press(approver, approver.get_by_role("button", name="批准", exact=True))
    expect(approver.locator("main")).to_contain_text("已生效")

    assert ChangeOrder.objects.get().state == "published"
    version = BaseItemVersion.objects.get(name="店铺登记", number=2)
    assert version.content["promise_ceiling"]["amount"] == 10
