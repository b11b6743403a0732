# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The portal in a browser: nothing inaccessible, nothing refused by the content security policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import factories
from tests.journeys.conftest import Open

pytestmark = pytest.mark.browser

LOOKS = {
    "wide": {},
    "phone": {"width": 390},
    "dark": {"dark": True},
    "elder": {"width": 390, "yw_layout": "elder"},
    "english": {"yw_language": "en"},
}


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_the_public_pages(
    opened: Open, world: factories.World, look: str
) -> None:
    page = opened("/", **LOOKS[look])
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)

    for path in (
        "/",
        "/search?q=店铺",
        f"/guide/{world.shop.code}",
        "/natural",
        "/track",
        "/signin",
    ):
        page.goto(path)
        assert faults(page) == [], path

    assert complaints == []


def test_suggestions_are_chosen_by_keyboard_alone(opened: Open, world: factories.World) -> None:
    page = opened("/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("店铺")
    expect(page.get_by_role("option")).not_to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search?q=*")
    expect(page.locator(f"a[href='/guide/{world.shop.code}']")).to_be_visible()


def test_the_layout_for_elders_is_switched_on_and_off(opened: Open, world: factories.World) -> None:
    page = opened("/help")

    page.get_by_role("link", name="长辈版").click()
    expect(page.locator("html[data-elder]")).to_have_count(1)
    page.get_by_role("link", name="返回普通版").click()

    expect(page.locator("html[data-elder]")).to_have_count(0)
    assert page.url.endswith("/help")


def test_a_page_weighs_little_on_the_wire(opened: Open, world: factories.World) -> None:
    page = opened("/help")
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))

    page.goto("/")
    page.wait_for_load_state("networkidle")

    # Unpacked; the wire carries about a fifth of it (`npm run weigh`).
    assert sum(sizes) < 600_000
