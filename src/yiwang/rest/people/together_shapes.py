# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The shapes of applying together."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from yiwang.cases.enums import CaseState, TogetherState
from yiwang.rest.schemas import Form, Out, SomeText, Strict

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class CoApplicantIn(Strict):
    """Whom to invite; whether they have an account is not told."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00]+$")]
    number: Annotated[str, StringConstraints(pattern=r"^([0-9]{17}[0-9Xx]|1[3-9][0-9]{9})$")] = (
        Field(description="Resident identity number, or mobile number.")
    )
    role: Annotated[str, StringConstraints(pattern=r"^([a-z][a-z_]{0,39})?$")] = ""


class CoApplicantOut(Out):
    """Somebody who applies together with the applicant; their number is masked."""

    id: UUID
    name: str
    number_masked: str
    role: str
    role_title: str
    state: TogetherState
    invited_at: datetime
    expires_on: date
    signed_at: datetime | None
    signed_assurance: int | None
    signed_sha256: str


class CoApplicantsOut(Out):
    roles: dict[str, str] = Field(description="Who has to sign, by the item's form.")
    people: list[CoApplicantOut]


class PartOut(Out):
    """A draft or a case of somebody else that one is invited to or has a part in."""

    id: UUID
    item_name: str
    invited_by_name: str
    role_title: str
    state: TogetherState
    expires_on: date
    signed_at: datetime | None


class PartsOut(Out):
    invitations: list[PartOut]
    parts: list[PartOut]


class SharedDraftOut(Out):
    """A shared draft as its co-applicant reads it: numbers of others masked."""

    version_id: UUID
    revision: int
    form: dict[str, Any]
    materials: dict[str, int] = Field(description="Material → how many files.")
    content_sha256: str = Field(description="What a signature binds to.")


class PartyCaseOut(Out):
    """The case that the draft became."""

    id: UUID
    number: str
    state: CaseState
    due_on: date | None
    withdrawal_asked_at: datetime | None
    withdrawal_agreed_at: datetime | None


class SharedPaperOut(Out):
    """A file that everybody who applies together may read, at `/together/{id}/files/{file_id}`."""

    file_id: UUID
    title: str
    name: str
    size: int
    language: str = Field(description="Of a translation; empty for what counts.")


class MyPartOut(Out):
    part: PartOut
    draft: SharedDraftOut | None
    case: PartyCaseOut | None
    papers: list[SharedPaperOut]
    language: str = Field(description="Of one's translations; empty: Chinese alone.")


class PartReceiptOut(Out):
    """A co-applicant's own receipt."""

    number: str
    query_code: str
    may_review: bool
    review_code: str = Field(description="Reviews without signing in; empty where not invited yet.")


class InvitationAnswerIn(Strict):
    accepts: bool


class SharedDraftIn(Strict):
    """What was typed; masked numbers that come back stand for what was there."""

    form: Form
    revision: int = Field(ge=0, le=10**9, description="The revision that was read.")


class SignatureIn(Strict):
    """That one has read the whole text and confirms it."""

    content_sha256: Digest


class PartyQuestionIn(Strict):
    words: SomeText
