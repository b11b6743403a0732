# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Ways of handling, originals, promises and records over the machine interface."""

import pytest

from tests import factories
from tests.cases.modes import trusting
from tests.factories import FORM_DATA, STEP_DATA, World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done
from yiwang.cases.models import WorkItem
from yiwang.credit.models import CreditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def item(world: World) -> factories.Item:
    return factories.item(world.department, name="小店登记", base=trusting.TRUSTING)


def ways(citizen: Caller, item: factories.Item, mode: str, *keys: str, handed: list[str]):
    asked = {"form": FORM_DATA, "handed": handed, "mode": mode, "materials": list(keys)}
    return done(citizen.post(f"/versions/{item.version_id}/ways", asked))


def apply(
    world: World, citizen: Caller, item: factories.Item, mode: str, *keys: str, handed: list[str]
):
    actor = world.actor(world.citizen)
    told = ways(citizen, item, mode, *keys, handed=handed)
    return citizen.post(
        "/cases",
        {
            "version_id": str(item.version_id),
            "form": FORM_DATA,
            "materials": {key: [str(factories.stored_file(actor))] for key in handed},
            "signed": {"mode": mode, "materials": list(keys), "text_sha256": told["text_sha256"]},
        },
    )


def decide(case_id: str, handler: Caller, approver: Caller, counter: Caller) -> None:
    done(counter.post(f"/cases/{case_id}/acceptance", {}))
    step = WorkItem.objects.get(case_id=case_id, element_id="review", state="open").step_key
    body = {"data": STEP_DATA, "opinion": "属实。"}
    done(handler.post(f"/cases/{case_id}/steps/{step}", body))
    done(approver.post(f"/cases/{case_id}/decision", {"outcome": "granted", "reasons": ""}))


def test_the_ways_and_the_words_are_told_before_one_signs(citizen: Caller, item: factories.Item):
    told = ways(citizen, item, "deferral", "health", handed=["lease", "plan"])

    assert [one["mode"] for one in told["offers"]] == [
        "standard", "trust_first", "deferral", "commitment", "combined",
    ]  # fmt: skip
    assert "健康证明" in told["text"]
    assert ways(citizen, item, "standard", handed=[])["text"] == ""


def test_a_draft_keeps_the_way(citizen: Caller, item: factories.Item):
    done(
        citizen.put(
            f"/versions/{item.version_id}/draft/way",
            {"mode": "deferral", "materials": ["health"]},
        )
    )
    refused = citizen.put(
        f"/versions/{item.version_id}/draft/way", {"mode": "deferral", "materials": ["x"]}
    )

    assert code_of(refused) == "cases.material_unknown"


def test_trust_first_from_application_to_effect(
    world: World,
    citizen: Caller,
    counter: Caller,
    handler: Caller,
    approver: Caller,
    item: factories.Item,
):
    answer = apply(world, citizen, item, "trust_first", handed=["lease", "plan", "health"])
    case_id = done(answer, 201)["case_id"]
    decide(case_id, handler, approver, counter)
    told = done(citizen.get(f"/cases/{case_id}/trust"))
    assert (told["is_pending"], told["mode"]) == (True, "trust_first")
    early = counter.post(f"/cases/{case_id}/delivery", {"method": "counter"})
    assert code_of(early) == "cases.originals_unseen"

    lease = next(one for one in told["copies"] if one["requirement_key"] == "lease")
    body = {
        "material_id": lease["material_id"],
        "result": "match",
        "original": "合同 17 号",
        "place": "1 号窗口",
    }
    path = f"/staff/cases/{case_id}/originals"
    assert code_of(approver.post(path, body)) == "cases.forbidden"
    assert citizen.post(path, body).status_code == 403
    check = done(counter.post(path, body))
    assert code_of(counter.post(path, body)) == "cases.original_seen"

    told = done(counter.get(f"/cases/{case_id}/trust"))
    assert told["effective_at"]
    done(counter.post(f"/cases/{case_id}/delivery", {"method": "counter"}))
    done(counter.post(f"{path}/{check['id']}/voiding", {"reason": "伪造。"}))


def test_a_promise_is_checked_ordered_and_an_objection_answered(
    world: World,
    citizen: Caller,
    counter: Caller,
    handler: Caller,
    approver: Caller,
    item: factories.Item,
):
    answer = apply(world, citizen, item, "commitment", "plan", handed=["lease", "health"])
    case_id = done(answer, 201)["case_id"]
    decide(case_id, handler, approver, counter)
    path = f"/staff/cases/{case_id}"
    found = {"is_kept": False, "findings": "没有清洗间。"}

    assert code_of(handler.post(f"{path}/promise-check", found)) == "cases.order_incomplete"
    order = found | {"order": {"words": "设置。", "workdays": 10}}
    assert done(handler.post(f"{path}/promise-check", order))["state"] == "correcting"
    early = handler.post(f"{path}/promise-recheck", found)
    assert code_of(early) == "cases.check_not_due"
    assert code_of(approver.post(f"{path}/revocation", {"reasons": "无"})) == "cases.check_not_due"
    kept = {"is_kept": True, "findings": "已设置。"}
    assert done(handler.post(f"{path}/promise-recheck", kept))["state"] == "kept"


def test_a_deferred_material_is_handed_in_and_given_back(
    world: World, citizen: Caller, counter: Caller, neighbour: Caller, item: factories.Item
):
    answer = apply(world, citizen, item, "deferral", "health", handed=["lease", "plan"])
    case_id = done(answer, 201)["case_id"]
    done(counter.post(f"/cases/{case_id}/acceptance", {}))
    body = {"files": [str(factories.stored_file(world.actor(world.citizen)))]}
    path = f"/cases/{case_id}/deferred/health"

    assert neighbour.post(path, body).status_code == 404
    done(citizen.post(path, body))
    done(counter.post(f"/staff{path}/return", {"reason": "看不清。"}))
    assert (
        done(citizen.get(f"/cases/{case_id}/trust"))["deferred"][0]["returned_because"]
        == "看不清。"
    )


def test_what_may_not_be_deferred_is_refused(world: World, citizen: Caller, item: factories.Item):
    refused = apply(world, citizen, item, "deferral", "plan", handed=["lease", "health"])

    assert code_of(refused) == "cases.not_deferrable"


def test_records_are_read_contested_and_answered(
    world: World,
    citizen: Caller,
    neighbour: Caller,
    counter: Caller,
    handler: Caller,
    approver: Caller,
    item: factories.Item,
):
    answer = apply(world, citizen, item, "trust_first", handed=["lease", "plan", "health"])
    case_id = done(answer, 201)["case_id"]
    decide(case_id, handler, approver, counter)
    copies = done(counter.get(f"/cases/{case_id}/trust"))["copies"]
    lease = next(one for one in copies if one["requirement_key"] == "lease")
    seen = {"result": "mismatch", "original": "合同", "place": "窗口", "difference": "租期已满。"}
    body = seen | {"material_id": lease["material_id"]}
    done(counter.post(f"/staff/cases/{case_id}/originals", body))
    event = CreditEvent.objects.get()

    assert done(neighbour.get("/me/credit"))["items"] == []
    assert done(citizen.get("/me/credit"))["items"][0]["id"] == str(event.id)
    again = apply(world, citizen, item, "commitment", "plan", handed=["lease", "health"])
    assert code_of(again) == "cases.not_trusted"
    path = f"/me/credit/{event.id}/requests"
    early = citizen.post(path, {"kind": "repair", "words": "已改。"})
    assert code_of(early) == "credit.repair_too_early"
    asked = done(citizen.post(path, {"kind": "objection", "words": "合同有效。"}), 201)
    assert done(handler.get("/staff/credit"))["waiting"][0]["id"] == asked["id"]
    answer_path = f"/staff/credit/requests/{asked['id']}/answer"
    verdict = {"is_granted": True, "answer": "属实。"}
    assert code_of(handler.post(answer_path, verdict)) == "credit.not_yours_to_answer"
    done(approver.post(answer_path, verdict))
    assert done(approver.get(f"/staff/credit/requests/{asked['id']}"))["state"] == "granted"
