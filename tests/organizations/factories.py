# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Divisions, departments, posts and staff for tests of every room."""

from datetime import date

import factory

from yiwang.foundation.codes.divisions import parse_division_code
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.organizations.enums import STANDARD_RIGHTS, StandardPost
from yiwang.organizations.models import Department, Division, Post, PostHolding, StaffMember

ZHEJIANG = "330000000000"
HANGZHOU = "330100000000"
XIHU = "330106000000"
LINGYIN = "330106003000"
NINGBO = "330200000000"

NAMES = {
    ZHEJIANG: "浙江省",
    HANGZHOU: "杭州市",
    XIHU: "西湖区",
    LINGYIN: "灵隐街道",
    NINGBO: "宁波市",
}


def division(code: str, name: str = "") -> Division:
    """Return a division with all that lie above it."""
    parsed = parse_division_code(code)
    parent = division(parsed.ancestors[-1]) if parsed.ancestors else None
    found, _is_new = Division.objects.get_or_create(
        code=code,
        defaults={
            "name": name or NAMES.get(code, f"区划{code[:6]}"),
            "level": parsed.level,
            "parent": parent,
            "province_code": parsed.province,
            "city_code": parsed.city,
            "county_code": parsed.county,
        },
    )
    return found


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    class Params:
        of = XIHU

    name = factory.Sequence(lambda number: f"杭州市西湖区第{number}局")
    short_name = factory.Sequence(lambda number: f"西湖区第{number}局")
    uscc = factory.Sequence(lambda number: make_test_uscc(number, area_code="339900"))
    division = factory.LazyAttribute(lambda made: division(made.of))
    line = "市场监管"
    level = factory.LazyAttribute(lambda made: made.division.level)
    is_test_data = True


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    class Params:
        standard = StandardPost.COUNTER

    department = factory.SubFactory(DepartmentFactory)
    name = factory.Sequence(lambda number: f"第{number}岗")
    rights = factory.LazyAttribute(lambda made: sorted(STANDARD_RIGHTS[made.standard]))
    covers_subtree = False


class StaffMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StaffMember

    name = "王小明"
    staff_number = factory.Sequence(lambda number: f"T{number:06d}")
    department = factory.SubFactory(DepartmentFactory)
    is_test_data = True


class PostHoldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PostHolding

    staff = factory.SubFactory(StaffMemberFactory)
    post = factory.SubFactory(PostFactory)
    held_from = date(2026, 1, 1)
