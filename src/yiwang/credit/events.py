# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that the credit room writes to the ledger: ids, codes and dates, no personal text."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class CreditFact(Fact):
    """A fact about one record."""

    subject_type = "credit_event"
    subject_field = "event_id"

    event_id: UUID


@dataclass(frozen=True)
class CreditEventWritten(CreditFact):
    kind = "credit.event_written"

    person_id: UUID
    case_id: UUID
    what: str
    expires_on: date


@dataclass(frozen=True)
class CreditRequestFiled(CreditFact):
    kind = "credit.request_filed"

    request_id: UUID
    asks: str
    answer_due_on: date


@dataclass(frozen=True)
class CreditRequestDecided(CreditFact):
    kind = "credit.request_decided"

    request_id: UUID
    asks: str
    is_granted: bool
