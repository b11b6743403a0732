# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The state of a running process as a little JSON, and back.

The library's own serializer writes the specification and every task's copy of the data, some
40 kB a process. Here a task is one short row: number, element, state, parent, and when a timer
wakes. The specification is the process version's, and the data lie once beside the rows.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from yiwang.workflow.bpmn.specs import WAKES_AT, Run
from yiwang.workflow.errors import StateDoesNotFit

MOST_TASKS = 2000
READY = TaskState.READY
WAITING = TaskState.WAITING

_OPEN = frozenset(
    {
        TaskState.MAYBE,
        TaskState.LIKELY,
        TaskState.FUTURE,
        TaskState.WAITING,
        TaskState.READY,
    }
)

_STATES = _OPEN | {TaskState.COMPLETED, TaskState.CANCELLED}


def new_workflow(spec: Any, run: Run) -> Any:
    return BpmnWorkflow(spec, script_engine=run)


def dump_tasks(workflow: Any, *, first_free: int) -> tuple[list[list[Any]], dict[Any, int]]:
    """Return a row for each task that still matters, and the number of each by its id.

    Tasks keep the numbers they have; a new one takes the next after ``first_free``.
    """
    kept = _kept(workflow)
    numbers: dict[Any, int] = {}
    for task in kept:
        if isinstance(task.id, int):
            numbers[task.id] = task.id
        else:
            numbers[task.id] = first_free
            first_free += 1
    return [_row(task, numbers) for task in kept], numbers


def _row(task: Any, numbers: dict[Any, int]) -> list[Any]:
    parent = task.parent
    while parent is not None and parent.id not in numbers:
        parent = parent.parent
    number = numbers[parent.id] if parent is not None else 0
    row = [numbers[task.id], task.task_spec.name, task.state, number]
    wakes_at = task.internal_data.get(WAKES_AT) if task.state == WAITING else None
    return [*row, wakes_at] if wakes_at else row


def _kept(workflow: Any) -> list[Any]:
    """Return the tasks that what is still to come can depend on, parents before children.

    Those are the open ones, what each came from (a join asks), and every split that a timer on a
    step made, with both its sides. The rest is history: the ledger tells it better.
    """
    kept = {workflow.task_tree.id}
    for task in workflow.tasks.values():
        if task.state in _OPEN:
            kept.add(task.id)
            kept.update(_before(task))
    return [task for id_, task in workflow.tasks.items() if id_ in kept]


def _before(task: Any) -> list[Any]:
    parent = task.parent
    kept = [parent.id] if parent is not None else []
    while parent is not None:
        if isinstance(parent.task_spec, BoundaryEventSplit):
            kept += [parent.id, *parent._children]
        parent = parent.parent
    return kept


def load_workflow(spec: Any, rows: Any, run: Run) -> Any:
    """Return the workflow that rows describe.

    :raises StateDoesNotFit: they are not what this specification can have written
    """
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_TASKS:
        raise StateDoesNotFit
    workflow = BpmnWorkflow(spec, script_engine=run, deserializing=True)
    for row in rows:
        _add_task(workflow, row)
    if len(workflow.tasks) != len(rows) or workflow.task_tree is None:
        raise StateDoesNotFit
    return workflow


def _add_task(workflow: Any, row: Any) -> None:
    number, name, state, parent, wakes_at = _read(row)
    spec = workflow.spec.task_specs.get(name)
    is_root = not workflow.tasks
    if spec is None or number in workflow.tasks or is_root == (parent in workflow.tasks):
        raise StateDoesNotFit
    task = Task(workflow, spec, parent=workflow.tasks.get(parent), state=state, id=number)
    if is_root:
        workflow.task_tree = task
    if wakes_at:
        task.internal_data[WAKES_AT] = wakes_at
    if isinstance(spec, CatchingEvent) and state == WAITING:
        workflow.event_manager.add_task(task)


def _read(row: Any) -> tuple[int, str, int, int, str]:
    match row:
        case [int(number), str(name), int(state), int(parent), *rest] if state in _STATES:
            wakes_at = rest[0] if rest else ""
            if number > 0 and isinstance(wakes_at, str):
                return number, name, state, parent, wakes_at
    raise StateDoesNotFit
