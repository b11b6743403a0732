# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A mandate on paper: taken at a station, confirmed by its principal, used by the station."""

import json
import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests import factories
from tests.documents import makers
from tests.journeys.conftest import Open
from tests.journeys.desks import complaints, desk
from yiwang.cases.models import Case
from yiwang.catalogue import selectors as catalogue
from yiwang.identity.models import Mandate
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import TOWNSHIP_LINE, StandardPost
from yiwang.organizations.models import Department

pytestmark = pytest.mark.browser


def code_by_text() -> str:
    line = (settings.OUTBOX / "sms.jsonl").read_text().splitlines()[-1]
    found = re.search(r"\b\d{6}\b", json.loads(line)["text"])
    assert found
    return found[0]


def test_a_station_takes_a_paper_mandate_and_applies_for_a_resident_under_it(
    opened: Open, world: factories.World
) -> None:
    Department.objects.filter(pk=world.department.pk).update(line=TOWNSHIP_LINE)
    organizations.forget_cached()
    resident = world.citizen.person_id
    items = [catalogue.snapshot(one.version_id).basic_code for one in (world.shop, world.kiosk)]
    page = desk(opened, world.staff[StandardPost.COUNTER], f"/workbench/people/{resident}")

    page.get_by_label("事项的基本编码").fill(" ".join(items))
    page.get_by_label("签了字的委托书扫描件").set_input_files(
        {"name": "委托书.pdf", "mimeType": "application/pdf", "buffer": makers.pdf()}
    )
    page.get_by_role("button", name="登记书面委托").click()

    page.wait_for_url("**/workbench/mandates/*")
    made = Mandate.objects.get()
    assert sorted(made.items) == sorted(items)
    expect(page.get_by_text("可以代办的事项")).to_have_count(0)
    page.get_by_label("委托人手机上的验证码").fill("000000")
    page.get_by_role("button", name="确认生效").click()
    expect(page.get_by_text("可以代办的事项")).to_have_count(0)
    page.get_by_label("委托人手机上的验证码").fill(code_by_text())
    page.get_by_role("button", name="确认生效").click()
    expect(page.get_by_text("可以代办的事项")).to_be_visible()
    assert list(complaints(page)) == []

    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="店铺登记").first.click()
    page.get_by_label("姓名").fill("张小云")
    page.get_by_label("手机号码").fill("13800001234")
    page.get_by_role("radio", name="店铺").check()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": makers.pdf()}
    )
    page.get_by_role("button", name="只收件，稍后受理").click()

    page.wait_for_url(f"**/workbench/mandates/{made.id}")
    case = Case.objects.get()
    assert (case.applicant_id, case.mandate_id) == (resident, made.id)
    expect(page.get_by_text(case.number)).to_be_visible()
    page.get_by_role("button", name="结束委托").click()
    expect(page.get_by_text("可以代办的事项")).to_have_count(0)
    made.refresh_from_db()
    assert made.ended_at is not None
