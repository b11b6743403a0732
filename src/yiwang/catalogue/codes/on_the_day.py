# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is in force on the day on which codes change, whatever is in force today.

Approved orders whose day comes until then are carried out first, and lists show what begins until
then: items set up in the meantime take over, and lists that a department gains are moved too.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from yiwang.catalogue.code_enums import CodeChange
from yiwang.catalogue.codes.asking import Wish, department_with
from yiwang.catalogue.editing.taking_effect import take_effect_of
from yiwang.catalogue.enums import OrderState, VersionState
from yiwang.catalogue.following.lists import show_in_force
from yiwang.catalogue.models import BaseItem, ChangeOrder, ImplementationVersion
from yiwang.foundation.codes.divisions import parse_division_code
from yiwang.organizations import selectors as organizations


def bring_to_the_day(wish: Wish, *, on: date, at: datetime) -> None:
    """Let take effect what is due by a day for everything that a change of codes is about."""
    departments = _departments(wish)
    items = (
        ()
        if departments
        else BaseItem.objects.filter(
            code__in=[code.strip().upper() for code in (*wish.olds, *wish.news)]
        ).values_list("id", flat=True)
    )
    for order_id in _due_orders(departments, items, on):
        take_effect_of(order_id=order_id, at=at)
    for item_id in items or _items_to_show(departments, on):
        show_in_force(item_id, on=on)


# ── parts


def _departments(wish: Wish) -> list[UUID]:
    """Return the departments whose lists are moved; none where a change is about items."""
    if wish.change == CodeChange.TRANSFER:
        return [department_with(code).id for code in wish.olds]
    if wish.change == CodeChange.DIVISION:
        old = [parse_division_code(code).code for code in wish.olds]
        return [one.id for code in old for one in organizations.departments_in(code)]
    return []


def _due_orders(departments: Collection[UUID], items: Collection[UUID], on: date) -> list[UUID]:
    about = (
        Q(lines__department_id__in=list(departments))
        if departments
        else Q(lines__base_item_id__in=list(items))
        | Q(lines__implementation__base_item_id__in=list(items))
    )
    due = ChangeOrder.objects.filter(about, state=OrderState.APPROVED, effective_from__lte=on)
    found = due.order_by("effective_from", "approved_at", "id")
    return list(dict.fromkeys(found.values_list("id", flat=True)))


def _items_to_show(departments: Collection[UUID], on: date) -> list[UUID]:
    """Return the items of which a list of these departments shows another version by then."""
    rows = (
        ImplementationVersion.objects.in_force(on)
        .filter(implementation__department_id__in=list(departments), state=VersionState.PUBLISHED)
        .exclude(implementation__current_id=F("id"))
    )
    return list(rows.order_by().values_list("implementation__base_item_id", flat=True).distinct())
