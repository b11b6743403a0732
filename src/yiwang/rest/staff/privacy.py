# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Answering people who ask who saw their data, and correcting data at a counter."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity.enums import CorrectedField
from yiwang.identity.services import privacy_corrections, privacy_questions
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, json_answer, perform
from yiwang.rest.people.privacy import QuestionIn
from yiwang.rest.people.shapes import ApplicantOut
from yiwang.rest.schemas import Done, Line, Out, Strict, Token, answers

router = Router(tags=["数据查看询问 questions"], auth=STAFF)


class AskedOut(Out):
    """What somebody asked about a read; nobody is named."""

    id: UUID
    event_id: int
    read_at: datetime
    question: str
    asked_at: datetime
    due_on: date
    answer: str
    answered_at: datetime | None


class AskedList(Out):
    items: list[AskedOut]


class CorrectionCodeIn(Strict):
    code: Token


class WaitingOut(Out):
    """A request that waits, and whom it is about, numbers masked."""

    code: str
    field: CorrectedField
    asked_at: datetime
    person: ApplicantOut


class CardIn(Strict):
    """What the identity card shows, whose holder stands at the counter."""

    code: Token
    value: Line
    is_card_seen: bool = Field(description="The clerk has seen the card and its holder.")


@router.get("/read-questions", response=answers(AskedList), summary="待答复的询问")
def list_questions(request: HttpRequest) -> dict[str, Any]:
    """Return what waits for the audit administrator's answer, the most urgent first."""
    actor = actor_of(request)
    if not privacy_questions.is_audit_administrator(actor):
        raise Forbidden
    with read_only():
        return {"items": identity.own_data.open_questions(actor)}


@router.get("/read-questions/{uuid:question_id}", response=answers(AskedOut), summary="询问")
def get_question(request: HttpRequest, question_id: UUID) -> Any:
    """Return one question; that it was read goes to the ledger."""
    return privacy_questions.open_question(
        question_id=question_id, actor=actor_of(request), at=timezone.now()
    )


@router.post(
    "/read-questions/{uuid:question_id}/answer",
    response=answers(Done),
    summary="答复询问",
    openapi_extra=KEY_PARAMETER,
)
def answer_question(request: HttpRequest, question_id: UUID, payload: QuestionIn) -> HttpResponse:
    """Answer somebody who asked about a read; once, and for good."""

    def act() -> dict[str, Any]:
        privacy_questions.answer_question(
            question_id=question_id,
            words=payload.words,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"done": True}

    return perform(request, act)


@router.post("/counter/corrections", response=answers(WaitingOut), summary="查找更正申请")
def find_correction(request: HttpRequest, payload: CorrectionCodeIn) -> HttpResponse:
    """Return the request that somebody brought the code of; the look goes to the ledger."""
    found = privacy_corrections.find_correction(
        code=payload.code, actor=actor_of(request), at=timezone.now()
    )
    person = identity.applicant_summary(found.person_id)
    body = {
        "code": found.code,
        "field": found.field,
        "asked_at": found.asked_at,
        "person": ApplicantOut.model_validate(person).model_dump(),
    }
    return json_answer(body)


@router.post(
    "/counter/corrections/from-card",
    response=answers(Done),
    summary="按身份证更正",
    openapi_extra=KEY_PARAMETER,
)
def correct_from_card(request: HttpRequest, payload: CardIn) -> HttpResponse:
    """Write what the identity card shows."""

    def act() -> dict[str, Any]:
        privacy_corrections.correct_at_counter(
            code=payload.code,
            value=payload.value,
            is_card_seen=payload.is_card_seen,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"done": True}

    return perform(request, act)


@router.post(
    "/counter/corrections/refusal",
    response=answers(Done),
    summary="核验后无需更正",
    openapi_extra=KEY_PARAMETER,
)
def refuse_correction(request: HttpRequest, payload: CorrectionCodeIn) -> HttpResponse:
    """End a request after the card was seen and agrees with what is known."""

    def act() -> dict[str, Any]:
        privacy_corrections.refuse_correction(
            code=payload.code, actor=actor_of(request), at=timezone.now()
        )
        return {"done": True}

    return perform(request, act)
