# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about divisions, departments, posts and staff.

Divisions and departments are public. Staff and posts are for the government's own use: faces ask
``policies.can`` before they show them.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

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
)
from yiwang.organizations.queries.called import codes_called as codes_called
from yiwang.organizations.queries.called import forget_names
from yiwang.organizations.queries.handover import (
    GrantLine,
    LeaveLine,
    ReviewLine,
    grants_in_reach,
    leaves_covered_by,
    leaves_in_reach,
    leaves_of,
    review,
    review_entries,
    reviews_in_reach,
)
from yiwang.organizations.queries.imports import (
    ImportFault,
    ImportLine,
    import_faults,
    imports_of,
    staff_import,
)
from yiwang.organizations.queries.labels import clearances_of, is_labelled, labels_in_reach
from yiwang.organizations.queries.posts import (
    HeldPost,
    StaffName,
    colleague_numbered,
    colleagues_of,
    held_posts_of,
    holders_by_department,
    posts_of,
    posts_with_right,
    rights_in,
    staff_names,
    staff_with_any_right,
    staff_with_right,
)
from yiwang.organizations.queries.readers import ReaderNames as ReaderNames
from yiwang.organizations.queries.readers import reader_names as reader_names
from yiwang.organizations.queries.staff import (
    StaffFilter,
    StaffLine,
    administrators_in_reach,
    departments_reached,
    find_departments,
    holdings_of,
    posts_in_reach,
    staff_ids_in_reach,
    staff_in_reach,
    staff_member,
)
from yiwang.organizations.reference_cache import Generation, ReferenceCache

# The questions that live in queries/; those below are ours as well.
__all__ = [
    "GrantLine",
    "HeldPost",
    "ImportFault",
    "ImportLine",
    "LeaveLine",
    "ReviewLine",
    "StaffFilter",
    "StaffLine",
    "StaffName",
    "administrators_in_reach",
    "clearances_of",
    "colleague_numbered",
    "colleagues_of",
    "departments_reached",
    "find_departments",
    "grants_in_reach",
    "held_posts_of",
    "holders_by_department",
    "holdings_of",
    "import_faults",
    "imports_of",
    "is_labelled",
    "labels_in_reach",
    "leaves_covered_by",
    "leaves_in_reach",
    "leaves_of",
    "posts_in_reach",
    "posts_of",
    "posts_with_right",
    "review",
    "review_entries",
    "reviews_in_reach",
    "rights_in",
    "staff_ids_in_reach",
    "staff_import",
    "staff_in_reach",
    "staff_member",
    "staff_names",
    "staff_with_any_right",
    "staff_with_right",
]


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


def forget_cached() -> None:
    """Drop what this process remembers of divisions and departments."""
    _divisions.clear()
    _departments.clear()
    forget_names()


# ── divisions


def division(code: str) -> DivisionName:
    """Return a division of today or of the past.

    :raises InvalidDivisionCode: not a division code at all
    :raises DivisionNotFound: no division has or had this code
    """
    found = _divisions.get(code)
    if found is None:
        parsed = parse_division_code(code).code
        _remember_divisions(code)
        found = _divisions.get(code)
        if found is None:
            raise DivisionNotFound(params={"division": parsed})
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
