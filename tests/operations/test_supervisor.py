# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The supervisor restarts what dies and stops all in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from operations import supervisor as module
from operations.supervisor import Part, Supervisor, end_leftovers

WAIT = "import time; time.sleep(600)"
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(1, flush=True)
time.sleep(600)
"""
WRITE_WHEN_ASKED = """
import pathlib, signal, sys, time
def leave(*_):
    with open(sys.argv[1], "a") as file: file.write(sys.argv[2] + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
pathlib.Path(sys.argv[1] + sys.argv[2]).touch()
time.sleep(600)
"""


def program(source: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-c", source, *arguments)


def until(condition: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < give_up_at, "it never came about"
        time.sleep(0.01)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervise(tmp_path: Path, said: list[str]) -> Iterator[Callable[..., Supervisor]]:
    made: list[Supervisor] = []

    def make(*parts: Part) -> Supervisor:
        made.append(Supervisor(parts, logs=tmp_path / "log", say=said.append))
        return made[-1]

    yield make
    for one in made:
        one.stop()


def test_a_killed_part_is_started_again(supervise, said, monkeypatch):
    monkeypatch.setattr(module, "FIRST_DELAY_SECONDS", 0.01)
    supervisor = supervise(Part("web", program(WAIT)))
    supervisor.start()
    first = supervisor.processes()["web"]
    os.kill(first, signal.SIGKILL)

    def is_replaced() -> bool:
        supervisor.tend()
        return supervisor.processes().get("web", first) != first

    until(is_replaced)
    assert said[0] == "web ended (signal SIGKILL); it is started again."
    assert said[-1].endswith("web ✓")


def test_the_numbers_that_are_kept_are_those_that_run_now(tmp_path, said, monkeypatch):
    """Else a killed supervisor would leave behind what it had once started again."""
    monkeypatch.setattr(module, "FIRST_DELAY_SECONDS", 0.01)
    kept: list[dict[str, int]] = []
    parts = [Part(name, program(WAIT)) for name in ("worker", "web")]
    supervisor = Supervisor(
        parts, logs=tmp_path, say=said.append, note=lambda numbers: kept.append(dict(numbers))
    )
    supervisor.start()
    first = supervisor.processes()
    os.kill(first["web"], signal.SIGKILL)

    def is_replaced() -> bool:
        supervisor.tend()
        return supervisor.processes().get("web", first["web"]) != first["web"]

    until(is_replaced)
    present = supervisor.processes()
    supervisor.stop()

    assert first in kept
    assert kept[-1] == present


def test_a_part_that_keeps_dying_waits_longer_each_time(supervise, monkeypatch):
    monkeypatch.setattr(module, "FIRST_DELAY_SECONDS", 0.01)
    supervisor = supervise(Part("web", program("raise SystemExit(3)")))
    supervisor.start()
    running = supervisor._running[0]

    def has_died_four_times() -> bool:
        supervisor.tend()
        return running.deaths >= 4

    until(has_died_four_times)
    assert running.start_again_at - time.monotonic() > 0.04


def test_parts_stop_in_the_reverse_order_of_their_start(supervise, tmp_path):
    log = str(tmp_path / "order")
    names = ("postgres", "worker", "web")
    supervisor = supervise(*(Part(name, program(WRITE_WHEN_ASKED, log, name)) for name in names))
    supervisor.start()
    until(lambda: all(Path(log + name).exists() for name in names))

    supervisor.stop()

    assert Path(log).read_text().split() == ["web", "worker", "postgres"]


def test_a_part_that_does_not_listen_is_killed_after_its_patience(supervise, tmp_path):
    supervisor = supervise(Part("web", program(STUBBORN), patience=0.1))
    supervisor.start()
    number = supervisor.processes()["web"]
    until(lambda: (tmp_path / "log" / "web.log").read_text() != "")

    supervisor.stop()

    assert not psutil.pid_exists(number)


def test_what_a_part_says_stands_in_its_log(supervise, tmp_path):
    supervisor = supervise(Part("web", program("print('hello')")))
    supervisor.start()

    until(lambda: (tmp_path / "log" / "web.log").read_text() == "hello\n")


def test_leftovers_of_a_killed_supervisor_are_ended(said):
    part = Part("web", program(WAIT))
    left = subprocess.Popen(list(part.command))
    # Popen returns when the kernel has begun the program; its command line comes a moment later.
    until(lambda: psutil.Process(left.pid).cmdline() == list(part.command))

    end_leftovers({"web": left.pid}, [part])

    assert not psutil.pid_exists(left.pid)
    left.wait()


def test_a_number_that_another_program_has_by_now_is_left_alone():
    other = subprocess.Popen(program(WAIT, "somebody else"))

    end_leftovers({"web": other.pid}, [Part("web", program(WAIT))])

    assert other.poll() is None
    other.kill()
    other.wait()
