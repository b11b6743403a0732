# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about decisions that rules should have made and whose jobs failed for good."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet

from yiwang.cases.automation.drawn import listed_for
from yiwang.cases.automation.enums import Doubt, RuleOutcome
from yiwang.cases.models import AutomaticDecision
from yiwang.foundation.actors import Actor

DAYS: Final = 90
MOST_ROWS: Final = 200


def failures(rule_set_id: UUID, actor: Actor, *, at: datetime) -> list[AutomaticDecision]:
    """Return what a rule set left to people because it failed, within what the actor sees."""
    found = _failed(at).filter(version__rule_set_id=rule_set_id, case__in=listed_for(actor))
    return list(found.select_related("case").order_by("-made_at", "-id")[:MOST_ROWS])


def failure_counts(*, at: datetime) -> dict[UUID, int]:
    """Return how many decisions of each rule set failed in the last ninety days; one statement."""
    rows = _failed(at).order_by().values_list("version__rule_set_id")
    return dict(rows.annotate(number=Count("id")))


def _failed(at: datetime) -> QuerySet[AutomaticDecision]:
    return AutomaticDecision.objects.filter(
        outcome=RuleOutcome.PERSON,
        made_at__gte=at - timedelta(days=DAYS),
        doubts__0__code=Doubt.FAILED,
    )
