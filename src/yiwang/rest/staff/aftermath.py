# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What staff do after a decision: take back, revoke, cancel; note who contests it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.enums import MeasureGround, MeasureKind, RemedyKind, RemedyState
from yiwang.cases.services import measures, remedies
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import note_reading
from yiwang.rest.people.entitlements import MeasureStateOut, state_of
from yiwang.rest.schemas import Line, Out, SomeText, Strict, Text, answers

if TYPE_CHECKING:
    from yiwang.cases.models import Remedy

router = Router(tags=["决定之后 after the decision"], auth=STAFF)


class MeasureIn(Strict):
    """A measure with its ground in the law (行政许可法 8, 69, 70)."""

    kind: Annotated[MeasureKind, Field(strict=False)]
    ground: Annotated[MeasureGround, Field(strict=False)]
    facts: SomeText


class VerdictIn(Strict):
    """What is decided about a measure; not by whoever proposed it."""

    is_taken: bool
    reasons: SomeText
    statement_answer: Text = ""
    compensation: Text = ""
    effective_on: Annotated[date | None, Field(strict=False)] = None
    revision: int | None = Field(default=None, ge=1, le=2_000_000_000)


class RemedyIn(Strict):
    """A reconsideration or a lawsuit that somebody began."""

    kind: Annotated[RemedyKind, Field(strict=False)]
    body: Line = Field(min_length=1)
    matter_number: Annotated[Line, Field(min_length=1, max_length=100)]
    filed_on: Annotated[date, Field(strict=False)]
    suspends: bool = False


class RemedyConclusionIn(Strict):
    """What the reconsideration body or the court decided."""

    outcome: Annotated[RemedyState, Field(strict=False)]
    concluded_on: Annotated[date, Field(strict=False)]
    conclusion: SomeText


class RemedyOut(Out):
    """A reconsideration or a lawsuit about a case."""

    id: UUID
    kind: RemedyKind
    body: str
    matter_number: str
    filed_on: date
    suspends: bool
    state: RemedyState
    concluded_on: date | None
    conclusion: str
    anew_id: UUID | None = Field(description="The case in which the decision is made anew.")


class RemedyList(Out):
    """All reconsiderations and lawsuits about a case."""

    items: list[RemedyOut]


@router.post(
    "/entitlements/{uuid:entitlement_id}/measures",
    response=answers(MeasureStateOut, 201),
    summary="拟撤回、撤销、注销",
    openapi_extra=KEY_PARAMETER,
)
def propose_measure(request: HttpRequest, entitlement_id: UUID, payload: MeasureIn) -> HttpResponse:
    """Propose a measure; its holder is told and may answer within five working days."""

    def act() -> dict[str, Any]:
        return state_of(
            measures.propose_measure(
                entitlement_id=entitlement_id,
                kind=payload.kind,
                ground=payload.ground,
                statement_of_facts=payload.facts,
                actor=actor_of(request),
                at=timezone.now(),
            )
        )

    return perform(request, act, status=201)


@router.post(
    "/measures/{uuid:measure_id}/decision",
    response=answers(MeasureStateOut),
    summary="对拟处理作出决定",
    openapi_extra=KEY_PARAMETER,
)
def decide_measure(request: HttpRequest, measure_id: UUID, payload: VerdictIn) -> HttpResponse:
    """Take the measure, or let what was granted stand."""
    verdict = measures.Verdict(
        is_taken=payload.is_taken,
        reasons=payload.reasons,
        statement_answer=payload.statement_answer,
        compensation=payload.compensation,
        effective_on=payload.effective_on,
    )

    def act() -> dict[str, Any]:
        return state_of(
            measures.decide_measure(
                measure_id=measure_id,
                verdict=verdict,
                actor=actor_of(request),
                at=timezone.now(),
                revision=payload.revision,
            )
        )

    return perform(request, act)


@router.get("/cases/{uuid:case_id}/remedies", response=answers(RemedyList), summary="复议和诉讼")
def list_remedies(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return who contests the decision of a case, and what came of it."""
    actor = actor_of(request)
    note_reading(case_id, actor)
    with read_only():
        found = cases.remedies_of(cases.case(case_id, actor))
        return {"items": [remedy_of(one) for one in found]}


def remedy_of(remedy: "Remedy") -> dict[str, Any]:
    """Return a remedy, as JSON."""
    own = {name: getattr(remedy, name) for name in RemedyOut.model_fields}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in own.items()}


@router.post(
    "/cases/{uuid:case_id}/remedies",
    response=answers(RemedyOut, 201),
    summary="登记复议或诉讼",
    openapi_extra=KEY_PARAMETER,
)
def note_remedy(request: HttpRequest, case_id: UUID, payload: RemedyIn) -> HttpResponse:
    """Note that a decision is contested; what it granted stops if execution is suspended."""
    filing = remedies.Filing(**payload.model_dump())

    def act() -> dict[str, Any]:
        return _written(
            remedies.note_remedy(
                case_id=case_id, filing=filing, actor=actor_of(request), at=timezone.now()
            )
        )

    return perform(request, act, status=201)


@router.post(
    "/remedies/{uuid:remedy_id}/conclusion",
    response=answers(RemedyOut),
    summary="登记复议或诉讼结果",
    openapi_extra=KEY_PARAMETER,
)
def conclude_remedy(
    request: HttpRequest, remedy_id: UUID, payload: RemedyConclusionIn
) -> HttpResponse:
    """Note what was decided, and let it take effect."""

    def act() -> dict[str, Any]:
        return _written(
            remedies.conclude_remedy(
                remedy_id=remedy_id, actor=actor_of(request), at=timezone.now(), **dict(payload)
            )
        )

    return perform(request, act)


def _written(remedy: "Remedy") -> dict[str, Any]:
    """Return a remedy as the stored answer of a command has it: days as text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in remedy_of(remedy).items()
    }
