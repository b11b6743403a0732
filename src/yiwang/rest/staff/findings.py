# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the comparison of the catalogue found, and what staff do about it."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue.enums import FindingState, Severity, SubjectKind
from yiwang.catalogue.selectors import comparison
from yiwang.catalogue.services import comparison as commands
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.paging import opened, sealed
from yiwang.rest.schemas import Cursor, Day, Line, Out, PageSize, SomeText, Strict, answers

router = Router(tags=["规范比对 comparison"], auth=STAFF)


class EvidenceFactOut(Out):
    """One fact of evidence, in words."""

    label: str
    value: str


class FindingOut(Out):
    """Something in the catalogue that breaks a rule."""

    id: UUID
    rule: str
    severity: Severity = Field(description="3 grave, 2 middling, 1 slight")
    subject: SubjectKind
    sentence: str
    item_name: str
    code: str = Field(description="Implementation code of a list, else the basic code.")
    department_id: UUID | None
    department_name: str
    region_code: str
    state: FindingState
    found_at: datetime
    due_on: date
    reopened: int


class FindingDetails(FindingOut):
    """A finding with its evidence, and what became of it."""

    found: list[EvidenceFactOut] = Field(description="What stands in the catalogue.")
    expected: list[EvidenceFactOut] = Field(description="What it was compared with.")
    evidence: dict[str, Any] = Field(description="Both sides as they are stored.")
    evidence_sha256: str
    contest_reason: str
    judgement: str
    excepted_until: date | None
    cleared_at: datetime | None


class FindingsPage(Out):
    items: list[FindingOut]
    next_cursor: str


class FindingReasonIn(Strict):
    """Why."""

    reason: SomeText


class JudgementIn(Strict):
    """Whether the finding stands, and why."""

    is_upheld: bool
    reason: SomeText


class ExceptionIn(Strict):
    """Until when a finding may stand as it is, and why."""

    reason: SomeText
    until: Day = Field(strict=False)


@router.get("/findings", response=answers(FindingsPage), summary="比对问题")
def list_findings(
    request: HttpRequest,
    rule: Line = "",
    severity: Annotated[int | None, Field(ge=1, le=3)] = None,
    state: Annotated[Line, Field(description="Empty: those that wait.")] = "",
    cursor: Cursor = "",
    limit: PageSize = 50,
) -> dict[str, Any]:
    """Return the findings in reach, the most urgent first."""
    wanted = comparison.FindingFilter(rule=rule, severity=severity, state=state)
    with read_only():
        page = comparison.findings(
            actor_of(request), wanted=wanted, cursor=opened("findings", cursor), limit=limit
        )
        return {
            "items": [_summary(view) for view in page.rows],
            "next_cursor": sealed("findings", page.next_cursor),
        }


@router.get("/findings/{uuid:finding_id}", response=answers(FindingDetails), summary="比对问题详情")
def get_finding(request: HttpRequest, finding_id: UUID) -> dict[str, Any]:
    """Return one finding with both sides of its evidence."""
    with read_only():
        return _details(comparison.get_finding(finding_id, actor_of(request)))


@router.post(
    "/findings/{uuid:finding_id}/objection",
    response=answers(FindingDetails),
    summary="提出异议",
    openapi_extra=KEY_PARAMETER,
)
def contest_finding(
    request: HttpRequest, finding_id: UUID, payload: FindingReasonIn
) -> HttpResponse:
    """Say that a finding is none; a second person judges."""

    def act() -> dict[str, Any]:
        commands.contest_finding(
            finding_id=finding_id,
            reason=payload.reason,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return _answer(request, finding_id)

    return perform(request, act)


@router.post(
    "/findings/{uuid:finding_id}/judgement",
    response=answers(FindingDetails),
    summary="裁定异议",
    openapi_extra=KEY_PARAMETER,
)
def judge_finding(request: HttpRequest, finding_id: UUID, payload: JudgementIn) -> HttpResponse:
    """Judge an objection that somebody else has made."""

    def act() -> dict[str, Any]:
        commands.judge_finding(
            finding_id=finding_id,
            is_upheld=payload.is_upheld,
            reason=payload.reason,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return _answer(request, finding_id)

    return perform(request, act)


@router.post(
    "/findings/{uuid:finding_id}/exception",
    response=answers(FindingDetails),
    summary="接受为例外",
    openapi_extra=KEY_PARAMETER,
)
def except_finding(request: HttpRequest, finding_id: UUID, payload: ExceptionIn) -> HttpResponse:
    """Let a finding that somebody else contested stand as it is, until a day."""

    def act() -> dict[str, Any]:
        commands.accept_exception(
            finding_id=finding_id,
            reason=payload.reason,
            until=payload.until,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return _answer(request, finding_id)

    return perform(request, act)


def _answer(request: HttpRequest, finding_id: UUID) -> dict[str, Any]:
    details = _details(comparison.get_finding(finding_id, actor_of(request)))
    return FindingDetails.model_validate(details).model_dump(mode="json")


def _summary(view: comparison.FindingView) -> dict[str, Any]:
    row = view.row
    return {
        "id": row.id,
        "rule": row.rule,
        "severity": row.severity,
        "subject": row.subject_kind,
        "sentence": view.sentence,
        "item_name": view.item_name,
        "code": view.code,
        "department_id": row.department_id,
        "department_name": view.department_name,
        "region_code": row.region_code,
        "state": row.state,
        "found_at": row.found_at,
        "due_on": row.due_on,
        "reopened": row.reopened,
    }


def _details(view: comparison.FindingView) -> dict[str, Any]:
    row = view.row
    return _summary(view) | {
        "found": view.found,
        "expected": view.expected,
        "evidence": row.evidence,
        "evidence_sha256": row.evidence_sha256,
        "contest_reason": row.contest_reason,
        "judgement": row.judgement,
        "excepted_until": row.excepted_until,
        "cleared_at": row.cleared_at,
    }
