# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a process must satisfy before it is published; every fault names its element."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.foundation import cel
from yiwang.foundation.errors import FieldError, InvalidExpression
from yiwang.workflow import operations
from yiwang.workflow.bpmn.model import TASKS, Element, Flow, ProcessModel, StepKind, Tag
from yiwang.workflow.bpmn.reader import Faults
from yiwang.workflow.bpmn.soundness import Soundness, examine
from yiwang.workflow.durations import parse_duration

GIVEN = frozenset({"form", "item"})
LONGEST_PARAMETER = 500


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a process may name.

    :param decisions: code of each decision table -> the variables that it reads
    :param needs_decision: every way through makes exactly one decision
    """

    forms: Container[str]
    roles: Container[str]
    decisions: Mapping[str, frozenset[str]]
    needs_decision: bool = True


def check(model: ProcessModel, surroundings: Surroundings) -> list[FieldError]:
    """Return all that is wrong with a process; its soundness only when its parts are right."""
    checker = _Checker(model, surroundings)
    checker.check_parts()
    if not checker.faults.found:
        checker.check_whole()
    return checker.faults.found


class _Checker:
    def __init__(self, model: ProcessModel, surroundings: Surroundings) -> None:
        self._model = model
        self._around = surroundings
        self._known = GIVEN | {
            element.result for element in model.elements.values() if element.tag in TASKS
        }
        self.faults = Faults()

    def check_parts(self) -> None:
        self._check_ends()
        for element in self._model.elements.values():
            self._check_flows_of(element)
            for fault in _CHECKS.get(element.tag, _nothing)(self, element):
                self.faults.add(element.id, *fault)
        for flow in self._model.flows:
            self._check_flow(flow)

    def check_whole(self) -> None:
        found = examine(self._model)
        if found.is_too_large:
            self.faults.add("", "too_large", _("流程的并行分支过多，无法验证，请简化。"))
            return
        for id_ in found.stuck:
            self.faults.add(id_, "no_way_out", _("从这里走不到结束，办件会一直停留。"))
        for id_ in found.doubled:
            self.faults.add(id_, "doubled", _("同一环节可能被同时启动两次，请检查并行分支。"))
        for id_ in found.dead:
            self.faults.add(id_, "dead", _("这个元素永远不会执行。"))
        if self._around.needs_decision and not found.stuck:
            self._check_decisions(found)

    def _check_decisions(self, found: Soundness) -> None:
        decisions = [e.id for e in self._model.elements.values() if e.kind is StepKind.DECISION]
        place = decisions[0] if decisions else self._model.id
        if 0 in found.decisions:
            self.faults.add(place, "decision", _("有的路径没有经过决定环节。"))
        if 2 in found.decisions:
            self.faults.add(place, "decision", _("有的路径经过了不止一次决定环节。"))

    def _check_ends(self) -> None:
        if not self._model.name:
            self.faults.add(self._model.id, "name", _("流程没有名称。"))
        if len(self._model.tagged(Tag.START)) != 1:
            self.faults.add(self._model.id, "start", _("流程应当恰好有一个开始。"))
        if not self._model.tagged(Tag.END):
            self.faults.add(self._model.id, "end", _("流程没有结束。"))

    def _check_flows_of(self, element: Element) -> None:
        arriving = len(self._model.arriving.get(element.id, ()))
        leaving = len(self._model.leaving.get(element.id, ()))
        if element.tag in {Tag.START, Tag.BOUNDARY}:
            if arriving:
                self.faults.add(element.id, "flow", _("这个元素不能有进入的连线。"))
        elif not arriving:
            self.faults.add(element.id, "flow", _("没有连线进入这个元素。"))
        if element.tag is Tag.END:
            if leaving:
                self.faults.add(element.id, "flow", _("结束之后不能再有连线。"))
        elif not leaving:
            self.faults.add(element.id, "flow", _("没有连线离开这个元素，走不到结束。"))
        elif leaving > 1 and element.tag not in {Tag.EXCLUSIVE, Tag.PARALLEL}:
            self.faults.add(element.id, "flow", _("分支应当使用网关，环节只能有一条离开的连线。"))

    def _check_flow(self, flow: Flow) -> None:
        source = self._model.elements[flow.source]
        splits = source.tag is Tag.EXCLUSIVE and len(self._model.leaving[source.id]) > 1
        if splits and flow.id != source.default:
            if flow.condition:
                self._check_expression(flow.id, flow.condition)
            else:
                self.faults.add(flow.id, "condition", _("排他网关的这条分支没有条件。"))
        elif flow.condition:
            self.faults.add(flow.id, "condition", _("这条连线不能有条件。"))

    def _check_expression(self, place: str, source: str) -> bool:
        try:
            cel.compile_expression(source, place=place, known=self._known)
            cel.refuse_growth(source, place=place)
        except InvalidExpression as error:
            self.faults.add(place, "expression", str(error))
            return False
        return True

    def exclusive(self, element: Element) -> Iterator[tuple[str, str]]:
        leaving = [flow.id for flow in self._model.leaving.get(element.id, ())]
        if len(leaving) > 1 and element.default not in leaving:
            yield "default", _("排他网关没有设置默认分支。")

    def user_task(self, element: Element) -> Iterator[tuple[str, str]]:
        if not element.name:
            yield "name", _("环节没有名称。")
        if not element.role:
            yield "role", _("环节没有指定由谁办理（泳道或 yw:role）。")
        elif element.role not in self._around.roles:
            yield "role", _("办理角色“%(role)s”不存在。") % {"role": element.role[:60]}
        if element.form_code and element.form_code not in self._around.forms:
            yield "form", _("表单“%(form)s”没有发布。") % {"form": element.form_code[:60]}

    def service_task(self, element: Element) -> Iterator[tuple[str, str]]:
        operation = operations.find(element.operation)
        if operation is None:
            yield (
                "operation",
                _("服务“%(name)s”没有登记，可用的服务：%(names)s。")
                % {"name": element.operation[:60], "names": "、".join(operations.names())},
            )
            return
        given = set(element.parameters)
        for name in sorted(given - operation.parameters):
            yield "operation", _("服务没有参数“%(name)s”。") % {"name": name[:60]}
        for name in sorted(operation.required - given):
            yield "operation", _("服务缺少参数“%(name)s”。") % {"name": name}
        for value in element.parameters.values():
            if len(value) > LONGEST_PARAMETER:
                yield (
                    "operation",
                    _("服务的参数不能超过 %(limit)d 个字。") % {"limit": LONGEST_PARAMETER},
                )
            if value.startswith("="):
                self._check_expression(element.id, value[1:])

    def script_task(self, element: Element) -> Iterator[tuple[str, str]]:
        if element.result in GIVEN:
            yield "result", _("不能改写变量“%(name)s”。") % {"name": element.result}
        self._check_expression(element.id, element.expression)

    def rule_task(self, element: Element) -> Iterator[tuple[str, str]]:
        if element.result in GIVEN:
            yield "result", _("不能改写变量“%(name)s”。") % {"name": element.result}
        reads = self._around.decisions.get(element.decision)
        if reads is None:
            yield "table", _("决策表“%(name)s”没有发布。") % {"name": element.decision[:60]}
            return
        for name in sorted(reads - self._known):
            yield "table", _("决策表读取的变量“%(name)s”在流程中不存在。") % {"name": name}

    def timer(self, element: Element) -> Iterator[tuple[str, str]]:
        try:
            parse_duration(element.duration)
        except ValueError:
            yield (
                "timer",
                _("定时器的时长“%(text)s”不是 ISO 8601 格式（例如 P5D、PT24H）。")
                % {"text": element.duration[:60]},
            )

    def boundary(self, element: Element) -> Iterator[tuple[str, str]]:
        yield from self.timer(element)
        task = self._model.elements.get(element.attached_to)
        if task is None or task.tag not in {Tag.USER_TASK, Tag.SERVICE_TASK}:
            yield "boundary", _("边界定时器应当附在人工环节或等待服务上。")


def _nothing(_checker: _Checker, _element: Element) -> Iterator[tuple[str, str]]:
    return iter(())


_CHECKS = {
    Tag.EXCLUSIVE: _Checker.exclusive,
    Tag.USER_TASK: _Checker.user_task,
    Tag.SERVICE_TASK: _Checker.service_task,
    Tag.SCRIPT_TASK: _Checker.script_task,
    Tag.RULE_TASK: _Checker.rule_task,
    Tag.TIMER: _Checker.timer,
    Tag.BOUNDARY: _Checker.boundary,
}
