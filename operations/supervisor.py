# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep the parts of an installation running: start them, restart what dies, stop them in order."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO, Any

import psutil

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 30.0
SETTLED_AFTER_SECONDS = 60.0
LOG_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """One program that has to run.

    :param options: Popen's options beyond command and log
    :param stop_signal: what makes it end by itself
    :param patience: seconds it gets to end before it is killed
    """

    name: str
    command: Sequence[str]
    options: Mapping[str, Any] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 20.0


class _Running:
    """A part's process and the history of its deaths."""

    def __init__(self, part: Part, log: Path) -> None:
        self.part = part
        self._log = log
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        self._started_at = 0.0
        self.start_again_at = 0.0

    def start(self) -> None:
        with self._open_log() as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own parts
                list(self.part.command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops in order
                **self.part.options,
            )
        self._started_at = time.monotonic()

    def _open_log(self) -> IO[bytes]:
        if self._log.exists() and self._log.stat().st_size > LOG_BYTES:
            self._log.replace(self._log.with_suffix(".1.log"))
        return self._log.open("ab")

    def notice_death(self) -> bool:
        """Tell whether the process has died since the last look; set when it starts again."""
        if self.process is None or self.process.poll() is None:
            return False
        self._end_orphans()
        now = time.monotonic()
        if now - self._started_at > SETTLED_AFTER_SECONDS:
            self.deaths = 0
        delay = min(FIRST_DELAY_SECONDS * 2**self.deaths, LONGEST_DELAY_SECONDS)
        self.deaths += 1
        self.start_again_at = now + delay
        return True

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(self.part.stop_signal)
        try:
            self.process.wait(self.part.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_orphans()

    def _end_orphans(self) -> None:
        """End what a killed process left in its group, such as the workers of a web server."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Run parts until somebody asks to stop.

    :param parts: in the order they start; they stop in the reverse order
    :param logs: folder for one log file a part
    :param say: is told of each change, in one line
    :param note: is told the process number of each part, whenever one has started
    """

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        logs: Path,
        say: Callable[[str], None],
        note: Callable[[Mapping[str, int]], None] = lambda _numbers: None,
    ) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self._running = [_Running(part, logs / f"{part.name}.log") for part in parts]
        self._say = say
        self._note = note
        self._is_stopping = False

    def start(self, *names: str) -> None:
        """Start the named parts, or all that do not run yet."""
        for running in self._running:
            if running.process is None and (not names or running.part.name in names):
                self._start(running)

    def _start(self, running: _Running) -> None:
        running.start()
        self._note(self.processes())

    def ask_to_stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Make ``run`` end; fit to be a signal handler."""
        self._is_stopping = True

    def run(self, *, tick: float = 0.2) -> None:
        """Keep all parts running until asked to stop; then stop them in order."""
        signal.signal(signal.SIGINT, self.ask_to_stop)
        signal.signal(signal.SIGTERM, self.ask_to_stop)
        self.start()
        while not self._is_stopping:
            self.tend()
            time.sleep(tick)

    def tend(self) -> None:
        """Notice what died, and start again what has waited its time."""
        for running in self._running:
            if running.process is None:
                if time.monotonic() >= running.start_again_at:
                    self._start(running)
                    self._say(f"{running.part.name} started again. {self.status()}")
            elif running.notice_death():
                code = running.process.returncode
                running.process = None
                self._say(f"{running.part.name} ended ({_how(code)}); it is started again.")

    def stop(self) -> None:
        """Stop all parts, the last started first."""
        for running in reversed(self._running):
            running.stop()

    def status(self) -> str:
        """Return one line: each part, and whether it runs."""
        return " · ".join(
            f"{running.part.name} {'✓' if running.process is not None else '…'}"
            for running in self._running
        )

    def processes(self) -> dict[str, int]:
        """Return the process number of each part that runs."""
        return {
            running.part.name: running.process.pid
            for running in self._running
            if running.process is not None
        }


def end_leftovers(numbers: Mapping[str, int], parts: Sequence[Part]) -> None:
    """End parts that a killed supervisor left behind, sure that each is the program we started."""
    for part in reversed(parts):
        try:
            process = psutil.Process(numbers.get(part.name, -1))
            if process.cmdline() == list(part.command):
                _end(process, part)
        except (psutil.Error, ValueError):
            continue


def _end(process: psutil.Process, part: Part) -> None:
    family = [process, *process.children(recursive=True)]
    process.send_signal(part.stop_signal)
    _gone, alive = psutil.wait_procs(family, timeout=part.patience)
    for survivor in alive:
        survivor.kill()


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
