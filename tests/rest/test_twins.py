# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Several at the same moment, on connections of their own.

These tests commit, so none of them may share a module with the world that lasts for one.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from django.db import connection

from tests import factories
from tests.factories import World
from tests.rest.calling import Caller, token_of
from tests.rest.journeys import application
from yiwang.cases.models import Case
from yiwang.cases.services import submission
from yiwang.ledger.models import IdempotencyRecord


@pytest.fixture
def lasting_world(transactional_db: None) -> World:
    """Make a world that other connections see too."""
    return factories.world()


def test_twins_at_the_same_moment_are_done_once(lasting_world: World) -> None:
    token = token_of(lasting_world.citizen)
    body = application(Caller(token), lasting_world.shop)
    started, go_on = threading.Event(), threading.Event()
    submit = submission.submit_case

    def slow(**arguments: object) -> Case:
        started.set()
        assert go_on.wait(20)
        return submit(**arguments)  # type: ignore[arg-type]

    def send() -> tuple[int, str]:
        try:
            response = Caller(token).post("/cases", body, key="twins")
            return response.status_code, response.json().get("code", "")
        finally:
            connection.close()

    with patch.object(submission, "submit_case", slow), ThreadPoolExecutor(2) as pool:
        first = pool.submit(send)
        assert started.wait(20)
        second = pool.submit(send).result(20)
        go_on.set()
        answered = first.result(20)
    again = Caller(token).post("/cases", body, key="twins")

    assert second == (409, "ledger.request_in_flight")
    assert answered == (201, "")
    assert again.status_code == 201
    assert Case.objects.count() == IdempotencyRecord.objects.count() == 1


def test_of_many_at_once_one_is_done(lasting_world: World) -> None:
    token = token_of(lasting_world.citizen)
    body = application(Caller(token), lasting_world.shop)

    def send(_number: int) -> int:
        try:
            return Caller(token).post("/cases", body, key="many").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        statuses = set(pool.map(send, range(16)))

    assert statuses <= {201, 409}
    assert 201 in statuses
    assert Case.objects.count() == 1


def test_two_clerks_who_accept_at_once_meet_a_clear_conflict(lasting_world: World) -> None:
    case = factories.submitted_case(lasting_world)
    clerk = lasting_world.staff[factories.StandardPost.COUNTER]
    tokens = [token_of(clerk) for _ in range(4)]

    def accept(token: str) -> int:
        try:
            return Caller(token).post(f"/cases/{case.pk}/acceptance", {"revision": 1}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(accept, tokens))

    assert statuses == [200, 409, 409, 409]
