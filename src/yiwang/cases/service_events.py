# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts of serving the papers of a case: ids, days and articles, no names."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.events import CaseFact


@dataclass(frozen=True)
class PaperServiceBegun(CaseFact):
    """Papers are on their way, or announced; when they count as served is not known yet.

    :ivar due_on: of a public notice, the day on which they will
    """

    kind = "cases.paper_service_begun"

    group_id: UUID
    way: str
    sent_on: date
    due_on: date | None = None


@dataclass(frozen=True)
class PaperServed(CaseFact):
    """Papers count as served, by the article named.

    :ivar is_result: the decision is among them, so that the case is delivered too
    :ivar record_sha256: of the records as they stand for ever, whether the case is closed or not
    """

    kind = "cases.paper_served"

    group_id: UUID
    way: str
    served_on: date
    article: str
    is_result: bool = False
    record_sha256: str = ""


@dataclass(frozen=True)
class PaperServiceFailed(CaseFact):
    """An attempt came to nothing."""

    kind = "cases.paper_service_failed"

    group_id: UUID
    way: str
    record_sha256: str = ""


@dataclass(frozen=True)
class PaperReceiptConfirmed(CaseFact):
    """The applicant says in this system that a paper has come."""

    kind = "cases.paper_receipt_confirmed"

    service_id: UUID
    way: str
