# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who it was that read somebody's data: department, post, staff; names in bulk."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class ReaderNames:
    """What ids of readers are called; an id without a row is missing."""

    departments: Mapping[UUID, str]
    posts: Mapping[UUID, str]
    staff: Mapping[UUID, tuple[str, str]]
    """Name and staff number."""


_NAMES = """
    SELECT 'department', id, name, '' FROM organizations_department WHERE id = ANY(%(ids)s::uuid[])
    UNION ALL
    SELECT 'post', id, name, '' FROM organizations_post WHERE id = ANY(%(ids)s::uuid[])
    UNION ALL
    SELECT 'staff', id, name, staff_number FROM organizations_staff_member
    WHERE id = ANY(%(ids)s::uuid[])
"""


def reader_names(ids: Collection[UUID]) -> ReaderNames:
    """Return the names of departments, posts and staff by their ids; one query."""
    found: dict[str, dict[UUID, tuple[str, str]]] = {"department": {}, "post": {}, "staff": {}}
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_NAMES, {"ids": list(ids)})
            for kind, row_id, name, number in cursor.fetchall():
                found[kind][row_id] = (name, number)
    return ReaderNames(
        departments={key: name for key, (name, _number) in found["department"].items()},
        posts={key: name for key, (name, _number) in found["post"].items()},
        staff=found["staff"],
    )
