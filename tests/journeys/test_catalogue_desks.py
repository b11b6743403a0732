# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A change of the catalogue from the editor's desk to the public's guide, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import World, staff_account
from tests.journeys.conftest import Open
from tests.journeys.desks import complaints, desk
from yiwang.catalogue.models import ChangeOrder, ImplementationList
from yiwang.identity.models import Account
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.browser
HOME = "/workbench/catalogue"


def keeper(world: World, right: Right) -> Account:
    return staff_account(world.department, rights={right})


def begun(page: Page) -> None:
    """Begin an order for the shop's list, and open its editor."""
    page.get_by_label("选中 店铺登记").check()
    page.get_by_role("button", name="修改选中的事项").click()
    page.get_by_role("link", name="修改要素").click()


def test_a_change_reaches_the_public_through_three_desks_without_a_script(
    opened: Open, world: World
) -> None:
    page = desk(opened, keeper(world, Right.CATALOGUE_EDIT), HOME, script=False)
    begun(page)
    page.get_by_label("办理窗口").fill("7号窗口")
    page.get_by_role("button", name="保存").first.click()
    expect(page.locator("main")).to_contain_text("办理窗口：由 1 号窗口 改为 7号窗口")
    page.get_by_role("link", name="回到变更单").click()
    page.get_by_label("变更理由").fill("窗口搬到二楼。")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator("main")).to_contain_text("法制审核")
    order = ChangeOrder.objects.get()

    legal = desk(
        opened, keeper(world, Right.CATALOGUE_REVIEW), f"{HOME}/orders/{order.id}", script=False
    )
    legal.get_by_label("同意", exact=True).check()
    legal.get_by_role("button", name="审核通过").click()
    expect(legal.locator("main")).to_contain_text("待批准")

    approver = desk(
        opened, keeper(world, Right.CATALOGUE_PUBLISH), f"{HOME}/orders/{order.id}", script=False
    )
    approver.get_by_role("button", name="批准", exact=True).click()
    expect(approver.locator("main")).to_contain_text("已生效")

    listed = ImplementationList.objects.get(base_item__versions__name="店铺登记")
    guide = opened(f"/guide/{listed.code}", script=False)
    expect(guide.locator("main")).to_contain_text("7号窗口")
    notice = opened("/changes", script=False)
    expect(notice.locator("main")).to_contain_text("窗口搬到二楼。")


def test_no_page_of_the_catalogue_keeps_anybody_out(opened: Open, world: World) -> None:
    page = desk(opened, keeper(world, Right.CATALOGUE_EDIT), HOME)
    found = [*complaints(page)]
    begun(page)
    found += complaints(page)
    order = ChangeOrder.objects.get()
    line = order.lines.get()
    for path in (
        f"{HOME}/orders/{order.id}",
        f"{HOME}/list/{line.implementation_id}/versions",
        f"{HOME}/sheets",
        "/changes",
    ):
        page.goto(path)
        found += complaints(page)

    assert found == []


def test_an_editor_works_with_the_keyboard_alone(opened: Open, world: World) -> None:
    page = desk(opened, keeper(world, Right.CATALOGUE_EDIT), HOME)
    begun(page)
    page.get_by_label("办理窗口").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("9号窗口")
    page.keyboard.press("Enter")

    expect(page.locator(".yw-alert").first).to_contain_text("已保存")
    assert ChangeOrder.objects.get().lines.get().content["counter"] == "9号窗口"
