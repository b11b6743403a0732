# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What staff do to a case: accept, examine, stop the clock, decide, deliver, close."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.enums import DeliveryMethod, MinutesUse, NotAcceptedReason, Outcome
from yiwang.cases.services import decisions, handling, intake, procedures
from yiwang.cases.services.procedures import Grounds
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import state_of
from yiwang.rest.people.shapes import RevisionIn, StateOut
from yiwang.rest.schemas import Form, Line, SomeText, Strict, Text, Token, answers
from yiwang.workflow.clock import Procedure

router = Router(tags=["办理 handling"], auth=STAFF)


class CorrectionEntry(Strict):
    """One thing to be corrected."""

    key: Line = Field(description='A material key of the item, or "form".')
    what: SomeText


class CorrectionIn(RevisionIn):
    """The one notice that lists everything (行政许可法 32)."""

    entries: list[CorrectionEntry] = Field(min_length=1, max_length=100)
    note: Text = ""


class NotAcceptedIn(RevisionIn):
    reason: Annotated[NotAcceptedReason, Field(strict=False)]
    explanation: SomeText


class StepIn(RevisionIn):
    data: Form = Field(default_factory=dict)
    opinion: Text = ""


class SuspensionIn(RevisionIn):
    """Only procedures that a law lets stop the clock (行政许可法 45); each gets its record."""

    reason: Annotated[Procedure, Field(strict=False)]
    expected_days: int = Field(ge=1, le=365, description="Working days told in writing.")
    note: SomeText = Field(description="Why it is needed; stands in the record.")


class ExtensionIn(RevisionIn):
    days: int = Field(ge=1, le=1000, description="Working days (行政许可法 42: at most 10).")
    reason: SomeText


class ExtensionDecisionIn(RevisionIn):
    is_approved: bool


class DecisionIn(RevisionIn):
    outcome: Annotated[Outcome, Field(strict=False)]
    reasons: Text = Field("", description="Required when refused (行政许可法 38).")
    bases: list[Annotated[int, Field(ge=0, le=100)]] | None = Field(
        None,
        max_length=100,
        description="Places in the item's legal bases, from 0, on which it rests; absent: all.",
    )
    discretion: Annotated[str, Field(max_length=500)] = Field(
        "", description="Grade of the discretion benchmark (裁量基准)."
    )
    discretion_reason: Text = ""
    minutes_use: Annotated[MinutesUse | None, Field(strict=False)] = Field(
        None, description="Required when a hearing was held (行政许可法 48)."
    )
    minutes_reason: Text = ""


class DeliveryIn(RevisionIn):
    method: Annotated[DeliveryMethod, Field(strict=False)]


def _command(
    request: HttpRequest, case_id: UUID, act: Callable[[], object], *, status: int = 200
) -> HttpResponse:
    """Do a command and answer with where the case stands then."""

    def body() -> dict[str, Any]:
        act()
        return state_of(cases.case(case_id, actor_of(request)))

    return perform(request, body, status=status)


@router.post(
    "/cases/{uuid:case_id}/acceptance",
    response=answers(StateOut),
    summary="受理",
    openapi_extra=KEY_PARAMETER,
)
def accept(request: HttpRequest, case_id: UUID, payload: RevisionIn) -> HttpResponse:
    """Accept an application: the clock starts."""
    return _command(
        request,
        case_id,
        lambda: intake.accept_case(
            case_id=case_id,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/non-acceptance",
    response=answers(StateOut),
    summary="不予受理",
    openapi_extra=KEY_PARAMETER,
)
def refuse_acceptance(request: HttpRequest, case_id: UUID, payload: NotAcceptedIn) -> HttpResponse:
    """Refuse to accept, with a reason that the law allows."""
    return _command(
        request,
        case_id,
        lambda: intake.refuse_acceptance(
            case_id=case_id,
            reason=payload.reason,
            explanation=payload.explanation,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/correction",
    response=answers(StateOut),
    summary="一次性告知补正",
    openapi_extra=KEY_PARAMETER,
)
def ask_correction(request: HttpRequest, case_id: UUID, payload: CorrectionIn) -> HttpResponse:
    """Tell the applicant, once and completely, what has to be corrected."""
    return _command(
        request,
        case_id,
        lambda: intake.ask_correction(
            case_id=case_id,
            entries=[{"key": each.key, "what": each.what} for each in payload.entries],
            note=payload.note,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/steps/{step_key}",
    response=answers(StateOut),
    summary="完成环节",
    openapi_extra=KEY_PARAMETER,
)
def complete_step(
    request: HttpRequest, case_id: UUID, step_key: Token, payload: StepIn
) -> HttpResponse:
    """Finish one step of the department's process."""

    def act() -> dict[str, Any]:
        case = handling.complete_step(
            case_id=case_id,
            step_key=step_key,
            data=payload.data,
            opinion=payload.opinion,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        )
        return state_of(case)

    return perform(request, act, form_at="/data")


@router.post(
    "/cases/{uuid:case_id}/suspension",
    response=answers(StateOut),
    summary="启动特别程序",
    openapi_extra=KEY_PARAMETER,
)
def suspend(request: HttpRequest, case_id: UUID, payload: SuspensionIn) -> HttpResponse:
    """Put a special procedure that the law lists on record, and stop the clock for it."""
    return _command(
        request,
        case_id,
        lambda: procedures.suspend_case(
            case_id=case_id,
            reason=payload.reason,
            expected_days=payload.expected_days,
            note=payload.note,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/resumption",
    response=answers(StateOut),
    summary="恢复计时",
    openapi_extra=KEY_PARAMETER,
)
def resume(request: HttpRequest, case_id: UUID, payload: RevisionIn) -> HttpResponse:
    """End a stop whose procedure has ended; one that runs ends by its own conclusion."""
    return _command(
        request,
        case_id,
        lambda: handling.resume_case(
            case_id=case_id,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/extension",
    response=answers(StateOut),
    summary="申请延长期限",
    openapi_extra=KEY_PARAMETER,
)
def ask_extension(request: HttpRequest, case_id: UUID, payload: ExtensionIn) -> HttpResponse:
    """Ask the head of the body for more time."""
    return _command(
        request,
        case_id,
        lambda: handling.ask_extension(
            case_id=case_id,
            days=payload.days,
            reason=payload.reason,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/extension-decision",
    response=answers(StateOut),
    summary="审批延长期限",
    openapi_extra=KEY_PARAMETER,
)
def decide_extension(
    request: HttpRequest, case_id: UUID, payload: ExtensionDecisionIn
) -> HttpResponse:
    """Allow or refuse more time."""
    return _command(
        request,
        case_id,
        lambda: handling.decide_extension(
            case_id=case_id,
            is_approved=payload.is_approved,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/decision",
    response=answers(StateOut),
    summary="作出决定",
    openapi_extra=KEY_PARAMETER,
)
def decide(request: HttpRequest, case_id: UUID, payload: DecisionIn) -> HttpResponse:
    """Grant or refuse."""
    return _command(
        request,
        case_id,
        lambda: decisions.decide_case(
            case_id=case_id,
            outcome=payload.outcome,
            reasons=payload.reasons,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
            grounds=Grounds(
                bases=None if payload.bases is None else tuple(payload.bases),
                discretion=payload.discretion,
                discretion_reason=payload.discretion_reason,
                minutes_use=payload.minutes_use,
                minutes_reason=payload.minutes_reason,
            ),
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/delivery",
    response=answers(StateOut),
    summary="送达",
    openapi_extra=KEY_PARAMETER,
)
def deliver(request: HttpRequest, case_id: UUID, payload: DeliveryIn) -> HttpResponse:
    """Record that the decision reached the applicant."""
    return _command(
        request,
        case_id,
        lambda: decisions.deliver_case(
            case_id=case_id,
            method=payload.method,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/closure",
    response=answers(StateOut),
    summary="办结",
    openapi_extra=KEY_PARAMETER,
)
def close(request: HttpRequest, case_id: UUID, payload: RevisionIn) -> HttpResponse:
    """Close a case for good; the database refuses every later change."""
    return _command(
        request,
        case_id,
        lambda: decisions.close_case(
            case_id=case_id,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )
