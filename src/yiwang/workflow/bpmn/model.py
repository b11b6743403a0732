# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A process as this room understands it: read from BPMN once, then used everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Tag(StrEnum):
    """The BPMN 2.0 flow nodes that a process may use; the values are BPMN's own."""

    START = "startEvent"
    END = "endEvent"
    USER_TASK = "userTask"
    SERVICE_TASK = "serviceTask"
    SCRIPT_TASK = "scriptTask"
    RULE_TASK = "businessRuleTask"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    TIMER = "intermediateCatchEvent"
    BOUNDARY = "boundaryEvent"


TASKS = frozenset({Tag.USER_TASK, Tag.SERVICE_TASK, Tag.SCRIPT_TASK, Tag.RULE_TASK})


class StepKind(StrEnum):
    """What sort of work waits: the first four are steps of people, set by ``yw:kind``."""

    TASK = "task"
    SITE_CHECK = "site_check"
    EXPERT_REVIEW = "expert_review"
    DECISION = "decision"
    SERVICE = "service"
    TIMER = "timer"


HUMAN_KINDS = frozenset(
    {StepKind.TASK, StepKind.SITE_CHECK, StepKind.EXPERT_REVIEW, StepKind.DECISION}
)


@dataclass(frozen=True, slots=True)
class Element:
    """A flow node. Which of the fields mean something depends on the tag.

    :param expression: CEL of a script task
    :param result: variable that takes the result; the element's id when the file names none
    :param duration: ISO 8601, of a timer
    :param attached_to: task that a boundary timer hangs on
    :param cancels: the boundary timer ends that task
    :param terminates: the end event ends everything
    """

    id: str
    tag: Tag
    name: str = ""
    role: str = ""
    kind: StepKind = StepKind.TASK
    form_code: str = ""
    operation: str = ""
    decision: str = ""
    expression: str = ""
    result: str = ""
    duration: str = ""
    attached_to: str = ""
    cancels: bool = True
    terminates: bool = False
    default: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; ``condition`` is CEL or empty."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""


@dataclass(frozen=True)
class ProcessModel:
    """A whole process."""

    id: str
    name: str
    elements: Mapping[str, Element]
    flows: tuple[Flow, ...]

    @cached_property
    def leaving(self) -> Mapping[str, tuple[Flow, ...]]:
        found: dict[str, list[Flow]] = {}
        for flow in self.flows:
            found.setdefault(flow.source, []).append(flow)
        return {source: tuple(flows) for source, flows in found.items()}

    @cached_property
    def arriving(self) -> Mapping[str, tuple[Flow, ...]]:
        found: dict[str, list[Flow]] = {}
        for flow in self.flows:
            found.setdefault(flow.target, []).append(flow)
        return {target: tuple(flows) for target, flows in found.items()}

    @cached_property
    def boundaries(self) -> Mapping[str, tuple[Element, ...]]:
        """Boundary timers by the task that they hang on."""
        found: dict[str, list[Element]] = {}
        for element in self.tagged(Tag.BOUNDARY):
            found.setdefault(element.attached_to, []).append(element)
        return {task: tuple(timers) for task, timers in found.items()}

    def tagged(self, *tags: Tag) -> tuple[Element, ...]:
        return tuple(element for element in self.elements.values() if element.tag in tags)

    @cached_property
    def in_order(self) -> tuple[Element, ...]:
        """The elements as a reader meets them, breadth first from the start."""
        order: dict[str, None] = dict.fromkeys(start.id for start in self.tagged(Tag.START))
        queue = list(order)
        while queue:
            here = queue.pop(0)
            hanging = [timer.id for timer in self.boundaries.get(here, ())]
            for target in [flow.target for flow in self.leaving.get(here, ())] + hanging:
                if target not in order:
                    order[target] = None
                    queue.append(target)
        return tuple(self.elements[id_] for id_ in order if id_ in self.elements)
