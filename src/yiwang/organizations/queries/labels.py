# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about security labels and clearances, narrowed to what the actor's post reaches."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import LabelLevel
from yiwang.organizations.models import DataLabel, Post
from yiwang.organizations.queries.staff import departments_reached


@dataclass(frozen=True, slots=True)
class LabelLine:
    """One label; ``item_code`` is "" for the whole department."""

    department_id: UUID
    department_name: str
    item_code: str
    level: int
    set_at: datetime


@dataclass(frozen=True, slots=True)
class ClearanceLine:
    """How far a post may read."""

    post_id: UUID
    post_name: str
    admin_role: str
    level: int


def labels_in_reach(actor: Actor, *, limit: int = 200) -> list[LabelLine]:
    """Return the labels of departments in reach, by department."""
    found = DataLabel.objects.filter(departments_reached(actor, prefix="department__"))
    rows = found.order_by("department__division_id", "department__uscc", "item_code")
    columns = ("department_id", "department__name", "item_code", "level", "set_at")
    return [LabelLine(*row) for row in rows.values_list(*columns)[:limit]]


def clearances_of(department_id: UUID, actor: Actor) -> list[ClearanceLine]:
    """Return the posts of a department in reach with their clearances, by name."""
    found = Post.objects.filter(
        departments_reached(actor, prefix="department__"), department_id=department_id
    )
    rows = found.order_by("name").values_list("id", "name", "admin_role", "clearance")
    return [ClearanceLine(*row) for row in rows[:200]]


def is_labelled(department_id: UUID, item_code: str) -> bool:
    """Return whether a department's matters, or those of one item, are labelled as important."""
    return DataLabel.objects.filter(
        department_id=department_id,
        item_code__in=["", item_code],
        level__gte=LabelLevel.IMPORTANT,
    ).exists()
