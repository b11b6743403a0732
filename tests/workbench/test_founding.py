# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The pages and operations that set up a base item and take one up for a department."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.factories import PASSWORD, SYSTEM, World
from tests.organizations.factories import (
    ZHEJIANG,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
)
from tests.workbench.desks import at_desk, words
from yiwang.catalogue.models import BaseItem, ChangeOrder, ImplementationList
from yiwang.identity import services as identity
from yiwang.organizations.enums import Right, StandardPost

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_reference_data")]
HOME = "/workbench/catalogue"
SAID = {
    "name": "露天音乐会备案",
    "item_type": "20",
    "service_objects": ["natural", "legal"],
    "exercise_levels": ["4"],
    "line": "文旅",
    "department_code": "22",
}


def keeper_of_everything() -> Client:
    """Return the browser of somebody who keeps the province's base items."""
    department = DepartmentFactory(of=ZHEJIANG)
    post = PostFactory(department=department, standard=StandardPost.CATALOGUE, covers_subtree=True)
    staff = StaffMemberFactory(department=department)
    since = timezone.localdate() - timedelta(days=1)
    PostHoldingFactory(staff=staff, post=post, held_from=since)
    account = identity.create_staff_account(
        staff_id=staff.id, login="keeper", password=PASSWORD, actor=SYSTEM, at=timezone.now()
    )
    return at_desk(account)


def editor_of(world: World, *rights: Right) -> Client:
    return at_desk(factories.staff_account(world.department, rights=set(rights)))


def test_a_base_item_is_set_up_on_its_page(world: World) -> None:
    editor = keeper_of_everything()
    page = editor.get(f"{HOME}/new")
    assert page.status_code == 200

    answer = editor.post(f"{HOME}/new", SAID)

    assert answer.status_code == 302, words(answer)
    line = ChangeOrder.objects.get().lines.get()
    assert answer["Location"] == f"{HOME}/lines/{line.id}/guide"
    assert "露天音乐会备案" in words(editor.get(answer["Location"], follow=True))
    assert editor.get(f"{HOME}/lines/{line.id}").status_code == 200
    assert BaseItem.objects.filter(pk=line.base_item_id, code__contains="2022").exists()


def test_what_is_missing_is_said_on_the_page_and_kept(world: World) -> None:
    editor = keeper_of_everything()

    answer = editor.post(f"{HOME}/new", SAID | {"exercise_levels": []})

    assert answer.status_code >= 400
    assert 'value="露天音乐会备案"' in answer.content.decode()
    assert not ChangeOrder.objects.exists()


def shop_of(world: World) -> str:
    return str(ImplementationList.objects.get(current_id=world.shop.version_id).base_item_id)


def test_a_list_is_taken_up_on_its_page(world: World) -> None:
    other = world.other_department
    editor = at_desk(factories.staff_account(other, rights={Right.CATALOGUE_EDIT}))
    page = editor.get(f"{HOME}/take-up", {"q": "店铺"})
    assert shop_of(world) in words(page)

    answer = editor.post(f"{HOME}/take-up", {"item": shop_of(world), "department": str(other.id)})

    assert answer.status_code == 302, words(answer)
    assert ChangeOrder.objects.get().lines.get().department_id == other.id
    assert editor.get(answer["Location"]).status_code == 200


def test_somebody_elses_department_or_nothing_is_refused(world: World) -> None:
    editor = editor_of(world, Right.CATALOGUE_EDIT)

    nothing = editor.post(f"{HOME}/take-up", {})
    others = editor.post(
        f"{HOME}/take-up",
        {
            "item": str(
                ImplementationList.objects.get(current_id=world.shop.version_id).base_item_id
            ),
            "department": str(world.other_department.id),
        },
    )

    assert nothing.status_code >= 400
    assert others.status_code == 403
    assert editor.get(f"{HOME}/take-up?department={world.other_department.id}").status_code == 200
    assert editor.post(f"{HOME}/new", SAID).status_code == 403
    assert not ChangeOrder.objects.exists()


@pytest.mark.parametrize("address", ["new", "take-up"])
def test_without_the_right_to_edit_there_is_no_page(world: World, address: str) -> None:
    reviewer = editor_of(world, Right.CATALOGUE_REVIEW)

    assert reviewer.get(f"{HOME}/{address}").status_code == 403
    assert reviewer.post(f"{HOME}/{address}", SAID).status_code == 403
