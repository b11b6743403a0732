# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A page that stays open in another window shows nothing more when its reader has left."""

from playwright.sync_api import Page, expect

from tests import factories
from tests.journeys.conftest import Open


def signed_in(page: Page, world: factories.World) -> None:
    page.locator("#login").fill(world.citizen.login)
    page.locator("#password").fill(factories.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/my")


def test_a_window_that_stays_open_clears_itself(opened: Open, world: factories.World) -> None:
    page = opened("/signin?next=/my")
    signed_in(page, world)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("h1").first).to_be_visible()

    page.locator("main form[action='/signout'] button").click()
    page.wait_for_url(lambda url: not url.endswith("/my"))
    other.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(other.get_by_text("登录已经结束")).to_be_visible()
    expect(other.locator("h1")).to_have_count(0)


def test_going_back_after_leaving_shows_nothing(opened: Open, world: factories.World) -> None:
    page = opened("/signin?next=/my")
    signed_in(page, world)
    page.locator("main form[action='/signout'] button").click()
    page.wait_for_url(lambda url: not url.endswith("/my"))

    page.go_back()

    expect(page.locator("body")).not_to_contain_text(world.citizen.login)
    expect(page.locator("form[action='/signout']")).to_have_count(0)


def test_a_page_clears_itself_when_the_session_has_been_idle(
    opened: Open, world: factories.World
) -> None:
    page = opened("/signin?next=/my")
    page.clock.install()
    signed_in(page, world)
    page.context.set_offline(True)

    page.clock.fast_forward("02:03:00")

    expect(page.get_by_text("登录已经结束")).to_be_visible()
