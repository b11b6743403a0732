# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Memory of a whole default installation when nobody asks anything."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

import psutil

from bench.harness import ROOT, Figure
from bench.installation import Place, free_port

GOAL_GIB = 1.2
SETTLES_IN_SECONDS = 20
MEBI = 2**20


def at_rest(place: Place) -> list[Figure]:
    """Start ``yiwang up`` beside the database that runs already, and add up what it holds.

    Pages that processes share are counted once (proportional set size).
    """
    port = free_port()
    surroundings = place.surroundings | {
        "PORT": str(port),
        "YIWANG_VAR": str(place.var / "up"),
        "DATABASE_OWNER_URL": place.owner_url,
    }
    with (place.var / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "operations", "up", "--data", "none"],
            cwd=ROOT,
            env=surroundings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(port, process)
        time.sleep(SETTLES_IN_SECONDS)
        ours = _family(psutil.Process(process.pid))
        held = {_name(one): _held(one) for one in ours}
        database = sum(_held(one) for one in _database(place))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    total = (sum(held.values()) + database) / 2**30
    notes: dict[str, object] = {
        "MiB": {name: round(size / MEBI) for name, size in sorted(held.items())},
        "PostgreSQL MiB": round(database / MEBI),
    }
    return [Figure("memory", total, "GiB", GOAL_GIB, is_ceiling=True, notes=notes)]


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _database(place: Place) -> list[psutil.Process]:
    """Return the processes of the database that is measured, and of no other."""
    folder = str(place.var / "postgres")
    return [
        member
        for one in psutil.process_iter(["cmdline"])
        if folder in (one.info["cmdline"] or ())
        for member in _family(one)
    ]


def _name(process: psutil.Process) -> str:
    words = process.cmdline()[1:5]
    return " ".join(word.rsplit(os.sep, 1)[-1] for word in words) + f" #{process.pid}"


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    give_up_at = time.monotonic() + 180
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("The installation did not become ready; see up.log.")
