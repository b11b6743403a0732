# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A real browser against a live server with a small world behind it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import factories
from tests.organizations.factories import XIHU
from yiwang.catalogue import services as catalogue
from yiwang.portal import page_cache

PATIENCE_MS = 15_000
"""How long a page may take to do or show something; a machine may have other work."""
BUNDLE = Path(__file__).parents[2] / "frontend" / "dist" / "yw.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]

# Playwright's loop runs in this thread; Django would take it for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium: the machine's own, else Playwright's."""
    assert BUNDLE.exists(), "the front end is not built: make setup"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def world(transactional_db: None, settings: LazySettings, tmp_path: Path) -> factories.World:
    """Return people and items that the live server sees too."""
    settings.DOCUMENT_STORE = tmp_path / "files"
    settings.CLAMD_ADDRESS = ""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    page_cache.forget()
    made = factories.world()
    catalogue.index_everything(on=timezone.localdate())
    return made


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer, world: factories.World) -> Iterator[Open]:
    """Return a function that opens a page of the site in a fresh browser window."""
    contexts: list[BrowserContext] = []

    def open_page(
        path: str, *, width: int = 1280, dark: bool = False, script: bool = True, **cookies: str
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale="zh-CN",
        )
        chosen = {"yw_region": XIHU} | cookies
        context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in chosen.items()
            ]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.set_default_navigation_timeout(60_000)  # the first page compiles what later ones find
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    factories.forget_everything()
