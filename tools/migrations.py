# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Migrations: none missing, in one line, and safe while the old code still runs."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from operations.postgres import Cluster

ROOT = Path(__file__).resolve().parents[1]
ROOMS = sorted(path.parent.name for path in (ROOT / "src" / "yiwang").glob("*/migrations"))
BEFORE_THE_FIRST_RELEASE = (
    "0002_ways_out_of_the_site",
    "0003_evidence_mandates_and_guardians",
    "0004_applied_for_by_somebody_else",
    "0008_editors_of_an_order",
    "0008_grades_and_modes",
    "0009_notices_and_successions",
    "0010_special_procedures",
    "0009_what_was_granted",
    "0012_rules_that_decide",
    "0016_evidence_that_was_found",
    "0014_modes_and_promises",
    "0023_questions_in_a_case",
    "0025_opinions_consultations_watches_batches",
    "0027_co_applicants",
    "0004_modes_and_promises",
    "0014_duties_of_types",
    "0016_closed_with_base",
    "0005_templates_of_notices",
    "0010_translations_of_papers",
    "0020_codes_ahead",
    "0002_switches_and_answers",
    "0003_sources_over_http",
    "0006_addresses_wanted",
    "0007_orders_taken_back",
    "0005_copies_and_more_addresses",
    "0049_stages_of_reviews",
    "0050_statements_end_with_their_case",
)
"""Migrations that add columns and constraints at once: no installation has old code or rows yet."""
COMMANDS = (
    ("check",),
    ("makemigrations", "--check", "--dry-run"),
    (
        *("lintmigrations", "--quiet", "ok", "ignore", "--project-root-path", str(ROOT)),
        *("--no-cache", "--sql-analyser", "postgresql", "--include-apps", *ROOMS),
        *("--ignore-name", *BEFORE_THE_FIRST_RELEASE),
    ),
)


REPAIR = (("create_max_migration_files", "--recreate"),)


def main() -> int:
    """Run Django's own check and the linter on an empty database of our own.

    With ``--fix`` only write down anew which migration of each room is the last.
    """
    commands = REPAIR if "--fix" in sys.argv else COMMANDS
    with tempfile.TemporaryDirectory(prefix="yiwang-check-") as name:
        cluster = Cluster(Path(name) / "postgres", is_lasting=False)
        with cluster.running():
            surroundings = {
                **os.environ,
                "DATABASE_URL": cluster.owner_url,
                "DJANGO_SETTINGS_MODULE": "config.settings.checks",
            }
            codes = [
                subprocess.run(
                    [sys.executable, "manage.py", *command], cwd=ROOT, env=surroundings, check=False
                ).returncode
                for command in commands
            ]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
