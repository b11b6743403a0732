# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about reviews by lower bodies.

That a file reached the body that decides is one of ``cases.events``.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.events import CaseFact


@dataclass(frozen=True)
class SentToLowerBody(CaseFact):
    """An application came in that a lower body accepts and reviews first."""

    kind = "cases.sent_to_lower_body"

    review_id: UUID
    lower_department_id: UUID
    workdays: int


@dataclass(frozen=True)
class ReviewBegun(CaseFact):
    """A lower body accepted the application, or got the file, so that its own clock runs."""

    kind = "cases.review_begun"

    review_id: UUID
    lower_department_id: UUID
    review_due_on: date


@dataclass(frozen=True)
class PassedToNextStage(CaseFact):
    """A lower body passed the whole file on to the next one, which reviews it as well."""

    kind = "cases.passed_to_next_stage"

    review_id: UUID
    next_review_id: UUID
    opinion: str
    from_department_id: UUID
    to_department_id: UUID
    review_due_on: date
    due_on: date | None
    content_sha256: str


@dataclass(frozen=True)
class ReviewOverdue(CaseFact):
    """The lower body did not pass the file on in time."""

    kind = "cases.review_overdue"

    review_id: UUID
    lower_department_id: UUID
    review_due_on: date


@dataclass(frozen=True)
class AskingAgainRefused(CaseFact):
    """An upper body tried to ask the applicant again for what a lower one had passed on."""

    kind = "cases.asking_again_refused"

    review_id: UUID
    department_id: UUID
    action: str
