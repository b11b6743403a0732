# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Elements of items in the words of people: what their parts are called, what values mean. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.catalogue.content import (
    BaseContent,
    Element,
    ImplementationContent,
    Themes,
    TimeLimit,
)
from yiwang.catalogue.enums import LimitUnit, OrderLayer
from yiwang.catalogue.layers import BASE_ELEMENTS, LIST_ELEMENTS, ElementLayer
from yiwang.foundation.enums import DivisionLevel

SCHEMAS: Final[Mapping[OrderLayer, type[Element]]] = {
    OrderLayer.BASE: BaseContent,
    OrderLayer.LIST: ImplementationContent,
}
ELEMENTS: Final[Mapping[OrderLayer, Mapping[str, ElementLayer]]] = {
    OrderLayer.BASE: BASE_ELEMENTS,
    OrderLayer.LIST: LIST_ELEMENTS,
}
PARTS: Final[Mapping[str, Promise]] = {
    "law": gettext_lazy("法律名称"),
    "article": gettext_lazy("条款"),
    "note": gettext_lazy("说明"),
    "key": gettext_lazy("标识"),
    "name": gettext_lazy("名称"),
    "kind": gettext_lazy("类型"),
    "necessity": gettext_lazy("必要性"),
    "source": gettext_lazy("来源渠道"),
    "whose": gettext_lazy("材料归属"),
    "formats": gettext_lazy("文件格式"),
    "max_files": gettext_lazy("最多文件数"),
    "paper_copies": gettext_lazy("纸质份数"),
    "paper_format": gettext_lazy("纸质要求"),
    "standard": gettext_lazy("收费标准或材料标准"),
    "sample": gettext_lazy("样本"),
    "issuer": gettext_lazy("出具单位"),
    "legal_basis": gettext_lazy("要求提供的依据"),
    "from_form": gettext_lazy("由表单生成"),
    "obtainable": gettext_lazy("政府可以获取"),
    "when": gettext_lazy("需要的情形"),
    "licence_type": gettext_lazy("电子证照类型"),
    "is_generated": gettext_lazy("由系统补齐"),
    "reuse_months": gettext_lazy("核验可以沿用的月数"),
    "group": gettext_lazy("阶段"),
    "actor": gettext_lazy("办理人员"),
    "limit": gettext_lazy("时限"),
    "content": gettext_lazy("内容"),
    "result": gettext_lazy("结果"),
    "template": gettext_lazy("模板"),
    "validity": gettext_lazy("有效期"),
    "issuer_note": gettext_lazy("发证说明"),
    "stops_clock": gettext_lazy("停止计时"),
    "basis": gettext_lazy("依据"),
    "amount_cents": gettext_lazy("金额"),
    "is_reducible": gettext_lazy("可以减免"),
    "reduction": gettext_lazy("减免情形"),
    "question": gettext_lazy("问题"),
    "answer": gettext_lazy("回答"),
    "natural": gettext_lazy("自然人主题"),
    "legal": gettext_lazy("法人主题"),
    "stage": gettext_lazy("环节"),
    "level": gettext_lazy("层级"),
    "line": gettext_lazy("条线"),
    "workdays": gettext_lazy("期限（工作日）"),
    "purpose": gettext_lazy("办什么"),
    "item": gettext_lazy("事项编号"),
    "text": gettext_lazy("责任内容"),
}
"""What the parts of an element are called."""

CODES: Final[Mapping[str, Mapping[str, Promise | str]]] = {
    "body_nature": {
        "1": gettext_lazy("法定机关"),
        "2": gettext_lazy("授权组织"),
        "3": gettext_lazy("受委托组织"),
        "9": gettext_lazy("其他"),
    },
    "special_kind": {"1": gettext_lazy("延长期限"), "2": gettext_lazy("特别环节")},
    "assurance_level": {
        "1": gettext_lazy("1 级：本人填写，未经核验"),
        "2": gettext_lazy("2 级：姓名和号码核验一致"),
        "3": gettext_lazy("3 级：人脸或者窗口当面核验"),
    },
    "exercise_levels": {
        str(level.value): level.label for level in DivisionLevel if level > DivisionLevel.COUNTRY
    },
    "purpose": {
        "change": gettext_lazy("变更"),
        "renewal": gettext_lazy("延续"),
        "replacement": gettext_lazy("补证换证"),
        "cancellation": gettext_lazy("申请注销"),
    },
    "review_level": {
        str(level.value): level.label for level in (DivisionLevel.COUNTY, DivisionLevel.TOWNSHIP)
    },
    "level": {
        str(level.value): level.label for level in (DivisionLevel.CITY, DivisionLevel.COUNTY)
    },
}
"""Codes that are no choices of their own."""


def element_label(element: str, layer: OrderLayer) -> str:
    """Return what an element is called."""
    if element in DEFINITIONS:
        return str(DEFINITIONS[element])
    return str(ELEMENTS[layer][element].label)


DEFINITIONS: Final[Mapping[str, Promise]] = {
    "form_code": gettext_lazy("申请表单"),
    "process_code": gettext_lazy("审批流程"),
}
"""What a base version names beside its elements."""


def part_label(part: str) -> str:
    """Return what a part of an element is called."""
    return str(PARTS[part])


def words_of(value: Any, name: str = "") -> str:
    """Return a value as people read it; "" for none.

    :param name: the element or part it stands in, for codes and amounts
    """
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, TimeLimit):
        return limit_words(value)
    if isinstance(value, Themes):
        return "、".join((*value.natural, *value.legal))
    if isinstance(value, tuple | list):
        parts = [words_of(one, name) for one in value]
        return ("" if any(part.endswith("。") for part in parts) else "、").join(parts)
    return "" if value is None else _plain_words(value, name)


def limit_words(limit: TimeLimit) -> str:
    """Return a time limit: 15 个工作日; 0 is on the spot."""
    if limit.amount == 0:
        return _("当场办结")
    return f"{limit.amount} {LimitUnit(limit.unit).label}"


def _plain_words(value: Any, name: str) -> str:
    if isinstance(value, Choices):
        return str(value.label)
    if name == "amount_cents":
        return f"¥{int(value) / 100:,.2f}"
    known = CODES.get(name, {})
    return str(known.get(str(value), value))
