# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about what makes staff's work lighter: batches, consultations, opinions, watching."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.events import CaseFact
from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class HandledInBatch(CaseFact):
    """A case was accepted, examined or granted together with others, by its own service."""

    kind = "cases.handled_in_batch"

    batch_id: UUID
    action: str


@dataclass(frozen=True)
class ConsultationAsked(CaseFact):
    """Colleagues were asked, and may read the case until they answer."""

    kind = "cases.consultation_asked"

    consultation_id: UUID
    to_department_id: UUID
    to_post_id: UUID | None
    to_staff_id: UUID | None
    due_on: date
    content_sha256: str


@dataclass(frozen=True)
class ConsultationAnswered(CaseFact):
    kind = "cases.consultation_answered"

    consultation_id: UUID
    is_late: bool
    content_sha256: str


@dataclass(frozen=True)
class ConsultationWithdrawn(CaseFact):
    kind = "cases.consultation_withdrawn"

    consultation_id: UUID


@dataclass(frozen=True)
class ConsultationEnded(CaseFact):
    """The case was over before anybody answered."""

    kind = "cases.consultation_ended"

    consultation_id: UUID


@dataclass(frozen=True)
class OpinionFact(Fact):
    """A fact about wording that staff keep."""

    subject_type = "standing_opinion"
    subject_field = "opinion_id"

    opinion_id: UUID


@dataclass(frozen=True)
class OpinionSaved(OpinionFact):
    kind = "cases.opinion_saved"

    content_sha256: str


@dataclass(frozen=True)
class OpinionMoved(OpinionFact):
    """It was offered to the department, published there, or taken back."""

    kind = "cases.opinion_moved"

    department_id: UUID
    state: str


@dataclass(frozen=True)
class OpinionDeleted(OpinionFact):
    kind = "cases.opinion_deleted"


@dataclass(frozen=True)
class WatchStarted(CaseFact):
    kind = "cases.watch_started"


@dataclass(frozen=True)
class WatchEnded(CaseFact):
    kind = "cases.watch_ended"


@dataclass(frozen=True)
class ConsultationOverdue(CaseFact):
    """Nobody answered by the day that was set; noted once, for supervision to see."""

    kind = "cases.consultation_overdue"

    consultation_id: UUID
    to_department_id: UUID
    due_on: date
