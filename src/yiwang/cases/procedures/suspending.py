# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Stopping the clock at once for a procedure that the law lists: never without its record.

The record is made, or the one that was planned is taken, in the same transaction; the working days
that were told in writing bind: it has to be held by then, and supervision hears when it is not.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.cases import policies
from yiwang.cases.enums import Action, CaseState, ProcedureState
from yiwang.cases.errors import DaysOutOfRange
from yiwang.cases.models import Case, ClockStop, SpecialProcedure
from yiwang.cases.procedures import holding
from yiwang.cases.services import handling
from yiwang.cases.services.locking import locked_case
from yiwang.cases.states import CASE
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor


@transaction.atomic
def suspend_case(
    *,
    case_id: UUID,
    reason: str,
    expected_days: int,
    note: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> ClockStop:
    """Put a special procedure on record, stop the clock for it and tell the applicant.

    When and where are told later; the clock runs again when the procedure is concluded or dropped.

    :param reason: which procedure
    :param expected_days: working days that the written notice tells; 1 to 365
    :param note: why it is needed
    :raises NotAStopReason: no law lets this stop the clock
    :raises ReasonMissing: why it is needed is not said
    :raises TransitionNotAllowed: the clock stands already
    Source: 行政许可法 45.
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.SUSPEND, case)
    CASE.transition(CaseState(case.state), Action.SUSPEND)
    handling.legal_stop(case, reason)
    if not 1 <= expected_days <= handling.LONGEST_STOP:
        raise DaysOutOfRange
    procedure = _planned(case, reason) or holding.planned(
        case, reason, reason=note, is_required=False, actor=actor, at=at
    )
    calendar = foundation.working_calendar()
    last = calendar.add_workdays(timezone.localdate(at), expected_days).on
    procedure.expected_days = expected_days
    procedure.hold_by = min(procedure.hold_by or last, last)
    procedure.stop = handling.stop_the_clock(
        case, procedure, expected_days=expected_days, actor=actor, at=at
    )
    procedure.save(update_fields=["expected_days", "hold_by", "stop"])
    return procedure.stop


def _planned(case: Case, kind: str) -> SpecialProcedure | None:
    """Return the procedure of this kind that was planned and stands for no stop yet."""
    waiting = SpecialProcedure.objects.filter(
        case=case, kind=kind, state=ProcedureState.PLANNED, stop__isnull=True
    )
    return waiting.order_by("planned_at", "id").first()
