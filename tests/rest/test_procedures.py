# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Special procedures, parties and statements over the machine interface."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests import factories
from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, done, examined
from yiwang.cases.models import SpecialProcedure
from yiwang.documents import selectors as documents
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


@pytest.fixture
def callers(
    citizen: Caller, counter: Caller, handler: Caller, approver: Caller
) -> dict[str, Caller]:
    return {"citizen": citizen, "counter": counter, "handler": handler, "approver": approver}


def staff_ids(world: World) -> list[str]:
    posts = (StandardPost.COUNTER, StandardPost.REVIEWER)
    return [str(world.staff_actor(post).staff_id) for post in posts]


def arrangement(world: World, *, days: int = 0, **more: Any) -> dict[str, Any]:
    at = timezone.now() + timedelta(days=days)
    told = {"starts_at": at.isoformat(), "place": "现场", "staff_ids": staff_ids(world)}
    return told | {"particulars": {"subject": "店面"}} | more


def only_procedure(caller: Caller, case_id: str) -> dict[str, Any]:
    (found,) = done(caller.get(f"/cases/{case_id}/procedures"))["procedures"]
    return found


def test_a_visit_is_planned_told_made_and_concluded(
    world: World, callers: dict[str, Caller]
) -> None:
    citizen, handler = callers["citizen"], callers["handler"]
    case_id = accepted(citizen, callers["counter"], world.shop)
    path = f"/cases/{case_id}/procedures"

    plan = {"procedure": "site_visit", "reason": "核实经营场所。"}
    done(handler.post(f"{path}/planning", plan))
    visit = f"{path}/{only_procedure(handler, case_id)['id']}"
    alone = arrangement(world) | {"staff_ids": staff_ids(world)[:1]}
    too_few = handler.post(f"{visit}/notice", alone)
    done(handler.post(f"{visit}/notice", arrangement(world)))
    told = only_procedure(citizen, case_id)
    done(handler.post(f"{visit}/holding"))
    finding = {"result": "observations", "findings": "消防通道要清理。"}
    ended = done(handler.post(f"{visit}/conclusion", finding))

    assert code_of(too_few) == "cases.too_few_staff"
    assert (told["state"], told["place"], len(told["staff"])) == ("told", "现场", 2)
    assert told["stops_the_clock"] is False
    assert ended["state"] == "accepted"
    shown = only_procedure(citizen, case_id)
    assert (shown["result"], shown["findings"]) == ("observations", "消防通道要清理。")


def test_a_hearing_is_told_in_writing_and_the_clock_stands(
    world: World, callers: dict[str, Caller]
) -> None:
    citizen, handler = callers["citizen"], callers["handler"]
    case_id = accepted(citizen, callers["counter"], world.shop)
    path = f"/cases/{case_id}/procedures"
    plan = {"procedure": "hearing", "reason": "公共利益。", "is_required": True}
    done(handler.post(f"{path}/planning", plan))
    hearing = f"{path}/{only_procedure(handler, case_id)['id']}"

    soon = handler.post(f"{hearing}/notice", arrangement(world, days=3, expected_days=15))
    told = handler.post(f"{hearing}/notice", arrangement(world, days=20, expected_days=15))
    dropped = handler.post(f"{hearing}/cancellation", {"reason": "不需要。"})
    ledger.settle()

    assert code_of(soon) == "cases.hearing_notice_too_short"
    assert done(told)["state"] == "suspended"
    assert code_of(dropped) == "cases.hearing_required"
    issued = documents.documents_about("case", SpecialProcedure.objects.get().case_id)
    notices = [one for one in issued if one.kind == "special_procedure"]
    assert len(notices) == 1
    values = [one["value"] for one in notices[0].data["notice"]["details"]]
    assert {"现场", "公开"} <= set(values)
    kinds = [each["kind"] for each in done(citizen.get("/messages"))["items"]]
    assert "procedure_told" in kinds


def test_the_applicant_asks_for_a_hearing_and_speaks(
    world: World, callers: dict[str, Caller]
) -> None:
    citizen, handler, approver = callers["citizen"], callers["handler"], callers["approver"]
    case_id = examined(citizen, callers["counter"], handler, world.shop)
    asked = f"/cases/{case_id}/hearing-request"

    before = citizen.post(asked, {"reason": "影响重大。"})
    told = {"role": "applicant", "offers_hearing": True}
    done(handler.post(f"/cases/{case_id}/parties", told))
    too_early = approver.post(f"/cases/{case_id}/decision", {"outcome": "granted"})
    done(citizen.post(asked, {"reason": "影响重大。"}))
    blocked = approver.post(f"/cases/{case_id}/decision", {"outcome": "granted"})
    done(citizen.post(f"/cases/{case_id}/hearing-waiver"))
    said = {"words": "场所符合条件。"}
    done(citizen.post(f"/cases/{case_id}/statements", said))
    unanswered = approver.post(f"/cases/{case_id}/decision", {"outcome": "granted"})
    (statement,) = done(handler.get(f"/cases/{case_id}/procedures"))["statements"]
    answer = {"is_upheld": True, "answer": "采纳。"}
    done(handler.post(f"/cases/{case_id}/statements/{statement['id']}/answer", answer))
    grounds = {"bases": [0], "discretion": "从宽档", "discretion_reason": "初次申请。"}
    granted = approver.post(f"/cases/{case_id}/decision", {"outcome": "granted"} | grounds)

    assert code_of(before) == "cases.hearing_not_offered"
    assert code_of(too_early) == "cases.hearing_right_runs"
    assert code_of(blocked) == "cases.hearing_required"
    assert code_of(unanswered) == "cases.objection_unanswered"
    assert done(granted)["state"] == "decided"
    decision = done(citizen.get(f"/cases/{case_id}"))["decision"]
    assert decision["bases"] == [{"law": "行政许可法", "article": "第三十四条"}]
    assert decision["discretion"] == "从宽档"


def test_contact_and_proof_of_others_stay_with_the_office(
    world: World, callers: dict[str, Caller]
) -> None:
    citizen, handler = callers["citizen"], callers["handler"]
    case_id = accepted(citizen, callers["counter"], world.shop)
    party = {"name": "李大山", "contact": "13900000000", "stake": "唯一通道。"}
    done(handler.post(f"/cases/{case_id}/parties", party))
    (row,) = done(handler.get(f"/cases/{case_id}/procedures"))["parties"]
    file_id = str(factories.stored_file(world.staff_actor(StandardPost.HANDLER)))
    said = {"party_id": row["id"], "words": "会堵住通道。", "files": [file_id]}
    done(handler.post(f"/cases/{case_id}/parties/statements", said))

    theirs = done(citizen.get(f"/cases/{case_id}/procedures"))

    assert row["contact"] == "13900000000"
    assert theirs["parties"][0]["contact"] == ""
    assert theirs["statements"][0]["files"] == []
    assert citizen.get(f"/cases/{case_id}/files/{file_id}").status_code == 404
    shown = handler.get(f"/cases/{case_id}/files/{file_id}")
    assert b"".join(shown.streaming_content)
    assert shown.status_code == 200


def test_nobody_else_reads_or_acts(
    world: World, callers: dict[str, Caller], neighbour: Caller, stranger: Caller
) -> None:
    case_id = accepted(callers["citizen"], callers["counter"], world.shop)
    plan = {"procedure": "hearing", "reason": "公共利益。"}

    for caller in (neighbour, stranger, callers["citizen"], callers["counter"]):
        assert caller.post(f"/cases/{case_id}/procedures/planning", plan).status_code in {403, 404}
    for caller in (neighbour, stranger):
        assert caller.get(f"/cases/{case_id}/procedures").status_code == 404
    assert neighbour.post(f"/cases/{case_id}/statements", {"words": "x"}).status_code == 404


def test_a_repeated_plan_is_done_once(world: World, callers: dict[str, Caller]) -> None:
    handler = callers["handler"]
    case_id = accepted(callers["citizen"], callers["counter"], world.shop)
    plan = {"procedure": "expert_review", "reason": "技术复杂。"}

    first = handler.post(f"/cases/{case_id}/procedures/planning", plan, key="plan-1")
    second = handler.post(f"/cases/{case_id}/procedures/planning", plan, key="plan-1")

    assert done(first) == done(second)
    assert SpecialProcedure.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"procedure": "holiday", "reason": "x"},
        {"procedure": "hearing", "reason": ""},
        {"procedure": "hearing", "reason": "a\x00b"},
        {"procedure": "seeking_opinions", "reason": "x"},
        {"procedure": "hearing", "reason": "x", "more": 1},
    ],
)
def test_nonsense_is_refused(
    world: World, callers: dict[str, Caller], body: dict[str, Any]
) -> None:
    case_id = accepted(callers["citizen"], callers["counter"], world.shop)

    assert callers["handler"].post(f"/cases/{case_id}/procedures/planning", body).status_code in {
        400,
        422,
    }
