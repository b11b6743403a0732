# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Several writes as one statement: one round trip and one plan for what belongs together.

PostgreSQL runs data-modifying CTEs of one statement on one snapshot, all or none. A row may be
touched once in a statement; none of the writes sees what the others did.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


class Writes:
    """What is to be written, in the caller's transaction, by one statement."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._parameters: list[Any] = []

    def insert(self, *rows: Model, ignores_conflicts: bool = False) -> None:
        """Add new rows of one model; defaults and ``auto_now`` are not the database's here.

        :param ignores_conflicts: leave out rows that a unique constraint knows already
        """
        if not rows:
            return
        model = type(rows[0])
        self._parts.append(_insert(model, len(rows), ignores_conflicts))
        for row in rows:
            self._parameters += [
                field.get_db_prep_save(field.pre_save(row, True), connection)
                for field in _columns(model)
            ]

    def update(self, row: Model, *fields: str) -> None:
        """Set these fields of one row that the caller has locked."""
        model = type(row)
        self._parts.append(_update(model, fields))
        for field in _fields(model, fields):
            self._parameters.append(field.get_db_prep_save(field.pre_save(row, False), connection))
        key = model._meta.pk
        self._parameters.append(key.get_db_prep_save(row.pk, connection))

    def add(self, statement: str, parameters: Sequence[Any]) -> None:
        """Add a statement of another room, such as the ledger's INSERT."""
        self._parts.append(statement)
        self._parameters += parameters

    def execute(self) -> None:
        """Write everything."""
        with connection.cursor() as cursor:
            cursor.execute(_together(tuple(self._parts)), self._parameters)


@lru_cache(maxsize=256)
def _together(parts: tuple[str, ...]) -> str:
    named = ", ".join(f"part_{place} AS ({part})" for place, part in enumerate(parts))
    return f"WITH {named} SELECT 1"


@lru_cache(maxsize=128)
def _columns(model: type[Model]) -> tuple["Field[Any, Any]", ...]:
    return tuple(model._meta.concrete_fields)


@lru_cache(maxsize=256)
def _fields(model: type[Model], names: tuple[str, ...]) -> tuple["Field[Any, Any]", ...]:
    return tuple(model._meta.get_field(name) for name in names)  # type: ignore[misc]


@lru_cache(maxsize=256)
def _insert(model: type[Model], count: int, ignores_conflicts: bool) -> str:
    columns = [_quoted(field.column) for field in _columns(model)]
    row = f"({', '.join(['%s'] * len(columns))})"
    statement = (
        f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(columns)}) "  # noqa: S608
        f"VALUES {', '.join([row] * count)}"
    )
    return f"{statement} ON CONFLICT DO NOTHING" if ignores_conflicts else statement


@lru_cache(maxsize=256)
def _update(model: type[Model], names: tuple[str, ...]) -> str:
    sets = ", ".join(f"{_quoted(field.column)} = %s" for field in _fields(model, names))
    key = _quoted(model._meta.pk.column)
    return f"UPDATE {_quoted(model._meta.db_table)} SET {sets} WHERE {key} = %s"  # noqa: S608


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))
