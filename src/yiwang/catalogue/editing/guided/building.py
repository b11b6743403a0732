# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the guide adds to a draft: a basis, a material of the library, standard steps. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.enums import MaterialSource, Necessity, StepGroup
from yiwang.catalogue.evidence_types.asking import TypeRow
from yiwang.workflow.selectors import ProcessStep

MADE_FROM_FORM: Final = "M0001"
"""The type of applications and forms: the applicant fills it in here, nothing is uploaded."""
DECLARED: Final = frozenset({MADE_FROM_FORM, "M0010"})
"""Types that rest on the applicant's own word."""

# Names of steps are stored, so always in Chinese, like those of the items themselves.
ROLES: Final[Mapping[str, str]] = {
    "counter": "窗口工作人员",
    "handler": "承办人员",
    "reviewer": "复核人员",
    "approver": "批准人员",
}


@dataclass(frozen=True, slots=True)
class StandardStep:
    """A standard step of handling (标准环节) as the guide writes it."""

    key: str
    label: Promise
    group: StepGroup
    name: str
    actor: str
    content: str
    result: str = ""

    @property
    def element(self) -> dict[str, str]:
        """The step as an item stores it."""
        made = {
            "group": self.group.value,
            "name": self.name,
            "actor": self.actor,
            "content": self.content,
            "result": self.result,
        }
        return {key: value for key, value in made.items() if value}


_A, _D, _S = StepGroup.APPLICATION, StepGroup.DECISION, StepGroup.DELIVERY
_CLERK, _HANDLER = ROLES["counter"], ROLES["handler"]
STANDARD_STEPS: Final = (
    StandardStep("receive", _("收件"), _A, "收件", _CLERK, "收取申请材料，核对是否齐全。"),
    StandardStep(
        "accept",
        _("受理"),
        _A,
        "受理",
        _CLERK,
        "材料齐全、符合法定形式的予以受理；不齐全的当场或者五个工作日内一次告知补正。",
        "受理通知书",
    ),
    StandardStep(
        "audit", _("审查材料"), _D, "审查", _HANDLER, "审查申请材料的实质内容。", "审查意见"
    ),
    StandardStep("eligibility", _("核验条件"), _D, "核验条件", _HANDLER, "核对是否符合受理条件。"),
    StandardStep(
        "site_check",
        _("现场核查"),
        _D,
        "现场核查",
        _HANDLER,
        "两名以上工作人员到现场核查，制作核查记录。",
        "现场核查记录",
    ),
    StandardStep(
        "expert_review",
        _("专家评审"),
        _D,
        "专家评审",
        ROLES["reviewer"],
        "组织专家评审。",
        "评审意见",
    ),
    StandardStep(
        "hearing",
        _("听取意见"),
        _D,
        "听取意见",
        _HANDLER,
        "听取申请人、利害关系人的陈述和申辩。",
        "听取意见记录",
    ),
    StandardStep("review", _("复核"), _D, "复核", ROLES["reviewer"], "复核审查意见。"),
    StandardStep(
        "decide",
        _("作出决定"),
        _D,
        "决定",
        ROLES["approver"],
        "依法作出准予或者不予的决定，不予的说明理由。",
        "决定书",
    ),
    StandardStep("make", _("制证"), _S, "制证", _CLERK, "制作办理结果。"),
    StandardStep("deliver", _("送达"), _S, "送达", _CLERK, "向申请人送达办理结果。"),
)
BY_KEY: Final[Mapping[str, StandardStep]] = {step.key: step for step in STANDARD_STEPS}
_BEFORE: Final = ("receive", "accept")
_AFTER: Final = ("make", "deliver")
_OF_FORM: Final[Mapping[str, str]] = {
    "step-audit": "audit",
    "step-eligibility": "eligibility",
    "step-review": "review",
    "step-hearing-of-parties": "hearing",
}


def with_basis(content: Mapping[str, Any], law: str, article: str) -> dict[str, Any]:
    """Return the elements with an article among the legal bases, once."""
    basis = {"law": law, "article": article}
    known = list(content.get("legal_bases", []))
    is_there = any((one["law"], one.get("article", "")) == (law, article) for one in known)
    return {**content, "legal_bases": known if is_there else [*known, basis]}


def with_material(content: Mapping[str, Any], row: TypeRow) -> dict[str, Any]:
    """Return the elements with a material of a type of the library."""
    known = list(content.get("materials", []))
    keys = {one["key"] for one in known}
    key, number = row.code.lower(), 2
    while key in keys:
        key, number = f"{row.code.lower()}_{number}", number + 1
    return {**content, "materials": [*known, {**_material(row), "key": key}]}


def with_standard_step(content: Mapping[str, Any], step: StandardStep) -> dict[str, Any]:
    """Return the elements with a standard step, after the last of its own or an earlier group."""
    known = list(content.get("steps", []))
    order = [group.value for group in StepGroup]
    rank = order.index(step.group.value)
    place = sum(1 for one in known if order.index(one["group"]) <= rank)
    return {**content, "steps": [*known[:place], step.element, *known[place:]]}


def with_steps_of_process(
    content: Mapping[str, Any], steps: Sequence[ProcessStep]
) -> dict[str, Any]:
    """Return the elements with the steps that a process has, framed by receipt and delivery."""
    inner = [_of_process(step) for step in steps]
    before = [BY_KEY[key].element for key in _BEFORE]
    after = [BY_KEY[key].element for key in _AFTER]
    return {**content, "steps": [*before, *inner, *after]}


def _material(row: TypeRow) -> dict[str, Any]:
    made: dict[str, Any] = {"name": row.name, "kind": row.kind, "necessity": Necessity.REQUIRED}
    if row.issuer:
        made["issuer"] = row.issuer
    if row.licence_type:
        made["licence_type"] = row.licence_type
    if row.code == MADE_FROM_FORM:
        made["from_form"] = True
    elif row.is_obtainable:
        made["obtainable"] = True
        made["source"] = MaterialSource.GOVERNMENT
    elif row.licence_type:
        made["source"] = MaterialSource.GOVERNMENT
    return made


def _of_process(step: ProcessStep) -> dict[str, Any]:
    standard = BY_KEY.get(
        step.kind
        if step.kind in BY_KEY
        else ("decide" if step.kind == "decision" else _OF_FORM.get(step.form_code, ""))
    )
    made = dict(standard.element) if standard else {"group": StepGroup.DECISION.value}
    made["name"] = step.name or made.get("name", step.element_id)
    if step.role in ROLES:
        made["actor"] = ROLES[step.role]
    return made
