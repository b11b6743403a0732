# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A rule is drafted by keys alone, with and without scripts, and looks right everywhere."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories
from tests.cases.automation import rules
from tests.factories import World
from tests.journeys.conftest import Open
from tests.journeys.desks import complaints, desk
from tests.journeys.keyboard import fill, follow, pick, press
from tests.sharing import world as sources
from yiwang.cases.models import RuleSet, RuleVersion
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.browser


def begun(opened: Open, world: World, *, script: bool = True) -> tuple[Page, RuleSet]:
    account = factories.staff_account(world.department, rights=[Right.CATALOGUE_EDIT])
    own = rules.rule_set(world, actor=world.actor(account), at=timezone.now())
    page = desk(opened, account, f"/workbench/automation/{own.pk}/draft", script=script)
    return page, own


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_checks_are_added_filled_in_and_moved_by_keys(
    opened: Open, world: World, script: bool
) -> None:
    page, own = begun(opened, world, script=script)
    page.locator("#table").evaluate("(one) => one.closest('details').open = true")
    page.locator("#table").fill(rules.dmn(columns=rules.COLUMNS))

    press(page, page.get_by_role("button", name="加一项核验"))
    expect(page.locator("#facts-0-label")).to_be_focused()
    page.keyboard.type("户内人数")
    pick(page, page.locator("#facts-0-what"), f"from:{sources.HOUSEHOLD}:members")
    pick(page, page.locator("#facts-0-read"), "value")
    fill(page, page.locator("#facts-0-name"), "members")
    press(page, page.get_by_role("button", name="加一项核验"))
    expect(page.locator("#facts-1-label")).to_be_focused()
    page.keyboard.type("户籍在本地")
    pick(page, page.locator("#facts-1-what"), f"from:{sources.HOUSEHOLD}:address")
    pick(page, page.locator("#facts-1-read"), "within")
    fill(page, page.locator("#facts-1-name"), "lives_here")
    press(page, page.get_by_role("button", name="上移"))
    expect(page.locator("#facts-0-label")).to_have_value("户籍在本地")
    expect(page.locator("#facts-0-label")).to_be_focused()
    pick(page, page.locator("#steps-review-conclusion"), "pass")
    follow(page, page.get_by_role("button", name="保存草稿"), "**/versions/1")

    made = RuleVersion.objects.get(rule_set=own)
    assert [one["name"] for one in made.facts] == ["lives_here", "members"]
    assert made.steps == rules.STEPS


def test_the_page_of_a_draft_looks_right_everywhere(opened: Open, world: World) -> None:
    page, _own = begun(opened, world)
    press(page, page.get_by_role("button", name="加一项核验"))
    expect(page.locator("#facts-0-label")).to_be_focused()
    press(page, page.get_by_role("button", name="只检查，不保存"))

    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert list(complaints(page)) == []
