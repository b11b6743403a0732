# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may judge a decided case again, and why somebody may not: for the list, in bulk.

The same rules as on opening one (``samples``, ``blindness``): whoever worked on the case, or has
opened it since the decision, does not judge it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yiwang.cases.models import Case, Decision, Recheck, RecheckReader, StepRecord
from yiwang.foundation.actors import Actor
from yiwang.identity.services.privacy_reads import WITHIN
from yiwang.ledger import selectors as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

MOST_ROWS = 200
JUDGES = (Right.CASES_READ, Right.CASES_REVIEW)
NOBODY: frozenset[UUID] = frozenset()


class Barred(TextChoices):
    """Why somebody may not judge a case again."""

    WORKED = "worked", _("您办理过这一件")
    SEEN = "seen", _("您在作出决定后打开过这一件，已知道结果")


@dataclass(frozen=True, slots=True)
class BarredRecheck:
    """A case that others judge again.

    :ivar who_may: the colleagues who may, by staff number; empty where none is left
    """

    recheck: Recheck
    why: Barred
    who_may: Sequence[organizations.StaffName]


@dataclass(frozen=True, slots=True)
class Rechecks:
    """What waits to be judged again in somebody's reach, oldest first."""

    own: Sequence[Recheck]
    barred: Sequence[BarredRecheck]


def rechecks(actor: Actor, *, on: date) -> Rechecks:
    """Return what the actor may judge again, and what they may not with who may.

    Five statements; where something is barred, two more for each department.
    """
    if actor.staff_id is None or not all(map(actor.has_right, JUDGES)):
        return Rechecks((), ())
    waiting = Recheck.objects.filter(
        done_at__isnull=True, case__in=Case.objects.in_reach_of(actor)
    ).select_related("case")
    rows = list(waiting.order_by("drawn_at", "id")[:MOST_ROWS])
    known = _Known(rows)
    reasons = {row.pk: known.why_not(row, actor.staff_id) for row in rows}
    judges = _judges({row.department_id for row in rows if reasons[row.pk]}, on)
    return Rechecks(
        own=[row for row in rows if reasons[row.pk] is None],
        barred=[
            BarredRecheck(row, why, known.who_may(row, judges[row.department_id]))
            for row in rows
            if (why := reasons[row.pk]) is not None
        ],
    )


class _Known:
    """Who worked on each case, who has opened it since the decision, and who is judging it."""

    def __init__(self, rows: Sequence[Recheck]) -> None:
        cases = [row.case_id for row in rows]
        steps = StepRecord.objects.filter(case_id__in=cases).order_by()
        decided = Decision.objects.filter(case_id__in=cases).order_by()
        self._worked = _by_case(
            [
                *steps.values_list("case_id", "done_by_id"),
                *decided.values_list("case_id", "decided_by_id"),
            ]
        )
        readers = RecheckReader.objects.filter(recheck__in=rows).order_by()
        self._judging = _by_case(readers.values_list("case_id", "staff_id"))
        since = {row.case_id: (row.case.decided_at or row.drawn_at) - WITHIN for row in rows}
        self._seen: Mapping[UUID, Set[UUID]] = ledger.staff_since(
            "case", since, kind="cases.case_read"
        )

    def why_not(self, row: Recheck, staff_id: UUID) -> Barred | None:
        if staff_id in self._worked.get(row.case_id, NOBODY):
            return Barred.WORKED
        if staff_id in self._judging.get(row.case_id, NOBODY):
            return None  # has opened the re-check itself, and knows nothing more
        return Barred.SEEN if staff_id in self._seen.get(row.case_id, NOBODY) else None

    def who_may(
        self, row: Recheck, judges: Sequence[organizations.StaffName]
    ) -> list[organizations.StaffName]:
        return [one for one in judges if self.why_not(row, one.id) is None]


def _by_case(pairs: Iterable[tuple[UUID, UUID | None]]) -> dict[UUID, set[UUID]]:
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for case_id, staff_id in pairs:
        if staff_id is not None:
            found[case_id].add(staff_id)
    return found


def _judges(departments: Set[UUID], on: date) -> dict[UUID, list[organizations.StaffName]]:
    """Return who has the rights to judge again in each department, by staff number."""
    found = {}
    for department_id in departments:
        reads, reviews = (organizations.staff_with_right(department_id, one, on) for one in JUDGES)
        readers = {one.id for one in reads}
        found[department_id] = [one for one in reviews if one.id in readers]
    return found
