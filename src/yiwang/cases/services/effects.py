# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a department's process asks for on its way, besides people's steps."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from yiwang.cases import events
from yiwang.cases.models import Case
from yiwang.cases.services import clocks
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.workflow.engine import Effect
from yiwang.workflow.errors import ProcessStuck

LONGEST_CHECK = 250
"""Working days; a check that is further off is a mistake in the process."""


def perform(case: Case, effects: Sequence[Effect], *, actor: Actor, at: datetime) -> None:
    """Do what the process asked for; the case is saved by the caller.

    :raises ProcessStuck: an operation that this room does not know
    """
    for effect in effects:
        do = _OPERATIONS.get(effect.operation)
        if do is None:
            raise ProcessStuck(params={"place": effect.element_id, "reason": effect.operation})
        ledger.append(do(case, effect, at), actor=actor, at=at, region_code=case.region_code)


def _notify(case: Case, effect: Effect, _at: datetime) -> events.CaseFact:
    return events.ProcessNotice(
        case_id=case.pk,
        element_id=effect.element_id,
        message=str(effect.parameters["message"]),
        text=str(effect.parameters.get("text", ""))[:500],
    )


def _schedule_check(case: Case, effect: Effect, at: datetime) -> events.CaseFact:
    """Note until when a commitment has to be checked. Source: 最多跑一次规定 14."""
    workdays = int(str(effect.parameters["workdays"]))
    if not 1 <= workdays <= LONGEST_CHECK:
        raise ProcessStuck(
            params={"place": effect.element_id, "reason": _("核查期限不在允许范围内")}
        )
    calendar = foundation.working_calendar()
    case.check_due_on = calendar.add_workdays(clocks.today_of(at), workdays).on
    return events.CheckScheduled(case_id=case.pk, check_due_on=case.check_due_on)


_OPERATIONS: Mapping[str, Callable[[Case, Effect, datetime], events.CaseFact]] = {
    "notify": _notify,
    "schedule_check": _schedule_check,
}
