# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Consultations and standing opinions over the machine interface: what they say, do and refuse."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tests import factories
from tests.factories import World
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from yiwang.cases.models import Case
from yiwang.cases.services import intake
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
FULL = {"title": "同意", "words": "{申请人}申请的{事项}（{办件号}）符合条件，拟同意。"}


@pytest.fixture
def case(world: World) -> Case:
    made = factories.submitted_case(world)
    clerk = world.actor(world.staff[StandardPost.COUNTER])
    return intake.accept_case(case_id=made.id, actor=clerk, at=timezone.now())


@pytest.fixture
def asked_one(world: World) -> Caller:
    return Caller(token_of(world.stranger))


def question(world: World, **changed: Any) -> dict[str, Any]:
    due_on = timezone.localdate() + timedelta(days=4)
    usual = {"question": "该场所是否在消防通道上？", "due_on": due_on.isoformat()}
    return {"department_id": str(world.other_department.id)} | usual | changed


def ask(world: World, handler: Caller, case: Case, **changed: Any) -> str:
    path = f"/staff/cases/{case.id}/consultations"
    return str(done(handler.post(path, question(world, **changed)), 201)["id"])


def test_asked_read_answered_and_then_closed_to_who_was_asked(
    world: World, handler: Caller, citizen: Caller, asked_one: Caller, case: Case
):
    made = ask(world, handler, case)
    path = f"/staff/consultations/{made}"
    assert [one["id"] for one in done(asked_one.get("/staff/consultations"))["items"]] == [made]
    assert done(handler.get("/staff/consultations"))["items"] == []
    (mine,) = done(handler.get("/staff/consultations?own=true"))["items"]
    assert mine["state"] == "asked"
    assert mine["days_left"] > 0
    whole = done(asked_one.get(f"{path}/case"))
    assert whole["number"] == case.number
    assert "13800001234" not in str(whole)
    assert citizen.get(path).status_code == 403

    file = str(factories.stored_file(world.actor(world.stranger)))
    done(asked_one.post(f"{path}/answer", {"words": "不在消防通道上。", "files": [file]}))

    told = done(handler.get(path))
    assert (told["state"], told["answer"]) == ("answered", "不在消防通道上。")
    assert [one["file_id"] for one in told["files"]] == [file]
    assert code_of(asked_one.get(f"{path}/case")) == "cases.consultation_over"
    again = asked_one.post(f"{path}/answer", {"words": "改口。", "files": []})
    assert code_of(again) == "cases.consultation_over"
    assert code_of(handler.post(f"{path}/withdrawal")) == "cases.consultation_over"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"question": " "}, "cases.consultation_unclear"),
        ({"due_on": "2020-01-01"}, "cases.consultation_due"),
        ({"due_on": "2020-13-01"}, "rest.invalid_request"),
        ({"department_id": str(uuid4())}, "cases.consultation_nobody"),
        ({"staff_id": str(uuid4())}, "cases.consultation_nobody"),
        ({"question": "长" * 5000}, "rest.invalid_request"),
    ],
)
def test_a_question_that_cannot_be_is_refused_in_words(
    world: World, handler: Caller, case: Case, changed: dict[str, str], code: str
):
    refused = handler.post(f"/staff/cases/{case.id}/consultations", question(world, **changed))

    assert refused.status_code in {404, 409, 422}
    assert code_of(refused) == code


def test_a_question_is_taken_back_by_who_asked_and_sent_twice_asked_once(
    world: World, handler: Caller, asked_one: Caller, case: Case
):
    path, body, key = f"/staff/cases/{case.id}/consultations", question(world), uuid4().hex
    first, second = (done(handler.post(path, body, key=key), 201)["id"] for _ in range(2))
    assert first == second
    taken = f"/staff/consultations/{first}/withdrawal"
    assert asked_one.post(taken).status_code in {403, 404}

    done(handler.post(taken))

    assert done(asked_one.get("/staff/consultations"))["items"] == []
    answer = asked_one.post(f"/staff/consultations/{first}/answer", {"words": "好。", "files": []})
    assert code_of(answer) == "cases.consultation_over"


def test_an_opinion_is_written_offered_published_used_and_taken_back(
    handler: Caller, approver: Caller, case: Case
):
    made = done(handler.post("/staff/opinions", FULL), 201)["id"]
    path = f"/staff/opinions/{made}"
    of_case = f"/staff/cases/{case.id}/opinions"
    assert done(approver.get(of_case))["items"] == []
    (own,) = done(handler.get(of_case))["items"]
    assert (own["is_own"], case.number in own["words"]) == (True, True)
    assert code_of(handler.post(f"{path}/publication")) == "cases.opinion_not_yours"

    done(handler.post(f"{path}/offer"))
    assert code_of(handler.post(f"{path}/offer")) == "cases.opinion_not_now"
    done(approver.post(f"{path}/publication"))

    (shared,) = done(approver.get(of_case))["items"]
    assert (shared["title"], shared["is_own"]) == ("同意", False)
    assert done(approver.get("/staff/opinions"))["items"][0]["state"] == "published"
    done(approver.post(f"{path}/taking-back"))
    assert done(approver.get(of_case))["items"] == []
    done(handler.put(path, FULL | {"title": "照准"}))
    assert done(handler.get("/staff/opinions"))["items"][0]["title"] == "照准"
    assert code_of(approver.delete(path)) == "cases.opinion_not_found"
    done(handler.delete(path))
    assert done(handler.get("/staff/opinions"))["items"] == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"words": " "}, "cases.opinion_empty"),
        ({"title": ""}, "cases.opinion_empty"),
        ({"words": "{身份证号}"}, "cases.opinion_place_unknown"),
        ({"words": "长" * 1001}, "foundation.invalid_text"),
    ],
)
def test_an_opinion_that_says_nothing_or_too_much_is_refused(
    handler: Caller, changed: dict[str, str], code: str
):
    refused = handler.post("/staff/opinions", FULL | changed)

    assert refused.status_code == 422
    assert code_of(refused) == code


def test_an_opinion_for_one_step_or_one_item_is_offered_only_there(handler: Caller, case: Case):
    for place in ({"item_code": case.item_code}, {"item_code": "X"}, {"step_name": "决定"}):
        done(handler.post("/staff/opinions", FULL | place), 201)

    offered = done(handler.get(f"/staff/cases/{case.id}/opinions"))["items"]

    assert len(offered) == 1
