# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The parts of one installation on one machine, and starting them all: ``yiwang up``."""

import fcntl
import json
import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from config.environment import ROOT, Environment, environment
from operations import database, demo, preparation
from operations.errors import OperationFailed
from operations.postgres import Cluster
from operations.supervisor import Part, Supervisor, end_leftovers

READY_WITHIN_SECONDS = 300
LAST_PORT = 65535
DEVELOPMENT_SETTINGS = "config.settings.dev"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def up(*, say: Callable[[str], None], data: str) -> None:
    """Bring the whole installation up and keep it up until asked to stop.

    :param data: what is loaded before it starts: demo, reference or none
    """
    chosen = environment()
    _refuse_open_development(chosen)
    chosen.VAR.mkdir(parents=True, exist_ok=True)
    with only_one(chosen.VAR) as record:
        cluster = database.our_cluster()
        parts = _parts(chosen, cluster)
        if data == "demo":
            parts.append(_department_system())
        end_leftovers(record.read(), parts)
        _check_ports(chosen, has_system=data == "demo")
        supervisor = Supervisor(parts, logs=chosen.VAR / "log", say=say, note=record.write)
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            if cluster is not None:
                _start_cluster(cluster, supervisor, say)
            preparation.prepare(say=say, data=data)
            say(f"Starting: {', '.join(part.name for part in parts)}")
            supervisor.start()
            _wait_until_ready(chosen, supervisor)
            _announce(chosen, supervisor, say, has_demo=data == "demo")
            supervisor.run()
        except KeyboardInterrupt:
            pass
        finally:
            say("Stopping …")
            supervisor.stop()
            record.write({})
            say("Stopped.")


def _announce(
    chosen: Environment, supervisor: Supervisor, say: Callable[[str], None], *, has_demo: bool
) -> None:
    """Say that all runs, where to go and, in a demonstration, as whom."""
    say(f"Yiwang is ready: {chosen.site_url}    (Ctrl-C stops it)")
    say(f"{supervisor.status()} · logs in {chosen.VAR / 'log'}")
    say(f"  portal     {chosen.site_url}/")
    say(f"  workbench  {chosen.site_url}/workbench/")
    say(f"  API        {chosen.site_url}/api/docs")
    if not has_demo:
        return
    say(f"  a system   {demo.system_address()}/  signs people in through us 单点登录演示")
    say(f"Demonstration accounts, password {demo.PASSWORD} 演示账号：")
    for path, logins, who in demo.ACCOUNTS:
        say(f"  {path:18} {logins}  ({who})")


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _refuse_open_development(chosen: Environment) -> None:
    is_development = os.environ.get("DJANGO_SETTINGS_MODULE", DEVELOPMENT_SETTINGS).endswith(".dev")
    if is_development and chosen.HOST not in _LOOPBACK:
        raise OperationFailed(
            f"HOST is {chosen.HOST}: development settings serve this machine alone. "
            "For others set DJANGO_SETTINGS_MODULE=config.settings.production."
        )


def _check_ports(chosen: Environment, *, has_system: bool) -> None:
    """Raise when a port that is needed is taken, before anything starts.

    :param has_system: the demonstration's department system stands on the port after ours
    """
    _check_port(chosen.HOST, chosen.PORT, "the site")
    if not has_system:
        return
    try:
        _check_port(demo.SYSTEM_HOST, demo.system_port(), "the demonstration's department system")
    except OperationFailed as failure:
        raise OperationFailed(
            f"{failure} It always takes the port after the site's; `--data reference` starts "
            "without it."
        ) from failure


def _check_port(host: str, port: int, needed_by: str) -> None:
    if port > LAST_PORT:
        raise OperationFailed(
            f"There is no port {port}, which {needed_by} needs. Choose a lower one: PORT=8080."
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OperationFailed(
                f"Port {port} on {host}, which {needed_by} needs, is not free "
                f"({error.strerror}). End what uses it, or choose another: PORT=8080 make run."
            ) from error


def _start_cluster(cluster: Cluster, supervisor: Supervisor, say: Callable[[str], None]) -> None:
    say(f"Starting PostgreSQL 18 in {cluster.folder}")
    cluster.prepare()
    cluster.stop()  # left running by a supervisor that was killed
    supervisor.start("postgres")
    cluster.wait_until_ready()
    cluster.ensure_database()


def _parts(chosen: Environment, cluster: Cluster | None) -> list[Part]:
    parts = []
    surroundings = dict(os.environ)
    surroundings.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT_SETTINGS)
    surroundings.pop("DATABASE_OWNER_URL", None)  # the running parts own nothing
    if cluster is not None:
        cluster.prepare()
        command, options = cluster.foreground()
        # SIGINT is PostgreSQL's fast shutdown.
        parts.append(Part("postgres", command, options, signal.SIGINT, patience=60))
        surroundings["DATABASE_URL"] = cluster.url
    figures = _figures_folder(chosen.VAR)
    yiwang = [sys.executable, "-m", "operations"]
    for name, command, extra in (
        ("sequencer", [*yiwang, "sequencer"], {}),
        ("consumers", [*yiwang, "consumers"], {}),
        ("worker", [*yiwang, "worker"], {}),
        ("web", web_command(chosen), {"PROMETHEUS_MULTIPROC_DIR": str(figures)}),
    ):
        parts.append(Part(name, command, {"cwd": ROOT, "env": surroundings | extra}))
    return parts


def _department_system() -> Part:
    """Return the demonstration system that signs people in through us; it knows only its file."""
    return Part(
        "department-system",
        [sys.executable, "-m", "examples.department_system", str(demo.system_file())],
        {"cwd": ROOT, "env": {"PATH": os.environ.get("PATH", ""), "PYTHONUNBUFFERED": "1"}},
    )


def web_command(chosen: Environment) -> list[str]:
    """Return the command of the web server."""
    return [
        *(sys.executable, "-m", "granian", "config.wsgi:application", "--interface", "wsgi"),
        *("--host", chosen.HOST, "--port", str(chosen.PORT)),
        *("--workers", str(chosen.WEB_WORKERS), "--blocking-threads", str(chosen.WEB_THREADS)),
        *("--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "10"),
    ]


def _figures_folder(var: Path) -> Path:
    folder = var / "run" / "figures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


class _Record:
    """The file that says which processes this installation runs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, int]:
        try:
            numbers: dict[str, int] = json.loads(self._path.read_text())
        except (OSError, ValueError):
            return {}
        return numbers

    def write(self, numbers: Mapping[str, int]) -> None:
        self._path.write_text(json.dumps(dict(numbers)))


@contextmanager
def only_one(var: Path) -> Iterator[_Record]:
    """Hold the installation during a block; refuse when it already runs.

    :raises OperationFailed: another process holds it
    """
    folder = var / "run"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OperationFailed(
                f"Yiwang already runs from {var}. Stop it first, or set YIWANG_VAR and PORT."
            ) from error
        yield _Record(folder / "processes.json")


def _wait_until_ready(chosen: Environment, supervisor: Supervisor) -> None:
    address = f"http://{chosen.HOST}:{chosen.PORT}/readyz"
    give_up_at = time.monotonic() + READY_WITHIN_SECONDS
    while True:
        fault = _unready(address)
        if not fault:
            return
        if time.monotonic() > give_up_at:
            raise OperationFailed(
                f"The site did not become ready: {fault}. See {chosen.VAR / 'log' / 'web.log'}."
            )
        supervisor.tend()
        time.sleep(0.1)


def _unready(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
            return ""
    except urllib.error.HTTPError as error:
        return error.read().decode(errors="replace")
    except OSError as error:
        return str(error)
