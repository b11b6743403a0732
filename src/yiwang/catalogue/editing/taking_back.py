# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Take back what was published: a new version with the content of an older one.

Legal review has seen that content before, so such an order goes straight to approval; nobody can
write in it.
"""

from datetime import datetime
from uuid import UUID

from yiwang.catalogue.editing.access import check_order
from yiwang.catalogue.editing.orders import Draft, open_order, required
from yiwang.catalogue.editing.targets import base_targets, contents_of, list_targets
from yiwang.catalogue.enums import OrderAction, OrderKind, OrderLayer, OrderState, VersionState
from yiwang.catalogue.errors import ItemNotFound, OrderNotFound
from yiwang.catalogue.models import BaseItemVersion, ChangeOrder, ImplementationVersion
from yiwang.catalogue.states import CHANGE_ORDER
from yiwang.foundation.actors import Actor


def roll_back_order(*, order_id: UUID, reason: str, actor: Actor, at: datetime) -> ChangeOrder:
    """Begin an order that brings back what all items of a published order were before it.

    :raises OrderNotFound: there is no such order
    :raises NotYourCatalogue: the actor does not keep its items
    :raises TransitionNotAllowed: it is not in force
    :raises ItemInOtherOrder: another order changes one of its items
    """
    order = ChangeOrder.objects.filter(pk=order_id).first()
    if order is None:
        raise OrderNotFound
    check_order(actor, order, "edit")
    CHANGE_ORDER.transition(OrderState(order.state), OrderAction.ROLL_BACK)
    layer = OrderLayer(order.layer)
    began = {
        line.base_item_id or line.implementation_id: line.from_version
        for line in order.lines.order_by("position")
    }
    ids = [one for one in began if one is not None]
    targets = base_targets(ids) if layer is OrderLayer.BASE else list_targets(ids)
    contents = contents_of([one for one in began.values() if one], layer)
    drafts = [
        Draft(targets[one], contents[version]) for one, version in began.items() if one and version
    ]
    return open_order(
        drafts,
        kind=OrderKind.ROLLBACK,
        reason=required(reason),
        actor=actor,
        at=at,
        rolls_back=order,
    )


def roll_back_to(*, version_id: UUID, reason: str, actor: Actor, at: datetime) -> ChangeOrder:
    """Begin an order that makes a new version of an item with the content of an older one.

    :param version_id: of a base item or of a list
    :raises ItemNotFound: there is no such version that was ever published
    :raises NotYourCatalogue: the actor does not keep the item
    """
    published = {"pk": version_id, "published_at__isnull": False}
    base = BaseItemVersion.objects.filter(**published).first()
    if base is not None and base.state != VersionState.DRAFT:
        target = base_targets([base.base_item_id])[base.base_item_id]
        draft = Draft(target, base.content)
    else:
        row = ImplementationVersion.objects.filter(**published).first()
        if row is None:
            raise ItemNotFound
        target = list_targets([row.implementation_id])[row.implementation_id]
        draft = Draft(target, row.content)
    return open_order([draft], kind=OrderKind.ROLLBACK, reason=required(reason), actor=actor, at=at)
