# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that the case room writes to the ledger: ids, codes and dates, no personal text."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class CaseFact(Fact):
    """A fact about one case."""

    subject_type = "case"
    subject_field = "case_id"

    case_id: UUID


@dataclass(frozen=True)
class CaseSubmitted(CaseFact):
    kind = "cases.case_submitted"

    number: str
    version_id: UUID
    department_id: UUID
    channel: int
    intake_due_on: date
    content_sha256: str
    mandate_id: UUID | None = None


@dataclass(frozen=True)
class CorrectionAsked(CaseFact):
    kind = "cases.correction_asked"

    correction_id: UUID
    answer_due_on: date


@dataclass(frozen=True)
class CorrectionAnswered(CaseFact):
    kind = "cases.correction_answered"

    correction_id: UUID
    intake_due_on: date
    content_sha256: str


@dataclass(frozen=True)
class CorrectionLapsed(CaseFact):
    """Nobody answered in time; the application counts as withdrawn."""

    kind = "cases.correction_lapsed"

    correction_id: UUID


@dataclass(frozen=True)
class CaseAccepted(CaseFact):
    kind = "cases.case_accepted"

    started_on: date
    due_on: date | None
    statutory_due_on: date | None
    is_provisional: bool
    is_deemed: bool


@dataclass(frozen=True)
class CaseNotAccepted(CaseFact):
    kind = "cases.case_not_accepted"

    reason: str


@dataclass(frozen=True)
class StepCompleted(CaseFact):
    kind = "cases.step_completed"

    element_id: str
    role: str
    content_sha256: str


@dataclass(frozen=True)
class CaseSuspended(CaseFact):
    kind = "cases.case_suspended"

    stop_id: UUID
    reason: str
    article: str
    expected_days: int


@dataclass(frozen=True)
class CaseResumed(CaseFact):
    kind = "cases.case_resumed"

    stop_id: UUID
    due_on: date | None
    statutory_due_on: date | None


@dataclass(frozen=True)
class ExtensionAsked(CaseFact):
    kind = "cases.extension_asked"

    extension_id: UUID
    days: int


@dataclass(frozen=True)
class ExtensionDecided(CaseFact):
    kind = "cases.extension_decided"

    extension_id: UUID
    is_approved: bool
    old_due_on: date | None
    due_on: date | None


@dataclass(frozen=True)
class CaseDecided(CaseFact):
    kind = "cases.case_decided"

    outcome: str
    decision_sha256: str


@dataclass(frozen=True)
class CaseDelivered(CaseFact):
    kind = "cases.case_delivered"

    method: str


@dataclass(frozen=True)
class CaseClosed(CaseFact):
    """The case is sealed off: the digest covers everything it consists of.

    :ivar service_ids: the records of service that have ended by then
    :ivar services_sha256: of these; a service after the close has the digest of its own fact
    """

    kind = "cases.case_closed"

    content_sha256: str
    service_ids: tuple[str, ...] = ()
    services_sha256: str = ""


@dataclass(frozen=True)
class CaseWithdrawn(CaseFact):
    kind = "cases.case_withdrawn"


@dataclass(frozen=True)
class WorkClaimed(CaseFact):
    kind = "cases.work_claimed"

    work_item_id: UUID


@dataclass(frozen=True)
class WorkHandedOver(CaseFact):
    kind = "cases.work_handed_over"

    work_item_id: UUID
    to_staff_id: UUID | None


@dataclass(frozen=True)
class DeadlineRecomputed(CaseFact):
    """A year's holidays became known.

    :ivar intake_due_on: the last day to answer the application, where that is what changed
    :ivar delivery_due_on: the last day to hand out the result, where that is what changed
    """

    kind = "cases.deadline_recomputed"

    due_on: date | None
    statutory_due_on: date | None
    is_provisional: bool
    intake_due_on: date | None = None
    delivery_due_on: date | None = None


@dataclass(frozen=True)
class CaseRead(CaseFact):
    """A staff member or a machine looked at a case; the purpose stands on the ledger row."""

    kind = "cases.case_read"


@dataclass(frozen=True)
class ProcessNotice(CaseFact):
    """The department's process tells the applicant something; the text is the process's own."""

    kind = "cases.process_notice"

    element_id: str
    message: str
    text: str


@dataclass(frozen=True)
class CheckScheduled(CaseFact):
    """What was promised has to be checked by this day (告知承诺, 最多跑一次规定 14)."""

    kind = "cases.check_scheduled"

    check_due_on: date


@dataclass(frozen=True)
class ProcedureFact(CaseFact):
    """A fact about a special procedure of a case.

    :ivar procedure: a ``workflow.clock.Procedure``
    """

    procedure_id: UUID
    procedure: str


@dataclass(frozen=True)
class ProcedurePlanned(ProcedureFact):
    kind = "cases.procedure_planned"

    is_required: bool
    hold_by: date | None


@dataclass(frozen=True)
class ProcedureTold(ProcedureFact):
    """When and where was told in writing.

    :ivar stop_id: the stretch of the clock that it stands for, if it stops it
    """

    kind = "cases.procedure_told"

    starts_on: date
    expected_days: int
    stop_id: UUID | None


@dataclass(frozen=True)
class ProcedurePostponed(ProcedureFact):
    kind = "cases.procedure_postponed"


@dataclass(frozen=True)
class ProcedureHeld(ProcedureFact):
    kind = "cases.procedure_held"


@dataclass(frozen=True)
class ProcedureConcluded(ProcedureFact):
    kind = "cases.procedure_concluded"

    result: str
    content_sha256: str


@dataclass(frozen=True)
class ProcedureCancelled(ProcedureFact):
    kind = "cases.procedure_cancelled"


@dataclass(frozen=True)
class ProcedureOverran(ProcedureFact):
    """It took longer than was told, or was not held in the days that the law gives."""

    kind = "cases.procedure_overran"

    end_by: date


@dataclass(frozen=True)
class PartyTold(CaseFact):
    kind = "cases.party_told"

    party_id: UUID
    role: str
    hearing_ask_by: date | None


@dataclass(frozen=True)
class HearingAsked(CaseFact):
    kind = "cases.hearing_asked"

    party_id: UUID
    procedure_id: UUID


@dataclass(frozen=True)
class HearingWaived(CaseFact):
    kind = "cases.hearing_waived"

    party_id: UUID


@dataclass(frozen=True)
class StatementReceived(CaseFact):
    kind = "cases.statement_received"

    statement_id: UUID
    statement: str
    content_sha256: str


@dataclass(frozen=True)
class StatementAnswered(CaseFact):
    kind = "cases.statement_answered"

    statement_id: UUID
    is_upheld: bool


@dataclass(frozen=True)
class StatementEnded(CaseFact):
    """What was said was laid aside unanswered: its case ended without a decision."""

    kind = "cases.statement_ended"

    statement_id: UUID
    because: str


@dataclass(frozen=True)
class CaseForwarded(CaseFact):
    """The lower body passed the whole file on; the upper body's clock starts."""

    kind = "cases.case_forwarded"

    review_id: UUID
    opinion: str
    from_department_id: UUID
    to_department_id: UUID
    due_on: date | None
    statutory_due_on: date | None
    content_sha256: str


@dataclass(frozen=True)
class CaseOpenedOfOwnMotion(CaseFact):
    """A body began a case that nobody applied for."""

    kind = "cases.case_opened_of_own_motion"

    number: str
    version_id: UUID
    department_id: UUID
    started_on: date
    due_on: date | None
    content_sha256: str


@dataclass(frozen=True)
class AttendedActDone(CaseFact):
    """A clerk did something at a counter for the applicant who stood there."""

    kind = "cases.attended_act_done"

    act: str
    signed_how: str
