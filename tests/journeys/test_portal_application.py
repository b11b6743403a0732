# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""From the search to the receipt, with and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.documents import makers
from tests.journeys.conftest import Open
from tests.journeys.test_portal_pages import faults
from yiwang.cases.models import Case, Draft

pytestmark = pytest.mark.browser


def sign_in(page: Page, world: factories.World) -> None:
    page.get_by_label("账号").fill(world.citizen.login)
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录", exact=True).click()


def to_the_form(page: Page, world: factories.World) -> None:
    """Find the item, read its guide, sign in and begin."""
    page.get_by_label("要办什么事").fill("店铺登记")
    page.get_by_role("button", name="搜索", exact=True).click()
    page.locator(f"main a[href='/guide/{world.shop.code}']").click()
    page.get_by_role("link", name="在线办理").click()
    sign_in(page, world)
    page.get_by_role("link", name="是我的情形，开始填表").click()


def contract(folder: Path) -> Path:
    path = folder / "租赁合同.pdf"
    path.write_bytes(makers.pdf())
    return path


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_citizen_applies_and_gets_a_receipt(
    opened: Open, world: factories.World, tmp_path: Path, script: bool
) -> None:
    page = opened("/", script=script)
    to_the_form(page, world)

    expect(page.get_by_label("姓名")).to_have_value("张小云")
    page.get_by_role("radio", name="店铺").check()
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_label("上传“场所证明”").set_input_files(contract(tmp_path))
    if not script:
        page.locator("#material-lease button[type=submit]").last.click()
    expect(page.locator("#material-lease .yw-file-name")).to_have_text("租赁合同.pdf")
    page.get_by_role("link", name="下一步，核对").click()
    page.get_by_label("我保证所填内容").check()
    page.get_by_role("button", name="提交申请").click()

    case = Case.objects.get()
    expect(page.get_by_text(case.number)).to_be_visible()
    expect(page.get_by_text(case.query_code)).to_be_visible()


def test_a_refused_form_takes_the_focus_to_what_is_wrong(
    opened: Open, world: factories.World
) -> None:
    page = opened("/")
    to_the_form(page, world)

    page.get_by_role("button", name="保存，下一步").click()

    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_role("link", name="业态").click()
    assert page.url.endswith("#field-kind")
    assert faults(page) == []


def test_what_is_typed_is_saved_without_a_click(opened: Open, world: factories.World) -> None:
    page = opened("/")
    to_the_form(page, world)

    page.get_by_label("说明").fill("先写到这里")

    expect(page.locator("[data-save-status]")).to_contain_text("已保存")
    assert Draft.objects.get().form_data["note"] == "先写到这里"


def test_withdrawing_asks_first(opened: Open, world: factories.World) -> None:
    case = factories.submitted_case(world)
    page = opened(f"/my/cases/{case.id}")
    sign_in(page, world)

    page.get_by_role("button", name="撤回申请").click()
    page.get_by_role("button", name="不，返回").click()
    assert Case.objects.get().state == "submitted"
    page.get_by_role("button", name="撤回申请").click()
    page.get_by_role("dialog").get_by_role("button", name="撤回申请").click()

    expect(page.get_by_text("申请已经撤回")).to_be_visible()
    assert Case.objects.get().state == "withdrawn"


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_pages_of_a_case(
    opened: Open, world: factories.World, width: int
) -> None:
    case = factories.submitted_case(world)
    page = opened("/my", width=width)
    sign_in(page, world)

    for path in (
        "/my",
        "/my/cases",
        f"/my/cases/{case.id}",
        f"/my/cases/{case.id}/receipt",
        "/my/messages",
        "/my/details",
        "/my/identity",
        f"/apply/{world.shop.version_id}?step=2",
        f"/apply/{world.shop.version_id}?step=3",
    ):
        page.goto(path)
        assert faults(page) == [], path
