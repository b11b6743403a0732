# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Decisions whose grounds turned out doubtful: which wait, and what was said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yiwang.cases.models import Case, DecisionCheck, Entitlement
from yiwang.cases.spared.enums import CheckOutcome, outcomes_for


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of a decision.

    :ivar choices: what may follow, while it waits
    :ivar entitlement_id: what was granted, where it is on record
    """

    id: UUID
    finding_id: UUID
    opened_at: datetime
    due_on: date
    is_open: bool
    outcome: CheckOutcome | None
    reason: str
    by: str
    concluded_at: datetime | None
    measure_id: UUID | None
    entitlement_id: UUID | None
    choices: Sequence[CheckOutcome]

    @property
    def words(self) -> str:
        """Return what followed, in the reader's language."""
        return str(self.outcome.label) if self.outcome else ""


def decision_checks(case: Case) -> list[Checked]:
    """Return the checks of a case's decision, the newest first; the caller has checked who asks.

    One query, two where there are any; none where the case rests on nothing that was found.
    """
    if not case.found_count:
        return []
    rows = list(DecisionCheck.objects.filter(case=case).order_by("-opened_at", "-id"))
    if not rows:
        return []
    granted = Entitlement.objects.filter(case=case).values_list("id", flat=True).first()
    choices = outcomes_for(is_on_record=granted is not None)
    return [_checked(row, granted, choices) for row in rows]


def _checked(row: DecisionCheck, granted: UUID | None, choices: Sequence[CheckOutcome]) -> Checked:
    is_open = row.concluded_at is None
    return Checked(
        id=row.pk,
        finding_id=row.finding_id,
        opened_at=row.opened_at,
        due_on=row.due_on,
        is_open=is_open,
        outcome=CheckOutcome(row.outcome) if row.outcome else None,
        reason=row.reason,
        by=row.concluded_by_name,
        concluded_at=row.concluded_at,
        measure_id=row.measure_id,
        entitlement_id=granted,
        choices=choices if is_open else (),
    )
