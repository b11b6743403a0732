# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Go through every way of a scenario, as a check before publishing does. Pure.

A number has too many answers to try them all: between the numbers that conditions and table cells
name, every answer leads to the same place, so it is enough to try each of those, its neighbours and
both ends. Answers that no condition and no table reads are the same for all that follows, so ways
that differ only in them are gone once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from yiwang.catalogue.scenarios.shape import TABLE, Choice, Question, Scenario
from yiwang.catalogue.scenarios.walking import (
    Answers,
    NoWayOn,
    Stuck,
    condition,
    fillings,
    target_of,
)
from yiwang.workflow.dmn.model import Table

MOST_STATES: Final = 20_000
MOST_POINTS: Final = 60
MOST_WORK: Final = 500_000
"""Conditions and rules that are asked, all answers together: some seconds."""
_NUMBER: Final = re.compile(r"(?<![\w.\"'])\d{1,10}(?![\w.\"'])")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A place where there is no way on, with the answers that lead there."""

    reason: Stuck
    question: str
    detail: str
    answers: Answers


@dataclass(slots=True)
class Exploration:
    """What was found.

    :ivar fillings: outcome -> every filling of the watched fields with which it is reached
    """

    questions: set[str] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)
    troubles: list[Trouble] = field(default_factory=list)
    fillings: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    refilled: set[tuple[str, str]] = field(default_factory=set)
    is_complete: bool = True


def explore(
    scenario: Scenario, table: Table | None, *, watched: frozenset[str] = frozenset()
) -> Exploration:
    """Go every way; stop after ``MOST_STATES`` or ``MOST_WORK`` with ``is_complete`` False.

    :param watched: fields of the form whose values matter to whoever asks
    """
    return _Explorer(scenario, table, watched).run()


class _Explorer:
    def __init__(self, scenario: Scenario, table: Table | None, watched: frozenset[str]) -> None:
        self._scenario = scenario
        self._table = table
        self._watched = watched | _filled_twice(scenario)
        self._read = _keys_read(scenario, table)
        self._points = {
            question.key: _points(question, _numbers(scenario, table))
            for question in scenario.questions
        }
        self._seen: set[tuple[object, ...]] = set()
        self._found = Exploration()
        self._arrived: set[tuple[str, str]] = set()
        self._work = 0

    def run(self) -> Exploration:
        waiting: list[tuple[Question, dict[str, str | int], dict[str, Any]]] = [
            (self._scenario.questions[0], {}, {})
        ]
        while waiting:
            question, answers, filled = waiting.pop()
            if self._is_known(question, answers, filled):
                continue
            self._work += self._work_of(question)
            if len(self._seen) > MOST_STATES or self._work > MOST_WORK:
                self._found.is_complete = False
                break
            self._found.questions.add(question.key)
            waiting += self._onward(question, answers, filled)
        return self._found

    def _work_of(self, question: Question) -> int:
        targets = {question.to, *(one.to for one in question.choices)}
        to_table = TABLE in targets | {one.to for one in question.branches}
        rules = len(self._table.rules) if self._table is not None and to_table else 0
        return len(self._points[question.key]) * (1 + len(question.branches) + rules)

    def _onward(
        self, question: Question, answers: Mapping[str, str | int], filled: Mapping[str, Any]
    ) -> Iterator[tuple[Question, dict[str, str | int], dict[str, Any]]]:
        for answer in self._points[question.key]:
            given = {**answers, question.key: answer}
            target = self._target(question, given)
            if target is None:
                continue
            says = fillings(question, answer)
            self._note_refilled(question, filled, says)
            following = self._scenario.question(target)
            if following is None:
                self._arrive(target, {**filled, **says})
            elif following.key in given:
                self._trouble(Stuck.LOOP, question.key, following.key, given)
            else:
                yield following, given, {**filled, **says}

    def _target(self, question: Question, given: Answers) -> str | None:
        try:
            return target_of(self._scenario, question, given, self._table)
        except NoWayOn as stuck:
            self._trouble(stuck.reason, stuck.question, stuck.detail, given)
            return None

    def _trouble(self, reason: Stuck, question: str, detail: str, given: Answers) -> None:
        known = {(one.reason, one.question, one.detail) for one in self._found.troubles}
        if (reason, question, detail) not in known:
            self._found.troubles.append(Trouble(reason, question, detail, dict(given)))

    def _note_refilled(
        self, question: Question, filled: Mapping[str, Any], says: Mapping[str, Any]
    ) -> None:
        for name, value in says.items():
            if name in filled and filled[name] != value:
                self._found.refilled.add((question.key, name))

    def _arrive(self, outcome: str, filled: Mapping[str, Any]) -> None:
        self._found.outcomes.add(outcome)
        kept = self._found.fillings.setdefault(outcome, [])
        watched = {name: value for name, value in filled.items() if name in self._watched}
        known = (outcome, repr(sorted(watched.items())))
        if known not in self._arrived:
            self._arrived.add(known)
            kept.append(watched)

    def _is_known(self, question: Question, answers: Answers, filled: Mapping[str, Any]) -> bool:
        relevant = tuple(sorted((k, v) for k, v in answers.items() if k in self._read))
        says = tuple(sorted((name, repr(v)) for name, v in filled.items() if name in self._watched))
        # A loop is noticed by what was asked before, so that belongs to where one stands.
        state = (question.key, relevant, says, frozenset(answers))
        if state in self._seen:
            return True
        self._seen.add(state)
        return False


def _filled_twice(scenario: Scenario) -> frozenset[str]:
    """Return the fields that more than one question fills."""
    of_question = [
        {question.field}
        if question.kind == "integer"
        else set().union(*map(_filled, question.choices))
        for question in scenario.questions
    ]
    names = [name for fields in of_question for name in fields if name]
    return frozenset(name for name in names if names.count(name) > 1)


def _filled(choice: Choice) -> set[str]:
    return set(choice.fill)


def _points(question: Question, numbers: frozenset[int]) -> list[str | int]:
    if question.kind == "choice":
        return [choice.code for choice in question.choices]
    near = {number + step for number in numbers for step in (-1, 0, 1)}
    near |= {question.minimum, question.maximum}
    inside = sorted(n for n in near if question.minimum <= n <= question.maximum)
    return list(inside[:MOST_POINTS])


def _numbers(scenario: Scenario, table: Table | None) -> frozenset[int]:
    """Return every whole number that a condition or a cell names."""
    sources = [branch.when for question in scenario.questions for branch in question.branches]
    named = {int(text) for source in sources for text in _NUMBER.findall(source)}
    if table is not None:
        named |= {
            int(value)
            for rule in table.rules
            for cell in rule.cells
            for value in cell.values
            if isinstance(value, Decimal) and abs(value) < 10**10
        }
    return frozenset(named)


def _keys_read(scenario: Scenario, table: Table | None) -> frozenset[str]:
    every = frozenset(question.key for question in scenario.questions)
    expressions = [
        condition(branch.when) for question in scenario.questions for branch in question.branches
    ]
    if table is not None:
        expressions += [*table.inputs, *(each for rule in table.rules for each in rule.outputs)]
    read: set[str] = set()
    for expression in expressions:
        fields = expression.reads.get("answers", frozenset())
        read |= every if fields is None else fields
    return frozenset(read)
