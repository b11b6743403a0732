# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff at their desks in a real browser, and what no page of theirs may do."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.conftest import Open
from tests.workbench.desks import at_desk
from yiwang.identity.models import Account

WIDE, PHONE = 1280, 390
LOOKS = [(width, scheme) for width in (WIDE, PHONE) for scheme in ("light", "dark")]
# Frames hold the browser's own viewer of PDF, which never answers.
QUICKLY = {"iframes": False, "resultTypes": ["violations"]}

# The body may be wider than the window although nothing scrolls; the widest parts are named.
TOO_WIDE = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > most + 1)
    .map((one) => one.outerHTML.slice(0, 120));
}"""


FADING_MS = 400
# Colours fade from one scheme into the other, each element after the one it inherits from; a slow
# machine takes longer than any pause.
_FADED = """async () => {
  for (let quiet = 0, frames = 0; quiet < 5 && frames < 300; frames++) {
    await new Promise((go) => { requestAnimationFrame(go); setTimeout(go, 50); });
    const fading = document.getAnimations().some(
      (one) => one instanceof CSSTransition && one.playState === "running"
    );
    quiet = fading ? 0 : quiet + 1;
  }
}"""


def desk(opened: Open, account: Account, path: str = "/workbench/", **look: object) -> Page:
    """Open a page of the workbench as a member of staff who has signed in."""
    session = at_desk(account).cookies[settings.SESSION_COOKIE_NAME].value
    return opened(path, **look, **{settings.SESSION_COOKIE_NAME: session})


def look_at(page: Page, width: int, scheme: Any) -> None:
    """Show a page as wide and in this scheme, once all its colours have changed."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_timeout(FADING_MS)
    page.evaluate(_FADED)


def complaints(page: Page) -> Iterator[str]:
    """Yield what is wrong with the page as it is shown, in either scheme and at either width."""
    for width, scheme in LOOKS:
        look_at(page, width, scheme)
        look = f"{page.url} at {width}, {scheme}"
        yield from (f"{look}: {one}" for one in _faults(page))
        yield from (f"{look}: too wide: {one}" for one in page.evaluate(TOO_WIDE))


def _faults(page: Page) -> list[str]:
    found = Axe().run(page, options=QUICKLY).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
