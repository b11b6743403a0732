# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A base item that was withdrawn and is taken back may bring along the lists it had closed."""

from uuid import UUID

import pytest

from tests.catalogue.editing.hands import (
    Hands,
    agreed,
    approved,
    drafted,
    of_list,
    provincial,
    reviewed,
    submitted,
)
from tests.catalogue.worlds import HYGIENE, MORNING, TODAY, Catalogue, published
from yiwang.catalogue import selectors, snapshots
from yiwang.catalogue.editing import commands, questions
from yiwang.catalogue.enums import OrderKind
from yiwang.catalogue.errors import ItemNotOpen
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeOrder,
    ClosedWithBase,
    DepartmentNotice,
    ImplementationList,
)
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db


def withdrawn(catalogue: Catalogue, hands: Hands) -> ChangeOrder:
    """Return the order that has taken the base item off the catalogue, with all its lists."""
    order = commands.open_base_order(
        base_item_id=catalogue.items[HYGIENE],
        kind=OrderKind.WITHDRAWAL,
        actor=hands.drafter,
        at=MORNING,
    )
    return approved(reviewed(submitted(order, hands), hands), hands)


def taken_back(order: ChangeOrder, hands: Hands, *, reopens_lists: bool) -> ChangeOrder:
    back = commands.roll_back_order(
        order_id=order.id, reason="取消错了。", actor=hands.drafter, at=MORNING
    )
    return approved(sent(back, hands, reopens_lists=reopens_lists), hands)


def sent(order: ChangeOrder, hands: Hands, *, reopens_lists: bool) -> ChangeOrder:
    return commands.submit_order(
        order_id=order.id,
        revision=order.revision,
        reason="取消错了。",
        effective_from=TODAY,
        reopens_lists=reopens_lists,
        actor=hands.drafter,
        at=MORNING,
    )


def states(catalogue: Catalogue) -> dict[UUID, str]:
    rows = ImplementationList.objects.filter(base_item_id=catalogue.items[HYGIENE])
    return dict(rows.values_list("id", "state"))


def test_lists_that_closed_with_their_base_item_open_again_and_departments_are_told(
    catalogue: Catalogue,
) -> None:
    hands = provincial()
    before = catalogue.list_of(HYGIENE)
    assert set(states(catalogue).values()) == {"open"}
    order = withdrawn(catalogue, hands)
    assert set(states(catalogue).values()) == {"withdrawn"}
    with pytest.raises(ItemNotOpen):
        selectors.guide(before.code, TODAY)

    taken_back(order, hands, reopens_lists=True)

    assert set(states(catalogue).values()) == {"open"}
    after = catalogue.list_of(HYGIENE)
    old, new = snapshots.snapshot(before.current_id), snapshots.snapshot(after.current_id)
    assert (new.local, after.code) == (old.local, before.code)
    assert new.base_version_id != old.base_version_id
    notices = DepartmentNotice.objects.filter(implementation__base_item=catalogue.items[HYGIENE])
    assert {one.version_id for one in notices} == set(
        ImplementationList.objects.filter(base_item=catalogue.items[HYGIENE]).values_list(
            "current_id", flat=True
        )
    )
    fact = Event.objects.get(kind="catalogue.lists_reopened")
    assert fact.payload["lists"] == len(states(catalogue))
    assert not ClosedWithBase.objects.exists()


def test_a_list_that_its_department_had_withdrawn_before_stays_withdrawn(
    catalogue: Catalogue,
) -> None:
    keepers, hands = of_list(catalogue), provincial()
    before = catalogue.list_of(HYGIENE)
    own = drafted(catalogue, keepers, kind=OrderKind.WITHDRAWAL)
    other = published(catalogue).implementation_id
    approved(reviewed(submitted(own, keepers), keepers), keepers)

    taken_back(withdrawn(catalogue, hands), hands, reopens_lists=True)

    found = states(catalogue)
    assert (found[before.id], found[other]) == ("withdrawn", "open")


def test_who_takes_it_back_may_leave_the_lists_closed(catalogue: Catalogue) -> None:
    hands = provincial()

    taken_back(withdrawn(catalogue, hands), hands, reopens_lists=False)

    assert set(states(catalogue).values()) == {"withdrawn"}
    newest = BaseItemVersion.objects.filter(base_item=catalogue.items[HYGIENE]).latest("number")
    assert newest.state == "published"


def test_a_change_of_a_withdrawn_item_may_bring_them_back_too_fitted_to_what_it_says(
    catalogue: Catalogue,
) -> None:
    hands = provincial()
    withdrawn(catalogue, hands)
    newest = BaseItemVersion.objects.filter(base_item=catalogue.items[HYGIENE]).latest("number")
    order = commands.open_base_order(
        base_item_id=catalogue.items[HYGIENE],
        content=newest.content | {"max_visits": 0},
        actor=hands.drafter,
        at=MORNING,
    )

    order = sent(order, hands, reopens_lists=True)
    order = commands.pass_review(
        order_id=order.id,
        revision=order.revision,
        opinions=agreed(order),
        actor=hands.reviewer,
        at=MORNING,
    )
    approved(order, hands)

    assert set(states(catalogue).values()) == {"open"}
    shown = snapshots.snapshot(catalogue.list_of(HYGIENE).current_id)
    assert shown.local.visits == 0


def test_the_order_says_how_many_lists_would_come_back(catalogue: Catalogue) -> None:
    hands = provincial()
    number = len(states(catalogue))
    order = withdrawn(catalogue, hands)
    assert questions.order(order.id, hands.drafter).closed_lists == 0

    back = commands.roll_back_order(
        order_id=order.id, reason="取消错了。", actor=hands.drafter, at=MORNING
    )

    assert questions.order(back.id, hands.drafter).closed_lists == number
