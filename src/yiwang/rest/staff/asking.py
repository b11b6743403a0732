# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Answering what an applicant asked in a case."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases.services import asking
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.asking import CaseQuestionsOut, shown
from yiwang.rest.schemas import Id, SomeText, Strict, answers

router = Router(tags=["办件咨询 case-questions"], auth=STAFF)


class QuestionAnswerIn(Strict):
    """The answer; a question is answered once."""

    words: SomeText
    files: list[Id] = Field(default_factory=list, max_length=5)


@router.post(
    "/cases/{uuid:case_id}/questions/{uuid:question_id}/answer",
    response=answers(CaseQuestionsOut),
    summary="答复咨询",
    openapi_extra=KEY_PARAMETER,
)
def answer_question(
    request: HttpRequest, case_id: UUID, question_id: UUID, payload: QuestionAnswerIn
) -> HttpResponse:
    """Answer a question of a case that one's department handles; the applicant is told."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        asking.answer(
            case_id=case_id,
            question_id=question_id,
            words=payload.words,
            files=payload.files,
            actor=actor,
            at=timezone.now(),
        )
        return shown(case_id, actor)

    return perform(request, act)
