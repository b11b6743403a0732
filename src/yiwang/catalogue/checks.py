# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether the elements of an item are complete and agree: what must hold before publishing. Pure.

Source of the rules on visits, fees, phones and steps: ``data/zhejiang/item_quality_rules.json``.
"""

from collections.abc import Container, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.catalogue.citations import parse_article, parse_citations
from yiwang.catalogue.content import (
    EXTENSION,
    BaseContent,
    ImplementationContent,
    MaterialRequirement,
)
from yiwang.catalogue.element_faults import pointer
from yiwang.catalogue.enums import (
    HandlingForm,
    ItemType,
    Mode,
    OnlineDepth,
    ProjectType,
    ServiceObject,
    is_applied_for,
)
from yiwang.catalogue.layers import effective_fees
from yiwang.foundation import cel
from yiwang.foundation.errors import DomainError, FieldError

LEAST_STEPS_OF_A_LICENCE = 5
# Lazy, because bulk loads check hundreds of thousands of lists that have them all.
_CONTACT = (
    ("address", gettext_lazy("请填写办理地点。")),
    ("hours", gettext_lazy("请填写办理时间。")),
    ("consult_phone", gettext_lazy("请填写咨询电话。")),
    ("complaint_phone", gettext_lazy("请填写监督投诉电话。")),
)


def base_faults(content: BaseContent, *, themes: Container[tuple[str, str]]) -> list[FieldError]:
    """Return what is missing or contradictory in the base layer.

    :param themes: (audience, name) of every theme there is
    """
    faults = [*_base_elements(content), *_themes(content, themes), *_legal_bases(content)]
    faults += [*_special_procedures(content), *_ceilings(content), *_responsibilities(content)]
    faults += [*_review(content), *_follow_ups(content)]
    for position, material in enumerate(content.materials):
        faults += _material(position, material)
    if is_applied_for(content.item_type):
        faults += _applied_for(content)
    return faults


def list_faults(base: BaseContent, content: ImplementationContent) -> list[FieldError]:
    """Return what is missing or contradictory in the implementation layer on top of its base."""
    if not is_applied_for(base.item_type):
        return []
    return [
        *_limits(base, content),
        *_visits(base, content),
        *_spared(base, content),
        *_fees(base, content),
        *_contact(content),
    ]


def unknown_definition(element: str, code: str) -> FieldError:
    """Return the fault of a form or process that is not published."""
    message = _("没有已发布的“%(code)s”。") % {"code": code}
    return FieldError(pointer(element), "unknown", message)


def type_differs_from_code() -> FieldError:
    """Return the fault of an item whose type is not the one that its code says."""
    return FieldError(pointer("item_type"), "mismatch", _("事项类型与基本编码不一致。"))


def base_superseded() -> FieldError:
    """Return the fault of a draft that rests on a base version which is not in force."""
    message = _("基本目录已有新版本，请在新版本上修改后再发布。")
    return FieldError(pointer("base_version"), "superseded", message)


def _base_elements(content: BaseContent) -> Iterator[FieldError]:
    # Real lists that came without legal bases are taken as they are, and marked as generated.
    needs_basis = content.item_type != ItemType.SERVICE and not content.is_generated
    if needs_basis and not content.legal_bases:
        yield _missing("legal_bases", _("行政权力必须有设定依据。"))
    if not content.results:
        yield _missing("results", _("请填写办理结果。"))
    if content.mode == Mode.COMMITMENT and not content.commitment_text:
        yield _missing("commitment_text", _("告知承诺的事项必须有承诺书内容。"))
    yield from _modes(content)
    is_licence = content.item_type == ItemType.LICENCE
    if is_licence and len(content.steps) < LEAST_STEPS_OF_A_LICENCE:
        yield _missing("steps", _("行政许可至少要有五个办理环节。"))
    if is_licence and not content.faqs:
        yield _missing("faqs", _("行政许可至少要有一个常见问题。"))


def _modes(content: BaseContent) -> Iterator[FieldError]:
    """Trust and promises name materials that there are, and say what is promised."""
    keys = {material.key for material in content.materials if material.is_uploaded}
    for element in ("promised_materials", "originals"):
        for position, key in enumerate(getattr(content, element)):
            if key not in keys:
                message = _("没有标识为“%(key)s”、由申请人提交的材料。") % {"key": key}
                yield FieldError(pointer(element, position), "unknown", message)
    if content.promised_materials and content.mode != Mode.COMMITMENT:
        message = _("只有告知承诺的事项可以用承诺代替材料。")
        yield FieldError(pointer("promised_materials"), "contradiction", message)
    if bool(content.trust_first_text) != bool(content.originals):
        message = _("信任在先的承诺内容和办结时核验原件的材料要同时填写。")
        yield FieldError(pointer("originals"), "contradiction", message)
    if content.commitment_when:
        try:
            cel.compile_expression(content.commitment_when, known={"form", "item"})
        except DomainError as refusal:
            yield FieldError(pointer("commitment_when"), "format", str(refusal))


def _review(content: BaseContent) -> Iterator[FieldError]:
    """A lower body reviews first: it lies below somebody who decides, and its place is known.

    Source: 行政许可法 35 and 43.
    """
    if content.review_level is None:
        if content.review_place or content.review_line or content.review_stages:
            yield _missing("review_level", _("填了初审的条线、地址或后续各级，请同时选初审层级。"))
        return
    if not content.review_place:
        yield _missing("review_place", _("请填写按申请表的哪个地址确定初审机关。"))
    if all(level >= content.review_level for level in content.exercise_levels):
        message = _("初审机关的层级要低于作出决定的机关。")
        yield FieldError(pointer("review_level"), "contradiction", message)
    if not is_applied_for(content.item_type):
        message = _("只有依申请的事项才先由下级机关初审。")
        yield FieldError(pointer("review_level"), "contradiction", message)
    yield from _later_reviews(content)


def _follow_ups(content: BaseContent) -> Iterator[FieldError]:
    """Each thing that is followed up by an item of its own names one, where something is granted.

    Source: 行政许可法 49, 50 and 70.
    """
    if content.follow_ups and not is_applied_for(content.item_type):
        message = _("只有依申请的事项才有变更、延续、补证、注销。")
        yield FieldError(pointer("follow_ups"), "contradiction", message)
    seen: set[str] = set()
    for position, one in enumerate(content.follow_ups):
        if one.purpose in seen:
            message = _("同一种后续业务只能对应一个事项。")
            yield FieldError(pointer("follow_ups", position, "purpose"), "contradiction", message)
        seen.add(one.purpose)


def unknown_follow_up(position: int, item: str) -> FieldError:
    """Return the fault of a follow-up that leads to no other item of the catalogue."""
    message = _("目录里没有编号为“%(item)s”的其他事项。") % {"item": item}
    return FieldError(pointer("follow_ups", position, "item"), "unknown", message)


def _later_reviews(content: BaseContent) -> Iterator[FieldError]:
    """Each later stage lies above the one before it, and below somebody who decides."""
    below: str = content.review_level or ""
    for position, stage in enumerate(content.review_stages):
        path = pointer("review_stages", position, "level")
        if stage.level >= below:
            message = _("后一级初审机关的层级要高于前一级。")
            yield FieldError(path, "contradiction", message)
        elif all(level >= stage.level for level in content.exercise_levels):
            message = _("初审机关的层级要低于作出决定的机关。")
            yield FieldError(path, "contradiction", message)
        below = stage.level


def _applied_for(content: BaseContent) -> Iterator[FieldError]:
    if content.statutory_limit is None:
        yield _missing("statutory_limit", _("依申请的事项必须有法定办结时限。"))
    if not content.conditions:
        yield _missing("conditions", _("请填写受理条件。"))
    if not content.materials:
        yield _missing("materials", _("请填写申请材料。"))
    if not content.steps:
        yield _missing("steps", _("请填写办理流程。"))


def _themes(content: BaseContent, themes: Container[tuple[str, str]]) -> Iterator[FieldError]:
    named = {
        ServiceObject.NATURAL: content.themes.natural,
        ServiceObject.LEGAL: content.themes.legal,
    }
    for audience, names in named.items():
        if names and audience not in content.service_objects:
            message = _("主题分类与服务对象不一致。")
            yield FieldError(pointer("themes", audience), "mismatch", message)
        for position, name in enumerate(names):
            if (audience, name) not in themes:
                path = pointer("themes", audience, position)
                yield FieldError(path, "unknown", _("没有这个主题。"))


def _responsibilities(content: BaseContent) -> Iterator[FieldError]:
    if content.responsibilities and content.item_type == ItemType.SERVICE:
        message = _("公共服务不是行政权力，没有责任清单。")
        yield FieldError(pointer("responsibilities"), "contradiction", message)
    for position, one in enumerate(content.responsibilities):
        try:
            if one.law:
                parse_article(one.law, one.article)
        except ValueError:
            path = pointer("responsibilities", position, "article")
            yield FieldError(path, "format", _("请写明条款，例如“第三十五条”。"))


def _legal_bases(content: BaseContent) -> Iterator[FieldError]:
    for position, basis in enumerate(content.legal_bases):
        try:
            parse_article(basis.law, basis.article)
        except ValueError:
            path = pointer("legal_bases", position, "article")
            yield FieldError(path, "format", _("请写明条款，例如“第三十五条”。"))


def _special_procedures(content: BaseContent) -> Iterator[FieldError]:
    """Only a law stops a clock or gives more time. Source: 行政许可法 42, 45."""
    for position, special in enumerate(content.special_procedures):
        if (special.stops_clock or special.kind == EXTENSION) and not parse_citations(
            special.basis
        ):
            path = pointer("special_procedures", position, "basis")
            message = _("停止计时和延长期限要有法律依据，请写明法律和条款。")
            yield FieldError(path, "required", message)


def _ceilings(content: BaseContent) -> Iterator[FieldError]:
    ceiling, statutory = content.promise_ceiling, content.statutory_limit
    if ceiling is not None and statutory is not None and ceiling.weight > statutory.weight:
        message = _("统一承诺时限不得长于法定时限。")
        yield FieldError(pointer("promise_ceiling"), "beyond_law", message)


def _material(position: int, material: MaterialRequirement) -> Iterator[FieldError]:
    if material.from_form and material.obtainable:
        yield FieldError(
            pointer("materials", position),
            "contradiction",
            _("材料不能既由表单生成又由政府部门核验。"),
        )
    if material.is_uploaded and not material.formats:
        path = pointer("materials", position, "formats")
        yield FieldError(path, "required", _("请填写可以上传的文件格式。"))
    if material.when:
        try:
            cel.compile_expression(material.when, known={"form", "item"})
        except DomainError as refusal:
            yield FieldError(pointer("materials", position, "when"), "format", str(refusal))


def _limits(base: BaseContent, content: ImplementationContent) -> Iterator[FieldError]:
    promise, statutory = content.promise_limit, base.statutory_limit
    if promise is None:
        yield _missing("promise_limit", _("请填写承诺办结时限。"))
        return
    if statutory is not None and promise.weight > statutory.weight:
        message = _("承诺时限不得长于法定时限。")
        yield FieldError(pointer("promise_limit"), "beyond_law", message)
    elif base.promise_ceiling is not None and promise.weight > base.promise_ceiling.weight:
        message = _("承诺时限不得长于基本目录的统一承诺时限。")
        yield FieldError(pointer("promise_limit"), "beyond_base", message)
    if (content.project_type == ProjectType.IMMEDIATE) != (promise.amount == 0):
        message = _("即办件的承诺时限为0，承诺件的承诺时限大于0。")
        yield FieldError(pointer("promise_limit"), "contradiction", message)


def _visits(base: BaseContent, content: ImplementationContent) -> Iterator[FieldError]:
    if base.max_visits is not None and content.visits > base.max_visits:
        message = _("到现场次数不得多于基本目录的%(most)s次。") % {"most": base.max_visits}
        yield FieldError(pointer("visits"), "beyond_base", message)
    if content.visits and not content.visit_reason:
        yield _missing("visit_reason", _("到现场次数不为0，请说明必须到现场的原因。"))
    if content.online_depth == OnlineDepth.FULL and content.visits:
        message = _("全程网办的事项，到现场次数应为0。")
        yield FieldError(pointer("visits"), "contradiction", message)
    by_post = HandlingForm.COURIER in content.handling_forms
    if not content.visits and not content.is_online and not by_post:
        message = _("到现场0次又不能网上办理的事项，必须可以邮寄申请。")
        yield FieldError(pointer("handling_forms"), "contradiction", message)


def _spared(base: BaseContent, content: ImplementationContent) -> Iterator[FieldError]:
    keys = {material.key for material in base.materials}
    for position, key in enumerate(content.spared_materials):
        if key not in keys:
            path = pointer("spared_materials", position)
            message = _("基本目录没有标识为“%(key)s”的材料。") % {"key": key}
            yield FieldError(path, "unknown", message)


def _fees(base: BaseContent, content: ImplementationContent) -> Iterator[FieldError]:
    most = {fee.name: fee.amount_cents for fee in base.fees}
    for position, fee in enumerate(content.fees):
        path = pointer("fees", position)
        if fee.name not in most:
            message = _("基本目录没有收费项目“%(name)s”。") % {"name": fee.name}
            yield FieldError(path, "unknown", message)
        elif fee.amount_cents > most[fee.name]:
            message = _("“%(name)s”的金额不得高于基本目录。") % {"name": fee.name}
            yield FieldError(path, "beyond_base", message)
    for position, name in enumerate(content.waived_fees):
        if name not in most:
            message = _("基本目录没有收费项目“%(name)s”。") % {"name": name}
            yield FieldError(pointer("waived_fees", position), "unknown", message)
    if content.is_pay_online and not effective_fees(base, content):
        message = _("不收费的事项没有网上支付。")
        yield FieldError(pointer("is_pay_online"), "contradiction", message)


def _contact(content: ImplementationContent) -> Iterator[FieldError]:
    for name, message in _CONTACT:
        if not getattr(content, name):
            yield _missing(name, str(message))
    if content.consult_phone and content.consult_phone == content.complaint_phone:
        same = _("咨询电话与监督投诉电话不能相同。")
        yield FieldError(pointer("complaint_phone"), "contradiction", same)


def _missing(element: str, message: str) -> FieldError:
    return FieldError(pointer(element), "required", message)
