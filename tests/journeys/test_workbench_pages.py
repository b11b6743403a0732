# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every page of the workbench: nothing inaccessible and nothing wider than a phone."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.factories import World, submitted_case
from tests.journeys.conftest import Open
from tests.journeys.desks import complaints, desk
from tests.workbench.desks import (
    APPROVER,
    COUNTER,
    HANDLER,
    accepted,
    decided,
    delivered,
    examined,
)
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.browser


def wrong_on(page: Page, *paths: str) -> list[str]:
    """Return what is wrong on these pages, and what the browser's console says of them."""
    found: list[str] = []
    page.on("console", lambda line: found.append(line.text) if line.type == "error" else None)
    for path in paths:
        page.goto(path)
        for details in page.locator("main details").all():
            details.evaluate("one => { one.open = true; }")
        found += complaints(page)
    return found


def test_nothing_is_wrong_at_the_counter(opened: Open, world: World) -> None:
    arrived, ready, sent = submitted_case(world), decided(world), delivered(world)
    person = identity.applicant_summary(world.citizen.person_id).id
    page = desk(opened, world.staff[COUNTER])

    found = wrong_on(
        page,
        "/workbench/",
        f"/workbench/cases/{arrived.id}",
        f"/workbench/cases/{ready.id}",
        f"/workbench/cases/{sent.id}",
        "/workbench/counter",
        f"/workbench/counter/items?applicant={person}",
        f"/workbench/counter/apply/{person}/{world.shop.version_id}",
        "/workbench/notices",
    )

    assert found == []


def test_nothing_is_wrong_where_cases_are_handled(opened: Open, world: World) -> None:
    at_work, waiting = accepted(world), examined(world)

    found = wrong_on(
        desk(opened, world.staff[HANDLER]),
        f"/workbench/cases/{at_work.id}",
        "/workbench/cases",
        "/workbench/done",
        "/workbench/post",
    )
    found += wrong_on(desk(opened, world.staff[APPROVER]), f"/workbench/cases/{waiting.id}")

    assert found == []


def test_nothing_is_wrong_where_the_ledger_is_read(opened: Open, world: World) -> None:
    submitted_case(world)
    ledger.settle()
    ledger.make_checkpoint(at=timezone.now())

    found = wrong_on(
        desk(opened, world.auditor),
        "/workbench/ledger",
        "/workbench/ledger/0/proof",
    )

    assert found == []


def test_nothing_is_wrong_at_the_door_and_on_a_refusal(opened: Open, world: World) -> None:
    found = wrong_on(opened("/workbench/signin"), "/workbench/signin")

    page = desk(opened, world.staff[HANDLER], "/workbench/counter")
    assert "没有权限" in page.locator("h1").inner_text()
    found += complaints(page)

    assert found == []
