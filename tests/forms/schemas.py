# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Form definitions for tests."""

import copy
from typing import Any
from uuid import UUID

from yiwang.forms.compiled import CompiledForm
from yiwang.forms.definition.completion import complete

FORM_ID = UUID("01936000-0000-7000-8000-000000000001")

SNACK_BAR: dict[str, Any] = {
    "title": "小餐饮登记表",
    "type": "object",
    "required": ["name", "business", "seats", "opens_on", "agrees"],
    "properties": {
        "name": {
            "x-kind": "chinese_name",
            "title": "经营者姓名",
            "x-prefill": "applicant.name",
            "x-en": {"title": "Name of the operator"},
        },
        "number": {"x-kind": "resident_id", "title": "公民身份号码"},
        "phone": {"x-kind": "phone", "title": "联系电话"},
        "email": {"x-kind": "email", "title": "电子邮箱"},
        "company": {"x-kind": "uscc", "title": "统一社会信用代码"},
        "business": {
            "x-kind": "choice",
            "title": "主体业态",
            "enum": ["eatery", "canteen", "shop"],
            "x-labels": {
                "eatery": "餐饮服务经营者",
                "canteen": "集中用餐单位食堂",
                "shop": "食品销售经营者",
            },
            "x-en": {"labels": {"eatery": "Eatery"}},
        },
        "canteen_kind": {
            "x-kind": "choice",
            "title": "食堂类型",
            "enum": ["school", "company"],
            "x-labels": {"school": "学校食堂", "company": "单位食堂"},
            "x-visible": 'form.business == "canteen"',
        },
        "pupils": {
            "x-kind": "integer",
            "title": "就餐学生人数",
            "x-visible": 'form.canteen_kind == "school"',
        },
        "dishes": {
            "x-kind": "choices",
            "title": "经营项目",
            "items": {"enum": ["hot", "cold", "raw"]},
            "x-labels": {"hot": "热食类", "cold": "冷食类", "raw": "生食类"},
        },
        "raw_note": {
            "x-kind": "long_text",
            "title": "生食加工说明",
            "x-visible": '"raw" in form.dishes',
        },
        "seats": {"x-kind": "integer", "title": "座位数", "maximum": 500, "x-unit": "个"},
        "area": {"x-kind": "decimal", "title": "面积", "x-maximum": "10000"},
        "capital": {"x-kind": "money", "title": "注册资本", "x-minimum": "0"},
        "opens_on": {"x-kind": "date", "title": "开业日期", "x-minimum": "2020-01-01"},
        "closes_on": {"x-kind": "date", "title": "停业日期"},
        "online": {"x-kind": "boolean", "title": "是否网络经营"},
        "site": {
            "title": "网站地址",
            "x-visible": "form.online",
            "maxLength": 50,
            "pattern": "^https?://",
        },
        "address": {"x-kind": "address", "title": "经营场所"},
        "staff": {
            "x-kind": "group",
            "title": "从业人员",
            "maxItems": 3,
            "x-item-title": "从业人员",
            "items": {
                "required": ["name", "has_card"],
                "properties": {
                    "name": {"x-kind": "chinese_name", "title": "姓名"},
                    "has_card": {"x-kind": "boolean", "title": "有健康证明"},
                    "card": {"title": "健康证明编号", "x-visible": "row.has_card"},
                },
            },
        },
        "plans": {"x-kind": "file", "title": "平面图", "maxItems": 2},
        "signed": {"x-kind": "signature", "title": "申请人签名"},
        "agrees": {"x-kind": "boolean", "const": True, "title": "我承诺以上内容属实"},
    },
    "x-rules": [
        {
            "rule": "form.opens_on <= form.closes_on",
            "field": "closes_on",
            "message": "停业日期不能早于开业日期。",
        }
    ],
}

ANSWERS: dict[str, Any] = {
    "name": "王小明",
    "business": "eatery",
    "seats": 12,
    "opens_on": "2026-12-01",
    "agrees": True,
}


def compiled(schema: dict[str, Any] = SNACK_BAR) -> CompiledForm:
    completed, problems = complete(copy.deepcopy(schema))
    assert problems == []
    return CompiledForm(id_=FORM_ID, code="test", version=1, schema=completed)


def one_field(kind: str, **keywords: Any) -> CompiledForm:
    """Return a form that asks for one value."""
    field = {
        "x-kind": kind,
        "title": "内容",
        **{k.replace("_", "-"): v for k, v in keywords.items()},
    }
    return compiled({"title": "表", "properties": {"value": field}})
