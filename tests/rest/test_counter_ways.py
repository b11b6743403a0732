# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A promise beside a deferral over the machine interface, and signatures at a counter."""

from typing import Any

import pytest
from django.utils import timezone

from tests import factories
from tests.cases.modes import trusting
from tests.factories import FORM_DATA, World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done
from yiwang.halls.services import presence
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
BOTH = {"mode": "combined", "materials": ["plan"], "deferred": ["health"]}


@pytest.fixture(scope="module")
def item(world: World) -> factories.Item:
    return factories.item(world.department, name="小店登记", base=trusting.TRUSTING)


def application(world: World, caller: Caller, item: factories.Item, **signed: Any):
    """Return an application at the counter, signed under the words that hold."""
    clerk = world.actor(world.staff[StandardPost.COUNTER])
    asked = BOTH | {"form": FORM_DATA, "handed": ["lease"]}
    told = done(caller.post(f"/versions/{item.version_id}/ways", asked))
    return {
        "version_id": str(item.version_id),
        "applicant_id": str(world.citizen.person_id),
        "form": FORM_DATA,
        "materials": {"lease": [str(factories.stored_file(clerk))]},
        "signed": BOTH | {"text_sha256": told["text_sha256"]} | signed,
    }


def test_a_scan_or_a_code_signs_at_the_counter(
    world: World, citizen: Caller, counter: Caller, item: factories.Item
):
    unsigned = counter.post("/cases", application(world, counter, item))
    assert code_of(unsigned) == "cases.signature_unproven"
    paper = str(factories.stored_file(world.actor(world.staff[StandardPost.COUNTER])))
    sent = application(world, counter, item, paper_id=paper)
    case_id = done(counter.post("/cases", sent), 201)["case_id"]
    choice = done(counter.get(f"/cases/{case_id}/trust"))["choice"]
    assert (choice["signed_how"], choice["paper_id"]) == ("paper", paper)
    assert [one["way"] for one in choice["materials"]] == ["commitment", "deferral"]

    code = presence.show_code(actor=world.actor(world.citizen), at=timezone.now()).code
    wrong = application(world, counter, item, presence_code="00000000")
    assert code_of(counter.post("/cases", wrong)) == "halls.presence_refused"
    case_id = done(
        counter.post("/cases", application(world, counter, item, presence_code=code)), 201
    )["case_id"]
    assert done(citizen.get(f"/cases/{case_id}/trust"))["choice"]["signed_how"] == "presence"


def test_a_draft_keeps_both_and_the_applicant_signs_for_themselves(
    world: World, citizen: Caller, item: factories.Item
):
    done(citizen.put(f"/versions/{item.version_id}/draft/way", BOTH))
    refused = citizen.put(f"/versions/{item.version_id}/draft/way", BOTH | {"deferred": ["x"]})
    assert code_of(refused) == "cases.material_unknown"
    sent = application(world, citizen, item)
    own = str(factories.stored_file(world.actor(world.citizen)))
    sent |= {"applicant_id": None, "materials": {"lease": [own]}}

    case_id = done(citizen.post("/cases", sent), 201)["case_id"]

    assert done(citizen.get(f"/cases/{case_id}/trust"))["choice"]["signed_how"] == "account"
