# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A step's form that asks the server anew, while somebody types on."""

import pytest
from playwright.sync_api import Route, expect

from tests.factories import World
from tests.journeys.conftest import Open
from tests.journeys.desks import desk
from tests.workbench.desks import HANDLER, accepted

pytestmark = pytest.mark.browser


def test_what_is_typed_while_the_form_asks_anew_is_kept(opened: Open, world: World) -> None:
    case = accepted(world)
    page = desk(opened, world.staff[HANDLER], f"/workbench/cases/{case.id}")
    waiting: list[Route] = []
    page.route("**/steps/*", lambda route: waiting.append(route))

    page.get_by_role("radio", name="不符合法定条件，建议不予").check()
    page.get_by_label("审查说明").fill("边等边写的话")
    page.get_by_role("checkbox", name="信用记录").check()
    expect(page.locator("[data-form-fields][aria-busy]")).to_have_count(1)
    for route in waiting:
        route.continue_()

    expect(page.get_by_label("不符合的条件和理由")).to_be_visible()
    expect(page.get_by_label("审查说明")).to_have_value("边等边写的话")
    expect(page.get_by_role("checkbox", name="信用记录")).to_be_checked()
    expect(page.get_by_role("radio", name="不符合法定条件，建议不予")).to_be_checked()
