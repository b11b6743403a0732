# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``migrate``, which makes the tables of a new database at once."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

# The version of PostgreSQL that wrote the schema; older servers may not understand it.
MADE_WITH = 18
_PARTLY = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")
_UNFINISHED = """
    SELECT i.indexrelid::regclass::text
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
     WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace
       AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p
                        WHERE p.index_relid = i.indexrelid)
     ORDER BY 1
"""


class Command(migrate.Command):
    """Load the kept schema into a new database, then run the migrations that it lacks.

    Hundreds of migrations one after another take minutes of processor time on a small machine;
    what they lead to is made in a second. ``python -m tools.schema`` keeps the file, and a test
    holds it to the migrations.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--one-by-one",
            action="store_true",
            help="Run every migration, also on a new database.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        is_whole = not any(options[name] for name in _PARTLY)
        if is_whole and not options["one_by_one"] and _takes_schema(connection):
            _load_schema(connection)
            if options["verbosity"]:
                self.stdout.write("  Made the tables of the kept schema... OK")
        for index in _drop_unfinished_indexes(connection) if is_whole else ():
            self.stdout.write(f"  Dropped {index}, whose making was cut off.")
        super().handle(*args, **options)


def _drop_unfinished_indexes(connection: BaseDatabaseWrapper) -> list[str]:
    """Drop what is left of indexes made beside the running system, when that was cut off.

    PostgreSQL keeps such an index, uses it for nothing, and lets none be made under its name.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNFINISHED)
        unfinished = [name for (name,) in cursor.fetchall()]
        beside = "" if connection.in_atomic_block else "CONCURRENTLY "
        for name in unfinished:
            cursor.execute(f"DROP INDEX {beside}IF EXISTS {name}")  # as PostgreSQL quotes it
    return unfinished


def _takes_schema(connection: BaseDatabaseWrapper) -> bool:
    connection.ensure_connection()
    version = connection.get_database_version()[0]
    is_new = "django_migrations" not in connection.introspection.table_names()
    return version >= MADE_WITH and is_new


def _load_schema(connection: BaseDatabaseWrapper) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(settings.SCHEMA_FILE.read_text(encoding="utf-8"))
