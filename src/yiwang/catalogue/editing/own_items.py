# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""All base items or lists that hold elements of their editors, and those that editors withdrew.

Which they are stands in a table that is written when orders take effect (``loading.own_marks``);
``own_finding`` finds a page of them by index.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.editing.access import CATALOGUE_RIGHTS
from yiwang.catalogue.editing.catalogue_items import open_orders
from yiwang.catalogue.editing.own_finding import OwnFilter, find_own, reach_of
from yiwang.catalogue.editing.wording import DEFINITIONS, SCHEMAS, element_label
from yiwang.catalogue.enums import OrderLayer, VersionState
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.load_enums import OwnState
from yiwang.catalogue.loading.own_marks import ITSELF
from yiwang.catalogue.models import (
    BaseItemVersion,
    DataFileText,
    ImplementationList,
    OwnElement,
)
from yiwang.foundation.actors import Actor

PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item with the elements that are its editors'.

    :ivar elements: (name, label) of each, in the order of the element tables
    :ivar changed_at: when one of them was changed last; None where there is none
    :ivar is_from_files: a data file speaks of it, so that elements can go back
    :ivar order: the open order that it stands on, (id, name)
    """

    id: UUID
    layer: OrderLayer
    name: str
    code: str
    department_name: str
    elements: Sequence[tuple[str, str]]
    changed_at: datetime | None
    state: OwnState
    is_from_files: bool
    order: tuple[UUID, str] | None

    @property
    def words(self) -> str:
        """Return how it stands to the data files."""
        if self.state is OwnState.OWN and not self.is_from_files:
            return str(_("编辑建立的，数据文件里没有"))
        return self.state.words

    @property
    def may_go_back(self) -> bool:
        """Say whether its elements can be given back now."""
        return (
            bool(self.elements)
            and self.is_from_files
            and self.state is not OwnState.WITHDRAWN
            and self.order is None
        )


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page of them.

    :ivar after: where the next page begins; "" on the last
    :ivar looked_at: so many were looked at without filling the page; 0 where it is full, or all
    """

    rows: Sequence[OwnItem]
    after: str
    looked_at: int = 0


def own_items(
    actor: Actor,
    layer: OrderLayer,
    wanted: OwnFilter,
    *,
    after: str = "",
    limit: int = PAGE,
) -> OwnPage:
    """Return items that hold elements of editors, or that editors withdrew.

    By place and code; narrowed to those changed since a day, the newest first. A page looks at
    a bounded number of candidates, so that none waits for a filter that matches little.

    :param after: where the page before ended
    :raises NotYourCatalogue: the post has no right on the catalogue
    """
    if not actor.is_staff or actor.rights.isdisjoint(CATALOGUE_RIGHTS):
        raise NotYourCatalogue
    if layer is OrderLayer.BASE and not actor.covers_subtree:
        return OwnPage((), "")
    found = find_own(reach_of(actor, layer, wanted), after=after, limit=limit)
    return OwnPage(_rows(layer, found.states), found.after, found.looked_at)


def elements_to_filter(layer: OrderLayer) -> list[tuple[str, str]]:
    """Return the elements that editors can change, each with what it is called."""
    return [(name, element_label(name, layer)) for name in _names(layer)]


# ── showing them


def _rows(layer: OrderLayer, states: Mapping[UUID, OwnState]) -> list[OwnItem]:
    ids = list(states)
    is_base = layer is OrderLayer.BASE
    field = "base_item_id" if is_base else "implementation_id"
    named = _base_names(ids) if is_base else _list_names(ids)
    marks: dict[UUID, dict[str, OwnElement]] = {}
    for mark in OwnElement.objects.filter(**{f"{field}__in": ids}):
        marks.setdefault(getattr(mark, field), {})[mark.element] = mark
    texts = DataFileText.objects.filter(**{f"{field}__in": ids})
    spoken_of = frozenset(texts.values_list(field, flat=True))
    orders = open_orders(field, ids)
    names = _names(layer)
    return [
        OwnItem(
            id=item_id,
            layer=layer,
            name=named[item_id][0],
            code=named[item_id][1],
            department_name=named[item_id][2],
            elements=[(one, element_label(one, layer)) for one in names if one in marks[item_id]],
            changed_at=marks[item_id][ITSELF].changed_at,
            state=state,
            is_from_files=item_id in spoken_of or not marks[item_id][ITSELF].is_new,
            order=orders.get(item_id),
        )
        for item_id, state in states.items()
    ]


def _names(layer: OrderLayer) -> list[str]:
    names = list(SCHEMAS[layer].model_fields)
    return [*names, *DEFINITIONS] if layer is OrderLayer.BASE else names


def _list_names(ids: Collection[UUID]) -> dict[UUID, tuple[str, str, str]]:
    rows = ImplementationList.objects.filter(pk__in=ids).values_list(
        "id", "current__base_version__name", "code", "department__name"
    )
    return {row[0]: row[1:] for row in rows}


def _base_names(ids: Collection[UUID]) -> dict[UUID, tuple[str, str, str]]:
    rows = (
        BaseItemVersion.objects.filter(base_item_id__in=ids)
        .exclude(state=VersionState.DRAFT)
        .order_by("base_item_id", "-number")
        .distinct("base_item_id")
        .values_list("base_item_id", "name", "base_item__code", "base_item__line")
    )
    return {row[0]: row[1:] for row in rows}
