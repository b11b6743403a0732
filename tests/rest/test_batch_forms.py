# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A step's form for several cases over the machine interface."""

from typing import Any

import pytest

from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, done
from yiwang.cases.models import Case

pytestmark = pytest.mark.django_db
FORM = {"conclusion": "pass", "note": "一起核对"}


@pytest.fixture
def tasks(world: World, citizen: Caller, counter: Caller, handler: Caller) -> list[dict[str, Any]]:
    found = []
    for _ in range(2):
        case_id = accepted(citizen, counter, world.shop)
        done(handler.get(f"/cases/{case_id}"))
        (item,) = [one for one in done(handler.get("/tasks"))["items"] if one["case_id"] == case_id]
        found.append({"id": item["id"], "revision": Case.objects.get(pk=case_id).revision})
    return found


def test_answers_are_checked_done_and_shown(handler: Caller, tasks: list[dict[str, Any]]):
    wrong = [tasks[0] | {"form": {"conclusion": "fail"}}, tasks[1]]
    look = done(handler.post("/staff/batches/look", {"tasks": [one["id"] for one in tasks]}))
    checked = done(handler.post("/staff/batches/check", {"tasks": wrong, "form": FORM}))
    made = done(handler.post("/staff/batches", {"tasks": wrong, "form": FORM}, key="one"))
    again = done(handler.post("/staff/batches", {"tasks": wrong, "form": FORM}, key="one"))

    assert look["form_code"] == checked["form_code"] == "step-review"
    faults = {one["id"]: [each["pointer"] for each in one["faults"]] for one in checked["items"]}
    assert faults == {tasks[0]["id"]: ["/problems"], tasks[1]["id"]: []}
    assert made == again
    assert sorted(one["result"] for one in made["entries"]) == ["done", "refused"]
    (good,) = [one for one in made["entries"] if one["result"] == "done"]
    assert {"label": "审查说明", "text": "一起核对"} in good["answers"]


def test_bad_answers_are_refused_in_words(
    handler: Caller, citizen: Caller, tasks: list[dict[str, Any]]
):
    many = {"note": ["x"] * 6000}
    assert code_of(handler.post("/staff/batches", {"tasks": tasks, "form": many})) == (
        "forms.too_large"
    )
    for form in ([], "x", None):
        assert handler.post("/staff/batches", {"tasks": tasks, "form": form}).status_code == 422
    fraction = done(handler.post("/staff/batches", {"tasks": tasks, "form": {"conclusion": 1.5}}))
    assert {one["code"] for one in fraction["entries"]} == {"forms.invalid"}
    assert citizen.post("/staff/batches/check", {"tasks": tasks, "form": FORM}).status_code == 403
