# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""From a scenario to the form, and a process drawn, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.catalogue.scenarios.worlds import base_item_of, publish_scenario
from tests.factories import World, staff_account
from tests.journeys.conftest import Open
from tests.journeys.desks import complaints, desk
from tests.organizations.factories import ZHEJIANG, DepartmentFactory
from yiwang.catalogue.models import DefinitionDraft
from yiwang.catalogue.scenarios import keeping
from yiwang.identity.models import Account
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Post

pytestmark = pytest.mark.browser


def keeper() -> Account:
    rights = (Right.CATALOGUE_EDIT, Right.WORKFLOW_EDIT, Right.FORMS_EDIT)
    account = staff_account(DepartmentFactory(of=ZHEJIANG), rights=rights)
    Post.objects.filter(department__division_id=ZHEJIANG).update(covers_subtree=True)
    return account


@pytest.mark.parametrize("script", [True, False])
def test_questions_lead_to_a_result_and_the_way_back_is_the_browsers(
    opened: Open, world: World, script: bool
) -> None:
    keeping.forget()
    publish_scenario(base_item_of(world.shop.code))
    page = opened(f"/guide/{world.shop.code}", script=script)

    page.get_by_role("link", name="看看我属于哪种情形").click()
    page.get_by_label("店铺", exact=True).check()
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("面积多大？")
    page.wait_for_load_state()
    page.go_back()
    page.get_by_label("摊位", exact=True).check()
    page.get_by_role("button", name="下一步").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("摊位登记")
    expect(page.locator("main")).to_contain_text(f"{world.shop.code}02")
    if script:
        assert [*complaints(page)] == []


def test_a_process_is_drawn_and_its_name_is_kept(opened: Open, world: World) -> None:
    page = desk(opened, keeper(), "/workbench/modelling/process/stall")

    page.locator('[data-element-id="audit"]').click()
    page.get_by_label("名称").fill("看一看")
    page.get_by_label("名称").press("Enter")
    expect(page.locator("[data-modeller-body]")).to_have_value(re.compile("看一看"))
    page.get_by_role("button", name="保存草稿").click()

    expect(page.locator("main")).to_contain_text("草稿")
    assert 'name="看一看"' in DefinitionDraft.objects.get().body
