# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Does the decision still stand? A provider's answer about a decided case, as work.

What follows is done in the ways that there are: a measure against what was granted, a change that
its holder applies for, a new application. Here it is said which of them, or that the decision
stands, and why.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.cases import policies
from yiwang.cases.enums import CaseState, Outcome, Role
from yiwang.cases.models import Case, DecisionCheck, Entitlement, Finding, Measure
from yiwang.cases.services import work
from yiwang.cases.services.locking import locked_case
from yiwang.cases.spared import events
from yiwang.cases.spared.enums import CheckOutcome, outcomes_for
from yiwang.cases.spared.errors import (
    CheckReasonMissing,
    NoDecisionToCheck,
    NoMeasureYet,
    OutcomeNotFitting,
)
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

DAYS_TO_CHECK: Final = 10
"""Working days; a choice of ours, no law names any."""
DECIDED: Final = (CaseState.DECIDED, CaseState.DELIVERED, CaseState.CLOSED)
LONGEST_REASON: Final = 2000


def is_decided(case: Case) -> bool:
    """Tell whether a case has a decision that an answer may call into question."""
    return case.state in DECIDED and case.outcome in (Outcome.GRANTED, Outcome.REFUSED)


def open_check(case: Case, sheet: Finding, correction_id: UUID, *, at: datetime) -> None:
    """Put a decision before the body that made it; the case is locked.

    One that waits goes on waiting, and one answer opens one check.
    """
    known = DecisionCheck.objects.filter(case=case)
    if known.filter(concluded_at__isnull=True).exists():
        return
    if known.filter(correction_id=correction_id).exists():
        return
    due = foundation.working_calendar().add_workdays(timezone.localdate(at), DAYS_TO_CHECK).on
    made = DecisionCheck(
        region_code=case.region_code,
        case=case,
        finding=sheet,
        correction_id=correction_id,
        opened_at=at,
        due_on=due,
    )
    made.save(force_insert=True)
    item = work.new_item(case, role=Role.HANDLER, key=work.DECISION_CHECK, due_on=due, at=at)
    item.save(force_insert=True)
    fact = events.DecisionCheckOpened(
        case_id=case.pk, check_id=made.pk, correction_id=correction_id, due_on=due
    )
    ledger.append(fact, actor=system_actor("sharing"), at=at, region_code=case.region_code)


@transaction.atomic
def conclude_check(
    *, case_id: UUID, outcome: CheckOutcome, reason: str, actor: Actor, at: datetime
) -> DecisionCheck:
    """Say what follows for a decision, and why; the task ends.

    :raises NotYourCase, OwnCase, CaseNotFound: the actor does not work on the case
    :raises PersonNotStated: the actor has not said who they are, where that is required
    :raises NoDecisionToCheck: no check waits
    :raises CheckReasonMissing: no reason is given
    :raises NoMeasureYet: what was granted is to be taken back, and nobody has proposed it
    :raises OutcomeNotFitting: there is nothing that could be changed, or applied for again
    """
    case = locked_case(case_id, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_HANDLE, Right.CASES_APPROVE)
    policies.check_has_stated_person(actor)
    waiting = DecisionCheck.objects.select_for_update(of=("self",)).filter(
        case=case, concluded_at__isnull=True
    )
    made = waiting.first()
    if made is None:
        raise NoDecisionToCheck
    if not reason.strip():
        raise CheckReasonMissing
    made.measure = _measure(case, made, outcome)
    made.outcome, made.reason = outcome, reason.strip()[:LONGEST_REASON]
    made.concluded_by_id, made.concluded_at = actor.staff_id, at
    made.concluded_by_name = work.name_in_record(actor)
    made.save()
    work.finish_work(case, work.DECISION_CHECK, actor=actor, at=at)
    fact = events.DecisionChecked(
        case_id=case.pk,
        check_id=made.pk,
        outcome=outcome.value,
        measure_id=made.measure.pk if made.measure else None,
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return made


def _measure(case: Case, made: DecisionCheck, outcome: CheckOutcome) -> Measure | None:
    """Return the measure that was proposed since the answer, where that is what follows.

    :raises NoMeasureYet, OutcomeNotFitting: as above
    """
    granted = Entitlement.objects.filter(case=case).first()
    if outcome not in outcomes_for(is_on_record=granted is not None):
        raise OutcomeNotFitting
    if outcome is not CheckOutcome.MEASURE:
        return None
    since = Measure.objects.filter(entitlement=granted, proposed_at__gte=made.opened_at)
    found = since.order_by("-proposed_at").first()
    if found is None:
        raise NoMeasureYet
    return found
