# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about applications that one body takes in and another decides."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.events import CaseFact


@dataclass(frozen=True)
class TakenInForOthers(CaseFact):
    """A body took an application in that another decides."""

    kind = "cases.taken_in_for_others"

    receiving_department_id: UUID
    is_elsewhere: bool
    hand_over_due_on: date


@dataclass(frozen=True)
class ReceivingMoved(CaseFact):
    """An application, or its result, was handed over between the two bodies."""

    kind = "cases.receiving_moved"

    receiving_department_id: UUID
    state: str


@dataclass(frozen=True)
class HandOverOverdue(CaseFact):
    """The receiving body did not hand over in time."""

    kind = "cases.hand_over_overdue"

    receiving_department_id: UUID
    hand_over_due_on: date
