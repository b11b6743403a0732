# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep a change order up with its items: what was published since it was begun."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q

from yiwang.catalogue import events
from yiwang.catalogue.editing import merging
from yiwang.catalogue.editing.access import check_order, staff_of
from yiwang.catalogue.editing.line_texts import (
    elements_of,
    keep_past,
    still_given_back,
    text_of,
)
from yiwang.catalogue.editing.orders import (
    check_revision,
    check_writable,
    locked_order,
    note_writer,
)
from yiwang.catalogue.editing.targets import (
    Target,
    base_targets,
    list_targets,
    text_of_version,
)
from yiwang.catalogue.enums import OrderLayer, VersionState
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeLine,
    ChangeOrder,
    ImplementationVersion,
)
from yiwang.catalogue.versions import content_digest
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

_HAS_TEXT: Final = ExpressionWrapper(Q(content__isnull=False), BooleanField())


def take_up_newest(
    *, order_id: UUID, revision: int, actor: Actor, at: datetime
) -> list[tuple[str, str]]:
    """Merge what was published since an order was begun, wherever only one side changed something.

    :returns: (name of the item, place) wherever both changed the same; such a line stays as it is
        until somebody merges it by choosing
    :raises ChangedMeanwhile: somebody saved since
    """
    both: list[tuple[str, str]] = []
    with transaction.atomic():
        order = locked_order(order_id)
        check_order(actor, order, "edit")
        check_writable(order)
        check_revision(order, revision)
        layer = OrderLayer(order.layer)
        lines = list(order.lines.order_by("position"))
        for line, target in moved_on(lines, layer):
            made = _merged(line, target, layer)
            if made is not None and made.undecided:
                labels = [one.label for one in made.clashes]
                both += [(line.name, label) for label in dict.fromkeys(labels)]
                continue
            _take_up(line, target, made, by=staff_of(actor), at=at)
            fact = events.OrderLineMerged(
                order_id=order.id,
                line_id=line.id,
                revision=line.revision,
                source="published",
                mine=0,
                theirs=0,
                edited=0,
                content_sha256=content_digest(line.content or {}),
            )
            ledger.append(fact, actor=actor, at=at, region_code=order.division_code)
        note_writer(order, staff_of(actor))
    return both


def stale_lines(order: ChangeOrder) -> list[ChangeLine]:
    """Return the lines whose items were published anew since the order was begun."""
    lines = list(order.lines.order_by("position"))
    return [line for line, _target in moved_on(lines, OrderLayer(order.layer))]


def lines_behind(order: ChangeOrder) -> list[tuple[UUID, str, bool]]:
    """Return the lines that are stale, by their names: (id, name, whether it can be merged).

    Reads no elements, so that an order of two thousand lists opens as one of ten does.
    """
    is_base = order.layer == OrderLayer.BASE
    item = "base_item_id" if is_base else "implementation_id"
    model = BaseItemVersion if is_base else ImplementationVersion
    lines = order.lines.order_by("position")
    rows = lines.values_list("id", "name", item, "from_version", _HAS_TEXT)
    found = list(rows)
    newest = dict(
        model._default_manager.filter(**{f"{item}__in": [row[2] for row in found]})
        .exclude(state=VersionState.DRAFT)
        .order_by(item, "-number")
        .distinct(item)
        .values_list(item, "id")
    )
    return [
        (line_id, name, has_text)
        for line_id, name, item_id, began, has_text in found
        if item_id in newest and newest[item_id] != began
    ]


def moved_on(lines: Sequence[ChangeLine], layer: OrderLayer) -> list[tuple[ChangeLine, Target]]:
    """Return the lines whose items were published anew, each with the newest version."""
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


def _merged(line: ChangeLine, target: Target, layer: OrderLayer) -> merging.Merge | None:
    """Return both texts as one; None of a line that only withdraws its item."""
    if line.content is None:
        return None
    began = text_of_version(line.from_version, layer)
    now = merging.Text(target.content, target.form_code, target.process_code)
    return merging.merge(began, text_of(line), now, layer)


def _take_up(
    line: ChangeLine, target: Target, made: merging.Merge | None, *, by: UUID, at: datetime
) -> None:
    keep_past(line, by=by, at=at)
    before = elements_of(line)
    if made is not None:
        line.content = dict(made.text.content)
        line.form_code, line.process_code = made.text.form_code, made.text.process_code
    line.from_version, line.from_number = target.version_id, target.number
    line.revision += 1
    line.gives_back = still_given_back(line, before)
    line.save(
        update_fields=[
            "gives_back",
            "content",
            "form_code",
            "process_code",
            "from_version",
            "from_number",
            "revision",
        ]
    )
