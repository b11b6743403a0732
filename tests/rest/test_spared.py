# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nothing asked twice for programs."""

from django.utils import timezone

from tests.cases.spared import world as spared_world
from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done
from tests.sharing import world as sources
from yiwang.identity.models import NaturalPerson
from yiwang.ledger import services as ledger
from yiwang.sharing import services as sharing
from yiwang.sharing.enums import CorrectionResult
from yiwang.sharing.models import CorrectionRequest


def test_a_program_looks_disputes_and_hands_in_with_what_was_found(
    world: World, citizen: Caller, neighbour: Caller, counter: Caller
):
    made = spared_world.item(world)
    actor = world.actor(world.citizen)
    sources.knows(NaturalPerson.objects.get(pk=actor.person_id))
    version = str(made.version_id)

    promised = done(citizen.get(f"/items/{version}/spared"))
    found = done(citizen.post("/findings/look", {"version_id": version, "form": {}}))
    sheet = next(one for one in found["items"] if one["key"] == "record")
    stranger = neighbour.post(f"/findings/{sheet['id']}/dispute", {"reason": "不对"})
    done(citizen.post(f"/findings/{sheet['id']}/dispute", {"reason": "已经迁出"}))
    lease = str(spared_world.factories.stored_file(actor))
    body = {
        "version_id": version,
        "form": {"name": "张小云", "relation": "户主"},
        "materials": {"lease": [lease]},
    }
    case_id = citizen.post("/cases", body).json()["case_id"]
    seen = done(counter.get(f"/cases/{case_id}/findings"))
    asked = {"entries": [{"key": "household", "what": "请补交"}]}
    refused = counter.post(f"/cases/{case_id}/correction", asked)
    answer = {"resolution": "stands", "note": "已核实"}
    done(counter.post(f"/staff/cases/{case_id}/findings/{sheet['id']}/resolution", answer))

    assert promised["materials"] == ["居民户口簿", "户籍信息"]
    assert found["locked"] == ["address"]
    assert code_of(stranger) == "cases.finding_not_found"
    assert {one["key"] for one in seen["items"]} == {"household", "record", "form"}
    assert code_of(refused) == "cases.asked_twice"
    assert done(counter.get("/staff/sources"))["items"][0]["code"] == "household"
    assert done(counter.get("/staff/spared"))["disputes"] == []


def test_programs_claim_fields_doubt_sheets_and_note_what_the_provider_said(
    world: World, citizen: Caller, neighbour: Caller, counter: Caller, approver: Caller
):
    made = spared_world.item(world)
    actor = world.actor(world.citizen)
    sources.knows(NaturalPerson.objects.get(pk=actor.person_id))
    version = str(made.version_id)
    found = done(citizen.post("/findings/look", {"version_id": version, "form": {}}))
    sheets = {one["key"]: one["id"] for one in found["items"]}
    place = f"/findings/{sheets['household']}/dispute"
    claim = {"reason": "添了孩子", "claims": [{"field": "members", "value": "4"}]}
    foreign = str(spared_world.factories.stored_file(world.actor(world.neighbour)))

    def with_claim(**changes: str) -> dict[str, object]:
        return claim | {"claims": [claim["claims"][0] | changes]}

    assert code_of(neighbour.post(place, claim)) == "cases.finding_not_found"
    assert code_of(citizen.post(place, with_claim(field="salary"))) == "cases.field_not_there"
    assert code_of(citizen.post(place, with_claim(value=" "))) == "cases.claim_missing"
    assert citizen.post(place, with_claim(file_id=foreign)).status_code in {404, 422}
    assert citizen.post(place, claim | {"claims": "all"}).status_code == 422
    done(citizen.post(place, claim))
    assert code_of(citizen.post(place, claim)) == "cases.disputed_already"
    lease = str(spared_world.factories.stored_file(actor))
    body = {
        "version_id": version,
        "form": {"name": "张小云", "relation": "户主"},
        "materials": {"lease": [lease]},
    }
    case_id = citizen.post("/cases", body).json()["case_id"]
    here = f"/staff/cases/{case_id}"
    settle = f"{here}/findings/{sheets['household']}/resolution"
    answer = {"resolution": "applicant", "note": "已核实", "field": "members"}
    assert code_of(approver.post(settle, answer)) == "cases.forbidden"
    assert code_of(counter.post(settle, answer | {"field": "relation"})) == "cases.field_not_there"
    assert counter.post(settle, answer | {"resolution": "both"}).status_code == 422
    done(counter.post(settle, answer))
    assert code_of(counter.post(settle, answer)) == "cases.not_disputed"

    doubt = f"{here}/findings/{sheets['record']}"
    said = {"reason": "与现场不符", "fields": ["members"]}
    unknown = counter.post(f"{doubt}/doubt", said | {"fields": ["salary"]})
    assert code_of(unknown) == "cases.field_not_there"
    assert code_of(counter.post(f"{doubt}/doubt-end", {"note": "x"})) == "cases.not_doubted"
    assert code_of(approver.post(f"{doubt}/doubt", said)) == "cases.forbidden"
    done(counter.post(f"{doubt}/doubt", said))
    assert code_of(counter.post(f"{doubt}/doubt", said)) == "cases.doubted_already"
    noted = f"{here}/evidence-answers/noted"
    assert code_of(counter.post(noted, {})) == "cases.nothing_to_note"
    asked = CorrectionRequest.objects.get(reason="与现场不符")
    sharing.note_correction_answer(
        correction_id=asked.pk,
        result=CorrectionResult.RIGHT,
        answer="无误",
        actor=sources.SYSTEM,
        at=timezone.now(),
    )
    ledger.settle()
    shown = done(counter.get(f"/cases/{case_id}/findings"))["items"]
    one = next(each for each in shown if each["key"] == "record")
    assert (one["asked"][0]["result"], one["asked"][0]["answer"]) == ("right", "无误")
    assert code_of(approver.post(noted, {})) == "cases.forbidden"
    done(counter.post(noted, {}))
    done(counter.post(f"{doubt}/doubt-end", {"note": "提供部门确认"}))
