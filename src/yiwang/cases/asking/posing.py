# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking in a case, and answering.

A question opens one task for whoever handles the case, due within the working days that the
installation sets; it moves no clock of the case and counts no change of it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from yiwang.cases import policies
from yiwang.cases.asking import events
from yiwang.cases.asking.errors import (
    CaseClosedForQuestions,
    QuestionAnswered,
    QuestionEmpty,
    QuestionNotFound,
    QuestionsWaiting,
    TooManyQuestions,
)
from yiwang.cases.enums import OPEN_STATES, RIGHT_OF_ROLE, Action, CaseState, Role
from yiwang.cases.errors import MaterialUnknown, NotYourCase
from yiwang.cases.models import Case, CaseQuestion, QuestionFile, WorkItem
from yiwang.cases.services import clocks, content, work
from yiwang.cases.services.locking import locked_case
from yiwang.cases.together import finding as together
from yiwang.foundation import reach
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

MOST_WAITING: Final = 3
MOST_A_DAY: Final = 10
MOST: Final = 100
"""Questions in one case: without an answer, within 24 hours, and at all."""
MOST_FILES: Final = 5
AT_THE_COUNTER: Final = frozenset(
    {CaseState.SUBMITTED, CaseState.CORRECTION, CaseState.DECIDED, CaseState.DELIVERED}
)
"""Before acceptance and after the decision the counter has the case; in between the handler."""
ANSWERERS: Final = (Right.CASES_ACCEPT, Right.CASES_HANDLE, Right.CASES_REVIEW)


@transaction.atomic
def ask(
    *, case_id: UUID, words: str, actor: Actor, at: datetime, files: Sequence[UUID] = ()
) -> CaseQuestion:
    """Ask something in a case of one's own, or of whom one acts for.

    :raises CaseNotFound: it is somebody else's
    :raises CaseClosedForQuestions: it has come to its end
    :raises QuestionsWaiting, TooManyQuestions: enough was asked for now
    :raises QuestionEmpty: nothing is asked
    :raises MaterialUnknown: a file of somebody else
    """
    with _reaching(case_id, actor):
        return _asked(case_id, words, files, actor=actor, at=at)


@contextmanager
def _reaching(case_id: UUID, actor: Actor) -> Iterator[None]:
    """Reach the case of others that the actor is a party of, and nothing more otherwise."""
    with reach.everywhere():
        case = Case.objects.filter(pk=case_id, has_co_applicants=True).first()
        is_party = case is not None and together.is_party(case, actor)
    with reach.everywhere() if is_party else nullcontext():
        yield


def _asked(
    case_id: UUID, words: str, files: Sequence[UUID], *, actor: Actor, at: datetime
) -> CaseQuestion:
    case = locked_case(case_id)
    if not together.is_party(case, actor):
        policies.check_reaches(actor, case)
        if not actor.is_citizen:
            raise NotYourCase
        policies.check_can(actor, Action.ANSWER_CORRECTION, case)
    _check_open(case)
    _check_not_too_many(case, at)
    said = _said(words)
    due = foundation.working_calendar().add_workdays(
        clocks.today_of(at), settings.CASE_QUESTION_WORKDAYS
    )
    question = CaseQuestion.objects.create(
        region_code=case.region_code,
        case=case,
        words=said,
        asked_by_id=actor.person_id or policies.account_of(actor),
        asked_by_name=actor.display_name[:100],
        asked_at=at,
        due_on=due.on,
    )
    hashes = _keep_files(question, files, is_of_answer=False, actor=actor, at=at)
    _open_task(case, question, at=at)
    case.question_count += 1
    case.save(update_fields=["question_count"])
    fact = events.QuestionAsked(
        case_id=case.pk,
        question_id=question.pk,
        due_on=question.due_on,
        content_sha256=content.digest(said, [("file", one) for one in hashes]),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return question


@transaction.atomic
def answer(
    *,
    case_id: UUID,
    question_id: UUID,
    words: str,
    actor: Actor,
    at: datetime,
    files: Sequence[UUID] = (),
) -> CaseQuestion:
    """Answer a question; the task is done with the last one that waited.

    :raises NotYourCase, OwnCase: the actor does not handle the case
    :raises QuestionNotFound: it was asked in another case, or never
    :raises QuestionAnswered: a colleague was first
    """
    case = locked_case(case_id, actor=actor)
    policies.check_has_right(actor, case, *ANSWERERS)
    _check_open(case)
    question = CaseQuestion.objects.filter(case=case, pk=question_id).first()
    if question is None:
        raise QuestionNotFound
    if question.answered_at is not None:
        raise QuestionAnswered
    question.answer = _said(words)
    question.answered_at, question.answered_by_id = at, policies.staff_of(actor)
    question.answered_by_name = work.name_in_record(actor)[:100]
    question.save(update_fields=["answer", "answered_at", "answered_by_id", "answered_by_name"])
    hashes = _keep_files(question, files, is_of_answer=True, actor=actor, at=at)
    if not CaseQuestion.objects.filter(case=case, answered_at__isnull=True).exists():
        work.finish_work(case, work.QUESTION, actor=actor, at=at)
    fact = events.QuestionAnswered(
        case_id=case.pk,
        question_id=question.pk,
        is_late=clocks.today_of(at) > question.due_on,
        content_sha256=content.digest(question.answer, [("file", one) for one in hashes]),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return question


def is_open_for_questions(case: Case) -> bool:
    """Tell whether a case still takes questions and answers."""
    return case.state in OPEN_STATES


def _check_open(case: Case) -> None:
    if not is_open_for_questions(case):
        raise CaseClosedForQuestions


def _check_not_too_many(case: Case, at: datetime) -> None:
    asked = CaseQuestion.objects.filter(case=case)
    if asked.filter(answered_at__isnull=True).count() >= MOST_WAITING:
        raise QuestionsWaiting(params={"count": MOST_WAITING})
    lately = asked.filter(asked_at__gt=at - timedelta(days=1)).count()
    if lately >= MOST_A_DAY or case.question_count >= MOST:
        raise TooManyQuestions


def _said(words: str) -> str:
    said = content.words(words)
    if not said:
        raise QuestionEmpty
    return said


def _keep_files(
    question: CaseQuestion,
    files: Sequence[UUID],
    *,
    is_of_answer: bool,
    actor: Actor,
    at: datetime,
) -> list[str]:
    """Add files that the actor uploaded; return their hashes."""
    if not files:
        return []
    if len(files) > MOST_FILES or len(set(files)) != len(files):
        raise MaterialUnknown
    attached = content.own_files({"files": files}, actor=actor)
    rows = [
        QuestionFile(
            region_code=question.region_code,
            case_id=question.case_id,
            question=question,
            is_of_answer=is_of_answer,
            file_id=file_id,
            added_at=at,
        )
        for file_id in files
    ]
    try:
        with transaction.atomic():
            QuestionFile.objects.bulk_create(rows)
    except IntegrityError as error:
        raise MaterialUnknown from error
    return sorted(attached.values())


def _open_task(case: Case, question: CaseQuestion, *, at: datetime) -> None:
    """Put the question before whoever has the case; a task that waits already stays."""
    if work.open_items(case).filter(step_key=work.QUESTION).exists():
        return
    role = Role.COUNTER if case.state in AT_THE_COUNTER else Role.HANDLER
    item = work.new_item(case, role=role, key=work.QUESTION, due_on=question.due_on, at=at)
    item.is_stopped = False  # a question waits for nothing that the case waits for
    item.claimed_by_id = _in_charge(case, role)
    item.save(force_insert=True)


def _in_charge(case: Case, role: Role) -> UUID | None:
    """Return who has or last did a step of this role, if they still may; else it is everybody's."""
    steps = WorkItem.objects.filter(case_id=case.pk, role=role).order_by("-created_at", "-id")
    for claimed_by, done_by in steps.values_list("claimed_by_id", "done_by_id")[:10]:
        if staff_id := done_by or claimed_by:
            rights = organizations.rights_in(staff_id, case.department_id)
            return staff_id if RIGHT_OF_ROLE[role] in rights else None
    return None


def may_ask(actor: Actor, case: Case) -> bool:
    """Tell whether the actor may ask in this case now; shows the form."""
    is_open = is_open_for_questions(case)
    may = together.is_party(case, actor) or policies.can(actor, Action.ANSWER_CORRECTION, case)
    return is_open and actor.is_citizen and may


def may_answer(actor: Actor, case: Case) -> bool:
    """Tell whether the actor may answer in this case now; shows the form."""
    return is_open_for_questions(case) and policies.has_right(actor, case, *ANSWERERS)
