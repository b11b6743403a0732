# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Run processes: start one, complete a step of it, let its timers fire.

Every call is a pure step: it takes the stored state and gives back a new one, with what waits now
and what the process asks its caller to do. Nothing is stored here and no time is read: the caller
keeps ``Progress.state`` beside its own record, in its own transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.foundation import cel
from yiwang.foundation.errors import ExpressionFailed
from yiwang.workflow import decisions, selectors
from yiwang.workflow.bpmn.model import Element, ProcessModel, Tag
from yiwang.workflow.bpmn.reader import read_bpmn
from yiwang.workflow.bpmn.specs import WAKES_AT, build_spec
from yiwang.workflow.bpmn.state import READY, WAITING, dump_tasks, load_workflow, new_workflow
from yiwang.workflow.errors import (
    ProcessStuck,
    StateDoesNotFit,
    TaskNotReady,
)

STATE_FORMAT = 1
MOST_STEPS = 500
MOST_KEPT = 1000
LONGEST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class ReadyTask:
    """What waits in a process.

    :param key: names this task in ``complete``; another round through the same step has another
    :param kind: a value of ``StepKind``: people's work, an outside service, or a timer
    :param wakes_at: when a timer fires; None for all other kinds
    """

    key: str
    element_id: str
    name: str
    role: str
    form_code: str
    kind: str
    wakes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """A registered operation that the process asks its caller to perform now."""

    operation: str
    element_id: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a process stands after a call.

    :param variables: what the process keeps: the parts of the form and of the steps' results
        that its expressions read, and the outcome of its decision
    """

    state: dict[str, Any]
    ready: tuple[ReadyTask, ...]
    is_finished: bool
    variables: dict[str, Any]
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledProcess:
    """A published process, ready to run.

    :param keeps: variable -> the fields of it that expressions read, None when read as a whole
    :param tables: code -> id of the decision tables that it was published with
    """

    id: UUID
    model: ProcessModel
    spec: Any
    keeps: Mapping[str, frozenset[str] | None]
    tables: Mapping[str, UUID] = field(default_factory=dict)


def start(process_id: UUID, variables: Mapping[str, Any], at: datetime) -> Progress:
    """Begin a process.

    :param variables: what its expressions may read from the beginning: ``form`` and ``item``
    :raises ProcessStuck: it cannot get to its first step
    """
    return start_process(compiled_process(process_id), variables, at)


def complete(
    process_id: UUID,
    state: Mapping[str, Any],
    task_key: str,
    variables: Mapping[str, Any],
    at: datetime,
) -> Progress:
    """Complete one ready task; its results become the variable named after the element.

    :raises TaskNotReady: nothing with this key waits for a person or a service
    :raises ProcessStuck: the process cannot go on from here
    """
    return complete_task(compiled_process(process_id), state, task_key, variables, at)


def fire_timers(process_id: UUID, state: Mapping[str, Any], at: datetime) -> Progress:
    """Let every timer fire whose moment has come."""
    return advance_timers(compiled_process(process_id), state, at)


@lru_cache(maxsize=1024)
def compiled_process(process_id: UUID) -> CompiledProcess:
    """Return a published process, compiled once in this process of the server."""
    stored = selectors.stored_process(process_id)
    model, faults = read_bpmn(stored.xml)
    if model is None or faults:
        raise StateDoesNotFit
    return compile_process(model, id_=process_id, tables=stored.tables)


def compile_process(
    model: ProcessModel, *, id_: UUID, tables: Mapping[str, UUID] | None = None
) -> CompiledProcess:
    """Return a checked model, ready to run."""
    tables = tables or {}
    return CompiledProcess(id_, model, build_spec(model), _kept(model, tables), tables)


def _kept(model: ProcessModel, tables: Mapping[str, UUID]) -> Mapping[str, frozenset[str] | None]:
    kept: dict[str, frozenset[str] | None] = {}
    for expression in (*_expressions(model), *_table_inputs(model, tables)):
        for name, fields in expression.reads.items():
            before = kept.get(name, frozenset())
            kept[name] = None if before is None or fields is None else before | fields
    return kept


def _expressions(model: ProcessModel) -> Sequence[cel.Expression]:
    sources = [(flow.id, flow.condition) for flow in model.flows if flow.condition]
    sources += [(e.id, e.expression) for e in model.tagged(Tag.SCRIPT_TASK)]
    for element in model.tagged(Tag.SERVICE_TASK):
        values = element.parameters.values()
        sources += [(element.id, value[1:]) for value in values if value.startswith("=")]
    return [cel.compile_expression(source, place=place) for place, source in sources]


def _table_inputs(model: ProcessModel, tables: Mapping[str, UUID]) -> Sequence[cel.Expression]:
    found: list[cel.Expression] = []
    for element in model.tagged(Tag.RULE_TASK):
        table = decisions.compiled_table(tables[element.decision])
        found += [*table.inputs, *(answer for rule in table.rules for answer in rule.outputs)]
    return found


def start_process(process: CompiledProcess, variables: Mapping[str, Any], at: datetime) -> Progress:
    """Begin a compiled process: see :func:`start`."""
    run = _Run(process, {}, at)
    for name, value in variables.items():
        run.keep(name, value)
    return run.go(new_workflow(process.spec, run), first_free=1)


def complete_task(
    process: CompiledProcess,
    state: Mapping[str, Any],
    task_key: str,
    variables: Mapping[str, Any],
    at: datetime,
) -> Progress:
    """Complete a task of a compiled process: see :func:`complete`."""
    run, workflow, first_free = _restore(process, state, at)
    task = workflow.tasks.get(_number(task_key))
    if task is None or task.state != READY or not task.task_spec.manual:
        raise TaskNotReady
    element = process.model.elements[task.task_spec.name]
    if _key(element, task.id) != task_key:
        raise TaskNotReady
    run.keep(element.result, dict(variables))
    run.guard(task.run)
    return run.go(workflow, first_free=first_free)


def advance_timers(process: CompiledProcess, state: Mapping[str, Any], at: datetime) -> Progress:
    """Fire the timers of a compiled process: see :func:`fire_timers`."""
    run, workflow, first_free = _restore(process, state, at)
    return run.go(workflow, first_free=first_free)


def _restore(
    process: CompiledProcess, state: Mapping[str, Any], at: datetime
) -> tuple["_Run", Any, int]:
    match state:
        case {
            "format": int(format_),
            "process": process_id,
            "next": int(first_free),
            "tasks": rows,
            "variables": dict(variables),
        } if format_ == STATE_FORMAT and process_id == str(process.id):
            run = _Run(process, dict(variables), at)
            return run, load_workflow(process.spec, rows, run), first_free
    raise StateDoesNotFit


def _key(element: Element, number: int) -> str:
    return f"{element.id}-{number}"


def _number(task_key: str) -> int:
    number = task_key.rpartition("-")[2]
    return int(number) if number.isdecimal() and len(number) < 10 else 0


class _Run:
    """One call of the engine: the script engine that the workflow carries while it lasts."""

    def __init__(self, process: CompiledProcess, variables: dict[str, Any], at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("The time of a command is aware of its time zone.")
        self.at = at
        self._process = process
        self._variables = variables
        self._effects: list[Effect] = []
        self._steps = 0

    def keep(self, name: str, value: Any) -> None:
        """Store what the process may read later of a value."""
        fields = self._process.keeps.get(name, frozenset())
        if fields is not None and isinstance(value, Mapping):
            value = {key: value[key] for key in value if key in fields or key == "outcome"}
        self._variables[name] = value

    def holds(self, condition: cel.Expression) -> bool:
        return cel.holds(condition, self._variables)

    def perform(self, element: Element) -> None:
        """Do what a script, a rule or a service says."""
        self._count()
        if element.tag is Tag.SCRIPT_TASK:
            expression = cel.compile_expression(element.expression, place=element.id)
            self._store(element, cel.evaluate(expression, self._variables))
        elif element.tag is Tag.RULE_TASK:
            table_id = self._process.tables[element.decision]
            self._store(element, decisions.decide(table_id, self._variables))
        else:
            parameters = {name: self._value(element, v) for name, v in element.parameters.items()}
            self._effects.append(Effect(element.operation, element.id, parameters))

    def _store(self, element: Element, value: object) -> None:
        self._variables[element.result] = _bounded(element, value)

    def _value(self, element: Element, value: str) -> object:
        if not value.startswith("="):
            return value
        expression = cel.compile_expression(value[1:], place=element.id)
        return _bounded(element, cel.evaluate(expression, self._variables))

    def _count(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise ProcessStuck(
                params={"place": self._process.model.name, "reason": _("流程循环不止。")}
            )

    def guard(self, action: Any, *arguments: Any) -> None:
        """Turn what stops the engine into a refusal that names the place."""
        try:
            action(*arguments)
        except ExpressionFailed as error:
            raise ProcessStuck(params=error.params) from error

    def go(self, workflow: Any, *, first_free: int) -> Progress:
        """Go on until only people, services and timers in the future are waited for."""
        while True:
            self.guard(workflow.do_engine_steps, self._before)
            if not any(t.state == READY and not t.task_spec.manual for t in _open(workflow)):
                break
        rows, numbers = dump_tasks(workflow, first_free=first_free)
        state = {
            "format": STATE_FORMAT,
            "process": str(self._process.id),
            "next": max(first_free, *(number + 1 for number in numbers.values())),
            "tasks": rows,
            "variables": self._variables,
        }
        return Progress(
            state=state,
            ready=tuple(self._ready(task, numbers[task.id]) for task in _shown(workflow)),
            is_finished=workflow.is_completed(),
            variables=dict(self._variables),
            effects=tuple(self._effects),
        )

    def _before(self, _task: Any) -> None:
        self._count()

    def _ready(self, task: Any, number: int) -> ReadyTask:
        element = self._process.model.elements[task.task_spec.name]
        wakes_at = task.internal_data.get(WAKES_AT)
        return ReadyTask(
            key=_key(element, number),
            element_id=element.id,
            name=element.name,
            role=element.role,
            form_code=element.form_code,
            kind=element.kind.value,
            wakes_at=datetime.fromisoformat(wakes_at) if wakes_at else None,
        )


def _bounded(element: Element, value: object) -> object:
    """Return a result; one that grows from round to round ends here."""
    if not is_bounded(value):
        raise ProcessStuck(params={"place": element.id, "reason": _("算出的结果太大。")})
    return value


def is_bounded(value: object) -> bool:
    """Say whether a result holds at most a thousand values and twenty thousand characters."""
    count = characters = 0
    waiting = [value]
    while waiting:
        part = waiting.pop()
        count += 1
        characters += len(part) if isinstance(part, str) else 0
        if isinstance(part, Mapping | list) and len(part) > MOST_KEPT:
            return False
        if count > MOST_KEPT or characters > LONGEST_KEPT:
            return False
        if isinstance(part, Mapping):
            waiting += [*part, *part.values()]
        elif isinstance(part, list):
            waiting += part
    return True


def _open(workflow: Any) -> list[Any]:
    return [task for task in workflow.tasks.values() if task.state in {READY, WAITING}]


def _shown(workflow: Any) -> list[Any]:
    """Return the tasks that somebody can act on, and the timers that run."""
    return [
        task
        for task in _open(workflow)
        if task.state == READY or task.internal_data.get(WAKES_AT) is not None
    ]
