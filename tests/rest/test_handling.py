# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What staff do to a case, over the machine interface."""

import pytest

from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, done, examined, granted, open_step, submitted
from yiwang.cases.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def callers(
    citizen: Caller, counter: Caller, handler: Caller, approver: Caller
) -> dict[str, Caller]:
    return {"citizen": citizen, "counter": counter, "handler": handler, "approver": approver}


def test_a_case_goes_from_application_to_its_sealed_off_close(
    world: World, callers: dict[str, Caller]
) -> None:
    case_id = granted(callers, world)
    counter = callers["counter"]
    done(callers["citizen"].post("/me/service-consent"))

    delivered = done(counter.post(f"/cases/{case_id}/delivery", {"method": "electronic"}))
    closed = done(counter.post(f"/cases/{case_id}/closure", {"revision": delivered["revision"]}))

    assert closed["state"] == "closed"
    case = done(callers["citizen"].get(f"/cases/{case_id}"))
    assert case["decision"] == {
        "outcome": "granted",
        "reasons": "",
        "result_name": "店铺登记证",
        "bases": [{"law": "行政许可法", "article": "第三十四条"}],
        "discretion": "",
        "discretion_reason": "",
        "minutes_use": "",
        "minutes_reason": "",
        "decided_at": case["decided_at"],
    }
    kinds = [
        entry["kind"]
        for entry in done(callers["citizen"].get(f"/cases/{case_id}/timeline"))["items"]
    ]
    assert kinds == [
        "cases.case_submitted",
        "cases.case_accepted",
        "cases.step_completed",
        "cases.case_decided",
        "cases.case_delivered",
        "cases.case_closed",
    ]


def test_an_immediate_item_is_decided_at_the_counter(
    world: World, citizen: Caller, counter: Caller
) -> None:
    case_id = accepted(citizen, counter, world.kiosk)
    assert done(counter.get(f"/cases/{case_id}/steps"))["open"][0]["kind"] == "decision"

    # The decision step of this process is the counter's own.
    state = counter.post(f"/cases/{case_id}/decision", {"outcome": "granted"})

    assert done(state)["state"] == "decided"


def test_not_accepting_takes_a_reason_that_the_law_knows(
    world: World, citizen: Caller, counter: Caller
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]
    path = f"/cases/{case_id}/non-acceptance"

    nonsense = counter.post(path, {"reason": "because", "explanation": "不行"})
    silent = counter.post(path, {"reason": "not_needed", "explanation": ""})
    too_soon = counter.post(path, {"reason": "incomplete", "explanation": "材料不全"})
    right = counter.post(path, {"reason": "not_needed", "explanation": "依法不需要办理。"})

    assert code_of(nonsense) == code_of(silent) == "rest.invalid_request"
    assert code_of(too_soon) == "cases.reason_missing"
    assert done(right)["state"] == "not_accepted"


def test_corrections_are_asked_for_once(world: World, citizen: Caller, counter: Caller) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]
    body = {"entries": [{"key": "lease", "what": "看不清"}]}
    done(counter.post(f"/cases/{case_id}/correction", body))

    again = counter.post(f"/cases/{case_id}/correction", body)

    assert code_of(again) == "cases.correction_already_asked"


@pytest.mark.parametrize(
    "entries", [[], [{"key": "nothing", "what": "x"}], [{"key": "lease", "what": ""}]]
)
def test_a_correction_lists_what_the_item_asks_for(
    world: World, citizen: Caller, counter: Caller, entries: list[dict[str, str]]
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    response = counter.post(f"/cases/{case_id}/correction", {"entries": entries})

    assert response.status_code == 422


def test_the_clock_stops_for_what_a_law_lists_and_for_nothing_else(
    world: World, citizen: Caller, counter: Caller, handler: Caller
) -> None:
    case_id = accepted(citizen, counter, world.shop)
    path = f"/cases/{case_id}/suspension"

    visit = handler.post(path, {"reason": "site_visit", "expected_days": 5, "note": "核实"})
    assert handler.post(path, {"reason": "hearing", "expected_days": 5}).status_code == 422
    hearing = handler.post(path, {"reason": "hearing", "expected_days": 20, "note": "听证"})

    assert visit.status_code in {409, 422}
    assert done(hearing)["state"] == "suspended"
    stops = done(citizen.get(f"/cases/{case_id}"))["clock"]["stops"]
    assert [(stop["law"], stop["is_over"]) for stop in stops] == [("行政许可法", False)]
    assert code_of(handler.post(f"/cases/{case_id}/resumption")) == "cases.procedure_open"
    (record,) = done(handler.get(f"/cases/{case_id}/procedures"))["procedures"]
    dropped = f"/cases/{case_id}/procedures/{record['id']}/cancellation"
    assert done(handler.post(dropped, {"reason": "不再需要"}))["state"] != "suspended"


def test_more_time_is_asked_for_and_allowed_by_another(
    world: World, citizen: Caller, counter: Caller, handler: Caller, approver: Caller
) -> None:
    case_id = accepted(citizen, counter, world.shop)
    before = done(citizen.get(f"/cases/{case_id}"))["due_on"]

    asked = handler.post(f"/cases/{case_id}/extension", {"days": 3, "reason": "情况复杂"})
    waiting = done(approver.get(f"/cases/{case_id}/steps"))["extension"]
    allowed = approver.post(f"/cases/{case_id}/extension-decision", {"is_approved": True})

    assert asked.status_code == 200
    assert (waiting["days"], waiting["reason"]) == (3, "情况复杂")
    assert done(allowed)["due_on"] > before
    again = handler.post(f"/cases/{case_id}/extension", {"days": 3, "reason": "还不够"})
    assert code_of(again) == "cases.extension_not_allowed"


def test_a_step_that_does_not_wait_cannot_be_done(
    world: World, citizen: Caller, counter: Caller, handler: Caller
) -> None:
    case_id = accepted(citizen, counter, world.shop)

    response = handler.post(f"/cases/{case_id}/steps/no-such-step")

    assert (response.status_code, code_of(response)) == (409, "cases.step_not_open")


def test_the_form_of_a_step_is_checked(
    world: World, citizen: Caller, counter: Caller, handler: Caller
) -> None:
    case_id = accepted(citizen, counter, world.shop)
    step = open_step(handler, case_id)

    response = handler.post(f"/cases/{case_id}/steps/{step}", {"data": {"conclusion": "perhaps"}})

    assert code_of(response) == "forms.invalid"
    assert [error["pointer"] for error in response.json()["errors"]] == ["/data/conclusion"]


def test_a_refusal_states_its_reasons(
    world: World, citizen: Caller, counter: Caller, handler: Caller, approver: Caller
) -> None:
    case_id = examined(citizen, counter, handler, world.shop)

    silent = approver.post(f"/cases/{case_id}/decision", {"outcome": "refused"})
    body = {"outcome": "refused", "reasons": "场所不符合条件。"}
    right = approver.post(f"/cases/{case_id}/decision", body)

    assert code_of(silent) == "cases.reason_missing"
    assert done(right)["state"] == "decided"


def test_a_decision_waits_for_the_steps_before_it(
    world: World, citizen: Caller, counter: Caller, approver: Caller
) -> None:
    case_id = accepted(citizen, counter, world.shop)

    response = approver.post(f"/cases/{case_id}/decision", {"outcome": "granted"})

    assert (response.status_code, code_of(response)) == (409, "cases.decision_not_due")


@pytest.mark.parametrize(
    ("who", "command", "body"),
    [
        ("handler", "acceptance", {}),
        ("approver", "acceptance", {}),
        ("counter", "suspension", {"reason": "hearing", "expected_days": 5, "note": "x"}),
        ("counter", "decision", {"outcome": "granted"}),
        ("handler", "decision", {"outcome": "granted"}),
        ("handler", "delivery", {"method": "counter"}),
        ("handler", "closure", {}),
        ("counter", "extension", {"days": 3, "reason": "x"}),
        ("handler", "extension-decision", {"is_approved": True}),
    ],
)
def test_a_post_does_only_what_its_rights_say(
    world: World, callers: dict[str, Caller], who: str, command: str, body: dict[str, object]
) -> None:
    case_id = accepted(callers["citizen"], callers["counter"], world.shop)

    response = callers[who].post(f"/cases/{case_id}/{command}", body)

    assert (response.status_code, code_of(response)) == (403, "cases.forbidden")
    assert Case.objects.get(id=case_id).state == "accepted"


def test_a_notice_can_be_seen_before_it_is_issued(
    world: World, citizen: Caller, counter: Caller
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    response = counter.post(f"/cases/{case_id}/notices/acceptance/preview", {"words": {}})

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_a_notice_of_no_kind_or_without_its_words_cannot_be_seen(
    world: World, citizen: Caller, counter: Caller
) -> None:
    case_id = submitted(citizen, world.shop)["case_id"]

    unknown = counter.post(f"/cases/{case_id}/notices/love_letter/preview")
    silent = counter.post(f"/cases/{case_id}/notices/not_accepted/preview")

    assert code_of(unknown) == "rest.invalid_request"
    assert code_of(silent) == "cases.reason_missing"


def test_done_steps_show_what_was_found(
    world: World, citizen: Caller, counter: Caller, handler: Caller
) -> None:
    case_id = examined(citizen, counter, handler, world.shop)

    steps = done(handler.get(f"/cases/{case_id}/steps"))

    assert steps["done"][0]["data"] == {"conclusion": "pass"}
    assert steps["done"][0]["opinion"] == "情况属实。"
    assert [step["role"] for step in steps["open"]] == ["approver"]
