# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions in a case: asked, answered once, limited, on no clock, sealed with the case."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.cases import world as worlds
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, fresh, who
from tests.factories import World
from yiwang.cases import selectors as cases
from yiwang.cases.asking import errors, posing
from yiwang.cases.enums import Outcome, WorkState
from yiwang.cases.errors import CaseNotFound, MaterialUnknown, NotYourCase
from yiwang.cases.models import Case, CaseQuestion, WorkItem
from yiwang.cases.services import decisions, work
from yiwang.foundation.errors import DomainError
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db


def ask(world: World, case: Case, words: str = "还要多久？", **more: Any) -> CaseQuestion:
    stated: dict[str, Any] = {"actor": worlds.citizen(world), "at": MONDAY} | more
    return posing.ask(case_id=case.id, words=words, **stated)


def reply(world: World, case: Case, question: CaseQuestion, **more: Any) -> CaseQuestion:
    stated: dict[str, Any] = {"actor": who(world, HANDLER), "at": MONDAY, "words": "后天。"} | more
    return posing.answer(case_id=case.id, question_id=question.id, **stated)


def refused(error: type[DomainError], act: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(error), transaction.atomic():
        act(*args, **kwargs)


def task_of(case: Case) -> WorkItem | None:
    return WorkItem.objects.filter(case=case, step_key=work.QUESTION, state=WorkState.OPEN).first()


def test_a_question_opens_a_task_of_one_working_day_and_moves_no_clock(world: World) -> None:
    case = fresh(worlds.in_process(world))
    question = ask(world, case)
    asked = fresh(case)
    task = task_of(case)
    assert question.due_on == date(2026, 11, 24)
    assert task is not None
    assert (task.due_on, task.role, task.is_stopped) == (question.due_on, HANDLER.value, False)
    assert (asked.revision, asked.due_on, asked.state) == (case.revision, case.due_on, case.state)
    reply(world, case, question)
    (shown,) = cases.questions_of(fresh(case))
    assert (shown.row.answer, task_of(case)) == ("后天。", None)
    told = ledger.timeline("case", case.id, kinds=["cases.question_asked"])
    assert "还要多久" not in str(told[0].payload)


def test_the_task_waits_for_whoever_did_the_last_step(world: World) -> None:
    case = worlds.submitted(world)
    item = WorkItem.objects.get(case=case, state=WorkState.OPEN)
    work.claim_work(work_item_id=item.id, actor=who(world, COUNTER), at=MONDAY)
    ask(world, case)
    task = task_of(case)
    assert task is not None
    assert task.claimed_by_id == who(world, COUNTER).staff_id


def test_only_those_of_the_case_ask_and_answer(world: World) -> None:
    case = worlds.accepted(world)
    refused(CaseNotFound, ask, world, case, actor=worlds.neighbour(world))
    refused(NotYourCase, ask, world, case, actor=who(world, HANDLER))
    question = ask(world, case)
    stranger = worlds.elsewhere(world, who(world, HANDLER))
    refused(NotYourCase, reply, world, case, question, actor=stranger)
    refused(NotYourCase, reply, world, case, question, actor=worlds.citizen(world))
    refused(CaseNotFound, reply, world, case, question, actor=worlds.neighbour(world))
    other = worlds.accepted(world)
    refused(errors.QuestionNotFound, reply, world, other, question)
    own = replace(who(world, HANDLER), person_id=case.applicant_id)
    with pytest.raises(DomainError):
        reply(world, case, question, actor=own)


def test_a_question_is_answered_once_and_stays_as_it_was_written(world: World) -> None:
    case = worlds.accepted(world)
    question = ask(world, case)
    refused(errors.QuestionEmpty, reply, world, case, question, words="  ")
    reply(world, case, question)
    refused(errors.QuestionAnswered, reply, world, case, question)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseQuestion.objects.filter(pk=question.pk).update(answer="不是这样说的")
    second = ask(world, case, "要带什么？")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseQuestion.objects.filter(pk=second.pk).update(words="别的")


def test_nobody_floods_a_case_with_questions(world: World) -> None:
    case = worlds.accepted(world)
    waiting = [ask(world, case, f"第 {number} 问") for number in range(posing.MOST_WAITING)]
    refused(errors.QuestionsWaiting, ask, world, case)
    for each in waiting:
        reply(world, case, each)
    for number in range(posing.MOST_A_DAY - posing.MOST_WAITING):
        reply(world, case, ask(world, case, f"再问 {number}"))
    refused(errors.TooManyQuestions, ask, world, case)
    assert ask(world, case, at=MONDAY + timedelta(days=1, seconds=1))
    refused(errors.QuestionEmpty, ask, world, worlds.accepted(world), "\n \n")


def test_files_come_with_question_and_answer_and_only_own_ones(world: World) -> None:
    case = worlds.accepted(world)
    mine = factories.stored_file(worlds.citizen(world))
    theirs = factories.stored_file(who(world, HANDLER))
    refused(MaterialUnknown, ask, world, case, files=[theirs])
    question = ask(world, case, files=[mine])
    refused(MaterialUnknown, reply, world, case, question, files=[mine])
    reply(world, case, question, files=[theirs])
    (shown,) = cases.questions_of(fresh(case))
    assert [one.file_id for one in shown.files] == [mine]
    assert [one.file_id for one in shown.answer_files] == [theirs]
    assert cases.question_file(case.id, theirs, worlds.citizen(world)).file_id == theirs
    refused(CaseNotFound, cases.question_file, case.id, mine, worlds.neighbour(world))


def test_a_question_outlives_the_decision_and_ends_with_the_case(world: World) -> None:
    case = worlds.in_process(world)
    question = ask(world, case)
    decisions.decide_case(
        case_id=case.id,
        outcome=Outcome.GRANTED,
        reasons="",
        actor=who(world, APPROVER),
        at=MONDAY,
    )
    assert task_of(case) is not None
    reply(world, case, question, actor=who(world, COUNTER))
    late = ask(world, worlds.accepted(world))
    decisions.withdraw_case(case_id=late.case_id, actor=worlds.citizen(world), at=MONDAY)
    ended = Case.objects.get(pk=late.case_id)
    assert task_of(ended) is None
    refused(errors.CaseClosedForQuestions, ask, world, ended)
    refused(errors.CaseClosedForQuestions, reply, world, ended, late)


def test_what_was_asked_is_part_of_the_seal(world: World) -> None:
    case = worlds.accepted(world)
    before = decisions.sealed_digest(fresh(case))
    question = ask(world, case)
    asked = decisions.sealed_digest(fresh(case))
    reply(world, case, question)
    assert len({before, asked, decisions.sealed_digest(fresh(case))}) == 3
