# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What items spared those who applied, by month."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from yiwang.cases.models import SparedFigure
from yiwang.foundation.actors import Actor

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """What an item spared in a month, or in all the months that were asked for."""

    item_code: str
    item_name: str
    department: str
    month: date | None
    cases: int
    materials: int
    fields: int
    refused: int


def item_figure(item_code: str) -> Figure | None:
    """Return what an item has spared altogether; None when nothing yet. One query."""
    rows = SparedFigure.objects.filter(item_code=item_code)
    found = rows.aggregate(
        cases=Sum("cases"), materials=Sum("materials"), fields=Sum("fields"), refused=Sum("refused")
    )
    if not any(found.values()):
        return None
    return Figure(item_code=item_code, item_name="", department="", month=None, **found)


def figures(actor: Actor, *, month: date | None = None) -> list[Figure]:
    """Return what items spared, the most first, as far as the actor reaches; one query."""
    rows = SparedFigure.objects.visible_to(actor)
    if month is not None:
        rows = rows.filter(month=month)
    found = rows.select_related("department").order_by("-month", "-materials", "item_code")
    return [
        Figure(
            item_code=one.item_code,
            item_name=one.item_name,
            department=one.department.name,
            month=one.month,
            cases=one.cases,
            materials=one.materials,
            fields=one.fields,
            refused=one.refused,
        )
        for one in found[:MOST_SHOWN]
    ]
