# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything at once, pages as the number of cases grows, and the cost of open clocks."""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from urllib.parse import quote, urlencode
from uuid import uuid4

from bench import http_load, volume
from bench.harness import Figure, percentile
from bench.installation import CLIENTS, Place
from bench.measures import cases
from bench.measures.pages import WARMING, typed_text

SECONDS = 600.0
"""Ten minutes of everything."""
PEAK = 0.6
"""Cases a second that 50,000 a day are."""
STEPS_MADE = 4_000
SHARES: Mapping[str, int] = {
    "guide": 40,
    "search": 20,
    "track": 15,
    "draft": 10,
    "submit": 10,
    "step": 5,
}
FEW, MANY = 10_000, 5_000_000
CLOCKS = 1_000_000
_SECRET = "b" * 32
"""Both the cookie and the field of a form: what a browser that keeps cookies would send."""


def mixed(place: Place) -> list[Figure]:
    """Guides, search, tracking, drafts, submissions and steps at once, for ten minutes."""
    volume.lists(place)
    volume.cases(place)
    scene = cases.complete_scene()
    waiting = cases.waiting_cases(scene, STEPS_MADE)
    rng = random.Random(4)
    makers = _makers(scene, iter(waiting), rng)
    names, weights = list(SHARES), list(SHARES.values())

    def request() -> bytes:
        (name,) = rng.choices(names, weights)
        return http_load.of_sort(name, makers[name]())

    nothing = http_load.request_bytes("GET", "/healthz")
    with place.web(application="bench.bare:application") as bare:
        least = http_load.run(bare.address, lambda: nothing, clients=CLIENTS, lasting=10)
    with place.web() as ours:
        http_load.run(ours.address, request, clients=CLIENTS, lasting=WARMING)
        before = ours.cpu_seconds()
        load = http_load.run(ours.address, request, clients=CLIENTS, lasting=SECONDS)
        spent = ours.cpu_seconds() - before
    notes: dict[str, object] = {
        f"p95 ms, {name}": round(1000 * percentile(seconds, 0.95), 1)
        for name, seconds in sorted(load.by_sort.items())
    }
    submits = len(load.by_sort["submit"]) / load.lasted
    notes |= {
        "CPU ms a request": round(1000 * spent / len(load.seconds), 2),
        "submissions/s": round(submits, 1),
        "times the 0.6 cases a second of 50,000 a day": round(submits / PEAK, 1),
        "statuses": load.statuses,
        "seconds": round(load.lasted),
    }
    submit_p95 = 1000 * percentile(load.by_sort["submit"], 0.95)
    return [
        Figure(
            "mixed",
            load.rate,
            "req/s",
            200 * PEAK / least.rate,
            reference="bare server",
            reference_value=least.rate,
            ratio=load.rate / least.rate,
            notes=notes,
        ),
        Figure("mixed, submit p95", submit_p95, "ms", 150, is_ceiling=True),
    ]


def _makers(
    scene: cases.Scene, waiting: Iterator[tuple[object, str]], rng: random.Random
) -> Mapping[str, Callable[[], bytes]]:
    """Return what makes the next request of each sort."""
    codes, regions = volume.codes(), volume.counties()
    tracked = volume.trackable(500)
    run, numbers = uuid4().hex, count()
    sent = json.loads(scene.body)
    draft = json.dumps({"form": sent["form"], "materials": sent["materials"], "step": 2}).encode()
    step = json.dumps({"data": cases.review(), "opinion": "情况属实，材料齐全。"}).encode()

    def api(token: str, method: str, path: str, body: bytes) -> bytes:
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"{run}-{next(numbers)}",
        }
        return http_load.request_bytes(method, path, headers=headers, body=body)

    def guide() -> bytes:
        return http_load.request_bytes("GET", f"/guide/{rng.choice(codes)}")

    def search() -> bytes:
        cookie = {"Cookie": f"yw_region={rng.choice(regions)}"}
        path = f"/search?q={quote(typed_text(rng))}"
        return http_load.request_bytes("GET", path, headers=cookie)

    def submit() -> bytes:
        return api(scene.applicant_token, "POST", "/api/v1/cases", scene.body)

    def save() -> bytes:
        path = f"/api/v1/versions/{scene.version_id}/draft"
        return api(scene.applicant_token, "PUT", path, draft)

    def move_on() -> bytes:
        case_id, key = next(waiting, (None, ""))
        if case_id is None:
            return api(scene.handler_token, "GET", "/api/v1/tasks", b"")
        path = f"/api/v1/cases/{case_id}/steps/{key}"
        return api(scene.handler_token, "POST", path, step)

    return {
        "guide": guide,
        "search": search,
        "track": lambda: _track(*rng.choice(tracked)),
        "draft": save,
        "submit": submit,
        "step": move_on,
    }


def _track(number: str, code: str) -> bytes:
    """Return what the tracking page sends."""
    fields = {"number": number, "query_code": code, "csrfmiddlewaretoken": _SECRET}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"yw_csrf={_SECRET}",
    }
    body = urlencode(fields).encode()
    return http_load.request_bytes("POST", "/track", headers=headers, body=body)


def flat(place: Place) -> list[Figure]:
    """My tasks, a case's page and tracking: the same at five million cases as at ten thousand.

    The few lie in the district whose staff look at them, so that pages are as full as later.
    """
    volume.no_cases(place)
    volume.cases(place, number=FEW, every=2, within=volume.DISTRICT)
    few = _medians(place)
    volume.cases(place, number=MANY, every=5)
    many = _medians(place)
    return [
        Figure(
            f"flat, {name}",
            1000 * many[name],
            "ms",
            1.5,
            reference=f"{FEW:,} cases",
            reference_value=1000 * few[name],
            ratio=many[name] / few[name],
            is_ceiling=True,
            notes={"cases": MANY},
        )
        for name in few
    ]


def _medians(place: Place) -> dict[str, float]:
    """Return the median seconds of each page, asked for by one client."""
    from yiwang.cases.models import Case

    rng = random.Random(5)
    sessions, tracked = volume.staff_sessions(), volume.trackable(200)
    clerk = _clerk()
    own = Case.objects.filter(department_id=clerk[1]).order_by("-submitted_at")
    ids = list(own.values_list("id", flat=True)[:20])

    def page(path: str, session: str) -> bytes:
        return http_load.request_bytes("GET", path, headers={"Cookie": f"yw_session={session}"})

    makers: dict[str, Callable[[], bytes]] = {
        "my tasks": lambda: page("/workbench/", rng.choice(sessions)),
        "case page": lambda: page(f"/workbench/cases/{rng.choice(ids)}", clerk[0]),
        "tracking": lambda: _track(*rng.choice(tracked)),
    }
    found = {}
    with place.web() as server:
        for name, make in makers.items():
            http_load.run(server.address, make, clients=1, lasting=4)
            load = http_load.run(server.address, make, clients=1, lasting=8)
            found[name] = percentile(load.seconds, 0.5)
    return found


def _clerk() -> tuple[str, object]:
    """Return a session of a clerk, and the clerk's department."""
    from yiwang.identity import selectors as identity
    from yiwang.identity.models import Account

    account = Account.objects.get(login="scjg-counter")
    department_id = identity.actor_for_account(account.pk).department_id
    return volume.session_of(account), department_id


def timers(place: Place) -> list[Figure]:
    """What time does by itself, with a million open clocks of which none is due."""
    from django.db import connection
    from django.utils import timezone

    from yiwang.cases.services import sweeps

    volume.cases(place, number=MANY, every=5)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_case SET intake_due_on = current_date + 30"
            " WHERE state = 'submitted' AND intake_due_on < current_date + 30"
        )
        cursor.execute("VACUUM ANALYZE cases_case")
        cursor.execute("SELECT count(*) FROM cases_case WHERE state = 'submitted'")
        (clocks,) = cursor.fetchone()
    sweeps.run_sweeps(at=timezone.now())
    began = time.perf_counter()
    done = sweeps.run_sweeps(at=timezone.now())
    seconds = time.perf_counter() - began
    notes: dict[str, object] = {"open clocks": clocks, "one sweep": seconds, "moved": done}
    minutes = 5
    return [Figure("timers", seconds / minutes, "s/min", 5, is_ceiling=True, notes=notes)]
