# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What staff do about special procedures, parties and statements of a case."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import AwareDatetime, Field

from yiwang.cases import selectors as cases
from yiwang.cases.enums import PartyRole, ProcedureResult, StatementKind
from yiwang.cases.services import procedures
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import state_of
from yiwang.rest.people.shapes import RevisionIn, StateOut
from yiwang.rest.schemas import Id, Line, SomeText, Strict, Text, answers
from yiwang.workflow.clock import Procedure

router = Router(tags=["特别程序 procedures"], auth=STAFF)
Particulars = dict[Line, Text]


class ParticipantIn(Strict):
    name: Line
    part: Line = ""


class NewProcedureIn(RevisionIn):
    """Which procedure, and why."""

    procedure: Annotated[Procedure, Field(strict=False)]
    reason: SomeText
    is_required: bool = Field(False, description="A law asks for it (行政许可法 46).")


class ArrangementIn(RevisionIn):
    """When, where and with whom; each kind asks for particulars of its own."""

    starts_at: AwareDatetime | None = Field(default=None, strict=False)
    place: Line = ""
    ends_on: date | None = Field(default=None, strict=False)
    is_public: bool = True
    staff_ids: list[Id] = Field(default_factory=list, max_length=50)
    participants: list[ParticipantIn] = Field(default_factory=list, max_length=50)
    particulars: Particulars = Field(default_factory=dict, max_length=20)
    expected_days: int = Field(0, ge=0, le=365, description="Working days told in writing.")

    def arrangement(self) -> procedures.Arrangement:
        starts_at: datetime | None = self.starts_at
        return procedures.Arrangement(
            starts_at=starts_at,
            place=self.place,
            ends_on=self.ends_on,
            is_public=self.is_public,
            staff_ids=self.staff_ids,
            participants=[procedures.Participant(one.name, one.part) for one in self.participants],
            particulars=self.particulars,
            expected_days=self.expected_days,
        )


class HoldingIn(RevisionIn):
    """That it took place; of a site visit that nobody was told of, also when, where and by whom."""

    arrangement: ArrangementIn | None = None


class ProcedureConclusionIn(RevisionIn):
    """What it found, with minutes or report."""

    result: Annotated[ProcedureResult, Field(strict=False)]
    findings: SomeText
    particulars: Particulars = Field(default_factory=dict, max_length=20)
    files: list[Id] = Field(default_factory=list, max_length=10)


class CancellationIn(RevisionIn):
    reason: SomeText


class PartyIn(RevisionIn):
    """Whose interests the decision touches (行政许可法 36)."""

    role: Annotated[PartyRole, Field(strict=False)] = PartyRole.INTERESTED
    name: Line = ""
    contact: Line = ""
    stake: Text = ""
    number: Line = Field("", description="Resident number or credit code: they act online.")
    offers_hearing: bool = Field(False, description="They may ask for a hearing within five days.")


class PartyRequestIn(Strict):
    """What a party asked; a clerk writes it down."""

    party_id: Id
    reason: SomeText


class PartyWaiverIn(Strict):
    party_id: Id


class PartyStatementIn(Strict):
    """What a party, or somebody during a public notice, handed in."""

    party_id: Id | None = None
    procedure_id: Id | None = None
    kind: Annotated[StatementKind, Field(strict=False)] = StatementKind.OBJECTION
    words: SomeText
    files: list[Id] = Field(default_factory=list, max_length=10)


class StatementAnswerIn(RevisionIn):
    is_upheld: bool
    answer: SomeText


def done_in_case(
    request: HttpRequest, case_id: UUID, act: Callable[..., object], **given: Any
) -> HttpResponse:
    """Do a command on the case and answer with where it stands then."""

    def body() -> dict[str, Any]:
        actor = actor_of(request)
        act(case_id=case_id, actor=actor, at=timezone.now(), **given)
        return state_of(cases.case(case_id, actor))

    return perform(request, body)


@router.post(
    "/cases/{uuid:case_id}/procedures/planning",
    response=answers(StateOut),
    summary="安排特别程序",
    openapi_extra=KEY_PARAMETER,
)
def plan_procedure(request: HttpRequest, case_id: UUID, payload: NewProcedureIn) -> HttpResponse:
    """Begin a special procedure; when and where is told later."""
    return done_in_case(
        request,
        case_id,
        procedures.plan_procedure,
        procedure=payload.procedure,
        reason=payload.reason,
        is_required=payload.is_required,
        revision=payload.revision,
    )


@router.post(
    "/cases/{uuid:case_id}/procedures/{uuid:procedure_id}/notice",
    response=answers(StateOut),
    summary="告知时间和地点",
    openapi_extra=KEY_PARAMETER,
)
def tell_procedure(
    request: HttpRequest, case_id: UUID, procedure_id: UUID, payload: ArrangementIn
) -> HttpResponse:
    """Tell when and where in writing; the clock stops where a law lets it."""
    return done_in_case(
        request,
        case_id,
        procedures.tell_procedure,
        procedure_id=procedure_id,
        arrangement=payload.arrangement(),
        revision=payload.revision,
    )


@router.post(
    "/cases/{uuid:case_id}/procedures/{uuid:procedure_id}/postponement",
    response=answers(StateOut),
    summary="延期举行",
    openapi_extra=KEY_PARAMETER,
)
def postpone_procedure(
    request: HttpRequest, case_id: UUID, procedure_id: UUID, payload: RevisionIn
) -> HttpResponse:
    """Take back a time that was told; another one is told later."""
    return done_in_case(
        request,
        case_id,
        procedures.postpone_procedure,
        procedure_id=procedure_id,
        revision=payload.revision,
    )


@router.post(
    "/cases/{uuid:case_id}/procedures/{uuid:procedure_id}/holding",
    response=answers(StateOut),
    summary="记录已举行",
    openapi_extra=KEY_PARAMETER,
)
def hold_procedure(
    request: HttpRequest, case_id: UUID, procedure_id: UUID, payload: HoldingIn
) -> HttpResponse:
    """Record that it took place."""
    told = payload.arrangement
    return done_in_case(
        request,
        case_id,
        procedures.hold_procedure,
        procedure_id=procedure_id,
        arrangement=told.arrangement() if told else None,
        revision=payload.revision,
    )


@router.post(
    "/cases/{uuid:case_id}/procedures/{uuid:procedure_id}/conclusion",
    response=answers(StateOut),
    summary="作出结论",
    openapi_extra=KEY_PARAMETER,
)
def conclude_procedure(
    request: HttpRequest, case_id: UUID, procedure_id: UUID, payload: ProcedureConclusionIn
) -> HttpResponse:
    """Record what it found; the clock runs again."""
    return done_in_case(
        request,
        case_id,
        procedures.conclude_procedure,
        procedure_id=procedure_id,
        conclusion=procedures.Conclusion(
            result=payload.result,
            findings=payload.findings,
            particulars=payload.particulars,
            files=payload.files,
        ),
        revision=payload.revision,
    )


@router.post(
    "/cases/{uuid:case_id}/procedures/{uuid:procedure_id}/cancellation",
    response=answers(StateOut),
    summary="取消程序",
    openapi_extra=KEY_PARAMETER,
)
def cancel_procedure(
    request: HttpRequest, case_id: UUID, procedure_id: UUID, payload: CancellationIn
) -> HttpResponse:
    """Drop a procedure that is not needed any more; never a hearing that the law requires."""
    return done_in_case(
        request,
        case_id,
        procedures.cancel_procedure,
        procedure_id=procedure_id,
        reason=payload.reason,
        revision=payload.revision,
    )


@router.post(
    "/cases/{uuid:case_id}/parties",
    response=answers(StateOut),
    summary="告知利害关系人",
    openapi_extra=KEY_PARAMETER,
)
def tell_party(request: HttpRequest, case_id: UUID, payload: PartyIn) -> HttpResponse:
    """Record that somebody was told that the decision touches their interests."""
    return done_in_case(
        request,
        case_id,
        procedures.tell_party,
        party=procedures.NewParty(
            role=payload.role,
            name=payload.name,
            contact=payload.contact,
            stake=payload.stake,
            offers_hearing=payload.offers_hearing,
            number=payload.number,
        ),
        revision=payload.revision,
    )


@router.post(
    "/cases/{uuid:case_id}/parties/hearing-request",
    response=answers(StateOut),
    summary="登记听证申请",
    openapi_extra=KEY_PARAMETER,
)
def record_hearing_request(
    request: HttpRequest, case_id: UUID, payload: PartyRequestIn
) -> HttpResponse:
    """Write down that a party asked for a hearing."""
    return done_in_case(
        request, case_id, procedures.ask_hearing, party_id=payload.party_id, reason=payload.reason
    )


@router.post(
    "/cases/{uuid:case_id}/parties/hearing-waiver",
    response=answers(StateOut),
    summary="登记放弃听证",
    openapi_extra=KEY_PARAMETER,
)
def record_hearing_waiver(
    request: HttpRequest, case_id: UUID, payload: PartyWaiverIn
) -> HttpResponse:
    """Write down that a party gave up the hearing."""
    return done_in_case(request, case_id, procedures.waive_hearing, party_id=payload.party_id)


@router.post(
    "/cases/{uuid:case_id}/parties/statements",
    response=answers(StateOut),
    summary="登记异议或陈述",
    openapi_extra=KEY_PARAMETER,
)
def record_statement(
    request: HttpRequest, case_id: UUID, payload: PartyStatementIn
) -> HttpResponse:
    """Write down what a party, or somebody during a public notice, handed in."""
    return done_in_case(
        request,
        case_id,
        procedures.state,
        party_id=payload.party_id,
        procedure_id=payload.procedure_id,
        kind=payload.kind,
        words=payload.words,
        files=payload.files,
    )


@router.post(
    "/cases/{uuid:case_id}/statements/{uuid:statement_id}/answer",
    response=answers(StateOut),
    summary="答复异议或陈述",
    openapi_extra=KEY_PARAMETER,
)
def answer_statement(
    request: HttpRequest, case_id: UUID, statement_id: UUID, payload: StatementAnswerIn
) -> HttpResponse:
    """Say whether a statement is followed, and why."""
    return done_in_case(
        request,
        case_id,
        procedures.answer_statement,
        statement_id=statement_id,
        is_upheld=payload.is_upheld,
        answer=payload.answer,
        revision=payload.revision,
    )
