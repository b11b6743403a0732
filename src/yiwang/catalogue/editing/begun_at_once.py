# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Begin change orders for several items: one for each base item, one for all lists.

What keeps one base item from being begun does not hold up the others, and of none is anything half
done: each stands in a savepoint of its own. Lists stand on one order, all of them or none.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.catalogue.editing.access import check_editor
from yiwang.catalogue.editing.giving_back import draft_of, give_back
from yiwang.catalogue.editing.orders import Draft, open_base_order, open_order, required
from yiwang.catalogue.editing.plans_at_once import Plan, plans_of
from yiwang.catalogue.editing.shared_changes import Change, check_change
from yiwang.catalogue.editing.targets import Target, base_targets, list_targets
from yiwang.catalogue.enums import OrderKind, OrderLayer
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.loading.kept import Own, own_of_items, own_of_lists
from yiwang.catalogue.models import ChangeOrder, DataFileText
from yiwang.catalogue.order_refusals import (
    NewVersionMeanwhile,
    NoItems,
    NotForAll,
    NotTheEditors,
    TooManyItems,
)
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, FieldError

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Begun:
    """What became of one item.

    :ivar sentence: why no order was begun; "" where one was
    """

    item_id: UUID
    name: str
    order_id: UUID | None
    order_name: str
    sentence: str = ""

    @property
    def is_done(self) -> bool:
        return self.order_id is not None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a change would do to one item.

    :ivar number: of the version that it would change
    :ivar sentences: what would differ, in plain words
    :ivar sentence: why no order would be begun; "" where one would
    """

    item_id: UUID
    name: str
    code: str
    number: int
    sentences: tuple[str, ...]
    sentence: str = ""

    @property
    def is_possible(self) -> bool:
        return not self.sentence


def look_at_base_orders(
    *, item_ids: Collection[UUID], change: Change, actor: Actor
) -> list[Looked]:
    """Return what a change would do to each of several base items, and begin nothing.

    :raises NotYourCatalogue: the actor edits no catalogue
    :raises NoItems, TooManyItems: none, or more than fifty
    :raises NotForAll: the element is not one that all can share
    :raises ContentInvalid: the value does not have the shape of the element
    """
    check_editor(actor)
    wanted = _wanted(item_ids)
    targets = base_targets(wanted)
    _check_change(change, OrderKind.CHANGE, targets)
    plans = plans_of(wanted, targets, change, actor)
    return [_looked(item_id, targets.get(item_id), plans[item_id]) for item_id in wanted]


def begin_base_orders(
    *,
    item_ids: Collection[UUID],
    kind: OrderKind = OrderKind.CHANGE,
    change: Change | None = None,
    seen: Mapping[UUID, int] | None = None,
    reason: str = "",
    actor: Actor,
    at: datetime,
) -> list[Begun]:
    """Begin an order for each of several base items; return what became of each, as they were sent.

    :param change: what all of them are to say; None to begin with what each has
    :param seen: the number of the version of each item that the actor saw the change of
    :raises NotYourCatalogue: the actor edits no catalogue
    :raises NoItems, TooManyItems: none, or more than fifty
    :raises NotForAll: the element is not one that all can share, or the order withdraws
    :raises ContentInvalid: the value does not have the shape of the element
    """
    check_editor(actor)
    wanted = _wanted(item_ids)
    targets = base_targets(wanted)
    plans: Mapping[UUID, Plan] = {}
    if change is not None:
        _check_change(change, kind, targets)
        plans = plans_of(wanted, targets, change, actor)
    numbers = seen or {}

    def begin(item_id: UUID) -> ChangeOrder:
        if item_id in targets and numbers.get(item_id, targets[item_id].number) != (
            targets[item_id].number
        ):
            raise NewVersionMeanwhile
        if item_id not in plans:
            return open_base_order(
                base_item_id=item_id, kind=kind, reason=reason, actor=actor, at=at
            )
        made = plans[item_id].made()
        return open_order([Draft(made, made.content)], kind=kind, reason=reason, actor=actor, at=at)

    return [_one(item_id, targets, begin) for item_id in wanted]


def give_back_together(
    *,
    layer: OrderLayer,
    item_ids: Collection[UUID],
    element: str = "",
    reason: str,
    actor: Actor,
    at: datetime,
) -> list[Begun]:
    """Begin orders that give elements of several items back to the data files.

    :param element: only this one of each; "" for all that are the editors'
    :raises NotYourCatalogue: the actor edits no catalogue, or a list is not theirs
    :raises NoItems, TooManyItems: none, or more than fifty
    :raises ReasonMissing: no reason is given
    :raises NotTheEditors: ``errors`` name the lists that cannot give it back
    :raises ItemInOtherOrder: another order that is open changes one of the lists
    """
    check_editor(actor)
    wanted, said = _wanted(item_ids), required(reason)
    if layer is OrderLayer.LIST:
        return _give_back_lists(wanted, element, said, actor=actor, at=at)
    targets, owned = base_targets(wanted), own_of_items(wanted)

    def begin(item_id: UUID) -> ChangeOrder:
        own = owned.get(item_id, Own())
        if item_id in targets and targets[item_id].is_withdrawn:
            raise NotTheEditors
        return give_back(
            item_id=item_id,
            layer=layer,
            elements=_elements(own, element),
            reason=said,
            actor=actor,
            at=at,
        )

    return [_one(item_id, targets, begin) for item_id in wanted]


# ── parts


def _wanted(item_ids: Collection[UUID]) -> list[UUID]:
    wanted = list(dict.fromkeys(item_ids))
    if not wanted:
        raise NoItems
    if len(wanted) > MOST:
        raise TooManyItems(params={"most": MOST})
    return wanted


def _one(
    item_id: UUID, targets: Mapping[UUID, Target], begin: Callable[[UUID], ChangeOrder]
) -> Begun:
    """Begin one order, all of it or nothing."""
    try:
        with transaction.atomic():
            order = begin(item_id)
    except DomainError as refusal:
        name = targets[item_id].name if item_id in targets else ""
        return Begun(item_id, name, None, "", _said(refusal))
    return Begun(item_id, targets[item_id].name, order.id, str(order))


def _said(refusal: DomainError) -> str:
    sentences = [str(refusal), *(str(error.message) for error in refusal.errors)]
    return "\n".join(dict.fromkeys(sentences))[:1000]


def _check_change(change: Change, kind: OrderKind, targets: Mapping[UUID, Target]) -> None:
    if kind is not OrderKind.CHANGE:
        raise NotForAll
    first = next(iter(targets.values()), None)
    if first is None:
        raise ItemNotFound
    check_change(change, first.content)


def _looked(item_id: UUID, target: Target | None, plan: Plan) -> Looked:
    sentence = _said(plan.refusal) if plan.refusal else ""
    if target is None:
        return Looked(item_id, "", "", 0, (), sentence)
    return Looked(item_id, target.name, target.code, target.number, plan.sentences, sentence)


def _elements(own: Own, element: str) -> frozenset[str]:
    return frozenset({element}) if element else frozenset(own.before)


def _give_back_lists(
    wanted: list[UUID], element: str, reason: str, *, actor: Actor, at: datetime
) -> list[Begun]:
    targets, owned = list_targets(wanted), own_of_lists(list_ids=wanted)
    if len(targets) < len(wanted):
        raise ItemNotFound
    texts = {
        text.implementation_id: text
        for text in DataFileText.objects.filter(implementation_id__in=wanted)
    }
    drafts, faults = [], []
    for place, item_id in enumerate(wanted):
        target, own = targets[item_id], owned.get(item_id, Own())
        try:
            drafts.append(_draft(target, own, texts.get(item_id), element))
        except NotTheEditors:
            faults.append(FieldError(f"/items/{place}", "not_own", target.name))
    if faults:
        raise NotTheEditors(errors=faults)
    order = open_order(drafts, kind=OrderKind.CHANGE, reason=reason, actor=actor, at=at)
    return [Begun(one, targets[one].name, order.id, str(order)) for one in wanted]


def _draft(target: Target, own: Own, text: DataFileText | None, element: str) -> Draft:
    if target.is_withdrawn:
        raise NotTheEditors  # to give back would bring it back
    return draft_of(target, own, text, _elements(own, element))
