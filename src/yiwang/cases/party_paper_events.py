# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts of serving papers to interested parties; apart from those that applicants hear of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.events import CaseFact


@dataclass(frozen=True)
class PartyPaperServiceBegun(CaseFact):
    """Papers for a party are on their way, or announced.

    :ivar due_on: of a public notice, the day on which they count as served
    """

    kind = "cases.party_paper_service_begun"

    party_id: UUID
    group_id: UUID
    way: str
    sent_on: date
    due_on: date | None = None


@dataclass(frozen=True)
class PartyPaperServed(CaseFact):
    """Papers count as served to a party, by the article named.

    :ivar record_sha256: of the records as they stand for ever
    """

    kind = "cases.party_paper_served"

    party_id: UUID
    group_id: UUID
    way: str
    served_on: date
    article: str
    record_sha256: str = ""


@dataclass(frozen=True)
class PartyPaperServiceFailed(CaseFact):
    """An attempt to serve a party came to nothing."""

    kind = "cases.party_paper_service_failed"

    party_id: UUID
    group_id: UUID
    way: str
    record_sha256: str = ""


@dataclass(frozen=True)
class PartyPaperReceiptConfirmed(CaseFact):
    """A party says in this system that a paper has come."""

    kind = "cases.party_paper_receipt_confirmed"

    party_id: UUID
    service_id: UUID
    way: str
