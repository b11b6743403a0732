# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts of nothing asked twice: ids, codes and numbers, never a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.events import CaseFact
from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class EvidenceFound(CaseFact):
    """An application rests on evidence that nobody was asked for.

    :ivar digests: SHA-256 of each sheet of evidence
    """

    kind = "cases.evidence_found"

    item_code: str
    department_id: UUID
    materials: int
    fields: int
    digests: Sequence[str]
    is_later: bool = False


@dataclass(frozen=True)
class AskingRefused(CaseFact):
    """Staff tried to ask for what had been found: a fact for supervision."""

    kind = "cases.asked_twice"

    item_code: str
    department_id: UUID
    action: str
    requirements: Sequence[str]


@dataclass(frozen=True)
class FindingFact(Fact):
    """A fact about one sheet of evidence."""

    subject_type = "evidence"
    subject_field = "finding_id"

    finding_id: UUID
    case_id: UUID | None


@dataclass(frozen=True)
class FindingDisputed(FindingFact):
    """The applicant says that what was found is wrong."""

    kind = "cases.finding_disputed"

    source: str
    fields: Sequence[str]
    correction_id: UUID | None


@dataclass(frozen=True)
class DisputeWithdrawn(FindingFact):
    """The applicant no longer disputes it."""

    kind = "cases.dispute_withdrawn"


@dataclass(frozen=True)
class FindingDoubted(FindingFact):
    """A staff member doubts what was found; the provider is asked."""

    kind = "cases.finding_doubted"

    source: str
    correction_id: UUID


@dataclass(frozen=True)
class DoubtEnded(FindingFact):
    """Staff no longer doubt it."""

    kind = "cases.doubt_ended"


@dataclass(frozen=True)
class FieldResolved(FindingFact):
    """Staff have decided which of the two stands for one field."""

    kind = "cases.field_resolved"

    field: str
    resolution: str


@dataclass(frozen=True)
class EvidenceAnswered(CaseFact):
    """The provider has answered a request to check what a case rests on.

    :ivar result: corrected, right or unknown
    :ivar is_own: the request came out of this case; otherwise it rests on the same record
    :ivar is_decided: the case was decided on it already
    """

    kind = "cases.evidence_answered"

    finding_id: UUID
    correction_id: UUID
    result: str
    is_own: bool
    is_decided: bool


@dataclass(frozen=True)
class AnswerNoted(CaseFact):
    """Staff have looked at what the provider answered."""

    kind = "cases.evidence_answer_noted"


@dataclass(frozen=True)
class DisputeResolved(FindingFact):
    """Staff have decided which of the two stands."""

    kind = "cases.dispute_resolved"

    resolution: str


@dataclass(frozen=True)
class DecisionCheckOpened(CaseFact):
    """A provider has answered about a case that is decided: its decision is to be checked."""

    kind = "cases.decision_check_opened"

    check_id: UUID
    correction_id: UUID
    due_on: date


@dataclass(frozen=True)
class DecisionChecked(CaseFact):
    """Somebody has said what follows for the decision."""

    kind = "cases.decision_checked"

    check_id: UUID
    outcome: str
    measure_id: UUID | None
