# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""撤回, 撤销 and 注销: a body takes back, revokes or cancels what it granted.

Who is affected is told first and heard; another person decides. Source: 行政许可法 7, 8, 69, 70.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.cases import aftermath_events as facts
from yiwang.cases import policies
from yiwang.cases.aftermath_refusals import (
    DaysDoNotFit,
    EntitlementNotFound,
    EntitlementNotInForce,
    MeasureNotFound,
    MeasureRunning,
    StatementTooLate,
    StatementUnanswered,
    TooEarlyToDecide,
    WrongGround,
)
from yiwang.cases.enums import (
    GROUNDS,
    IN_FORCE,
    EntitlementState,
    MeasureAction,
    MeasureGround,
    MeasureKind,
    MeasureState,
)
from yiwang.cases.errors import CaseChanged, ReasonMissing
from yiwang.cases.events import CaseFact
from yiwang.cases.models import Entitlement, Measure
from yiwang.cases.services import clocks, content, entitlements, work
from yiwang.cases.states import MEASURE
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.identity.enums import HandlerRight
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

STATEMENT_WORKDAYS = 5
"""Working days to state and defend; no law fixes them for licences, so as for a hearing (47)."""
ENDS_IN = {
    MeasureKind.WITHDRAW: EntitlementState.WITHDRAWN,
    MeasureKind.REVOKE: EntitlementState.REVOKED,
    MeasureKind.CANCEL: EntitlementState.CANCELLED,
}
AFTER_ITS_END = frozenset(
    {EntitlementState.EXPIRED, EntitlementState.WITHDRAWN, EntitlementState.REVOKED}
)
"""What is over but still has to be cancelled in the register (行政许可法 70 (1) and (4))."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody decides about a measure.

    :param statement_answer: whether what was stated is followed, and why or why not
    :param compensation: what is paid for the holder's loss; "" when nothing is
    :param effective_on: from when; today when None
    """

    is_taken: bool
    reasons: str
    statement_answer: str = ""
    compensation: str = ""
    effective_on: date | None = None


@transaction.atomic
def propose_measure(
    *,
    entitlement_id: UUID,
    kind: MeasureKind,
    ground: MeasureGround,
    statement_of_facts: str,
    actor: Actor,
    at: datetime,
) -> Measure:
    """Propose a measure; its holder is told at once and may answer, unless it only clears a record.

    :raises WrongGround: the law gives this ground for another measure
    :raises EntitlementNotInForce: there is nothing left to take
    :raises MeasureRunning: one at a time
    :raises ReasonMissing: no facts
    """
    made = entitlements.locked(entitlement_id)
    policies.check_granted_it(actor, made, Right.CASES_HANDLE)
    article = GROUNDS[kind].get(ground)
    if article is None:
        raise WrongGround
    may_end = IN_FORCE | AFTER_ITS_END if kind is MeasureKind.CANCEL else IN_FORCE
    if made.state not in may_end:
        raise EntitlementNotInForce
    words = content.words(statement_of_facts)
    if not words:
        raise ReasonMissing
    is_told = kind is not MeasureKind.CANCEL
    today = clocks.today_of(at)
    last = foundation.working_calendar().add_workdays(today, STATEMENT_WORKDAYS)
    state = MeasureState.PROPOSED
    measure = Measure(
        region_code=made.region_code,
        entitlement=made,
        kind=kind,
        ground=ground,
        article=article,
        facts=words,
        state=MEASURE.transition(state, MeasureAction.TELL).target if is_told else state,
        proposed_by_id=policies.staff_of(actor),
        proposed_by_name=work.name_in_record(actor),
        proposed_at=at,
        statement_due_on=last.on if is_told else None,
    )
    try:
        with transaction.atomic():
            measure.save(force_insert=True)
    except IntegrityError as error:
        if "measure_one_open" not in str(error):
            raise
        raise MeasureRunning from error
    fact = facts.MeasureProposed(
        case_id=made.case_id,
        measure_id=measure.pk,
        measure=kind,
        ground=ground,
        statement_due_on=measure.statement_due_on,
    )
    ledger.append(fact, actor=actor, at=at, region_code=made.region_code)
    return measure


@transaction.atomic
def state_and_defend(*, measure_id: UUID, statement: str, actor: Actor, at: datetime) -> Measure:
    """Take down what the holder says about a measure (陈述申辩).

    :raises StatementTooLate: the days are over, or it was decided
    :raises MeasureNotFound: it is about somebody else's
    """
    measure, made = _locked(measure_id)
    try:
        policies.check_holds(actor, made, HandlerRight.APPLY)
    except EntitlementNotFound:
        raise MeasureNotFound from None
    state = MeasureState(measure.state)
    is_late = measure.statement_due_on is None or clocks.today_of(at) > measure.statement_due_on
    if is_late or not MEASURE.allows(state, MeasureAction.STATE):
        raise StatementTooLate
    measure.statement = content.words(statement)
    if not measure.statement:
        raise ReasonMissing
    measure.state = MEASURE.transition(state, MeasureAction.STATE).target
    measure.stated_at = at
    _save(measure, "statement", "stated_at")
    fact = facts.MeasureAnswered(
        case_id=made.case_id,
        measure_id=measure.pk,
        content_sha256=content.digest([measure.statement], ()),
    )
    ledger.append(fact, actor=actor, at=at, region_code=made.region_code)
    return measure


@transaction.atomic
def decide_measure(
    *,
    measure_id: UUID,
    verdict: Verdict,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Measure:
    """Take the measure, or let what was granted stand; whoever proposed it may not decide.

    :raises SameHands: the proposer decides
    :raises TooEarlyToDecide: the days to answer are not over, and nobody has answered
    :raises StatementUnanswered: what was stated is not answered
    :raises DaysDoNotFit: it takes effect before it is decided
    """
    measure, made = _locked(measure_id)
    policies.check_granted_it(actor, made, Right.CASES_APPROVE)
    policies.check_other_hands(actor, {measure.proposed_by_id})
    if revision is not None and measure.revision != revision:
        raise CaseChanged
    action = MeasureAction.DECIDE if verdict.is_taken else MeasureAction.DROP
    target = MEASURE.transition(MeasureState(measure.state), action).target
    today = clocks.today_of(at)
    if verdict.is_taken:
        _check_is_due(measure, today)
        if verdict.effective_on is not None and verdict.effective_on < today:
            raise DaysDoNotFit
    measure.reasons = content.words(verdict.reasons)
    measure.statement_answer = content.words(verdict.statement_answer)
    measure.compensation = content.words(verdict.compensation)
    if not measure.reasons:
        raise ReasonMissing
    if measure.statement and not measure.statement_answer:
        raise StatementUnanswered
    measure.state, measure.decided_at = target, at
    measure.decided_by_id = policies.staff_of(actor)
    measure.decided_by_name = work.name_in_record(actor)
    if verdict.is_taken:
        measure.effective_on = verdict.effective_on or today
    _save(measure, *_DECIDED)
    ledger.append(_decided(measure, made), actor=actor, at=at, region_code=made.region_code)
    if verdict.is_taken and measure.effective_on == today:
        _carry_out(measure, made, at=at, actor=actor)
    return measure


_DECIDED = (
    *("reasons", "statement_answer", "compensation", "decided_at", "decided_by_id"),
    *("decided_by_name", "effective_on"),
)


def _check_is_due(measure: Measure, today: date) -> None:
    waits = measure.state == MeasureState.TOLD and measure.statement_due_on is not None
    if waits and measure.statement_due_on and today <= measure.statement_due_on:
        raise TooEarlyToDecide(params={"until": measure.statement_due_on.isoformat()})


def _decided(measure: Measure, made: Entitlement) -> CaseFact:
    if measure.effective_on is None:
        return facts.MeasureDropped(
            case_id=made.case_id, measure_id=measure.pk, measure=measure.kind
        )
    return facts.MeasureDecided(
        case_id=made.case_id,
        measure_id=measure.pk,
        measure=measure.kind,
        effective_on=measure.effective_on,
        content_sha256=content.digest([measure.reasons, measure.compensation], ()),
    )


def _carry_out(
    measure: Measure, made: Entitlement, *, at: datetime, actor: Actor | None = None
) -> None:
    state = ENDS_IN[MeasureKind(measure.kind)]
    because = f"{measure.kind}:{measure.ground}"
    entitlements.end(made, state, because=because, on=measure.effective_on, at=at, actor=actor)


def due_to_take_effect(*, at: datetime) -> Sequence[UUID]:
    """Return the decided measures whose day has come and which are not carried out."""
    waiting = Measure.objects.filter(
        state=MeasureState.DECIDED,
        effective_on__lte=clocks.today_of(at),
        entitlement__state__in=IN_FORCE,
    )
    return list(waiting.order_by("effective_on").values_list("id", flat=True)[:10_000])


@transaction.atomic
def take_effect(*, measure_id: UUID, at: datetime) -> bool:
    """Carry out a measure that was decided for a later day."""
    measure, made = _locked(measure_id)
    if made.state not in IN_FORCE or measure.effective_on is None:
        return False
    _carry_out(measure, made, at=at)
    return True


def _locked(measure_id: UUID) -> tuple[Measure, Entitlement]:
    """Return a measure and what it is about, the latter locked first, as every command does.

    :raises MeasureNotFound: there is none
    """
    found = Measure.objects.filter(pk=measure_id).values_list("entitlement_id", flat=True).first()
    if found is None:
        raise MeasureNotFound
    made = entitlements.locked(found)
    return Measure.objects.select_for_update().get(pk=measure_id), made


def _save(measure: Measure, *fields: str) -> None:
    measure.revision += 1
    measure.save(update_fields=["state", "revision", *fields])
