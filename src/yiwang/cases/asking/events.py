# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts of questions in a case: ids and digests, never what was asked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.events import CaseFact


@dataclass(frozen=True)
class QuestionAsked(CaseFact):
    """The applicant, or who acts for them, asked something in the case."""

    kind = "cases.question_asked"

    question_id: UUID
    due_on: date
    content_sha256: str


@dataclass(frozen=True)
class QuestionAnswered(CaseFact):
    """Who handles the case answered."""

    kind = "cases.question_answered"

    question_id: UUID
    is_late: bool
    content_sha256: str
