# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The rules on materials that ask the materials library."""

from typing import Any

import pytest

from tests.catalogue.comparison.samples import item, neighbour, world
from yiwang.catalogue.comparison.item_rules import check_item
from yiwang.catalogue.comparison.library import KnownType, Library, may_be_same
from yiwang.catalogue.comparison.rule import Hit
from yiwang.catalogue.comparison.wording import sentence_of
from yiwang.catalogue.evidence_types.naming import plain_name

TYPES = (
    KnownType("L0020", "居民身份证", "公安部门", ("人口库",)),
    KnownType("L0111", "社会保险缴费证明", "社会保险经办机构"),
    KnownType("M0021", "就读证明", "就读学校"),
    KnownType("M0010", "申请人承诺书", "申请人"),
    KnownType("M0020", "居住地住址证明", ""),
)


def _hits(*neighbours: Any, **material: Any) -> list[Hit]:
    asked = {"key": "one", "name": "居民身份证"} | material
    library = Library(
        {one.code: one for one in TYPES}, {plain_name(one.name): one.code for one in TYPES}
    )
    found = check_item(item(materials=[asked]), world(*neighbours, library=library))
    return [hit for hit in found if hit.rule.startswith("material")]


def _rules(**material: Any) -> list[str]:
    return [hit.rule for hit in _hits(**material)]


def test_what_the_library_says_government_has_is_not_asked_for() -> None:
    (held,) = _hits(source="20", issuer="公安机关")

    evidence = {"found": held.evidence.found, "expected": held.evidence.expected}
    assert held.rule == "material-held"
    assert sentence_of(held.rule, evidence) == (
        "材料“居民身份证”是“居民身份证”，政府已有（人口库），仍要申请人提交。"
    )


def test_the_item_that_issues_it_is_named_before_the_library_is_asked() -> None:
    police = neighbour("身份证签发", licences=("居民身份证",))

    found = _hits(police, source="20", issuer="公安机关")

    assert [hit.rule for hit in found] == ["material-obtainable"]


def test_what_is_spared_must_come_from_somewhere() -> None:
    assert _rules(obtainable=True, source="20", issuer="公安机关") == []
    assert _rules(name="就读证明", obtainable=True, source="99", issuer="学校") == [
        "material-not-held"
    ]


def test_who_issues_a_material_is_who_the_library_says() -> None:
    (differs,) = _hits(name="就读证明", source="99", issuer="民政部门")

    assert differs.rule == "material-issuer-differs"
    assert differs.evidence.found["issuer"] == "民政部门"
    assert differs.evidence.expected["right_issuer"] == "就读学校"


def test_a_paper_of_an_authority_does_not_come_from_the_applicant() -> None:
    assert _rules(source="10") == ["material-held", "material-source-differs"]
    assert _rules(name="申请人承诺书", source="20") == [
        "material-from-government",
        "material-source-differs",
    ]
    assert _rules(name="就读证明", source="10") == []


def test_nothing_is_said_of_what_the_library_does_not_know() -> None:
    assert _rules(name="摊位照片", issuer="摄影师") == []
    assert _rules(name="居住地住址证明", issuer="村民委员会") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市场监督管理部门", "市场监管部门"),
        ("人力社保部门", "社会保险经办机构"),
        ("人力资源社会保障部门", "人力社保部门"),
        ("不动产登记机构", "自然资源部门"),
        ("公安机关交通管理部门", "公安部门"),
        ("医疗机构或者公安机关", "医疗卫生机构、公安机关"),
        ("县级以上医疗机构", "医疗机构"),
        ("主管部门", "税务部门"),
    ],
)
def test_issuers_go_by_several_names(one: str, other: str) -> None:
    assert may_be_same(one, other)
    assert may_be_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("民政部门", "公安机关"), ("税务部门", "市场监管部门"), ("学校", "银行")]
)
def test_other_issuers_are_other(one: str, other: str) -> None:
    assert not may_be_same(one, other)
