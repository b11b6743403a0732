# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The deadlines of a case: computed when something happens, stored, never computed on reading."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yiwang.cases import events
from yiwang.cases.enums import CaseState, ExtensionState, WorkState
from yiwang.cases.models import Case, WorkItem
from yiwang.cases.models.work import WorkItemQuerySet
from yiwang.cases.services import work
from yiwang.cases.services.locking import locked_case, save
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import system_actor
from yiwang.foundation.calendar import Deadline
from yiwang.ledger import services as ledger
from yiwang.workflow import clock
from yiwang.workflow.clock import ClockTerms, LegalClock, StatutoryTerm, Stop, Unit

DEADLINE_FIELDS = ("due_on", "statutory_due_on", "is_deadline_provisional")
BEFORE_THE_DECISION = (CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.IN_PROCESS)
RUNNING = (*BEFORE_THE_DECISION, CaseState.DECIDED)
"""The states in which a clock runs that the calendar may move; the last one waits for delivery."""
INTAKE_FIELDS = ("received_at", "intake_due_on", "is_deadline_provisional")


def receive(case: Case, *, at: datetime) -> None:
    """Start the intake clock: five working days to accept, to refuse or to ask for a correction.

    Source: 行政许可法 32 (4).
    """
    case.received_at = at
    _set_intake_deadline(case)


def _set_intake_deadline(case: Case) -> None:
    legal_clock = LegalClock(foundation.working_calendar())
    last = legal_clock.due(today_of(case.received_at), clock.CORRECTION_NOTICE.terms)
    case.intake_due_on, case.is_deadline_provisional = last.on, last.is_provisional


def delivery_deadline(decided_on: date) -> Deadline:
    """Return the last day to hand out the result. Source: 行政许可法 44: ten working days."""
    calendar = foundation.working_calendar()
    return LegalClock(calendar).due(decided_on, clock.CERTIFICATE_DELIVERY.terms)


def set_deadlines(case: Case) -> None:
    """Compute the promised and the statutory last day from the start, the stops and extensions.

    A promise may be shorter than the law's limit and binds then; it is never later.
    """
    if case.started_on is None:
        raise ValueError("The clock of this case has not started.")
    snapshot = catalogue.snapshot(case.version_id)
    extra = sum(
        case.extensions.filter(state=ExtensionState.APPROVED).values_list("days", flat=True)
        if case.accepted_at and case.pk
        else ()
    )
    stops = _ended_stops(case)
    legal_clock = LegalClock(foundation.working_calendar())
    promise = snapshot.promise_limit or snapshot.statutory_limit or _general_limit(snapshot)
    statutory_limit = snapshot.statutory_limit or promise
    promised = _last_day(legal_clock, case.started_on, promise, extra, stops)
    statutory = _last_day(legal_clock, case.started_on, statutory_limit, extra, stops)
    case.statutory_due_on = statutory.on
    case.due_on = min(promised.on, statutory.on)
    case.is_deadline_provisional = promised.is_provisional or statutory.is_provisional


def general_term(snapshot: catalogue.ItemSnapshot) -> StatutoryTerm:
    """Return the general law's term for deciding, longer where several bodies handle it together.

    Source: 行政许可法 42.
    """
    return clock.JOINT_LICENCE_DECISION if snapshot.joint_departments else clock.LICENCE_DECISION


def _general_limit(snapshot: catalogue.ItemSnapshot) -> catalogue.TimeLimit:
    """Return the limit that holds where an item states none at all."""
    return catalogue.TimeLimit(amount=general_term(snapshot).terms.limit)


def _last_day(
    legal_clock: LegalClock,
    start: date,
    limit: catalogue.TimeLimit,
    extra: int,
    stops: Sequence[Stop],
) -> Deadline:
    """Return the last day of a limit, and of the working days by which it was extended.

    A procedure that begins only in the days that were added stops the clock there as well.

    Source: 行政许可法 42, 45 and 82: an extension counts working days, whatever the limit counts.
    """
    end = legal_clock.due(start, ClockTerms(limit.amount, Unit(limit.unit)), stops)
    if not extra:
        return end
    extended = legal_clock.due(end.on, ClockTerms(extra), stops)
    return Deadline(extended.on, end.is_provisional or extended.is_provisional)


def expected_due_on(case: Case, today: date) -> date:
    """Return the promised last day if the case were accepted today."""
    return promised_day(catalogue.snapshot(case.version_id), today)


def promised_day(snapshot: catalogue.ItemSnapshot, accepted_on: date) -> date:
    """Return by when an item would be done that is accepted on a day; shown before submitting."""
    promise = snapshot.promise_limit or snapshot.statutory_limit or _general_limit(snapshot)
    calendar = foundation.working_calendar()
    return _last_day(LegalClock(calendar), accepted_on, promise, 0, ()).on


def _ended_stops(case: Case) -> list[Stop]:
    return [
        Stop(stop.reason, stop.started_on, stop.ended_on)
        for stop in case.stops.filter(ended_on__isnull=False)
    ]


@transaction.atomic
def recompute_deadline(*, case_id: UUID, at: datetime) -> bool:
    """Compute the deadline that runs again; return whether it changed.

    Called for every such case when a year's list of holidays is published.
    """
    case = locked_case(case_id)
    if case.state not in RUNNING:
        return False
    found = _COUNTED_AGAIN.get(CaseState(case.state), _recount_decision)(case)
    if found is None:
        return False
    save(case, "intake_due_on", *DEADLINE_FIELDS)
    ledger.append(found, actor=system_actor("calendar"), at=at, region_code=case.region_code)
    return True


def _recount_intake(case: Case) -> events.DeadlineRecomputed | None:
    before = _deadlines(case)
    _set_intake_deadline(case)
    if before == _deadlines(case):
        return None
    work.show_deadline(case)
    return _recomputed(case, intake_due_on=case.intake_due_on)


def _recount_decision(case: Case) -> events.DeadlineRecomputed | None:
    before = _deadlines(case)
    set_deadlines(case)
    if before == _deadlines(case):
        return None
    work.show_deadline(case)
    return _recomputed(case, due_on=case.due_on, statutory_due_on=case.statutory_due_on)


def _recount_delivery(case: Case) -> events.DeadlineRecomputed | None:
    if case.decided_at is None:
        raise ValueError("This case has not been decided.")
    last = delivery_deadline(today_of(case.decided_at))
    moved = work.open_items(case).filter(step_key=work.DELIVERY).exclude(due_on=last.on)
    is_same = last.is_provisional == case.is_deadline_provisional
    case.is_deadline_provisional = last.is_provisional
    if not moved.update(due_on=last.on) and is_same:
        return None
    return _recomputed(case, delivery_due_on=last.on)


_COUNTED_AGAIN = {
    CaseState.SUBMITTED: _recount_intake,
    CaseState.DECIDED: _recount_delivery,
}
"""Which deadline runs in a state; in all others it is that of the decision."""


def _recomputed(
    case: Case,
    *,
    due_on: date | None = None,
    statutory_due_on: date | None = None,
    intake_due_on: date | None = None,
    delivery_due_on: date | None = None,
) -> events.DeadlineRecomputed:
    return events.DeadlineRecomputed(
        case_id=case.pk,
        due_on=due_on,
        statutory_due_on=statutory_due_on,
        is_provisional=case.is_deadline_provisional,
        intake_due_on=intake_due_on,
        delivery_due_on=delivery_due_on,
    )


def _deadlines(case: Case) -> tuple[object, ...]:
    return (case.intake_due_on, case.due_on, case.statutory_due_on, case.is_deadline_provisional)


def outdated(*, at: datetime) -> Iterable[UUID]:
    """Return the cases whose deadline was provisional and need not be so any more."""
    waiting = Case.objects.filter(
        is_deadline_provisional=True, decided_at__isnull=True, state__in=BEFORE_THE_DECISION
    )
    calendar = foundation.working_calendar()
    rows = waiting.order_by("id").values_list(
        "id", "received_at", "started_on", "intake_due_on", "statutory_due_on"
    )
    for case_id, received_at, started_on, intake_due_on, statutory_due_on in rows.iterator():
        start = started_on or today_of(received_at)
        if not calendar.is_provisional(start, statutory_due_on or intake_due_on):
            yield case_id
    deliveries = _deliveries().filter(case__is_deadline_provisional=True)
    for case_id, due_on in deliveries.values_list("case_id", "due_on").iterator():
        if calendar.is_published(due_on.year):
            yield case_id


def touched_by_lists(*, since: date) -> Iterable[UUID]:
    """Return the cases whose running deadline lies on or after a day.

    For a list that changed after it was published: what was final has to be counted again too.
    """
    running = Case.objects.filter(state__in=BEFORE_THE_DECISION).filter(
        Q(due_on__isnull=True, intake_due_on__gte=since) | Q(statutory_due_on__gte=since)
    )
    yield from running.order_by("id").values_list("id", flat=True).iterator(chunk_size=1000)
    deliveries = _deliveries().filter(due_on__gte=since)
    yield from deliveries.values_list("case_id", flat=True).iterator(chunk_size=1000)


def _deliveries() -> WorkItemQuerySet:
    """Return the results that wait to be handed out."""
    waiting = WorkItem.objects.filter(
        state=WorkState.OPEN, step_key=work.DELIVERY, case__state=CaseState.DECIDED
    )
    return waiting.order_by("id")


def today_of(at: datetime) -> date:
    """Return the day in China on which a moment falls."""
    return timezone.localdate(at)
