# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A passkey and an authenticator app in a real browser, from adding them to signing in."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from tests import factories
from tests.journeys.conftest import Open
from tests.journeys.desks import LOOKS, QUICKLY, TOO_WIDE, look_at
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(page: Page) -> None:
    """Give the browser a device that makes and keeps passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def give_password(page: Page, login: str, door: str = "/signin") -> None:
    page.get_by_label("账号", exact=False).first.fill(login)
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.locator(f"form[action='{door}'] button").click()


def confirm(page: Page) -> None:
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="确认").click()


def complaints(page: Page) -> list[str]:
    """Return what is wrong with the page in either scheme and at either width."""
    found = []
    for width, scheme in LOOKS:
        look_at(page, width, scheme)
        faults = Axe().run(page, options=QUICKLY).response["violations"]
        found += [
            f"{width} {scheme} {one['id']}: {one['nodes'][0]['html'][:160]}" for one in faults
        ]
        found += [f"{width} {scheme} too wide: {one}" for one in page.evaluate(TOO_WIDE)]
    return found


def at_name_host(page: Page) -> None:
    """Go on at a host name: an address of numbers cannot have passkeys."""
    page.goto(page.url.replace("127.0.0.1", "localhost"))


def test_a_citizen_adds_a_passkey_and_signs_in_with_it(
    opened: Open, world: factories.World
) -> None:
    page = opened("/signin?next=/account")
    at_name_host(page)
    with_authenticator(page)
    give_password(page, world.citizen.login)

    page.get_by_role("link", name="添加通行密钥").click()
    confirm(page)
    page.get_by_label("名称").fill("我的手机")
    page.get_by_role("button", name="添加通行密钥").click()
    expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
    page.get_by_role("link", name="我已收好").click()
    expect(page.get_by_text("我的手机").first).to_be_visible()
    assert complaints(page) == []

    page.goto(
        "http://localhost"
        + page.url.partition("localhost")[2].partition("/")[0]
        + "/account/sessions"
    )
    page.get_by_role("button", name="退出").first.click()
    page.wait_for_url("**/signin*")
    page.get_by_role("button", name="用通行密钥登录").click()

    page.wait_for_url("**/my")
    expect(page.get_by_text("您好").first).to_be_visible()


def test_an_approver_adds_a_passkey_before_the_first_work(
    opened: Open, world: factories.World, settings: LazySettings
) -> None:
    settings.STAFF_SECOND_FACTOR = "required"
    page = opened("/workbench/signin")
    at_name_host(page)
    with_authenticator(page)
    give_password(page, world.staff[StandardPost.APPROVER].login, "/workbench/signin")

    expect(page.get_by_role("heading", name="需要通行密钥或证书")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("link", name="添加通行密钥").click()
    confirm(page)
    page.get_by_role("button", name="添加通行密钥").click()
    page.get_by_role("link", name="我已收好").click()

    page.wait_for_url("**/workbench/")
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()


def test_an_app_and_a_recovery_code_without_script(opened: Open, world: factories.World) -> None:
    page = opened("/signin?next=/account/totp/add", script=False)
    give_password(page, world.citizen.login)
    confirm(page)
    secret = page.locator("[data-secret]").inner_text().replace(" ", "")
    page.get_by_label("验证码").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="启用").click()
    code = page.locator(".yw-codes code").first.inner_text()
    page.get_by_role("link", name="我已收好").click()

    page.locator("details.yw-menu summary").click()
    page.locator("form[action='/signout'] button").first.click()
    page.wait_for_url(lambda url: "/account" not in url)
    page.goto("/signin")
    give_password(page, world.citizen.login)
    page.wait_for_url("**/account/second-factor")
    page.get_by_label("恢复码", exact=False).fill(code)
    page.get_by_role("button", name="验证").click()

    page.wait_for_url("**/my")
