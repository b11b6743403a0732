# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Go through a scenario with the answers that somebody gave. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from yiwang.catalogue.element_faults import pointer
from yiwang.catalogue.guidance_refusals import AnswersDoNotFit
from yiwang.catalogue.scenarios.shape import TABLE, Outcome, Question, Scenario
from yiwang.foundation import cel
from yiwang.foundation.errors import ExpressionFailed, FieldError
from yiwang.workflow.dmn.model import Table
from yiwang.workflow.errors import NoRuleMatches, RulesContradict

Answers = Mapping[str, str | int]


class Stuck(StrEnum):
    """Why there is no way on; a published scenario has none of them."""

    NOWHERE = "nowhere"
    CONTRADICTION = "contradiction"
    NO_SUCH_TARGET = "no_such_target"
    EXPRESSION = "expression"
    LOOP = "loop"


class NoWayOn(Exception):
    """There is no way on from a question with these answers."""

    def __init__(self, reason: Stuck, question: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.question = question
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was answered, and the answer in words."""

    question: Question
    answer: str | int
    words: str


@dataclass(frozen=True, slots=True)
class Walk:
    """How far somebody has come.

    :ivar question: what is asked next; None at the end
    :ivar outcome: where the answers have led; None on the way
    :ivar filled: what the answers say about fields of the application form
    """

    answered: tuple[Answered, ...]
    question: Question | None = None
    outcome: Outcome | None = None
    filled: Mapping[str, Any] = field(default_factory=dict)

    @property
    def answers(self) -> dict[str, str | int]:
        return {one.question.key: one.answer for one in self.answered}


def walk(scenario: Scenario, given: Mapping[str, object], table: Table | None = None) -> Walk:
    """Return where the answers lead; those to questions that are not asked are left aside.

    :param given: question -> code of the choice, or the number; as text or as number
    :raises AnswersDoNotFit: one is no answer to its question
    :raises NoWayOn: the scenario is broken; never when it was published
    """
    question: Question | None = scenario.questions[0]
    answered: list[Answered] = []
    answers: dict[str, str | int] = {}
    filled: dict[str, Any] = {}
    while question is not None and question.key in given:
        if question.key in answers:
            raise NoWayOn(Stuck.LOOP, question.key)
        one = _answer(question, given[question.key])
        answered.append(one)
        answers[question.key] = one.answer
        filled |= fillings(question, one.answer)
        target = target_of(scenario, question, answers, table)
        outcome = scenario.outcome(target)
        if outcome is not None:
            return Walk(tuple(answered), outcome=outcome, filled=filled)
        question = scenario.question(target)
    return Walk(tuple(answered), question=question, filled=filled)


def target_of(scenario: Scenario, question: Question, answers: Answers, table: Table | None) -> str:
    """Return the key that an answered question leads to.

    :raises NoWayOn: nowhere, to several places, or to one that is not there
    """
    target = _own_target(question, answers)
    if target == TABLE:
        target = _decided(question, answers, table)
    if not target:
        raise NoWayOn(Stuck.NOWHERE, question.key)
    if scenario.question(target) is None and scenario.outcome(target) is None:
        raise NoWayOn(Stuck.NO_SUCH_TARGET, question.key, target)
    return target


def fillings(question: Question, answer: str | int) -> dict[str, Any]:
    """Return what an answer says about fields of the application form."""
    if question.kind == "integer":
        return {question.field: answer} if question.field else {}
    choice = question.choice(str(answer))
    return dict(choice.fill) if choice else {}


@lru_cache(maxsize=4096)
def condition(source: str) -> cel.Expression:
    """Return a compiled condition over the answers.

    :raises InvalidExpression: it is no CEL, or reads something else
    """
    return cel.compile_expression(source, known={"answers"})


def _own_target(question: Question, answers: Answers) -> str:
    choice = question.choice(str(answers[question.key]))
    if choice is not None and choice.to:
        return choice.to
    try:
        holding = {
            branch.to
            for branch in question.branches
            if cel.holds(condition(branch.when), {"answers": dict(answers)})
        }
    except ExpressionFailed as refusal:
        raise NoWayOn(Stuck.EXPRESSION, question.key, str(refusal)) from refusal
    if len(holding) > 1:
        raise NoWayOn(Stuck.CONTRADICTION, question.key, "、".join(sorted(holding)))
    return holding.pop() if holding else question.to


def _decided(question: Question, answers: Answers, table: Table | None) -> str:
    if table is None:
        raise NoWayOn(Stuck.NO_SUCH_TARGET, question.key, TABLE)
    try:
        found = table.decide({"answers": dict(answers)}).get("outcome")
    except NoRuleMatches as refusal:
        raise NoWayOn(Stuck.NOWHERE, question.key) from refusal
    except RulesContradict as refusal:
        raise NoWayOn(Stuck.CONTRADICTION, question.key, TABLE) from refusal
    except ExpressionFailed as refusal:
        raise NoWayOn(Stuck.EXPRESSION, question.key, str(refusal)) from refusal
    return found if isinstance(found, str) else ""


def _answer(question: Question, given: object) -> Answered:
    if question.kind == "choice":
        choice = question.choice(given) if isinstance(given, str) else None
        if choice is None:
            raise _misfit(question, _("请从给出的答案里选一个。"))
        return Answered(question, choice.code, choice.label)
    number = _whole(given)
    if number is None or not question.minimum <= number <= question.maximum:
        limits = {"least": question.minimum, "most": question.maximum}
        raise _misfit(question, _("请填写%(least)d到%(most)d之间的整数。") % limits)
    return Answered(question, number, f"{number} {question.unit}".strip())


def _whole(given: object) -> int | None:
    if isinstance(given, bool):
        return None
    if isinstance(given, int):
        return given
    is_number = isinstance(given, str) and given.isascii() and given.isdigit() and len(given) < 11
    return int(str(given)) if is_number else None


def _misfit(question: Question, sentence: str) -> AnswersDoNotFit:
    wrong = FieldError(pointer("answers", question.key), "answer", sentence)
    return AnswersDoNotFit(errors=[wrong])
