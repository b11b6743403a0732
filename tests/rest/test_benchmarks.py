# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Benchmarks of discretion for programs: public to read, kept by two, chosen in a case."""

from typing import Any

import pytest
from django.utils import timezone

from tests import discretion as benchmarks
from tests.factories import World, staff_account
from tests.organizations.factories import ZHEJIANG, DepartmentFactory
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from tests.workbench.desks import APPROVER, HANDLER, examined
from yiwang.catalogue.models import ImplementationVersion
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Post

pytestmark = pytest.mark.django_db
WITHIN: dict[str, Any] = {
    "tier": "usual",
    "facts": "没有不良记录。",
    "outcome": {"term": "3", "conditions": []},
}


def keeper() -> Caller:
    rights = [Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH]
    account = staff_account(DepartmentFactory(of=ZHEJIANG), rights=rights)
    Post.objects.filter(department__division_id=ZHEJIANG).update(covers_subtree=True)
    return Caller(token_of(account))


def base_item_id(world: World) -> Any:
    return ImplementationVersion.objects.get(pk=world.shop.version_id).implementation.base_item_id


def test_two_people_make_what_everybody_reads(nobody: Caller, world: World) -> None:
    benchmarks.keep_law()
    one, two = keeper(), keeper()
    address = f"/staff/benchmarks/{base_item_id(world)}"
    today = timezone.localdate().isoformat()
    body = {"content": benchmarks.benchmark(), "effective_from": today}
    assert done(nobody.get(f"/items/{world.shop.code}/benchmarks"))["items"] == []

    draft = done(one.put(address, body))
    own = one.post(f"{address}/publication", {"revision": draft["revision"]})
    assert code_of(own) == "catalogue.second_person_needed"
    done(two.post(f"{address}/publication", {"revision": draft["revision"]}))

    (told,) = done(nobody.get(f"/items/{world.shop.code}/benchmarks"))["items"]
    assert told["law"] == "《行政许可法》第三十四条"
    assert told["tiers"][0]["spans"][0]["words"] == "2年以上3年以下"
    kept = done(one.get(address))
    assert kept["draft"] is None
    assert [each["number"] for each in kept["published"]] == [1]
    assert code_of(two.post(f"{address}/withdrawal", {"reason": " "})) == (
        "catalogue.benchmark_end_needs_reason"
    )
    done(two.post(f"{address}/withdrawal", {"reason": "法律修改。"}))
    assert done(nobody.get(f"/items/{world.shop.code}/benchmarks"))["items"] == []


def test_a_draft_is_thrown_away_once(world: World) -> None:
    one = keeper()
    address = f"/staff/benchmarks/{base_item_id(world)}"
    done(one.put(address, {"content": benchmarks.benchmark(), "effective_from": "2099-01-01"}))

    done(one.post(f"{address}/discard", {}))

    assert code_of(one.post(f"{address}/discard", {})) == "catalogue.benchmark_not_found"


@pytest.mark.parametrize(
    "content",
    [{}, {"name": 3}, {"tiers": "x"}, {"measures": [{"key": "A"}]}, {"tiers": [[]]}],
)
def test_what_is_no_benchmark_is_refused(world: World, content: dict[str, Any]) -> None:
    body = {"content": content, "effective_from": "2099-01-01"}

    answer = keeper().put(f"/staff/benchmarks/{base_item_id(world)}", body)

    assert code_of(answer) == "catalogue.benchmark_invalid"


def test_a_tier_is_chosen_and_the_leader_agrees(world: World) -> None:
    case = examined(world)
    benchmarks.published(case.version_id, at=timezone.now())
    handler = Caller(token_of(staff_account(world.department, HANDLER)))
    leader = Caller(token_of(staff_account(world.department, APPROVER)))
    address = f"/staff/cases/{case.id}/discretion"
    assert done(leader.get(address))["choice"] is None
    early = leader.post(f"/cases/{case.id}/decision", {"outcome": "granted"})
    assert code_of(early) == "cases.tier_missing"

    outside = WITHIN | {"outcome": {"term": "4", "conditions": []}}
    assert code_of(handler.put(address, outside)) == "cases.departure_unexplained"
    made = done(handler.put(address, outside | {"reason": "租期四年。"}, key="k"))
    again = done(handler.put(address, outside | {"reason": "租期四年。"}, key="k"))
    assert made == again
    assert made["consent"] == "asked"
    answer = {"answer": "given", "revision": made["revision"]}
    assert code_of(handler.post(f"{address}/consent", answer)) == "cases.forbidden"
    done(leader.post(f"{address}/consent", answer))

    done(leader.post(f"/cases/{case.id}/decision", {"outcome": "granted"}))
    (row,) = done(leader.get("/staff/benchmarks/figures"))["items"]
    assert (row["decided"], row["outside"]) == (1, 1)
    whole = done(leader.get(address))
    assert whole["applying"] is None
    assert whole["choice"]["departures"][0]["decided"] == "4年"


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": {"term": 3}},
        {"outcome": {"term": "x"}},
        {"outcome": {"term": "3", "conditions": ["x"] * 30}},
        {"tier": "x" * 300},
        {"facts": "\x00"},
        {"revision": -1},
        {"surprise": 1},
    ],
)
def test_what_cannot_be_right_is_refused(world: World, changes: dict[str, Any]) -> None:
    case = examined(world)
    benchmarks.published(case.version_id, at=timezone.now())
    handler = Caller(token_of(staff_account(world.department, HANDLER)))

    answer = handler.put(f"/staff/cases/{case.id}/discretion", WITHIN | changes)

    assert answer.status_code in {400, 422}
