# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Materials, fees, results, themes and steps of base items: each rule broken, and kept."""

from typing import Any

import pytest

from tests.catalogue.comparison.samples import AWAY, STEPS, item, neighbour, world
from yiwang.catalogue.comparison.item_rules import check_item, names_a_basis

ISSUER = neighbour("营业执照核发", 5, licences=("营业执照",))


def _rules(**changes: Any) -> list[str]:
    return [hit.rule for hit in check_item(item(**changes), world(ISSUER))]


def _material(name: str, **changes: Any) -> list[dict[str, Any]]:
    return [{"key": "a", "name": name} | changes]


def test_a_sound_item_breaks_no_rule() -> None:
    assert _rules() == []


@pytest.mark.parametrize("name", ["营业执照", "营业执照复印件", "营业执照（副本）原件及复印件"])
def test_a_licence_that_an_item_issues_is_not_asked_for(name: str) -> None:
    (hit,) = check_item(item(materials=_material(name)), world(ISSUER))

    assert hit.rule == "material-obtainable"
    assert hit.evidence.expected == {"issuer_name": ISSUER.name, "issuer_code": ISSUER.code}
    assert hit.evidence.other_id == ISSUER.item_id


@pytest.mark.parametrize(
    "material",
    [
        _material("营业执照", obtainable=True),
        _material("营业执照", from_form=True),
        _material("营业场所平面图"),
        _material("执照"),
    ],
)
def test_what_government_gets_itself_or_does_not_issue_is_in_order(
    material: list[dict[str, Any]],
) -> None:
    assert _rules(materials=material) == []


def test_the_issuer_of_the_own_catalogue_comes_first() -> None:
    away = neighbour("营业执照核发", 3, licences=("营业执照",), scope_code=AWAY)

    (hit,) = check_item(item(materials=_material("营业执照")), world(away, ISSUER))

    assert hit.evidence.other_id == ISSUER.item_id


def test_a_material_that_comes_from_government_is_not_asked_for() -> None:
    assert _rules(materials=_material("规划意见", source="20")) == ["material-from-government"]
    assert _rules(materials=_material("规划意见", source="20", obtainable=True)) == []


@pytest.mark.parametrize(
    ("basis", "is_one"),
    [
        ("《价格法》第三条", True),
        ("发改价格〔2017〕1186号", True),
        ("浙价费(2015) 12 号", True),
        ("按规定收取", False),
        ("物价局文件", False),
    ],
)
def test_a_fee_names_a_law_or_the_number_of_a_document(basis: str, is_one: bool) -> None:
    fee = {"name": "工本费", "standard": "每证10元", "basis": basis}

    assert names_a_basis(basis) is is_one
    assert _rules(fees=[fee]) == ([] if is_one else ["fee-without-basis"])


@pytest.mark.parametrize(
    ("name", "kind", "rules"),
    [
        ("摊位登记证", "20", ["result-kind"]),
        ("关于设摊的批复", "10", ["result-kind"]),
        ("关于设摊的批复", "20", []),
        ("登记结果", "30", []),
    ],
)
def test_the_name_of_a_result_says_its_kind(name: str, kind: str, rules: list[str]) -> None:
    assert _rules(results=[{"name": name, "kind": kind, "sample": "样本"}]) == rules


def test_a_result_has_a_sample() -> None:
    assert _rules(results=[{"name": "摊位登记证", "kind": "10"}]) == ["result-sample"]


def test_a_penalty_needs_no_sample() -> None:
    assert _rules(item_type="02", results=[{"name": "处罚决定书", "kind": "20"}]) == []


def test_themes_fit_who_an_item_is_for() -> None:
    themes = {"legal": ["设立变更"], "natural": ["准营准办"]}

    assert _rules(themes=themes) == ["theme-mismatch"]
    assert _rules(themes=themes, service_objects=["natural", "legal"]) == []


def test_a_licence_has_a_common_question_and_five_steps() -> None:
    assert _rules(faqs=[], steps=STEPS[:4]) == ["licence-faq", "licence-steps"]
    assert _rules(faqs=[], steps=STEPS[:4], item_type="20") == []
