# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases as the interface shows and takes them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from yiwang.cases.enums import CaseMode, CaseState, EvidenceGrade, Purpose
from yiwang.rest.schemas import Answers, Files, Form, Id, Line, Out, Strict


class SignedIn(Strict):
    """The way of handling that was chosen, and the words that were read and signed for it."""

    mode: Annotated[CaseMode, Field(strict=False)]
    materials: list[Line] = Field(
        default_factory=list,
        max_length=60,
        description="Keys: to follow later, or replaced by the promise.",
    )
    deferred: list[Line] = Field(
        default_factory=list,
        max_length=60,
        description="With `combined`: keys to follow later; `materials` are the promised ones.",
    )
    paper_id: Id | None = Field(
        default=None, description="At the counter: the scan of what the applicant signed."
    )
    presence_code: Line = Field(
        default="", description="At the counter, without a scan: the code on the applicant's phone."
    )
    text_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="Of the words, from `POST /versions/{id}/ways`."
    )


class ApplicationIn(Strict):
    """An application."""

    version_id: Id = Field(description="The published version, from the item's guide.")
    form: Form
    materials: Files = Field(default_factory=dict, max_length=100)
    applicant_id: Id | None = Field(
        default=None, description="At the counter: the person who applies."
    )
    mandate_id: Id | None = Field(
        default=None, description="Staff of a station: what the applicant has entrusted to it."
    )
    draft_id: Id | None = None
    wants_person: bool = Field(
        default=False, description="A person shall decide, where a rule would (转人工)."
    )
    signed: SignedIn | None = Field(
        default=None, description="Trust first, deferral or commitment; null for the usual way."
    )
    purpose: Annotated[Purpose, Field(strict=False)] = Purpose.NEW
    about_id: Id | None = Field(
        default=None, description="The entitlement to be changed, renewed, replaced or cancelled."
    )
    scenario: Answers | None = Field(
        default=None, description="What was answered in the item's scenario."
    )
    language: str | None = Field(
        default=None,
        max_length=12,
        description="Of translations beside the Chinese papers, as `GET /me/paper-language` offers "
        "them; empty for none, null for what the account says.",
    )


class RevisionIn(Strict):
    """What the person saw; a conflict when the case has moved since."""

    revision: int | None = Field(default=None, ge=1, le=2_000_000_000)


class CorrectionAnswerIn(RevisionIn):
    """The corrected application: the whole form, and the files that are added or replaced."""

    form: Form
    materials: Files = Field(default_factory=dict, max_length=100)


class ReceiptOut(Out):
    """What the applicant keeps."""

    case_id: UUID
    number: str
    query_code: str
    state: CaseState
    submitted_at: datetime
    intake_due_on: date = Field(description="By then the department says whether it accepts.")


class StateOut(Out):
    """Where a case stands after a command."""

    case_id: UUID
    state: CaseState
    revision: int
    due_on: date | None


class CaseRow(Out):
    """A case in a list."""

    id: UUID
    number: str
    item_name: str
    applicant_name: str
    state: CaseState
    outcome: str
    submitted_at: datetime
    due_on: date | None
    decided_at: datetime | None
    closed_at: datetime | None


class CaseList(Out):
    """A page of cases, newest first."""

    items: list[CaseRow]
    next_cursor: str


class StopOut(Out):
    """A stretch that does not count, and the law that says so."""

    name: str
    law: str
    article: str
    workdays: int
    is_over: bool


class ClockOut(Out):
    """The clock of a case; days are working days."""

    tone: str = Field(description="fine, soon, overdue, stopped or done")
    due_on: date | None
    statutory_due_on: date | None
    days_left: int
    is_intake: bool
    is_provisional: bool = Field(description="It falls in a year without published holidays.")
    stops: list[StopOut]


class MaterialOut(Out):
    """A file that counts for a material."""

    requirement_key: str
    file_id: UUID
    name: str
    size: int
    media_type: str
    sha256: str
    grade: EvidenceGrade = Field(description="How far it can be relied on, A the surest.")


class CorrectionEntryOut(Out):
    key: str
    name: str
    what: str


class CorrectionOut(Out):
    """The one notice that lists everything to be corrected."""

    entries: list[CorrectionEntryOut]
    note: str
    asked_at: datetime
    answer_due_on: date
    answered_at: datetime | None


class DecisionOut(Out):
    outcome: str
    reasons: str
    result_name: str
    bases: list[dict[str, str]] = Field(description="The articles that it rests on.")
    discretion: str
    discretion_reason: str
    minutes_use: str
    minutes_reason: str
    decided_at: datetime


class ApplicantOut(Out):
    """Who applied, numbers masked."""

    id: UUID
    kind: str
    name: str
    number_masked: str
    phone_masked: str


class CaseOut(CaseRow):
    """A case, whole."""

    revision: int
    query_code: str
    item_code: str
    handling_code: str = Field(description="33 characters; empty when nobody was guided.")
    version_id: UUID
    mode: CaseMode
    department_id: UUID
    department_name: str
    applicant: ApplicantOut
    form: dict[str, Any]
    clock: ClockOut
    materials: list[MaterialOut]
    correction: CorrectionOut | None
    decision: DecisionOut | None
    actions: list[str] = Field(description="What the caller may do with it now.")


class TimelineEntryOut(Out):
    """One thing that happened; ``seq`` is its place in the ledger."""

    at: datetime
    kind: str
    title: str
    detail: str
    by: str
    seq: int | None


class TimelineOut(Out):
    """What has happened, first things first."""

    items: list[TimelineEntryOut]
