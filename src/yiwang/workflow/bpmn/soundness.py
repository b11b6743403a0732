# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Can every case that enters a process leave it again?

The process is played like a Petri net: tokens lie on its elements and flows, conditions may turn
out either way. All markings that can come about are walked through. The process is sound when
from each of them an end can be reached, no element is ever active twice at once, every element
can become active, and, where asked, every way through makes exactly one decision.
Source: van der Aalst, "The Application of Petri Nets to Workflow Management", 1998.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yiwang.workflow.bpmn.model import Element, Flow, ProcessModel, StepKind, Tag

MOST_MARKINGS = 8_000
MOST_MOVES = 80_000
MOST_TOKENS = 2_000_000
"""Of all markings together: they lie in memory until the walk ends."""

Tokens = frozenset[str]


@dataclass(frozen=True, slots=True)
class Marking:
    """Where tokens lie (element and flow ids) and how many decisions were made, 2 for more."""

    tokens: Tokens
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class Soundness:
    """What the walk found; all empty when the process is sound.

    :param stuck: elements on which a token can lie with no way to an end
    :param doubled: elements that can become active while they are active
    :param dead: elements that never become active
    :param decisions: numbers of decisions (0, 1, 2 for more) that an end can be reached with
    """

    stuck: tuple[str, ...]
    doubled: tuple[str, ...]
    dead: tuple[str, ...]
    decisions: frozenset[int]
    is_too_large: bool = False


def examine(model: ProcessModel) -> Soundness:
    """Return what is unsound about a process whose elements are each well formed."""
    return _Walk(model).run()


class _Walk:
    def __init__(self, model: ProcessModel) -> None:
        self._model = model
        self._next: dict[Marking, tuple[Marking, ...]] = {}
        self._made = self._tokens = 0
        self._doubled: dict[str, None] = {}

    def run(self) -> Soundness:
        starts = [element.id for element in self._model.tagged(Tag.START)]
        first = Marking(frozenset(starts))
        queue = [first]
        while queue:
            here = queue.pop()
            if here in self._next:
                continue
            if self._is_too_large():
                return Soundness((), (), (), frozenset(), is_too_large=True)
            self._next[here] = tuple(self._moves(here))
            self._made += len(self._next[here])
            self._tokens += sum(len(marking.tokens) for marking in self._next[here])
            queue.extend(self._next[here])
        return self._findings()

    def _is_too_large(self) -> bool:
        return (
            len(self._next) >= MOST_MARKINGS
            or self._made >= MOST_MOVES
            or self._tokens >= MOST_TOKENS
        )

    def _findings(self) -> Soundness:
        finished = [marking for marking in self._next if not marking.tokens]
        stuck = set(self._next) - self._that_can_reach(finished)
        active = {token for marking in self._next for token in marking.tokens}
        order = list(self._model.elements)
        return Soundness(
            stuck=tuple(id_ for id_ in order if any(id_ in here.tokens for here in stuck)),
            doubled=tuple(self._doubled),
            dead=tuple(id_ for id_ in order if id_ not in active),
            decisions=frozenset(marking.decisions for marking in finished),
        )

    def _that_can_reach(self, finished: list[Marking]) -> set[Marking]:
        before: dict[Marking, list[Marking]] = {}
        for here, after in self._next.items():
            for marking in after:
                before.setdefault(marking, []).append(here)
        reached, queue = set(finished), list(finished)
        while queue:
            for marking in before.get(queue.pop(), ()):
                if marking not in reached:
                    reached.add(marking)
                    queue.append(marking)
        return reached

    def _moves(self, here: Marking) -> Iterator[Marking]:
        for token in sorted(here.tokens):
            element = self._model.elements.get(token)
            if element is None:  # a token that waits on a flow, in front of a join
                continue
            for tokens in self._leave(element, here.tokens):
                is_decision = element.kind is StepKind.DECISION
                yield Marking(tokens, min(2, here.decisions + is_decision))

    def _leave(self, element: Element, tokens: Tokens) -> Iterator[Tokens]:
        if element.tag is Tag.END:
            yield frozenset() if element.terminates else tokens - {element.id}
            return
        rest = tokens - self._taken_along(element)
        flows = self._model.leaving.get(element.id, ())
        if element.tag is Tag.EXCLUSIVE:
            for flow in flows:
                yield from self._arrive(rest, (flow,))
        elif flows:
            yield from self._arrive(rest, flows)

    def _taken_along(self, element: Element) -> Tokens:
        """Return the tokens that go when an element is done: its own, and its timers' or task's."""
        if element.tag is Tag.BOUNDARY and not element.cancels:
            return frozenset({element.id})
        task_id = element.attached_to if element.tag is Tag.BOUNDARY else element.id
        return frozenset({task_id}) | self._timers(task_id)

    def _timers(self, task_id: str) -> Tokens:
        return frozenset(timer.id for timer in self._model.boundaries.get(task_id, ()))

    def _arrive(self, rest: Tokens, flows: Iterable[Flow]) -> Iterator[Tokens]:
        """Move tokens along flows into the elements behind them."""
        for flow in flows:
            target = self._model.elements[flow.target]
            place = flow.id if target.tag is Tag.PARALLEL else target.id
            if place in rest:
                self._doubled.setdefault(target.id)
                return
            rest = self._joined(rest | {place} | self._timers(place), target)
        yield rest

    def _joined(self, tokens: Tokens, target: Element) -> Tokens:
        """Let a parallel gateway take the tokens in front of it once all are there."""
        needed = frozenset(flow.id for flow in self._model.arriving.get(target.id, ()))
        if target.tag is not Tag.PARALLEL or not needed <= tokens:
            return tokens
        if target.id in tokens:
            self._doubled.setdefault(target.id)
        return (tokens - needed) | {target.id}
