# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nothing asked twice for programs."""

from tests.cases.spared import world as spared_world
from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done
from tests.sharing import world as sources
from yiwang.identity.models import NaturalPerson


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
