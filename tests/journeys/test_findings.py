# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A finding of the comparison from the list to its exception, by two people in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import SYSTEM, World, staff_account
from tests.journeys.conftest import Open
from tests.journeys.desks import complaints, desk
from yiwang.catalogue.models import Finding, ImplementationList
from yiwang.catalogue.services import comparison
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.browser
REASON = "山区电话由总机转接，没有区号。"


def test_one_contests_a_finding_and_another_lets_it_stand_until_a_day(
    opened: Open, world: World
) -> None:
    now = timezone.now()
    shop = ImplementationList.objects.get(code=world.shop.code)
    elements = {shop.id: {"consult_phone": "87654321"}}
    comparison.take_over_lists(elements=elements, actor=SYSTEM, at=now)
    comparison.compare_some(lists=[shop.id], actor=SYSTEM, at=now)
    for days in (1, 0):
        comparison.keep_index(on=timezone.localdate() - timedelta(days=days))
    found: list[str] = []

    page = desk(opened, staff_account(world.department, rights=[Right.CATALOGUE_EDIT]))
    page.goto("/workbench/catalogue/findings")
    found += complaints(page)
    page.get_by_role("link", name="电话87654321没有区号。").click()
    found += complaints(page)
    page.get_by_label("理由").fill(REASON)
    page.get_by_role("button", name="提出异议").click()
    page.get_by_text("已提出异议").wait_for()
    address = page.url
    for path in ("standard?scope=city&key=330100000000", "rules"):
        page.goto(f"/workbench/catalogue/{path}")
        found += complaints(page)
    page.goto("/standardization?key=330100000000")
    found += complaints(page)

    page = desk(opened, staff_account(world.department, rights=[Right.CATALOGUE_PUBLISH]))
    page.goto(address)
    found += complaints(page)
    page.get_by_label("接受的理由").fill(REASON)
    page.get_by_label("例外截止").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="接受为例外").click()
    page.get_by_text("已接受为例外").wait_for()

    assert found == []
    assert Finding.objects.get(rule="phone-area-code").state == "excepted"
