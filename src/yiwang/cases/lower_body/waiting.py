# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What waits for the lower body, for the one list of all work.

Most bodies review nothing for others. Whether one does is remembered for a little while, so that
the list of work, which is asked for all day, costs everybody else nothing.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from django.db.models.functions import Coalesce

from yiwang.cases.enums import ReviewState, Role
from yiwang.cases.models import PreliminaryReview
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.foundation.remembering import Remembered
from yiwang.organizations.enums import Right

MOST: Final = 1000
"""So many, the most urgent; counts stop there too."""
ROLES: Final = {ReviewState.INTAKE: Role.COUNTER, ReviewState.WAITING: Role.HANDLER}
RIGHTS: Final = {
    ReviewState.INTAKE: Right.CASES_ACCEPT,
    ReviewState.WAITING: Right.CASES_HANDLE,
}
"""Who takes an application in, and who passes it on."""
_reviews: Remembered[UUID, bool] = Remembered(30.0)


def forget() -> None:
    """Look again which bodies review something: an application has come in for one."""
    _reviews.forget()


def waiting_here(actor: Actor) -> Sequence[PreliminaryReview]:
    """Return what the actor's present post can do for another body, the most urgent first.

    Each has ``due``: until when it is taken in, or passed on.
    """
    states = [state for state, right in RIGHTS.items() if actor.has_right(right)]
    body = actor.department_id if actor.is_staff and actor.has_right(Right.CASES_READ) else None
    if body is None or not states or not _reviews.get(body, partial(_reviews_something, body)):
        return []
    with reach.everywhere():
        rows = list(
            PreliminaryReview.objects.filter(lower_id=body, state__in=states)
            .annotate(due=Coalesce("due_on", "case__intake_due_on"))
            .filter(due__isnull=False)
            .select_related("case")
            .only(
                *("id", "state", "lower_id", "due_on", "case__number", "case__item_name"),
                *("case__item_code", "case__department_id", "case__applicant_name"),
                "case__applicant_kind",
            )
            .order_by("due", "id")[:MOST]
        )
    return [row for row in rows if actor.is_cleared_for(row.case.department_id, row.case.item_code)]


def due_of(row: PreliminaryReview) -> date:
    """Return until when a row of :func:`waiting_here` waits."""
    due: date = row.due  # type: ignore[attr-defined]
    return due


def _reviews_something(body: UUID) -> bool:
    with reach.everywhere():
        return PreliminaryReview.objects.filter(lower_id=body).exists()
