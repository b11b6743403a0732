# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""New base items and new lists: the same three people, a code at once, nothing half done."""

from dataclasses import replace
from typing import Any

import pytest

from tests.catalogue.editing.hands import (
    EDIT,
    Hands,
    approved,
    content_of,
    hand,
    line_id,
    of_list,
    provincial,
    reviewed,
    submitted,
)
from tests.catalogue.worlds import HYGIENE, MORNING, TODAY, Catalogue
from tests.organizations.factories import XIHU, ZHEJIANG
from yiwang.catalogue import publishing, selectors
from yiwang.catalogue.editing import commands, questions
from yiwang.catalogue.editing.faults import changes_of
from yiwang.catalogue.editing.founding import FirstElements
from yiwang.catalogue.editing.taking_effect import withdraw_base_item
from yiwang.catalogue.enums import OrderState, VersionState
from yiwang.catalogue.errors import (
    AlreadyListed,
    CodeTaken,
    ContentInvalid,
    ItemInOtherOrder,
    ItemNotFound,
    LevelNotExercised,
    NotPublishable,
    NotYourCatalogue,
)
from yiwang.catalogue.models import BaseItem, BaseItemVersion, ChangeOrder, ImplementationList
from yiwang.foundation.errors import InvalidItemCode

pytestmark = pytest.mark.django_db

FIRST = FirstElements(
    name="露天音乐会备案",
    item_type="20",
    service_objects=("natural",),
    exercise_levels=("4",),
    line="文旅",
    department_code="22",
)


def began(hands: Hands, first: FirstElements = FIRST) -> ChangeOrder:
    return commands.open_new_base_order(first=first, actor=hands.drafter, at=MORNING)


def written(order: ChangeOrder, hands: Hands, **changes: Any) -> None:
    line = order.lines.get()
    commands.save_line(
        line_id=line.id,
        content=(line.content or {}) | changes,
        revision=line.revision,
        process_code=line.process_code and "default-promise",
        actor=hands.drafter,
        at=MORNING,
    )


def elements_like(catalogue: Catalogue) -> dict[str, Any]:
    """Return elements of a real item, but for what was said when the order was begun."""
    version = BaseItemVersion.objects.get(base_item_id=catalogue.items["K0278"])
    said = ("name", "item_type", "service_objects", "exercise_levels")
    return {name: value for name, value in version.content.items() if name not in said}


def in_force(order: ChangeOrder, hands: Hands) -> ChangeOrder:
    approved(reviewed(submitted(order, hands), hands), hands)
    order.refresh_from_db()
    return order


# ── base items


def test_a_new_base_item_has_its_code_at_once_and_is_public_only_when_approved(
    catalogue: Catalogue,
) -> None:
    hands = provincial()
    order = began(hands)
    item = BaseItem.objects.get(pk=order.lines.get().base_item_id)
    written(order, hands, **elements_like(catalogue))

    assert order.title == "新建“露天音乐会备案”"
    assert (item.code[:6], item.scope_code) == ("332022", ZHEJIANG)
    assert item.versions.get().state == VersionState.DRAFT

    order = in_force(order, hands)

    version = item.versions.get()
    assert order.state == OrderState.PUBLISHED
    assert (version.state, version.name, version.number) == (
        VersionState.PUBLISHED,
        "露天音乐会备案",
        1,
    )


def test_everything_of_a_new_item_is_shown_to_the_reviewer_as_new(catalogue: Catalogue) -> None:
    hands = provincial()
    order = began(hands)

    changed = changes_of(order)

    assert {"name", "item_type", "service_objects", "exercise_levels"} <= set(changed)


def test_a_new_item_that_is_not_complete_is_not_submitted(catalogue: Catalogue) -> None:
    hands = provincial()
    first = replace(FIRST, item_type="01")
    order = began(hands, first)

    with pytest.raises(NotPublishable) as refusal:
        submitted(order, hands)

    assert refusal.value.errors
    order.refresh_from_db()
    assert order.state == OrderState.DRAFT


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": ""}, ContentInvalid),
        ({"item_type": "99"}, ContentInvalid),
        ({"item_type": "绝"}, ContentInvalid),
        ({"service_objects": ()}, ContentInvalid),
        ({"exercise_levels": ("9",)}, ContentInvalid),
        ({"department_code": "二"}, InvalidItemCode),
        ({"department_code": "123"}, InvalidItemCode),
        ({"local_code": "K0278"}, CodeTaken),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    catalogue: Catalogue, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    before = BaseItem.objects.count()

    with pytest.raises(refusal):
        began(provincial(), replace(FIRST, **changes))

    assert (BaseItem.objects.count(), ChangeOrder.objects.count()) == (before, 0)


def test_only_those_who_keep_the_whole_catalogue_set_up_items(catalogue: Catalogue) -> None:
    department = catalogue.list_of(HYGIENE, XIHU).department

    with pytest.raises(NotYourCatalogue):
        commands.open_new_base_order(first=FIRST, actor=hand(department, EDIT), at=MORNING)


def test_numbers_follow_each_other_and_a_draft_given_up_is_taken_up_again(
    catalogue: Catalogue,
) -> None:
    hands = provincial()
    first = began(hands, replace(FIRST, local_code="W0001"))
    second = began(hands)
    codes = [one.lines.get().base_item.code for one in (first, second)]  # type: ignore[union-attr]
    with pytest.raises(ItemInOtherOrder):
        began(hands, replace(FIRST, local_code="W0001"))
    commands.withdraw_order(
        order_id=first.id, revision=first.revision, actor=hands.drafter, at=MORNING
    )

    again = began(hands, replace(FIRST, local_code="W0001"))

    assert int(codes[1][6:9]) == int(codes[0][6:9]) + 1
    assert again.lines.get().base_item_id == first.lines.get().base_item_id


def test_the_lines_of_a_catalogue_come_with_the_code_of_their_items(catalogue: Catalogue) -> None:
    lines = dict(questions.lines_of_business(ZHEJIANG))

    assert lines
    assert all(len(code) == 2 for code in lines.values())


# ── lists


def test_a_department_takes_up_an_item_and_opens_it(catalogue: Catalogue) -> None:
    hands = of_list(catalogue, "K0008")
    department = catalogue.list_of("K0008", XIHU).department
    found = questions.items_to_take_up(hands.drafter, department.id, "公共场所卫生", at=MORNING)
    assert [one.name for one in found] == ["公共场所卫生许可"]

    like = content_of(catalogue)
    order = commands.open_new_list_order(
        base_item_id=found[0].id, department_id=department.id, actor=hands.drafter, at=MORNING
    )
    own = ("hours", "complaint_phone", "counter")
    written(order, hands, **{name: like[name] for name in own if name in like})
    order = in_force(order, hands)

    made = ImplementationList.objects.get(base_item_id=found[0].id, department_id=department.id)
    guide = selectors.guide(made.code, TODAY)
    assert order.title == "新建“公共场所卫生许可”"
    assert guide.item.local.address == department.address
    assert made.code.startswith(department.uscc)
    assert (
        questions.items_to_take_up(hands.drafter, department.id, "公共场所卫生", at=MORNING) == []
    )


def test_nobody_takes_up_an_item_twice_or_for_others_or_at_the_wrong_level(
    catalogue: Catalogue,
) -> None:
    hands = of_list(catalogue, "K0008")
    department = catalogue.list_of("K0008", XIHU).department

    def take_up(item: str) -> ChangeOrder:
        return commands.open_new_list_order(
            base_item_id=catalogue.items[item],
            department_id=department.id,
            actor=hands.drafter,
            at=MORNING,
        )

    others = of_list(catalogue)
    with pytest.raises(AlreadyListed):
        take_up("K0008")
    take_up(HYGIENE)
    with pytest.raises(ItemInOtherOrder):
        take_up(HYGIENE)
    with pytest.raises(LevelNotExercised):
        take_up("K0009")
    with pytest.raises(NotYourCatalogue):
        commands.open_new_list_order(
            base_item_id=catalogue.items[HYGIENE],
            department_id=department.id,
            actor=others.drafter,
            at=MORNING,
        )
    with pytest.raises(NotYourCatalogue):
        questions.items_to_take_up(others.drafter, department.id, "", at=MORNING)


def test_an_item_that_is_withdrawn_is_not_taken_up(catalogue: Catalogue) -> None:
    hands = of_list(catalogue, "K0008")
    department = catalogue.list_of("K0008", XIHU).department
    withdraw_base_item(catalogue.items[HYGIENE], at=MORNING)

    with pytest.raises(ItemNotFound):
        commands.open_new_list_order(
            base_item_id=catalogue.items[HYGIENE],
            department_id=department.id,
            actor=hands.drafter,
            at=MORNING,
        )


def test_a_list_given_up_is_taken_up_again_under_its_code(catalogue: Catalogue) -> None:
    hands = of_list(catalogue, "K0008")
    department = catalogue.list_of("K0008", XIHU).department

    def take_up() -> ChangeOrder:
        return commands.open_new_list_order(
            base_item_id=catalogue.items[HYGIENE],
            department_id=department.id,
            actor=hands.drafter,
            at=MORNING,
        )

    first = take_up()
    commands.withdraw_order(
        order_id=first.id, revision=first.revision, actor=hands.drafter, at=MORNING
    )
    again = take_up()

    assert again.lines.get().implementation_id == first.lines.get().implementation_id
    assert line_id(again) != line_id(first)
    with pytest.raises(ItemNotFound):
        publishing.revise_list(
            implementation_id=again.id, content={}, actor=hands.drafter, at=MORNING
        )
