# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Write down which elements of items are their editors', so that pages find them by index.

``kept`` says from the orders what is whose; here it is written down for the items of an order that
has taken effect, or of a load.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from yiwang.catalogue.enums import ListState, OrderLayer, VersionState
from yiwang.catalogue.load_enums import KeptWhy, OwnState
from yiwang.catalogue.loading.kept import IN_EFFECT, Own, own_of_items, own_of_lists
from yiwang.catalogue.models import (
    BaseItem,
    BaseItemVersion,
    ChangeLine,
    DataFileText,
    ImplementationList,
    OwnElement,
)

if TYPE_CHECKING:
    from datetime import datetime

ITSELF: Final = ""
"""Stands for the item as a whole."""
AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class _Item:
    """An item as it stands."""

    id: UUID
    code: str
    region_code: str
    department_id: UUID | None
    is_withdrawn: bool


def write_marks(layer: OrderLayer, item_ids: Collection[UUID]) -> None:
    """Write down anew which elements of these items are their editors'."""
    ids = list(dict.fromkeys(item_ids))
    if not ids:
        return
    is_base = layer is OrderLayer.BASE
    field = "base_item_id" if is_base else "implementation_id"
    owned = own_of_items(ids) if is_base else own_of_lists(list_ids=ids)
    lines = ChangeLine.objects.filter(**{f"{field}__in": ids}, order__state__in=IN_EFFECT)
    clashing = frozenset(
        DataFileText.objects.filter(**{f"{field}__in": ids}, why=KeptWhy.CLASH).values_list(
            field, flat=True
        )
    )
    touched = frozenset(lines.values_list(field, flat=True)) | clashing
    rows = [
        row
        for item in (_base_items(touched) if is_base else _lists(touched))
        for row in _rows(layer, item, owned.get(item.id, Own()), is_clash=item.id in clashing)
    ]
    OwnElement.objects.filter(**{f"{field}__in": ids}).delete()
    OwnElement.objects.bulk_create(rows, batch_size=AT_ONCE)


def write_marks_after_load(layer: OrderLayer, base_item_ids: Collection[UUID]) -> None:
    """Write down anew what a load may have changed: what clashes, and what clashed before.

    Items on orders that a worker of an older release let take effect are caught up with too.
    """
    is_base = layer is OrderLayer.BASE
    field = "base_item_id" if is_base else "implementation_id"
    within = "base_item_id__in" if is_base else "implementation__base_item_id__in"
    spoken_of = {within: list(base_item_ids)}
    clashing = DataFileText.objects.filter(**spoken_of, why=KeptWhy.CLASH)
    marked = OwnElement.objects.filter(**spoken_of, element=ITSELF)
    unmarked = ChangeLine.objects.filter(**spoken_of, order__state__in=IN_EFFECT).exclude(
        **{f"{field}__in": marked.values(field)}
    )
    found = [
        *clashing.values_list(field, flat=True),
        *marked.filter(state=OwnState.CLASH).values_list(field, flat=True),
        *unmarked.values_list(field, flat=True).distinct(),
    ]
    ids = [one for one in dict.fromkeys(found) if one is not None]
    for first in range(0, len(ids), AT_ONCE):
        write_marks(layer, ids[first : first + AT_ONCE])


def _rows(layer: OrderLayer, item: _Item, own: Own, *, is_clash: bool) -> list[OwnElement]:
    state = OwnState.OWN
    if item.is_withdrawn:
        state = OwnState.WITHDRAWN
    elif is_clash:
        state = OwnState.CLASH
    if not own.before and state is OwnState.OWN:
        return []
    moments: Mapping[str, datetime | None] = {
        ITSELF: max(own.moments.values(), default=None),
        **own.moments,
    }
    is_base = layer is OrderLayer.BASE
    return [
        OwnElement(
            layer=layer,
            element=element,
            base_item_id=item.id if is_base else None,
            implementation_id=None if is_base else item.id,
            code=item.code,
            region_code=item.region_code,
            department_id=item.department_id,
            state=state,
            is_bare=not own.before,
            is_new=own.is_new,
            changed_at=moment,
        )
        for element, moment in moments.items()
    ]


def _lists(ids: Collection[UUID]) -> list[_Item]:
    rows = ImplementationList.objects.filter(
        pk__in=list(ids),
        current__isnull=False,
        state__in=[ListState.OPEN, ListState.WITHDRAWN],
    ).values_list("id", "code", "region_code", "department_id", "state")
    return [
        _Item(list_id, code, region_code, department_id, state == ListState.WITHDRAWN)
        for list_id, code, region_code, department_id, state in rows
    ]


def _base_items(ids: Collection[UUID]) -> list[_Item]:
    versions = BaseItemVersion.objects.filter(base_item_id__in=list(ids)).exclude(
        state=VersionState.DRAFT
    )
    in_force = versions.filter(state=VersionState.PUBLISHED, effective_to__isnull=True)
    stands = frozenset(in_force.values_list("base_item_id", flat=True))
    items = BaseItem.objects.filter(pk__in=versions.values("base_item_id"))
    return [
        _Item(item_id, code, scope_code, None, item_id not in stands)
        for item_id, code, scope_code in items.values_list("id", "code", "scope_code")
    ]
