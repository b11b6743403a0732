# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Trying whether an application is complete, before submitting it; and figures of cases."""

from typing import Any
from uuid import uuid4

import pytest

from tests.factories import FORM_DATA, World
from tests.organizations.factories import XIHU
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done, submitted, uploaded
from yiwang.cases.models import Case, Draft


def tried(caller: Caller, world: World, **body: Any) -> dict[str, Any]:
    answer = caller.post(f"/versions/{world.shop.version_id}/check", {"form": {}} | body)
    return dict(done(answer))


def test_a_complete_application_is_told_so_and_then_accepted(world: World, citizen: Caller) -> None:
    materials = {"lease": [uploaded(citizen)]}

    answer = tried(citizen, world, form=FORM_DATA, materials=materials)

    assert (answer["is_complete"], answer["errors"]) == (True, [])
    assert [each["key"] for each in answer["materials"] if each["is_missing"]] == []
    body = {"version_id": str(world.shop.version_id), "form": FORM_DATA, "materials": materials}
    assert citizen.post("/cases", body).status_code == 201


def test_what_is_wrong_and_what_is_missing_is_told_at_once(world: World, citizen: Caller) -> None:
    answer = tried(citizen, world, form={"name": "张小云", "phone": "1", "unknown": True})

    assert not answer["is_complete"]
    assert {"/form/phone", "/form/kind", "/form/unknown"} <= {
        each["pointer"] for each in answer["errors"]
    }
    assert [each["key"] for each in answer["materials"] if each["is_missing"]] == ["lease"]
    assert set(answer["fields"]) >= set(FORM_DATA)


def test_nothing_is_stored(world: World, citizen: Caller) -> None:
    before = Case.objects.count(), Draft.objects.count()

    tried(citizen, world, form=FORM_DATA)

    assert (Case.objects.count(), Draft.objects.count()) == before


def test_a_file_of_somebody_else_does_not_count(
    world: World, citizen: Caller, neighbour: Caller
) -> None:
    materials = {"lease": [uploaded(neighbour)], "no/such": []}

    answer = tried(citizen, world, form=FORM_DATA, materials=materials)

    assert not answer["is_complete"]
    assert [(each["pointer"], each["code"]) for each in answer["errors"]] == [
        ("/materials/lease/0", "documents.file_not_found"),
        ("/materials/no~1such", "cases.material_unknown"),
    ]
    assert [each["files"] for each in answer["materials"] if each["key"] == "lease"] == [[]]


@pytest.mark.parametrize(
    "value", [1, 2**62, 1.5, True, None, [], [[]], {}, {"a": [1]}, "x" * 3000, "\u202e", [None]]
)
def test_whatever_is_typed_is_answered(world: World, citizen: Caller, value: object) -> None:
    answer = tried(citizen, world, form=dict.fromkeys(FORM_DATA, value))

    assert not answer["is_complete"]
    assert answer["errors"]


def test_a_version_that_nobody_knows_cannot_be_tried(citizen: Caller) -> None:
    response = citizen.post(f"/versions/{uuid4()}/check", {"form": {}})

    assert (response.status_code, code_of(response)) == (404, "catalogue.item_not_found")


def test_anybody_may_know_how_many_cases_a_place_has(
    world: World, citizen: Caller, nobody: Caller
) -> None:
    before = done(nobody.get(f"/divisions/{XIHU}/case-figures"))

    submitted(citizen, world.shop)
    after = done(nobody.get(f"/divisions/{XIHU}/case-figures"))

    assert after == before | {"received": before["received"] + 1}
    assert after["days"] == 30
    assert nobody.get("/divisions/330199000000/case-figures").status_code == 404
