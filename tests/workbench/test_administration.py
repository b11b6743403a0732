# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The section for administrators: each through their own pages, and what they do there."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import World, staff_account
from tests.organizations import sheets
from tests.organizations.factories import DepartmentFactory, PostFactory, StaffMemberFactory
from tests.workbench.desks import at_desk, words
from yiwang.foundation.actors import system_actor
from yiwang.identity import services as identity
from yiwang.identity.models import Account
from yiwang.identity.services import throttle
from yiwang.organizations import services
from yiwang.organizations.enums import GrantState, ReviewState, Right, StandardPost
from yiwang.organizations.models import Grant, Leave, PostHolding, Review, StaffImport, StaffMember
from yiwang.workbench.administration import urls, workbooks
from yiwang.workbench.administration.rights import RIGHT_NAMES

pytestmark = pytest.mark.django_db

SWEEP = system_actor("tests")
SYSTEM, SECURITY, AUDIT = (
    StandardPost.ADMINISTRATOR,
    StandardPost.SECURITY,
    StandardPost.AUDITOR,
)
PAGES = {
    "/workbench/staff": {SYSTEM},
    "/workbench/staff/new": {SYSTEM},
    "/workbench/posts": {SYSTEM, SECURITY},
    "/workbench/leaves": {SYSTEM},
    "/workbench/reviews": {SYSTEM, AUDIT},
    "/workbench/unused": {SYSTEM, AUDIT},
    "/workbench/imports": {SYSTEM},
    "/workbench/imports/template": {SYSTEM},
    "/workbench/activations": {SYSTEM},
    "/workbench/grants": {SYSTEM, SECURITY, AUDIT},
    "/workbench/lockouts": {SECURITY},
    "/workbench/labels": {SECURITY, AUDIT},
    "/workbench/administrators": {SECURITY, AUDIT},
}
OTHERS = (
    StandardPost.COUNTER,
    StandardPost.HANDLER,
    StandardPost.REVIEWER,
    StandardPost.APPROVER,
    StandardPost.SUPERVISOR,
    StandardPost.CATALOGUE,
)


def desk(world: World, standard: StandardPost) -> tuple[Client, Account]:
    account = staff_account(world.department, standard, at=timezone.now())
    return at_desk(account), account


@pytest.fixture
def system(world: World, db: None) -> Client:
    return desk(world, SYSTEM)[0]


@pytest.fixture
def security(world: World, db: None) -> Client:
    return desk(world, SECURITY)[0]


def member(world: World, **changes) -> StaffMember:
    return StaffMemberFactory(department=world.department, **changes)


# ── who gets in where


@pytest.mark.parametrize("standard", [SYSTEM, SECURITY, AUDIT, *OTHERS])
def test_each_page_is_for_its_administrators_and_nobody_else(world: World, standard):
    client, _account = desk(world, standard)

    for page, roles in PAGES.items():
        expected = 200 if standard in roles else 403
        assert client.get(page).status_code == expected, page


def test_every_page_of_the_section_is_in_the_table_or_belongs_to_one_thing():
    pages = {str(each.pattern) for each in urls.urlpatterns}
    plain = {f"/workbench/{page}" for page in pages if "<" not in page}

    sent = {"labels/set", "posts/new", "reviews/open", "activations/letters", "lockouts/void"}
    assert plain - {f"/workbench/{each}" for each in sent} == set(PAGES)


@pytest.mark.parametrize("standard", [SECURITY, AUDIT, *OTHERS])
def test_nobody_but_a_system_administrator_changes_staff(world: World, standard):
    client, _account = desk(world, standard)
    victim = member(world)

    for action in ("account", "switch", "posts", "leave", "remove"):
        answer = client.post(f"/workbench/staff/{victim.id}/{action}", {"login": "abcdef"})
        assert answer.status_code == 403, action


@pytest.mark.parametrize("standard", [SYSTEM, AUDIT, *OTHERS])
def test_nobody_but_a_security_administrator_decides_or_unlocks(world: World, standard):
    client, account = desk(world, standard)

    assert client.post(f"/workbench/grants/{account.id}/decide").status_code == 403
    assert client.post(f"/workbench/lockouts/{account.staff_id}/unlock").status_code == 403


@pytest.mark.parametrize(
    ("standard", "shown"), [(SYSTEM, 1), (SECURITY, 1), (AUDIT, 1), (OTHERS[0], 0)]
)
def test_the_navigation_names_the_section_once_and_only_to_those_entitled(
    world: World, standard, shown
):
    client, _account = desk(world, standard)

    side = words(client.get("/workbench/post")).split('class="wb-side"')[1].split("</nav>")[0]

    assert side.count("机构与人员") == shown


def test_staff_of_another_department_do_not_exist(world: World, system: Client):
    stranger = StaffMemberFactory(department=DepartmentFactory())

    assert system.get(f"/workbench/staff/{stranger.id}").status_code == 404


def test_every_right_has_its_words():
    assert set(RIGHT_NAMES) == {right.value for right in Right}


# ── people


def test_somebody_is_taken_down_given_an_account_and_a_post(world: World, system: Client):
    answer = system.post(
        "/workbench/staff/new",
        {"name": "陈新人", "staff_number": "X2026", "department": str(world.department.id)},
    )
    made = StaffMember.objects.get(staff_number="X2026")
    assert answer.url == f"/workbench/staff/{made.id}"

    page = words(system.post(f"{answer.url}/account", {"login": "x2026"}))
    post = PostFactory(department=world.department, standard=StandardPost.COUNTER)
    system.post(f"{answer.url}/posts", {"post": str(post.id)})

    assert "激活码只显示这一次" in page
    assert Account.objects.get(staff=made).login == "x2026"
    assert PostHolding.objects.get(staff=made).post == post
    assert "已发激活码" in words(system.get(answer.url))


def test_a_mistake_keeps_what_was_typed(world: World, system: Client):
    answer = system.post("/workbench/staff/new", {"name": "陈新人", "staff_number": "坏"})

    assert answer.status_code == 422
    assert 'value="陈新人"' in words(answer)


def test_a_powerful_post_is_asked_for_and_approved_by_another(
    world: World, system: Client, security: Client
):
    staff = member(world)
    post = PostFactory(department=world.department, standard=StandardPost.APPROVER)

    system.post(f"/workbench/staff/{staff.id}/posts", {"post": str(post.id), "reason": "接任"})
    grant = Grant.objects.get(staff=staff)
    assert "接任" in words(security.get("/workbench/grants"))
    assert (
        system.post(f"/workbench/grants/{grant.id}/decide", {"decision": "approve"}).status_code
        == 403
    )
    security.post(f"/workbench/grants/{grant.id}/decide", {"decision": "approve"})

    grant.refresh_from_db()
    assert grant.state == GrantState.APPROVED
    assert PostHolding.objects.filter(staff=staff, post=post).exists()


def test_who_asked_sees_no_button_to_approve(world: World, security: Client):
    staff = member(world)
    post = PostFactory(department=world.department, standard=StandardPost.APPROVER)
    own, account = desk(world, SECURITY)
    services.ask_grant(
        staff_id=staff.id,
        post_id=post.id,
        reason="缺人",
        actor=world.actor(account),
        at=timezone.now(),
    )

    assert 'value="approve"' not in words(own.get("/workbench/grants"))
    assert 'value="approve"' in words(security.get("/workbench/grants"))


def test_who_leaves_is_out_at_once(world: World, system: Client):
    leaver = staff_account(world.department, StandardPost.COUNTER, at=timezone.now())
    client = at_desk(leaver)
    assert client.get("/workbench/").status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    PostHolding.objects.filter(staff=leaver.staff).update(held_from=yesterday)

    system.post(f"/workbench/staff/{leaver.staff_id}/remove", {"last_day": yesterday.isoformat()})

    assert client.get("/workbench/").status_code == 302
    leaver.refresh_from_db()
    assert not leaver.is_active


def test_who_leaves_tomorrow_works_today_and_is_swept_after(world: World, system: Client):
    leaver = staff_account(world.department, StandardPost.COUNTER, at=timezone.now())
    system.post(
        f"/workbench/staff/{leaver.staff_id}/remove",
        {"last_day": timezone.localdate().isoformat()},
    )
    assert at_desk(leaver).get("/workbench/").status_code == 200

    closed = identity.close_accounts_of_former_staff(
        actor=SWEEP, at=timezone.now() + timedelta(days=1)
    )

    assert closed == 1


def test_a_leave_is_set_and_ended_on_the_pages(world: World, system: Client):
    away = staff_account(world.department, StandardPost.COUNTER, at=timezone.now()).staff
    deputy = member(world)
    today = timezone.localdate()

    system.post(
        f"/workbench/staff/{away.id}/leave",
        {
            "starts_on": today.isoformat(),
            "ends_on": (today + timedelta(days=3)).isoformat(),
            "deputy": str(deputy.id),
            "reason": "annual",
        },
    )
    leave = Leave.objects.get(staff=away)
    assert deputy.name in words(system.get("/workbench/leaves"))
    system.post(f"/workbench/leaves/{leave.id}/end")

    leave.refresh_from_db()
    assert leave.is_cancelled


def test_an_account_that_nobody_used_is_listed(world: World, system: Client):
    old = staff_account(world.department, StandardPost.COUNTER, at=timezone.now())
    Account.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=200))

    page = words(system.get("/workbench/unused"))

    assert old.login in page


# ── posts, lockouts, reviews


def test_a_post_is_set_up_and_its_rights_change(world: World, system: Client):
    system.post(
        "/workbench/posts/new",
        {"department": str(world.department.id), "name": "新岗", "rights": ["cases.read"]},
    )
    page = words(system.get("/workbench/posts"))
    assert "新岗" in page
    post = world.department.posts.get(name="新岗")

    system.post(f"/workbench/posts/{post.id}/rights", {"rights": ["cases.read", "cases.handle"]})

    post.refresh_from_db()
    assert post.rights == ["cases.handle", "cases.read"]


def test_a_locked_login_is_shown_and_released(world: World, security: Client, settings):
    locked = staff_account(world.department, StandardPost.COUNTER, at=timezone.now())
    throttle.SignInThrottle.objects.create(
        key=throttle._login_key(locked.login),
        attempts=settings.SIGN_IN_FAILURES,
        expires_at=timezone.now() + timedelta(minutes=10),
    )
    assert locked.login in words(security.get("/workbench/lockouts"))

    security.post(f"/workbench/lockouts/{locked.staff_id}/unlock")

    assert locked.login not in words(security.get("/workbench/lockouts"))


def test_a_review_is_opened_decided_and_closed_by_time(world: World, system: Client):
    today = timezone.localdate()
    system.post(
        "/workbench/reviews/open",
        {
            "department": str(world.department.id),
            "due_on": (today + timedelta(days=30)).isoformat(),
        },
    )
    review = Review.objects.get()
    entries = list(review.entries.order_by("id"))
    others = [entry for entry in entries if entry.staff.name]
    assert "待复核" in words(system.get(f"/workbench/reviews/{review.id}"))

    own = {holding.staff_id for holding in PostHolding.objects.filter(post__admin_role="system")}
    kept, ended, *_rest = [entry for entry in others if entry.staff_id not in own]
    url = f"/workbench/reviews/{review.id}/decide"
    system.post(url, {"entry": [str(kept.id)], "decision": "confirm"})
    system.post(url, {"entry": [str(ended.id)], "decision": "end"})
    later = timezone.now() + timedelta(days=31)
    lapsed = services.close_overdue(review_id=review.id, actor=SWEEP, at=later)

    states = dict(review.entries.values_list("id", "state"))
    assert states[kept.id] == ReviewState.CONFIRMED
    assert states[ended.id] == ReviewState.ENDED
    assert lapsed == len(entries) - 2
    review.refresh_from_db()
    assert review.closed_at == later
    assert PostHolding.objects.get(pk=kept.holding_id).held_to is None
    assert PostHolding.objects.get(pk=ended.holding_id).held_to == today


def test_nobody_reviews_their_own_post(world: World):
    client, account = desk(world, SYSTEM)
    review = services.open_review(
        department_id=world.department.id,
        due_on=timezone.localdate() + timedelta(days=30),
        actor=world.actor(account),
        at=timezone.now(),
    )
    own = review.entries.get(staff=account.staff_id)

    page = words(client.get(f"/workbench/reviews/{review.id}"))
    client.post(f"/workbench/reviews/{review.id}/decide", {"entry": [str(own.id)]})

    assert str(own.id) not in page
    own.refresh_from_db()
    assert own.state == ReviewState.WAITING


# ── spreadsheets


def upload(client: Client, content: bytes, name: str = "人员.xlsx"):
    return client.post("/workbench/imports", {"sheet": SimpleUploadedFile(name, content)})


def test_a_spreadsheet_is_sent_checked_reported_and_taken_over(world: World, system: Client):
    code = world.department.uscc
    answer = upload(system, sheets.workbook([["N1", "王一", code], ["坏号", "=1+1", code]]))
    made = StaffImport.objects.get()
    assert answer.url == f"/workbench/imports/{made.id}"
    waiting = system.get(answer.url)
    assert waiting.headers["Refresh"] == "3"

    services.check_staff_import(import_id=made.id, at=timezone.now())
    page = words(system.get(answer.url))
    assert "A3" in page
    assert "是公式" in page
    assert "只导入正确的 1 行" in page
    system.post(f"{answer.url}/confirm")
    assert "没有导入任何一行" in words(system.get(answer.url))
    system.post(f"{answer.url}/confirm", {"only_good": "1"})
    services.apply_staff_import(import_id=made.id, at=timezone.now())

    assert StaffMember.objects.filter(staff_number="N1").exists()
    assert "Refresh" not in system.get(answer.url).headers


def test_the_report_is_a_spreadsheet_in_which_nothing_runs(world: World, system: Client):
    answer = upload(
        system, sheets.workbook([["N1", "+cmd|calc", "X"], ["@N2", "-2", world.department.uscc]])
    )
    made = StaffImport.objects.get()
    services.check_staff_import(import_id=made.id, at=timezone.now())

    content = b"".join(system.get(f"{answer.url}/report").streaming_content)
    sheet = load_workbook(io.BytesIO(content)).active

    cells = [str(cell.value or "") for row in sheet.iter_rows(min_row=2) for cell in row]
    assert any(cell.startswith("'+cmd") for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_the_template_is_what_an_import_takes(system: Client):
    content = b"".join(system.get("/workbench/imports/template").streaming_content)
    sheet = load_workbook(io.BytesIO(content))["工作人员"]

    assert [cell.value for cell in sheet[1]] == list(workbooks.HEADINGS)
    upload(system, content)
    made = services.check_staff_import(import_id=StaffImport.objects.get().id, at=timezone.now())
    assert made.refusal == "no_rows"


def test_a_file_that_is_none_is_refused_in_words(system: Client):
    answer = upload(system, b"\x00\x01", name="x.xlsx")
    services.check_staff_import(import_id=StaffImport.objects.get().id, at=timezone.now())

    assert "不是 XLSX 或 CSV 文件" in words(system.get(answer.url))
    assert "请选择一个电子表格文件" in words(system.post("/workbench/imports", follow=True))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_goes_into_a_sheet_again_is_no_formula(start):
    assert workbooks.harmless(f"{start}cmd") == f"'{start}cmd"
    assert workbooks.harmless("王小明") == "王小明"
