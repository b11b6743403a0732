# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which element belongs to which layer, what each is called, and what the layers make together.

One table for the editor, the diff, the comparison, the spreadsheet and the handbook. Pure.
Source: the four unities (四统一) and eight unities (八统一) of the Zhejiang reform.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.content import (
    BaseContent,
    Fee,
    ImplementationContent,
    MaterialRequirement,
    TimeLimit,
)
from yiwang.catalogue.enums import ProjectType


class LayerClass(TextChoices):
    """What a department may do with an element of an item."""

    FIXED = "fixed", _("全省统一")
    TIGHTENABLE = "tightenable", _("只可从优")
    LOCAL = "local", _("由部门填写")


F, T, L = LayerClass.FIXED, LayerClass.TIGHTENABLE, LayerClass.LOCAL


@dataclass(frozen=True, slots=True)
class ElementLayer:
    """One element: its class, its name for people, and how it may be bettered.

    :ivar rule: what a department may do; "" where nothing, or where it is all its own
    """

    layer: LayerClass
    label: Promise
    rule: Promise | str = ""


BASE_ELEMENTS: Final[Mapping[str, ElementLayer]] = {
    "name": ElementLayer(F, _("事项名称")),
    "item_type": ElementLayer(F, _("事项类型")),
    "service_objects": ElementLayer(F, _("服务对象")),
    "exercise_levels": ElementLayer(F, _("行使层级")),
    "power_source": ElementLayer(F, _("权力来源")),
    "mode": ElementLayer(F, _("审批方式")),
    "commitment_text": ElementLayer(F, _("承诺书内容")),
    "commitment_when": ElementLayer(F, _("适用告知承诺的情形")),
    "promised_materials": ElementLayer(F, _("以承诺代替的材料")),
    "trust_first_text": ElementLayer(F, _("信任在先承诺内容")),
    "originals": ElementLayer(F, _("办结时核验原件的材料")),
    "deferral_workdays": ElementLayer(F, _("容缺后补期限（工作日）")),
    "legal_bases": ElementLayer(F, _("设定依据")),
    "statutory_limit": ElementLayer(F, _("法定办结时限")),
    "limit_basis": ElementLayer(F, _("法定时限依据")),
    "promise_ceiling": ElementLayer(F, _("统一承诺时限")),
    "max_visits": ElementLayer(F, _("最多到现场次数")),
    "review_level": ElementLayer(F, _("先行初审的下级层级")),
    "review_line": ElementLayer(F, _("初审机关的条线")),
    "review_place": ElementLayer(F, _("决定初审地的表单地址")),
    "review_workdays": ElementLayer(F, _("初审期限（工作日）")),
    "review_stages": ElementLayer(F, _("后续各级初审")),
    "conditions": ElementLayer(F, _("受理条件")),
    "materials": ElementLayer(F, _("申请材料")),
    "steps": ElementLayer(F, _("办理流程")),
    "results": ElementLayer(F, _("办理结果")),
    "follow_ups": ElementLayer(F, _("后续办理事项")),
    "special_procedures": ElementLayer(F, _("特别程序")),
    "fees": ElementLayer(F, _("收费项目")),
    "quantity_limit": ElementLayer(F, _("数量限制")),
    "themes": ElementLayer(F, _("主题分类")),
    "topics": ElementLayer(F, _("便民专题")),
    "faqs": ElementLayer(F, _("常见问题")),
    "remedies": ElementLayer(F, _("救济途径")),
    "responsibilities": ElementLayer(F, _("责任事项")),
    "penalty_method": ElementLayer(F, _("处罚的行为、种类、幅度")),
    "levy_kind": ElementLayer(F, _("征收种类")),
    "levy_is_reducible": ElementLayer(F, _("征收可以减免")),
    "assurance_level": ElementLayer(F, _("实名等级")),
    "is_generated": ElementLayer(F, _("由系统补齐")),
}
"""Every element of ``BaseContent``: the same in all lists below it."""

LIST_ELEMENTS: Final[Mapping[str, ElementLayer]] = {
    "promise_limit": ElementLayer(
        T, _("承诺办结时限"), _("可以短于、不得长于法定时限和统一承诺时限")
    ),
    "project_type": ElementLayer(T, _("办件类型"), _("可以由承诺件改为即办件")),
    "visits": ElementLayer(T, _("到现场次数"), _("可以少于、不得多于基本目录的次数")),
    "visit_reason": ElementLayer(L, _("必须到现场的原因")),
    "spared_materials": ElementLayer(T, _("免交材料"), _("可以少要、不得多要基本目录的材料")),
    "fees": ElementLayer(T, _("优惠收费"), _("可以低于、不得高于基本目录的金额")),
    "waived_fees": ElementLayer(T, _("免收费用"), _("可以免收基本目录的收费项目")),
    "assurance_level": ElementLayer(
        T, _("本部门实名等级"), _("可以在基本目录之上要求更可靠的实名，不得降低")
    ),
    "handling_forms": ElementLayer(L, _("办理形式")),
    "online_depth": ElementLayer(L, _("网上办理深度")),
    "is_online": ElementLayer(L, _("可以网上办理")),
    "is_mobile": ElementLayer(L, _("可以移动端办理")),
    "is_bookable": ElementLayer(L, _("可以预约")),
    "is_pay_online": ElementLayer(L, _("可以网上支付")),
    "is_express": ElementLayer(L, _("可以物流快递")),
    "is_terminal": ElementLayer(L, _("可以自助终端办理")),
    "cross_region": ElementLayer(L, _("通办范围")),
    "result_delivery": ElementLayer(L, _("结果送达方式")),
    "intermediaries": ElementLayer(L, _("中介服务")),
    "joint_departments": ElementLayer(L, _("联办机构")),
    "body_nature": ElementLayer(L, _("实施主体性质")),
    "entrusted_by": ElementLayer(L, _("委托部门")),
    "is_in_hall": ElementLayer(L, _("进驻大厅")),
    "is_single_login": ElementLayer(L, _("网上单点登录")),
    "is_app_single_login": ElementLayer(L, _("移动端单点登录")),
    "online_url": ElementLayer(L, _("网上办理地址")),
    "mobile_url": ElementLayer(L, _("移动端办理地址")),
    "local_topics": ElementLayer(L, _("地方特色主题")),
    "address": ElementLayer(L, _("办理地点")),
    "hours": ElementLayer(L, _("办理时间")),
    "consult_phone": ElementLayer(L, _("咨询电话")),
    "complaint_phone": ElementLayer(L, _("监督投诉电话")),
    "counter": ElementLayer(L, _("办理窗口")),
}
"""Every element of ``ImplementationContent``: bettered or filled in by the department."""


def promise_ceiling(base: BaseContent) -> TimeLimit | None:
    """Return the longest promise that a list may make: the law's, or the one agreed for all."""
    limits = [limit for limit in (base.statutory_limit, base.promise_ceiling) if limit is not None]
    return min(limits, key=lambda limit: limit.weight, default=None)


def effective_fees(base: BaseContent, local: ImplementationContent) -> tuple[Fee, ...]:
    """Return what is charged: the base fees, lower where the department charges less.

    Versions from before fees stood in the base layer name their fees themselves.
    """
    if not base.fees:
        return local.fees
    lower = {fee.name: fee for fee in local.fees}
    waived = frozenset(local.waived_fees)
    return tuple(lower.get(fee.name, fee) for fee in base.fees if fee.name not in waived)


def effective_materials(
    base: BaseContent, local: ImplementationContent
) -> tuple[MaterialRequirement, ...]:
    """Return the materials that are asked for here: those of the base without the spared ones."""
    if not local.spared_materials:
        return base.materials
    spared = frozenset(local.spared_materials)
    return tuple(material for material in base.materials if material.key not in spared)


def followed(base: BaseContent, local: ImplementationContent) -> ImplementationContent:
    """Return the elements of a list as they are once its base layer has become ``base``.

    All that is local stays. What would be worse than the new base allows becomes what it allows:
    promise and visits as much as it says at most, a lower fee no higher than the new one; what is
    spared or waived and no longer there falls away.
    """
    keys = {material.key for material in base.materials}
    fees = {fee.name: fee for fee in base.fees}
    changes: dict[str, object] = {
        "spared_materials": tuple(key for key in local.spared_materials if key in keys),
        "waived_fees": tuple(name for name in local.waived_fees if name in fees),
        "fees": tuple(
            fee
            for fee in local.fees
            if fee.name in fees and fee.amount_cents < fees[fee.name].amount_cents
        ),
    }
    if base.max_visits is not None and local.visits > base.max_visits:
        changes["visits"] = base.max_visits
        changes["visit_reason"] = local.visit_reason if base.max_visits else ""
    changes |= _promised(base, local)
    changed = local.model_copy(update=changes)
    if changed.is_pay_online and not effective_fees(base, changed):
        return changed.model_copy(update={"is_pay_online": False})
    return changed


def _promised(base: BaseContent, local: ImplementationContent) -> dict[str, object]:
    ceiling, promise = promise_ceiling(base), local.promise_limit
    if ceiling is None or promise is None or promise.weight <= ceiling.weight:
        return {}
    if ceiling.amount == 0:
        return {"promise_limit": ceiling, "project_type": ProjectType.IMMEDIATE}
    return {"promise_limit": ceiling}
