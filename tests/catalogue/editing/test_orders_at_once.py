# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One step with several orders of base items: each for itself, and nothing of one half done."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.catalogue.editing.hands import Hands, of_list, provincial
from tests.catalogue.worlds import MORNING, TODAY, Catalogue
from yiwang.catalogue import jobs
from yiwang.catalogue.editing import commands
from yiwang.catalogue.editing.commands import Outcome, StepAtOnce, Told, act_at_once
from yiwang.catalogue.editing.orders_at_once import orders_together
from yiwang.catalogue.enums import OrderState
from yiwang.catalogue.errors import ReasonMissing
from yiwang.catalogue.models import BaseItemVersion, ChangeOrder
from yiwang.catalogue.order_refusals import NoOrders, TooManyOrders
from yiwang.foundation.actors import Actor

pytestmark = pytest.mark.django_db
SEVERAL = ("K0008", "K0004", "K0244")


def base_order(catalogue: Catalogue, hands: Hands, item: str, **changes: object) -> ChangeOrder:
    item_id = catalogue.items[item]
    stands = BaseItemVersion.objects.get(base_item_id=item_id, effective_to__isnull=True)
    return commands.open_base_order(
        base_item_id=item_id, content=stands.content | changes, actor=hands.drafter, at=MORNING
    )


def act(
    orders: list[ChangeOrder], step: StepAtOnce, actor: Actor, text: str = "统一修改。"
) -> list[Outcome]:
    ids = [order.id for order in orders]
    now = dict(ChangeOrder.objects.filter(pk__in=ids).values_list("id", "revision"))
    told = Told(text, TODAY)
    return act_at_once(chosen=now, step=step, told=told, actor=actor, at=MORNING)


@pytest.fixture
def effects(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    called: list[UUID] = []
    monkeypatch.setattr(jobs, "defer_effect", called.append)
    return called


def test_several_orders_go_their_way_together_and_take_effect_by_a_job_each(
    catalogue: Catalogue, effects: list[UUID]
) -> None:
    hands = provincial()
    orders = [base_order(catalogue, hands, item, remedies="统一写法。") for item in SEVERAL]

    for step, actor in (
        (StepAtOnce.SUBMIT, hands.drafter),
        (StepAtOnce.PASS, hands.reviewer),
        (StepAtOnce.APPROVE, hands.approver),
    ):
        assert [one.is_done for one in act(orders, step, actor)] == [True] * 3

    assert set(effects) == {order.id for order in orders}
    assert all(commands.take_effect_of(order_id=one, at=MORNING) for one in effects)
    for item in SEVERAL:
        stands = BaseItemVersion.objects.get(
            base_item_id=catalogue.items[item], effective_to__isnull=True
        )
        assert stands.content["remedies"] == "统一写法。"


def test_what_one_order_refuses_does_not_hold_up_the_others(catalogue: Catalogue) -> None:
    hands = provincial()
    good = base_order(catalogue, hands, "K0008", remedies="统一写法。")
    same = base_order(catalogue, hands, "K0004")
    faulty = base_order(catalogue, hands, "K0244", results=[])

    done, unchanged, wrong = act([good, same, faulty], StepAtOnce.SUBMIT, hands.drafter)

    assert (done.is_done, done.state) == (True, OrderState.LEGAL_REVIEW)
    assert (unchanged.is_done, unchanged.state) == (False, OrderState.DRAFT)
    assert "办理结果" in wrong.sentence
    for order in (same, faulty):
        order.refresh_from_db()
        assert (order.state, order.reason, order.round) == (OrderState.DRAFT, "", 0)


def test_nobody_judges_what_they_wrote_and_others_orders_are_not_told_of(
    catalogue: Catalogue,
) -> None:
    hands, others = provincial(), of_list(catalogue)
    orders = [base_order(catalogue, hands, item, remedies="统一写法。") for item in SEVERAL[:2]]
    act(orders, StepAtOnce.SUBMIT, hands.drafter)

    own = act(orders, StepAtOnce.PASS, hands.drafter)
    foreign = act(orders, StepAtOnce.PASS, others.reviewer)

    assert not any(one.is_done for one in (*own, *foreign))
    assert {(one.number, one.title, one.state) for one in foreign} == {("", "", "")}
    assert not ChangeOrder.objects.filter(state=OrderState.APPROVAL).exists()


def test_an_order_saved_since_is_left_alone(catalogue: Catalogue) -> None:
    hands = provincial()
    order = base_order(catalogue, hands, "K0008", remedies="统一写法。")

    (outcome,) = act_at_once(
        chosen={order.id: order.revision + 1},
        step=StepAtOnce.WITHDRAW,
        told=Told(),
        actor=hands.drafter,
        at=MORNING,
    )

    order.refresh_from_db()
    assert (outcome.is_done, order.state) == (False, OrderState.DRAFT)


def test_none_too_many_and_no_reason_are_refused(catalogue: Catalogue) -> None:
    hands = provincial()
    order = base_order(catalogue, hands, "K0008", remedies="统一写法。")

    with pytest.raises(NoOrders):
        act([], StepAtOnce.PASS, hands.reviewer)
    with pytest.raises(ReasonMissing):
        act([order], StepAtOnce.SUBMIT, hands.drafter, text="　")
    with pytest.raises(TooManyOrders):
        act_at_once(
            chosen={uuid4(): 1 for _ in range(51)},
            step=StepAtOnce.PASS,
            told=Told(),
            actor=hands.reviewer,
            at=MORNING,
        )


def test_the_page_asks_as_much_for_one_order_as_for_three(catalogue: Catalogue) -> None:
    hands = provincial()
    orders = [base_order(catalogue, hands, item, remedies="统一写法。") for item in SEVERAL]
    asked = []
    for some in (orders[:1], orders):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = orders_together([one.id for one in some], hands.drafter)
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 8
    assert all(StepAtOnce.SUBMIT in one.steps for one in found)
    assert all(one.lines[0][1] for one in found)
