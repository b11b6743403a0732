# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a scenario can be published: every fault with its place and a sentence. Pure."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yiwang.catalogue.content import BaseContent, MaterialRequirement
from yiwang.catalogue.element_faults import pointer
from yiwang.catalogue.scenarios.exploring import Exploration, Trouble, explore
from yiwang.catalogue.scenarios.shape import TABLE, Outcome, Question, Scenario
from yiwang.catalogue.scenarios.walking import Stuck, condition
from yiwang.forms.errors import FormInvalid
from yiwang.forms.selectors import CompiledForm
from yiwang.foundation import cel
from yiwang.foundation.errors import ExpressionFailed, FieldError, InvalidExpression
from yiwang.workflow.dmn.model import Table

LEAST_CHOICES = 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a scenario may name.

    :ivar form: None for an item that nobody applies for
    :ivar fees: names of the fees of the item's lists
    :ivar items: local codes of the other items of the same catalogue
    :ivar table: the decision table that the scenario names; None when it names none
    """

    base: BaseContent
    form: CompiledForm | None
    fees: Container[str]
    items: Container[str]
    table: Table | None


def scenario_faults(scenario: Scenario, around: Surroundings) -> list[FieldError]:
    """Return everything that keeps a scenario from being published."""
    faults = [*_keys(scenario), *_table(scenario, around)]
    for place, question in enumerate(scenario.questions):
        faults += _question(place, question, scenario, around)
    for place, outcome in enumerate(scenario.outcomes):
        faults += _outcome(place, outcome, around)
    # The ways are worth going only when every word in them can be read.
    return faults or _ways(scenario, around)


def _keys(scenario: Scenario) -> Iterator[FieldError]:
    questions = [(pointer("questions", n, "key"), q.key) for n, q in enumerate(scenario.questions)]
    outcomes = [(pointer("outcomes", n, "key"), o.key) for n, o in enumerate(scenario.outcomes)]
    seen: set[str] = {TABLE}
    for path, key in questions + outcomes:
        if key in seen:
            yield FieldError(path, "taken", _("标识“%(key)s”已经用过。") % {"key": key})
        seen.add(key)
    situations = Counter(o.situation for o in scenario.outcomes if o.situation is not None)
    for place, outcome in enumerate(scenario.outcomes):
        if outcome.situation is not None and situations[outcome.situation] > 1:
            message = _("业务办理项的序号重复了。")
            yield FieldError(pointer("outcomes", place, "situation"), "taken", message)


def _table(scenario: Scenario, around: Surroundings) -> Iterator[FieldError]:
    if not scenario.table:
        return
    if around.table is None:
        message = _("没有已发布的“%(code)s”。") % {"code": scenario.table}
        yield FieldError(pointer("table"), "unknown", message)
        return
    if "outcome" not in around.table.outputs:
        message = _("决策表要有一列输出叫 outcome。")
        yield FieldError(pointer("table"), "output", message)
    if not around.table.variables <= {"answers"}:
        message = _("决策表只能读取 answers。")
        yield FieldError(pointer("table"), "variable", message)


def _question(
    place: int, question: Question, scenario: Scenario, around: Surroundings
) -> Iterator[FieldError]:
    path = pointer("questions", place)
    if question.kind == "integer":
        yield from _number(path, question, around)
    else:
        yield from _choices(path, question, scenario, around)
    for number, branch in enumerate(question.branches):
        here = f"{path}{pointer('branches', number)}"
        yield from _condition(f"{here}/when", branch.when, scenario)
        yield from _target(f"{here}/to", branch.to, scenario)
        if not branch.to:
            yield FieldError(f"{here}/to", "required", _("请填写去向。"))
    yield from _target(f"{path}/to", question.to, scenario)


def _number(path: str, question: Question, around: Surroundings) -> Iterator[FieldError]:
    if question.choices:
        yield FieldError(f"{path}/choices", "contradiction", _("填数字的问题没有选项。"))
    if question.minimum > question.maximum:
        yield FieldError(f"{path}/minimum", "contradiction", _("最小值大于最大值。"))
    if question.field:
        for end in ("minimum", "maximum"):
            value = getattr(question, end)
            yield from _filling(f"{path}/{end}", question.field, value, around)


def _choices(
    path: str, question: Question, scenario: Scenario, around: Surroundings
) -> Iterator[FieldError]:
    if len(question.choices) < LEAST_CHOICES:
        yield FieldError(f"{path}/choices", "required", _("至少要有两个选项。"))
    codes = Counter(choice.code for choice in question.choices)
    for number, choice in enumerate(question.choices):
        here = f"{path}{pointer('choices', number)}"
        if codes[choice.code] > 1:
            message = _("选项代码“%(code)s”重复了。") % {"code": choice.code}
            yield FieldError(f"{here}/code", "taken", message)
        yield from _target(f"{here}/to", choice.to, scenario)
        for name, value in choice.fill.items():
            yield from _filling(f"{here}{pointer('fill', name)}", name, value, around)


def _condition(path: str, source: str, scenario: Scenario) -> Iterator[FieldError]:
    try:
        compiled = condition(source)
    except InvalidExpression as refusal:
        yield FieldError(path, "expression", str(refusal))
        return
    for name in sorted(compiled.reads.get("answers") or ()):
        if scenario.question(name) is None:
            message = _("条件读取的问题“%(key)s”不存在。") % {"key": name}
            yield FieldError(path, "unknown", message)


def _target(path: str, target: str, scenario: Scenario) -> Iterator[FieldError]:
    if target == TABLE and not scenario.table:
        yield FieldError(path, "unknown", _("没有写明由哪张决策表决定。"))
    elif target and target != TABLE and not _leads_on(target, scenario):
        message = _("没有问题或结果叫“%(key)s”。") % {"key": target}
        yield FieldError(path, "unknown", message)


def _leads_on(target: str, scenario: Scenario) -> bool:
    return scenario.question(target) is not None or scenario.outcome(target) is not None


def _filling(path: str, name: str, value: object, around: Surroundings) -> Iterator[FieldError]:
    if around.form is None or name not in around.form.schema.get("properties", {}):
        message = _("申请表没有“%(name)s”这一栏。") % {"name": name}
        yield FieldError(path, "unknown", message)
        return
    if name in around.form.computed:
        message = _("“%(name)s”由表单自动算出，不能填好。") % {"name": around.form.label(name)}
        yield FieldError(path, "value", message)
        return
    try:
        around.form.validate({name: value})
    except FormInvalid as refusal:
        here = pointer(name)
        wrong = [e for e in refusal.errors if e.path == here or e.path.startswith(f"{here}/")]
        if wrong:
            yield FieldError(path, "value", str(wrong[0].message))


def _outcome(place: int, outcome: Outcome, around: Surroundings) -> Iterator[FieldError]:
    path = pointer("outcomes", place)
    base = around.base
    named = (
        (
            "materials",
            outcome.materials,
            {each.key for each in base.materials},
            _("事项没有材料“%(name)s”。"),
        ),
        (
            "may_need",
            outcome.may_need,
            {each.key for each in base.materials},
            _("事项没有材料“%(name)s”。"),
        ),
        ("steps", outcome.steps, {each.name for each in base.steps}, _("事项没有环节“%(name)s”。")),
        ("fees", outcome.fees, around.fees, _("实施清单没有收费项目“%(name)s”。")),
    )
    for element, names, known, sentence in named:
        for number, name in enumerate(names or ()):
            if name not in known:
                here = f"{path}{pointer(element, number)}"
                yield FieldError(here, "unknown", sentence % {"name": name})
    yield from _limit(path, outcome, base)
    yield from _elsewhere(path, outcome, around)


def _limit(path: str, outcome: Outcome, base: BaseContent) -> Iterator[FieldError]:
    limit, law = outcome.limit, base.statutory_limit
    if limit is not None and law is not None and limit.weight > law.weight:
        yield FieldError(f"{path}/limit", "beyond_law", _("承诺时限不得长于法定时限。"))


def _elsewhere(path: str, outcome: Outcome, around: Surroundings) -> Iterator[FieldError]:
    if outcome.elsewhere and outcome.situation is not None:
        message = _("指向别的事项时，不能又有业务办理项序号。")
        yield FieldError(f"{path}/elsewhere", "contradiction", message)
    if outcome.elsewhere and outcome.elsewhere not in around.items:
        message = _("没有编码为“%(code)s”的事项。") % {"code": outcome.elsewhere}
        yield FieldError(f"{path}/elsewhere", "unknown", message)


# ── all ways


def _ways(scenario: Scenario, around: Surroundings) -> list[FieldError]:
    conditions = _material_conditions(around.base)
    watched = {name for read in conditions.values() for name in read.reads.get("form") or ()}
    found = explore(scenario, around.table, watched=frozenset(watched))
    if not found.is_complete:
        message = _("不同的走法太多，无法全部检查，请减少问题或者条件。")
        return [FieldError(pointer("questions"), "too_many", message)]
    places = {q.key: pointer("questions", n) for n, q in enumerate(scenario.questions)}
    return [
        *(_trouble(each, places, scenario) for each in found.troubles),
        *_never_reached(scenario, found, places),
        *_refilled(found, places),
        *_materials(scenario, found, conditions),
    ]


def _trouble(trouble: Trouble, places: Mapping[str, str], scenario: Scenario) -> FieldError:
    sentence = {
        Stuck.NOWHERE: _("这样回答后没有去向：%(answers)s。"),
        Stuck.CONTRADICTION: _("这样回答后同时有几个去向（%(detail)s）：%(answers)s。"),
        Stuck.NO_SUCH_TARGET: _("这样回答后去向“%(detail)s”不存在：%(answers)s。"),
        Stuck.EXPRESSION: _("这样回答后条件无法计算（%(detail)s）：%(answers)s。"),
        Stuck.LOOP: _("这样回答后又回到问题“%(detail)s”，绕成了圈：%(answers)s。"),
    }[trouble.reason]
    words = {"answers": _words(trouble, scenario), "detail": trouble.detail}
    return FieldError(places[trouble.question], trouble.reason.value, sentence % words)


def _words(trouble: Trouble, scenario: Scenario) -> str:
    shown = []
    for key, answer in trouble.answers.items():
        question = scenario.question(key)
        choice = question.choice(str(answer)) if question else None
        shown.append(f"{question.title if question else key} {choice.label if choice else answer}")
    return "；".join(shown)


def _never_reached(
    scenario: Scenario, found: Exploration, places: Mapping[str, str]
) -> Iterator[FieldError]:
    for question in scenario.questions:
        if question.key not in found.questions:
            message = _("没有任何回答会走到这个问题。")
            yield FieldError(places[question.key], "unreachable", message)
    for place, outcome in enumerate(scenario.outcomes):
        if outcome.key not in found.outcomes:
            message = _("没有任何回答会走到这个结果。")
            yield FieldError(pointer("outcomes", place), "unreachable", message)


def _refilled(found: Exploration, places: Mapping[str, str]) -> Iterator[FieldError]:
    for question, name in sorted(found.refilled):
        message = _("前面的回答已经给“%(name)s”填了别的值，互相矛盾。") % {"name": name}
        yield FieldError(places[question], "contradiction", message)


def _materials(
    scenario: Scenario, found: Exploration, conditions: Mapping[str, cel.Expression]
) -> Iterator[FieldError]:
    """Name materials that an outcome lists though their own condition never holds there."""
    for place, outcome in enumerate(scenario.outcomes):
        for number, key in enumerate(outcome.materials or ()):
            ways = found.fillings.get(outcome.key, ())
            if key in conditions and ways and all(spared(conditions[key], way) for way in ways):
                path = pointer("outcomes", place, "materials", number)
                message = _("按回答填的内容，这份材料的条件不成立。")
                yield FieldError(path, "contradiction", message)


def _material_conditions(base: BaseContent) -> dict[str, cel.Expression]:
    return {each.key: compiled for each in base.materials if (compiled := _compiled(each))}


def _compiled(material: MaterialRequirement) -> cel.Expression | None:
    return cel.compile_expression(material.when) if material.when else None


def spared(compiled: cel.Expression, filled: Mapping[str, Any]) -> bool:
    """Say whether a condition surely fails: all that it reads is filled in and it does not hold."""
    fields = compiled.reads.get("form", frozenset())
    if fields is None or not fields <= set(filled) or set(compiled.reads) - {"form"}:
        return False
    try:
        return not cel.holds(compiled, {"form": filled})
    except ExpressionFailed:
        return False
