# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.worlds import base_content, list_content
from yiwang.catalogue import checks
from yiwang.catalogue.content import BaseContent, ImplementationContent, read_content
from yiwang.catalogue.layers import (
    BASE_ELEMENTS,
    LIST_ELEMENTS,
    LayerClass,
    effective_fees,
    effective_materials,
    followed,
    promise_ceiling,
)

PRINT = {"name": "工本费", "standard": "每证10元", "amount_cents": 1000, "basis": "某号文"}
PHOTO = {"name": "照相费", "standard": "每人20元", "amount_cents": 2000, "basis": "某号文"}
PLAN = {"key": "plan", "name": "摊位平面图"}
LEASE = {"key": "lease", "name": "租赁合同"}


def base(**changes: Any) -> BaseContent:
    return read_content(BaseContent, base_content(**changes))


def local(**changes: Any) -> ImplementationContent:
    return read_content(ImplementationContent, list_content(**changes))


def fault_paths(on: BaseContent, **changes: Any) -> list[str]:
    return [fault.path for fault in checks.list_faults(on, local(**changes))]


def test_every_element_has_a_layer_and_a_name() -> None:
    assert set(BASE_ELEMENTS) == set(BaseContent.model_fields)
    assert set(LIST_ELEMENTS) == set(ImplementationContent.model_fields)
    assert all(str(one.label) for one in (*BASE_ELEMENTS.values(), *LIST_ELEMENTS.values()))


def test_what_may_be_bettered_says_how() -> None:
    for one in LIST_ELEMENTS.values():
        assert bool(str(one.rule)) == (one.layer is LayerClass.TIGHTENABLE)
    assert {one.layer for one in BASE_ELEMENTS.values()} == {LayerClass.FIXED}


def test_a_lower_fee_takes_the_place_of_the_base_fee_and_a_waived_one_is_gone() -> None:
    on = base(fees=[PRINT, PHOTO])
    here = local(fees=[PRINT | {"amount_cents": 500}], waived_fees=["照相费"])

    assert [(fee.name, fee.amount_cents) for fee in effective_fees(on, here)] == [("工本费", 500)]
    assert effective_fees(on, local()) == on.fees


def test_versions_from_before_the_base_layer_had_fees_keep_theirs() -> None:
    here = local(fees=[PRINT])

    assert effective_fees(base(), here) == here.fees


def test_spared_materials_are_not_asked_for() -> None:
    on = base(materials=[PLAN, LEASE])

    asked = effective_materials(on, local(spared_materials=["plan"]))

    assert [material.key for material in asked] == ["lease"]


def test_the_ceiling_is_the_shorter_of_law_and_agreement() -> None:
    agreed = {"amount": 1, "unit": "month"}

    assert promise_ceiling(base(promise_ceiling={"amount": 8})).amount == 8  # type: ignore[union-attr]
    assert promise_ceiling(base(promise_ceiling=agreed)).amount == 20  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"promise_limit": {"amount": 9}}, "/promise_limit"),
        ({"visits": 2, "visit_reason": "核验原件"}, "/visits"),
        ({"spared_materials": ["plan", "other"]}, "/spared_materials/1"),
        ({"fees": [PHOTO]}, "/fees/0"),
        ({"fees": [PRINT | {"amount_cents": 1001}]}, "/fees/0"),
        ({"waived_fees": ["照相费"]}, "/waived_fees/0"),
        ({"waived_fees": ["工本费"], "is_pay_online": True}, "/is_pay_online"),
    ],
)
def test_what_is_worse_than_the_base_layer_is_named(changes: dict[str, Any], path: str) -> None:
    on = base(promise_ceiling={"amount": 8}, max_visits=1, fees=[PRINT])

    assert fault_paths(on, **changes) == [path]


def test_an_agreement_beyond_the_law_is_named() -> None:
    found = checks.base_faults(
        base(promise_ceiling={"amount": 21}), themes={("natural", "准营准办")}
    )

    assert [fault.path for fault in found] == ["/promise_ceiling"]


def test_two_fees_never_share_a_name() -> None:
    with pytest.raises(Exception, match="要素"):
        base(fees=[PRINT, PRINT])


def test_a_list_follows_its_base_where_it_would_be_worse() -> None:
    on = base(promise_ceiling={"amount": 3}, max_visits=0, fees=[PRINT | {"amount_cents": 400}])
    here = local(
        visits=1,
        visit_reason="核验原件",
        spared_materials=["gone", "plan"],
        fees=[PRINT | {"amount_cents": 500}],
        waived_fees=["照相费"],
    )

    after = followed(on, here)

    assert after.promise_limit is not None
    assert (after.promise_limit.amount, after.visits, after.visit_reason) == (3, 0, "")
    assert (after.spared_materials, after.fees, after.waived_fees) == (("plan",), (), ())
    assert after.address == here.address


def test_a_list_that_is_better_already_stays_as_it_is() -> None:
    on = base(promise_ceiling={"amount": 6}, max_visits=1, fees=[PRINT])
    here = local(spared_materials=["plan"], fees=[PRINT | {"amount_cents": 500}])

    assert followed(on, here) == here


def test_a_promise_of_the_spot_makes_it_a_matter_of_the_spot() -> None:
    after = followed(base(promise_ceiling={"amount": 0}), local())

    assert (after.project_type, after.promise_limit and after.promise_limit.amount) == ("1", 0)


AMOUNTS = st.integers(0, 1000)


@given(
    ceiling=st.none() | st.integers(0, 20),
    visits=st.integers(0, 3),
    most=st.none() | st.integers(0, 3),
    mine=AMOUNTS,
    theirs=AMOUNTS,
    spared=st.lists(st.sampled_from(["plan", "lease", "gone"]), unique=True),
    waived=st.lists(st.sampled_from(["工本费", "照相费"]), unique=True),
)
def test_what_follows_never_breaks_a_layer(
    ceiling: int | None,
    visits: int,
    most: int | None,
    mine: int,
    theirs: int,
    spared: list[str],
    waived: list[str],
) -> None:
    on = base(
        promise_ceiling=None if ceiling is None else {"amount": ceiling},
        max_visits=most,
        fees=[PRINT | {"amount_cents": theirs}],
        materials=[PLAN, LEASE],
    )
    here = local(
        promise_limit={"amount": 10},
        visits=visits,
        visit_reason="核验原件" if visits else "",
        is_pay_online=True,
        fees=[PRINT | {"amount_cents": mine}],
        spared_materials=spared,
        waived_fees=waived,
    )

    assert checks.list_faults(on, followed(on, here)) == []
