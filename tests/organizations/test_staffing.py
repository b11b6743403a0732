# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from tests.organizations.conftest import LOADER, MORNING
from tests.organizations.factories import (
    HANGZHOU,
    XIHU,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
    division,
)
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.foundation.errors import InvalidUscc
from yiwang.ledger import selectors as ledger
from yiwang.organizations import selectors, services
from yiwang.organizations.enums import Right, StandardPost
from yiwang.organizations.errors import (
    BadName,
    BadPeriod,
    BadStaffNumber,
    DepartmentNotFound,
    DepartmentTaken,
    DivisionNotFound,
    HoldingNotFound,
    NotInYourReach,
    OwnPost,
    PostAlreadyHeld,
    PostNameTaken,
    PostNotFound,
    RightNotYours,
    StaffNotFound,
    StaffNumberTaken,
    UnknownLine,
    UnknownRight,
)
from yiwang.organizations.models import Department, Post, PostHolding, StaffMember

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
HOSTILE_NAMES = ["", "   ", "坏\x00名", "半\ud800个", "长" * 10_000, "倒\u202e写", "\x1b[2J"]


def manager(department, *, covers_subtree=True, rights=(Right.ORGANIZATIONS_MANAGE,)):
    return Actor(
        kind=ActorKind.STAFF,
        account_id=uuid4(),
        staff_id=uuid4(),
        department_id=department.id,
        division_code=department.division_id,
        covers_subtree=covers_subtree,
        rights=frozenset(rights),
    )


def kinds_about(subject_type, subject_id):
    return [event.kind for event in ledger.events_about(subject_type, subject_id)]


# ── departments


def new_department(**changes):
    made = {
        "division_code": XIHU,
        "name": "杭州市西湖区数据局",
        "short_name": "西湖区数据局",
        "uscc": make_test_uscc(777, area_code="330106"),
        "line": "数据",
        "actor": LOADER,
        "at": MORNING,
    }
    return services.create_department(**made | changes)


def test_a_department_is_created_and_written_to_the_ledger():
    division(XIHU)

    made = new_department()

    assert selectors.department(made.id).line == "数据"
    assert made.level == 4
    assert kinds_about("department", made.id) == ["organizations.department_created"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"division_code": "330199000000"}, DivisionNotFound),
        ({"uscc": "11330106TE0007771X"}, InvalidUscc),
        ({"line": ""}, UnknownLine),
        ({"line": "长" * 21}, UnknownLine),
        *(({"name": name}, BadName) for name in HOSTILE_NAMES),
    ],
)
def test_a_department_that_cannot_be_is_refused(changes, refusal):
    division(XIHU)

    with pytest.raises(refusal):
        new_department(**changes)

    assert not Department.objects.exists()


def test_a_department_is_created_once():
    division(XIHU)
    new_department()

    with pytest.raises(DepartmentTaken):
        new_department()


# ── posts


def test_a_post_is_created_with_its_rights_and_written_to_the_ledger(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    department = DepartmentFactory()

    with django_assert_num_queries(5):  # department, savepoint, post, fact, release
        post = services.create_post(
            department_id=department.id,
            name=" 窗口岗 ",
            rights=[Right.CASES_READ, Right.CASES_ACCEPT],
            actor=manager(department),
            at=MORNING,
        )

    assert Post.objects.get().name == "窗口岗"
    assert post.rights == ["cases.accept", "cases.read"]
    assert kinds_about("post", post.id) == ["organizations.post_created"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"rights": ["cases.steal"]}, UnknownRight),
        ({"rights": [Right.IDENTITY_MANAGE]}, RightNotYours),
        ({"rights": [Right.LEDGER_READ]}, RightNotYours),
        ({"department_id": uuid4()}, DepartmentNotFound),
        *(({"name": name}, BadName) for name in HOSTILE_NAMES),
    ],
)
def test_a_post_that_cannot_be_is_refused(changes, refusal):
    department = DepartmentFactory()
    wanted = {"department_id": department.id, "name": "窗口岗", "rights": [Right.CASES_READ]}

    with pytest.raises(refusal):
        services.create_post(**wanted | changes, actor=manager(department), at=MORNING)

    assert not Post.objects.exists()


def test_a_department_has_one_post_of_a_name():
    post = PostFactory()

    with pytest.raises(PostNameTaken):
        services.create_post(
            department_id=post.department_id, name=post.name, rights=[], actor=LOADER, at=MORNING
        )


def test_a_manager_of_one_department_gives_no_post_a_reach_beyond_it():
    department = DepartmentFactory()

    with pytest.raises(RightNotYours):
        services.create_post(
            department_id=department.id,
            name="越权岗",
            rights=[Right.CASES_READ],
            covers_subtree=True,
            actor=manager(department, covers_subtree=False),
            at=MORNING,
        )


def test_a_manager_of_a_city_manages_its_districts_but_not_the_reverse():
    in_the_city, in_the_district = DepartmentFactory(of=HANGZHOU), DepartmentFactory(of=XIHU)

    services.create_post(
        department_id=in_the_district.id,
        name="承办岗",
        rights=[],
        actor=manager(in_the_city),
        at=MORNING,
    )
    with pytest.raises(NotInYourReach):
        services.create_post(
            department_id=in_the_city.id,
            name="承办岗",
            rights=[],
            actor=manager(in_the_district),
            at=MORNING,
        )


def test_the_rights_of_a_post_change_for_all_its_holders():
    holding = PostHoldingFactory(post=PostFactory(standard=StandardPost.COUNTER))
    post = holding.post

    services.change_post_rights(
        post_id=post.id,
        rights=[Right.CASES_HANDLE],
        covers_subtree=False,
        actor=manager(post.department),
        at=MORNING,
    )

    assert selectors.rights_in(holding.staff_id, post.department_id, TODAY) == {"cases.handle"}
    assert kinds_about("post", post.id) == ["organizations.post_rights_changed"]


def test_nobody_changes_the_rights_of_a_post_they_hold():
    holding = PostHoldingFactory()
    actor = manager(holding.post.department)
    own = Actor(
        kind=actor.kind,
        staff_id=holding.staff_id,
        department_id=actor.department_id,
        division_code=actor.division_code,
        covers_subtree=True,
        rights=actor.rights,
    )

    with pytest.raises(OwnPost):
        services.change_post_rights(
            post_id=holding.post_id,
            rights=[Right.CASES_APPROVE],
            covers_subtree=False,
            actor=own,
            at=MORNING,
        )


def test_a_manager_does_not_take_away_a_managing_right_that_they_lack():
    post = PostFactory(rights=[Right.IDENTITY_MANAGE])

    with pytest.raises(RightNotYours):
        services.change_post_rights(
            post_id=post.id,
            rights=[],
            covers_subtree=False,
            actor=manager(post.department),
            at=MORNING,
        )


def test_a_post_that_does_not_exist_is_not_found():
    with pytest.raises(PostNotFound):
        services.change_post_rights(
            post_id=uuid4(), rights=[], covers_subtree=False, actor=LOADER, at=MORNING
        )


# ── staff


def test_a_staff_member_is_taken_down_with_a_masked_telephone_number():
    department = DepartmentFactory()

    staff = services.create_staff(
        name="李雷",
        staff_number="HZ-0001",
        department_id=department.id,
        phone="13800001234",
        actor=manager(department),
        at=MORNING,
    )

    assert StaffMember.objects.get().phone_masked == "138****1234"
    assert kinds_about("staff_member", staff.id) == ["organizations.staff_member_created"]


@pytest.mark.parametrize("number", ["", "工号1", "A" * 33, "A 1", "A\x001", "A\n"])
def test_an_odd_staff_number_is_refused(number):
    department = DepartmentFactory()

    with pytest.raises(BadStaffNumber):
        services.create_staff(
            name="李雷", staff_number=number, department_id=department.id, actor=LOADER, at=MORNING
        )


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_staff_member_with_a_hostile_name_is_refused(name):
    department = DepartmentFactory()

    with pytest.raises(BadName):
        services.create_staff(
            name=name, staff_number="A1", department_id=department.id, actor=LOADER, at=MORNING
        )


def test_a_staff_number_is_given_once():
    staff = StaffMemberFactory()

    with pytest.raises(StaffNumberTaken):
        services.create_staff(
            name="韩梅梅",
            staff_number=staff.staff_number,
            department_id=staff.department_id,
            actor=LOADER,
            at=MORNING,
        )


# ── holding posts


def assign(staff, post, actor=LOADER, **changes):
    return services.assign_post(
        staff_id=staff.id, post_id=post.id, actor=actor, at=MORNING, **changes
    )


def test_a_staff_member_holds_several_posts_at_once():
    staff, first, second = StaffMemberFactory(), PostFactory(), PostFactory()

    assign(staff, first, manager(first.department))
    assign(staff, second)

    assert {post.post_id for post in selectors.posts_of(staff.id, TODAY)} == {first.id, second.id}
    assert kinds_about("staff_member", staff.id) == ["organizations.post_assigned"] * 2


def test_a_post_is_held_once_at_a_time():
    holding = PostHoldingFactory()

    with pytest.raises(PostAlreadyHeld):
        assign(holding.staff, holding.post)


def test_the_database_itself_refuses_a_post_held_twice():
    holding = PostHoldingFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PostHolding.objects.create(staff=holding.staff, post=holding.post, held_from=TODAY)


def test_a_post_that_ended_may_be_held_again():
    holding = PostHoldingFactory()
    services.end_post(staff_id=holding.staff_id, post_id=holding.post_id, actor=LOADER, at=MORNING)

    assign(holding.staff, holding.post)

    assert len(selectors.posts_of(holding.staff_id, TODAY)) == 1


def test_rights_end_on_the_day_the_post_ends():
    holding = PostHoldingFactory()

    services.end_post(
        staff_id=holding.staff_id,
        post_id=holding.post_id,
        actor=manager(holding.post.department),
        at=MORNING,
    )

    assert selectors.posts_of(holding.staff_id, TODAY) == []
    assert selectors.posts_of(holding.staff_id, TODAY - timedelta(days=1)) != []
    assert kinds_about("staff_member", holding.staff_id) == ["organizations.post_ended"]


def test_a_post_does_not_end_before_it_began():
    holding = PostHoldingFactory(held_from=TODAY)

    with pytest.raises(BadPeriod):
        services.end_post(
            staff_id=holding.staff_id,
            post_id=holding.post_id,
            held_to=TODAY - timedelta(days=1),
            actor=LOADER,
            at=MORNING,
        )


def test_what_is_not_held_cannot_end():
    with pytest.raises(HoldingNotFound):
        services.end_post(
            staff_id=StaffMemberFactory().id, post_id=PostFactory().id, actor=LOADER, at=MORNING
        )


def test_nobody_gives_a_post_to_themselves():
    staff, post = StaffMemberFactory(), PostFactory()
    own = Actor(
        kind=ActorKind.STAFF,
        staff_id=staff.id,
        department_id=post.department_id,
        division_code=XIHU,
        rights=frozenset({Right.ORGANIZATIONS_MANAGE}),
    )

    with pytest.raises(OwnPost):
        assign(staff, post, own)


def test_a_manager_does_not_put_somebody_in_a_post_with_power_they_lack():
    staff, post = StaffMemberFactory(), PostFactory(standard=StandardPost.ADMINISTRATOR)

    with pytest.raises(RightNotYours):
        assign(staff, post, manager(post.department))


def test_people_and_posts_that_do_not_exist_are_not_found():
    staff, post = StaffMemberFactory(), PostFactory()

    with pytest.raises(StaffNotFound):
        services.assign_post(staff_id=uuid4(), post_id=post.id, actor=LOADER, at=MORNING)
    with pytest.raises(PostNotFound):
        services.assign_post(staff_id=staff.id, post_id=uuid4(), actor=LOADER, at=MORNING)


def test_every_change_of_who_holds_what_shows_in_the_generation():
    before = selectors.rights_generation()
    staff, post = StaffMemberFactory(), PostFactory()

    assign(staff, post)
    assigned = selectors.rights_generation()
    services.end_post(staff_id=staff.id, post_id=post.id, actor=LOADER, at=MORNING)

    assert before < assigned < selectors.rights_generation()


# ── many at once


def test_many_posts_and_staff_are_made_in_few_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    department = DepartmentFactory()

    with django_assert_max_num_queries(16):
        posts = services.create_posts_bulk(
            posts=[
                services.NewPost(department.id, f"岗{number}", frozenset({Right.CASES_READ}))
                for number in range(50)
            ],
            actor=LOADER,
            at=MORNING,
        )
        staff = services.create_staff_bulk(
            staff=[
                services.NewStaffMember(
                    name="测试",
                    staff_number=f"B{number}",
                    department_id=department.id,
                    post_ids=(posts[number], posts[0]) if number else (posts[0],),
                )
                for number in range(50)
            ],
            actor=LOADER,
            at=MORNING,
            is_test_data=True,
        )

    assert len(selectors.posts_of(staff[7], TODAY)) == 2
    assert kinds_about("staff_member", staff[7])[0] == "organizations.staff_member_created"


def test_many_at_once_are_all_made_or_none():
    department = DepartmentFactory()
    twice = services.NewStaffMember(name="测", staff_number="B1", department_id=department.id)

    with pytest.raises(StaffNumberTaken):
        services.create_staff_bulk(staff=[twice, twice], actor=LOADER, at=MORNING)
    with pytest.raises(PostNameTaken):
        services.create_posts_bulk(
            posts=[services.NewPost(department.id, "岗", frozenset())] * 2,
            actor=LOADER,
            at=MORNING,
        )

    assert not StaffMember.objects.exists()
    assert not Post.objects.exists()


def test_only_our_own_processes_make_many_at_once():
    department = DepartmentFactory()

    with pytest.raises(NotInYourReach):
        services.create_staff_bulk(staff=[], actor=manager(department), at=MORNING)
    with pytest.raises(NotInYourReach):
        services.create_posts_bulk(posts=[], actor=manager(department), at=MORNING)
