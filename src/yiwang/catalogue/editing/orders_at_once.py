# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Take one step with several change orders, each of them for itself.

What one order refuses does not hold up the others, and of none is anything half done. Approved ones
take effect by a job each, because a base item may have a thousand lists.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.catalogue.editing.access import CATALOGUE_RIGHTS, Step, can_order, orders_seen
from yiwang.catalogue.editing.deciding import (
    approve_order,
    pass_review,
    return_order,
    submit_order,
)
from yiwang.catalogue.editing.diff import Change
from yiwang.catalogue.editing.faults import changes_of, diffs
from yiwang.catalogue.editing.giving_back import given_back_words
from yiwang.catalogue.editing.orders import WRITABLE, required, withdraw_order
from yiwang.catalogue.enums import OrderLayer, OrderState, Verdict
from yiwang.catalogue.errors import NotYourCatalogue, OrderNotFound
from yiwang.catalogue.models import ChangeLine, ChangeOrder
from yiwang.catalogue.order_refusals import NoOrders, TooManyOrders
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError

MOST: Final = 50
LINES_SHOWN: Final = 3


class StepAtOnce(StrEnum):
    """What can be done with several orders."""

    SUBMIT = "submit"
    PASS = "pass"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of all orders together.

    :ivar text: the reason, the reviewer's opinion or the approver's note, whichever it is
    :ivar effective_from: where they are submitted
    """

    text: str = ""
    effective_from: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order.

    :ivar sentence: why it was not done; "" where it was
    :ivar state: of the order afterwards
    """

    id: UUID
    number: str
    title: str
    is_done: bool
    state: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class OrderAtOnce:
    """One of the chosen orders, with what it changes.

    :ivar lines: name and changes of its first items
    :ivar more: how many further items it has
    """

    order: ChangeOrder
    lines: Sequence[tuple[str, Sequence[Change], Sequence[str]]]
    more: int
    steps: frozenset[StepAtOnce] = field(default_factory=frozenset)


def orders_together(order_ids: Collection[UUID], actor: Actor) -> list[OrderAtOnce]:
    """Return the chosen orders in reach with what the actor may do; as many queries however many.

    :raises NoOrders, TooManyOrders: none of them is there, or more than fifty are asked for
    """
    if len(order_ids) > MOST:
        raise TooManyOrders(params={"most": MOST})
    orders = list(orders_seen(actor).filter(pk__in=list(order_ids)).order_by("year", "number"))
    if not orders:
        raise NoOrders
    lines: dict[UUID, list[ChangeLine]] = {}
    shown = ChangeLine.objects.filter(order__in=orders, position__lt=LINES_SHOWN)
    for line in shown.order_by("order_id", "position"):
        lines.setdefault(line.order_id, []).append(line)
    places = _places(orders)
    changes = _changes(orders, lines)
    return [
        OrderAtOnce(
            order,
            [
                (
                    line.name,
                    () if line.content is None else changes[line.id],
                    given_back_words(line, OrderLayer(order.layer)),
                )
                for line in lines.get(order.id, ())
            ],
            max(0, order.line_count - LINES_SHOWN),
            _steps(order, actor, places.get(order.id, set())),
        )
        for order in orders
    ]


def act_at_once(
    *,
    chosen: Mapping[UUID, int],
    step: StepAtOnce,
    told: Told,
    actor: Actor,
    at: datetime,
) -> list[Outcome]:
    """Take one step with several orders; return what became of each, in the order of their numbers.

    :param chosen: the revision of each order as the actor saw it
    :raises NotYourCatalogue: the actor's post has no right on the catalogue
    :raises NoOrders, TooManyOrders: none, or more than fifty
    :raises ReasonMissing: a step that needs a reason has none
    """
    _check_keeper(actor)
    if not chosen:
        raise NoOrders
    if len(chosen) > MOST:
        raise TooManyOrders(params={"most": MOST})
    if step in {StepAtOnce.SUBMIT, StepAtOnce.RETURN}:
        required(told.text)
    seen = orders_seen(actor).filter(pk__in=list(chosen)).order_by("year", "number")
    known = {order.id: order for order in seen}
    outcomes = [
        _one(order, chosen[order_id], step, told, actor, at) for order_id, order in known.items()
    ]
    unseen = str(OrderNotFound())
    return outcomes + [
        Outcome(order_id, "", "", False, "", unseen) for order_id in chosen if order_id not in known
    ]


def _one(
    order: ChangeOrder, revision: int, step: StepAtOnce, told: Told, actor: Actor, at: datetime
) -> Outcome:
    """Do it with one order, all or nothing."""
    try:
        with transaction.atomic():
            after = ACTS[step](order, revision, told, actor, at)
    except DomainError as refusal:
        words = [str(refusal), *(str(error.message) for error in refusal.errors)]
        sentence = "\n".join(dict.fromkeys(words))[:1000]
        return Outcome(order.id, str(order), order.title, False, order.state, sentence)
    return Outcome(order.id, str(order), order.title, True, after.state)


def _submit(
    order: ChangeOrder, revision: int, told: Told, actor: Actor, at: datetime
) -> ChangeOrder:
    return submit_order(
        order_id=order.id,
        revision=revision,
        reason=told.text,
        effective_from=told.effective_from or timezone.localdate(at),
        reopens_lists=order.reopens_lists,
        actor=actor,
        at=at,
    )


def _pass(order: ChangeOrder, revision: int, told: Told, actor: Actor, at: datetime) -> ChangeOrder:
    opinions = dict.fromkeys(changes_of(order), (Verdict.AGREE, told.text))
    return pass_review(order_id=order.id, revision=revision, opinions=opinions, actor=actor, at=at)


def _approve(
    order: ChangeOrder, revision: int, told: Told, actor: Actor, at: datetime
) -> ChangeOrder:
    return approve_order(
        order_id=order.id, revision=revision, note=told.text, defers=True, actor=actor, at=at
    )


def _return(
    order: ChangeOrder, revision: int, told: Told, actor: Actor, at: datetime
) -> ChangeOrder:
    return return_order(order_id=order.id, revision=revision, reason=told.text, actor=actor, at=at)


def _withdraw(
    order: ChangeOrder, revision: int, _told: Told, actor: Actor, at: datetime
) -> ChangeOrder:
    return withdraw_order(order_id=order.id, revision=revision, actor=actor, at=at)


ACTS: Final[
    Mapping[StepAtOnce, Callable[[ChangeOrder, int, Told, Actor, datetime], ChangeOrder]]
] = {
    StepAtOnce.SUBMIT: _submit,
    StepAtOnce.PASS: _pass,
    StepAtOnce.APPROVE: _approve,
    StepAtOnce.RETURN: _return,
    StepAtOnce.WITHDRAW: _withdraw,
}


def step_label(step: StepAtOnce) -> str:
    """Return what a step is called."""
    return {
        StepAtOnce.SUBMIT: _("提交"),
        StepAtOnce.PASS: _("审核通过"),
        StepAtOnce.APPROVE: _("批准"),
        StepAtOnce.RETURN: _("退回"),
        StepAtOnce.WITHDRAW: _("撤销"),
    }[step]


# ── parts


def _check_keeper(actor: Actor) -> None:
    if actor.staff_id is None or actor.rights.isdisjoint(CATALOGUE_RIGHTS):
        raise NotYourCatalogue


def _places(orders: Sequence[ChangeOrder]) -> dict[UUID, set[tuple[str, UUID | None]]]:
    rows = ChangeLine.objects.filter(order__in=orders).order_by()
    found: dict[UUID, set[tuple[str, UUID | None]]] = {}
    for order_id, region, department in rows.values_list(
        "order_id", "region_code", "department_id"
    ).distinct():
        found.setdefault(order_id, set()).add((region, department))
    return found


def _changes(
    orders: Sequence[ChangeOrder], lines: Mapping[UUID, Sequence[ChangeLine]]
) -> dict[UUID, list[Change]]:
    found: dict[UUID, list[Change]] = {}
    for layer in OrderLayer:
        of_layer = [
            line for order in orders if order.layer == layer for line in lines.get(order.id, ())
        ]
        if of_layer:
            found |= diffs(of_layer, layer)
    return found


def _steps(
    order: ChangeOrder, actor: Actor, places: set[tuple[str, UUID | None]]
) -> frozenset[StepAtOnce]:
    """Return what the actor may do with an order: by its state, their post, as another person."""

    def may(step: Step) -> bool:
        return can_order(actor, order, step, places)

    state = OrderState(order.state)
    is_third = actor.staff_id not in {order.drafted_by_id, order.reviewed_by_id, *order.editors}
    found: set[StepAtOnce] = set()
    if state in WRITABLE and may("edit"):
        found |= {StepAtOnce.SUBMIT}
    if state in {*WRITABLE, OrderState.LEGAL_REVIEW, OrderState.APPROVAL} and may("edit"):
        found |= {StepAtOnce.WITHDRAW}
    if state is OrderState.LEGAL_REVIEW and is_third and may("review"):
        found |= {StepAtOnce.PASS, StepAtOnce.RETURN}
    if state is OrderState.APPROVAL and is_third and may("publish"):
        found |= {StepAtOnce.APPROVE, StepAtOnce.RETURN}
    return frozenset(found)
