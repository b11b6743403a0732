# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.organizations.factories import (
    HANGZHOU,
    LINGYIN,
    NINGBO,
    XIHU,
    ZHEJIANG,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
    division,
)
from yiwang.foundation.errors import InvalidDivisionCode
from yiwang.organizations import selectors
from yiwang.organizations.enums import Right, StandardPost
from yiwang.organizations.errors import (
    DepartmentNotFound,
    DivisionNotFound,
    NoDepartmentForLine,
    NoSuccessor,
)
from yiwang.organizations.models import DivisionSuccession
from yiwang.organizations.reference_cache import KEPT_SECONDS, ReferenceCache

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


def test_a_division_is_named_with_its_path():
    division(LINGYIN)

    assert [step.name for step in selectors.division_path(LINGYIN)] == [
        "浙江省",
        "杭州市",
        "西湖区",
        "灵隐街道",
    ]
    assert selectors.full_name(XIHU) == "浙江省杭州市西湖区"


def test_what_lies_right_below_a_division_is_listed_by_code():
    division(XIHU)
    division(NINGBO)

    assert [d.code for d in selectors.children("")] == [ZHEJIANG]
    assert [d.code for d in selectors.children(ZHEJIANG)] == [HANGZHOU, NINGBO]
    assert selectors.children(XIHU) == []


def test_a_division_that_ended_is_no_child():
    gone = division(NINGBO)
    gone.valid_to = date(2020, 1, 1)
    gone.save()

    assert selectors.children(ZHEJIANG) == []


@pytest.mark.parametrize(
    "code", ["", "33", "33010600000x", "３" * 40, "999999999999", "330006000000"]
)
def test_what_is_no_division_code_is_refused(code):
    with pytest.raises(InvalidDivisionCode):
        selectors.division(code)


def test_a_code_that_nobody_has_is_not_found():
    with pytest.raises(DivisionNotFound) as refusal:
        selectors.division("330199000000")

    assert "330199000000" in str(refusal.value)


def test_one_that_ended_without_a_successor_says_so():
    gone = division(NINGBO)
    gone.valid_to = date(2020, 1, 1)
    gone.save()
    DivisionSuccession.objects.create(code=NINGBO, name="宁波市", ended_in=2020, successors=[])

    with pytest.raises(NoSuccessor):
        selectors.current_code(NINGBO)


@pytest.mark.parametrize(
    ("code", "ancestor", "expected"),
    [
        (XIHU, XIHU, True),
        (XIHU, HANGZHOU, True),
        (LINGYIN, ZHEJIANG, True),
        (XIHU, "000000000000", True),
        (HANGZHOU, XIHU, False),
        (XIHU, NINGBO, False),
        (XIHU, "", False),
    ],
)
def test_what_lies_in_what(code, ancestor, expected):
    assert selectors.is_within(code, ancestor) is expected


@pytest.mark.parametrize("code", [ZHEJIANG, HANGZHOU, XIHU, LINGYIN, "000000000000"])
def test_the_range_of_a_division_holds_what_lies_in_it_and_nothing_else(code):
    first, last = selectors.code_range(code)

    for other in (ZHEJIANG, HANGZHOU, XIHU, LINGYIN, NINGBO, "320000000000", "340100000000"):
        assert (first <= other <= last) is selectors.is_within(other, code)


def test_nothing_lies_in_the_range_of_no_division():
    first, last = selectors.code_range("")

    assert not first <= XIHU <= last


def test_a_department_is_read_once_and_then_remembered(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    made = DepartmentFactory()

    with django_assert_num_queries(1):
        first = selectors.department(made.id)
        again = selectors.department(made.id)

    assert first == again
    assert first.division_id == XIHU


def test_divisions_are_read_once_and_then_remembered(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    division(LINGYIN)

    with django_assert_num_queries(1):
        selectors.division_path(LINGYIN)
        selectors.division_path(XIHU)


def test_a_department_that_does_not_exist_is_asked_for_each_time():
    with pytest.raises(DepartmentNotFound):
        selectors.department(uuid4())


def test_a_place_without_the_line_says_so():
    DepartmentFactory(line="教育")

    with pytest.raises(NoDepartmentForLine):
        selectors.department_for_line("市场监管", XIHU)


def test_the_body_of_a_line_comes_before_one_that_carries_it():
    DepartmentFactory(line="市场监管", carries=["药监"])
    own = DepartmentFactory(line="药监")

    assert selectors.department_for_line("药监", XIHU).id == own.id


def test_posts_count_from_their_first_day_to_the_day_before_they_ended(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    staff = StaffMemberFactory()
    now = PostHoldingFactory(staff=staff, held_from=TODAY)
    PostHoldingFactory(staff=staff, held_from=date(2020, 1, 1), held_to=TODAY)
    PostHoldingFactory(staff=staff, held_from=date(2026, 11, 24))

    with django_assert_num_queries(1):
        held = selectors.posts_of(staff.id, TODAY)

    assert [post.post_id for post in held] == [now.post_id]


def test_rights_in_a_department_come_from_all_posts_there_and_from_none_elsewhere():
    staff = StaffMemberFactory()
    department = DepartmentFactory()
    for standard in (StandardPost.COUNTER, StandardPost.HANDLER):
        post = PostFactory(department=department, standard=standard)
        PostHoldingFactory(staff=staff, post=post)
    PostHoldingFactory(staff=staff, post=PostFactory(standard=StandardPost.APPROVER))

    rights = selectors.rights_in(staff.id, department.id, TODAY)

    assert {Right.CASES_ACCEPT, Right.CASES_HANDLE} <= rights
    assert Right.CASES_APPROVE not in rights


def test_whom_to_hand_work_to_is_listed_once_by_staff_number():
    department = DepartmentFactory()
    members = [StaffMemberFactory(staff_number=number) for number in ("B2", "A1")]
    for staff in members:
        for _twice in range(2):
            post = PostFactory(department=department, standard=StandardPost.HANDLER)
            PostHoldingFactory(staff=staff, post=post)
    PostHoldingFactory(post=PostFactory(department=department, standard=StandardPost.COUNTER))

    found = selectors.staff_with_right(department.id, Right.CASES_HANDLE, TODAY)

    assert [staff.staff_number for staff in found] == ["A1", "B2"]


def test_names_of_staff_are_read_in_one_query(django_assert_num_queries: DjangoAssertNumQueries):
    members = [StaffMemberFactory(name=name) for name in ("甲", "乙")]

    with django_assert_num_queries(1):
        names = selectors.staff_names([staff.id for staff in members])

    assert sorted(names.values()) == ["乙", "甲"]


def test_what_is_remembered_is_forgotten_after_five_minutes():
    now = [100.0]
    cache: ReferenceCache[str, int] = ReferenceCache(clock=lambda: now[0])
    cache.get("anything")
    cache.put("key", 1)

    now[0] += KEPT_SECONDS - 1
    kept = cache.get("key")
    now[0] += 1
    gone = cache.get("key")

    assert (kept, gone) == (1, None)


def test_what_is_remembered_never_grows_beyond_its_limit():
    cache: ReferenceCache[int, int] = ReferenceCache(largest=3)
    cache.get(0)

    for number in range(10):
        cache.put(number, number)

    assert sum(cache.get(number) is not None for number in range(10)) <= 3
