# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about objections to decisions by rule, for staff and for the applicant."""

from datetime import date

from django.core.exceptions import ObjectDoesNotExist

from yiwang.cases.automation.reaching import ANSWERERS
from yiwang.cases.models import AutomaticDecision, Case, RuleObjection
from yiwang.foundation.actors import Actor

MOST_ROWS = 200


def open_objections(actor: Actor) -> list[RuleObjection]:
    """Return the objections that wait for an answer within the actor's reach, most urgent first."""
    if not actor.is_staff or not any(map(actor.has_right, ANSWERERS)):
        return []
    rows = RuleObjection.objects.filter(
        answered_at__isnull=True, case__in=Case.objects.visible_to(actor)
    ).select_related("case")
    return list(rows.order_by("due_on", "id")[:MOST_ROWS])


def objection_to(made: AutomaticDecision | None) -> RuleObjection | None:
    """Return the objection to what a rule made of a case; no query when it was read with it."""
    if made is None:
        return None
    try:
        found: RuleObjection = made.objection
    except ObjectDoesNotExist:
        return None
    return found


def is_late(one: RuleObjection, *, today: date) -> bool:
    """Return whether the answer is overdue."""
    return one.answered_at is None and today > one.due_on


def disputed_labels(one: RuleObjection) -> list[str]:
    """Return what the facts are called that are said to be wrong."""
    return [fact["label"] for fact in one.made.facts if fact["name"] in one.disputed]
