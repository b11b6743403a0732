# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about divisions, departments, posts and staff.

Divisions and departments are public. Staff and posts are for the government's own use: faces ask
``policies.can`` before they show them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from yiwang.foundation.codes.divisions import COUNTRY, parse_division_code
from yiwang.foundation.enums import DivisionLevel
from yiwang.organizations import reach
from yiwang.organizations.errors import (
    DepartmentNotFound,
    DivisionNotFound,
    NoDepartmentForLine,
    NoSuccessor,
)
from yiwang.organizations.models import (
    Department,
    Division,
    DivisionSuccession,
    PostHolding,
    StaffMember,
)
from yiwang.organizations.reference_cache import Generation, ReferenceCache


@dataclass(frozen=True, slots=True)
class DivisionName:
    """A division as pages name it; ``parent_code`` is "" for a province."""

    code: str
    name: str
    level: int
    parent_code: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class DepartmentSummary:
    """A department as other rooms know it."""

    id: UUID
    name: str
    short_name: str
    uscc: str
    division_code: str
    line: str
    carries: tuple[str, ...]
    level: int
    phone: str
    address: str
    is_test_data: bool

    @property
    def division_id(self) -> str:
        return self.division_code

    @property
    def lines(self) -> tuple[str, ...]:
        """Its own line and those it carries."""
        return (self.line, *self.carries)


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


_divisions: ReferenceCache[str, DivisionName] = ReferenceCache()
_departments: ReferenceCache[UUID, DepartmentSummary] = ReferenceCache()
_rights = Generation()

_DIVISION_COLUMNS = ("code", "name", "level", "parent_id", "valid_to")
_DEPARTMENT_COLUMNS = (
    "id",
    "name",
    "short_name",
    "uscc",
    "division_id",
    "line",
    "carries",
    "level",
    "phone",
    "address",
    "is_test_data",
)
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


def forget_cached() -> None:
    """Drop what this process remembers of divisions and departments."""
    _divisions.clear()
    _departments.clear()


# ── divisions


def division(code: str) -> DivisionName:
    """Return a division of today or of the past.

    :raises InvalidDivisionCode: not a division code at all
    :raises DivisionNotFound: no division has or had this code
    """
    found = _divisions.get(code)
    if found is None:
        _remember_divisions(code)
        found = _divisions.get(code)
    if found is None:
        raise DivisionNotFound(params={"division": parse_division_code(code).code})
    return found


def division_path(code: str) -> list[DivisionName]:
    """Return the divisions from the province down to this one, inclusive.

    :raises DivisionNotFound: no division has or had this code
    """
    path = [division(code)]
    while path[-1].parent_code:
        path.append(division(path[-1].parent_code))
    return path[::-1]


def full_name(code: str) -> str:
    """Return the names of the path in one word: 浙江省杭州市西湖区."""
    return "".join(step.name for step in division_path(code))


def children(code: str) -> list[DivisionName]:
    """Return the divisions right below, by code, as of today; provinces for the country or ""."""
    parent = None if code in ("", COUNTRY) else code
    rows = Division.objects.current().filter(parent_id=parent).order_by("code")
    return [_division_name(*row) for row in rows.values_list(*_DIVISION_COLUMNS)]


def current_code(code: str, *, on: date | None = None) -> str:
    """Return the code that stands for a division today; of several, the main one.

    :param on: the day on which the code was used; codes were handed on to other divisions in 1982
    :raises DivisionNotFound: no division has or had this code
    :raises NoSuccessor: it ended and nothing is known to have taken its place
    """
    return successors(code, on=on)[0]


def successors(code: str, *, on: date | None = None) -> tuple[str, ...]:
    """Return the codes that stand for a division today, the main one first.

    :raises DivisionNotFound: no division has or had this code
    :raises NoSuccessor: it ended and nothing is known to have taken its place
    """
    known = division(code)
    if on is None and known.is_current:
        return (code,)
    rows = DivisionSuccession.objects.filter(code=code)
    if on is None:
        ended = rows.order_by("-ended_in").first()
    else:
        ended = rows.filter(ended_in__gt=on.year).order_by("ended_in").first()
    if ended is None and known.is_current:
        return (code,)
    if ended is None or not ended.successors:
        raise NoSuccessor(params={"division": code})
    return tuple(ended.successors)


def is_within(code: str, ancestor: str) -> bool:
    """Return whether a division is another one or lies in it; for villages by their township."""
    if len(code) == 12 and code[9:] != "000" and code != ancestor:
        code = division(code).parent_code
    return reach.is_below(code, ancestor)


def code_range(code: str) -> tuple[str, str]:
    """Return the first and the last code of a division and all below it, both included.

    For a column that holds codes of departments' divisions, so never of villages. An empty code
    gives a range that no code lies in.
    """
    return reach.code_range(code)


def _remember_divisions(code: str) -> None:
    # A cold process reads all but the villages at once (4,800 rows, about 15 ms).
    above_villages = Q(level__lt=DivisionLevel.VILLAGE) if _divisions.is_empty() else Q(pk=code)
    rows = Division.objects.filter(above_villages | Q(pk=code))
    for row in rows.values_list(*_DIVISION_COLUMNS):
        _divisions.put(row[0], _division_name(*row))


def _division_name(
    code: str, name: str, level: int, parent_code: str | None, valid_to: date | None
) -> DivisionName:
    return DivisionName(code, name, level, parent_code or "", valid_to is None)


# ── departments


def department(department_id: UUID) -> DepartmentSummary:
    """Return a department.

    :raises DepartmentNotFound: no department has this id
    """
    found = _departments.get(department_id)
    if found is None:
        row = Department.objects.filter(pk=department_id).values_list(*_DEPARTMENT_COLUMNS).first()
        if row is None:
            raise DepartmentNotFound
        found = _department_summary(row)
        _departments.put(department_id, found)
    return found


def departments_in(code: str) -> list[DepartmentSummary]:
    """Return the departments of one division, not of those below it, in order of their codes."""
    rows = Department.objects.filter(division_id=code).order_by("uscc")
    return [_department_summary(row) for row in rows.values_list(*_DEPARTMENT_COLUMNS)]


def departments_by_line(*, levels: Collection[int] | None = None) -> Iterator[DepartmentSummary]:
    """Yield every department, by division and code, in one query.

    :param levels: only departments of these levels
    """
    rows = Department.objects.order_by("division_id", "uscc")
    if levels is not None:
        rows = rows.filter(level__in=list(levels))
    for row in rows.values_list(*_DEPARTMENT_COLUMNS).iterator(chunk_size=2000):
        yield _department_summary(row)


def department_for_line(line: str, division_code: str) -> DepartmentSummary:
    """Return the department that has, or else carries, a line of business in a division.

    :raises NoDepartmentForLine: none does
    """
    rows = Department.objects.filter(division_id=division_code)
    columns = _DEPARTMENT_COLUMNS
    row = (
        rows.filter(line=line).order_by("uscc").values_list(*columns).first()
        or rows.filter(carries__contains=[line]).order_by("uscc").values_list(*columns).first()
    )
    if row is None:
        raise NoDepartmentForLine(params={"line": line})
    return _department_summary(row)


def department_by_short_name(division_code: str, short_name: str) -> DepartmentSummary:
    """Return the department of a division that people call so.

    :raises DepartmentNotFound: there is none
    """
    rows = Department.objects.filter(division_id=division_code, short_name=short_name)
    row = rows.order_by("uscc").values_list(*_DEPARTMENT_COLUMNS).first()
    if row is None:
        raise DepartmentNotFound
    return _department_summary(row)


def _department_summary(row: Sequence[object]) -> DepartmentSummary:
    values = dict(zip(_DEPARTMENT_COLUMNS, row, strict=True))
    values["division_code"] = values.pop("division_id")
    values["carries"] = tuple(values["carries"])  # type: ignore[arg-type]
    return DepartmentSummary(**values)  # type: ignore[arg-type]


# ── posts and staff


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


def staff_with_right(department_id: UUID, right: str, on: date) -> list[StaffName]:
    """Return who has a right in a department on a day, by staff number: whom to hand work to."""
    holdings = PostHolding.objects.held_on(on)
    rows = (
        holdings.filter(post__department_id=department_id, post__rights__contains=[right])
        .order_by("staff__staff_number")
        .values_list("staff_id", "staff__name", "staff__staff_number")
        .distinct()
    )
    return [StaffName(*row) for row in rows]


def staff_names(staff_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of staff members, in one query."""
    rows = StaffMember.objects.filter(pk__in=set(staff_ids)).order_by()
    return dict(rows.values_list("id", "name"))


def departments_of_staff(staff_id: UUID, on: date) -> list[DepartmentSummary]:
    """Return the department that took a staff member on and those of their posts on a day."""
    held = PostHolding.objects.held_on(on).filter(staff_id=staff_id)
    rows = Department.objects.filter(
        Q(staff_taken_on=staff_id) | Q(pk__in=held.values("post__department_id"))
    ).distinct()
    return [
        _department_summary(row) for row in rows.order_by("uscc").values_list(*_DEPARTMENT_COLUMNS)
    ]


def rights_generation() -> int:
    """Return a number that grows whenever this process changes who holds what.

    Whoever keeps an actor for a moment compares it; other processes' changes do not show.
    """
    return _rights.number


def rights_changed() -> None:
    """Note that a post, or who holds it, changed."""
    _rights.next()
