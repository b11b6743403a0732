# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nothing asked twice for staff: disputes, figures, and how the data sources are."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import reading, spared
from yiwang.cases.services.spared import CheckOutcome, Resolution
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done
from yiwang.rest.people.shapes import RevisionIn
from yiwang.rest.schemas import Day, Done, Line, Out, SomeText, Strict, answers
from yiwang.sharing import selectors as sharing

router = Router(tags=["免交免填 spared"], auth=STAFF)


class ResolutionIn(RevisionIn):
    """Which of the two stands, and why."""

    resolution: Annotated[Resolution, Field(strict=False)]
    note: SomeText
    field: Line = Field("", description="One field that is disputed singly; empty for the whole.")


class DoubtIn(RevisionIn):
    """Why a sheet is doubted, and which of its fields; none for the whole."""

    reason: SomeText
    fields: list[Line] = Field(default_factory=list, max_length=100)


class DoubtEndIn(RevisionIn):
    """Why there is no doubt any more."""

    note: SomeText


class DecisionCheckIn(Strict):
    """What follows for a decision whose grounds turned out doubtful, and why."""

    outcome: Annotated[CheckOutcome, Field(strict=False)]
    reason: SomeText


class DecisionCheckOut(Out):
    """A check of a decision; `choices` says what may follow while it waits."""

    id: UUID
    finding_id: UUID
    opened_at: datetime
    due_on: date
    is_open: bool
    outcome: CheckOutcome | None
    words: str
    reason: str
    by: str
    concluded_at: datetime | None
    measure_id: UUID | None
    entitlement_id: UUID | None
    choices: list[CheckOutcome]


class DecisionCheckList(Out):
    """The checks of a case's decision, the newest first."""

    items: list[DecisionCheckOut]


class SparedFigureOut(Out):
    """What an item spared its applicants in a month."""

    item_code: str
    item_name: str
    department: str
    month: date | None
    cases: int
    materials: int
    fields: int
    refused: int = Field(description="How often staff tried to ask for what was found.")


class OpenDisputeOut(Out):
    """A dispute that waits for a decision."""

    finding_id: UUID
    case_id: UUID
    case_number: str
    item_name: str
    key: str
    reason: str
    disputed_at: datetime | None


class AffectedCaseOut(Out):
    """A case that rests on a record of which its provider has said that it was wrong."""

    case_id: UUID
    number: str
    item_name: str
    is_decided: bool
    is_own: bool = Field(description="The request to correct came out of this case.")
    told_at: datetime


class SparedOut(Out):
    """Figures, the newest month first, and disputes, the oldest first; at most 200 of each."""

    figures: list[SparedFigureOut]
    disputes: list[OpenDisputeOut]
    affected: list[AffectedCaseOut]


class DataSourceOut(Out):
    """A data source and its health."""

    code: str
    name: str
    provider: str
    purpose_text: str
    legal_basis: str
    needs_consent: bool
    is_demonstration: bool
    is_on: bool
    failures: int
    trouble: str
    paused_until: datetime | None
    answered_at: datetime | None
    failed_at: datetime | None


class DataSources(Out):
    """All data sources, by code."""

    items: list[DataSourceOut]


def _check_reads(request: HttpRequest) -> None:
    if not actor_of(request).has_right(Right.CASES_READ):
        raise Forbidden


@router.post(
    "/cases/{uuid:case_id}/findings/{uuid:finding_id}/resolution",
    response=answers(Done),
    summary="处理对查到资料的异议",
    openapi_extra=KEY_PARAMETER,
)
def resolve_dispute(
    request: HttpRequest, case_id: UUID, finding_id: UUID, payload: ResolutionIn
) -> HttpResponse:
    """Decide whether what was found stands, or what the applicant provides."""

    def command() -> object:
        return spared.resolve_dispute(
            case_id=case_id,
            finding_id=finding_id,
            resolution=payload.resolution,
            note=payload.note,
            field=payload.field,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        )

    return done(request, command)


@router.post(
    "/cases/{uuid:case_id}/findings/{uuid:finding_id}/doubt",
    response=answers(Done),
    summary="提请提供部门核对查到的资料",
    openapi_extra=KEY_PARAMETER,
)
def doubt_finding(
    request: HttpRequest, case_id: UUID, finding_id: UUID, payload: DoubtIn
) -> HttpResponse:
    """Ask the provider to check it; asking the applicant for it stays refused meanwhile."""

    def command() -> object:
        return spared.doubt_finding(
            case_id=case_id,
            finding_id=finding_id,
            reason=payload.reason,
            fields=payload.fields,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        )

    return done(request, command)


@router.post(
    "/cases/{uuid:case_id}/findings/{uuid:finding_id}/doubt-end",
    response=answers(Done),
    summary="不再怀疑查到的资料",
    openapi_extra=KEY_PARAMETER,
)
def end_doubt(
    request: HttpRequest, case_id: UUID, finding_id: UUID, payload: DoubtEndIn
) -> HttpResponse:
    """Say why there is no doubt any more."""

    def command() -> object:
        return spared.end_doubt(
            case_id=case_id,
            finding_id=finding_id,
            note=payload.note,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        )

    return done(request, command)


@router.post(
    "/cases/{uuid:case_id}/evidence-answers/noted",
    response=answers(Done),
    summary="已查看提供部门的核对答复",
    openapi_extra=KEY_PARAMETER,
)
def note_answer(request: HttpRequest, case_id: UUID, payload: RevisionIn) -> HttpResponse:
    """Say that what the provider answered was looked at; it leaves the task list."""

    def command() -> object:
        return spared.note_answer(
            case_id=case_id,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        )

    return done(request, command)


@router.get(
    "/cases/{uuid:case_id}/decision-checks",
    response=answers(DecisionCheckList),
    summary="决定复核",
)
def list_decision_checks(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return whether a provider's answer calls the decision into question, and what was said."""
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        return {"items": cases.spared.decision_checks(case)}


@router.post(
    "/cases/{uuid:case_id}/decision-check",
    response=answers(Done),
    summary="记下决定复核结果",
    openapi_extra=KEY_PARAMETER,
)
def check_decision(request: HttpRequest, case_id: UUID, payload: DecisionCheckIn) -> HttpResponse:
    """Say that a decision stands, or what follows for it; the task ends."""

    def command() -> object:
        return spared.conclude_check(
            case_id=case_id,
            outcome=payload.outcome,
            reason=payload.reason,
            actor=actor_of(request),
            at=timezone.now(),
        )

    return done(request, command)


@router.get("/spared", response=answers(SparedOut), summary="免交免填情况")
def list_spared(request: HttpRequest, month: Day | None = None) -> dict[str, Any]:
    """Return what the items within reach spared, and the disputes that wait."""
    _check_reads(request)
    actor = actor_of(request)
    with read_only():
        return {
            "figures": cases.spared.figures(actor, month=month.replace(day=1) if month else None),
            "disputes": [
                {
                    "finding_id": one.pk,
                    "case_id": one.case_id,
                    "case_number": one.case.number if one.case else "",
                    "item_name": one.case.item_name if one.case else "",
                    "key": one.requirement_key,
                    "reason": one.dispute_reason,
                    "disputed_at": one.disputed_at,
                }
                for one in cases.spared.open_disputes(actor)
            ],
            "affected": [
                {name: getattr(one, name) for name in AffectedCaseOut.model_fields}
                for one in cases.spared.affected(actor)
            ],
        }


@router.get("/sources", response=answers(DataSources), summary="数据源情况")
def list_sources(request: HttpRequest) -> dict[str, Any]:
    """Return the data sources and how they are."""
    _check_reads(request)
    with read_only():
        return {"items": sharing.sources()}
