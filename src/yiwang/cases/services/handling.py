# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""承办 and 审核: the department's own steps, special procedures and more time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import events, policies
from yiwang.cases.enums import Action, CaseState, ExtensionState, Role
from yiwang.cases.errors import (
    DaysOutOfRange,
    ExtensionNotAllowed,
    ExtensionNotAsked,
    ExtensionTooLate,
    ReasonMissing,
    StepNotOpen,
)
from yiwang.cases.models import (
    Case,
    ClockStop,
    Extension,
    SpecialProcedure,
    StepRecord,
    WorkItem,
)
from yiwang.cases.procedures import gates
from yiwang.cases.services import clocks, content, effects, work
from yiwang.cases.services.locking import changed, locked_case, move, save
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.writes import Writes
from yiwang.ledger import services as ledger
from yiwang.workflow import clock, engine

DECISION = "decision"
LICENSING = "01"
SHORT_UNITS = ("workday", "day")
LONGEST_STOP = 365
BEFORE_THE_DECISION = (CaseState.ACCEPTED, CaseState.IN_PROCESS, CaseState.SUSPENDED)
"""The states in which the process runs; the decision ends it, whatever else it waited for."""
PROCESS_FIELDS = ("process_state", "process_wakes_at", "check_due_on")


@transaction.atomic(savepoint=False)
def complete_step(
    *,
    case_id: UUID,
    step_key: str,
    data: Mapping[str, object],
    opinion: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Finish one step of the department's process; the next ones open.

    :param data: the step's own form, where it has one
    :raises StepNotOpen: it does not wait, or it is the decision, which ``decide_case`` takes
    """
    item, case = work.locked_item(
        case_id=case_id, step_key=step_key, actor=actor, revision=revision
    )
    policies.check_can(actor, Action.COMPLETE_STEP, case, role=item.role)
    if item.kind == DECISION or not item.element_id:
        raise StepNotOpen
    move(case, Action.COMPLETE_STEP)
    actor = work.in_whose_stead(actor, item)
    checked = _checked(item, data, actor)
    record = record_step(item, data=checked, opinion=opinion, actor=actor, at=at)
    writes = Writes()
    progress = advance(case, item, record, writes, outcome={}, actor=actor, at=at)
    writes.insert(*work.step_items(case, progress.ready, at=at), ignores_conflicts=True)
    writes.update(case, *changed(case, *PROCESS_FIELDS))
    fact = events.StepCompleted(
        case_id=case.pk,
        element_id=item.element_id,
        role=item.role,
        content_sha256=content.digest(record.data, (), record.opinion),
    )
    writes.add(*ledger.insert_statement(fact, actor=actor, at=at, region_code=case.region_code))
    writes.execute()
    return case


def advance(
    case: Case,
    item: WorkItem,
    record: StepRecord,
    writes: Writes,
    *,
    outcome: Mapping[str, object],
    actor: Actor,
    at: datetime,
) -> engine.Progress:
    """Tell the process that a step is done; the caller saves the case and what follows."""
    snapshot = catalogue.snapshot(case.version_id)
    result = {**record.data, "opinion": record.opinion, **outcome}
    progress = engine.complete(
        content.process_of(snapshot, case),
        case.process_state or {},
        item.step_key,
        {item.element_id: result, **outcome},
        at,
    )
    case.process_state = progress.state
    case.process_wakes_at = content.next_waking(progress)
    effects.perform(case, progress.effects, actor=actor, at=at)
    writes.insert(record)
    writes.update(item, *work.finish_item(item, actor=actor, at=at))
    return progress


def _checked(item: WorkItem, data: Mapping[str, object], actor: Actor) -> dict[str, object]:
    if not item.form_code:
        return {}
    compiled = forms.compiled_form_by_code(item.form_code)
    checked = compiled.validate(data)
    content.check_form_files(compiled, checked, actor=actor, before={})
    return checked


def record_step(
    item: WorkItem, *, data: dict[str, object], opinion: str, actor: Actor, at: datetime
) -> StepRecord:
    return StepRecord(
        region_code=item.region_code,
        case_id=item.case_id,
        step_key=item.step_key,
        element_id=item.element_id,
        form_code=item.form_code,
        name=item.step_name,
        role=item.role,
        opinion=content.words(opinion),
        data=data,
        done_by_id=policies.doer_of(actor),
        done_by_name=work.name_in_record(actor),
        done_at=at,
    )


@transaction.atomic
def fire_timers(*, case_id: UUID, at: datetime) -> bool:
    """Let the timers of a process that are due go off; return whether any did."""
    case = locked_case(case_id)
    if case.process_wakes_at is None or case.process_wakes_at > at or case.process_state is None:
        return False
    if case.state not in BEFORE_THE_DECISION:
        return False
    snapshot = catalogue.snapshot(case.version_id)
    progress = engine.fire_timers(content.process_of(snapshot, case), case.process_state, at)
    effects.perform(case, progress.effects, actor=system_actor("timers"), at=at)
    case.process_state = progress.state
    case.process_wakes_at = content.next_waking(progress)
    steps = work.open_items(case).exclude(element_id="")
    gone = set(steps.values_list("step_key", flat=True)) - {task.key for task in progress.ready}
    if gone:
        work.cancel_work(case, at=at, keys=sorted(gone))
    work.open_steps(case, progress.ready, at=at)
    save(case, *PROCESS_FIELDS)
    return True


def with_due_timers(*, at: datetime) -> Iterable[UUID]:
    """Return the cases in whose process a timer is due."""
    due = Case.objects.filter(process_wakes_at__lte=at, state__in=BEFORE_THE_DECISION)
    ids = due.order_by("process_wakes_at").values_list("id", flat=True)
    return ids.iterator(chunk_size=1000)


def stop_the_clock(
    case: Case, procedure: SpecialProcedure, *, expected_days: int, actor: Actor, at: datetime
) -> ClockStop:
    """Stop the clock of a locked case for a procedure on record; the caller links and saves both.

    At the end of the transaction the database refuses a stop without its record.

    :param expected_days: working days that the written notice tells; 1 to 365
    :raises NotAStopReason: no law lets this stop the clock
    Source: 行政许可法 45.
    """
    policies.check_can(actor, Action.SUSPEND, case)
    legal = legal_stop(case, procedure.kind)
    if not 1 <= expected_days <= LONGEST_STOP:
        raise DaysOutOfRange
    move(case, Action.SUSPEND)
    stop = ClockStop.objects.create(
        region_code=case.region_code,
        case=case,
        reason=legal.procedure,
        law=legal.law.law,
        article=legal.law.article,
        expected_days=expected_days,
        note=procedure.reason,
        started_on=clocks.today_of(at),
        started_by_id=policies.staff_of(actor),
    )
    save(case)
    work.show_deadline(case, is_stopped=True)
    ledger.append(
        events.CaseSuspended(
            case_id=case.pk,
            stop_id=stop.pk,
            reason=stop.reason,
            article=stop.article,
            expected_days=expected_days,
        ),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )
    return stop


def legal_stop(case: Case, procedure: str) -> clock.StopReason:
    """Return the article that lets a procedure stop the clock of a case.

    :raises NotAStopReason: neither article 45 nor the item's own law does
    """
    snapshot = catalogue.snapshot(case.version_id)
    return clock.stop_reason(procedure, special=catalogue.stopping_procedures(snapshot))


@transaction.atomic
def resume_case(*, case_id: UUID, actor: Actor, at: datetime, revision: int | None = None) -> Case:
    """End the special procedure; the clock runs again from the day after.

    :raises ProcedureOpen: the clock stands for a procedure that has its own record and end
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.RESUME, case)
    move(case, Action.RESUME)
    stop = ClockStop.objects.get(case=case, ended_on__isnull=True)
    gates.check_may_resume(case, stop)
    stop.ended_on = max(clocks.today_of(at), stop.started_on)
    stop.save(update_fields=["ended_on"])
    clocks.set_deadlines(case)
    save(case, *clocks.DEADLINE_FIELDS)
    work.show_deadline(case)
    ledger.append(
        events.CaseResumed(
            case_id=case.pk,
            stop_id=stop.pk,
            due_on=case.due_on,
            statutory_due_on=case.statutory_due_on,
        ),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )
    return case


@transaction.atomic
def ask_extension(
    *,
    case_id: UUID,
    days: int,
    reason: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Extension:
    """Ask the head of the body for more time; once.

    :raises ExtensionNotAllowed: asked before, too long, or no law gives more time for this item
    :raises ExtensionTooLate: the time limit is over
    Source: 行政许可法 42.
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.ASK_EXTENSION, case)
    move(case, Action.ASK_EXTENSION)
    words = content.words(reason)
    if not words:
        raise ReasonMissing
    taken = case.extensions.exclude(state=ExtensionState.REFUSED).exists()
    if taken or not 1 <= days <= most_extension_days(case):
        raise ExtensionNotAllowed
    _check_still_runs(case, at)
    extension = Extension.objects.create(
        region_code=case.region_code,
        case=case,
        days=days,
        reason=words,
        asked_by_id=policies.staff_of(actor),
        asked_at=at,
    )
    save(case)
    item = work.new_item(
        case,
        role=Role.APPROVER,
        key=work.EXTENSION,
        due_on=case.due_on or case.intake_due_on,
        at=at,
    )
    item.save(force_insert=True)
    ledger.append(
        events.ExtensionAsked(case_id=case.pk, extension_id=extension.pk, days=days),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )
    return extension


def _check_still_runs(case: Case, at: datetime) -> None:
    """Raise when the time limit is over: what binds is the promise (最多跑一次规定 12)."""
    if case.due_on is not None and clocks.today_of(at) > case.due_on:
        raise ExtensionTooLate


def most_extension_days(case: Case) -> int:
    """Return how many working days a case may be extended by; 0 where no law gives any.

    What the item's own law says comes first (法律、法规另有规定的，依照其规定): three days for an
    individual business (市场主体登记管理条例 19), five for a food licence.

    Source: 行政许可法 42; never more than the item's own limit.
    """
    snapshot = catalogue.snapshot(case.version_id)
    own = catalogue.extension_workdays(snapshot)
    if own is not None:
        return own
    if case.item_type != LICENSING:
        return 0
    limit = snapshot.statutory_limit
    most = clocks.general_term(snapshot).extension
    is_short = limit is not None and limit.unit in SHORT_UNITS
    return min(most, limit.amount) if limit and is_short else most


@transaction.atomic
def decide_extension(
    *,
    case_id: UUID,
    is_approved: bool,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Allow or refuse more time; whoever asked for it may not.

    :raises ExtensionTooLate: the time limit ended before anybody allowed more; refuse it
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.DECIDE_EXTENSION, case)
    extension = case.extensions.filter(state=ExtensionState.ASKED).first()
    if extension is None:
        raise ExtensionNotAsked
    policies.check_other_hands(actor, {extension.asked_by_id})
    if is_approved:
        _check_still_runs(case, at)
    move(case, Action.DECIDE_EXTENSION)
    old_due_on = case.due_on
    extension.state = ExtensionState.APPROVED if is_approved else ExtensionState.REFUSED
    extension.decided_by_id, extension.decided_at = actor.staff_id, at
    extension.save(update_fields=["state", "decided_by_id", "decided_at"])
    clocks.set_deadlines(case)
    save(case, *clocks.DEADLINE_FIELDS)
    work.finish_work(case, work.EXTENSION, actor=actor, at=at)
    work.show_deadline(case)
    ledger.append(
        events.ExtensionDecided(
            case_id=case.pk,
            extension_id=extension.pk,
            is_approved=is_approved,
            old_due_on=old_due_on,
            due_on=case.due_on,
        ),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )
    return case
