# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may do what to a change order: the rights of its layer, within reach of all its items."""

from collections.abc import Collection
from typing import Final, Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from yiwang.catalogue import policies
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import NotYourCatalogue, OrderNotFound, SamePerson
from yiwang.catalogue.models import ChangeOrder
from yiwang.catalogue.policies import Action
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

Step = Literal["edit", "review", "publish"]
ACTIONS: Final[dict[tuple[OrderLayer, Step], Action]] = {
    (OrderLayer.BASE, "edit"): Action.EDIT_BASE,
    (OrderLayer.BASE, "review"): Action.REVIEW_BASE,
    (OrderLayer.BASE, "publish"): Action.PUBLISH_BASE,
    (OrderLayer.LIST, "edit"): Action.EDIT_LIST,
    (OrderLayer.LIST, "review"): Action.REVIEW_LIST,
    (OrderLayer.LIST, "publish"): Action.PUBLISH_LIST,
}
CATALOGUE_RIGHTS: Final = frozenset(
    {Right.CATALOGUE_EDIT, Right.CATALOGUE_REVIEW, Right.CATALOGUE_PUBLISH}
)


def staff_of(actor: Actor) -> UUID:
    """Return the staff member who acts: orders are written and judged by people.

    :raises NotYourCatalogue: it is nobody on the staff
    """
    if actor.staff_id is None:
        raise NotYourCatalogue
    return actor.staff_id


def check_editor(actor: Actor) -> None:
    """Raise unless the actor's post edits some catalogue at all.

    :raises NotYourCatalogue: it does not
    """
    if not actor.is_staff or not actor.has_right(Right.CATALOGUE_EDIT):
        raise NotYourCatalogue


def can_order(
    actor: Actor,
    order: ChangeOrder,
    step: Step,
    places: Collection[tuple[str, UUID | None]] | None = None,
) -> bool:
    """Return whether the actor's post lets them take this step with all items of an order.

    :param places: of its items, where the caller has them already
    """
    action = ACTIONS[OrderLayer(order.layer), step]
    if places is None:
        places = set(order.lines.order_by().values_list("region_code", "department_id").distinct())
    return actor.is_staff and all(
        policies.can(actor, action, division_code=region_code, department_id=department_id)
        for region_code, department_id in places
    )


def check_order(actor: Actor, order: ChangeOrder, step: Step) -> None:
    """Raise unless the actor may take this step.

    :raises NotYourCatalogue: they may not
    """
    if not can_order(actor, order, step):
        raise NotYourCatalogue


def check_third_person(actor: Actor, order: ChangeOrder) -> None:
    """Raise when the one who judges has written in the order, or judged it before.

    :raises SamePerson: so it is
    """
    hands = {order.drafted_by_id, order.reviewed_by_id, *order.editors}
    if staff_of(actor) in hands:
        raise SamePerson


def orders_seen(actor: Actor) -> "QuerySet[ChangeOrder]":
    """Return the orders that a post with a right on the catalogue sees."""
    if not actor.is_staff or actor.rights.isdisjoint(CATALOGUE_RIGHTS):
        return ChangeOrder.objects.none()
    own = Q(department_id=actor.department_id)
    if actor.covers_subtree:
        own |= Q(division_code__range=organizations.code_range(actor.division_code))
    return ChangeOrder.objects.filter(own)


def seen_order(order_id: UUID, actor: Actor) -> ChangeOrder:
    """Return one of them.

    :raises OrderNotFound: it is not there for this actor
    """
    found = orders_seen(actor).filter(pk=order_id).first()
    if found is None:
        raise OrderNotFound
    return found
