# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Objections to decisions by rule that nobody answered in time: noted once, for supervision."""

from datetime import datetime
from typing import Final

from django.db import transaction

from yiwang.cases.automation import events
from yiwang.cases.models import RuleObjection
from yiwang.cases.services import clocks
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger

AT_ONCE: Final = 1000


@transaction.atomic
def note_overdue(*, at: datetime) -> int:
    """Note the objections whose day is over without an answer; return how many."""
    late = (
        RuleObjection.objects.filter(
            answered_at__isnull=True,
            overdue_noted_at__isnull=True,
            due_on__lt=clocks.today_of(at),
        )
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("due_on", "id")[:AT_ONCE]
    )
    actor, noted = system_actor("objections-sweep"), 0
    for one in late:
        one.overdue_noted_at = at
        one.save(update_fields=["overdue_noted_at"])
        fact = events.RuleObjectionOverdue(
            case_id=one.case_id, objection_id=one.pk, due_on=one.due_on
        )
        ledger.append(fact, actor=actor, at=at, region_code=one.region_code)
        noted += 1
    return noted
