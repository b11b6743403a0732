# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrators at their desks: two for a powerful post, and no page that keeps one out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import World, staff_account
from tests.journeys.conftest import Open
from tests.journeys.desks import complaints, desk
from tests.organizations import sheets
from tests.organizations.factories import PostFactory, StaffMemberFactory
from yiwang.organizations import services
from yiwang.organizations.enums import StandardPost
from yiwang.organizations.models import PostHolding, Review, StaffImport

pytestmark = pytest.mark.browser
SYSTEM, SECURITY, AUDIT = (
    StandardPost.ADMINISTRATOR,
    StandardPost.SECURITY,
    StandardPost.AUDITOR,
)


def test_a_powerful_post_passes_through_two_pairs_of_hands(opened: Open, world: World) -> None:
    asking = staff_account(world.department, SYSTEM, at=timezone.now())
    guarding = staff_account(world.department, SECURITY, at=timezone.now())
    staff = StaffMemberFactory(department=world.department, name="何受权")
    post = PostFactory(
        department=world.department, standard=StandardPost.APPROVER, name="新设批准岗"
    )

    page = desk(opened, asking, "/workbench/staff?q=何受权")
    page.locator("tbody a").first.click()
    page.locator("#post").select_option(str(post.id))
    page.locator("#reason").fill("批准岗缺人。")
    page.get_by_role("button", name="安排或申请").click()
    expect(page.locator(".yw-alert").first).to_contain_text("等安全管理员批准")
    assert not PostHolding.objects.filter(staff=staff).exists()

    guard = desk(opened, guarding, "/workbench/grants")
    expect(guard.locator("[data-grant]")).to_contain_text("批准岗缺人。")
    guard.get_by_role("button", name="批准 何受权", exact=True).click()
    expect(guard.locator(".yw-alert").first).to_contain_text("已批准")

    assert PostHolding.objects.filter(staff=staff, post=post).exists()


def test_a_spreadsheet_with_mistakes_is_sent_and_its_good_rows_taken(
    opened: Open, world: World
) -> None:
    sending = staff_account(world.department, SYSTEM, at=timezone.now())
    content = sheets.workbook([["J1", "江一", world.department.uscc], ["坏号", "江二", "X"]])
    page = desk(opened, sending, "/workbench/imports")
    page.locator("#sheet").set_input_files(
        {"name": "人员.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="上传检查").click()
    expect(page.locator("main")).to_contain_text("每三秒更新")
    services.check_staff_import(import_id=StaffImport.objects.get().id, at=timezone.now())

    # The page renews itself; nobody presses anything.
    expect(page.locator("main")).to_contain_text("A3", timeout=10_000)
    page.get_by_role("button", name="只导入正确的 1 行").click()
    page.get_by_role("button", name="只导入正确的行", exact=True).click()
    expect(page.locator(".yw-alert").first).to_contain_text("正在导入")


def test_nothing_is_wrong_on_any_page_of_the_section(opened: Open, world: World) -> None:
    at, today = timezone.now(), timezone.localdate()
    accounts = {
        kind: staff_account(world.department, kind, at=at) for kind in (SYSTEM, SECURITY, AUDIT)
    }
    manager = world.actor(accounts[SYSTEM])
    away = world.staff[StandardPost.APPROVER].staff_id
    deputy = StaffMemberFactory(department=world.department, name="戴理人")
    assert away is not None
    services.set_leave(
        staff_id=away,
        deputy_id=deputy.id,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        reason="annual",
        actor=manager,
        at=at,
    )
    services.open_review(
        department_id=world.department.id, due_on=today + timedelta(days=30), actor=manager, at=at
    )
    rows = [["J1", "江一", world.department.uscc], ["坏号", "", "X", "没有这岗", "1"]]
    sent = services.send_staff_import(
        chunks=[sheets.workbook(rows)], file_name="人员.xlsx", actor=manager, at=at
    )
    services.check_staff_import(import_id=sent.id, at=at)
    pages = {
        SYSTEM: (
            "/workbench/staff",
            "/workbench/staff/new",
            f"/workbench/staff/{away}",
            "/workbench/posts",
            "/workbench/leaves",
            "/workbench/reviews",
            f"/workbench/reviews/{Review.objects.get().id}",
            "/workbench/imports",
            f"/workbench/imports/{sent.id}",
        ),
        SECURITY: ("/workbench/grants", "/workbench/lockouts"),
        AUDIT: ("/workbench/administrators", "/workbench/unused"),
    }

    found: list[str] = []
    for kind, paths in pages.items():
        page = desk(opened, accounts[kind])
        for path in paths:
            page.goto(path)
            for details in page.locator("main details").all():
                details.evaluate("one => { one.open = true; }")
            found += complaints(page)

    assert found == []
