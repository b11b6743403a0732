# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What must hold before publishing, element by element."""

from typing import Any

import pytest

from tests.catalogue.worlds import base_content, list_content
from yiwang.catalogue.checks import base_faults, list_faults
from yiwang.catalogue.content import BaseContent, ImplementationContent, read_content

THEMES = {("natural", "准营准办"), ("legal", "准营准办")}
STEPS = [{"group": "审查与决定", "name": f"第{number}步"} for number in range(5)]
REVIEW = {"review_level": "5", "review_place": "address"}
LICENCE = {"item_type": "01", "steps": STEPS, "faqs": [{"question": "几天？", "answer": "五天。"}]}


def base_paths(**changes: Any) -> list[str]:
    content = read_content(BaseContent, base_content(**changes))
    return [fault.path for fault in base_faults(content, themes=THEMES)]


def list_paths(base: dict[str, Any] | None = None, **changes: Any) -> list[str]:
    content = read_content(ImplementationContent, list_content(**changes))
    base_elements = read_content(BaseContent, base_content(**(base or {})))
    return [fault.path for fault in list_faults(base_elements, content)]


def test_a_complete_item_has_no_faults() -> None:
    assert base_paths() == []
    assert base_paths(**LICENCE) == []
    assert list_paths() == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"legal_bases": []}, "/legal_bases"),
        ({"legal_bases": [{"law": "行政许可法", "article": "前言"}]}, "/legal_bases/0/article"),
        ({"results": []}, "/results"),
        ({"statutory_limit": None}, "/statutory_limit"),
        ({"conditions": []}, "/conditions"),
        ({"materials": []}, "/materials"),
        ({"steps": []}, "/steps"),
        ({"mode": "commitment"}, "/commitment_text"),
        ({"review_place": "address"}, "/review_level"),
        ({"review_level": "5"}, "/review_place"),
        ({"exercise_levels": ["5"]} | REVIEW, "/review_level"),
        ({"review_stages": [{"level": "4"}]}, "/review_level"),
        (
            {"follow_ups": [{"purpose": "change", "item": x} for x in ("K0002", "K0003")]},
            "/follow_ups/1/purpose",
        ),
        (REVIEW | {"review_stages": [{"level": "4"}]}, "/review_stages/0/level"),
        (
            REVIEW | {"exercise_levels": ["2"], "review_stages": [{"level": "3"}, {"level": "4"}]},
            "/review_stages/1/level",
        ),
        (
            {"special_procedures": [{"name": "现场核查", "stops_clock": True}]},
            "/special_procedures/0/basis",
        ),
        (
            {"special_procedures": [{"name": "延长", "kind": "1", "basis": "本局惯例"}]},
            "/special_procedures/0/basis",
        ),
        ({"themes": {"natural": ["没有的主题"]}}, "/themes/natural/0"),
        ({"themes": {"legal": ["准营准办"]}}, "/themes/legal"),
        (LICENCE | {"steps": STEPS[:4]}, "/steps"),
        (LICENCE | {"faqs": []}, "/faqs"),
        (
            {"materials": [{"key": "a", "name": "x", "from_form": True, "obtainable": True}]},
            "/materials/0",
        ),
        ({"materials": [{"key": "a", "name": "x", "formats": []}]}, "/materials/0/formats"),
        ({"materials": [{"key": "a", "name": "x", "when": "form.x ="}]}, "/materials/0/when"),
        ({"materials": [{"key": "a", "name": "x", "when": "secret > 1"}]}, "/materials/0/when"),
        ({"materials": [{"key": "a", "name": "x", "when": "open('x')"}]}, "/materials/0/when"),
    ],
)
def test_a_fault_in_the_base_layer_is_named(changes: dict[str, Any], path: str) -> None:
    assert base_paths(**changes) == [path]


def test_what_a_law_lets_stop_the_clock_or_extend_it_is_taken() -> None:
    by_law = {"basis": "《行政许可法》第四十五条"}

    assert (
        base_paths(
            special_procedures=[
                {"name": "检测", "stops_clock": True} | by_law,
                {"name": "延长", "kind": "1"} | by_law,
                {"name": "现场核查"},
            ]
        )
        == []
    )


def test_a_power_of_own_motion_needs_neither_limit_nor_materials() -> None:
    bare = {"statutory_limit": None, "conditions": [], "materials": [], "steps": []}

    assert base_paths(item_type="02", **bare) == []
    assert list_paths({"item_type": "02"} | bare, promise_limit=None, address="") == []


def test_real_items_that_came_without_legal_bases_are_taken_as_generated() -> None:
    assert base_paths(legal_bases=[], is_generated=True) == []
    assert base_paths(legal_bases=[], item_type="20") == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"promise_limit": None}, "/promise_limit"),
        ({"promise_limit": {"amount": 21}}, "/promise_limit"),
        ({"promise_limit": {"amount": 1, "unit": "month"}}, "/promise_limit"),
        ({"promise_limit": {"amount": 0}}, "/promise_limit"),
        ({"project_type": "1"}, "/promise_limit"),
        ({"visits": 1}, "/visit_reason"),
        ({"visits": 1, "visit_reason": "核验原件", "online_depth": 4}, "/visits"),
        ({"is_online": False}, "/handling_forms"),
        ({"is_pay_online": True}, "/is_pay_online"),
        ({"address": ""}, "/address"),
        ({"hours": ""}, "/hours"),
        ({"consult_phone": ""}, "/consult_phone"),
        ({"complaint_phone": ""}, "/complaint_phone"),
        ({"complaint_phone": "0571-12345"}, "/complaint_phone"),
    ],
)
def test_a_fault_in_the_implementation_layer_is_named(changes: dict[str, Any], path: str) -> None:
    assert list_paths(**changes) == [path]


@pytest.mark.parametrize(
    "changes",
    [
        {"promise_limit": {"amount": 20}},
        {"promise_limit": {"amount": 28, "unit": "day"}},
        {"promise_limit": {"amount": 0}, "project_type": "1"},
        {"visits": 1, "visit_reason": "核验原件"},
        {"is_online": False, "handling_forms": ["1", "4"]},
    ],
)
def test_what_agrees_with_the_rules_has_no_faults(changes: dict[str, Any]) -> None:
    assert list_paths(**changes) == []
