# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""告知承诺: decided at once on a promise, looked at within sixty working days.

Source: 浙江省保障“最多跑一次”改革规定 14; 国办发〔2020〕42号.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.enums import OPEN_CHECKS, PROMISING, Action, CheckState, Outcome, Role
from yiwang.cases.errors import ReasonMissing
from yiwang.cases.models import Case, Decision, PromiseCheck
from yiwang.cases.modes import events
from yiwang.cases.modes.deferring import LONGEST_HOLIDAYS
from yiwang.cases.modes.errors import (
    CheckNotDue,
    CheckNotFound,
    CheckOutstanding,
    OrderIncomplete,
)
from yiwang.cases.modes.originals import finding_of
from yiwang.cases.services import clocks, content, work
from yiwang.cases.services.locking import locked_case, move, save
from yiwang.credit import services as credit
from yiwang.credit.enums import CreditKind
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

WORKDAYS = 60
"""Within which a promise is looked at (最多跑一次规定 14)."""
LONGEST_ORDER = 60
RECHECK_WITHIN = 5
"""Working days after the last day of an order, to look again."""
CHECK, RECHECK, REVOCATION = "promise_check", "promise_recheck", "revocation"


@dataclass(frozen=True, slots=True)
class Order:
    """What has to be put right, within how many working days."""

    words: str
    workdays: int


def begin(case: Case, decision: Decision, *, actor: Actor, at: datetime) -> None:
    """Set the day by which a promise is looked at, once something was granted on it.

    A process that has set the day itself (安排后续检查) is followed. Who has signed a commitment
    is looked at whatever the process says: nothing that was promised is forgotten.
    """
    if decision.outcome != Outcome.GRANTED:
        return
    if case.check_due_on is None and case.mode not in PROMISING:
        return
    today = clocks.today_of(at)
    calendar = foundation.working_calendar()
    if case.check_due_on is None:
        workdays = WORKDAYS
    else:
        workdays = max(1, calendar.workdays_between(today, case.check_due_on))
    last = calendar.add_workdays(today, workdays)
    check = PromiseCheck(
        region_code=case.region_code,
        case=case,
        started_on=today,
        workdays=workdays,
        due_on=last.on,
        is_provisional=last.is_provisional,
    )
    check.save(force_insert=True)
    case.check_due_on = check.due_on
    case.save(update_fields=["check_due_on"])
    _open_work(case, Role.HANDLER, CHECK, check.due_on, at)
    fact = events.PromiseCheckOpened(
        case_id=case.pk,
        check_id=check.pk,
        due_on=check.due_on,
        is_provisional=check.is_provisional,
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def _open_work(case: Case, role: Role, key: str, due_on: date, at: datetime) -> None:
    work.new_item(case, role=role, key=key, due_on=due_on, at=at).save(force_insert=True)


def _locked(case_id: UUID, actor: Actor, revision: int | None) -> tuple[Case, PromiseCheck]:
    case = locked_case(case_id, revision=revision, actor=actor)
    check = PromiseCheck.objects.filter(case=case).first()
    if check is None:
        raise CheckNotFound
    return case, check


@transaction.atomic
def record_check(
    *,
    case_id: UUID,
    is_kept: bool,
    findings: str,
    order: Order | None,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> PromiseCheck:
    """Write down what was found on the spot: the promise holds, or this has to be put right.

    :param order: what to put right; None when the promise holds
    :raises CheckNotFound: nothing was promised
    :raises CheckNotDue: it was looked at before
    :raises OrderIncomplete: findings, order or its days are missing
    """
    case, check = _locked(case_id, actor, revision)
    policies.check_has_right(actor, case, Right.CASES_HANDLE)
    if check.state != CheckState.DUE:
        raise CheckNotDue
    check.findings = content.words(findings)
    check.checked_by_id, check.checked_at = policies.staff_of(actor), at
    check.checked_by_name = work.name_in_record(actor)
    work.finish_work(case, CHECK, actor=actor, at=at)
    if is_kept:
        if not check.findings:
            raise OrderIncomplete
        _keep(case, check, was_corrected=False, actor=actor, at=at)
    else:
        _give_order(case, check, order, actor=actor, at=at)
    return check


def _give_order(
    case: Case, check: PromiseCheck, order: Order | None, *, actor: Actor, at: datetime
) -> None:
    words = content.words(order.words) if order else ""
    if order is None or not words or not check.findings:
        raise OrderIncomplete
    if not 1 <= order.workdays <= LONGEST_ORDER:
        raise OrderIncomplete
    calendar = foundation.working_calendar()
    check.state, check.order = CheckState.CORRECTING, words
    check.correct_by_on = calendar.add_workdays(clocks.today_of(at), order.workdays).on
    check.save()
    save(case)
    again_by = calendar.add_workdays(check.correct_by_on, RECHECK_WITHIN).on
    _open_work(case, Role.HANDLER, RECHECK, again_by, at)
    fact = events.CorrectionOrdered(
        case_id=case.pk, check_id=check.pk, correct_by_on=check.correct_by_on
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def _keep(
    case: Case, check: PromiseCheck, *, was_corrected: bool, actor: Actor, at: datetime
) -> None:
    check.state = CheckState.KEPT
    check.save()
    save(case)
    fact = events.PromiseKept(case_id=case.pk, check_id=check.pk, was_corrected=was_corrected)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


@transaction.atomic
def record_recheck(
    *,
    case_id: UUID,
    is_kept: bool,
    findings: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> PromiseCheck:
    """Write down what was found after an order: put right, or still broken.

    That it is still broken is found only when the days of the order are over; that it is put
    right, on any day.

    :raises CheckNotDue: no order runs, or its days are not over
    :raises OrderIncomplete: it does not say what was found
    """
    case, check = _locked(case_id, actor, revision)
    policies.check_has_right(actor, case, Right.CASES_HANDLE)
    if check.state != CheckState.CORRECTING or check.correct_by_on is None:
        raise CheckNotDue
    if not is_kept and clocks.today_of(at) <= check.correct_by_on:
        raise CheckNotDue
    check.recheck_findings = content.words(findings)
    if not check.recheck_findings:
        raise OrderIncomplete
    check.rechecked_by_id, check.rechecked_at = policies.staff_of(actor), at
    check.rechecked_by_name = work.name_in_record(actor)
    work.finish_work(case, RECHECK, actor=actor, at=at)
    if is_kept:
        _keep(case, check, was_corrected=True, actor=actor, at=at)
        return check
    check.state = CheckState.BROKEN
    check.save()
    save(case)
    calendar = foundation.working_calendar()
    due_on = calendar.add_workdays(clocks.today_of(at), RECHECK_WITHIN).on
    _open_work(case, Role.APPROVER, REVOCATION, due_on, at)
    fact = events.PromiseBroken(case_id=case.pk, check_id=check.pk)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return check


@transaction.atomic
def revoke(
    *, case_id: UUID, reasons: str, actor: Actor, at: datetime, revision: int | None = None
) -> PromiseCheck:
    """Revoke a decision whose promise was broken and not made good.

    :raises CheckNotDue: the promise was not found broken
    :raises SameHands: whoever looked does not revoke
    :raises ReasonMissing: a revocation states its reasons
    """
    case, check = _locked(case_id, actor, revision)
    policies.check_has_right(actor, case, Right.CASES_APPROVE)
    if check.state != CheckState.BROKEN:
        raise CheckNotDue
    lookers = {one for one in (check.checked_by_id, check.rechecked_by_id) if one}
    policies.check_other_hands(actor, lookers)
    words = content.words(reasons)
    if not words:
        raise ReasonMissing
    system = system_actor("promises")
    policies.check_can(system, Action.REVOKE, case)
    move(case, Action.REVOKE)
    check.state, check.revocation_reasons = CheckState.REVOKED, words
    check.revoked_by_id, check.revoked_at = policies.staff_of(actor), at
    check.revoked_by_name = work.name_in_record(actor)
    check.save()
    Decision.objects.filter(case=case).update(ended_at=at)
    case.closed_at, case.process_state, case.process_wakes_at = at, None, None
    save(case, "closed_at", "process_state", "process_wakes_at")
    work.finish_work(case, REVOCATION, actor=actor, at=at)
    work.cancel_work(case, at=at)
    fact = events.DecisionRevoked(
        case_id=case.pk,
        check_id=check.pk,
        content_sha256=content.digest([words, check.recheck_findings], ()),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    text = f"您承诺符合条件并据此取得准予决定。核查发现：{check.recheck_findings}"
    credit.write_event(
        finding=finding_of(case, CreditKind.PROMISE_BROKEN, text, check.rechecked_by_id),
        actor=system,
        at=at,
    )
    return check


def check_may_close(case: Case) -> None:
    """Raise while a promise has not been looked at to its end; no query where none was made.

    :raises CheckOutstanding: it has not
    """
    if case.check_due_on is None:
        return
    if PromiseCheck.objects.filter(case=case, state__in=sorted(OPEN_CHECKS)).exists():
        raise CheckOutstanding


@transaction.atomic
def note_overdue(*, case_id: UUID, at: datetime) -> bool:
    """Write down, once, that nobody looked in time."""
    case = locked_case(case_id)
    check = PromiseCheck.objects.filter(case=case, state=CheckState.DUE).first()
    if check is None or check.overdue_at is not None:
        return False
    grace = LONGEST_HOLIDAYS if check.is_provisional else LONGEST_HOLIDAYS * 0
    if clocks.today_of(at) <= check.due_on + grace:
        return False
    check.overdue_at = at
    check.save(update_fields=["overdue_at"])
    fact = events.PromiseCheckOverdue(case_id=case.pk, check_id=check.pk, due_on=check.due_on)
    ledger.append(fact, actor=system_actor("promise-sweep"), at=at, region_code=case.region_code)
    return True


def overdue(*, at: datetime) -> Iterable[UUID]:
    """Return the cases whose promise nobody looked at in time, not yet noted."""
    rows = PromiseCheck.objects.filter(
        state=CheckState.DUE, overdue_at__isnull=True, due_on__lt=clocks.today_of(at)
    )
    ids = rows.order_by("due_on", "case_id").values_list("case_id", flat=True)
    return ids.iterator(chunk_size=1000)


@transaction.atomic
def recount(*, case_id: UUID, at: datetime) -> bool:
    """Count the last day of a check anew from the published lists; return whether it moved."""
    case = locked_case(case_id)
    check = PromiseCheck.objects.filter(case=case, state=CheckState.DUE).first()
    if check is None:
        return False
    last = foundation.working_calendar().add_workdays(check.started_on, check.workdays)
    if (last.on, last.is_provisional) == (check.due_on, check.is_provisional):
        return False
    check.due_on, check.is_provisional = last.on, last.is_provisional
    check.save(update_fields=["due_on", "is_provisional"])
    case.check_due_on = last.on
    save(case, "check_due_on")
    work.open_items(case).filter(step_key=CHECK).update(due_on=last.on)
    fact = events.PromiseCheckMoved(
        case_id=case.pk, check_id=check.pk, due_on=last.on, is_provisional=last.is_provisional
    )
    ledger.append(fact, actor=system_actor("calendar"), at=at, region_code=case.region_code)
    return True


def outdated(*, at: datetime) -> Iterable[UUID]:
    """Return the cases whose check was provisional and need not be so any more."""
    calendar = foundation.working_calendar()
    rows = PromiseCheck.objects.filter(state=CheckState.DUE, is_provisional=True)
    found = rows.order_by("case_id").values_list("case_id", "started_on", "due_on")
    for case_id, started_on, due_on in found.iterator():
        if not calendar.is_provisional(started_on, due_on):
            yield case_id


def touched_by_lists(*, since: date) -> Iterable[UUID]:
    """Return the cases whose check is due on or after a day."""
    rows = PromiseCheck.objects.filter(state=CheckState.DUE, due_on__gte=since)
    return rows.order_by("case_id").values_list("case_id", flat=True).iterator(chunk_size=1000)
