# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists of items without a query: by theme, by topic, by department, the most used."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, Sum

from yiwang.catalogue.enums import ListState
from yiwang.catalogue.models import (
    BaseItemVersion,
    ImplementationList,
    RegionFigures,
    Theme,
    Topic,
)
from yiwang.catalogue.placing import EVERY_ITEM, Found, ItemHit, Narrowing, placed_items
from yiwang.catalogue.regions import reach_of

MOST_LISTED: Final = 500
MOST_HOT: Final = 50


@dataclass(frozen=True, slots=True)
class ThemeName:
    """A theme or a topic as pages name it; ``icon`` is empty for themes."""

    code: str
    name: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class DepartmentItems:
    """A department and how many items it has open."""

    department_id: UUID
    name: str
    short_name: str
    line: str
    items: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of what is open in a place and everywhere below it.

    :ivar here: lists of the place's own departments
    """

    lists: int
    online: int
    immediate: int
    departments: int
    here: int


def names_of_items(basic_codes: Collection[str], on: date) -> dict[str, str]:
    """Return the names of base items in force on a day, by basic code; one query."""
    rows = BaseItemVersion.objects.in_force(on).filter(base_item__code__in=list(basic_codes))
    return dict(rows.order_by("base_item__code").values_list("base_item__code", "name"))


def themes(audience: str) -> list[ThemeName]:
    """Return the themes of an audience in the order of the national list."""
    rows = Theme.objects.filter(audience=audience).order_by("position")
    return [ThemeName(*row) for row in rows.values_list("code", "name")]


def topics() -> list[ThemeName]:
    """Return the topics of life in their order."""
    rows = Topic.objects.order_by("position")
    return [ThemeName(*row) for row in rows.values_list("code", "name", "icon")]


def items(region_code: str, narrowing: Narrowing) -> list[ItemHit]:
    """Return the items that a place is served with, the most used first; one query."""
    return placed_items(EVERY_ITEM, reach_of(region_code), narrowing, most=MOST_LISTED)


def items_by_local_code(region_code: str, local_code: str) -> list[ItemHit]:
    """Return the items that have this number in their catalogue; one query."""
    numbered = Found(
        "SELECT e.base_item_id, 0::float8 AS score FROM catalogue_search_entry e"
        " JOIN catalogue_base_item b ON b.id = e.base_item_id WHERE b.local_code = %(local)s::text",
        {"local": local_code},
    )
    return placed_items(numbered, reach_of(region_code), Narrowing())


def hot_items(region_code: str, limit: int) -> list[ItemHit]:
    """Return the items most asked for; one query."""
    narrowing = Narrowing(applied_for_only=True)
    limit = min(max(limit, 1), MOST_HOT)
    # Some of the most used may not be served here; so a few more are placed than are needed.
    found = placed_items(EVERY_ITEM, reach_of(region_code), narrowing, most=limit * 2 + 20)
    return found[:limit]


def departments_with_items(region_code: str) -> list[DepartmentItems]:
    """Return the departments of a place that have items open there; one query."""
    rows = (
        ImplementationList.objects.filter(
            region_code=reach_of(region_code).code, state=ListState.OPEN
        )
        .values_list(
            "department_id", "department__name", "department__short_name", "department__line"
        )
        .annotate(items=Count("id"))
        .order_by("-items", "department__name")
    )
    return [DepartmentItems(*row) for row in rows]


def region_figures(region_code: str) -> Figures:
    """Return the counts of a place; one query over kept counts."""
    reach = reach_of(region_code)
    total = RegionFigures.objects.filter(region_code__range=(reach.first, reach.last)).aggregate(
        # Before "lists": an aggregate hides the column of its own name from those after it.
        here=Sum("lists", filter=Q(region_code=reach.code), default=0),
        lists=Sum("lists", default=0),
        online=Sum("online", default=0),
        immediate=Sum("immediate", default=0),
        departments=Sum("departments", default=0),
    )
    return Figures(**total)


def region_tag(region_code: str) -> str:
    """Return a tag that changes when any list that a place is served with does; one query."""
    reach = reach_of(region_code)
    total = RegionFigures.objects.filter(
        Q(region_code__in=reach.chain) | Q(region_code__range=(reach.first, reach.last))
    ).aggregate(stamps=Sum("version", default=0), places=Count("pk"))
    return f"{reach.code}-{total['places']}-{total['stamps']}"
