# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A citizen's own reviews, and what came of a bad one."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import CorrectionAction, CorrectionState
from yiwang.evaluations.services import correcting, reviewing
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity
from yiwang.rest.auth import CITIZEN, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done
from yiwang.rest.public.reviews import CaseReviewIn, ReviewWords
from yiwang.rest.schemas import Done, Out, SomeText, Strict, Token, answers

router = Router(tags=["好差评 reviews"], auth=CITIZEN)


class CorrectionStepOut(Out):
    """One step of a correction."""

    action: CorrectionAction
    level: int | None
    note: str
    at: datetime


class OwnCorrectionOut(Out):
    """What a bad review set in motion."""

    state: CorrectionState
    contact_due_on: date
    correct_due_on: date
    steps: list[CorrectionStepOut]


class OwnReviewOut(Out):
    """The review of one's own case: whether it may be given, what it was, what came of it."""

    may_review: bool
    code: str = Field(description="Reviews without signing in; empty where nobody is invited.")
    level: int | None
    aspects: list[str]
    text: str
    correction: OwnCorrectionOut | None


class AppealIn(Strict):
    words: SomeText


class ReviewAgainIn(Strict):
    level: Annotated[int, Field(ge=1, le=5)]
    words: ReviewWords = ""


@router.get("/cases/{uuid:case_id}/review", response=answers(OwnReviewOut), summary="本人的评价")
def get_own_review(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return the review of one's own case."""
    actor = actor_of(request)
    with read_only():
        cases.case(case_id, actor)
        own = evaluations.of_case(case_id, actor)
    return _own(own)


def _own(own: evaluations.OwnReview) -> dict[str, Any]:
    found = own.correction
    return {
        "may_review": own.may_review,
        "code": own.code if own.may_review else "",
        "level": own.review.level if own.review else None,
        "aspects": own.review.aspects if own.review else [],
        "text": own.review.text if own.review else "",
        "correction": {
            "state": found.state,
            "contact_due_on": found.contact_due_on,
            "correct_due_on": found.correct_due_on,
            "steps": own.steps,
        }
        if found
        else None,
    }


@router.post(
    "/cases/{uuid:case_id}/review",
    response=answers(Done),
    summary="评价办件",
    openapi_extra=KEY_PARAMETER,
)
def review_case(request: HttpRequest, case_id: UUID, payload: CaseReviewIn) -> HttpResponse:
    """Review the result of one's own case, once."""
    return done(
        request,
        lambda: reviewing.review_case(
            case_id=case_id,
            review=payload.review(),
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/review/appeal",
    response=answers(Done),
    summary="差评整改申诉",
    openapi_extra=KEY_PARAMETER,
)
def appeal_correction(request: HttpRequest, case_id: UUID, payload: AppealIn) -> HttpResponse:
    """Say that a correction did not do; somebody above the department judges it."""
    return done(
        request,
        lambda: correcting.appeal(
            case_id=case_id, reason=payload.words, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/review/again",
    response=answers(Done),
    summary="整改后再次评价",
    openapi_extra=KEY_PARAMETER,
)
def review_again(request: HttpRequest, case_id: UUID, payload: ReviewAgainIn) -> HttpResponse:
    """Say how the correction was found."""
    return done(
        request,
        lambda: correcting.review_again(
            case_id=case_id,
            level=payload.level,
            note=payload.words,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.get(
    "/reviews/codes/{code}/answer",
    response=answers(OwnReviewOut),
    summary="用评价码看处理结果",
)
def get_answer_by_code(request: HttpRequest, code: Token) -> dict[str, Any]:
    """Return the review that was given by a code of one's own, and what came of it."""
    ip = client_ip(request)
    identity.count_tracking(ip=ip, at=timezone.now())
    with read_only():
        own = evaluations.answered(code, actor_of(request))
    identity.forget_tracking(ip=ip)
    return _own(own)


@router.post(
    "/reviews/codes/{code}/appeal",
    response=answers(Done),
    summary="用评价码申诉",
    openapi_extra=KEY_PARAMETER,
)
def appeal_by_code(request: HttpRequest, code: Token, payload: AppealIn) -> HttpResponse:
    """Say that a correction did not do, of the review that was given by a code of one's own."""
    return _by_code(
        request,
        lambda: correcting.appeal_by_code(
            code=code, reason=payload.words, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/reviews/codes/{code}/again",
    response=answers(Done),
    summary="用评价码再次评价",
    openapi_extra=KEY_PARAMETER,
)
def review_again_by_code(request: HttpRequest, code: Token, payload: ReviewAgainIn) -> HttpResponse:
    """Say how the correction was found, of the review that was given by a code of one's own."""
    return _by_code(
        request,
        lambda: correcting.review_again_by_code(
            code=code,
            level=payload.level,
            note=payload.words,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


def _by_code(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    ip = client_ip(request)
    identity.count_tracking(ip=ip, at=timezone.now())
    answer = done(request, act)
    identity.forget_tracking(ip=ip)
    return answer
