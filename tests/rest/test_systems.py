# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Registered systems read the cases of their department, for a stated purpose."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories import SYSTEM, World
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import accepted, done, submitted
from yiwang.identity import services as identity
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db


def sequence() -> None:
    while ledger.sequence_batch():
        pass


def test_a_list_names_no_person(world: World, citizen: Caller, system: Caller) -> None:
    receipt = submitted(citizen, world.shop)

    response = system.get("/systems/cases")

    (row,) = done(response)["items"]
    assert (row["number"], row["state"]) == (receipt["number"], "submitted")
    assert "张小云" not in response.content.decode()


def test_reading_a_case_leaves_the_purpose_in_the_ledger(
    world: World, citizen: Caller, system: Caller
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    case = done(system.get(f"/systems/cases/{case_id}"))

    trace = Event.objects.get(kind="cases.case_read")
    assert case["form"]["name"] == "张小云"
    assert (case["query_code"], case["actions"]) == ("", [])
    assert (trace.purpose, trace.actor["client"]) == ("case_handling", world.client.client_id)


@pytest.mark.parametrize(
    "path",
    ["/systems/cases", "/systems/cases/01a2064b-0000-7000-8000-00000000dead", "/systems/events"],
)
@pytest.mark.parametrize("purpose", [None, "", "curiosity"])
def test_without_a_purpose_nothing_is_read(world: World, path: str, purpose: str | None) -> None:
    headers = {} if purpose is None else {"X-Purpose": purpose}
    system = Caller(token_of(world.client), headers=headers)

    response = system.get(path)

    assert (response.status_code, code_of(response)) == (422, "rest.invalid_request")
    assert response.json()["errors"][0]["pointer"] == "header:X-Purpose"


def test_a_system_sees_its_own_department_only(world: World, citizen: Caller) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]
    sequence()
    other = identity.register_client(
        client_id="another-system",
        name="另一个系统",
        department_id=world.other_department.id,
        rights={"cases.read"},
        actor=SYSTEM,
        at=timezone.now(),
    )
    system = Caller(token_of(other), headers={"X-Purpose": "supervision"})

    assert done(system.get("/systems/cases"))["items"] == []
    assert code_of(system.get(f"/systems/cases/{case_id}")) == "cases.not_found"
    feed = done(system.get("/systems/events"))
    assert feed["items"] == []
    assert feed["next_cursor"]


def test_a_system_without_the_right_reads_nothing(world: World) -> None:
    mute = identity.register_client(
        client_id="mute-system",
        name="没有权限的系统",
        department_id=world.department.id,
        rights={"ledger.read"},
        actor=SYSTEM,
        at=timezone.now(),
    )
    system = Caller(token_of(mute), headers={"X-Purpose": "supervision"})

    for path in ("/systems/cases", f"/systems/cases/{uuid4()}", "/systems/events"):
        assert code_of(system.get(path)) == "cases.forbidden"


def test_a_feed_goes_on_where_it_stopped_and_misses_nothing(
    world: World, citizen: Caller, counter: Caller, system: Caller
) -> None:
    case_id = accepted(citizen, counter, world.shop)
    sequence()

    kinds, cursor = [], ""
    for _ in range(50):
        feed = done(system.get(f"/systems/events?limit=1&cursor={cursor}"))
        kinds += [(fact["case_id"], fact["kind"]) for fact in feed["items"]]
        cursor = feed["next_cursor"]
        if feed["is_up_to_date"]:
            break
    done(citizen.post(f"/cases/{case_id}/withdrawal"))
    done(counter.get(f"/cases/{case_id}"))
    sequence()
    later = done(system.get(f"/systems/events?cursor={cursor}"))["items"]

    assert kinds == [(case_id, "cases.case_submitted"), (case_id, "cases.case_accepted")]
    assert [fact["kind"] for fact in later] == ["cases.case_withdrawn"]


def test_the_list_of_cases_is_paged(world: World, citizen: Caller, system: Caller) -> None:
    numbers = [submitted(citizen, world.shop)["number"] for _ in range(3)]

    first = done(system.get("/systems/cases?limit=2"))
    second = done(system.get(f"/systems/cases?limit=2&cursor={first['next_cursor']}"))

    found = [row["number"] for page in (first, second) for row in page["items"]]
    assert found == numbers[::-1]
