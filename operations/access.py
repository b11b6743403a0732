# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""File access for PostgreSQL, which refuses to run as root and so runs as somebody else then."""

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operations.errors import OperationFailed

_EVERYBODY_PASSES = stat.S_IXOTH
_EVERYBODY_READS = stat.S_IROTH


@dataclass(frozen=True, slots=True)
class SystemUser:
    """The account that PostgreSQL's processes run under."""

    name: str
    uid: int
    gid: int


def database_user() -> SystemUser | None:
    """Return the account for PostgreSQL: none but our own, unless we are root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return SystemUser(name, entry.pw_uid, entry.pw_gid)
    raise OperationFailed(
        "PostgreSQL does not run as root, and there is neither a user postgres nor nobody. "
        "Make one, or run as an ordinary user."
    )


def options(user: SystemUser | None) -> dict[str, Any]:
    """Return subprocess's options that run a program under an account."""
    if user is None:
        return {}
    return {"user": user.uid, "group": user.gid, "extra_groups": []}


def give(user: SystemUser | None, path: Path) -> None:
    """Make a file or folder, with what is in it, the account's own."""
    if user is None or (path.stat().st_uid == user.uid and path.is_dir()):
        return
    os.chown(path, user.uid, user.gid)
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            os.chown(Path(folder) / name, user.uid, user.gid, follow_symlinks=False)


def open_parents(user: SystemUser | None, path: Path) -> None:
    """Let the account pass through the folders above a path; it does not get to list them."""
    if user is None:
        return
    for parent in path.absolute().parents:
        mode = parent.stat().st_mode
        if not mode & _EVERYBODY_PASSES and not _passes(user, parent):
            parent.chmod(mode | _EVERYBODY_PASSES)


def open_programs(user: SystemUser | None, programs: Path) -> None:
    """Let the account run PostgreSQL's programs and read what they need."""
    if user is None or _runs(user, programs / "postgres"):
        return
    open_parents(user, programs)
    install = programs.parent
    libraries = install.parent.with_name(install.parent.name + ".libs")
    for tree in (install, libraries):
        _open_tree(tree)
    if not _runs(user, programs / "postgres"):
        raise OperationFailed(f"The user {user.name} cannot run {programs / 'postgres'}.")


def _open_tree(tree: Path) -> None:
    for folder, _folders, files in os.walk(tree):
        here = Path(folder)
        here.chmod(here.stat().st_mode | _EVERYBODY_PASSES | _EVERYBODY_READS)
        for name in files:
            file = here / name
            mode = file.stat().st_mode
            passes = _EVERYBODY_PASSES if mode & stat.S_IXUSR else 0
            file.chmod(mode | _EVERYBODY_READS | passes)


def _passes(user: SystemUser, folder: Path) -> bool:
    status = folder.stat()
    owns = status.st_uid == user.uid and status.st_mode & stat.S_IXUSR
    shares = status.st_gid == user.gid and status.st_mode & stat.S_IXGRP
    return bool(owns or shares)


def _runs(user: SystemUser, program: Path) -> bool:
    try:
        answer = subprocess.run(  # noqa: S603 - our own program
            [str(program), "--version"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            cwd="/",
            **options(user),
        )
    except OSError:
        return False
    return answer.returncode == 0
