# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading without writing, held by PostgreSQL itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def read_only() -> Iterator[None]:
    """Run a block in a transaction in which PostgreSQL refuses every write.

    The transaction begins so, which costs no statement of its own. Inside another transaction (a
    test's, or an outer ``read_only``) the mark goes on a savepoint and ends with it.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            yield
            # A released savepoint would leave the outer transaction read-only.
            transaction.set_rollback(True)
        return
    connection.ensure_connection()
    driver = connection.connection
    driver.read_only = True
    try:
        with transaction.atomic():
            yield
    finally:
        if not driver.closed:
            driver.read_only = None
