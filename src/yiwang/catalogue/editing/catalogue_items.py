# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Find the base items and lists that a post keeps: flat, paged, as many statements whatever."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from yiwang.catalogue.editing.access import CATALOGUE_RIGHTS
from yiwang.catalogue.enums import ListState, OrderLayer, VersionState
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeLine,
    ImplementationList,
)
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations

PAGE: Final = 30
MOST_NAMED: Final = 500
CODE_LENGTH: Final = 31


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What to look for.

    :ivar words: part of the name, or the beginning of a code
    :ivar theme: name of a theme of natural or legal persons
    """

    words: str = ""
    department_id: UUID | None = None
    theme: str = ""
    with_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A base item or list with its newest version.

    :ivar order_id: of the open order that it stands on, if any
    """

    id: UUID
    layer: OrderLayer
    name: str
    code: str
    department_name: str
    version_id: UUID
    number: int
    state: str
    order_id: UUID | None
    order_name: str


def items(
    actor: Actor,
    layer: OrderLayer,
    wanted: ItemFilter,
    *,
    after: str = "",
    limit: int = PAGE,
) -> list[ItemRow]:
    """Return the items of a layer that the actor's post keeps, by code.

    :param after: code of the last one of the page before
    :raises NotYourCatalogue: the post has no right on the catalogue
    """
    if not actor.is_staff or actor.rights.isdisjoint(CATALOGUE_RIGHTS):
        raise NotYourCatalogue
    if layer is OrderLayer.BASE:
        return _base_items(actor, wanted, after, limit)
    return _lists(actor, wanted, after, limit)


def base_items_by_id(actor: Actor, ids: Collection[UUID]) -> list[ItemRow]:
    """Return some of the base items that the actor's post keeps, by code.

    :raises NotYourCatalogue: the post has no right on the catalogue
    """
    if not actor.is_staff or actor.rights.isdisjoint(CATALOGUE_RIGHTS):
        raise NotYourCatalogue
    return _base_items(actor, ItemFilter(), "", len(ids), ids=ids)


def list_ids_for_sheet(actor: Actor, wanted: ItemFilter, *, limit: int) -> list[UUID]:
    """Return the lists that a spreadsheet of these would hold, by code."""
    return list(_lists_of(actor, wanted).order_by("code").values_list("id", flat=True)[:limit])


def _base_items(
    actor: Actor,
    wanted: ItemFilter,
    after: str,
    limit: int,
    *,
    ids: Collection[UUID] | None = None,
) -> list[ItemRow]:
    if not actor.covers_subtree:
        return []
    found = _base_versions(wanted).filter(base_item__scope_code=actor.division_code)
    if ids is not None:
        found = found.filter(base_item_id__in=ids)
    rows = (
        found.filter(base_item__code__gt=after)
        .select_related("base_item")
        .defer("content")
        .order_by("base_item__code")[:limit]
    )
    orders = open_orders("base_item_id", [row.base_item_id for row in rows])
    return [
        ItemRow(
            id=row.base_item_id,
            layer=OrderLayer.BASE,
            name=row.name,
            code=row.base_item.code,
            department_name=row.base_item.line,
            version_id=row.id,
            number=row.number,
            state=row.state,
            order_id=orders.get(row.base_item_id, (None, ""))[0],
            order_name=orders.get(row.base_item_id, (None, ""))[1],
        )
        for row in rows
    ]


def _base_versions(wanted: ItemFilter) -> "QuerySet[BaseItemVersion]":
    found = BaseItemVersion.objects.filter(state=VersionState.PUBLISHED, effective_to__isnull=True)
    if wanted.words:
        found = found.filter(
            Q(name__icontains=wanted.words)
            | Q(base_item__code__startswith=wanted.words)
            | Q(base_item__local_code=wanted.words)
        )
    if wanted.theme:
        found = found.filter(
            Q(content__themes__natural__contains=[wanted.theme])
            | Q(content__themes__legal__contains=[wanted.theme])
        )
    return found


def _lists(actor: Actor, wanted: ItemFilter, after: str, limit: int) -> list[ItemRow]:
    rows = (
        _lists_of(actor, wanted)
        .filter(code__gt=after)
        .select_related("department", "current__base_version")
        .defer("current__content", "current__base_version__content")
        .order_by("code")[:limit]
    )
    orders = open_orders("implementation_id", [row.id for row in rows])
    return [
        ItemRow(
            id=row.id,
            layer=OrderLayer.LIST,
            name=row.current.base_version.name,
            code=row.code,
            department_name=row.department.name,
            version_id=row.current.id,
            number=row.current.number,
            state=row.state,
            order_id=orders.get(row.id, (None, ""))[0],
            order_name=orders.get(row.id, (None, ""))[1],
        )
        for row in rows
        if row.current is not None
    ]


def _lists_of(actor: Actor, wanted: ItemFilter) -> "QuerySet[ImplementationList]":
    states = [ListState.OPEN, *([ListState.WITHDRAWN] if wanted.with_withdrawn else [])]
    found = ImplementationList.objects.filter(state__in=states, current__isnull=False)
    if actor.covers_subtree:
        found = found.filter(region_code__range=organizations.code_range(actor.division_code))
    elif actor.department_id is not None:
        found = found.filter(region_code=actor.division_code, department_id=actor.department_id)
    else:
        return found.none()
    if wanted.department_id is not None:
        found = found.filter(department_id=wanted.department_id)
    if len(wanted.words) == CODE_LENGTH:
        return found.filter(code=wanted.words)
    if wanted.words or wanted.theme:
        named = _base_versions(wanted).values_list("base_item_id", flat=True)[:MOST_NAMED]
        found = found.filter(base_item_id__in=list(named))
    return found


def open_orders(field: str, ids: list[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Return the open orders that items stand on, (id, name) by item."""
    lines = ChangeLine.objects.filter(is_open=True, **{f"{field}__in": ids}).select_related("order")
    return {getattr(line, field): (line.order_id, str(line.order)) for line in lines}
