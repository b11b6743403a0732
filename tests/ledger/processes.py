# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Starting processes that the tests kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def started(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a script of this folder on the test database; in the end close its input and wait."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    database = connection.settings_dict["NAME"]
    command = [sys.executable, Path(__file__).with_name(script), database, *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield process
            process.stdin.close()
            process.wait(30)
        finally:
            process.kill()  # nothing when it has ended, as it should have


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    """Read what the process says, log entries too, until it says these words."""
    assert process.stdout is not None
    for line in process.stdout:
        if line == f"{words}\n":
            return
    raise AssertionError(f"The process ended before it said {words!r}.")


def kill(process: subprocess.Popen[str]) -> None:
    """Kill the process as the kernel would, and see that it is dead."""
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(30) == -signal.SIGKILL
