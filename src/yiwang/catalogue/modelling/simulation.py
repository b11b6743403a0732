# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Try a process before it is published: the engine itself, with sample answers and a made-up time.

Nothing is stored. Each call plays everything again that was done so far, so that a simulation is
its list of moves: it can be taken back, repeated and passed on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.catalogue.guidance_refusals import SimulationRefused
from yiwang.catalogue.modelling.checking import read_process
from yiwang.foundation import selectors as foundation
from yiwang.foundation.errors import DomainError
from yiwang.workflow import engine
from yiwang.workflow import selectors as workflow
from yiwang.workflow.bpmn.model import ProcessModel, StepKind
from yiwang.workflow.clock import ClockTerms, LegalClock, Unit

MOST_MOVES: Final = 100
_NOBODY: Final = UUID(int=0)
TIMER: Final = "timer"


@dataclass(frozen=True, slots=True)
class Sample:
    """What the simulation begins with.

    :ivar form: answers of the application form, as far as the process reads them
    :ivar item: ``project_type``, ``mode`` and ``item_type``
    """

    form: Mapping[str, Any]
    item: Mapping[str, Any]
    begins_at: datetime
    limit: int = 5
    unit: Unit = Unit.WORKDAY


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that was done: a step with its results, or waiting for the next timer."""

    key: str
    values: Mapping[str, Any]

    @property
    def is_timer(self) -> bool:
        return self.key == TIMER


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits now, and what the process will read of its result."""

    key: str
    element_id: str
    name: str
    role: str
    kind: str
    form_code: str
    wakes_at: datetime | None
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """What has happened in the simulation."""

    element_id: str
    name: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Simulation:
    """Where the simulation stands.

    :ivar reads: fields of the form that the process reads
    :ivar due_on: the last day of the promise, the clock begun with the process
    :ivar is_stuck: the sentence why the process cannot go on; "" while it can
    """

    name: str
    reads: tuple[str, ...]
    passed: tuple[Passed, ...]
    waiting: tuple[Waiting, ...]
    is_finished: bool
    due_on: date
    now: datetime
    variables: Mapping[str, Any]
    is_stuck: str = ""

    @property
    def is_late(self) -> bool:
        return timezone.localdate(self.now) > self.due_on

    @property
    def elements(self) -> tuple[str, ...]:
        """The elements to mark in the drawing: passed and waiting."""
        passed = (one.element_id for one in self.passed)
        return tuple(dict.fromkeys((*passed, *(one.element_id for one in self.waiting))))


def simulate(body: str, sample: Sample, moves: Sequence[Move]) -> Simulation:
    """Return where a process stands after some moves.

    :raises InvalidProcess: the draft has faults; ``errors`` name each element
    :raises SimulationRefused: a move does not fit
    """
    if len(moves) > MOST_MOVES:
        raise SimulationRefused(params={"reason": _("步数太多。")})
    return _Player(read_process(body), sample).play(moves)


class _Player:
    def __init__(self, model: ProcessModel, sample: Sample) -> None:
        tables = workflow.newest_decision_ids()
        self._process = engine.compile_process(model, id_=_NOBODY, tables=tables)
        self._model = model
        self._sample = sample
        self._now = sample.begins_at
        self._passed: list[Passed] = []
        self._progress: engine.Progress | None = None

    def play(self, moves: Sequence[Move]) -> Simulation:
        stuck = ""
        try:
            started = {"form": dict(self._sample.form), "item": dict(self._sample.item)}
            self._take(engine.start_process(self._process, started, self._now))
            for move in moves:
                self._move(move)
        except SimulationRefused:
            raise
        except DomainError as refusal:
            stuck = str(refusal)
        return self._shown(stuck)

    def _move(self, move: Move) -> None:
        progress = self._progress
        if progress is None:
            return
        if move.is_timer:
            self._wait(progress)
            return
        ready = next((one for one in progress.ready if one.key == move.key), None)
        if ready is None or ready.kind == StepKind.TIMER:
            raise SimulationRefused(params={"reason": _("这一步现在不在等待。")})
        self._note(ready.element_id, _("完成"))
        state = progress.state
        self._take(
            engine.complete_task(self._process, state, ready.key, dict(move.values), self._now)
        )

    def _wait(self, progress: engine.Progress) -> None:
        """Let the time pass until the next timer fires."""
        times = [one.wakes_at for one in progress.ready if one.wakes_at is not None]
        if not times:
            raise SimulationRefused(params={"reason": _("现在没有计时器在走。")})
        self._now = max(self._now, min(times)) + timedelta(seconds=1)
        for one in progress.ready:
            if one.wakes_at is not None and one.wakes_at <= self._now:
                self._note(one.element_id, _("到时"))
        self._take(engine.advance_timers(self._process, progress.state, self._now))

    def _take(self, progress: engine.Progress) -> None:
        self._progress = progress
        for effect in progress.effects:
            self._note(effect.element_id, effect.operation)

    def _note(self, element_id: str, what: str) -> None:
        name = self._model.elements[element_id].name
        self._passed.append(Passed(element_id, name, what, self._now))

    def _shown(self, stuck: str) -> Simulation:
        progress = self._progress
        clock = LegalClock(foundation.working_calendar())
        terms = ClockTerms(self._sample.limit, self._sample.unit)
        reads = self._process.keeps.get("form", frozenset())
        return Simulation(
            name=self._model.name,
            reads=tuple(sorted(reads or ())),
            passed=tuple(self._passed),
            waiting=tuple(map(self._waiting, progress.ready)) if progress else (),
            is_finished=progress.is_finished if progress else False,
            due_on=clock.due(timezone.localdate(self._sample.begins_at), terms).on,
            now=self._now,
            variables=progress.variables if progress else {},
            is_stuck=stuck,
        )

    def _waiting(self, ready: engine.ReadyTask) -> Waiting:
        element = self._model.elements[ready.element_id]
        asked = set(self._process.keeps.get(element.result) or ()) if element.result else set()
        if ready.kind == StepKind.DECISION:
            asked.add("outcome")
        return Waiting(
            key=ready.key,
            element_id=ready.element_id,
            name=ready.name,
            role=ready.role,
            kind=ready.kind,
            form_code=ready.form_code,
            wakes_at=ready.wakes_at,
            asked=tuple(sorted(asked)),
        )
