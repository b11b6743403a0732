# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What differs between two contents, in plain words."""

from typing import Any

import pytest

from tests.catalogue.worlds import base_content, list_content
from yiwang.catalogue import content
from yiwang.catalogue.content import (
    BaseContent,
    Element,
    ImplementationContent,
    ItemModel,
    TimeLimit,
)
from yiwang.catalogue.editing.diff import ChangeKind, differences
from yiwang.catalogue.editing.wording import ELEMENTS, PARTS, SCHEMAS, element_label
from yiwang.catalogue.enums import OrderLayer

BASE, LIST = OrderLayer.BASE, OrderLayer.LIST


def said(before: Any, after: Any, layer: OrderLayer) -> list[str]:
    found = differences(before, after, layer)
    return [sentence for change in found for sentence in change.sentences]


def test_equal_contents_differ_in_nothing() -> None:
    assert differences(base_content(), base_content(), BASE) == []


def test_a_shorter_promise_is_said_with_both_limits() -> None:
    before = list_content(promise_limit={"amount": 15, "unit": "workday"})
    after = list_content(promise_limit={"amount": 10, "unit": "workday"})

    assert said(before, after, LIST) == ["承诺办结时限：由 15 个工作日 改为 10 个工作日"]


def test_on_the_spot_is_said_in_words() -> None:
    after = list_content(promise_limit={"amount": 0, "unit": "workday"}, project_type="1")

    assert said(list_content(), after, LIST) == [
        "承诺办结时限：由 5 个工作日 改为 当场办结",
        "办件类型：由 承诺件 改为 即办件",
    ]


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"consult_phone": ""}, ["咨询电话：删去（原为 “0571-12345”）"]),
        ({"counter": "3号窗口"}, ["办理窗口：新填写 3号窗口"]),
        ({"handling_forms": ["1"]}, ["办理形式：删去 网上办理"]),
        ({"is_online": False}, ["可以网上办理：由 是 改为 否"]),
        ({"online_depth": 4}, ["网上办理深度：由 “Ⅲ级：网上受理，现场核验” 改为 Ⅳ级：全程网办"]),
    ],
)
def test_elements_of_a_list_are_said_in_words(
    changes: dict[str, Any], sentences: list[str]
) -> None:
    assert said(list_content(), list_content(**changes), LIST) == sentences


def test_materials_are_added_removed_and_changed_by_their_key() -> None:
    before = base_content(
        materials=[{"key": "plan", "name": "平面图"}, {"key": "lease", "name": "租赁合同"}]
    )
    after = base_content(
        materials=[
            {"key": "plan", "name": "摊位平面图", "necessity": "optional", "paper_copies": 2},
            {"key": "photo", "name": "照片"},
        ]
    )

    added, removed, changed = said(before, after, BASE)

    assert (added, removed) == ("申请材料：增加 照片", "申请材料：删去 租赁合同")
    assert changed == (
        "申请材料：修改“平面图”：名称由 平面图 改为 摊位平面图；必要性由 必要 改为 非必要；"
        "纸质份数由 0 改为 2"
    )


def test_whose_a_material_is_is_said_in_plain_words() -> None:
    texts = [
        base_content(materials=[{"key": "id", "name": "身份证"} | more])
        for more in ({}, {"whose": "applicant"}, {"whose": "spouse"})
    ]

    assert said(texts[0], texts[2], BASE) == ["申请材料：修改“身份证”：材料归属新填写 配偶的"]
    assert said(texts[1], texts[2], BASE) == [
        "申请材料：修改“身份证”：材料归属由 申请人本人的 改为 配偶的"
    ]


def test_a_new_order_of_the_same_steps_is_said() -> None:
    first = {"group": "申请与受理", "name": "受理"}
    second = {"group": "审查与决定", "name": "审查"}

    assert said(base_content(steps=[first, second]), base_content(steps=[second, first]), BASE) == [
        "办理流程：调整了先后顺序"
    ]


def test_fees_questions_laws_and_themes_are_named() -> None:
    fee = {"name": "工本费", "standard": "每本10元", "basis": "浙价费", "amount_cents": 1000}
    before = base_content(fees=[fee], faqs=[{"question": "多久？", "answer": "五天。"}])
    after = base_content(
        fees=[fee | {"amount_cents": 500}],
        faqs=[{"question": "多久？", "answer": "三天。"}],
        legal_bases=[{"law": "行政许可法", "article": "第四十三条"}],
        themes={"natural": ["准营准办"], "legal": ["设立变更"]},
    )

    assert said(before, after, BASE) == [
        "设定依据：增加 《行政许可法》第四十三条",
        "设定依据：删去 《行政许可法》第四十二条",
        "收费项目：修改“工本费”：金额由 ¥10.00 改为 ¥5.00",
        "主题分类：法人主题增加 设立变更",
        "常见问题：修改“多久？”：回答由 五天。 改为 三天。",
    ]


def test_two_fees_of_one_name_are_told_apart() -> None:
    step = {"group": "申请与受理", "name": "受理"}

    assert said(base_content(steps=[step, step]), base_content(steps=[step]), BASE) == [
        "办理流程：删去 受理"
    ]


def test_long_texts_show_only_where_they_differ() -> None:
    long = "申请人应当在本区有固定的经营场所，" * 20
    (change,) = differences(
        base_content(remedies=f"{long}六十日内{long}"),
        base_content(remedies=f"{long}三十日内{long}"),
        BASE,
    )

    assert "六" in change.sentences[0]
    assert "三" in change.sentences[0]
    assert len(change.sentences[0]) < 120


def test_what_is_new_or_gone_is_marked_so() -> None:
    (added,) = differences(base_content(), base_content(quantity_limit="十个"), BASE)
    (removed,) = differences(base_content(conditions=["甲"]), base_content(conditions=[]), BASE)

    assert (added.kind, removed.kind) == (ChangeKind.ADDED, ChangeKind.REMOVED)


def test_without_a_version_before_everything_is_new() -> None:
    found = differences(None, list_content(), LIST)

    assert {"promise_limit", "address", "consult_phone"} <= {change.element for change in found}
    assert all(change.before == "" or change.kind is not ChangeKind.ADDED for change in found)


@pytest.mark.parametrize("layer", list(OrderLayer))
def test_every_element_and_every_part_of_one_has_a_name(layer: OrderLayer) -> None:
    schema = SCHEMAS[layer]

    assert set(schema.model_fields) == set(ELEMENTS[layer])
    assert all(element_label(name, layer) for name in schema.model_fields)
    members = [one for one in Element.__subclasses__() if one.__module__ == content.__name__]
    shown = [one for one in members if one not in {TimeLimit, BaseContent, ImplementationContent}]
    for member in shown:
        assert member is ItemModel or set(member.model_fields) <= set(PARTS), member
