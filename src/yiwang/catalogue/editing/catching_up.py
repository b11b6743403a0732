# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep a change order up with its items: what was published since it was begun."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.catalogue import events
from yiwang.catalogue.editing import diff
from yiwang.catalogue.editing.access import check_order, staff_of
from yiwang.catalogue.editing.orders import (
    check_revision,
    check_writable,
    locked_order,
    note_writer,
)
from yiwang.catalogue.editing.targets import Target, base_targets, list_targets
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.models import ChangeLine, ChangeOrder
from yiwang.catalogue.versions import content_digest
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger


def take_up_newest(
    *, order_id: UUID, revision: int, actor: Actor, at: datetime
) -> list[tuple[str, str]]:
    """Put an order's own changes on top of what was published since it was begun.

    :returns: (name of the item, element) wherever both changed the same; the order's word stands
    :raises ChangedMeanwhile: somebody saved since
    """
    both: list[tuple[str, str]] = []
    with transaction.atomic():
        order = locked_order(order_id)
        check_order(actor, order, "edit")
        check_writable(order)
        check_revision(order, revision)
        lines = list(order.lines.order_by("position"))
        for line, target in _moved_on(lines, OrderLayer(order.layer)):
            if line.content is not None:
                began = target.content_of(line.from_version)
                line.content, clashes = diff.rebased(began, line.content, target.content)
                both += [(line.name, element) for element in clashes]
            line.from_version, line.from_number = target.version_id, target.number
            line.revision += 1
            line.save(update_fields=["content", "from_version", "from_number", "revision"])
            fact = events.OrderLineSaved(
                order_id=order.id,
                line_id=line.id,
                revision=line.revision,
                content_sha256=content_digest(line.content or {}),
            )
            ledger.append(fact, actor=actor, at=at, region_code=order.division_code)
        note_writer(order, staff_of(actor))
    return both


def stale_lines(order: ChangeOrder) -> list[ChangeLine]:
    """Return the lines whose items were published anew since the order was begun."""
    lines = list(order.lines.order_by("position"))
    return [line for line, _target in _moved_on(lines, OrderLayer(order.layer))]


def _moved_on(lines: Sequence[ChangeLine], layer: OrderLayer) -> list[tuple[ChangeLine, Target]]:
    if layer is OrderLayer.BASE:
        targets = base_targets([line.base_item_id for line in lines if line.base_item_id])
        now = {line.id: targets.get(line.base_item_id) for line in lines if line.base_item_id}
    else:
        targets = list_targets([one.implementation_id for one in lines if one.implementation_id])
        now = {
            line.id: targets.get(line.implementation_id) for line in lines if line.implementation_id
        }
    return [
        (line, target)
        for line in lines
        if (target := now.get(line.id)) is not None and target.version_id != line.from_version
    ]
