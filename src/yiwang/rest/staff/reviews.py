# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Bad reviews for supervisors: which wait, what was done, and words before publication."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.evaluations import policies
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import (
    ContactOutcome,
    CorrectionAction,
    CorrectionState,
    Withholding,
)
from yiwang.evaluations.services import correcting, texts
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done
from yiwang.rest.public.reviews import ReviewWords
from yiwang.rest.schemas import Done, Out, SomeText, Strict, answers

router = Router(tags=["好差评 reviews"], auth=STAFF)
RUNNING: Literal["running"] = "running"


class CorrectionLineOut(Out):
    """The correction of a bad review; nothing of who gave it."""

    id: UUID
    item_name: str
    department_name: str
    level: int
    state: CorrectionState
    opened_on: date
    contact_due_on: date
    correct_due_on: date
    wants_call: bool = Field(description="Whether the day to call by counts.")
    is_overdue: bool


class CorrectionListOut(Out):
    items: list[CorrectionLineOut]


class CorrectionStepShown(Out):
    """One step of a correction, and who took it."""

    action: CorrectionAction
    outcome: str
    level: int | None
    note: str
    by_name: str
    at: datetime


class CorrectionViewOut(Out):
    """A bad review as it was written, what was done, and what may be done now."""

    line: CorrectionLineOut
    aspects: list[str]
    text: str
    wants_call: bool
    case_id: UUID | None = Field(description="Only where the reviewer wants to be called.")
    steps: list[CorrectionStepShown]
    may: list[CorrectionAction]


class CorrectionStepIn(Strict):
    action: Annotated[CorrectionAction, Field(strict=False)]
    note: SomeText
    outcome: Annotated[ContactOutcome | None, Field(strict=False, description="Of a call.")] = None


class WaitingTextOut(Out):
    """Masked words that wait to be looked at."""

    id: UUID
    item_name: str
    level: int
    month: date
    text: str
    queued_on: date


class WaitingTextsOut(Out):
    items: list[WaitingTextOut]


class PublicationIn(Strict):
    hide: Annotated[ReviewWords, Field(description="Further parts to hide, one a line.")] = ""


class WithholdingIn(Strict):
    reason: Annotated[Withholding, Field(strict=False)]


def supervisor(request: HttpRequest) -> Actor:
    """Return who asks, when their post has to do with bad reviews.

    :raises Forbidden: it has not
    """
    actor = actor_of(request)
    if not policies.supervises(actor):
        raise Forbidden
    return actor


@router.get("/review-corrections", response=answers(CorrectionListOut), summary="差评整改列表")
def list_corrections(
    request: HttpRequest, state: CorrectionState | Literal["", "running"] = RUNNING
) -> dict[str, Any]:
    """Return the bad reviews in reach, what is due first at the top; at most 100."""
    actor = supervisor(request)
    with read_only():
        return {"items": evaluations.corrections(actor, state=state)}


@router.get(
    "/review-corrections/{uuid:correction_id}",
    response=answers(CorrectionViewOut),
    summary="差评整改详情",
)
def get_correction(request: HttpRequest, correction_id: UUID) -> dict[str, Any]:
    """Return a bad review without its writer, and what was done."""
    actor = supervisor(request)
    with read_only():
        found = evaluations.correction(correction_id, actor)
    return {
        "line": found.line,
        "aspects": found.aspects,
        "text": found.text,
        "wants_call": found.wants_call,
        "case_id": found.case_id,
        "steps": found.steps,
        "may": sorted(found.may),
    }


@router.post(
    "/review-corrections/{uuid:correction_id}/steps",
    response=answers(Done),
    summary="办理差评整改",
    openapi_extra=KEY_PARAMETER,
)
def take_correction_step(
    request: HttpRequest, correction_id: UUID, payload: CorrectionStepIn
) -> HttpResponse:
    """Record a call, a correction, a rejection by two people, or the judgement of an appeal."""
    actor = supervisor(request)
    return done(
        request,
        lambda: correcting.take_step(
            correction_id=correction_id,
            action=payload.action,
            said=correcting.Said(payload.note, payload.outcome or ""),
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.get("/review-texts", response=answers(WaitingTextsOut), summary="待审看的评价文字")
def list_waiting_texts(request: HttpRequest) -> dict[str, Any]:
    """Return masked words in reach that wait to be looked at; never of one's own department."""
    actor = supervisor(request)
    with read_only():
        rows = evaluations.waiting_texts(actor)
    return {
        "items": [
            {
                "id": row.pk,
                "item_name": row.item_name,
                "level": row.level,
                "month": row.month,
                "text": row.text,
                "queued_on": row.queued_on,
            }
            for row in rows
        ]
    }


@router.post(
    "/review-texts/{uuid:evaluation_id}/publication",
    response=answers(Done),
    summary="公开评价文字",
    openapi_extra=KEY_PARAMETER,
)
def publish_text(request: HttpRequest, evaluation_id: UUID, payload: PublicationIn) -> HttpResponse:
    """Publish words; more of them may be hidden, none changed."""
    actor = supervisor(request)
    return done(
        request,
        lambda: texts.publish_text(
            evaluation_id=evaluation_id, hide=payload.hide, actor=actor, at=timezone.now()
        ),
    )


@router.post(
    "/review-texts/{uuid:evaluation_id}/withholding",
    response=answers(Done),
    summary="不公开评价文字",
    openapi_extra=KEY_PARAMETER,
)
def withhold_text(
    request: HttpRequest, evaluation_id: UUID, payload: WithholdingIn
) -> HttpResponse:
    """Keep words back for one of the listed reasons; the review counts all the same."""
    actor = supervisor(request)
    return done(
        request,
        lambda: texts.withhold_text(
            evaluation_id=evaluation_id, reason=payload.reason, actor=actor, at=timezone.now()
        ),
    )
