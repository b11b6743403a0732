# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Write very many rows at once: COPY straight into the tables."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, transaction
from psycopg import sql

Progress = Callable[[int, int], None]
Row = Sequence[object]
R = TypeVar("R")

STEP = 2_000


def silent(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def told(rows: Iterable[R], total: int, progress: Progress) -> Iterator[R]:
    """Yield the rows and tell ``progress`` now and then, and at the end."""
    for done, row in enumerate(rows):
        if done % STEP == 0:
            progress(done, total)
        yield row
    progress(total, total)


@contextmanager
def long_transaction() -> Iterator[None]:
    """Run a load as one transaction that no statement timeout ends."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        yield


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """COPY rows into a table and return how many; run inside a transaction."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def copy_new_rows(table: str, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """COPY rows into a table, leaving out those that are there; return how many were new."""
    parts = {
        "table": sql.Identifier(table),
        "incoming": sql.Identifier(f"incoming_{table}"),
        "names": sql.SQL(", ").join(map(sql.Identifier, columns)),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE {incoming} AS SELECT {names} FROM {table} LIMIT 0").format(
                **parts
            )
        )
        copy_rows(f"incoming_{table}", columns, rows)
        cursor.execute(
            sql.SQL(
                "INSERT INTO {table} ({names}) SELECT {names} FROM {incoming} "
                "ON CONFLICT DO NOTHING"
            ).format(**parts)
        )
        new: int = cursor.rowcount
        cursor.execute(sql.SQL("DROP TABLE {incoming}").format(**parts))
    return new


def refresh_statistics(*tables: str) -> None:
    """Let the planner know tables that have just been filled."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
