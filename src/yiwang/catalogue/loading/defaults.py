# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Derive sound default elements for an item that nobody has modelled in detail. Pure.

Everything made here is marked ``is_generated``: it follows from the item's type, result and legal
basis, and claims nothing that those do not say.
"""

from dataclasses import dataclass, field
from typing import Final

from yiwang.catalogue.citations import Citation
from yiwang.catalogue.content import (
    BaseContent,
    Faq,
    Fee,
    LegalBasis,
    MaterialRequirement,
    Result,
    Step,
    Themes,
    TimeLimit,
)
from yiwang.catalogue.enums import (
    ItemType,
    MaterialKind,
    MaterialSource,
    Necessity,
    ProjectType,
    ResultKind,
    ServiceObject,
    StepGroup,
    is_applied_for,
)

LICENSING_LIMIT: Final = TimeLimit(amount=20)
_LICENCE_ENDINGS: Final = ("证", "证书", "执照", "凭证", "标志", "户口簿", "标牌", "签证", "通行证")
_APPROVAL_ENDINGS: Final = ("批复", "决定书", "决定", "意见书", "意见", "文件", "通知书", "批准书")

_PROCESS_OF_TYPE: Final = {
    ItemType.LICENCE: "default-licence",
    ItemType.BENEFIT: "default-benefit",
    ItemType.CONFIRMATION: "default-confirmation",
    ItemType.REWARD: "default-reward",
    ItemType.RULING: "default-ruling",
    ItemType.SERVICE: "default-service",
}
_STEPS: Final = (
    (StepGroup.APPLICATION, "收件", "窗口工作人员", "收取申请材料，核对是否齐全。", ""),
    (
        StepGroup.APPLICATION,
        "受理",
        "窗口工作人员",
        "材料齐全、符合法定形式的予以受理；不齐全的当场或者五个工作日内一次告知补正。",
        "受理通知书",
    ),
    (StepGroup.DECISION, "审查", "承办人员", "对申请材料进行审查，需要时现场核查。", "审查意见"),
    (StepGroup.DECISION, "决定", "批准人员", "依法作出准予或者不予的决定，不予的说明理由。", ""),
    (StepGroup.DELIVERY, "制证", "窗口工作人员", "制作办理结果。", ""),
    (StepGroup.DELIVERY, "送达", "窗口工作人员", "向申请人送达办理结果。", ""),
)
_REMEDIES: Final = "对决定不服的，可以依法申请行政复议或者提起行政诉讼。"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of an item."""

    name: str
    item_type: ItemType
    service_objects: tuple[ServiceObject, ...]
    exercise_levels: tuple[int, ...]
    project_type: ProjectType
    limit: TimeLimit | None
    limit_basis: str = ""
    result_name: str = ""
    legal_bases: tuple[Citation, ...] = ()
    themes: Themes = field(default_factory=Themes)
    fees: tuple[Fee, ...] = ()
    max_visits: int | None = None


def default_base(facts: ItemFacts) -> BaseContent:
    """Return the base layer of an item that nobody has modelled."""
    applied_for = is_applied_for(facts.item_type)
    result = Result(kind=result_kind(facts.result_name), name=facts.result_name or "办理结果")
    return BaseContent(
        name=facts.name,
        item_type=facts.item_type,
        service_objects=facts.service_objects,
        exercise_levels=[str(level) for level in facts.exercise_levels],
        legal_bases=[LegalBasis(law=place.law, article=place.label) for place in facts.legal_bases],
        statutory_limit=facts.limit,
        limit_basis=facts.limit_basis,
        max_visits=facts.max_visits if applied_for else None,
        fees=facts.fees if applied_for else (),
        conditions=_conditions(facts) if applied_for else (),
        materials=default_materials(facts) if applied_for else (),
        steps=default_steps(facts.project_type, result.name) if applied_for else (),
        results=(result,),
        themes=facts.themes,
        faqs=_faqs(facts) if applied_for else (),
        remedies=_REMEDIES,
        is_generated=True,
    )


def default_form_code(service_objects: tuple[ServiceObject, ...]) -> str:
    """Return the code of the default form for those who may apply."""
    if len(service_objects) > 1:
        return "default-either"
    return f"default-{service_objects[0].value}"


def default_process_code(item_type: ItemType, project_type: ProjectType) -> str:
    """Return the code of the default process that suits the type best."""
    if project_type == ProjectType.IMMEDIATE:
        return "default-immediate"
    return _PROCESS_OF_TYPE.get(item_type, "default-promise")


def result_kind(name: str) -> ResultKind:
    """Return the kind of a result by how its name ends."""
    if name.endswith(_LICENCE_ENDINGS):
        return ResultKind.LICENCE
    return ResultKind.APPROVAL if name.endswith(_APPROVAL_ENDINGS) else ResultKind.OTHER


def default_steps(project_type: ProjectType, result_name: str) -> tuple[Step, ...]:
    """Return the six steps of handling; on the spot, none takes a day."""
    at_once = TimeLimit(amount=0)
    limits = {"收件": at_once, "受理": TimeLimit(amount=5), "送达": TimeLimit(amount=10)}
    is_immediate = project_type == ProjectType.IMMEDIATE
    return tuple(
        Step(
            group=group,
            name=name,
            actor=actor,
            limit=at_once if is_immediate else limits.get(name),
            content=content,
            result=result or (result_name if name == "制证" else ""),
        )
        for group, name, actor, content, result in _STEPS
    )


def default_materials(facts: ItemFacts) -> tuple[MaterialRequirement, ...]:
    """Return the application, the proof of who applies, and the one proof the item turns on."""
    found = [
        MaterialRequirement(
            key="application_form",
            name=f"{facts.name}申请表"[:300],
            kind=MaterialKind.DOCUMENT,
            note="在线填写后自动生成，无需上传。",
            from_form=True,
            is_generated=True,
        )
    ]
    if ServiceObject.NATURAL in facts.service_objects:
        found.append(_government_proof("identity_proof", "申请人身份证明", "公安机关"))
    if ServiceObject.LEGAL in facts.service_objects:
        name = "营业执照或者其他主体资格证明"
        found.append(_government_proof("subject_proof", name, "登记机关"))
    special = _special_material(facts)
    if special is not None:
        found.append(special)
    found.append(
        MaterialRequirement(
            key="authorization",
            name="授权委托书",
            kind=MaterialKind.DOCUMENT,
            necessity=Necessity.OPTIONAL,
            note="委托他人办理的提供。",
            is_generated=True,
        )
    )
    return tuple(found)


def _government_proof(key: str, name: str, issuer: str) -> MaterialRequirement:
    return MaterialRequirement(
        key=key,
        name=name,
        kind=MaterialKind.CERTIFICATE,
        source=MaterialSource.GOVERNMENT,
        issuer=issuer,
        note="由政府部门通过数据共享核验，无需提交。",
        obtainable=True,
        is_generated=True,
    )


def _special_material(facts: ItemFacts) -> MaterialRequirement | None:
    """Return the proof that the item turns on; services and matters on the spot ask for none."""
    if facts.item_type == ItemType.SERVICE or facts.project_type == ProjectType.IMMEDIATE:
        return None
    basis = str(facts.legal_bases[0]) if facts.legal_bases else ""
    condition = f"符合{basis}规定条件的" if basis else "符合规定条件的"
    key, name = {
        ItemType.BENEFIT: ("eligibility_proof", "符合给付条件的证明材料"),
        ItemType.CONFIRMATION: ("fact_proof", "申请确认事项的证明材料"),
        ItemType.RULING: ("evidence", "证据材料及证据清单"),
        ItemType.REWARD: ("merit_proof", "符合奖励条件的证明材料"),
    }.get(facts.item_type, ("condition_proof", f"{condition}证明材料"))
    if result_kind(facts.result_name) == ResultKind.APPROVAL and key == "condition_proof":
        key, name = "project_documents", "申请事项的说明、方案或者图纸"
    return MaterialRequirement(
        key=key,
        name=name,
        legal_basis=basis,
        max_files=10,
        note="请按受理条件提供，可以上传照片或者扫描件。",
        is_generated=True,
    )


def _conditions(facts: ItemFacts) -> tuple[str, ...]:
    bases = [f"符合{place}规定的条件。" for place in facts.legal_bases]
    return (*bases, "申请事项属于本部门职权范围。", "申请材料齐全，符合法定形式。")


def _faqs(facts: ItemFacts) -> tuple[Faq, ...]:
    found = [
        Faq(
            question="办理时限从哪一天开始计算？",
            answer="从受理的第二天开始计算；听证、检验、检测、鉴定、专家评审等依法不计入期限的时间除外。",
        ),
        Faq(
            question="材料不齐全怎么办？",
            answer="当场或者五个工作日内一次告知需要补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理。",
        ),
    ]
    if facts.project_type == ProjectType.IMMEDIATE:
        found[0] = Faq(question="当场就能办好吗？", answer="材料齐全、符合法定形式的，当场办结。")
    return tuple(found)
