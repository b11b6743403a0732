# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang rotate-database-password``: a new password for the site's role, without a restart.

The password lies in the file that ``passfile=`` in the address names (libpq's own form), and not in
the address: libpq reads it anew for every connection, so running processes go on and new
connections use the new one. Run it by a timer, and a password is good for a month at most.

The next file is written before the role is changed, and takes the old one's place after it. Whoever
is killed between the two leaves both; the next run finds out which one opens, and goes on.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

from operations.errors import OperationFailed

PASSWORD_BYTES = 32
NO_PASSFILE = (
    "the address names no passfile. Put the password into a file, mode 0600, as "
    "host:port:database:user:password, and passfile=/path/of/it into the address."
)


def rotate(url: str, *, say: Callable[[str], None]) -> None:
    """Give the role of an address another password.

    :raises OperationFailed: the address names no file with a password, or nothing opens
    """
    passfile = Path(str(conninfo.conninfo_to_dict(url).get("passfile") or ""))
    if not passfile.name:
        raise OperationFailed(NO_PASSFILE)
    following = passfile.with_name(f"{passfile.name}.next")
    if following.exists():
        _finish(url, passfile, following, say=say)
    with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
        role, password = connection.info.user, secrets.token_urlsafe(PASSWORD_BYTES)
        _write(following, _with(passfile.read_text(), role, password))
        # The server gets the verifier and never the password, so that no log can hold it.
        verifier = connection.pgconn.encrypt_password(
            password.encode(), role.encode(), b"scram-sha-256"
        ).decode()
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier))
        )
    _replace(passfile, following)
    _check(url)
    say(f"The role {role} has a new password; {passfile} holds it.")


def _finish(url: str, passfile: Path, following: Path, *, say: Callable[[str], None]) -> None:
    """Bring a change to its end that was interrupted, whichever of the two passwords holds."""
    try:
        psycopg.connect(conninfo.make_conninfo(url, passfile=str(following))).close()
    except psycopg.OperationalError:
        following.unlink()
        say("A change was interrupted before it took place; it begins anew.")
        return
    _replace(passfile, following)
    say("A change that was interrupted has been finished.")


def _with(lines: str, role: str, password: str) -> str:
    """Return the lines of a password file with another password for a role."""
    changed = [_changed(line, role, password) for line in lines.splitlines()]
    if changed == lines.splitlines():
        raise OperationFailed(f"the password file has no line for the role {role}.")
    return "\n".join(changed) + "\n"


def _changed(line: str, role: str, password: str) -> str:
    # host:port:database:user:password, where \: and \\ stand for themselves
    place = line.replace("\\\\", "\0\0").replace("\\:", "\0\0")
    ends = [index for index, sign in enumerate(place) if sign == ":"]
    if line.startswith("#") or len(ends) < 4:
        return line
    user = line[ends[2] + 1 : ends[3]].replace("\\:", ":").replace("\\\\", "\\")
    return f"{line[: ends[3] + 1]}{password}" if user in {role, "*"} else line


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _replace(passfile: Path, following: Path) -> None:
    owner = passfile.stat()
    if os.geteuid() == 0:
        os.chown(following, owner.st_uid, owner.st_gid)
    following.replace(passfile)
    folder = os.open(passfile.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _check(url: str) -> None:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        raise OperationFailed(f"the new password does not open: {str(error).strip()}") from error
