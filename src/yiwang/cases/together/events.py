# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts of applying together: ids, days and digests only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.events import CaseFact
from yiwang.ledger.events import Fact


class TogetherFact(Fact):
    """A fact about one co-applicant of a draft."""

    subject_type = "co_applicant"
    subject_field = "co_applicant_id"

    co_applicant_id: UUID


@dataclass(frozen=True)
class CoApplicantInvited(TogetherFact):
    kind = "cases.co_applicant_invited"

    co_applicant_id: UUID
    draft_id: UUID
    role: str
    expires_on: date


@dataclass(frozen=True)
class CoApplicantAnswered(TogetherFact):
    """They accepted, or declined."""

    kind = "cases.co_applicant_answered"

    co_applicant_id: UUID
    accepts: bool


@dataclass(frozen=True)
class SharingEnded(TogetherFact):
    """Sharing was revoked, or the co-applicant left."""

    kind = "cases.sharing_ended"

    co_applicant_id: UUID
    by_owner: bool


@dataclass(frozen=True)
class DraftSigned(TogetherFact):
    """They read the whole text and confirmed it."""

    kind = "cases.draft_signed"

    co_applicant_id: UUID
    content_sha256: str
    assurance: int


@dataclass(frozen=True)
class SignatureVoided(TogetherFact):
    """The text was changed after it was signed, or the signature taken back."""

    kind = "cases.signature_voided"

    co_applicant_id: UUID
    is_taken_back: bool


@dataclass(frozen=True)
class CoApplicantReminded(TogetherFact):
    """The applicant asked somebody again to answer, or to sign."""

    kind = "cases.co_applicant_reminded"

    co_applicant_id: UUID


@dataclass(frozen=True)
class CoApplicantJoinedCase(CaseFact):
    """The draft was handed in: who signed it is a party of the case."""

    kind = "cases.co_applicant_joined_case"

    co_applicant_id: UUID
    role: str
    content_sha256: str
    assurance: int


@dataclass(frozen=True)
class WithdrawalAsked(CaseFact):
    """The applicant wants to take the case back; the others have to agree."""

    kind = "cases.withdrawal_asked"


@dataclass(frozen=True)
class WithdrawalAgreed(CaseFact):
    kind = "cases.withdrawal_agreed"

    co_applicant_id: UUID
