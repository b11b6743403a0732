# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts of this room: ids, codes and days; never who reviewed, never words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class Reviewed(Fact):
    """A service was reviewed; the actor is nobody, whoever it was."""

    kind = "evaluations.reviewed"
    subject_type = "evaluation"
    subject_field = "evaluation_id"

    evaluation_id: UUID
    department_id: UUID
    item_code: str
    channel: int
    level: int


@dataclass(frozen=True)
class CorrectionFact(Fact):
    """A fact about the correction of a bad review."""

    subject_type = "evaluation_correction"
    subject_field = "correction_id"

    correction_id: UUID


@dataclass(frozen=True)
class CorrectionOpened(CorrectionFact):
    kind = "evaluations.correction_opened"

    department_id: UUID
    contact_due_on: date
    correct_due_on: date


@dataclass(frozen=True)
class CorrectionMoved(CorrectionFact):
    kind = "evaluations.correction_moved"

    action: str
    state: str


@dataclass(frozen=True)
class CorrectionOverdue(CorrectionFact):
    """A deadline of a correction passed; a fact for supervision."""

    kind = "evaluations.correction_overdue"

    department_id: UUID
    deadline: str
    due_on: date


@dataclass(frozen=True)
class TextJudged(Fact):
    """The words of a review were published or withheld."""

    kind = "evaluations.text_judged"
    subject_type = "evaluation"
    subject_field = "evaluation_id"

    evaluation_id: UUID
    state: str
    reason: str


@dataclass(frozen=True)
class FiguresReleased(Fact):
    """A batch of reviews was counted into the public figures."""

    kind = "evaluations.figures_released"

    department_id: UUID
    item_code: str
    reviews: int
