# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about the tiers of cases: of one case, and how often the span was left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yiwang.cases.discretion.enums import Consent as Consent
from yiwang.cases.discretion.naming import named as named
from yiwang.cases.enums import OPEN_STATES
from yiwang.cases.models import Case, Decision, DiscretionChoice
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class CaseDiscretion:
    """What applies to a case, and what was chosen.

    :ivar applying: what the case is decided by today; None when it has no benchmark, or is decided
    :ivar choice: None when nobody has chosen yet
    """

    applying: catalogue.discretion.StoredBenchmark | None
    choice: DiscretionChoice | None

    @property
    def is_concerned(self) -> bool:
        """Say whether there is anything to show."""
        return self.applying is not None or self.choice is not None

    @property
    def is_outdated(self) -> bool:
        """Say whether another version applies than the one that was chosen from."""
        if self.choice is None or self.applying is None:
            return False
        return self.choice.benchmark_id != self.applying.id


@dataclass(frozen=True, slots=True)
class TierFigure:
    """How cases of one benchmark were decided in one department."""

    department_id: UUID
    department: str
    benchmark: str
    tier: str
    decided: int
    outside: int

    @property
    def percent(self) -> int:
        """Return the share outside the span, in whole percent."""
        return round(100 * self.outside / self.decided) if self.decided else 0


def of_case(case: Case, *, today: date) -> CaseDiscretion:
    """Return what applies to a case; one query where its item has no benchmark."""
    if case.state not in OPEN_STATES or case.decided_at is not None:
        return CaseDiscretion(None, choice_of(case) if case.decided_at else None)
    snapshot = catalogue.snapshot(case.version_id)
    found = catalogue.discretion.applying(snapshot.base_item_id, snapshot.implementation_id, today)
    return CaseDiscretion(found, choice_of(case) if found else None)


def choice_of(case: Case) -> DiscretionChoice | None:
    """Return what was chosen for a case."""
    return DiscretionChoice.objects.filter(case=case).first()


def sentences(decision: Decision) -> tuple[str, ...]:
    """Return what a decision says of its discretion, for its paper; nothing where there is none."""
    if not decision.discretion:
        return ()
    choice = DiscretionChoice.objects.filter(case_id=decision.case_id).first()
    if choice is None:
        return (f"{decision.discretion}：{decision.discretion_reason}",)
    return _sentences(choice)


def chosen_sentences(case: Case) -> tuple[str, ...]:
    """Return what the decision of a case would say of the tier that was chosen so far."""
    choice = choice_of(case)
    return _sentences(choice) if choice else ()


def _sentences(choice: DiscretionChoice) -> tuple[str, ...]:
    said = [f"{named(choice)}：{choice.facts}", *choice.outcome_words]
    if not choice.is_within:
        said.append(f"超出该阶次的幅度，理由：{choice.reason}")
    return tuple(said)


def figures(
    actor: Actor, *, begins_on: date | None = None, ends_on: date | None = None
) -> Sequence[TierFigure]:
    """Return how often the span was left, by department, benchmark and tier.

    Only of cases that were decided, as far as the actor reaches.

    :param begins_on: of the decisions; both ends count
    """
    rows = _decided(actor)
    if begins_on is not None:
        rows = rows.filter(case__decision__decided_at__date__gte=begins_on)
    if ends_on is not None:
        rows = rows.filter(case__decision__decided_at__date__lte=ends_on)
    counted = (
        rows.values("department_id", "department__name", "benchmark_name", "tier_name")
        .annotate(decided=Count("id"), outside=Count("id", filter=Q(is_within=False)))
        .order_by("department__name", "department_id", "benchmark_name", "tier_name")[:MOST_ROWS]
    )
    return [
        TierFigure(
            department_id=one["department_id"],
            department=one["department__name"],
            benchmark=one["benchmark_name"],
            tier=one["tier_name"],
            decided=one["decided"],
            outside=one["outside"],
        )
        for one in counted
    ]


def _decided(actor: Actor) -> QuerySet[DiscretionChoice]:
    seen = Case.objects.visible_to(actor).values("id")
    return DiscretionChoice.objects.filter(case__decision__isnull=False, case_id__in=seen)
