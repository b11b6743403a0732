# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Divisions and departments over the machine interface."""

from datetime import date
from uuid import uuid4

import pytest

from tests.factories import World
from tests.organizations.factories import HANGZHOU, XIHU, ZHEJIANG
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done
from yiwang.organizations.models import Division, DivisionSuccession

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def test_the_tree_is_walked_from_the_province_down(nobody: Caller) -> None:
    (province,) = done(nobody.get("/divisions"))["items"]
    (city,) = done(nobody.get(f"/divisions/{province['code']}/children"))["items"]
    (county,) = done(nobody.get(f"/divisions/{city['code']}/children"))["items"]

    assert [each["name"] for each in (province, city, county)] == ["浙江省", "杭州市", "西湖区"]


def test_a_division_knows_its_place(nobody: Caller) -> None:
    division = done(nobody.get(f"/divisions/{XIHU}"))

    assert division["full_name"] == "浙江省杭州市西湖区"
    assert [step["code"] for step in division["path"]] == [ZHEJIANG, HANGZHOU, XIHU]


@pytest.mark.parametrize("place", ["", "/children", "/successors", "/departments"])
@pytest.mark.parametrize("code", ["110101000000", "330106999000"])
def test_a_division_that_never_was_is_not_found(nobody: Caller, code: str, place: str) -> None:
    response = nobody.get(f"/divisions/{code}{place}")

    assert (response.status_code, code_of(response)) == (404, "organizations.division_not_found")


@pytest.mark.parametrize("place", ["", "/children", "/successors", "/departments"])
def test_what_cannot_be_a_code_is_refused(nobody: Caller, place: str) -> None:
    response = nobody.get(f"/divisions/000000000000{place}")

    assert response.status_code in {404, 422}


def test_an_old_code_leads_to_its_successor(nobody: Caller) -> None:
    old = "330103000000"
    Division.objects.create(
        code=old,
        name="下城区",
        level=4,
        parent_id=HANGZHOU,
        province_code=ZHEJIANG,
        city_code=HANGZHOU,
        county_code=old,
        valid_to=date(2021, 4, 9),
    )
    DivisionSuccession.objects.create(code=old, ended_in=2021, successors=[XIHU])

    today = done(nobody.get(f"/divisions/{old}/successors"))
    bad_day = nobody.get(f"/divisions/{old}/successors?on=1577836800")

    assert [each["name"] for each in today["successors"]] == ["西湖区"]
    assert done(nobody.get(f"/divisions/{old}"))["is_current"] is False
    assert code_of(bad_day) == "rest.invalid_request"


def test_the_departments_of_a_division_are_listed(world: World, nobody: Caller) -> None:
    departments = done(nobody.get(f"/divisions/{XIHU}/departments"))["items"]
    one = done(nobody.get(f"/departments/{world.department.id}"))

    assert str(world.department.id) in [each["id"] for each in departments]
    assert one["name"] == world.department.name
    assert code_of(nobody.get(f"/departments/{uuid4()}")) == "organizations.department_not_found"
