# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenarios and the materials library for programs."""

from pathlib import Path

import pytest
from django.utils import timezone

from tests.catalogue.scenarios.worlds import SHOP_SCENARIO, base_item_of, publish_scenario
from tests.factories import SYSTEM, World, staff_account
from tests.organizations.factories import ZHEJIANG, DepartmentFactory
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from yiwang.catalogue.evidence_types.loading import load_evidence_types
from yiwang.catalogue.scenarios import keeping
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Post

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[2] / "data"


def keeper_of_the_province() -> Caller:
    account = staff_account(
        DepartmentFactory(of=ZHEJIANG), rights=[Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH]
    )
    Post.objects.filter(department__division_id=ZHEJIANG).update(covers_subtree=True)
    return Caller(token_of(account))


@pytest.fixture
def shop(world: World) -> str:
    keeping.forget()
    publish_scenario(base_item_of(world.shop.code))
    return world.shop.code


def test_a_program_is_asked_question_by_question(nobody: Caller, shop: str) -> None:
    first = done(nobody.post(f"/items/{shop}/scenario", {}))
    last = done(nobody.post(f"/items/{shop}/scenario", {"answers": {"place": "stall"}}))

    assert first["question"]["key"] == "place"
    assert first["outcome"] is None
    assert last["question"] is None
    assert last["outcome"]["code"] == f"{shop}02"
    assert [each["key"] for each in last["outcome"]["materials"]] == ["photo"]
    assert last["outcome"]["form"] == {"kind": "stall"}


@pytest.mark.parametrize(
    "answers",
    [{"place": "dog"}, {"place": "shop", "area": 0}, {"place": 5}, {"place": "shop", "area": 1e9}],
)
def test_what_is_no_answer_is_refused(
    nobody: Caller, shop: str, answers: dict[str, object]
) -> None:
    response = nobody.post(f"/items/{shop}/scenario", {"answers": answers})

    assert response.status_code == 422


def test_an_item_without_a_scenario_says_so(nobody: Caller, world: World) -> None:
    response = nobody.post(f"/items/{world.kiosk.code}/scenario", {})

    assert response.status_code == 404
    assert code_of(response) == "catalogue.scenario_not_found"


def test_one_writes_and_another_publishes(world: World, nobody: Caller) -> None:
    anna, bert = keeper_of_the_province(), keeper_of_the_province()
    address = f"/staff/scenarios/{base_item_of(world.shop.code)}"
    wrong = {**SHOP_SCENARIO, "outcomes": SHOP_SCENARIO["outcomes"][:2]}

    faults = done(anna.post(f"{address}/check", {"content": wrong}))
    draft = done(anna.put(address, {"content": SHOP_SCENARIO}))
    own = anna.post(f"{address}/publication", draft | {"revision": draft["revision"]})
    other = bert.post(f"{address}/publication", {"revision": draft["revision"]})
    seen = done(bert.get(address))

    assert {one["pointer"] for one in faults["items"]} == {"/questions/0/choices/2/to"}
    assert own.status_code in {403, 422}
    assert other.status_code == 200
    assert seen["draft"] is None
    assert seen["published"]["content"]["questions"][0]["key"] == "place"


def test_who_wrote_it_cannot_publish_it(world: World) -> None:
    anna = keeper_of_the_province()
    address = f"/staff/scenarios/{base_item_of(world.shop.code)}"
    draft = done(anna.put(address, {"content": SHOP_SCENARIO}))

    response = anna.post(f"{address}/publication", {"revision": draft["revision"]})

    assert code_of(response) == "catalogue.second_person_needed"


def test_the_materials_library_is_kept_by_the_province(world: World, nobody: Caller) -> None:
    load_evidence_types(root=DATA, actor=SYSTEM, at=timezone.now())
    keeper = keeper_of_the_province()

    work = done(keeper.get("/staff/evidence-types/work"))
    made = done(keeper.post("/staff/evidence-types", {"name": "场所证明", "kind": "3"}), 201)
    moved = done(
        keeper.post(f"/staff/evidence-types/{made['code']}/names", {"name": "场所证明（复印件）"})
    )
    page = done(nobody.get(f"/evidence-types/{made['code']}"))

    assert {row["name"] for row in work["unmapped"]} >= {"场所证明"}
    assert moved["uses"] == 2
    assert {each["material_key"] for each in page["items"]} == {"lease"}
    assert not page["is_obtainable"]


def test_nobody_else_touches_the_library_or_a_scenario(world: World, citizen: Caller) -> None:
    clerk = Caller(token_of(staff_account(world.department, rights=[Right.CATALOGUE_EDIT])))
    address = f"/staff/scenarios/{base_item_of(world.shop.code)}"

    assert clerk.get(address).status_code == 403
    assert clerk.post("/staff/evidence-types", {"name": "x", "kind": "3"}).status_code == 403
    assert citizen.get(address).status_code == 403
