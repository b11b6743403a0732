# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Consultations that nobody answered in time: noted once, for supervision to see."""

from datetime import datetime
from typing import Final

from django.db import transaction

from yiwang.cases.desk import events
from yiwang.cases.desk.enums import ConsultationState
from yiwang.cases.models import Consultation
from yiwang.cases.services import clocks
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger

AT_ONCE: Final = 1000


@transaction.atomic
def note_overdue(*, at: datetime) -> int:
    """Note the consultations whose day is over without an answer; return how many."""
    late = (
        Consultation.objects.filter(
            state=ConsultationState.ASKED,
            overdue_noted_at__isnull=True,
            due_on__lt=clocks.today_of(at),
        )
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("due_on", "id")[:AT_ONCE]
    )
    actor, noted = system_actor("consultations-sweep"), 0
    for one in late:
        one.overdue_noted_at = at
        one.save(update_fields=["overdue_noted_at"])
        fact = events.ConsultationOverdue(
            case_id=one.case_id,
            consultation_id=one.pk,
            to_department_id=one.to_department_id,
            due_on=one.due_on,
        )
        ledger.append(fact, actor=actor, at=at, region_code=one.region_code)
        noted += 1
    return noted
