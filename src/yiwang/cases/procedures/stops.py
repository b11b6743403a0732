# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The stretches of the clock that procedures stand for: one at a time, each with its article.

While several run side by side the first one stops the clock; when it ends, the next one takes
over, so that no day counts on which one of them ran.
"""

from datetime import datetime

from yiwang.cases import events
from yiwang.cases.enums import CaseState, ProcedureState
from yiwang.cases.errors import DaysOutOfRange
from yiwang.cases.models import Case, ClockStop, SpecialProcedure
from yiwang.cases.procedures.kinds import kind_of
from yiwang.cases.services import clocks, handling
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import LawReference
from yiwang.ledger import services as ledger
from yiwang.workflow.clock import STOP_REASONS


def stopping_law(case: Case, procedure: str) -> LawReference | None:
    """Return the article that lets a procedure stop the clock of a case; None where none does.

    Source: 行政许可法 45, or the item's own law.
    """
    if procedure in STOP_REASONS:
        return STOP_REASONS[procedure].law
    return catalogue.stopping_procedures(catalogue.snapshot(case.version_id)).get(procedure)


def begin(
    case: Case, procedure: SpecialProcedure, *, actor: Actor, at: datetime
) -> ClockStop | None:
    """Stop the clock for a procedure that was told, where a law lets it and nothing stops it yet.

    :raises DaysOutOfRange: the time that it needs has to be told in writing
    """
    if stopping_law(case, procedure.kind) is None:
        return None
    if not 1 <= procedure.expected_days <= handling.LONGEST_STOP:
        raise DaysOutOfRange
    if case.state == CaseState.SUSPENDED:
        return None
    return handling.stop_the_clock(
        case, procedure, expected_days=procedure.expected_days, actor=actor, at=at
    )


def end(case: Case, procedure: SpecialProcedure, *, actor: Actor, at: datetime) -> None:
    """Let the clock run again after a procedure, or hand its stretch to the next that runs.

    The procedure has been saved in its last state.
    """
    stop = procedure.stop
    if stop is None or stop.ended_on is not None:
        return
    following = _following(case)
    if following is None:
        handling.resume_case(case_id=case.pk, actor=actor, at=at)
        case.refresh_from_db()
        return
    stop.ended_on = max(clocks.today_of(at), stop.started_on)
    stop.save(update_fields=["ended_on"])
    _take_over(case, following, actor=actor, at=at)


def _following(case: Case) -> SpecialProcedure | None:
    running = SpecialProcedure.objects.filter(
        case=case, stop__isnull=True, state__in=[ProcedureState.TOLD, ProcedureState.HELD]
    )
    for each in running.order_by("told_at", "id"):
        if each.kind in STOP_REASONS or stopping_law(case, each.kind):
            return each
    return None


def _take_over(case: Case, procedure: SpecialProcedure, *, actor: Actor, at: datetime) -> None:
    law = stopping_law(case, procedure.kind)
    if law is None:
        raise LookupError(procedure.kind)
    procedure.stop = ClockStop.objects.create(
        region_code=case.region_code,
        case=case,
        reason=procedure.kind,
        law=law.law,
        article=law.article,
        expected_days=procedure.expected_days,
        note=procedure.reason,
        started_on=clocks.today_of(at),
        started_by_id=actor.staff_id or case.submitted_by_id,
    )
    procedure.save(update_fields=["stop"])
    fact = events.CaseSuspended(
        case_id=case.pk,
        stop_id=procedure.stop.pk,
        reason=procedure.kind,
        article=law.article,
        expected_days=procedure.expected_days,
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def names_of_running(case: Case) -> list[str]:
    """Return what runs in a case, in words."""
    running = SpecialProcedure.objects.filter(case=case).exclude(
        state__in=[ProcedureState.CONCLUDED, ProcedureState.CANCELLED]
    )
    return [str(kind_of(each).name) for each in running.values_list("kind", flat=True)]
