# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hand lists on: to other items of the same department, or to another department.

What ends is withdrawn as it is, so open cases go on; what takes its place is a list of its own.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yiwang.catalogue import figures
from yiwang.catalogue.codes.steps import Step
from yiwang.catalogue.content import BaseContent, ImplementationContent, read_content
from yiwang.catalogue.enums import ListState
from yiwang.catalogue.errors import ItemNotFound, SuccessionRefused
from yiwang.catalogue.loading.lists import BaseKey, coming_list, write_lists
from yiwang.catalogue.models import BaseItemVersion
from yiwang.organizations import selectors as organizations

_ENDING: Final = """
SELECT l.id, l.code, l.base_item_id, l.department_id, l.level, l.region_code, v.content::text
  FROM catalogue_implementation l
  JOIN catalogue_implementation_version v ON v.id = l.current_id
 WHERE l.state = 'open' AND {narrowed}
 ORDER BY l.id FOR UPDATE OF l
"""
_THERE: Final = """
SELECT department_id, code, state FROM catalogue_implementation
 WHERE base_item_id = %s::uuid AND department_id = ANY (%s::uuid[])
"""
_WITHDRAW: Final = (
    """
UPDATE catalogue_implementation_version SET state = 'withdrawn'
 WHERE implementation_id = ANY (%(ids)s::uuid[]) AND state = 'published'
   AND (effective_to IS NULL OR effective_to > %(on)s::date)
""",
    "UPDATE catalogue_implementation SET state = 'withdrawn' WHERE id = ANY (%(ids)s::uuid[])",
)


@dataclass(frozen=True, slots=True)
class EndingList:
    """A list that ends, with the elements that it has today."""

    id: UUID
    code: str
    base_item_id: UUID
    department_id: UUID
    level: int
    region_code: str
    content: str


@dataclass(frozen=True, slots=True)
class NewBase:
    """A base item in force that takes lists over."""

    key: BaseKey
    content: BaseContent
    levels: frozenset[int]


Fitting = Callable[
    [NewBase, ImplementationContent, organizations.DepartmentSummary], ImplementationContent
]


def new_base(base_item_id: UUID, on: date) -> NewBase:
    """Return an item as it is in force on a day.

    :raises ItemNotFound: it is not
    """
    found = (
        BaseItemVersion.objects.in_force(on)
        .filter(base_item_id=base_item_id)
        .select_related("base_item")
        .first()
    )
    if found is None:
        raise ItemNotFound
    return NewBase(
        BaseKey(
            item_id=base_item_id,
            version_id=found.id,
            code=found.base_item.code,
            statutory_amount=found.statutory_amount,
            statutory_unit=found.statutory_unit,
        ),
        read_content(BaseContent, found.content),
        frozenset(found.exercise_levels),
    )


def lists_of_item(base_item_id: UUID) -> list[EndingList]:
    """Return the open lists of an item, locked."""
    return _ending("l.base_item_id = %s::uuid", [base_item_id])


def lists_of_department(
    department_id: UUID, base_item_ids: Sequence[UUID] | None
) -> list[EndingList]:
    """Return the open lists of a department, locked; of some items, or of all."""
    if base_item_ids is None:
        return _ending("l.department_id = %s::uuid", [department_id])
    narrowed = "l.department_id = %s::uuid AND l.base_item_id = ANY (%s::uuid[])"
    return _ending(narrowed, [department_id, list(base_item_ids)])


def hand_on(
    ending: Sequence[EndingList],
    base: NewBase,
    department_of: Callable[[EndingList], organizations.DepartmentSummary],
    fit: Fitting,
    *,
    at: datetime,
) -> list[Step]:
    """Publish a list of a base for each ending one where there is none; return the steps.

    A level that the base is not exercised at gets none, and no step.

    :raises SuccessionRefused: the department has a list of it that is not in use
    """
    staying = [one for one in ending if department_of(one).level in base.levels]
    departments = {one.id: department_of(one) for one in staying}
    there = _there(base.key.item_id, [each.id for each in departments.values()])
    coming = {}
    for one in staying:
        department = departments[one.id]
        if department.id in there or department.id in coming:
            continue
        local = ImplementationContent.model_validate_json(one.content)
        coming[department.id] = coming_list(base.key, department, fit(base, local, department))
    write_lists(list(coming.values()), on=timezone.localdate(at), at=at)
    codes = there | {department_id: one.code for department_id, one in coming.items()}
    return [Step(one.code, codes[departments[one.id].id]) for one in staying]


def withdraw(ending: Iterable[EndingList], regions: Iterable[str], *, on: date) -> None:
    """Withdraw lists and count the open lists of their places, and of others, anew."""
    ended = list(ending)
    with connection.cursor() as cursor:
        for statement in _WITHDRAW:
            cursor.execute(statement, {"ids": [one.id for one in ended], "on": on})
    figures.recount([*regions, *(one.region_code for one in ended)])


def _ending(narrowed: str, values: Sequence[UUID | list[UUID]]) -> list[EndingList]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_ENDING.format(narrowed=narrowed), list(values))
        return [EndingList(*row) for row in cursor.fetchall()]


def _there(base_item_id: UUID, department_ids: Sequence[UUID]) -> dict[UUID, str]:
    with connection.cursor() as cursor:
        cursor.execute(_THERE, [base_item_id, list(department_ids)])
        rows = cursor.fetchall()
    if any(state != ListState.OPEN for _department, _code, state in rows):
        raise SuccessionRefused
    return {department_id: code for department_id, code, _state in rows}
