# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people have taken into their own hands, element by element, of lists row by row.

An element that a change order changed is the editors' from the day of its effect, until another
order gives it back; every other element follows the data files. Of a list of rows only the rows
that orders changed are the editors'. The lines of the orders say what they changed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from yiwang.catalogue.editing.wording import DEFINITIONS, SCHEMAS
from yiwang.catalogue.enums import OrderLayer, OrderState, VersionState
from yiwang.catalogue.load_enums import KeptWhy
from yiwang.catalogue.loading.own_rows import APART, changed_rows, is_list_of_rows
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeLine,
    CodeSuccession,
    ImplementationList,
    ImplementationVersion,
)

IN_EFFECT: Final = (OrderState.PUBLISHED, OrderState.ROLLED_BACK)


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of a list that is the editors'.

    :ivar before: what it said before an editor changed it first; None of a new one
    :ivar order_id, effect_at: the order that changed it last, and when
    """

    before: Mapping[str, Any] | None
    order_id: UUID
    effect_at: datetime


@dataclass(slots=True)
class Own:
    """The elements of one item that are its editors'.

    :ivar before: each with what it said before an editor changed it first; None: its default
    :ivar orders: the order that changed each last
    :ivar moments: when it did
    :ivar rows: of lists of which only some rows are the editors', these rows by their keys
    :ivar is_new: editors set the item up; no data file has ever spoken of it
    """

    before: dict[str, Any] = field(default_factory=dict)
    orders: dict[str, UUID] = field(default_factory=dict)
    moments: dict[str, datetime] = field(default_factory=dict)
    rows: dict[str, dict[str, OwnRow]] = field(default_factory=dict)
    is_new: bool = False

    def note(self, line: Any, layer: OrderLayer) -> None:
        """Take in what one order did."""
        if line.from_version is None:
            self.is_new = True
            names = dict.fromkeys(SCHEMAS[layer].model_fields)
            names |= dict.fromkeys(DEFINITIONS) if layer is OrderLayer.BASE else {}
        else:
            names = dict(_changed(line, layer))
        for name, before in names.items():
            if line.from_version is not None and is_list_of_rows(name, layer):
                self._note_rows(name, before, line, layer)
            self.before.setdefault(name, before)
            self.orders[name] = line.order_id
            self.moments[name] = line.effect_at
        for given in line.gives_back:
            name, apart, key = given.partition(APART)
            if apart:
                self._give_row_back(name, key)
            else:
                self._give_back(name)

    def keys_of(self, name: str) -> frozenset[str] | None:
        """Return the keys of the rows of a list that are the editors'; None: the whole element."""
        return frozenset(self.rows[name]) if name in self.rows else None

    def _note_rows(self, name: str, before: Any, line: Any, layer: OrderLayer) -> None:
        if name in self.before and name not in self.rows:
            return  # the whole list is the editors' already
        mine = self.rows.setdefault(name, {})
        for key, was in changed_rows(name, before, line.content.get(name), layer).items():
            first = mine[key].before if key in mine else was
            mine[key] = OwnRow(first, line.order_id, line.effect_at)

    def _give_row_back(self, name: str, key: str) -> None:
        mine = self.rows.get(name, {})
        mine.pop(key, None)
        if not mine:
            self._give_back(name)
            return
        newest = max(mine.values(), key=lambda row: row.effect_at)
        self.orders[name], self.moments[name] = newest.order_id, newest.effect_at

    def _give_back(self, name: str) -> None:
        for kept in (self.before, self.orders, self.moments, self.rows):
            kept.pop(name, None)


def own_of_items(item_ids: Iterable[UUID] | None = None) -> dict[UUID, Own]:
    """Return what is the editors' of base items, of all of them when none are named."""
    lines = ChangeLine.objects.filter(base_item__isnull=False)
    if item_ids is not None:
        lines = lines.filter(base_item_id__in=list(item_ids))
    return _own(lines, OrderLayer.BASE)


def own_of_lists(
    *, scope_code: str = "", list_ids: Iterable[UUID] | None = None
) -> dict[UUID, Own]:
    """Return what is the editors' of the lists of a catalogue, or of some lists."""
    lines = ChangeLine.objects.filter(implementation__isnull=False)
    if scope_code:
        lines = lines.filter(implementation__base_item__scope_code=scope_code)
    if list_ids is not None:
        lines = lines.filter(implementation_id__in=list(list_ids))
    return _own(lines, OrderLayer.LIST)


def waiting_items(*, on: date) -> frozenset[UUID]:
    """Return base items that something approved or published waits for, on them or a list."""
    later_bases = BaseItemVersion.objects.filter(effective_from__gt=on)
    later_lists = ImplementationVersion.objects.filter(effective_from__gt=on)
    lines = ChangeLine.objects.filter(order__state=OrderState.APPROVED)
    found = (
        *later_bases.exclude(state=VersionState.DRAFT).values_list("base_item_id", flat=True),
        *later_lists.exclude(state=VersionState.DRAFT)
        .values_list("implementation__base_item_id", flat=True)
        .distinct(),
        *lines.filter(base_item__isnull=False).values_list("base_item_id", flat=True),
        *lines.filter(implementation__isnull=False).values_list(
            "implementation__base_item_id", flat=True
        ),
    )
    return frozenset(item_id for item_id in found if item_id is not None)


def held_lists(within: str | Collection[UUID], *, on: date) -> dict[UUID, KeptWhy]:
    """Return the lists that no data file touches today, each with the reason.

    :param within: the catalogue of a place, or some lists by their ids
    """
    lists = (
        ImplementationList.objects.filter(base_item__scope_code=within)
        if isinstance(within, str)
        else ImplementationList.objects.filter(pk__in=list(within))
    )
    approved = ChangeLine.objects.filter(order__state=OrderState.APPROVED)
    later = ImplementationVersion.objects.filter(effective_from__gt=on).exclude(
        state=VersionState.DRAFT
    )
    later_bases = BaseItemVersion.objects.filter(effective_from__gt=on).exclude(
        state=VersionState.DRAFT
    )
    waiting = lists.filter(
        Q(pk__in=approved.filter(implementation__isnull=False).values("implementation_id"))
        | Q(pk__in=later.values("implementation_id"))
        | Q(base_item_id__in=approved.filter(base_item__isnull=False).values("base_item_id"))
        | Q(base_item_id__in=later_bases.values("base_item_id"))
    )
    gone = lists.filter(current__state=VersionState.WITHDRAWN)
    return dict.fromkeys(gone.values_list("id", flat=True), KeptWhy.WITHDRAWN) | dict.fromkeys(
        waiting.values_list("id", flat=True), KeptWhy.WAITING
    )


def stored_contents(list_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return what lists say in the versions that they show."""
    shown = ImplementationList.objects.filter(pk__in=list(list_ids)).values("current_id")
    rows = ImplementationVersion.objects.filter(pk__in=shown)
    return dict(rows.values_list("implementation_id", "content"))


def ended_codes() -> frozenset[str]:
    """Return the codes that have become others, or nothing: none of them is made again."""
    return frozenset(CodeSuccession.objects.values_list("old_code", flat=True))


def _own(lines: "QuerySet[ChangeLine]", layer: OrderLayer) -> dict[UUID, Own]:
    model = BaseItemVersion if layer is OrderLayer.BASE else ImplementationVersion
    began = model._default_manager.filter(pk=OuterRef("from_version"))
    rows = lines.filter(order__state__in=IN_EFFECT, content__isnull=False).annotate(
        began=Subquery(began.values("content")[:1]), effect_at=F("order__published_at")
    )
    if layer is OrderLayer.BASE:
        bases = BaseItemVersion.objects.filter(pk=OuterRef("from_version"))
        rows = rows.annotate(
            began_form=Subquery(bases.values("form_code")[:1]),
            began_process=Subquery(bases.values("process_code")[:1]),
        )
    found: dict[UUID, Own] = {}
    for line in rows.order_by("order__published_at", "order__number").iterator(chunk_size=2000):
        item_id = line.base_item_id or line.implementation_id
        if item_id is not None:
            found.setdefault(item_id, Own()).note(line, layer)
    return {item_id: own for item_id, own in found.items() if own.before}


def _changed(line: Any, layer: OrderLayer) -> Iterable[tuple[str, Any]]:
    """Yield the elements that a line changed, each with what it said before."""
    before: Mapping[str, Any] = line.began or {}
    after: Mapping[str, Any] = line.content or {}
    for name in SCHEMAS[layer].model_fields:
        if before.get(name) != after.get(name):
            yield name, before.get(name)
    if layer is OrderLayer.BASE:
        for name, was in (("form_code", line.began_form), ("process_code", line.began_process)):
            if (was or "") != getattr(line, name):
                yield name, was or ""
