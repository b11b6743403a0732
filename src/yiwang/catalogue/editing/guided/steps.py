# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The steps in which a base item is written, and how far each has come. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.enums import ItemType, is_applied_for
from yiwang.foundation.errors import FieldError


class StepState(StrEnum):
    """How far a step has come."""

    MISSING = "missing"
    FAULTY = "faulty"
    DONE = "done"
    OPTIONAL = "optional"


STATE_WORDS: Final[Mapping[StepState, Promise]] = {
    StepState.MISSING: _("待填写"),
    StepState.FAULTY: _("有问题"),
    StepState.DONE: _("已填写"),
    StepState.OPTIONAL: _("可不填"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the guide.

    :ivar elements: of the base layer, or form_code and process_code, that it writes
    :ivar is_for_applied: only items that people apply for have it
    :ivar is_for_powers: public services have it not
    """

    key: str
    title: str | Promise
    help: str | Promise
    elements: tuple[str, ...]
    is_for_applied: bool = False
    is_for_powers: bool = False


CHECK: Final = "check"
STEPS: Final = (
    Step(
        "basics",
        _("名称与类型"),
        _("名称写老百姓要办的一件事，不写部门和文件号。类型定了以后写进编码，不能再改。"),
        ("name", "item_type", "service_objects", "power_source"),
    ),
    Step(
        "law",
        _("设定依据"),
        _("从法律法规库里选条文。已经废止的法律、没有的条文不能作为依据。"),
        ("legal_bases",),
    ),
    Step(
        "conditions",
        _("受理条件"),
        _("一行写一个条件，写申请人自己能看懂、能对照的话。"),
        ("conditions", "quantity_limit", "penalty_method", "levy_kind", "levy_is_reducible"),
    ),
    Step(
        "materials",
        _("申请材料"),
        _("从材料库里选。政府自己能取得的，不向申请人要。"),
        ("materials",),
        is_for_applied=True,
    ),
    Step(
        "trust",
        _("信任、容缺与承诺"),
        _("都可以不选。选了的，申请人办事时可以先办后补、以承诺代替材料，或者先凭副本办。"),
        (
            *("mode", "commitment_text", "promised_materials", "commitment_when"),
            *("deferral_workdays", "trust_first_text", "originals"),
        ),
        is_for_applied=True,
    ),
    Step(
        "process",
        _("办理流程"),
        _("先选流程，再让办理环节跟着流程走；也可以一个一个加标准环节。"),
        ("process_code", "steps"),
        is_for_applied=True,
    ),
    Step(
        "limits",
        _("办结时限"),
        _("时限不能长于条文写明的期限；各部门的承诺只能更短。"),
        ("statutory_limit", "limit_basis", "promise_ceiling", "max_visits", "special_procedures"),
    ),
    Step(
        "fees",
        _("收费"),
        _("不收费就不填。每一项收费都要写明法律条款或者文件号。"),
        ("fees",),
        is_for_applied=True,
    ),
    Step(
        "form",
        _("申请表"),
        _("选申请人要填的表单。没有合适的，先用通用表单，或者在“流程与表单”里设计。"),
        ("form_code",),
        is_for_applied=True,
    ),
    Step(
        "assurance",
        _("实名等级"),
        _("网上申请的人要核验到哪一级。不选就按本平台通常的要求；各部门只能要求更高。"),
        ("assurance_level",),
        is_for_applied=True,
    ),
    Step(
        "results",
        _("结果与证照"),
        _("办成以后发什么：证照、批文，还是别的；变更、延续、补证、注销另有事项的，写上它的编号。"),
        ("results", "follow_ups"),
    ),
    Step(
        "holders",
        _("行使层级与部门"),
        _("哪几级可以有这个事项的实施清单；同一业务条线的部门可以认领。"),
        ("exercise_levels",),
    ),
    Step(
        "review",
        _("下级机关初审"),
        _("依法先由下级机关审查、再报上级机关决定的才填；一般事项跳过这一步。"),
        ("review_level", "review_line", "review_place", "review_workdays", "review_stages"),
        is_for_applied=True,
    ),
    Step(
        "responsibilities",
        _("责任清单"),
        _("不填就公开同类型事项通用的责任；填了就只公开这里写的。"),
        ("responsibilities",),
        is_for_powers=True,
    ),
    Step(
        "public",
        _("主题、问答与救济"),
        _("群众从哪个主题找到它，常问什么，不服怎么办。"),
        ("themes", "topics", "faqs", "remedies"),
    ),
    Step(CHECK, _("比对检查与提交"), _("按规范比对规则检查一遍，再提交法制审核。"), ()),
)
BY_KEY: Final[Mapping[str, Step]] = {step.key: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class Progress:
    """A step and how far it has come."""

    step: Step
    state: StepState
    faults: int

    @property
    def words(self) -> str:
        return str(STATE_WORDS[self.state])


def steps_of(item_type: str) -> tuple[Step, ...]:
    """Return the steps that an item of a type goes through."""
    applied, is_power = is_applied_for(item_type), item_type != ItemType.SERVICE
    return tuple(
        step
        for step in STEPS
        if (applied or not step.is_for_applied) and (is_power or not step.is_for_powers)
    )


def progress(
    item_type: str, values: Mapping[str, Any], faults: Sequence[FieldError]
) -> list[Progress]:
    """Return how far each step has come; the last one counts what is wrong anywhere.

    :param values: the elements that do not stand at their default, with form and process
    """
    found = []
    for step in steps_of(item_type):
        wrong = list(faults) if step.key == CHECK else list(faults_of(step, faults))
        found.append(Progress(step, _state(step, values, wrong), len(wrong)))
    return found


def first_open(steps: Sequence[Progress]) -> str:
    """Return the step to go on with: the first that is not complete, else the last."""
    waiting = {StepState.MISSING, StepState.FAULTY}
    return next((one.step.key for one in steps if one.state in waiting), CHECK)


def neighbours(steps: Sequence[Progress], key: str) -> tuple[str, str]:
    """Return the steps before and after one; "" where there is none."""
    keys = [one.step.key for one in steps]
    place = keys.index(key)
    return (
        keys[place - 1] if place else "",
        keys[place + 1] if place + 1 < len(keys) else "",
    )


def faults_of(step: Step, faults: Sequence[FieldError]) -> Iterator[FieldError]:
    """Yield the faults of the elements that a step writes."""
    for fault in faults:
        if fault.path.strip("/").split("/")[0] in step.elements:
            yield fault


def _state(step: Step, values: Mapping[str, Any], wrong: Sequence[FieldError]) -> StepState:
    is_begun = step.key == CHECK or any(values.get(name) for name in step.elements)
    if wrong:
        return StepState.FAULTY if is_begun else StepState.MISSING
    return StepState.DONE if is_begun else StepState.OPTIONAL
