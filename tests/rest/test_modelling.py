# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafts of processes, tables and forms for programs."""

from pathlib import Path

import pytest
from django.utils import timezone

from tests.factories import SYSTEM, World, staff_account
from tests.organizations.factories import ZHEJIANG, DepartmentFactory
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from yiwang.catalogue.modelling.templates import empty_body
from yiwang.forms import services as form_services
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Post

pytestmark = pytest.mark.django_db

STEPS = Path(__file__).parents[2] / "data" / "models" / "steps"
ADDRESS = "/staff/definitions/process/stall"


def keeper(*rights: Right) -> Caller:
    account = staff_account(DepartmentFactory(of=ZHEJIANG), rights=rights)
    Post.objects.filter(department__division_id=ZHEJIANG).update(covers_subtree=True)
    return Caller(token_of(account))


@pytest.fixture
def steps(world: World, db: None) -> None:
    form_services.load_models(STEPS, actor=SYSTEM, at=timezone.now())


@pytest.mark.usefixtures("steps")
def test_one_program_draws_and_another_publishes() -> None:
    anna, bert = keeper(Right.WORKFLOW_EDIT), keeper(Right.CATALOGUE_PUBLISH)
    body = empty_body("process", "stall")

    saved = done(anna.put(ADDRESS, {"body": body}))
    again = anna.put(ADDRESS, {"body": body})
    done(anna.post(f"{ADDRESS}/offer", saved))
    own = anna.post(f"{ADDRESS}/publication", saved)
    made = done(bert.post(f"{ADDRESS}/publication", saved))
    seen = done(bert.get(ADDRESS))
    listed = done(bert.get("/staff/definitions/process"))

    assert code_of(again) == "catalogue.somebody_was_faster"
    assert own.status_code == 403
    assert made["id"]
    assert (seen["version"], seen["revision"]) == (1, 0)
    assert "stall" in {row["code"] for row in listed["items"]}


@pytest.mark.usefixtures("steps")
def test_faults_name_their_element_and_a_simulation_goes_to_the_end() -> None:
    anna = keeper(Right.WORKFLOW_EDIT)
    body = empty_body("process", "stall")
    lies = body.replace('yw:role="handler"', 'yw:role="king"')

    faults = done(anna.post(f"{ADDRESS}/check", {"body": lies}))
    first = done(anna.post(f"{ADDRESS}/simulation", {"body": body}))
    moves = [{"key": first["waiting"][0]["key"]}]
    second = done(anna.post(f"{ADDRESS}/simulation", {"body": body, "moves": moves}))
    moves.append({"key": second["waiting"][0]["key"], "values": {"outcome": "granted"}})
    last = done(anna.post(f"{ADDRESS}/simulation", {"body": body, "moves": moves}))
    refused = anna.post(f"{ADDRESS}/simulation", {"body": lies})

    assert faults["items"][0]["pointer"] == "/audit"
    assert last["is_finished"]
    assert refused.status_code == 422


def test_who_may_neither_draw_nor_publish_sees_nothing(world: World, citizen: Caller) -> None:
    clerk = Caller(token_of(staff_account(world.department, rights=[Right.WORKFLOW_EDIT])))

    assert clerk.get(ADDRESS).status_code == 403
    assert clerk.put(ADDRESS, {"body": "<x/>"}).status_code == 403
    assert citizen.get(ADDRESS).status_code == 403


def test_programs_try_tables_and_forms_with_sample_answers(world: World) -> None:
    anna = keeper(Right.WORKFLOW_EDIT, Right.FORMS_EDIT)
    table = {"body": empty_body("decision", "stall"), "variables": {"form": {"is_needed": True}}}
    form = {"body": empty_body("form", "stall"), "answers": {"name": "张小云", "x": 1}}

    decided = done(anna.post("/staff/definitions/decision/stall/trial", table))
    filled = done(anna.post("/staff/definitions/form/stall/trial", form))
    lying = anna.post("/staff/definitions/decision/stall/trial", {"body": "<!DOCTYPE x>"})

    assert (decided["result"], decided["matching"]) == ({"result": "yes"}, [1])
    assert decided["reads"] == ["form.is_needed"]
    assert decided["labels"] == {"result": "结果"}
    assert decided["found"][0]["label"] == "条件"
    assert decided["fields"] == [{"path": "form.is_needed", "label": "", "kind": "", "options": []}]
    unknown = done(
        anna.post("/staff/definitions/decision/stall/trial", table | {"form_code": "no-such"})
    )
    assert unknown["fields"] == decided["fields"]
    assert not filled["is_right"]
    assert filled["errors"]
    assert lying.status_code == 422
