# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about who holds which post, asked by every room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from yiwang.organizations.models import Post, PostHolding, StaffMember


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that a staff member holds on the day asked for."""

    holding_id: UUID
    post_id: UUID
    name: str
    department_id: UUID
    department_name: str
    division_code: str
    rights: frozenset[str]
    covers_subtree: bool


@dataclass(frozen=True, slots=True)
class StaffName:
    """A staff member as colleagues see them."""

    id: UUID
    name: str
    staff_number: str


@dataclass(frozen=True, slots=True)
class PostName:
    """A post of a department, as those choose it who turn to whoever holds it."""

    id: UUID
    name: str


_HELD_POST_COLUMNS = (
    "id",
    "post_id",
    "post__name",
    "post__department_id",
    "post__department__name",
    "post__department__division_id",
    "post__rights",
    "post__covers_subtree",
)
_HELD_POST_FIELDS = tuple(field.name for field in fields(HeldPost))


def posts_of(staff_id: UUID, on: date) -> list[HeldPost]:
    """Return the posts that a staff member holds on a day, the longest held first."""
    holdings = PostHolding.objects.held_on(on).filter(staff_id=staff_id)
    rows = holdings.order_by("held_from", "id").values_list(*_HELD_POST_COLUMNS)
    return [_held_post(row) for row in rows]


def _held_post(row: Sequence[Any]) -> HeldPost:
    values = dict(zip(_HELD_POST_FIELDS, row, strict=True))
    return HeldPost(**values | {"rights": frozenset(values["rights"])})


def held_posts_of(staff_ids: Iterable[UUID], on: date) -> dict[UUID, list[HeldPost]]:
    """Return the posts that many staff members hold on a day, in one query."""
    held = PostHolding.objects.held_on(on).filter(staff_id__in=list(staff_ids))
    found: dict[UUID, list[HeldPost]] = {}
    rows = held.order_by("held_from", "id").values_list("staff_id", *_HELD_POST_COLUMNS)
    for staff_id, *row in rows:
        found.setdefault(staff_id, []).append(_held_post(row))
    return found


def rights_in(staff_id: UUID, department_id: UUID, on: date | None = None) -> frozenset[str]:
    """Return all rights that a staff member has from posts in one department.

    :param on: today when left out
    """
    holdings = PostHolding.objects.held_on(on or timezone.localdate())
    rows = holdings.filter(staff_id=staff_id, post__department_id=department_id)
    return frozenset(
        right
        for rights in rows.order_by().values_list("post__rights", flat=True)
        for right in rights
    )


def staff_with_right(
    department_id: UUID, right: str, on: date, *, limit: int | None = None, after: str = ""
) -> list[StaffName]:
    """Return who has a right in a department on a day, by staff number: whom to hand work to.

    :param limit: at most so many, None for all of them
    :param after: only staff numbers after this one
    """
    holdings = PostHolding.objects.held_on(on)
    if after:
        holdings = holdings.filter(staff__staff_number__gt=after)
    rows = (
        holdings.filter(post__department_id=department_id, post__rights__contains=[right])
        .order_by("staff__staff_number")
        .values_list("staff_id", "staff__name", "staff__staff_number")
        .distinct()
    )
    return [StaffName(*row) for row in rows[:limit]]


def colleague_numbered(department_id: UUID | None, staff_number: str) -> UUID | None:
    """Return whom a department has under a staff number, taken on there or in one of its posts."""
    number = staff_number.strip()[:32]
    if department_id is None or not number:
        return None
    found = StaffMember.objects.filter(staff_number=number, left_on__isnull=True).filter(
        Q(department_id=department_id) | Q(holdings__post__department_id=department_id)
    )
    return found.values_list("id", flat=True).first()


def posts_with_right(department_id: UUID, rights: Iterable[str]) -> list[PostName]:
    """Return the posts of a department that have one of these rights at least, by name."""
    found = Post.objects.filter(
        department_id=department_id, rights__overlap=[str(one) for one in rights]
    )
    return [PostName(*row) for row in found.order_by("name").values_list("id", "name")[:200]]


def staff_with_any_right(department_id: UUID, rights: Iterable[str], on: date) -> list[StaffName]:
    """Return who has one of these rights in a department on a day, by staff number."""
    holdings = PostHolding.objects.held_on(on).filter(
        post__department_id=department_id, post__rights__overlap=[str(one) for one in rights]
    )
    rows = holdings.order_by("staff__staff_number").values_list(
        "staff_id", "staff__name", "staff__staff_number"
    )
    return [StaffName(*row) for row in rows.distinct()[:200]]


def holders_by_department(
    staff_ids: Iterable[UUID], rights: Iterable[str], on: date
) -> dict[UUID, list[UUID]]:
    """Return who of these staff has one of these rights on a day, by department; one query."""
    holdings = PostHolding.objects.held_on(on).filter(
        staff_id__in=set(staff_ids), post__rights__overlap=[str(one) for one in rights]
    )
    found: dict[UUID, list[UUID]] = {}
    for department_id, staff_id in sorted(
        set(holdings.order_by().values_list("post__department_id", "staff_id"))
    ):
        found.setdefault(department_id, []).append(staff_id)
    return found


def colleagues_of(staff_id: UUID, department_id: UUID | None) -> list[StaffName]:
    """Return who else a department has taken on, by staff number: whom to choose as a deputy."""
    if department_id is None:
        return []
    rows = StaffMember.objects.filter(department_id=department_id, left_on__isnull=True)
    others = rows.exclude(pk=staff_id).order_by("staff_number")
    return [StaffName(*row) for row in others.values_list("id", "name", "staff_number")[:200]]


def staff_names(staff_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of staff members, in one query."""
    rows = StaffMember.objects.filter(pk__in=set(staff_ids)).order_by()
    return dict(rows.values_list("id", "name"))
