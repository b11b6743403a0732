# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The public notice of changes (事项变更公告): what changed, where, from when, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yiwang.catalogue.editing.diff import Change
from yiwang.catalogue.editing.faults import diffs
from yiwang.catalogue.enums import OrderLayer, OrderState
from yiwang.catalogue.errors import OrderNotFound
from yiwang.catalogue.models import ChangeLine, ChangeOrder
from yiwang.organizations import selectors as organizations

PUBLIC: Final = (OrderState.APPROVED, OrderState.PUBLISHED, OrderState.ROLLED_BACK)
PAGE: Final = 20
ITEMS_IN_LIST: Final = 3
ITEMS_IN_NOTICE: Final = 200


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """Which notices: of a place and all below it, of a department, of days, both included."""

    region_code: str = ""
    department_id: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One item in a notice; ``code`` leads to its guide where it is a list."""

    name: str
    code: str
    department_name: str
    changes: tuple[Change, ...]
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice; ``more`` counts the items that are not among ``items``."""

    order: ChangeOrder
    department_name: str
    items: tuple[NoticeItem, ...]
    more: int


def notices(
    wanted: NoticeFilter, *, after: tuple[date, int] | None = None, limit: int = PAGE
) -> list[Notice]:
    """Return notices, those with the latest day first, each with its first items.

    :param after: day and number (year × 1,000,000 + number) of the last one of the page before
    :raises InvalidDivisionCode: the code cannot be that of a division
    """
    found = _narrowed(wanted)
    if after is not None:
        day, place = after
        year, number = divmod(place, 1_000_000)
        found = found.filter(
            Q(effective_from__lt=day)
            | Q(effective_from=day, year__lt=year)
            | Q(effective_from=day, year=year, number__lt=number)
        )
    ordered = found.select_related("department").order_by("-effective_from", "-year", "-number")
    return _shown(list(ordered[:limit]), ITEMS_IN_LIST)


def notice(order_id: UUID) -> Notice:
    """Return one notice with its first two hundred items.

    :raises OrderNotFound: there is no such notice
    """
    found = (
        ChangeOrder.objects.filter(pk=order_id, state__in=PUBLIC)
        .select_related("department")
        .first()
    )
    if found is None:
        raise OrderNotFound
    return _shown([found], ITEMS_IN_NOTICE)[0]


def _narrowed(wanted: NoticeFilter) -> "QuerySet[ChangeOrder]":
    found = ChangeOrder.objects.filter(state__in=PUBLIC)
    if wanted.since is not None:
        found = found.filter(effective_from__gte=wanted.since)
    if wanted.until is not None:
        found = found.filter(effective_from__lte=wanted.until)
    lines = ChangeLine.objects.filter(order=OuterRef("pk"))
    if wanted.region_code:
        below = organizations.code_range(wanted.region_code)
        # A base item of a place above holds here too.
        above = {wanted.region_code[:kept].ljust(12, "0") for kept in (2, 4, 6, 9, 12)}
        found = found.filter(
            Exists(lines.filter(region_code__range=below))
            | Q(layer=OrderLayer.BASE) & Exists(lines.filter(region_code__in=sorted(above)))
        )
    if wanted.department_id is not None:
        of_department = Exists(lines.filter(department_id=wanted.department_id))
        found = found.filter(of_department | Q(department_id=wanted.department_id))
    return found


def _shown(orders: Sequence[ChangeOrder], most: int) -> list[Notice]:
    rows = list(
        ChangeLine.objects.filter(order__in=orders, position__lt=most)
        .select_related("base_item", "implementation", "department")
        .order_by("order_id", "position")
    )
    changes: dict[UUID, list[Change]] = {}
    for layer in OrderLayer:
        of_layer = {order.id for order in orders if order.layer == layer}
        changes |= diffs([row for row in rows if row.order_id in of_layer], layer)
    return [
        Notice(
            order=order,
            department_name=order.department.name if order.department else "",
            items=tuple(_item(row, changes[row.id]) for row in rows if row.order_id == order.id),
            more=max(0, order.line_count - most),
        )
        for order in orders
    ]


def _item(line: ChangeLine, changes: Sequence[Change]) -> NoticeItem:
    target = line.implementation or line.base_item
    return NoticeItem(
        name=line.name,
        code=target.code if target else "",
        department_name=line.department.name if line.department else "",
        changes=tuple(changes),
        is_withdrawn=line.content is None,
    )
