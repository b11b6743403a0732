# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How many statements the busiest operations send; none grows with what there is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import STEP_DATA, World
from tests.rest.calling import Caller
from tests.rest.journeys import accepted, application, done, examined, open_step, submitted
from yiwang.catalogue import services as catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_reference_data")]

FRAMES = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET TRANSACTION")
NOW_AND_THEN = ("nextval('cases_serial')", "identity_access_token", 'FROM "forms_form"')
"""Read once for 64 numbers, two seconds and five seconds."""
XIHU = "330106000000"


def statements(act: Callable[[], Any]) -> int:
    """Return how many statements an act sends whenever it is done, without its frame."""
    with CaptureQueriesContext(connection) as captured:
        act()
    sent = [query["sql"] for query in captured.captured_queries]
    return sum(
        not sql.startswith(FRAMES) and not any(part in sql for part in NOW_AND_THEN) for sql in sent
    )


def test_a_submission(world: World, citizen: Caller) -> None:
    body = application(citizen, world.shop)
    done(citizen.post("/cases", body), 201)  # token, snapshot and form are known from here on

    assert statements(lambda: done(citizen.post("/cases", body), 201)) == 3
    assert statements(lambda: done(citizen.post("/cases", body, key="k"), 201)) == 5


def test_a_step(world: World, citizen: Caller, counter: Caller, handler: Caller) -> None:
    examined(citizen, counter, handler, world.shop)
    case_id = accepted(citizen, counter, world.shop)
    step = open_step(handler, case_id)
    path, body = f"/cases/{case_id}/steps/{step}", {"data": STEP_DATA, "opinion": "同意。"}

    assert statements(lambda: done(handler.post(path, body))) == 2


@pytest.mark.parametrize("count", [1, 5])
def test_reading_a_case_and_lists_of_cases(world: World, citizen: Caller, count: int) -> None:
    for _ in range(count):
        case_id = submitted(citizen, world.shop)["case_id"]

    assert statements(lambda: done(citizen.get("/cases"))) == 1
    assert statements(lambda: done(citizen.get(f"/cases/{case_id}"))) == 4
    assert statements(lambda: done(citizen.get(f"/cases/{case_id}/timeline"))) == 2
    assert statements(lambda: done(citizen.get("/messages"))) == 1


@pytest.mark.parametrize("count", [1, 5])
def test_tasks(world: World, citizen: Caller, counter: Caller, count: int) -> None:
    for _ in range(count):
        submitted(citizen, world.shop)
    done(counter.get("/tasks"))

    assert statements(lambda: done(counter.get("/tasks"))) == 1


def test_finding_items(world: World, nobody: Caller) -> None:
    catalogue.index_everything(on=timezone.localdate())
    done(nobody.get(f"/items/{world.shop.code}"))
    # The index is read once for every change of it; another question finds it in memory.
    done(nobody.get(f"/items/search?region_code={XIHU}&q=婚姻"))

    assert statements(lambda: done(nobody.get(f"/items/search?region_code={XIHU}&q=店铺"))) <= 6
    assert statements(lambda: done(nobody.get(f"/items/{world.shop.code}"))) == 1
    done(nobody.get(f"/divisions/{XIHU}"))
    assert statements(lambda: done(nobody.get(f"/divisions/{XIHU}"))) == 0
