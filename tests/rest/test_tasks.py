# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""My tasks over the machine interface."""

from uuid import uuid4

import pytest

from tests.factories import World, staff_account
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import accepted, done, examined, submitted
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def test_a_post_sees_what_waits_for_it(
    world: World, citizen: Caller, counter: Caller, handler: Caller
) -> None:
    receipt = submitted(citizen, world.shop)

    tasks = done(counter.get("/tasks"))["items"]

    assert [task["case_id"] for task in tasks] == [receipt["case_id"]]
    assert (tasks[0]["role"], tasks[0]["applicant_name"]) == ("counter", "*小云")
    assert done(handler.get("/tasks"))["items"] == []


def test_tasks_can_be_narrowed_and_paged(world: World, citizen: Caller, counter: Caller) -> None:
    receipts = [submitted(citizen, world.shop) for _ in range(3)]

    first = done(counter.get("/tasks?limit=2"))
    second = done(counter.get(f"/tasks?limit=2&cursor={first['next_cursor']}"))
    by_number = done(counter.get(f"/tasks?q={receipts[0]['number']}"))

    found = [task["case_id"] for page in (first, second) for task in page["items"]]
    assert sorted(found) == sorted(receipt["case_id"] for receipt in receipts)
    assert [task["case_id"] for task in by_number["items"]] == [receipts[0]["case_id"]]
    assert done(counter.get("/tasks?tone=overdue"))["items"] == []
    assert done(counter.get("/tasks?mine=true"))["items"] == []


def test_counts_add_up(world: World, citizen: Caller, counter: Caller) -> None:
    submitted(citizen, world.shop)

    counts = done(counter.get("/tasks/counts"))

    assert sum(counts.values()) == 1


def test_a_task_is_taken_and_handed_to_a_colleague(
    world: World, citizen: Caller, counter: Caller
) -> None:
    colleague = staff_account(world.department, StandardPost.COUNTER)
    submitted(citizen, world.shop)
    (task,) = done(counter.get("/tasks"))["items"]

    done(counter.post(f"/tasks/{task['id']}/claim"))
    taken = Caller(token_of(colleague)).post(f"/tasks/{task['id']}/claim")
    names = done(counter.get(f"/tasks/{task['id']}/colleagues"))["items"]
    body = {"to_staff_id": str(colleague.staff_id)}
    done(counter.post(f"/tasks/{task['id']}/hand-over", body))

    assert code_of(taken) == "cases.already_claimed"
    assert str(colleague.staff_id) in [name["id"] for name in names]
    assert done(Caller(token_of(colleague)).get("/tasks?mine=true"))["items"][0]["is_mine"]


def test_colleagues_come_in_pages(world: World, citizen: Caller, counter: Caller) -> None:
    more = [staff_account(world.department, StandardPost.COUNTER) for _number in range(2)]
    submitted(citizen, world.shop)
    (task,) = done(counter.get("/tasks"))["items"]
    place, cursor, seen = f"/tasks/{task['id']}/colleagues", "", []

    for _page in range(3):
        found = done(counter.get(f"{place}?limit=1&cursor={cursor}"))
        seen += [one["id"] for one in found["items"]]
        cursor = found["next_cursor"]

    assert (len(set(seen)), cursor) == (3, "")
    assert {str(one.staff_id) for one in more} < set(seen)
    assert code_of(counter.get(f"{place}?cursor=x")) == "rest.cursor_invalid"


def test_a_task_is_handed_back_to_everybody(world: World, citizen: Caller, counter: Caller) -> None:
    submitted(citizen, world.shop)
    (task,) = done(counter.get("/tasks"))["items"]
    done(counter.post(f"/tasks/{task['id']}/claim"))

    done(counter.post(f"/tasks/{task['id']}/hand-over", {"to_staff_id": None}))

    assert done(counter.get("/tasks"))["items"][0]["is_taken"] is False


@pytest.mark.parametrize("body", [{}, {"to_staff_id": "x"}, {"to_staff_id": 1}])
def test_handing_over_says_to_whom(
    world: World, citizen: Caller, counter: Caller, body: dict[str, object]
) -> None:
    submitted(citizen, world.shop)
    (task,) = done(counter.get("/tasks"))["items"]

    response = counter.post(f"/tasks/{task['id']}/hand-over", body)

    assert code_of(response) == "rest.invalid_request"


def test_work_goes_to_nobody_without_the_right(
    world: World, citizen: Caller, counter: Caller
) -> None:
    submitted(citizen, world.shop)
    (task,) = done(counter.get("/tasks"))["items"]
    path = f"/tasks/{task['id']}/hand-over"

    handler = world.staff[StandardPost.HANDLER].staff_id
    to_handler = counter.post(path, {"to_staff_id": str(handler)})
    to_nobody = counter.post(path, {"to_staff_id": str(uuid4())})

    assert code_of(to_handler) == code_of(to_nobody) == "cases.forbidden"


def test_what_was_done_is_remembered(
    world: World, citizen: Caller, counter: Caller, handler: Caller
) -> None:
    case_id = examined(citizen, counter, handler, world.shop)

    done_tasks = done(handler.get("/tasks/done"))["items"]

    assert [(task["case_id"], task["step_name"]) for task in done_tasks] == [(case_id, "审查")]


def test_the_next_step_opens_for_the_next_post(
    world: World, citizen: Caller, counter: Caller, handler: Caller
) -> None:
    case_id = accepted(citizen, counter, world.shop)

    (task,) = done(handler.get("/tasks"))["items"]

    assert (task["case_id"], task["form_code"]) == (case_id, "step-review")


def test_the_next_task_is_taken_until_none_is_left(
    world: World, citizen: Caller, counter: Caller
) -> None:
    receipt = submitted(citizen, world.shop)

    first = done(counter.post("/tasks/next"))
    second = done(counter.post("/tasks/next"))

    assert first["case_id"] == receipt["case_id"]
    assert second == {"id": None, "case_id": None}
