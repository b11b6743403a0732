# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a kind of business is for, in words that people write."""

import pytest
from django.utils import timezone

from tests.factories import World, staff_account
from tests.halls import everybody
from tests.organizations.factories import XIHU
from tests.workbench.desks import at_desk, words
from yiwang.halls.errors import SkillInvalid
from yiwang.halls.models import Skill
from yiwang.organizations.enums import Right
from yiwang.workbench.halls import scopes

pytestmark = pytest.mark.django_db


def test_scopes_are_read_as_they_are_written(world: World) -> None:
    stored = [f"department:{world.department.id}", "type:01", f"item:{world.shop.code}"]

    lines = scopes.written(stored)

    assert lines[0] == f"部门：{world.department.name}"
    assert lines[1] == "事项类型：行政许可"
    assert scopes.read("\n".join(lines), division_code=XIHU, kept=[]) == stored


@pytest.mark.parametrize(
    "line", ["部门：没有这个部门", "科室：一科", "行政许可", "主题：无此主题", "事项："]
)
def test_a_line_that_names_nothing_is_refused(world: World, line: str) -> None:
    with pytest.raises(SkillInvalid):
        scopes.read(line, division_code=XIHU, kept=[])


def test_a_manager_sees_names_and_changes_a_kind_without_losing_them(world: World) -> None:
    given = everybody.for_everybody(world, world.actor(world.neighbour), at=timezone.now())
    stored = [f"department:{world.department.id}"]
    Skill.objects.filter(pk=given["skill_id"]).update(scopes=stored)
    manager = at_desk(staff_account(world.department, rights={Right.HALLS_MANAGE}))
    address = f"/workbench/halls/{given['hall_id']}"

    page = words(manager.get(f"{address}?skill=A"))
    sent = {"part": "skill", "letter": "A", "name": "综合业务", "is_open": "1"}
    lines = f"部门:{world.department.name}"
    manager.post(address, sent | {"scopes": lines, "idempotency_key": "k" * 32})

    assert page.count(f"部门：{world.department.name}") == 2
    assert str(world.department.id) not in page
    changed = Skill.objects.get(pk=given["skill_id"])
    assert (changed.name, changed.scopes) == ("综合业务", stored)
