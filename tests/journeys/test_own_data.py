# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Somebody sees who read their data, asks about it, and the audit administrator answers."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, World
from tests.journeys.conftest import Open
from tests.privacy.conftest import read_by
from yiwang.foundation.actors import system_actor
from yiwang.identity.models import Account
from yiwang.identity.services import privacy_texts
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.browser

WORDS, ANSWER = "这次查看是为了什么？", "承办人在办您的申请。"


@pytest.fixture(autouse=True)
def _with_texts(world: World, settings: LazySettings) -> None:
    settings.STAFF_SECOND_FACTOR = "offered"
    privacy_texts.load_texts(
        root=settings.DATA_ROOT, actor=system_actor("loading"), at=timezone.now()
    )
    read_by(world, StandardPost.COUNTER)


def sign_in(page: Page, account: Account) -> None:
    page.fill("input[name=login]", account.login)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def test_a_read_is_asked_about_and_answered(world: World, opened: Open):
    page = opened("/signin?next=/my", script=False)
    sign_in(page, world.citizen)
    # The texts come first; the separate consent is left out, and nothing is in the way after.
    page.wait_for_url("**/my/texts?**")
    page.get_by_label("我已阅读").check()
    page.get_by_label("我同意《服务协议》").check()
    page.get_by_role("button", name="确定").click()
    page.wait_for_url("**/my")
    page.goto("/my/reads")
    page.get_by_role("link", name="问一问").first.click()
    page.fill("#words", WORDS)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text(WORDS)).to_be_visible()

    desk = opened("/workbench/signin?next=/workbench/questions", script=False)
    sign_in(desk, world.auditor)
    desk.get_by_role("link", name=WORDS).click()
    desk.fill("#words", ANSWER)
    desk.get_by_role("button", name="发出答复").click()

    page.goto("/my/reads/questions")
    expect(page.get_by_text(ANSWER)).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_axe_finds_nothing_on_the_pages_of_one_s_own_data(
    world: World, opened: Open, width: int, dark: bool
):
    page = opened("/signin?next=/my/texts", width=width, dark=dark)
    sign_in(page, world.citizen)
    page.wait_for_url("**/my/texts**")

    for address in ("/my/texts", "/my/reads", "/my/data", "/my/data/closing", "/privacy/register"):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, (address, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
