# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures that take longer than was told: noted once, for supervision to see."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yiwang.cases import events
from yiwang.cases.enums import ProcedureState
from yiwang.cases.models import SpecialProcedure
from yiwang.cases.services import clocks
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger

AT_ONCE = 1000


@transaction.atomic
def note_overruns(*, at: datetime) -> int:
    """Note procedures whose told time is over, or that were not held in time; return how many.

    The law's own days to hold a hearing count like the time that was told.
    """
    today = clocks.today_of(at)
    told = Q(end_by__lt=today, state__in=[ProcedureState.TOLD, ProcedureState.HELD])
    unheld = Q(hold_by__lt=today, state__in=[ProcedureState.PLANNED, ProcedureState.TOLD])
    found = (
        SpecialProcedure.objects.filter(told | unheld, overran_at__isnull=True)
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("id")[:AT_ONCE]
    )
    noted = 0
    actor = system_actor("procedures-sweep")
    for each in found:
        each.overran_at = at
        each.save(update_fields=["overran_at"])
        end_by = each.end_by if each.end_by and each.end_by < today else each.hold_by
        fact = events.ProcedureOverran(
            case_id=each.case_id,
            procedure_id=each.pk,
            procedure=each.kind,
            end_by=end_by or today,
        )
        ledger.append(fact, actor=actor, at=at, region_code=each.region_code)
        noted += 1
    return noted
