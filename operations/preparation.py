# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What has to be done before the site can run; each part only when it is needed."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from config.environment import ROOT, environment
from operations import database, loading, memory
from operations.errors import OperationFailed

Say = Callable[[str], None]


def prepare(*, say: Say, data: str) -> None:
    """Bring database, static files and data up to this version of the code."""
    collect_static(say=say)
    with database.available() as chosen:
        memory.prepare(chosen.owner_url)
        done = memory.recall(chosen.url)
        mark = memory.fingerprint(migration_files())
        if done.get("migrations") != mark:
            run_apart("migrate")
    groups = {"demo": ("reference", "demo"), "reference": ("reference",)}.get(data, ())
    if loading.waiting(done, groups):
        run_apart("load", *groups)
    else:
        say("Data: nothing new to load")


def migrate(*, say: Say) -> None:
    """Bring the tables up to this version of the code; connects as their owner."""
    started = time.monotonic()
    with database.django_ready(as_owner=True, has_limits=False) as chosen:
        from django.core.management import call_command

        said = StringIO()
        with redirect_stdout(said):
            call_command("migrate", interactive=False, verbosity=1)
        _guard_rows(chosen, say=say)
        _make_signing_keys()
        memory.prepare(chosen.owner_url)
        memory.remember(chosen.owner_url, "migrations", memory.fingerprint(migration_files()))
    count = said.getvalue().count("... OK")
    say(f"Tables: made and changed in {count} steps ({time.monotonic() - started:.1f} s)")


def _guard_rows(chosen: database.Database, *, say: Say) -> None:
    """Install row security for the role that the running site connects as."""
    from yiwang.foundation import row_security

    login = str(conninfo_to_dict(chosen.url).get("user", ""))
    owner = conninfo_to_dict(chosen.owner_url).get("user")
    try:
        row_security.install(login_roles=[login] if login != owner else [])
    except row_security.RolesMissing:
        say(
            "Row security: off. The database's administrator has to make its roles first; "
            "see the handbook, Operations."
        )


def _make_signing_keys() -> None:
    """Make the keys that single sign-on signs with, where they are missing."""
    from django.utils import timezone

    from yiwang.foundation.actors import system_actor
    from yiwang.sso import services as sso

    sso.ensure_signing_keys(actor=system_actor("migrate"), at=timezone.now())


def collect_static(*, say: Say) -> None:
    """Gather, hash and compress the static files, unless none has changed."""
    target = environment().VAR / "static"
    stamp = target.with_name("static.fingerprint")
    mark = memory.fingerprint(_static_files())
    if stamp.exists() and stamp.read_text() == mark and target.is_dir():
        return
    started = time.monotonic()
    shutil.rmtree(target, ignore_errors=True)
    run_apart("collect-static")
    stamp.write_text(mark)
    say(f"Static files: gathered ({time.monotonic() - started:.1f} s)")


def run_apart(*arguments: str) -> None:
    """Run another command of ours in its own process, which may connect as somebody else."""
    surroundings = {**os.environ, "PYTHONUNBUFFERED": "1"}
    answer = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "operations", *arguments], cwd=ROOT, env=surroundings, check=False
    )
    if answer.returncode:
        raise OperationFailed(f"yiwang {' '.join(arguments)} failed; see above.")


def migration_files() -> list[Path]:
    rooms = ROOT / "src" / "yiwang"
    # Models and rooms name the rows that each role sees; see foundation.row_security.
    ours = [
        rooms / "foundation" / "row_security.py",
        *rooms.glob("*/apps.py"),
        *rooms.glob("*/migrations/*.py"),
        *rooms.glob("*/models.py"),
        *rooms.glob("*/models/*.py"),
    ]
    others: list[Path] = []
    for package in ("django.contrib", "procrastinate.contrib.django", "allauth", "oauth2_provider"):
        spec = find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            folder = Path(spec.submodule_search_locations[0])
            others += [*folder.glob("migrations/*.py"), *folder.glob("*/migrations/*.py")]
    return [*ours, *others]


def _static_files() -> Iterable[Path]:
    folders = [ROOT / "frontend" / "dist", *(ROOT / "src" / "yiwang").glob("*/static")]
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


def run_module(module: str, *arguments: str) -> None:
    """Run a developers' module of this tree; its exit code becomes ours."""
    # An installed command has only the packages of the product on its path, not the tree's own.
    if not (ROOT / module.partition(".")[0]).is_dir():
        raise OperationFailed(f"{module} is not here: it comes with the source tree.")
    answer = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", module, *arguments], cwd=ROOT, check=False
    )
    sys.exit(answer.returncode)
