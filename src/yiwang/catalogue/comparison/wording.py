# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Evidence in plain words: one sentence, and both sides fact by fact."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.catalogue.comparison.rules import RULES
from yiwang.catalogue.enums import (
    HandlingForm,
    ItemType,
    LimitUnit,
    MaterialSource,
    ProjectType,
    ResultKind,
    ServiceObject,
)
from yiwang.catalogue.layers import BASE_ELEMENTS, LIST_ELEMENTS
from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.errors import DomainError
from yiwang.organizations import selectors as organizations

LABELS: Final[Mapping[str, Promise]] = {
    "article": gettext_lazy("条款"),
    "articles": gettext_lazy("全文条数"),
    "base_fees": gettext_lazy("基本目录的收费"),
    "basis": gettext_lazy("收费依据"),
    "code": gettext_lazy("基本编码"),
    "current": gettext_lazy("现行版本"),
    "depth": gettext_lazy("网上办理深度"),
    "effective_from": gettext_lazy("本版本生效"),
    "element": gettext_lazy("所在要素"),
    "ended_on": gettext_lazy("废止日期"),
    "fee": gettext_lazy("收费项目"),
    "fees": gettext_lazy("收费"),
    "forms": gettext_lazy("办理形式"),
    "holders": gettext_lazy("政府从哪里取到"),
    "issued_on": gettext_lazy("文本日期"),
    "issuer": gettext_lazy("出具单位"),
    "issuer_code": gettext_lazy("核发事项的编码"),
    "issuer_name": gettext_lazy("核发事项"),
    "item_type": gettext_lazy("事项类型"),
    "key": gettext_lazy("材料标识"),
    "keys": gettext_lazy("基本目录的材料"),
    "kind": gettext_lazy("结果类型"),
    "law": gettext_lazy("法律名称"),
    "laws": gettext_lazy("设定依据"),
    "least": gettext_lazy("至少"),
    "level": gettext_lazy("部门层级"),
    "levels": gettext_lazy("行使层级"),
    "limit": gettext_lazy("法定办结时限"),
    "longest": gettext_lazy("最长期限"),
    "material": gettext_lazy("申请材料"),
    "material_source": gettext_lazy("材料来源渠道"),
    "materials": gettext_lazy("清单上的材料"),
    "missing": gettext_lazy("没有填写"),
    "most": gettext_lazy("最多到现场次数"),
    "name": gettext_lazy("事项名称"),
    "nearest": gettext_lazy("法律库里最接近的"),
    "number": gettext_lazy("所据版本"),
    "objects": gettext_lazy("服务对象"),
    "other_code": gettext_lazy("对照事项的编码"),
    "other_laws": gettext_lazy("对照事项的设定依据"),
    "other_name": gettext_lazy("对照事项"),
    "other_scope": gettext_lazy("对照事项所在目录"),
    "other_type": gettext_lazy("对照事项的类型"),
    "percent": gettext_lazy("相近程度"),
    "phone": gettext_lazy("电话"),
    "phones": gettext_lazy("电话"),
    "project_type": gettext_lazy("办件类型"),
    "promise": gettext_lazy("承诺办结时限"),
    "reason": gettext_lazy("到现场的原因"),
    "replaced_by": gettext_lazy("替代的法律"),
    "result": gettext_lazy("办理结果"),
    "revised_on": gettext_lazy("修订施行"),
    "right_issuer": gettext_lazy("材料库里的出具单位"),
    "right_kind": gettext_lazy("应为结果类型"),
    "right_type": gettext_lazy("应为办件类型"),
    "right_visits": gettext_lazy("应为到现场次数"),
    "source": gettext_lazy("来源"),
    "steps": gettext_lazy("办理环节数"),
    "steps_of_law": gettext_lazy("条文写明的期限"),
    "text": gettext_lazy("条文"),
    "themes": gettext_lazy("主题分类"),
    "type_code": gettext_lazy("材料类型的编码"),
    "type_name": gettext_lazy("材料库里的类型"),
    "visits": gettext_lazy("到现场次数"),
}
"""What each fact of evidence is called."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of evidence, for people."""

    label: str
    value: str


def sentence_of(rule: str, evidence: Mapping[str, Any]) -> str:
    """Return what a finding says, in one sentence; the rule's own when facts are missing."""
    known = RULES.get(rule)
    if known is None:
        return rule  # of a rule that there is no more
    facts = {**evidence.get("expected", {}), **evidence.get("found", {})}
    told = {name: value_text(name, value) for name, value in facts.items()}
    try:
        return str(known.found) % told
    except KeyError:
        return str(known.sentence)


def side(evidence: Mapping[str, Any], name: str) -> list[Told]:
    """Return one side of the evidence, ``found`` or ``expected``, fact by fact."""
    return [
        Told(str(LABELS.get(key, key)), value_text(key, value))
        for key, value in evidence.get(name, {}).items()
    ]


def value_text(name: str, value: object) -> str:
    """Return a fact as people read it."""
    tell = _TELL.get(name, str)
    if isinstance(value, list):
        told = [tell(one) for one in value]
        return _("、").join(told) if told else _("（没有）")
    return tell(value)


def limit_words(value: object) -> str:
    """Return a limit as people read it: 30个工作日."""
    amount, _space, unit = str(value).partition(" ")
    return f"{amount}{LimitUnit(unit).label}" if unit in LimitUnit.values else amount


def _day(value: object) -> str:
    with suppress(ValueError):
        return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    return str(value)


def _place(value: object) -> str:
    try:
        return organizations.division(str(value)).name
    except DomainError:
        return str(value)


def _element(value: object) -> str:
    known = BASE_ELEMENTS.get(str(value)) or LIST_ELEMENTS.get(str(value))
    return str(known.label) if known else str(value)


def _law(value: object) -> str:
    return f"《{value}》"


def _of(choices: Any) -> Callable[[object], str]:
    labels = {str(value): label for value, label in choices.choices}
    return lambda value: str(labels.get(str(value), value))


_TELL: Final[Mapping[str, Callable[[object], str]]] = {
    "item_type": _of(ItemType),
    "other_type": _of(ItemType),
    "project_type": _of(ProjectType),
    "right_type": _of(ProjectType),
    "kind": _of(ResultKind),
    "material_source": _of(MaterialSource),
    "right_kind": _of(ResultKind),
    "objects": _of(ServiceObject),
    "forms": _of(HandlingForm),
    "level": _of(DivisionLevel),
    "levels": _of(DivisionLevel),
    "depth": lambda value: " ⅠⅡⅢⅣ"[int(str(value))],
    "limit": limit_words,
    "percent": lambda value: f"{value}%",
    "longest": limit_words,
    "promise": limit_words,
    "steps_of_law": limit_words,
    "ended_on": _day,
    "revised_on": _day,
    "effective_from": _day,
    "issued_on": _day,
    "other_scope": _place,
    "element": _element,
    "missing": _element,
    "laws": _law,
    "other_laws": _law,
}
