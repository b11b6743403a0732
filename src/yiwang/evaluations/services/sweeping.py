# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What time does to corrections: overdue becomes a fact, silence closes."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from yiwang.evaluations import events
from yiwang.evaluations.enums import CorrectionAction, CorrectionState
from yiwang.evaluations.models import Correction, CorrectionStep
from yiwang.evaluations.states import CORRECTION
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger

ACTOR: Final = system_actor("evaluations")
CALL, CORRECT = 1, 2
BATCH: Final = 500
RUNNING: Final = (
    CorrectionState.OPEN,
    CorrectionState.CONTACTED,
    CorrectionState.REJECTION_ASKED,
)
SETTLED: Final = (CorrectionState.CORRECTED, CorrectionState.REJECTED)


def sweep(*, at: datetime) -> tuple[int, int]:
    """Report what is overdue and close what nobody answered; return how many of each."""
    today = timezone.localdate(at)
    return _report(today, at), _close(today, at)


def _report(today: date, at: datetime) -> int:
    late_call = Q(
        contact_due_on__lt=today, contacted_on__isnull=True, evaluation__wants_call=True
    ) & ~Q(reported__in=(CALL, CALL | CORRECT))
    late_correction = Q(correct_due_on__lt=today) & ~Q(reported__in=(CORRECT, CALL | CORRECT))
    found = (
        Correction.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("evaluation")
        .filter(late_call | late_correction, state__in=RUNNING)
    )
    number = 0
    with transaction.atomic():
        for row in found.order_by("correct_due_on")[:BATCH]:
            for bit, fact in _overdue(row, today):
                Correction.objects.filter(pk=row.pk).update(reported=F("reported").bitor(bit))
                ledger.append(fact, actor=ACTOR, at=at, region_code=row.region_code)
                number += 1
    return number


def _overdue(row: Correction, today: date) -> Iterator[tuple[int, events.CorrectionOverdue]]:
    waits = row.evaluation.wants_call and row.contacted_on is None
    for bit, name, due_on, is_open in (
        (CALL, "contact", row.contact_due_on, waits),
        (CORRECT, "correct", row.correct_due_on, True),
    ):
        if is_open and due_on < today and not row.reported & bit:
            yield (
                bit,
                events.CorrectionOverdue(
                    correction_id=row.pk,
                    department_id=row.department_id,
                    deadline=name,
                    due_on=due_on,
                ),
            )


def _close(today: date, at: datetime) -> int:
    calendar = foundation.working_calendar()
    number = 0
    with transaction.atomic():
        found = Correction.objects.select_for_update(skip_locked=True).filter(state__in=SETTLED)
        for row in found.order_by("moved_on")[:BATCH]:
            if calendar.add_workdays(row.moved_on, settings.EVALUATION_APPEAL_WORKDAYS).on >= today:
                continue
            action = CorrectionAction.CLOSE
            row.state = CORRECTION.transition(CorrectionState(row.state), action).target
            row.moved_on = today
            row.save(update_fields=["state", "moved_on"])
            CorrectionStep.objects.create(correction=row, action=action, at=at)
            moved = events.CorrectionMoved(correction_id=row.pk, action=action, state=row.state)
            ledger.append(moved, actor=ACTOR, at=at, region_code=row.region_code)
            number += 1
    return number
