# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The three administrators of the province and of one district, and what waits for them."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from openpyxl import Workbook

from operations.demo import HOME_COUNTY, PASSWORD
from operations.demo.names import people
from operations.loading import Tick
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity import selectors as identity_questions
from yiwang.identity import services as identity
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import STANDARD_RIGHTS, LabelLevel, LeaveReason, Right, StandardPost

ACTOR = system_actor("demo")
PROVINCE = "330000000000"
KINDS: Sequence[tuple[str, StandardPost, str]] = (
    ("sysadmin", StandardPost.ADMINISTRATOR, "系统管理岗"),
    ("secadmin", StandardPost.SECURITY, "安全管理岗"),
    ("audadmin", StandardPost.AUDITOR, "审计岗（三员）"),
)
NEW = (("E2026101", "蒋初来"), ("E2026102", "沈乍到"), ("E2026103", "韩新任"))
AWAY, REVIEWED = "卫生健康", "民政"
"""Lines of business in the district: somebody is on leave, and a yearly review is open."""


@transaction.atomic
def load(tick: Tick, *, at: datetime) -> int:
    """Create six administrators and what waits for each of them; return how many."""
    names = people()
    places = ((PROVINCE, "", "P"), (HOME_COUNTY, "xihu-", "X"))
    made: dict[str, UUID] = {}
    for code, prefix, letter in places:
        office = organizations.department_for_line("政府办公室", code)
        made |= _administrators(office, prefix, letter, names, at=at)
    tick(1, 2)
    manager = identity_questions.actor_for_account(made["xihu-sysadmin"], at=at)
    _leave(manager, at=at)
    _request(manager, at=at)
    _review(manager, at=at)
    _import(manager, at=at)
    _newcomers(manager, at=at)
    _label(identity_questions.actor_for_account(made["xihu-secadmin"], at=at), at=at)
    tick(2, 2)
    return len(made)


def _administrators(
    office: organizations.DepartmentSummary,
    prefix: str,
    letter: str,
    names: Iterator[str],
    *,
    at: datetime,
) -> dict[str, UUID]:
    posts = [
        services.NewPost(
            department_id=office.id,
            name=name,
            rights=frozenset(STANDARD_RIGHTS[standard]),
            covers_subtree=True,
        )
        for _login, standard, name in KINDS
    ]
    post_ids = services.create_posts_bulk(posts=posts, actor=ACTOR, at=at)
    members = [
        services.NewStaffMember(
            name=next(names),
            staff_number=f"{letter}{place:05}",
            department_id=office.id,
            post_ids=(post_id,),
        )
        for place, post_id in enumerate(post_ids, start=1)
    ]
    staff_ids = services.create_staff_bulk(staff=members, is_test_data=True, actor=ACTOR, at=at)
    logins = [f"{prefix}{login}" for login, _standard, _name in KINDS]
    accounts = identity.create_accounts_bulk(
        accounts=[
            identity.NewAccount(login=login, staff_id=staff_id)
            for login, staff_id in zip(logins, staff_ids, strict=True)
        ],
        shared_password=PASSWORD,
        actor=ACTOR,
        at=at,
    )
    return dict(zip(logins, accounts, strict=True))


def _who(department: organizations.DepartmentSummary, right: Right, at: datetime) -> UUID:
    found = organizations.staff_with_right(department.id, right, timezone.localdate(at))
    return found[0].id


def _leave(manager: Actor, *, at: datetime) -> None:
    department = organizations.department_for_line(AWAY, HOME_COUNTY)
    today = timezone.localdate(at)
    services.set_leave(
        staff_id=_who(department, Right.CASES_HANDLE, at),
        deputy_id=_who(department, Right.CASES_ACCEPT, at),
        starts_on=today,
        ends_on=today + timedelta(days=7),
        reason=LeaveReason.TRAINING,
        actor=manager,
        at=at,
    )


def _request(manager: Actor, *, at: datetime) -> None:
    department = organizations.department_for_line("市场监管", HOME_COUNTY)
    posts = organizations.posts_in_reach(
        manager, on=timezone.localdate(at), department_id=department.id
    )
    approving = next(post for post in posts if Right.CASES_APPROVE in post.rights)
    services.ask_grant(
        staff_id=_who(department, Right.CASES_REVIEW, at),
        post_id=approving.id,
        reason="批准岗人手不足，增加一人。",
        actor=manager,
        at=at,
    )


def _review(manager: Actor, *, at: datetime) -> None:
    services.open_review(
        department_id=organizations.department_for_line(REVIEWED, HOME_COUNTY).id,
        due_on=timezone.localdate(at) + timedelta(days=60),
        actor=manager,
        at=at,
    )


def _import(manager: Actor, *, at: datetime) -> None:
    department = organizations.department_for_line("市场监管", HOME_COUNTY)
    book = Workbook()
    sheet = book.create_sheet("工作人员", 0)
    for row in (
        ("工号", "姓名", "部门统一社会信用代码", "岗位", "手机号码"),
        ("E2026001", "周新来", department.uscc, "窗口受理岗", "19900000001"),
        ("E2026002", "吴后到", department.uscc, "承办岗", "19900000002"),
        ("E2026002", "郑重号", department.uscc, "承办岗", ""),
        ("E2026004", "=A2", department.uscc, "窗口受理岗", ""),
        ("E2026005", "冯无门", "91330000000000000X", "", ""),
        ("E2026006", "陈要权", department.uscc, "批准岗", ""),
        ("E2026007", "褚错号", department.uscc, "", "12345"),
    ):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    made = services.send_staff_import(
        chunks=[stream.getvalue()], file_name="新进人员名单.xlsx", actor=manager, at=at
    )
    services.check_staff_import(import_id=made.id, at=at)


def _newcomers(manager: Actor, *, at: datetime) -> None:
    """Take down three people whose accounts wait for them, one with a code that is out."""
    department = organizations.department_for_line(REVIEWED, HOME_COUNTY)
    made = [
        services.create_staff(
            name=name,
            staff_number=number,
            department_id=department.id,
            phone=f"1990000010{place}",
            actor=manager,
            at=at,
        )
        for place, (number, name) in enumerate(NEW, start=1)
    ]
    newcomers = [services.Newcomer(one.id, one.staff_number) for one in made]
    identity.open_for_newcomers(newcomers, manager, at)
    identity.issue_codes(staff_ids=[made[0].id], actor=manager, at=at)


def _label(guard: Actor, *, at: datetime) -> None:
    """Label what the civil affairs office keeps, and clear the post of its counter for it."""
    department = organizations.department_for_line(REVIEWED, HOME_COUNTY)
    services.set_label(department_id=department.id, level=LabelLevel.SENSITIVE, actor=guard, at=at)
    for post in organizations.clearances_of(department.id, guard):
        if post.post_name == "窗口受理岗":
            services.set_clearance(
                post_id=post.post_id, level=LabelLevel.SENSITIVE, actor=guard, at=at
            )
