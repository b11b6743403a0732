# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The versions of an item, and what differs between any two of them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yiwang.catalogue.editing.diff import Change, differences
from yiwang.catalogue.editing.targets import base_targets, list_targets
from yiwang.catalogue.enums import OrderLayer, VersionState
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.models import BaseItemVersion, ChangeLine, ImplementationVersion


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version that was published.

    :ivar order_name: the change order that brought it, "" for one that was loaded
    """

    id: UUID
    number: int
    state: str
    effective_from: date | None
    effective_to: date | None
    published_at: datetime | None
    order_id: UUID | None
    order_name: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of an item and what differs, the older one first."""

    older: VersionRow
    newer: VersionRow
    changes: tuple[Change, ...]


def history(item_id: UUID, layer: OrderLayer) -> tuple[str, list[VersionRow]]:
    """Return the name of an item and its published versions, the newest first.

    :raises ItemNotFound: there is no such item
    """
    targets = base_targets([item_id]) if layer is OrderLayer.BASE else list_targets([item_id])
    if item_id not in targets:
        raise ItemNotFound
    rows = _versions(item_id, layer)
    brought = {
        line.published_version: line.order
        for line in ChangeLine.objects.filter(
            published_version__in=[row[0] for row in rows]
        ).select_related("order")
    }
    return targets[item_id].name, [
        VersionRow(
            *row,
            order_id=brought[row[0]].id if row[0] in brought else None,
            order_name=str(brought[row[0]]) if row[0] in brought else "",
        )
        for row in rows
    ]


def compare(item_id: UUID, layer: OrderLayer, first: UUID, second: UUID) -> Comparison:
    """Return what differs between two versions of an item.

    :raises ItemNotFound: one of them is no version of it
    """
    _name, rows = history(item_id, layer)
    found = sorted((row for row in rows if row.id in {first, second}), key=lambda row: row.number)
    if not found or {first, second} - {row.id for row in found}:
        raise ItemNotFound
    model = BaseItemVersion if layer is OrderLayer.BASE else ImplementationVersion
    contents = dict(
        model._default_manager.filter(pk__in=[row.id for row in found]).values_list("id", "content")
    )
    older, newer = found[0], found[-1]
    changes = differences(contents[older.id], contents[newer.id], layer)
    return Comparison(older, newer, tuple(changes))


_COLUMNS = ("id", "number", "state", "effective_from", "effective_to", "published_at")


def _versions(
    item_id: UUID, layer: OrderLayer
) -> list[tuple[UUID, int, str, date | None, date | None, datetime | None]]:
    if layer is OrderLayer.BASE:
        bases = BaseItemVersion.objects.filter(base_item_id=item_id)
        found = bases.exclude(state=VersionState.DRAFT).order_by("-number")
        return list(found.values_list(*_COLUMNS))
    lists = ImplementationVersion.objects.filter(implementation_id=item_id)
    return list(lists.exclude(state=VersionState.DRAFT).order_by("-number").values_list(*_COLUMNS))
