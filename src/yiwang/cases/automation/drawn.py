# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What waits to be judged again stands in no list of those who may judge it.

A list tells how a case ended; whoever has seen that judges no longer blind. The case itself can
still be opened where it is needed: who does so is barred from judging it (``blindness``). Whoever
worked on a case knows how it ended and may not judge it, so it stays in their lists.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yiwang.cases.models import Case, Decision, Recheck, StepRecord
from yiwang.cases.models.case import CaseQuerySet
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right


def drawn_for(actor: Actor) -> QuerySet[Recheck, UUID] | None:
    """Return the ids of the cases that the actor may have to judge again; None: it can be none."""
    if actor.staff_id is None or not actor.has_right(Right.CASES_REVIEW):
        return None
    waiting = Recheck.objects.filter(done_at__isnull=True)
    if actor.department_id is not None and not actor.covers_subtree:
        waiting = waiting.filter(department_id=actor.department_id)
    own = StepRecord.objects.filter(case_id=OuterRef("case_id"), done_by_id=actor.staff_id)
    decided = Decision.objects.filter(case_id=OuterRef("case_id"), decided_by_id=actor.staff_id)
    return waiting.exclude(Exists(own)).exclude(Exists(decided)).values_list("case_id", flat=True)


def listed_for(actor: Actor) -> CaseQuerySet:
    """Return the cases that lists show the actor; a part of the list's own query."""
    seen, drawn = Case.objects.visible_to(actor), drawn_for(actor)
    return seen if drawn is None else seen.exclude(pk__in=drawn)
