# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The same request twice: the same answer, done once."""

import pytest

from tests import factories
from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import application, done, submitted
from yiwang.cases.models import Case

pytestmark = pytest.mark.django_db


def test_the_same_request_twice_is_done_once(world: World, citizen: Caller) -> None:
    body = application(citizen, world.shop)

    first = citizen.post("/cases", body, key="once")
    second = citizen.post("/cases", body, key="once")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Case.objects.count() == 1


def test_without_a_key_each_request_counts(world: World, citizen: Caller) -> None:
    body = application(citizen, world.shop)

    numbers = {done(citizen.post("/cases", body), 201)["number"] for _ in range(2)}

    assert len(numbers) == 2


def test_another_body_under_the_same_key_is_refused(world: World, citizen: Caller) -> None:
    body = application(citizen, world.shop)
    done(citizen.post("/cases", body, key="once"), 201)

    other = citizen.post("/cases", body | {"form": factories.FORM_DATA | {"note": "x"}}, key="once")

    assert (other.status_code, code_of(other)) == (422, "ledger.idempotency_key_reused")
    assert Case.objects.count() == 1


def test_another_address_under_the_same_key_is_refused(world: World, citizen: Caller) -> None:
    first, second = (submitted(citizen, world.shop)["case_id"] for _ in range(2))
    done(citizen.post(f"/cases/{first}/withdrawal", key="once"))

    other = citizen.post(f"/cases/{second}/withdrawal", key="once")

    assert code_of(other) == "ledger.idempotency_key_reused"


def test_keys_of_different_people_and_firms_are_different(
    world: World, citizen: Caller, firm: Caller, neighbour: Caller
) -> None:
    for caller in (citizen, firm, neighbour):
        done(caller.post("/cases", application(caller, world.shop), key="once"), 201)

    assert Case.objects.count() == 3


def test_a_refusal_is_not_kept_so_that_it_can_be_mended(world: World, citizen: Caller) -> None:
    body = application(citizen, world.shop)
    wrong = citizen.post("/cases", body | {"materials": {}}, key="once")

    right = citizen.post("/cases", body, key="once")

    assert (wrong.status_code, right.status_code) == (422, 201)


@pytest.mark.parametrize("key", ["x" * 256, "two words", "钥匙", "\x01"])
def test_a_key_that_is_none_is_malformed(world: World, citizen: Caller, key: str) -> None:
    response = citizen.post("/messages/read", key=key)

    assert (response.status_code, code_of(response)) == (400, "ledger.idempotency_key_malformed")
