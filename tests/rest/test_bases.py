# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The articles that decisions rest on, over the machine interface."""

import pytest

from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done, examined
from yiwang.cases.models import Case

pytestmark = pytest.mark.django_db
BASIS = {"law": "行政许可法", "article": "第三十四条"}


def test_one_decision_and_a_batch_choose_and_refuse_the_same(
    world: World, citizen: Caller, counter: Caller, handler: Caller, approver: Caller
) -> None:
    alone, other = (examined(citizen, counter, handler, world.shop) for _ in range(2))
    for case_id in (alone, other):
        done(approver.get(f"/cases/{case_id}"))
    decision = f"/cases/{alone}/decision"

    none = approver.post(decision, {"outcome": "granted", "bases": []})
    strange = approver.post(decision, {"outcome": "granted", "bases": [7]})
    malformed = approver.post(decision, {"outcome": "granted", "bases": ["0", -1]})
    done(approver.post(decision, {"outcome": "granted", "bases": [0]}))
    (item,) = [one for one in done(approver.get("/tasks"))["items"] if one["case_id"] == other]
    look = done(approver.post("/staff/batches/look", {"tasks": [item["id"]]}))
    tasks = [{"id": item["id"], "revision": Case.objects.get(pk=other).revision}]
    refused = approver.post("/staff/batches", {"tasks": tasks, "bases": []})
    made = done(approver.post("/staff/batches", {"tasks": tasks, "bases": [0]}))

    assert code_of(none) == code_of(refused) == "cases.no_basis_chosen"
    assert code_of(strange) == "cases.not_this_basis"
    assert malformed.status_code == 422
    assert look["bases"] == [BASIS]
    assert [one["result"] for one in made["entries"]] == ["done"]
    for case_id in (alone, other):
        assert done(citizen.get(f"/cases/{case_id}"))["decision"]["bases"] == [BASIS]
