# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about what staff follow, and what they were told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from yiwang.cases.automation.drawn import listed_for
from yiwang.cases.models import Case, Consultation, StaffNotice, StandingOpinion, Watch
from yiwang.cases.models.case import CaseQuerySet
from yiwang.cases.queries.timeline import TITLES
from yiwang.foundation.actors import Actor

COLUMNS = (
    *("id", "number", "item_name", "applicant_kind", "applicant_id", "applicant_name", "state"),
    *("outcome", "submitted_at", "due_on", "intake_due_on", "decided_at", "accepted_at"),
)
MOST_NOTICES = 100


@dataclass(frozen=True, slots=True)
class Notice:
    """Word of one thing that happened to a case."""

    id: UUID
    case_id: UUID
    case_number: str
    item_name: str
    kind: str
    title: str
    at: datetime
    is_new: bool


def watched(actor: Actor) -> list[Case]:
    """Return the cases that the actor follows and may still see, with what is new of each.

    One query, however many; the case on which something happened last comes first.
    """
    own = Watch.objects.of_reader(actor).filter(case_id=OuterRef("pk"))
    unseen = StaffNotice.objects.of_reader(actor).filter(
        case_id=OuterRef("pk"), seen_at__isnull=True
    )
    news = unseen.order_by().values("case_id").annotate(number=Count("pk")).values("number")
    found = listed_for(actor).filter(Exists(own)).only(*COLUMNS)
    rows = found.annotate(since=Subquery(own.values("since")[:1]), news=Coalesce(Subquery(news), 0))
    return list(rows.order_by("-news", "-since", "id")[:200])


def inbox(actor: Actor) -> list[Notice]:
    """Return what the actor was told, the last first; only of cases that they may still see."""
    seen = Case.objects.visible_to(actor)
    rows = StaffNotice.objects.of_reader(actor).filter(case__in=seen).select_related("case")
    only = ("kind", "at", "seen_at", "case__number", "case__item_name")
    return [
        Notice(
            id=one.pk,
            case_id=one.case_id,
            case_number=one.case.number,
            item_name=one.case.item_name,
            kind=one.kind,
            title=str(TITLES.get(one.kind, one.kind)),
            at=one.at,
            is_new=one.seen_at is None,
        )
        for one in rows.only("case", *only).order_by("-at", "-id")[:MOST_NOTICES]
    ]


def unseen_of(actor: Actor) -> Coalesce:
    """Return, as a part of another query, how much the actor was told and has not read."""
    waiting = StaffNotice.objects.of_reader(actor).filter(seen_at__isnull=True)
    return _counted(waiting)


def asked_of(actor: Actor) -> Coalesce:
    """Return, as a part of another query, how many consultations wait for the actor."""
    return _counted(Consultation.objects.put_to(actor).filter(state="asked"))


def _counted(found: QuerySet[Any]) -> Coalesce:
    grouped = found.order_by().annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(grouped.annotate(number=Count("pk")).values("number")), 0)


def marked(found: CaseQuerySet, actor: Actor) -> CaseQuerySet:
    """Return cases with whether the actor follows them, and whether anybody was consulted."""
    own = Watch.objects.of_reader(actor).filter(case_id=OuterRef("pk"))
    asked = Consultation.objects.filter(case_id=OuterRef("pk"))
    return found.annotate(
        is_watched=Exists(own),
        has_consultations=Exists(asked),
        has_opinions=Exists(StandingOpinion.objects.visible_to(actor)),
    )
