# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions in a case: read by its applicant and by staff, asked by the applicant."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import asking
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import note_reading
from yiwang.rest.schemas import Id, Out, SomeText, Strict, answers

router = Router(tags=["办件咨询 case-questions"], auth=PEOPLE)


class QuestionFileOut(Out):
    """A file; its content is at `/cases/{case_id}/files/{file_id}`."""

    file_id: UUID
    name: str
    size: int


class CaseQuestionOut(Out):
    """What was asked, by when it is to be answered, and the answer ("" until then)."""

    id: UUID
    words: str
    asked_by_name: str
    asked_at: datetime
    due_on: date
    answer: str
    answered_by_name: str
    answered_at: datetime | None
    files: list[QuestionFileOut]
    answer_files: list[QuestionFileOut]


class CaseQuestionsOut(Out):
    may_ask: bool
    questions: list[CaseQuestionOut]


class CaseQuestionIn(Strict):
    """What the applicant wants to know."""

    words: SomeText
    files: list[Id] = Field(default_factory=list, max_length=5)


def shown(case_id: UUID, actor: Actor) -> dict[str, Any]:
    """Return the questions of a case as JSON has them."""
    case = cases.case(case_id, actor)
    return CaseQuestionsOut(
        may_ask=asking.may_ask(actor, case),
        questions=[_question(one) for one in cases.questions_of(case)],
    ).model_dump(mode="json")


def _question(one: cases.Exchange) -> CaseQuestionOut:
    plain = {
        name: getattr(one.row, name)
        for name in CaseQuestionOut.model_fields
        if name not in {"files", "answer_files"}
    }
    return CaseQuestionOut(**plain, files=_files(one.files), answer_files=_files(one.answer_files))


def _files(files: Any) -> list[QuestionFileOut]:
    return [
        QuestionFileOut(file_id=one.file_id, name=one.file.name, size=one.file.size)
        for one in files
    ]


@router.get(
    "/cases/{uuid:case_id}/questions", response=answers(CaseQuestionsOut), summary="办件咨询"
)
def get_questions(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return what was asked and answered in a case, first things first."""
    actor = actor_of(request)
    if not actor.is_citizen:
        note_reading(case_id, actor)
    with read_only():
        return shown(case_id, actor)


@router.post(
    "/cases/{uuid:case_id}/questions",
    response=answers(CaseQuestionsOut, 201),
    summary="提出咨询",
    openapi_extra=KEY_PARAMETER,
)
def ask_question(request: HttpRequest, case_id: UUID, payload: CaseQuestionIn) -> HttpResponse:
    """Ask something in one's own case; whoever handles it answers within the time shown."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        asking.ask(
            case_id=case_id,
            words=payload.words,
            files=payload.files,
            actor=actor,
            at=timezone.now(),
        )
        return shown(case_id, actor)

    return perform(request, act, status=201)
