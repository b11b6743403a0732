# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep the schema that ``migrate`` loads into an empty database.

``python -m tools.schema`` runs every migration in a PostgreSQL of its own and writes what they
made. Not every migration needs it: those that the file lacks run after it has been loaded.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from operations.postgres import Cluster

FILE = Path(__file__).resolve().parents[1] / "config" / "database" / "schema.sql"
# ``post_migrate`` fills these from the models, whatever made the tables.
_FILLED_BY_DJANGO = ("django_content_type", "auth_permission")
# No sequence but that of the migrations has given out a number that is in use.
_NOISE = re.compile(
    r"^(--|SET |SELECT pg_catalog\.set_config|\\(un)?restrict |$"
    r"|SELECT pg_catalog\.setval\('public\.(?!django_migrations_id_seq))"
)
_DATE_OF_MIGRATION = re.compile(
    r"^(INSERT INTO public\.django_migrations VALUES \(.*, )'[^']+'(\);)$"
)
_HEAD = """\
-- SPDX-FileCopyrightText: 2026 The Yiwang contributors
-- SPDX-License-Identifier: Apache-2.0
-- Made by `python -m tools.schema`; do not edit.
SET LOCAL check_function_bodies = false;
"""


def dumped(programs: Path, url: str) -> str:
    """Return tables, functions, triggers and first rows of a migrated database as SQL."""
    answer = subprocess.run(
        [
            str(programs / "pg_dump"),
            *("--no-owner", "--no-privileges", "--no-comments", "--inserts"),
            *(f"--exclude-table-data={table}" for table in _FILLED_BY_DJANGO),
            url,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return _HEAD + "\n".join(_kept(answer.stdout)) + "\n"


def _kept(text: str) -> list[str]:
    lines, body = [], ""
    for line in text.splitlines():
        is_in_body = bool(body)
        for mark in re.findall(r"\$\w*\$", line):
            body = "" if body == mark else body or mark
        if is_in_body or body or not _NOISE.match(line):
            lines.append(_DATE_OF_MIGRATION.sub(r"\1now()\2", line))
    return lines


def main() -> int:
    """Write the file from the migrations."""
    with tempfile.TemporaryDirectory(prefix="yiwang-schema-") as folder:
        cluster = Cluster(Path(folder) / "postgres", is_lasting=False)
        cluster.start()
        try:
            os.environ["DATABASE_URL"] = cluster.test_url
            os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", one_by_one=True, verbosity=0)
            FILE.write_text(dumped(cluster.programs, cluster.test_url), encoding="utf-8")
        finally:
            cluster.remove()
    print(f"schema: {FILE.stat().st_size // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
