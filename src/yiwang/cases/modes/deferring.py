# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""容缺受理: what is missing follows after the acceptance, or the acceptance falls.

Source: 浙江省保障“最多跑一次”改革规定 11 (2).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.enums import DEFERRING, Action, CaseMode, CaseState, EndedBecause
from yiwang.cases.errors import MaterialUnknown, ReasonMissing
from yiwang.cases.models import Case, CaseMaterial, DeferredMaterial
from yiwang.cases.modes import choosing, events
from yiwang.cases.modes.errors import DeferralTooLate, DeferredNotFound, DeferredOutstanding
from yiwang.cases.procedures import gates
from yiwang.cases.services import clocks, content, work
from yiwang.cases.services.locking import locked_case, move, save
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

RUNNING = (CaseState.ACCEPTED, CaseState.IN_PROCESS, CaseState.SUSPENDED)
LONGEST_HOLIDAYS = timedelta(days=14)
"""While the holidays of a year are not published, nothing follows from a day that may move."""
REMIND_BEFORE = timedelta(days=3)


def begin(case: Case, *, actor: Actor, at: datetime) -> None:
    """Set the day by which each deferred material has to follow; called at the acceptance."""
    snapshot = catalogue.snapshot(case.version_id)
    calendar = foundation.working_calendar()
    started_on = case.started_on or clocks.today_of(at)
    last = calendar.add_workdays(
        max(started_on, clocks.today_of(at)), snapshot.base.deferral_workdays
    )
    there = _keys_there(case)
    rows = [
        DeferredMaterial(
            region_code=case.region_code,
            case=case,
            requirement_key=each["key"],
            name=each["name"],
            due_on=last.on,
            is_provisional=last.is_provisional,
            handed_in_at=at if each["key"] in there else None,
        )
        for each in choosing.keys_for(case, CaseMode.DEFERRAL)
    ]
    DeferredMaterial.objects.bulk_create(rows)
    for row in rows:
        fact = events.MaterialDeferred(
            case_id=case.pk,
            deferred_id=row.pk,
            due_on=row.due_on,
            is_provisional=row.is_provisional,
        )
        ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def _keys_there(case: Case) -> set[str]:
    rows = CaseMaterial.objects.filter(case=case, replaced_at__isnull=True)
    return set(rows.values_list("requirement_key", flat=True))


def check_complete(case: Case) -> None:
    """Raise while a deferred material is outstanding; no query for any other case.

    :raises DeferredOutstanding: names what is missing
    """
    if case.mode not in DEFERRING:
        return
    if names := [row.name for row in _outstanding(case)]:
        raise DeferredOutstanding(params={"names": "、".join(names)})


def _outstanding(case: Case) -> list[DeferredMaterial]:
    rows = DeferredMaterial.objects.filter(case=case, handed_in_at__isnull=True)
    return list(rows.order_by("requirement_key"))


@transaction.atomic
def hand_in(
    *,
    case_id: UUID,
    key: str,
    files: Sequence[UUID],
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Hand in a deferred material; the applicant, or the counter for who stands there.

    :raises DeferredNotFound: the case does not wait for it
    :raises DeferralTooLate: the last day is over
    :raises MaterialUnknown: no file, too many, or somebody else's
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    _check_may_hand_in(actor, case)
    row = _row(case, key)
    if row.handed_in_at is not None or case.state not in RUNNING:
        raise DeferredNotFound
    if is_over(row, clocks.today_of(at)):
        raise DeferralTooLate
    snapshot = catalogue.snapshot(case.version_id)
    need = next((each for each in snapshot.materials if each.key == key), None)
    if need is None or not files or len(set(files)) != len(files) or len(files) > need.max_files:
        raise MaterialUnknown
    stored = content.own_files({key: files}, actor=actor)
    rows = CaseMaterial.objects.filter(case=case, requirement_key=key)
    if rows.filter(file_id__in=files).exists():
        raise MaterialUnknown
    rows.filter(replaced_at__isnull=True).update(replaced_at=at)
    CaseMaterial.objects.bulk_create(content.material_rows(case, {key: files}, at=at))
    row.handed_in_at, row.returned_because = at, ""
    row.save(update_fields=["handed_in_at", "returned_because"])
    save(case)
    fact = events.DeferredHandedIn(
        case_id=case.pk,
        deferred_id=row.pk,
        content_sha256=content.digest([], [(key, value) for value in stored.values()]),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return case


def _check_may_hand_in(actor: Actor, case: Case) -> None:
    if actor.is_staff:
        policies.check_has_right(actor, case, Right.CASES_ACCEPT)
    else:
        policies.check_can(actor, Action.ANSWER_CORRECTION, case)


def _row(case: Case, key: str) -> DeferredMaterial:
    row = DeferredMaterial.objects.filter(case=case, requirement_key=key).first()
    if row is None:
        raise DeferredNotFound
    return row


def is_over(row: DeferredMaterial, today: date) -> bool:
    """Return whether the last day is over beyond doubt."""
    grace = LONGEST_HOLIDAYS if row.is_provisional else timedelta()
    return today > row.due_on + grace


@transaction.atomic
def give_back(
    *,
    case_id: UUID,
    key: str,
    reason: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Give back what was handed in later and does not do; the last day stays as it was told.

    Where that day is over already, the acceptance falls with the next sweep.

    :raises DeferredNotFound: nothing was handed in for it
    :raises ReasonMissing: it says what is wrong
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT, Right.CASES_HANDLE)
    row = _row(case, key)
    if row.handed_in_at is None or case.state not in RUNNING:
        raise DeferredNotFound
    words = content.words(reason)
    if not words:
        raise ReasonMissing
    current = CaseMaterial.objects.filter(case=case, requirement_key=key, replaced_at__isnull=True)
    current.update(replaced_at=at)
    row.handed_in_at, row.returned_because, row.reminded_at = None, words, None
    row.save(update_fields=["handed_in_at", "returned_because", "reminded_at"])
    save(case)
    fact = events.DeferredReturned(case_id=case.pk, deferred_id=row.pk, due_on=row.due_on)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return case


@transaction.atomic
def withdraw_acceptance(*, case_id: UUID, at: datetime) -> bool:
    """Withdraw the acceptance of a case whose deferred material did not follow in time."""
    actor = system_actor("deferral-sweep")
    case = locked_case(case_id)
    if case.mode not in DEFERRING or case.state not in RUNNING:
        return False
    today = clocks.today_of(at)
    missing = [row for row in _outstanding(case) if is_over(row, today)]
    if not missing:
        return False
    policies.check_can(actor, Action.UNACCEPT, case)
    move(case, Action.UNACCEPT)
    case.stops.filter(ended_on__isnull=True).update(ended_on=today)
    case.closed_at, case.process_state, case.process_wakes_at = at, None, None
    save(case, "closed_at", "process_state", "process_wakes_at")
    work.cancel_work(case, at=at)
    gates.end_with_the_case(case, EndedBecause.UNACCEPTED, actor=actor, at=at)
    fact = events.AcceptanceWithdrawn(case_id=case.pk, missing=len(missing))
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return True


def missed(*, at: datetime) -> Iterable[UUID]:
    """Return the cases whose deferred material did not follow in time."""
    rows = DeferredMaterial.objects.filter(
        handed_in_at__isnull=True, due_on__lt=clocks.today_of(at), case__state__in=RUNNING
    )
    ids = rows.order_by("due_on", "case_id").values_list("case_id", flat=True)
    return ids.iterator(chunk_size=1000)


@transaction.atomic
def remind(*, case_id: UUID, at: datetime) -> bool:
    """Remind the applicant, once, of each material whose last day is near."""
    case = locked_case(case_id)
    if case.mode not in DEFERRING or case.state not in RUNNING:
        return False
    rows = [
        row
        for row in _outstanding(case)
        if row.reminded_at is None and row.due_on <= clocks.today_of(at) + REMIND_BEFORE
    ]
    for row in rows:
        row.reminded_at = at
        row.save(update_fields=["reminded_at"])
        fact = events.DeferralReminded(case_id=case.pk, deferred_id=row.pk, due_on=row.due_on)
        ledger.append(
            fact, actor=system_actor("deferral-sweep"), at=at, region_code=case.region_code
        )
    return bool(rows)


def nearly_due(*, at: datetime) -> Iterable[UUID]:
    """Return the cases that nobody was reminded of yet and whose last day is near."""
    today = clocks.today_of(at)
    rows = DeferredMaterial.objects.filter(
        handed_in_at__isnull=True,
        reminded_at__isnull=True,
        due_on__lte=today + REMIND_BEFORE,
        due_on__gte=today,
        case__state__in=RUNNING,
    )
    ids = rows.order_by("due_on", "case_id").values_list("case_id", flat=True).distinct()
    return ids.iterator(chunk_size=1000)


@transaction.atomic
def recount(*, case_id: UUID, at: datetime) -> bool:
    """Count the last day anew from the published lists; return whether it moved.

    It never moves to an earlier day than the applicant was told.
    """
    case = locked_case(case_id)
    if case.mode not in DEFERRING or case.state not in RUNNING or case.accepted_at is None:
        return False
    snapshot = catalogue.snapshot(case.version_id)
    calendar = foundation.working_calendar()
    last = calendar.add_workdays(clocks.today_of(case.accepted_at), snapshot.base.deferral_workdays)
    moved = False
    for row in _outstanding(case):
        due_on = max(row.due_on, last.on)
        if (due_on, last.is_provisional) == (row.due_on, row.is_provisional):
            continue
        row.due_on, row.is_provisional, moved = due_on, last.is_provisional, True
        row.save(update_fields=["due_on", "is_provisional"])
        fact = events.MaterialDeferred(
            case_id=case.pk,
            deferred_id=row.pk,
            due_on=due_on,
            is_provisional=last.is_provisional,
        )
        ledger.append(fact, actor=system_actor("calendar"), at=at, region_code=case.region_code)
    return moved


def outdated(*, at: datetime) -> Iterable[UUID]:
    """Return the cases whose last day was provisional and need not be so any more."""
    calendar = foundation.working_calendar()
    rows = DeferredMaterial.objects.filter(
        handed_in_at__isnull=True, is_provisional=True, case__state__in=RUNNING
    ).order_by("case_id")
    for case_id, due_on in rows.values_list("case_id", "due_on").distinct().iterator():
        if calendar.is_published(due_on.year):
            yield case_id


def touched_by_lists(*, since: date) -> Iterable[UUID]:
    """Return the cases whose last day lies on or after a day."""
    rows = DeferredMaterial.objects.filter(
        handed_in_at__isnull=True, due_on__gte=since, case__state__in=RUNNING
    )
    ids = rows.order_by("case_id").values_list("case_id", flat=True).distinct()
    return ids.iterator(chunk_size=1000)
