# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What tells that a kept page has to be made anew, asked of several rooms in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that changes whenever what a room shows on a page does.

    :ivar sql: a query for one value, from the room's own source; what comes from outside is a
        parameter of it
    """

    sql: str
    parameters: Sequence[Any] = ()


def read_marks(*marks: Mark) -> list[str | None]:
    """Return the values of marks as text, None where a query finds nothing; one statement."""
    values = ", ".join(f"({mark.sql})::text" for mark in marks)
    with connection.cursor() as cursor:
        # Every mark is SQL of the room that made it; see Mark.
        cursor.execute(f"SELECT {values}", [each for mark in marks for each in mark.parameters])
        return list(cursor.fetchone())
