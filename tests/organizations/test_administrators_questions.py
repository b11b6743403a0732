# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators see: what their post reaches, and nothing beyond it."""

from datetime import date, timedelta

import pytest

from tests.organizations.administrators import MORNING, administrator, hold
from tests.organizations.factories import (
    HANGZHOU,
    NINGBO,
    XIHU,
    DepartmentFactory,
    PostFactory,
    StaffMemberFactory,
)
from yiwang.organizations import selectors, services
from yiwang.organizations.enums import StandardPost
from yiwang.organizations.errors import ReviewNotFound, StaffNotFound
from yiwang.organizations.selectors import StaffFilter

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def bureau(db):
    return DepartmentFactory(of=XIHU)


@pytest.fixture
def city(db):
    return administrator(DepartmentFactory(of=HANGZHOU), StandardPost.ADMINISTRATOR)


@pytest.fixture
def other_city(db):
    return administrator(DepartmentFactory(of=NINGBO), StandardPost.ADMINISTRATOR)


def test_staff_below_are_seen_and_those_of_other_cities_are_not(bureau, city, other_city):
    staff = StaffMemberFactory(department=bureau, name="王一")

    assert staff.id in {row.id for row in selectors.staff_in_reach(city).rows}
    assert staff.id not in {row.id for row in selectors.staff_in_reach(other_city).rows}
    assert staff.id in set(selectors.staff_ids_in_reach(city))
    assert selectors.staff_member(staff.id, city).name == "王一"
    with pytest.raises(StaffNotFound):
        selectors.staff_member(staff.id, other_city)


def test_the_list_goes_on_by_number_and_is_narrowed_by_words(bureau, city):
    for number in range(5):
        StaffMemberFactory(department=bureau, name=f"王{number}", staff_number=f"Z{number}")
    wanted = StaffFilter(words="Z")

    first = selectors.staff_in_reach(city, wanted=wanted, limit=3)
    rest = selectors.staff_in_reach(city, wanted=wanted, cursor=first.next_cursor, limit=3)

    assert [row.staff_number for row in (*first.rows, *rest.rows)] == [f"Z{n}" for n in range(5)]
    assert rest.next_cursor == ""
    assert len(selectors.staff_in_reach(city, wanted=StaffFilter(words="王3")).rows) == 1


def test_who_left_shows_only_when_asked_for(bureau, city):
    gone = StaffMemberFactory(department=bureau, left_on=date(2026, 1, 1))
    everybody = StaffFilter(with_left=True)

    assert gone.id not in {row.id for row in selectors.staff_in_reach(city).rows}
    assert gone.id in {row.id for row in selectors.staff_in_reach(city, wanted=everybody).rows}


def test_posts_departments_and_administrators_are_those_in_reach(bureau, city, other_city):
    guard = hold(bureau, StandardPost.SECURITY)
    PostFactory(department=bureau, standard=StandardPost.COUNTER)

    def numbers(actor):
        return {row[2] for row in selectors.administrators_in_reach(actor, on=TODAY)}

    assert guard.staff.staff_number in numbers(city)
    assert guard.staff.staff_number not in numbers(other_city)
    posts = selectors.posts_in_reach(city, on=TODAY, department_id=bureau.id)
    assert {(post.admin_role, post.holders) for post in posts} == {("security", 1), ("", 0)}
    assert selectors.posts_in_reach(other_city, on=TODAY, department_id=bureau.id) == []
    assert bureau.id in dict(selectors.find_departments(city, bureau.name))
    assert bureau.id not in dict(selectors.find_departments(other_city, bureau.name))


def test_grants_reviews_and_leaves_are_those_in_reach(bureau, city, other_city):
    away = hold(bureau, StandardPost.APPROVER).staff
    deputy = StaffMemberFactory(department=bureau)
    services.set_leave(
        staff_id=away.id,
        deputy_id=deputy.id,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=2),
        reason="annual",
        actor=city,
        at=MORNING,
    )
    review = services.open_review(
        department_id=bureau.id, due_on=TODAY + timedelta(days=30), actor=city, at=MORNING
    )

    (grant,) = selectors.grants_in_reach(city, is_open=True)
    assert (grant.staff_id, grant.is_for_leave, grant.asked_by_id) == (
        deputy.id,
        True,
        city.staff_id,
    )
    (leave,) = selectors.leaves_in_reach(city, on=TODAY)
    assert (leave.passed, leave.waiting) == (0, 1)
    (line,) = selectors.reviews_in_reach(city)
    assert (line.id, line.total, line.waiting) == (review.id, 1, 1)
    assert len(selectors.review_entries(review.id, city)) == 1
    assert selectors.grants_in_reach(other_city, is_open=True) == []
    assert selectors.leaves_in_reach(other_city, on=TODAY) == []
    assert selectors.review_entries(review.id, other_city) == []
    with pytest.raises(ReviewNotFound):
        selectors.review(review.id, other_city)


def test_an_approvers_deputy_holds_the_post_when_security_agrees_and_no_longer(bureau, city):
    away = hold(bureau, StandardPost.APPROVER)
    deputy = StaffMemberFactory(department=bureau)
    leave = services.set_leave(
        staff_id=away.staff_id,
        deputy_id=deputy.id,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=2),
        reason="sick",
        actor=city,
        at=MORNING,
    )
    (grant,) = selectors.grants_in_reach(city, is_open=True)
    assert selectors.posts_of(deputy.id, TODAY) == []

    guard = administrator(bureau, StandardPost.SECURITY)
    services.decide_grant(grant_id=grant.id, is_approved=True, actor=guard, at=MORNING)

    (held,) = selectors.posts_of(deputy.id, TODAY)
    assert held.post_id == away.post_id
    assert selectors.posts_of(deputy.id, TODAY + timedelta(days=3)) == []
    assert leave.holdings.get().grant_id == grant.id
