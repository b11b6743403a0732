# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists held to the rules inside PostgreSQL: each rule broken, and kept."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection

from tests.catalogue.worlds import LOADER, MORNING, TODAY, Catalogue
from yiwang.catalogue.comparison import engine, list_rules
from yiwang.catalogue.comparison.rules import RULES
from yiwang.catalogue.comparison.taking_over import take_over_lists
from yiwang.catalogue.comparison.wording import sentence_of
from yiwang.catalogue.enums import SubjectKind
from yiwang.catalogue.models import ImplementationList

pytestmark = pytest.mark.django_db

FOOD, HOUSE, MARRIAGE = "K0008", "K0099", "K0152"
LOCAL_FEE = {"name": "工本费", "standard": "每证10元", "basis": "按规定"}

BROKEN: list[tuple[str, str, dict[str, Any]]] = [
    ("visit-reason", FOOD, {"visits": 1, "visit_reason": "", "online_depth": 3}),
    ("visit-reason-idle", FOOD, {"visits": 0, "visit_reason": "核对原件"}),
    ("no-way-in", FOOD, {"visits": 0, "is_online": False, "handling_forms": ["1"]}),
    ("full-online-visits", FOOD, {"visits": 1, "visit_reason": "核验", "online_depth": 4}),
    ("phones-same", FOOD, {"consult_phone": "12345", "complaint_phone": "12345"}),
    ("phone-area-code", FOOD, {"consult_phone": "87654321"}),
    ("contact-missing", FOOD, {"address": ""}),
    ("depth-not-online", FOOD, {"online_depth": 3, "is_online": False}),
    ("pay-without-fee", MARRIAGE, {"is_pay_online": True}),
    ("fee-not-online", HOUSE, {"is_pay_online": False}),
    ("promised-type", FOOD, {"project_type": "9"}),
    ("promise-uncompressed", FOOD, {"promise_limit": {"amount": 10, "unit": "workday"}}),
]
KEPT: list[tuple[str, str, dict[str, Any]]] = [
    ("visit-reason-idle", FOOD, {"visits": 0, "visit_reason": "无"}),
    ("phone-area-code", FOOD, {"consult_phone": "0571-87654321转2"}),
    ("phone-area-code", FOOD, {"consult_phone": "12315", "complaint_phone": "400-820-8820"}),
    ("phone-area-code", FOOD, {"consult_phone": ""}),
    ("no-way-in", FOOD, {"visits": 0, "is_online": False, "handling_forms": ["4"]}),
    ("fee-not-online", HOUSE, {"is_pay_online": True}),
]
"""What a rule lets stand, beside everything that the loaded lists say."""

SAID_BY_THE_BASE: list[tuple[str, str]] = [
    ("promise-beyond-law", "most = 1, most_text = '1 day'"),
    ("visits-beyond-base", "max_visits = -1"),
    ("level-not-exercised", "levels = '{6}'"),
    ("base-superseded", "current_number = number + 1"),
    ("immediate-type", "number = number"),
    ("local-fee-basis", "fee_names = '{}'"),
    ("fee-not-in-base", "fee_names = '{登记费}'"),
    ("material-not-in-base", "material_keys = '{}'"),
]
LISTED: Mapping[str, str] = {
    "immediate-type": "promise_amount = 0, project_type = '9'",
    "local-fee-basis": (
        """content = content || '{"fees": [{"name": "工本费", "basis": "按规定"}]}'"""
    ),
    "fee-not-in-base": (
        """content = content || '{"fees": [{"name": "工本费", "basis": "《价格法》"}]}'"""
    ),
    "material-not-in-base": """content = content || '{"spared_materials": ["plan"]}'""",
}


def _broken(implementation: ImplementationList, base: str = "", listed: str = "") -> set[str]:
    """Return the rules that a list breaks, perhaps with its base or the list itself changed."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS compared_base, compared_item, compared_hit")
        cursor.execute("DROP TABLE IF EXISTS compared_rule, compared_change")
        engine.begin(TODAY)
        items = [implementation.base_item_id]
        cursor.execute(list_rules.PREPARE_BASES, {"on": TODAY, "items": items})
        if base:
            cursor.execute(f"UPDATE compared_base SET {base}")  # noqa: S608
        statement = list_rules.CHECK_LISTS
        if listed:
            # A draft may be changed; what is published is fixed, and checked in the same way.
            cursor.execute(
                "CREATE TEMP TABLE changed_version AS "
                "SELECT * FROM catalogue_implementation_version WHERE id = %s",
                [implementation.current_id],
            )
            cursor.execute(f"UPDATE changed_version SET {listed}")  # noqa: S608
            statement = statement.replace("catalogue_implementation_version", "changed_version")
        cursor.execute(statement, {"ids": [implementation.id], "items": []})
        cursor.execute("SELECT rule FROM compared_hit")
        found = {rule for (rule,) in cursor.fetchall()}
        cursor.execute("DROP TABLE IF EXISTS changed_version")
    return found


def _taken_over(catalogue: Catalogue, item: str, elements: dict[str, Any]) -> ImplementationList:
    implementation = catalogue.list_of(item)
    take_over_lists(elements={implementation.id: elements}, actor=LOADER, at=MORNING)
    return catalogue.list_of(item)


@pytest.mark.parametrize("item", [FOOD, HOUSE, MARRIAGE, "K0004", "K0244", "K0300"])
def test_what_the_loaders_make_breaks_no_rule(catalogue: Catalogue, item: str) -> None:
    assert _broken(catalogue.list_of(item)) <= {"promise-uncompressed"}


@pytest.mark.parametrize(("rule", "item", "elements"), BROKEN)
def test_a_list_that_breaks_a_rule_is_found(
    catalogue: Catalogue, rule: str, item: str, elements: dict[str, Any]
) -> None:
    assert rule not in _broken(catalogue.list_of(item))

    assert rule in _broken(_taken_over(catalogue, item, elements))


@pytest.mark.parametrize(("rule", "item", "elements"), KEPT)
def test_a_list_that_keeps_a_rule_is_not_found(
    catalogue: Catalogue, rule: str, item: str, elements: dict[str, Any]
) -> None:
    assert rule not in _broken(_taken_over(catalogue, item, elements))


@pytest.mark.parametrize(("rule", "base"), SAID_BY_THE_BASE)
def test_a_list_that_is_other_than_its_base_is_found(
    catalogue: Catalogue, rule: str, base: str
) -> None:
    assert rule not in _broken(catalogue.list_of(FOOD))

    assert rule in _broken(catalogue.list_of(FOOD), base, LISTED.get(rule, ""))


def test_powers_of_own_motion_are_held_to_what_concerns_them_alone(catalogue: Catalogue) -> None:
    penalty = _taken_over(catalogue, "K0300", {"address": "", "consult_phone": "1"})

    assert _broken(penalty) == set()
    assert _broken(penalty, "current_number = number + 1") == {"base-superseded"}


def test_every_rule_on_lists_is_computed_and_every_computed_one_is_a_rule() -> None:
    computed = {rule.id for rule in list_rules.LIST_CONDITIONS}

    assert computed == {rule.id for rule in RULES.values() if rule.subject == SubjectKind.LIST}


def test_every_rule_on_lists_is_tried_here() -> None:
    tried = {rule for rule, *_rest in (*BROKEN, *SAID_BY_THE_BASE)}

    assert tried == {rule.id for rule in list_rules.LIST_CONDITIONS}


def test_what_is_found_is_said_in_a_sentence_with_its_facts(catalogue: Catalogue) -> None:
    implementation = _taken_over(catalogue, FOOD, {"consult_phone": "87654321"})
    _broken(implementation)
    with connection.cursor() as cursor:
        cursor.execute("SELECT evidence FROM compared_hit WHERE rule = 'phone-area-code'")
        (evidence,) = cursor.fetchone()

    assert sentence_of("phone-area-code", json.loads(evidence)) == "电话87654321没有区号。"
