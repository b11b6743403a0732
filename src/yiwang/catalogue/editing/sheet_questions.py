# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about workbooks; everybody sees their own only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Func, IntegerField, Sum

from yiwang.catalogue.editing.access import check_editor, staff_of
from yiwang.catalogue.editing.catalogue_items import ItemFilter
from yiwang.catalogue.editing.sheet_commands import is_still
from yiwang.catalogue.editing.sheet_export import targets_for_sheet
from yiwang.catalogue.editing.sheet_report import write_report
from yiwang.catalogue.editing.targets import Target
from yiwang.catalogue.enums import OrderLayer, OrderState
from yiwang.catalogue.models import Sheet
from yiwang.catalogue.sheet_enums import BUSY, SheetKind, SheetState
from yiwang.catalogue.sheet_refusals import SheetNotFound, SheetNotReady, TooManyAtOnce
from yiwang.foundation.actors import Actor

__all__ = [
    "SheetKind",
    "SheetState",
    "SheetView",
    "TooManyAtOnce",
    "few_targets",
    "file_of",
    "sheet",
    "sheets",
    "write_report",
]

AT_ONCE: Final = 100
"""So many items are written while the reader waits: well under a second."""
CHANGES_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class ItemChanges:
    """What a workbook changes of one item, in plain words."""

    row: int
    code: str
    name: str
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A workbook and how far it has come.

    :ivar is_still: its job was left in the middle and can be begun again
    :ivar order_name: of the change order that it became, "" where none
    :ivar order_state: how far that has come, in words
    :ivar places_changed: how many differences there are in all of its items; 0 in lists
    """

    id: UUID
    kind: str
    layer: str
    state: str
    state_words: str
    size: int
    rows_done: int
    rows_total: int
    rows_changed: int
    fault_count: int
    faults: Sequence[dict[str, str]]
    changes: Sequence[ItemChanges]
    next_row: int | None
    order_id: UUID | None
    order_name: str
    order_state: str
    places_changed: int
    sent_at: datetime
    finished_at: datetime | None
    is_busy: bool
    is_still: bool

    @property
    def name(self) -> str:
        """What it is: 导入 · 实施清单."""
        return f"{SheetKind(self.kind).label} · {OrderLayer(self.layer).label}"


def sheets(actor: Actor, *, at: datetime, limit: int = 30) -> list[SheetView]:
    """Return the workbooks that the actor has sent or asked for, newest first; without details.

    :raises NotYourCatalogue: the post edits no catalogue
    """
    check_editor(actor)
    rows = Sheet.objects.filter(sent_by_id=staff_of(actor)).defer("faults")
    rows = rows.select_related("order").order_by("-sent_at")[:limit]
    return [_view(row, at, faults=(), changes=()) for row in rows]


def sheet(sheet_id: UUID, actor: Actor, *, at: datetime, first_row: int = 0) -> SheetView:
    """Return one of them, with everything that is wrong and fifty items that it changes.

    :param first_row: changes from this row of the workbook on
    :raises SheetNotFound: there is none such of the actor's
    """
    row = _own(sheet_id, actor)
    changes = [
        ItemChanges(one.number, one.code, one.name, one.sentences)
        for one in row.changes.filter(number__gte=first_row)
        .defer("content")
        .order_by("number")[: CHANGES_SHOWN + 1]
    ]
    counted = Func(F("sentences"), function="jsonb_array_length", output_field=IntegerField())
    places = row.changes.aggregate(count=Sum(counted))["count"] or 0
    return _view(row, at, faults=row.faults, changes=changes, places=places)


def file_of(sheet_id: UUID, actor: Actor) -> tuple[OrderLayer, Iterator[bytes]]:
    """Return the workbook that a job has written, piece by piece.

    :raises SheetNotFound: there is none such of the actor's
    :raises SheetNotReady: it is not written yet, or is an import
    """
    row = _own(sheet_id, actor)
    if row.state != SheetState.READY:
        raise SheetNotReady
    parts = row.parts.order_by("number").values_list("content", flat=True)
    return OrderLayer(row.layer), (bytes(part) for part in parts.iterator(chunk_size=4))


def few_targets(actor: Actor, layer: OrderLayer, wanted: ItemFilter) -> list[Target]:
    """Return the items of a small workbook, which is written at once.

    :raises TooManyAtOnce: a job had better write it
    """
    found = targets_for_sheet(actor, layer, wanted, limit=AT_ONCE + 1)
    if len(found) > AT_ONCE:
        raise TooManyAtOnce(params={"most": AT_ONCE})
    return found


def _own(sheet_id: UUID, actor: Actor) -> Sheet:
    check_editor(actor)
    found = Sheet.objects.filter(pk=sheet_id, sent_by_id=staff_of(actor))
    row = found.select_related("order").first()
    if row is None:
        raise SheetNotFound
    return row


def _view(
    row: Sheet, at: datetime, *, faults: Any, changes: Sequence[ItemChanges], places: int = 0
) -> SheetView:
    names = (
        *("id", "kind", "layer", "state", "size", "rows_done", "rows_total", "rows_changed"),
        *("fault_count", "order_id", "sent_at", "finished_at"),
    )
    return SheetView(
        **{name: getattr(row, name) for name in names},
        state_words=str(SheetState(row.state).label),
        faults=faults,
        changes=changes[:CHANGES_SHOWN],
        next_row=changes[CHANGES_SHOWN].row if len(changes) > CHANGES_SHOWN else None,
        order_name=str(row.order) if row.order else "",
        order_state=str(OrderState(row.order.state).label) if row.order else "",
        places_changed=places,
        is_busy=row.state in BUSY,
        is_still=is_still(row, at),
    )
