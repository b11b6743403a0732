# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""SpiffWorkflow's specifications, built from a process model that has been checked.

Nothing of the library's Python script engine is reachable: conditions, scripts, rules and timers
are classes of ours, and they only ever ask the run that the workflow carries.
"""

from datetime import datetime
from typing import Any, Protocol

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    ExclusiveGateway,
    IntermediateCatchEvent,
    ParallelGateway,
    ScriptTask,
    StartEvent,
    UserTask,
)
from SpiffWorkflow.bpmn.specs.event_definitions.simple import (
    NoneEventDefinition,
    TerminateEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.util.task import TaskState

from yiwang.foundation.cel import Expression, compile_expression
from yiwang.workflow import operations
from yiwang.workflow.bpmn.model import Element, Flow, ProcessModel, Tag
from yiwang.workflow.durations import Duration, parse_duration

WAKES_AT = "wakes_at"


class Run(Protocol):
    """What a running process asks for: set as the workflow's script engine for one command."""

    at: datetime

    def holds(self, condition: Expression) -> bool: ...
    def perform(self, element: Element) -> None: ...


class Condition:
    """The condition of a flow."""

    def __init__(self, expression: Expression) -> None:
        self._expression = expression

    def _matches(self, task: Any) -> bool:
        run: Run = task.workflow.script_engine
        return run.holds(self._expression)


class Join(ParallelGateway):  # type: ignore[misc]  # the library has no types
    """A parallel gateway that counts the tokens in front of it, and nothing else.

    The library's own looks through the whole history of the process for arrivals; in a circle it
    finds those of the round before and goes on too early.
    """

    def _update_hook(self, task: Any) -> bool:
        others = [
            other
            for other in task.workflow.tasks.values()
            if other.task_spec is self and other is not task and other.state == TaskState.WAITING
        ]
        arrived = {token.parent.task_spec.name for token in (*others, task)}
        if not arrived >= set(self._inputs):
            task._set_state(TaskState.WAITING)
            return False
        for other in others:
            other.cancel()
        return True

    def _run_hook(self, _task: Any) -> bool:
        return True


class Work(ScriptTask):  # type: ignore[misc]  # the library has no types
    """A step that the run performs itself: a script, a rule, or a service that does not wait."""

    def __init__(self, spec: Any, element: Element) -> None:
        super().__init__(spec, element.id, script="")
        self._element = element

    def _execute(self, task: Any) -> bool:
        run: Run = task.workflow.script_engine
        run.perform(self._element)
        return True


class Timer(TimerEventDefinition):  # type: ignore[misc]  # the library has no types
    """A timer that reads the time of the command, never the clock of the machine."""

    def __init__(self, element_id: str, duration: Duration) -> None:
        super().__init__(element_id, "")
        self._duration = duration

    def has_fired(self, task: Any) -> bool:
        run: Run = task.workflow.script_engine
        if task.internal_data.get("event_fired"):
            return True
        wakes_at = task.internal_data.get(WAKES_AT)
        if wakes_at is None:
            wakes_at = self._duration.after(run.at).isoformat()
            task.internal_data[WAKES_AT] = wakes_at
        if datetime.fromisoformat(wakes_at) <= run.at:
            task.internal_data["event_fired"] = True
            return True
        return False


def build_spec(model: ProcessModel) -> Any:
    """Return the library's specification of a checked process."""
    return _Builder(model).build()


class _Builder:
    def __init__(self, model: ProcessModel) -> None:
        self._model = model
        self._spec = BpmnProcessSpec(model.id or "process")
        self._made: dict[str, Any] = {}
        # What a flow into a task leads to: the task, or the split in front of its timers.
        self._entrances: dict[str, Any] = {}

    def build(self) -> Any:
        for element in self._model.elements.values():
            self._made[element.id] = self._make(element)
        for element in self._model.elements.values():
            self._entrances[element.id] = self._entrance(element)
        for element in self._model.elements.values():
            self._connect(element)
        return self._spec

    def _make(self, element: Element) -> Any:
        spec, tag = self._spec, element.tag
        if tag is Tag.START:
            return StartEvent(spec, element.id, event_definition=NoneEventDefinition())
        if tag is Tag.END:
            event = TerminateEventDefinition() if element.terminates else NoneEventDefinition()
            return EndEvent(spec, element.id, event_definition=event)
        if tag in {Tag.TIMER, Tag.BOUNDARY}:
            return self._make_timer(element)
        if tag in {Tag.EXCLUSIVE, Tag.PARALLEL}:
            return (ExclusiveGateway if tag is Tag.EXCLUSIVE else Join)(spec, element.id)
        return UserTask(spec, element.id) if waits(element) else Work(spec, element)

    def _make_timer(self, element: Element) -> Any:
        event = Timer(element.id, parse_duration(element.duration))
        if element.tag is Tag.TIMER:
            return IntermediateCatchEvent(self._spec, element.id, event_definition=event)
        return BoundaryEvent(
            self._spec, element.id, event_definition=event, cancel_activity=element.cancels
        )

    def _entrance(self, element: Element) -> Any:
        task = self._made[element.id]
        timers = self._model.boundaries.get(element.id, ())
        if not timers:
            return task
        split = BoundaryEventSplit(self._spec, f"{element.id}.split")
        join = BoundaryEventJoin(
            self._spec, f"{element.id}.join", split_task=split.name, cancel=True
        )
        for part in (task, *(self._made[timer.id] for timer in timers)):
            split.connect(part)
            part.connect(join)
        return split

    def _connect(self, element: Element) -> None:
        task = self._made[element.id]
        if element.tag is Tag.START:
            self._spec.start.connect(task)
        if element.tag is Tag.END:
            task.connect(self._spec.end)
        leaving = self._model.leaving.get(element.id, ())
        for flow in leaving:
            self._connect_flow(element, flow, is_only=len(leaving) == 1)

    def _connect_flow(self, element: Element, flow: Flow, *, is_only: bool) -> None:
        task, target = self._made[element.id], self._entrances[flow.target]
        if element.tag is Tag.EXCLUSIVE and not is_only and flow.id != element.default:
            expression = compile_expression(flow.condition, place=flow.id)
            task.connect_if(Condition(expression), target)
        else:
            task.connect(target)


def waits(element: Element) -> bool:
    """Say whether somebody outside completes this task."""
    operation = operations.find(element.operation)
    return element.tag is Tag.USER_TASK or (operation is not None and operation.waits)
