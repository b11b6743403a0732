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
from yiwang.catalogue.codes import resolving
from yiwang.catalogue.codes.resolving import BASIC
from yiwang.catalogue.codes.steps import Step
from yiwang.catalogue.content import BaseContent, ImplementationContent, read_content
from yiwang.catalogue.enums import ListState
from yiwang.catalogue.errors import ItemNotFound, SuccessionRefused
from yiwang.catalogue.loading.lists import (
    BaseKey,
    ComingList,
    StoredList,
    coming_list,
    write_lists,
)
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
SELECT l.department_id, l.code, l.state, l.id, v.number, v.base_version_id, v.content_sha256
  FROM catalogue_implementation l
  JOIN LATERAL (SELECT number, base_version_id, content_sha256
                  FROM catalogue_implementation_version
                 WHERE implementation_id = l.id AND state <> 'draft'
                 ORDER BY number DESC LIMIT 1) v ON true
 WHERE l.base_item_id = %s::uuid AND l.department_id = ANY (%s::uuid[])
   FOR UPDATE OF l
"""
_TAKE_CODE: Final = "UPDATE catalogue_implementation SET code = %s WHERE id = %s::uuid"
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
    there, back = _there(base, [each.id for each in departments.values()])
    coming: dict[UUID, ComingList] = {}
    for one in staying:
        department = departments[one.id]
        if department.id in there or department.id in coming:
            continue
        local = ImplementationContent.model_validate_json(one.content)
        stored = back.get(department.id)
        fitted = fit(base, local, department)
        coming[department.id] = coming_list(base.key, department, fitted, stored)
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


def _there(
    base: NewBase, department_ids: Sequence[UUID]
) -> tuple[dict[UUID, str], dict[UUID, StoredList]]:
    """Return the codes of open lists of an item, and the lists that can come back, by department.

    A list whose code led on to others comes back with a new version, under the code of today.

    :raises SuccessionRefused: a department has a list that it has withdrawn itself
    """
    with connection.cursor() as cursor:
        cursor.execute(_THERE, [base.key.item_id, list(department_ids)])
        rows = cursor.fetchall()
        closed = [row for row in rows if row[2] != ListState.OPEN]
        ended = resolving.ended_codes([row[1] for row in closed])
        if len(ended) < len(closed):
            raise SuccessionRefused
        for _department, code, _state, list_id, *_newest in closed:
            today = f"{code[:-BASIC]}{base.key.code}"
            if code != today:  # it was renumbered while it was away
                cursor.execute(_TAKE_CODE, [today, list_id])
    return (
        {row[0]: row[1] for row in rows if row[2] == ListState.OPEN},
        {row[0]: StoredList(*row[3:]) for row in closed},
    )
