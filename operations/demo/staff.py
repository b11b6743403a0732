# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Posts and staff: every department of one district, its townships' windows, and a few above."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from operations.demo import HOME_COUNTY, PASSWORD
from operations.demo.names import people
from operations.loading import Tick
from yiwang.foundation.actors import system_actor
from yiwang.identity import services as identity
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import Right

ACTOR = system_actor("demo")
PROVINCE, CITY, DEMO_DISTRICT = "330000000000", "330100000000", "511602000000"
COUNTER = frozenset({Right.CASES_READ, Right.CASES_ACCEPT, Right.COUNTER_ASSIST})
HANDLER = frozenset({Right.CASES_READ, Right.CASES_HANDLE})
REVIEWER = frozenset({Right.CASES_READ, Right.CASES_REVIEW})
APPROVER = frozenset({Right.CASES_READ, Right.CASES_APPROVE, Right.CASES_SUPERVISE})
POSTS: Sequence[tuple[str, str, frozenset[Right]]] = (
    ("counter", "窗口受理岗", COUNTER),
    ("handler", "承办岗", HANDLER),
    ("reviewer", "审核岗", REVIEWER),
    ("approver", "批准岗", APPROVER),
)
LINES = {"市场监管": "scjg", "公安": "ga", "卫生健康": "wj"}
"""Departments whose staff the start page names: line → beginning of the login."""
AUDITOR = ("auditor", "审计岗", frozenset({Right.LEDGER_READ, Right.CASES_READ}))


def load(tick: Tick, *, at: datetime) -> int:
    """Create posts, staff and accounts; return how many staff."""
    departments = list(_departments())
    new_posts = [
        services.NewPost(department_id=department.id, name=name, rights=rights)
        for department in departments
        for _key, name, rights in POSTS
    ]
    post_ids = services.create_posts_bulk(posts=new_posts, actor=ACTOR, at=at)
    tick(1, 3)
    members, logins = _members(departments, post_ids)
    staff_ids = services.create_staff_bulk(staff=members, is_test_data=True, actor=ACTOR, at=at)
    tick(2, 3)
    accounts = [
        identity.NewAccount(login=login, staff_id=staff_id)
        for login, staff_id in zip(logins, staff_ids, strict=True)
    ]
    identity.create_accounts_bulk(accounts=accounts, shared_password=PASSWORD, actor=ACTOR, at=at)
    _auditor(at)
    _travellers(departments, post_ids, at)
    tick(3, 3)
    return len(staff_ids) + 1 + len(POSTS)


def _departments() -> Iterator[organizations.DepartmentSummary]:
    """Return the departments that get staff."""
    yield from organizations.departments_in(HOME_COUNTY)
    for township in organizations.children(HOME_COUNTY):
        yield from organizations.departments_in(township.code)
    yield from organizations.departments_in(DEMO_DISTRICT)
    for line in LINES:
        for code in (CITY, PROVINCE):
            yield organizations.department_for_line(line, code)


def _members(
    departments: Sequence[organizations.DepartmentSummary], post_ids: Sequence[UUID]
) -> tuple[list[services.NewStaffMember], list[str]]:
    names = people()
    members, logins = [], []
    for place, department in enumerate(departments):
        for offset, (key, _name, _rights) in enumerate(POSTS):
            number = place * len(POSTS) + offset
            members.append(
                services.NewStaffMember(
                    name=next(names),
                    staff_number=f"D{number + 1:05}",
                    department_id=department.id,
                    phone=f"1990{number + 20_000:07}",
                    post_ids=(post_ids[number],),
                )
            )
            logins.append(_login(department, key, number))
    return members, logins


def _travellers(
    departments: Sequence[organizations.DepartmentSummary], post_ids: Sequence[UUID], at: datetime
) -> None:
    """Take down four people who hold the same sort of post in several departments."""
    places = [
        place
        for place, department in enumerate(departments)
        if department.line in LINES and department.division_code == HOME_COUNTY
    ]
    names = iter(("沈窗明", "程力行", "沈思源", "皮准之"))
    members = [
        services.NewStaffMember(
            name=next(names),
            staff_number=f"T{offset + 1:05}",
            department_id=departments[places[0]].id,
            post_ids=tuple(post_ids[place * len(POSTS) + offset] for place in places),
        )
        for offset in range(len(POSTS))
    ]
    staff_ids = services.create_staff_bulk(staff=members, is_test_data=True, actor=ACTOR, at=at)
    accounts = [
        identity.NewAccount(login=key, staff_id=staff_id)
        for (key, _name, _rights), staff_id in zip(POSTS, staff_ids, strict=True)
    ]
    identity.create_accounts_bulk(accounts=accounts, shared_password=PASSWORD, actor=ACTOR, at=at)


def _login(department: organizations.DepartmentSummary, key: str, number: int) -> str:
    start = LINES.get(department.line)
    if start and department.division_code == HOME_COUNTY:
        return f"{start}-{key}"
    return f"staff{number + 1:05}"


def _auditor(at: datetime) -> None:
    login, name, rights = AUDITOR
    department = organizations.department_for_line("政府办公室", PROVINCE)
    (post_id,) = services.create_posts_bulk(
        posts=[
            services.NewPost(
                department_id=department.id, name=name, rights=rights, covers_subtree=True
            )
        ],
        actor=ACTOR,
        at=at,
    )
    (staff_id,) = services.create_staff_bulk(
        staff=[
            services.NewStaffMember(
                name="高正明",
                staff_number="A00001",
                department_id=department.id,
                post_ids=(post_id,),
            )
        ],
        actor=ACTOR,
        at=at,
    )
    identity.create_accounts_bulk(
        accounts=[identity.NewAccount(login=login, staff_id=staff_id)],
        shared_password=PASSWORD,
        actor=ACTOR,
        at=at,
    )
