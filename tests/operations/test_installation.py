# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A whole installation: brought up, its parts killed one by one, and stopped without a trace."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
SIGNS = {"web": "granian", "postgres": "/bin/postgres"}
PARTS = ("postgres", "sequencer", "consumers", "worker", "web")

pytestmark = [pytest.mark.slow, pytest.mark.fault, pytest.mark.timeout(900)]


def until(condition: Callable[[], bool], seconds: float = 500) -> None:
    """Wait for something to come about; a first start makes all tables on a busy machine."""
    give_up_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up_at, "it never came about"
        time.sleep(0.05)


class Installation:
    """One ``yiwang up`` in a folder and on a port of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.surroundings = {**kept, "YIWANG_VAR": str(var), "PORT": str(self.port)}
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        self.var.mkdir(exist_ok=True)
        with (self.var / "said").open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "operations", "up", "--data", "none"],
                cwd=ROOT,
                env=self.surroundings,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.said()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5):
                return True
        except (OSError, http.client.HTTPException):
            return False

    def traces(self) -> list[str]:
        """Return the command lines of all processes that name our port or folder."""
        marks = (str(self.port), str(self.var))
        found = []
        for process in psutil.process_iter(["cmdline"]):
            command = process.info["cmdline"] or []
            if any(mark in word for mark in marks for word in command):
                found.append(" ".join(command))
        return found

    def said(self) -> str:
        return (self.var / "said").read_text()

    def times_ready(self) -> int:
        assert self.process.poll() is None, self.said()
        return self.said().count("Yiwang is ready")

    def family(self) -> dict[str, psutil.Process]:
        """Return the parts' processes by name."""
        found = {}
        for child in psutil.Process(self.process.pid).children():
            command = ""
            with suppress(psutil.Error):  # it may die while we look
                command = " ".join(child.cmdline())
            for name in PARTS:
                if SIGNS.get(name, f"operations {name}") in command:
                    found[name] = child
        return found

    def part_other_than(self, name: str, former: psutil.Process | None) -> psutil.Process:
        """Wait for the part's process that is not the former one."""
        found: list[psutil.Process] = []

        def is_there() -> bool:
            process = self.family().get(name)  # asked once: it may die between two looks
            if process and process != former:
                found.append(process)
            return bool(found)

        until(is_there)
        return found[0]


@pytest.fixture
def installation() -> Iterator[Installation]:
    # Not below tmp_path: pytest closes its parents to others, and PostgreSQL may be another user.
    with tempfile.TemporaryDirectory(prefix="yiwang-up-", ignore_cleanup_errors=True) as name:
        made = Installation(Path(name) / "var")
        yield made
        if made.process.poll() is None:
            made.process.send_signal(signal.SIGTERM)
            made.process.wait(60)


def test_every_part_that_is_killed_comes_back_and_nothing_is_left_at_the_end(
    installation: Installation,
):
    until(installation.is_ready)
    assert "Tables: made and changed in" in installation.said()
    steps = int(installation.said().partition("Tables: made and changed in ")[2].split()[0])
    assert steps < 100, "the kept schema was not loaded, or is far behind the migrations"

    for name in PARTS:
        victim = installation.part_other_than(name, None)
        victim.send_signal(signal.SIGKILL)
        installation.part_other_than(name, victim)
        until(installation.is_ready)

    installation.process.send_signal(signal.SIGINT)
    assert installation.process.wait(60) == 0
    assert installation.traces() == []
    assert not (installation.var / "postgres" / "postmaster.pid").exists()


def test_the_next_start_ends_what_a_killed_supervisor_left(installation: Installation):
    until(lambda: installation.times_ready() == 1)
    victim = installation.part_other_than("worker", None)
    victim.kill()
    installation.part_other_than("worker", victim)  # it was started again before all ended
    left = psutil.Process(installation.process.pid).children(recursive=True)
    installation.process.kill()
    installation.process.wait()
    # Recorded numbers are how the next start finds them.
    assert set(json.loads((installation.var / "run" / "processes.json").read_text())) == set(PARTS)

    installation.process = installation.start()
    until(lambda: installation.times_ready() == 2)

    assert not [process for process in left if process.is_running()]


def test_an_installation_starts_only_once(installation: Installation):
    until(installation.is_ready)
    answer = subprocess.run(
        [sys.executable, "-m", "operations", "up", "--data", "none"],
        cwd=ROOT,
        env=installation.surroundings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert answer.returncode == 1
    assert "already runs" in answer.stderr
