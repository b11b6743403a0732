# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""秒批: from a submission that a rule decides to the decision, with all parts running."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from uuid import UUID, uuid4

from bench.harness import Figure, percentile
from bench.installation import ROOT, Place
from operations.demo import HOME_COUNTY

CASES = 60
ITEM = "K0004"
PARTS = ("sequencer", "consumers", "worker")
LOGINS = tuple(f"citizen{number:03}" for number in range(8, 28))
LONGEST_WAIT = 20.0
GOAL_MS = 3000.0


def instant(place: Place) -> list[Figure]:
    """Submit cases one after another and see when each is decided."""
    from yiwang.cases.models import AutomaticDecision

    version_id, tokens, bodies = _applications()
    spent, submitted = [], []
    with place.web() as server, _parts(place):
        for number in range(CASES):
            headers = {
                "Authorization": f"Bearer {tokens[number % len(tokens)]}",
                "Content-Type": "application/json",
                "Idempotency-Key": uuid4().hex,
            }
            began = time.monotonic()
            answer = _posted(server.address, headers, bodies[number])
            submitted.append((time.monotonic() - began) * 1000)
            case_id = UUID(json.loads(answer)["case_id"])
            until = time.monotonic() + LONGEST_WAIT
            made = None
            while made is None and time.monotonic() < until:
                made = AutomaticDecision.objects.filter(case_id=case_id).first()
                time.sleep(0.05)
            spent.append(LONGEST_WAIT * 1000 if made is None else float(made.milliseconds))
    return [
        Figure(
            "instant",
            percentile(spent, 0.95),
            "ms",
            GOAL_MS,
            is_ceiling=True,
            spread=(min(spent), max(spent)),
            notes={
                "version": str(version_id),
                "cases": CASES,
                "p50_ms": round(median(spent)),
                "submission_p50_ms": round(median(submitted), 1),
                "times_a_submission": round(median(spent) / median(submitted), 1),
            },
        )
    ]


def _posted(address: tuple[str, int], headers: dict[str, str], body: bytes) -> bytes:
    connection = http.client.HTTPConnection(*address, timeout=10)
    try:
        connection.request("POST", "/api/v1/cases", body=body, headers=headers)
        return connection.getresponse().read()
    finally:
        connection.close()


@contextmanager
def _parts(place: Place) -> Iterator[None]:
    """Have everything besides the web server run during a block."""
    running = [
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "operations", part], cwd=ROOT, env=place.surroundings
        )
        for part in PARTS
    ]
    try:
        time.sleep(5)
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            _ended(process)


def _ended(process: subprocess.Popen[bytes]) -> None:
    """Wait for a part; one that is busy with a long job is killed, as a power cut would."""
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _applications() -> tuple[UUID, list[str], list[bytes]]:
    """Return the version, a token of each applicant, and bodies, each with its own name."""
    from django.utils import timezone

    from operations.demo.rules import form_for
    from yiwang.catalogue import selectors as catalogue
    from yiwang.catalogue.models import ImplementationList
    from yiwang.identity import services as identity
    from yiwang.identity.models import Account

    at = timezone.now()
    item = ImplementationList.objects.get(base_item__local_code=ITEM, region_code=HOME_COUNTY)
    version_id = catalogue.published_version_id(item.code, timezone.localdate())
    accounts = {one.login: one.pk for one in Account.objects.filter(login__in=LOGINS)}
    tokens = [identity.issue_token(account_id=accounts[one], at=at).raw for one in LOGINS]
    run = uuid4().hex[:6]
    bodies = [
        json.dumps(
            {
                "version_id": str(version_id),
                "form": form_for(
                    LOGINS[number % len(LOGINS)],
                    version_id,
                    {"trade_name": f"杭州市西湖区{run}{number}号店"},
                ),
            }
        ).encode()
        for number in range(CASES)
    ]
    return version_id, tokens, bodies
