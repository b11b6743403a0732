# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Write many rows at once: COPY into a temporary table, then one INSERT … ON CONFLICT."""

from collections.abc import Iterable, Sequence

from django.db import connection
from psycopg import sql


def upsert(
    table: str, *, columns: Sequence[str], key: str, rows: Iterable[Sequence[object]]
) -> int:
    """Insert rows and update those whose key exists; return how many were new or changed.

    An ``id`` among the columns is only used for new rows. Run inside a transaction.
    """
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    updated = [column for column in columns if column not in (key, "id")]
    parts = {
        "table": sql.Identifier(table),
        "incoming": sql.Identifier(f"incoming_{table}"),
        "names": names,
        "key": sql.Identifier(key),
        "sets": sql.SQL(", ").join(
            sql.SQL("{0} = excluded.{0}").format(sql.Identifier(column)) for column in updated
        ),
        "old": _row(table, updated),
        "new": _row("excluded", updated),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE {incoming} AS SELECT {names} FROM {table} LIMIT 0").format(
                **parts
            )
        )
        with cursor.copy(sql.SQL("COPY {incoming} ({names}) FROM STDIN").format(**parts)) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            sql.SQL(
                "INSERT INTO {table} ({names}) SELECT {names} FROM {incoming} "
                "ON CONFLICT ({key}) DO UPDATE SET {sets} WHERE ({old}) IS DISTINCT FROM ({new})"
            ).format(**parts)
        )
        changed: int = cursor.rowcount
        cursor.execute(sql.SQL("DROP TABLE {incoming}").format(**parts))
    return changed


def _row(table: str, columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(table, column) for column in columns)
