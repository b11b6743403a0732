# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Submitting, reading, correcting and withdrawing over the machine interface."""

from typing import Any
from uuid import uuid4

import pytest

from tests.factories import FORM_DATA, World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, application, done, submitted, uploaded
from yiwang.cases.models import Case, Draft
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db


def test_a_citizen_submits_and_gets_a_receipt(world: World, citizen: Caller) -> None:
    receipt = submitted(citizen, world.shop)

    case = Case.objects.get(id=receipt["case_id"])
    assert receipt["number"] == case.number
    assert receipt["query_code"] == case.query_code
    assert receipt["state"] == "submitted"
    assert case.applicant_id == world.citizen.person_id
    assert Event.objects.filter(kind="cases.case_submitted", subject_id=case.id).count() == 1


def test_a_firm_submits_through_its_handler(world: World, firm: Caller) -> None:
    receipt = submitted(firm, world.shop)

    assert Case.objects.get(id=receipt["case_id"]).applicant_id == world.firm.id


def test_the_counter_submits_for_who_stands_there(world: World, counter: Caller) -> None:
    body = application(counter, world.shop, applicant_id=str(world.neighbour.person_id))

    receipt = done(counter.post("/cases", body), 201)

    case = Case.objects.get(id=receipt["case_id"])
    assert (case.applicant_name, case.channel) == ("李大山", 1)


def test_a_draft_goes_when_the_application_is_submitted(world: World, citizen: Caller) -> None:
    path = f"/versions/{world.shop.version_id}/draft"
    draft = done(citizen.put(path, {"form": {"name": "张"}}))

    body = application(citizen, world.shop, draft_id=draft["id"])
    done(citizen.post("/cases", body), 201)

    assert not Draft.objects.exists()


def test_every_mistake_in_the_form_is_named_at_once(world: World, citizen: Caller) -> None:
    body = application(citizen, world.shop, form={"name": "张", "phone": "1", "nonsense": {}})

    response = citizen.post("/cases", body)

    assert (response.status_code, code_of(response)) == (422, "forms.invalid")
    assert {error["pointer"] for error in response.json()["errors"]} >= {
        "/form/phone",
        "/form/kind",
    }
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"materials": {}}, 422, "cases.material_missing"),
        ({"materials": {"lease": [str(uuid4())]}}, 422, "cases.material_unknown"),
        ({"materials": {"passport": []}}, 422, "cases.material_unknown"),
        ({"version_id": str(uuid4())}, 404, "catalogue.item_not_found"),
        ({"applicant_id": str(uuid4())}, 403, "cases.forbidden"),
        ({"version_id": "1"}, 422, "rest.invalid_request"),
        ({"version_id": 1}, 422, "rest.invalid_request"),
        ({"form": []}, 422, "rest.invalid_request"),
        ({"materials": {"lease": "x"}}, 422, "rest.invalid_request"),
        ({"materials": {"lease\u0000": []}}, 400, "foundation.malformed_body"),
        ({"channel": 1}, 422, "rest.invalid_request"),
    ],
)
def test_an_application_that_cannot_be_is_refused_and_nothing_is_written(
    world: World, citizen: Caller, changed: dict[str, object], status: int, code: str
) -> None:
    response = citizen.post("/cases", application(citizen, world.shop, **changed))

    assert (response.status_code, code_of(response)) == (status, code)
    assert not Case.objects.exists()


def test_nobody_hands_in_the_file_of_somebody_else(
    world: World, citizen: Caller, neighbour: Caller
) -> None:
    body = application(citizen, world.shop, materials={"lease": [uploaded(neighbour)]})

    assert code_of(citizen.post("/cases", body)) == "cases.material_unknown"


def test_a_handler_submits_for_nobody(world: World, handler: Caller) -> None:
    body = application(handler, world.shop, applicant_id=str(world.citizen.person_id))

    assert code_of(handler.post("/cases", body)) == "cases.forbidden"


def test_a_list_goes_on_where_the_page_before_ended(world: World, citizen: Caller) -> None:
    numbers = [submitted(citizen, world.shop)["number"] for _ in range(5)]

    seen, cursor = [], ""
    while True:
        page = done(citizen.get(f"/cases?limit=2&cursor={cursor}"))
        seen += [row["number"] for row in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            break

    assert seen == numbers[::-1]


def test_a_list_can_be_narrowed(world: World, citizen: Caller, counter: Caller) -> None:
    first = submitted(citizen, world.shop)
    second = accepted(citizen, counter, world.shop)

    by_state = done(citizen.get("/cases?state=accepted"))["items"]
    by_number = done(citizen.get(f"/cases?q={first['number']}"))["items"]
    closed = done(citizen.get("/cases?is_open=false"))["items"]

    assert [row["id"] for row in by_state] == [second]
    assert [row["id"] for row in by_number] == [first["case_id"]]
    assert closed == []


def test_the_applicant_reads_their_case_whole(world: World, citizen: Caller) -> None:
    receipt = submitted(citizen, world.shop)

    case = done(citizen.get(f"/cases/{receipt['case_id']}"))

    assert case["form"]["name"] == FORM_DATA["name"]
    assert case["query_code"] == receipt["query_code"]
    assert [material["requirement_key"] for material in case["materials"]] == ["lease"]
    assert case["clock"]["is_intake"] is True
    assert case["applicant"]["name"] == "张小云"
    assert case["actions"] == ["withdraw"]
    assert (case["correction"], case["decision"]) == (None, None)


def test_that_staff_read_a_case_is_written_down_and_that_the_applicant_did_is_not(
    world: World, citizen: Caller, counter: Caller
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    done(citizen.get(f"/cases/{case_id}"))
    assert not Event.objects.filter(kind="cases.case_read").exists()
    case = done(counter.get(f"/cases/{case_id}"))

    assert Event.objects.get(kind="cases.case_read").purpose == "case_handling"
    assert case["query_code"] == ""
    assert {"accept", "ask_correction", "not_accept"} <= set(case["actions"])


def test_the_timeline_tells_what_happened(world: World, citizen: Caller, counter: Caller) -> None:
    case_id = accepted(citizen, counter, world.shop)

    entries = done(citizen.get(f"/cases/{case_id}/timeline"))["items"]

    assert [entry["kind"] for entry in entries] == ["cases.case_submitted", "cases.case_accepted"]
    assert [entry["by"] for entry in entries] == ["applicant", "staff"]


def test_an_applicant_withdraws(world: World, citizen: Caller) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    state = done(citizen.post(f"/cases/{case_id}/withdrawal"))

    assert (state["state"], state["revision"]) == ("withdrawn", 2)
    again = citizen.post(f"/cases/{case_id}/withdrawal")
    assert again.status_code == 409


def test_who_saw_an_old_revision_is_told_so(world: World, citizen: Caller, counter: Caller) -> None:
    case_id = accepted(citizen, counter, world.shop)

    response = citizen.post(f"/cases/{case_id}/withdrawal", {"revision": 1})

    assert (response.status_code, code_of(response)) == (409, "cases.changed_meanwhile")


@pytest.mark.parametrize("revision", [None, 1, 999])
@pytest.mark.parametrize(
    ("command", "body"), [("withdrawal", {}), ("correction-answer", {"form": {}})]
)
def test_a_case_of_somebody_else_does_not_say_how_it_stands(
    world: World,
    citizen: Caller,
    neighbour: Caller,
    command: str,
    body: dict[str, Any],
    revision: int | None,
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    response = neighbour.post(f"/cases/{case_id}/{command}", body | {"revision": revision})

    assert (response.status_code, code_of(response)) == (404, "cases.not_found")


@pytest.mark.parametrize("revision", [None, 1, 999])
@pytest.mark.parametrize(
    ("command", "body"),
    [
        ("acceptance", {}),
        ("steps/none", {}),
        ("resumption", {}),
        ("decision", {"outcome": "granted"}),
        ("closure", {}),
    ],
)
def test_nor_does_one_of_another_department(
    world: World,
    citizen: Caller,
    stranger: Caller,
    command: str,
    body: dict[str, Any],
    revision: int | None,
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    response = stranger.post(f"/cases/{case_id}/{command}", body | {"revision": revision})

    # The database does not let it be seen, so that there is such a case is not told either.
    assert (response.status_code, code_of(response)) == (404, "cases.not_found")


def test_a_correction_is_asked_and_answered(world: World, citizen: Caller, counter: Caller) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]
    entries = [{"key": "lease", "what": "缺少最后一页"}, {"key": "form", "what": "请写明业态"}]
    asked = done(counter.post(f"/cases/{case_id}/correction", {"entries": entries, "note": ""}))
    shown = done(citizen.get(f"/cases/{case_id}"))["correction"]

    answer = {
        "form": FORM_DATA | {"note": "店铺"},
        "materials": {"lease": [uploaded(citizen)]},
        "revision": asked["revision"],
    }
    state = done(citizen.post(f"/cases/{case_id}/correction-answer", answer))

    assert [entry["name"] for entry in shown["entries"]] == ["场所证明", "申请表"]
    assert state["state"] == "submitted"
    case = done(citizen.get(f"/cases/{case_id}"))
    assert case["form"]["note"] == "店铺"
    assert case["materials"][0]["file_id"] == answer["materials"]["lease"][0]
    assert case["correction"]["answered_at"]
