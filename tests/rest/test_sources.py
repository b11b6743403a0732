# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Data sources for programs: registering, trying, switching, and answering as the provider."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from operations import provider
from tests.factories import World, staff_account
from tests.identity import factories as people
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from tests.sharing.providers import serving
from tests.sharing.world import HOUSEHOLD, SYSTEM, query
from tests.sharing.world import source as household
from yiwang.identity.models import NaturalPerson
from yiwang.ledger.models import Event
from yiwang.organizations.enums import StandardPost
from yiwang.sharing import services
from yiwang.sharing.models import CorrectionRequest, DataSource

DESCRIPTION = {
    "name": "不动产登记",
    "provider": "自然资源部门",
    "address": "https://data.example/yiwang",
    "fields": [
        {"key": "place", "label": "坐落"},
        {"key": "size", "label": "面积", "kind": "number"},
    ],
    "purpose_text": "核对不动产",
    "legal_basis": "《不动产登记暂行条例》",
}


@pytest.fixture
def two(world: World, db: None) -> tuple[Caller, Caller]:
    """Return two programs of people who keep the connections to other systems."""
    at = timezone.now()
    first, second = (
        Caller(token_of(staff_account(world.department, StandardPost.ADMINISTRATOR, at=at)))
        for _each in range(2)
    )
    return first, second


@pytest.fixture
def handler(world: World, db: None) -> Caller:
    return Caller(token_of(world.staff[StandardPost.HANDLER]))


def test_programs_register_try_and_renew_a_source(two: tuple[Caller, Caller], counter: Caller):
    first, second = two
    number = people.unused_number()
    theirs = provider.Provider(
        [],
        {"housing": {number: {"values": {"size": 89}}}},
        {"housing": frozenset(["place", "size"])},
    )
    with serving(theirs) as address:
        sent = {"code": "housing", "description": DESCRIPTION, "reason": "接入。"}
        sent["description"] = DESCRIPTION | {"address": address}
        made = first.post("/staff/source-changes", sent)
        change, key = made.json()["id"], made.json()["key"]
        theirs.keys = [bytes.fromhex(key)]
        twice = first.post("/staff/source-changes", sent)
        own = first.post(f"/staff/source-changes/{change}/decision", {"is_agreed": True})
        done(second.post(f"/staff/source-changes/{change}/decision", {"is_agreed": True}))
        late = second.post(f"/staff/source-changes/{change}/withdrawal")
        subject = {"name": "测试", "number": number}
        tried = done(first.post("/staff/sources/housing/trial", subject))
    silent = done(first.post("/staff/sources/housing/trial", subject))
    shown = done(first.get(f"/staff/source-changes/{change}"))
    listed = done(first.get("/staff/source-changes"))["items"]
    revision = {"description": DESCRIPTION, "reason": "换密钥。", "with_new_key": True}
    renewed = first.post("/staff/sources/housing/changes", revision)
    done(first.post(f"/staff/source-changes/{renewed.json()['id']}/withdrawal"))

    assert (made.status_code, len(key), renewed.status_code) == (201, 64, 201)
    assert code_of(twice) == "sharing.change_waiting"
    assert code_of(own) == "sharing.own_change"
    assert code_of(late) == "sharing.change_decided_already"
    assert (tried["outcome"], tried["rows"]) == ("found", [{"label": "面积", "text": "89"}])
    assert (silent["outcome"], silent["detail"]) == ("unavailable", "对方没有应答")
    assert (shown["state"], len(listed)) == ("done", 1)
    assert key not in str(shown) + str(listed)
    assert code_of(counter.get("/staff/source-changes")) == "sharing.not_your_source"


def test_programs_hear_what_is_wrong_with_a_source(two: tuple[Caller, Caller], counter: Caller):
    first, _second = two
    household()
    plain = {"code": "housing", "description": DESCRIPTION, "reason": "接入。"}
    wrong = first.post(
        "/staff/source-changes",
        plain | {"description": DESCRIPTION | {"address": "http://10.0.0.1/"}},
    )
    revision = {"description": DESCRIPTION, "reason": "改。"}
    nobody = {"name": "某人", "number": "330106199003070017"}

    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/address")
    assert first.post("/staff/source-changes", plain | {"more": 1}).status_code == 422
    assert first.post("/staff/source-changes", {"code": "x"}).status_code == 422
    assert code_of(counter.post("/staff/source-changes", plain)) == "sharing.not_your_source"
    assert code_of(first.get(f"/staff/source-changes/{uuid4()}")) == "sharing.change_not_found"
    assert (
        code_of(first.post("/staff/sources/nowhere/changes", revision)) == "sharing.source_unknown"
    )
    assert (
        code_of(first.post("/staff/sources/household/changes", revision)) == "sharing.not_over_http"
    )
    assert code_of(first.post("/staff/sources/nowhere/trial", nobody)) == "sharing.source_unknown"
    assert code_of(first.post("/staff/sources/household/trial", nobody)) == "sharing.not_over_http"
    DataSource.objects.update(connector="http")
    refused = first.post("/staff/sources/household/trial", nobody)
    assert code_of(refused) == "sharing.not_a_test_subject"
    assert not Event.objects.filter(kind="sharing.source_tried").exists()


def test_programs_switch_a_source_by_two(two: tuple[Caller, Caller], counter: Caller):
    first, second = two
    household()
    person = people.person()
    services.ask(HOUSEHOLD, query=query(person.id), actor=SYSTEM, at=timezone.now())
    place = f"/staff/sources/{HOUSEHOLD}/switches"
    later = (timezone.now() + timedelta(days=400)).isoformat()
    off = {"is_on": False, "reason": "升级"}

    assert code_of(counter.post(place, off)) == "sharing.not_your_source"
    assert code_of(first.post(place, off | {"is_on": True})) == "sharing.switch_pointless"
    assert code_of(first.post(place, off | {"effective_at": later})) == "sharing.switch_too_late"
    assert first.post(place, off | {"effective_at": "2026-11-27T10:00:00"}).status_code == 422
    assert first.post(place, {"is_on": False, "reason": ""}).status_code == 422
    assert code_of(first.post("/staff/sources/none/switches", off)) == "sharing.source_unknown"
    done(first.post(place, off))
    assert code_of(second.post(place, off)) == "sharing.switch_waiting"
    (switch,) = done(first.get(f"/staff/sources/{HOUSEHOLD}"))["switches"]
    decision = f"/staff/source-switches/{switch['id']}/decision"
    assert code_of(first.post(decision, {"is_agreed": True})) == "sharing.own_switch"
    refusal = second.post(decision, {"is_agreed": False})
    assert code_of(refusal) == "sharing.switch_reason_missing"
    done(second.post(decision, {"is_agreed": True}))
    assert code_of(second.post(decision, {"is_agreed": True})) == "sharing.switch_decided_already"
    gone = first.post(f"/staff/source-switches/{switch['id']}/withdrawal")
    assert code_of(gone) == "sharing.switch_decided_already"
    unknown = first.post(f"/staff/source-switches/{uuid4()}/withdrawal")
    assert code_of(unknown) == "sharing.switch_not_found"
    history = done(first.get(f"/staff/sources/{HOUSEHOLD}"))
    assert (history["is_on"], len(history["calls"])) == (False, 1)
    assert "339900" not in str(history)
    (use,) = done(first.get("/staff/sources/uses"))["items"]
    assert (use["code"], use["calls"], use["not_found"]) == (HOUSEHOLD, 1, 1)


def test_programs_answer_as_the_provider_once(
    world: World, handler: Caller, counter: Caller, two: tuple[Caller, Caller]
):
    household()
    services.assign_provider(code=HOUSEHOLD, department_id=world.department.id)
    person = NaturalPerson.objects.get(pk=world.actor(world.citizen).person_id)
    asked = services.request_correction(
        source_code=HOUSEHOLD,
        subject_id=person.id,
        call_id=None,
        fields=["members"],
        reason="人数不对。",
        department_id=None,
        actor=SYSTEM,
        at=timezone.now(),
    )
    place = f"/staff/source-corrections/{asked.pk}"
    answer = {"result": "right", "answer": "与登记一致。"}

    (listed,) = done(handler.get("/staff/source-corrections"))["items"]
    one = done(handler.get(place))
    assert listed["name"] != person.name == one["name"]
    assert Event.objects.filter(kind="ledger.personal_data_read").exists()
    assert code_of(counter.get("/staff/source-corrections")) == "sharing.not_your_source"
    assert code_of(two[0].post(f"{place}/answer", answer)) == "sharing.not_your_source"
    unknown = handler.post(f"/staff/source-corrections/{uuid4()}/answer", answer)
    assert code_of(unknown) == "sharing.correction_not_found"
    assert handler.post(f"{place}/answer", answer | {"result": "maybe"}).status_code == 422
    assert code_of(handler.post(f"{place}/answer", answer | {"answer": "  "})) == (
        "sharing.answer_missing"
    )
    done(handler.post(f"{place}/answer", answer))
    assert code_of(handler.post(f"{place}/answer", answer)) == "sharing.answered_already"
    assert CorrectionRequest.objects.get().answer == "与登记一致。"
