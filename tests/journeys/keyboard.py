# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hands that know no mouse: where the Tab key leads, and what is done there."""

from playwright.sync_api import Locator, Page, expect

from tests import factories
from yiwang.identity.models import Account

MOST_STOPS = 120
IS_FOCUSED = "element => element === document.activeElement"
IS_OF_ITS_GROUP = """element => document.activeElement.type === "radio"
  && document.activeElement.name === element.name && document.activeElement.form === element.form"""
HAS_A_RING = """element => {
  const look = getComputedStyle(element);
  return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
}"""


def reach(page: Page, target: Locator, *, question: str = IS_FOCUSED) -> None:
    """Press Tab until the target has the focus, and see that it shows so."""
    expect(target).to_be_visible()
    for _stop in range(MOST_STOPS):
        if target.evaluate(question):
            assert page.locator(":focus").evaluate(HAS_A_RING), f"{target} does not show its focus"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached with the Tab key")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to the target and press a key on it."""
    reach(page, target)
    page.keyboard.press(key)


def follow(page: Page, target: Locator, to: str) -> None:
    """Go to a link or button, press Enter, and wait for the page that it leads to."""
    press(page, target)
    page.wait_for_url(to)


def fill(page: Page, target: Locator, words: str) -> None:
    """Go to a field and type over what stands in it."""
    reach(page, target)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def choose(page: Page, radio: Locator) -> None:
    """Go to the group of a radio button with Tab and to the button itself with the arrows."""
    reach(page, radio, question=IS_OF_ITS_GROUP)
    for _stop in range(MOST_STOPS):
        if radio.evaluate(IS_FOCUSED):
            if not radio.is_checked():
                page.keyboard.press("Space")
            expect(radio).to_be_checked()
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{radio} cannot be reached with the arrows")


def pick(page: Page, select: Locator, value: str) -> None:
    """Go to a list of choices and press the arrow until this one stands in it."""
    reach(page, select)
    for _step in range(MOST_STOPS):
        if select.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not among the choices of {select}")


def sign_in(page: Page, account: Account, to: str) -> None:
    """Type login and password on the page that asks for them."""
    fill(page, page.get_by_label("账号").first, account.login)
    fill(page, page.get_by_label("密码").first, factories.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(to)
