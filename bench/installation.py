# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A whole installation to measure: its own database and files, the demonstration data, a server."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench.harness import ROOT
from config.environment import environment

CLIENTS = 16
"""Connections that load comes from."""


@dataclass(slots=True)
class Place:
    """Where to measure.

    :param url: database as the running site sees it
    :param superuser_url: for pgbench and for filling tables
    """

    var: Path
    url: str
    owner_url: str
    programs: Path
    surroundings: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def web(self, *, application: str = "config.wsgi:application") -> Iterator["Server"]:
        """Have a web server run during a block, with the workers that ``yiwang up`` gives it."""
        port = free_port()
        command = [
            *(sys.executable, "-m", "granian", application, "--interface", "wsgi"),
            *("--host", "127.0.0.1", "--port", str(port), "--no-ws"),
            *("--workers", str(environment().WEB_WORKERS)),
            *("--blocking-threads", str(environment().WEB_THREADS)),
        ]
        with (self.var / "web.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command
                command, cwd=ROOT, env=self.surroundings, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            _wait(port)
            yield Server(port, psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait(60)


@dataclass(slots=True)
class Server:
    """A running web server and its processes."""

    port: int
    process: psutil.Process

    @property
    def address(self) -> tuple[str, int]:
        return ("127.0.0.1", self.port)

    def cpu_seconds(self) -> float:
        """Processor time that the server's processes have used so far."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(one.cpu_times()[:2]) for one in family)


def without_cases(var: Path) -> Path:
    """Return the mark of an installation whose demonstration cases a measure took away.

    What a later version demonstrates would rest on those cases and could not be loaded.
    """
    return var / "without-cases"


@contextmanager
def prepared() -> Iterator[Place]:
    """Have a database with the demonstration data, kept between runs under ``var/bench``."""
    var = Path(environment().VAR) / "bench" / "installation"
    var.mkdir(parents=True, exist_ok=True)
    os.environ["YIWANG_VAR"] = str(var)
    environment.cache_clear()
    from operations import database, preparation
    from operations.postgres import Cluster

    programs = Cluster(var / "postgres").programs
    with database.available() as chosen:
        preparation.prepare(say=print, data="reference" if without_cases(var).exists() else "demo")
        surroundings = dict(os.environ) | {
            "DATABASE_URL": chosen.url,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        os.environ["DATABASE_URL"] = chosen.owner_url
        os.environ["DATABASE_STATEMENT_TIMEOUT_MS"] = "0"
        os.environ["DATABASE_IDLE_TRANSACTION_TIMEOUT_MS"] = "0"
        environment.cache_clear()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
        import django

        django.setup(set_prefix=False)
        yield Place(var, chosen.url, chosen.owner_url, programs, surroundings)


def described() -> dict[str, object]:
    """Return versions, settings and the volume of data of the place that was measured."""
    from importlib.metadata import version

    from django.db import connection

    tables = ("catalogue_implementation", "cases_case", "ledger_event", "identity_natural_person")
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgresql = cursor.fetchone()[0]
        volume = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - names from above
            volume[table] = cursor.fetchone()[0]
    packages = ("Django", "granian", "psycopg", "procrastinate", "SpiffWorkflow")
    return {
        "versions": {"PostgreSQL": postgresql} | {name: version(name) for name in packages},
        "volume": volume,
        "settings": {
            "web_workers": environment().WEB_WORKERS,
            "web_threads": environment().WEB_THREADS,
            "clients": CLIENTS,
        },
    }


def _wait(port: int) -> None:
    give_up_at = time.monotonic() + 180
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.2)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
