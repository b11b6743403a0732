# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A whole installation under load, its parts killed: nothing acknowledged is lost or doubled."""

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from operations.postgres import Cluster
from tests.factories import FORM_DATA
from tests.operations.test_installation import ROOT, Installation, until

pytestmark = [pytest.mark.slow, pytest.mark.fault, pytest.mark.timeout(900)]

CLIENTS = 4
PAUSE_SECONDS = 0.05
SECONDS_BETWEEN_KILLS = 3
VICTIMS = ("web", "sequencer", "consumers", "worker", "postgres")
GIVE_UP_AFTER_SECONDS = 90


@pytest.fixture
def installation() -> Iterator[Installation]:
    with tempfile.TemporaryDirectory(prefix="yiwang-kill-", ignore_cleanup_errors=True) as name:
        made = Installation(Path(name) / "var")
        yield made
        if made.process.poll() is None:
            made.process.send_signal(signal.SIGTERM)
            made.process.wait(60)


def asked(installation: Installation, what: str) -> dict[str, Any]:
    """Run a command of ``world_process`` on the installation's own database."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.faults.world_process", what],
        cwd=ROOT,
        env=installation.surroundings
        | {
            "DATABASE_URL": Cluster(installation.var / "postgres").url,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout.strip().splitlines()[-1])
    return found


@dataclass
class Load:
    """Clients that submit one application after the other and never give one up."""

    port: int
    token: str
    version_id: str
    files: list[str]
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    repeated: int = 0
    refused: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def client(self, number: int) -> None:
        while not self.stop.is_set():
            self.submit(str(uuid4()), self.files[number % len(self.files)])
            time.sleep(PAUSE_SECONDS)

    def submit(self, key: str, file_id: str) -> None:
        """Submit until there is an answer; whatever is unknown is asked again with the same key."""
        give_up_at = time.monotonic() + GIVE_UP_AFTER_SECONDS
        while time.monotonic() < give_up_at:
            try:
                self.acknowledged[key] = self.sent(key, file_id)
            except urllib.error.HTTPError as refusal:
                if refusal.code not in {409, 502, 503}:
                    self.refused.append(f"{refusal.code} {refusal.read()!r}")
                    return
            except (OSError, ValueError, http.client.HTTPException):
                pass  # cut off, perhaps in the middle of the answer: it may have been done
            else:
                return
            self.repeated += 1
            time.sleep(0.2)
        self.refused.append(f"{key}: no answer")

    def sent(self, key: str, file_id: str) -> dict[str, Any]:
        body = {
            "version_id": self.version_id,
            "form": FORM_DATA,
            "materials": {"lease": [file_id]},
        }
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/cases",
            json.dumps(body).encode(),
            {
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - built above
            read: dict[str, Any] = json.loads(answer.read())
        return read


def kill(installation: Installation, name: str) -> None:
    """End a part as the kernel would, in the middle of what it does; of the web a worker."""
    part = installation.family()[name]
    workers = part.children() if name == "web" else []
    (workers[0] if workers else part).send_signal(signal.SIGKILL)


def test_nothing_acknowledged_is_lost_or_doubled_when_every_part_is_killed(
    installation: Installation,
):
    until(installation.is_ready)
    load = Load(port=installation.port, **asked(installation, "prepare"))
    clients = [threading.Thread(target=load.client, args=[n]) for n in range(CLIENTS)]
    for client in clients:
        client.start()

    try:
        for victim in VICTIMS:
            time.sleep(SECONDS_BETWEEN_KILLS)
            until(lambda victim=victim: victim in installation.family())
            kill(installation, victim)
        until(installation.is_ready)
        time.sleep(SECONDS_BETWEEN_KILLS)
    finally:
        load.stop.set()
        for client in clients:
            client.join(GIVE_UP_AFTER_SECONDS + 30)

    assert load.refused == []
    assert load.repeated > 0, "nothing was ever cut off: the kills did not hit the load"
    found = settled(installation)
    acknowledged = {answer["case_id"]: answer["number"] for answer in load.acknowledged.values()}
    assert len(acknowledged) == len(load.acknowledged) > 20
    assert found["numbers"] == acknowledged, "one case for each key, and no other"
    for what in ("facts", "work", "receipts", "messages"):
        assert set(found[what].values()) == {1}, what
    assert found["findings"] == []
    assert found["is_intact"]


def settled(installation: Installation) -> dict[str, Any]:
    """Return what there is once the installation's own consumers have caught up."""
    give_up_at = time.monotonic() + 60
    while True:
        found = asked(installation, "count")
        done = set(found["receipts"].values()) == set(found["messages"].values()) == {1}
        if done or time.monotonic() > give_up_at:
            return found
