# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Other people's ids in every address: nobody is even told that they exist."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories import FORM_DATA, World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, done, submitted, uploaded
from yiwang.notifications import services as notifications

pytestmark = pytest.mark.django_db

CASE_READS = ["", "/timeline", "/documents", "/documents/01a2064b-0000-7000-8000-00000000dead"]
APPLICANT_COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("withdrawal", {}),
    ("correction-answer", {"form": FORM_DATA}),
]
STAFF_COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("acceptance", {}),
    ("non-acceptance", {"reason": "not_needed", "explanation": "x"}),
    ("correction", {"entries": [{"key": "form", "what": "x"}]}),
    ("suspension", {"reason": "hearing", "expected_days": 5, "note": "x"}),
    ("resumption", {}),
    ("extension", {"days": 3, "reason": "x"}),
    ("extension-decision", {"is_approved": True}),
    ("decision", {"outcome": "granted"}),
    ("delivery", {"method": "counter"}),
    ("closure", {}),
]


@pytest.mark.parametrize("read", CASE_READS)
def test_a_neighbour_does_not_read_my_case(
    world: World, citizen: Caller, neighbour: Caller, stranger: Caller, read: str
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    for caller in (neighbour, stranger):
        response = caller.get(f"/cases/{case_id}{read}")
        nowhere = caller.get(f"/cases/{uuid4()}{read}")
        assert (response.status_code, code_of(response)) == (404, code_of(nowhere))
        assert response.json()["detail"] == nowhere.json()["detail"]


def test_a_neighbour_does_not_see_my_case_in_a_list(
    world: World, citizen: Caller, neighbour: Caller, stranger: Caller
) -> None:
    number = submitted(citizen, world.shop)["number"]

    assert done(neighbour.get(f"/cases?q={number}"))["items"] == []
    assert done(stranger.get(f"/cases?q={number}"))["items"] == []
    assert done(stranger.get(f"/tasks?q={number}"))["items"] == []


@pytest.mark.parametrize(("command", "body"), APPLICANT_COMMANDS)
def test_a_neighbour_does_nothing_to_my_case(
    world: World, citizen: Caller, neighbour: Caller, command: str, body: dict[str, Any]
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    response = neighbour.post(f"/cases/{case_id}/{command}", body)

    assert (response.status_code, code_of(response)) == (404, "cases.not_found")


@pytest.mark.parametrize(("command", "body"), STAFF_COMMANDS)
def test_staff_of_another_department_do_nothing_to_it(
    world: World,
    citizen: Caller,
    counter: Caller,
    stranger: Caller,
    command: str,
    body: dict[str, Any],
) -> None:
    case_id = accepted(citizen, counter, world.shop)

    response = stranger.post(f"/cases/{case_id}/{command}", body)

    assert response.status_code in {403, 404}
    assert done(counter.get(f"/cases/{case_id}"))["state"] == "accepted"


@pytest.mark.parametrize(("command", "body"), [*APPLICANT_COMMANDS, *STAFF_COMMANDS])
def test_a_case_that_does_not_exist_takes_no_command(
    citizen: Caller, counter: Caller, command: str, body: dict[str, Any]
) -> None:
    caller = citizen if (command, body) in APPLICANT_COMMANDS else counter

    response = caller.post(f"/cases/{uuid4()}/{command}", body)

    assert (response.status_code, code_of(response)) == (404, "cases.not_found")


def test_the_files_of_a_case_stay_with_it(
    world: World, citizen: Caller, neighbour: Caller, stranger: Caller, counter: Caller
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]
    file_id = done(citizen.get(f"/cases/{case_id}"))["materials"][0]["file_id"]
    other_case = submitted(neighbour, world.shop)["case_id"]

    for caller, path in (
        (neighbour, f"/cases/{case_id}/files/{file_id}"),
        (neighbour, f"/cases/{other_case}/files/{file_id}"),
        (stranger, f"/cases/{case_id}/files/{file_id}"),
        (counter, f"/cases/{other_case}/files/{file_id}"),
        (citizen, f"/cases/{case_id}/files/{uuid4()}"),
    ):
        assert caller.get(path).status_code == 404, path


@pytest.mark.parametrize("place", ["", "/content"])
def test_a_file_is_its_uploader_s(
    citizen: Caller, neighbour: Caller, counter: Caller, place: str
) -> None:
    file_id = uploaded(citizen)

    for caller in (neighbour, counter):
        response = caller.get(f"/files/{file_id}{place}")
        assert (response.status_code, code_of(response)) == (404, "documents.file_not_found")
    assert neighbour.delete(f"/files/{file_id}").status_code == 404


def test_a_draft_is_its_writer_s(
    world: World, citizen: Caller, neighbour: Caller, firm: Caller
) -> None:
    path = f"/versions/{world.shop.version_id}/draft"
    draft = done(citizen.put(path, {"form": {"name": "张"}}))

    for caller in (neighbour, firm):
        assert code_of(caller.get(f"/drafts/{draft['id']}")) == "cases.draft_not_found"
        assert code_of(caller.get(path)) == "cases.draft_not_found"
        assert code_of(caller.delete(f"/drafts/{draft['id']}")) == "cases.draft_not_found"
        assert done(caller.get("/drafts"))["items"] == []


def test_a_message_is_its_reader_s(world: World, citizen: Caller, neighbour: Caller) -> None:
    notifications.send(
        recipient_id=world.citizen.person_id,
        kind="withdrawn",
        params={"item": "店铺登记"},
        source_key="test",
        at=timezone.now(),
    )
    (message,) = done(citizen.get("/messages"))["items"]

    assert neighbour.post(f"/messages/{message['id']}/read").status_code == 404
    assert done(neighbour.get("/messages"))["items"] == []


@pytest.mark.parametrize(("command", "body"), [("claim", {}), ("hand-over", {"to_staff_id": None})])
def test_a_task_of_another_department_cannot_be_touched(
    world: World,
    citizen: Caller,
    counter: Caller,
    stranger: Caller,
    command: str,
    body: dict[str, Any],
) -> None:
    submitted(citizen, world.shop)
    (task,) = done(counter.get("/tasks"))["items"]

    response = stranger.post(
        f"/tasks/{task['id']}/{command}", {"to_staff_id": None} if command == "hand-over" else {}
    )

    assert response.status_code in {403, 404}
    assert stranger.get(f"/tasks/{task['id']}/colleagues").status_code == 404


def test_what_staff_see_besides_is_not_for_other_departments(
    world: World, citizen: Caller, stranger: Caller
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    steps = stranger.get(f"/cases/{case_id}/steps")
    preview = stranger.post(f"/cases/{case_id}/notices/acceptance/preview")

    assert steps.status_code == preview.status_code == 404
