# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Special procedures, parties and statements of a case, for the applicant and for staff."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.enums import (
    PartyRole,
    ProcedureResult,
    ProcedureState,
    ReviewOpinion,
    ReviewState,
    StatementKind,
)
from yiwang.cases.errors import NotYourCase
from yiwang.cases.services import procedures
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import note_reading, state_of
from yiwang.rest.people.shapes import StateOut
from yiwang.rest.schemas import Id, Out, SomeText, Strict, answers

router = Router(tags=["特别程序 procedures"], auth=PEOPLE)


class ParticularOut(Out):
    """What only this kind of procedure has."""

    label: str
    text: str


class ProcedureFileOut(Out):
    """A file; its content is at `/cases/{case_id}/files/{file_id}`."""

    file_id: UUID
    name: str
    size: int


class ParticipantOut(Out):
    """Somebody who conducts it or takes part."""

    name: str
    part: str = ""


class ProcedureOut(Out):
    """A hearing, a tender, a test, a visit, a public notice: when, where, with whom, what came."""

    id: UUID
    procedure: str
    name: str
    state: ProcedureState
    is_required: bool
    reason: str
    hold_by: date | None
    starts_at: datetime | None
    ends_on: date | None
    place: str
    is_public: bool
    expected_days: int
    end_by: date | None
    is_overdue: bool
    stops_the_clock: bool
    result: ProcedureResult | None
    findings: str
    staff: list[ParticipantOut]
    participants: list[ParticipantOut]
    particulars: list[ParticularOut]
    files: list[ProcedureFileOut]


class ProcedurePartyOut(Out):
    """Somebody who was told; where to reach them only staff read."""

    id: UUID
    role: PartyRole
    name: str
    contact: str
    stake: str
    told_at: datetime
    hearing_ask_by: date | None
    hearing_asked_at: datetime | None
    hearing_waived_at: datetime | None


class StatementOut(Out):
    """What somebody said, and what was answered."""

    id: UUID
    kind: StatementKind
    by: str
    words: str
    received_at: datetime
    answer: str
    is_upheld: bool | None
    answered_at: datetime | None
    ended_at: datetime | None = Field(description="Laid aside, as the case ended undecided.")
    files: list[ProcedureFileOut]


class LowerReviewOut(Out):
    """The review by a lower body; `stage` counts from the lowest, which accepts."""

    stage: int
    state: ReviewState
    lower_name: str
    workdays: int
    started_on: date | None
    due_on: date | None
    opinion: ReviewOpinion | None
    words: str
    forwarded_at: datetime | None


class CaseProceduresOut(Out):
    procedures: list[ProcedureOut]
    parties: list[ProcedurePartyOut]
    statements: list[StatementOut]
    review: LowerReviewOut | None = Field(description="The stage that has the file, or had it.")
    reviews: list[LowerReviewOut]


class HearingRequestIn(Strict):
    """Why a hearing is asked for (行政许可法 47)."""

    reason: SomeText


class ProcedureStatementIn(Strict):
    """An objection, or a statement and defence (行政许可法 36)."""

    kind: Annotated[StatementKind, Field(strict=False)] = StatementKind.STATEMENT
    words: SomeText
    files: list[Id] = Field(default_factory=list, max_length=10)


def _files(files: Any) -> list[dict[str, Any]]:
    return [{"file_id": one.file_id, "name": one.file.name, "size": one.file.size} for one in files]


def _procedure(shown: cases.ShownProcedure) -> dict[str, Any]:
    row = shown.row
    plain = (
        *("id", "state", "is_required", "reason", "hold_by", "starts_at", "ends_on", "place"),
        *("is_public", "expected_days", "end_by", "findings", "participants"),
    )
    return {name: getattr(row, name) for name in plain} | {
        "procedure": row.kind,
        "name": str(shown.name),
        "is_overdue": shown.is_overdue,
        "stops_the_clock": row.stop_id is not None,
        "result": row.result or None,
        "staff": [{"name": one["name"]} for one in row.staff],
        "particulars": [{"label": str(key), "text": text} for key, text in shown.particulars],
        "files": _files(shown.files),
    }


def _party(row: Any, actor: Actor) -> dict[str, Any]:
    shown = {name: getattr(row, name) for name in ProcedurePartyOut.model_fields}
    return shown if actor.is_staff else shown | {"contact": ""}


def _statement(row: Any, found: cases.CaseProcedures, actor: Actor) -> dict[str, Any]:
    shown = {name: getattr(row, name) for name in StatementOut.model_fields if hasattr(row, name)}
    is_own = row.party is None and row.procedure_id is None
    own = is_own or (row.party is not None and row.party.role == PartyRole.APPLICANT)
    files = found.files_of_statement(row.pk) if actor.is_staff or own else []
    return shown | {
        "by": row.party.name if row.party else ("applicant" if is_own else "public"),
        "files": _files(files),
    }


def _review(row: Any) -> dict[str, Any] | None:
    if row is None:
        return None
    shown = {name: getattr(row, name) for name in LowerReviewOut.model_fields}
    return shown | {"opinion": row.opinion or None}


@router.get(
    "/cases/{uuid:case_id}/procedures",
    response=answers(CaseProceduresOut),
    summary="特别程序、利害关系人和陈述",
)
def get_procedures(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return the special procedures of a case, whom it touches, and what they said."""
    actor = actor_of(request)
    if not actor.is_citizen:
        note_reading(case_id, actor)
    with read_only():
        case = cases.case(case_id, actor)
        found = cases.procedures_of(case, today=timezone.localdate())
        return {
            "procedures": [_procedure(one) for one in found.procedures],
            "parties": [_party(one, actor) for one in found.parties],
            "statements": [_statement(one, found, actor) for one in found.statements],
            "review": _review(found.review),
            "reviews": [_review(one) for one in found.reviews],
        }


def _own(request: HttpRequest, case_id: UUID, act: Callable[[], object]) -> HttpResponse:
    """Do what only applicants do; clerks write down what others ask with operations of theirs."""
    if not actor_of(request).is_citizen:
        raise NotYourCase

    def body() -> dict[str, Any]:
        act()
        return state_of(cases.case(case_id, actor_of(request)))

    return perform(request, body)


@router.post(
    "/cases/{uuid:case_id}/hearing-request",
    response=answers(StateOut),
    summary="申请听证",
    openapi_extra=KEY_PARAMETER,
)
def ask_hearing(request: HttpRequest, case_id: UUID, payload: HearingRequestIn) -> HttpResponse:
    """Ask for a hearing within five working days of being told that one may."""
    return _own(
        request,
        case_id,
        lambda: procedures.ask_hearing(
            case_id=case_id, reason=payload.reason, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/hearing-waiver",
    response=answers(StateOut),
    summary="放弃听证",
    openapi_extra=KEY_PARAMETER,
)
def waive_hearing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give up the right to a hearing, or take the request back."""
    return _own(
        request,
        case_id,
        lambda: procedures.waive_hearing(
            case_id=case_id, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/statements",
    response=answers(StateOut),
    summary="陈述和申辩",
    openapi_extra=KEY_PARAMETER,
)
def state(request: HttpRequest, case_id: UUID, payload: ProcedureStatementIn) -> HttpResponse:
    """State one's view of one's own case, with proof; it is answered before the decision."""
    return _own(
        request,
        case_id,
        lambda: procedures.state(
            case_id=case_id,
            kind=payload.kind,
            words=payload.words,
            files=payload.files,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )
