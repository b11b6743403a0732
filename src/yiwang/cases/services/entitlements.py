# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was granted: on record from the decision, in force until its last day or until it ends.

Source: 行政许可法 49, 50 and 70.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.cases import aftermath_events as facts
from yiwang.cases import policies
from yiwang.cases.aftermath_refusals import (
    EntitlementNotFound,
    EntitlementNotInForce,
    FollowUpRunning,
    NothingToRenew,
    WrongPurpose,
)
from yiwang.cases.enums import (
    FOLLOWING,
    IN_FORCE,
    OPEN_STATES,
    CaseState,
    EntitlementState,
    Outcome,
    Purpose,
)
from yiwang.cases.errors import OutsideTheMandate
from yiwang.cases.events import CaseFact
from yiwang.cases.models import Case, Decision, Draft, Entitlement
from yiwang.cases.services import clocks, drafts
from yiwang.cases.succession import heirs, ties
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity.enums import HandlerRight
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications
from yiwang.workflow.clock import same_day_after

PUBLIC_SERVICE: Final = "20"
LICENSING: Final = "01"
ASKED_BEFORE: Final = timedelta(days=30)
"""How long before the last day a renewal is asked for (行政许可法 50)."""
REMINDED_BEFORE: Final = (60, 30)
"""Days before the last one on which the holder is told."""
_TERM: Final = re.compile(r"^\s*(?:有效期(?:限)?[:：]?)?\s*([0-9]{1,3})\s*(年|个?月|日|天)")
_MONTHS: Final = {"年": 12, "月": 1, "个月": 1}


def last_day(begin: date, validity: str) -> date | None:
    """Return the last day of what is valid from a day on: five years from 1 May end on 30 April.

    :param validity: as an item words it, such as 5年 or 6个月; anything else has no end
    """
    found = _TERM.match(validity)
    if found is None or not int(found[1]):
        return None
    amount, months = int(found[1]), _MONTHS.get(found[2])
    after = (
        begin + timedelta(days=amount) if months is None else same_day_after(begin, amount * months)
    )
    return after - timedelta(days=1)


# ── made on the decision


def follow_decisions(news: Sequence[RecordedEvent]) -> None:
    """Put on record what was granted, and end what it follows; once for each decision."""
    for event in news:
        granted = Case.objects.filter(outcome=Outcome.GRANTED)
        case = granted.filter(pk__in=[event.subject_id]).first()
        if case is not None:
            _follow_decision(case, at=event.at)


def _follow_decision(case: Case, *, at: datetime) -> None:
    before, purpose = ties.earlier(case, clocks.today_of(at))
    if before is not None and before.department_id != case.department_id:
        fact = facts.FollowedElsewhere(
            before.case_id, before.pk, case.pk, case.department_id, purpose
        )
        _tell(fact, before, at=at)
    if purpose == Purpose.CANCELLATION:
        if before is not None and before.state in IN_FORCE:
            end(before, EntitlementState.CANCELLED, because="application", at=at)
        return
    if case.item_type == PUBLIC_SERVICE or Entitlement.objects.filter(case=case).exists():
        return
    decision = Decision.objects.get(case=case)
    if decision.result_name:
        _make(case, decision, before, purpose, at=at)


def _make(
    case: Case, decision: Decision, before: Entitlement | None, purpose: Purpose, *, at: datetime
) -> None:
    begin, end_on = _validity(case, before, purpose, clocks.today_of(decision.decided_at))
    # By an item of its own, what was granted changes; it stays what the first item granted.
    of = before if before is not None and ties.is_followed_by_item(before, case) else case
    made = Entitlement.objects.create(
        region_code=case.region_code,
        case=case,
        department_id=case.department_id,
        item_code=of.item_code,
        item_name=of.item_name,
        item_type=of.item_type,
        result_name=decision.result_name,
        holder_kind=case.applicant_kind,
        holder_id=case.applicant_id,
        holder_name=case.applicant_name,
        valid_from=begin,
        valid_until=end_on,
        state=EntitlementState.PENDING if decision.is_pending else EntitlementState.EFFECTIVE,
        follows=before,
    )
    _tell(
        facts.EntitlementMade(
            case_id=case.pk,
            entitlement_id=made.pk,
            state=made.state,
            valid_from=begin,
            valid_until=end_on,
            follows_id=before.pk if before else None,
        ),
        made,
        at=at,
    )
    if before is not None and before.state in IN_FORCE and made.state != EntitlementState.PENDING:
        end(before, EntitlementState.SUPERSEDED, because=purpose, at=at)


def _validity(
    case: Case, before: Entitlement | None, purpose: Purpose, today: date
) -> tuple[date, date | None]:
    """Return from when to when: a renewal goes on from the last day, a change keeps the days."""
    snapshot = catalogue.snapshot(case.version_id)
    validity = snapshot.results[0].validity if snapshot.results else ""
    if before is None:
        return today, last_day(today, validity)
    if purpose == Purpose.RENEWAL:
        old_end = before.valid_until or today
        begin = max(today, old_end + timedelta(days=1))
        return today, last_day(begin, validity)
    end_on = before.valid_until
    return today, None if end_on is None else max(end_on, today)


def take_effect(*, case_id: UUID, because: str, at: datetime) -> None:
    """Let what was granted take effect, once the originals were checked."""
    found = Entitlement.objects.select_for_update().filter(
        case_id=case_id, state=EntitlementState.PENDING
    )
    made = found.first()
    if made is None:
        return
    change(made, EntitlementState.EFFECTIVE, because=because, at=at)
    before = _locked(made.follows_id) if made.follows_id else None
    if before is not None and before.state in IN_FORCE:
        end(before, EntitlementState.SUPERSEDED, because=because, at=at)


def void_of_case(*, case_id: UUID, because: str, at: datetime) -> None:
    """Revoke what a case granted, when the decision itself was revoked or never took effect."""
    found = Entitlement.objects.select_for_update().filter(
        case_id=case_id, state__in=[EntitlementState.PENDING, *IN_FORCE]
    )
    for made in found:
        end(made, EntitlementState.REVOKED, because=because, at=at)


# ── ends and stops


def change(
    made: Entitlement,
    state: EntitlementState,
    *,
    because: str,
    at: datetime,
    actor: Actor | None = None,
) -> None:
    """Set the state of a locked entitlement, and write it down."""
    made.state = state
    made.revision += 1
    made.save(update_fields=["state", "ended_on", "revision"])
    fact = facts.EntitlementChanged(
        case_id=made.case_id, entitlement_id=made.pk, state=state, because=because
    )
    _tell(fact, made, at=at, actor=actor)


def end(
    made: Entitlement,
    state: EntitlementState,
    *,
    because: str,
    at: datetime,
    on: date | None = None,
    actor: Actor | None = None,
) -> None:
    """End a locked entitlement.

    :param on: the day from which it is no longer in force; today when None
    """
    made.ended_on = on or clocks.today_of(at)
    change(made, state, because=because, at=at, actor=actor)


def locked(entitlement_id: UUID) -> Entitlement:
    """Return an entitlement, locked until the transaction ends.

    :raises EntitlementNotFound: there is none
    """
    found = _locked(entitlement_id)
    if found is None:
        raise EntitlementNotFound
    return found


def _locked(entitlement_id: UUID) -> Entitlement | None:
    return Entitlement.objects.select_for_update().filter(pk=entitlement_id).first()


def _tell(fact: CaseFact, made: Entitlement, *, at: datetime, actor: Actor | None = None) -> None:
    ledger.append(
        fact, actor=actor or system_actor("entitlements"), at=at, region_code=made.region_code
    )


# ── what follows: change, renewal, replacement, cancellation


def check_about(
    *,
    about_id: UUID | None,
    purpose: str,
    applicant_id: UUID,
    snapshot: catalogue.ItemSnapshot,
    today: date,
    is_under_mandate: bool = False,
) -> None:
    """Raise unless an application may be about what it says; no query when it is about nothing.

    :param is_under_mandate: an agent applies, to whom nobody entrusts what was granted
    :raises OutsideTheMandate: an agent means to change or cancel it
    :raises EntitlementNotFound: it is somebody else's
    :raises EntitlementNotInForce: it has ended
    :raises WrongPurpose: a body granted it that did not hand it on, or one of the two is missing
    :raises TiedItem: an item of its own is there for it
    :raises FollowUpRunning: another application about it is open
    """
    if about_id is None and purpose == Purpose.NEW:
        return
    if about_id is None or purpose not in FOLLOWING:
        raise WrongPurpose
    if is_under_mandate:
        raise OutsideTheMandate
    made = _locked(about_id)
    if made is None or made.holder_id != applicant_id:
        raise EntitlementNotFound
    heirs.check_may_follow(made, snapshot, today)
    ties.check_item(snapshot, purpose, today)
    _check_stands(made, purpose, today)


def _check_stands(made: Entitlement, purpose: str, today: date) -> None:
    """Raise unless a locked entitlement is in force and nobody has asked about it already."""
    if made.state not in IN_FORCE or (made.valid_until and made.valid_until < today):
        raise EntitlementNotInForce
    if purpose == Purpose.RENEWAL and made.valid_until is None:
        raise NothingToRenew
    if Case.objects.filter(about_id=made.pk, state__in=OPEN_STATES, outcome="").exists():
        raise FollowUpRunning


@transaction.atomic
def begin_follow_up(*, entitlement_id: UUID, purpose: Purpose, actor: Actor, at: datetime) -> Draft:
    """Begin a change, renewal, replacement or cancellation, filled in as it was granted.

    :raises EntitlementNotFound, EntitlementNotInForce, FollowUpRunning: see ``check_about``
    :raises ItemNotOpen: the item is not offered any more
    """
    made = locked(entitlement_id)
    policies.check_holds(actor, made, HandlerRight.APPLY)
    today = clocks.today_of(at)
    snapshot = ties.snapshot_for(made, purpose, today)
    check_about(
        about_id=made.pk,
        purpose=purpose,
        applicant_id=made.holder_id,
        snapshot=snapshot,
        today=today,
    )
    draft = drafts.save_draft(
        version_id=snapshot.version_id,
        typed=ties.begun(Case.objects.get(pk=made.case_id), snapshot),
        actor=actor,
        at=at,
    )
    draft.purpose, draft.about_id = purpose, made.pk
    draft.save(update_fields=["purpose", "about"])
    return draft


# ── time


def reaches_its_end(*, at: datetime) -> Iterable[UUID]:
    """Return what was valid until yesterday or before."""
    due = Entitlement.objects.filter(state__in=IN_FORCE, valid_until__lt=clocks.today_of(at))
    return due.order_by("valid_until").values_list("id", flat=True).iterator(chunk_size=1000)


@transaction.atomic
def expire(*, entitlement_id: UUID, at: datetime) -> bool:
    """End what has reached its last day; or renew it, when the law does (行政许可法 50).

    Who asked for the renewal of a licence in time and got no answer has it renewed for as long.
    """
    made, today = locked(entitlement_id), clocks.today_of(at)
    if made.state not in IN_FORCE or made.valid_until is None or made.valid_until >= today:
        return False
    renewal = _renewal_in_time(made)
    if renewal is None:
        on = made.valid_until + timedelta(days=1)
        end(made, EntitlementState.EXPIRED, because="last_day", on=on, at=at)
        return True
    snapshot = catalogue.snapshot(renewal.version_id)
    validity = snapshot.results[0].validity if snapshot.results else ""
    begin = made.valid_until + timedelta(days=1)
    length = made.valid_until - made.valid_from
    made.valid_until = last_day(begin, validity) or begin + length
    made.deemed_renewals += 1
    made.revision += 1
    made.save(update_fields=["valid_until", "deemed_renewals", "revision"])
    fact = facts.EntitlementDeemedRenewed(
        case_id=made.case_id,
        entitlement_id=made.pk,
        renewal_id=renewal.pk,
        valid_until=made.valid_until,
    )
    _tell(fact, made, at=at)
    return True


def _renewal_in_time(made: Entitlement) -> Case | None:
    """Return the renewal of a licence that was asked for in time and is not decided."""
    if made.item_type != LICENSING or made.valid_until is None:
        return None
    undecided = [CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.IN_PROCESS, CaseState.SUSPENDED]
    waiting = Case.objects.filter(
        about_id=made.pk, purpose=Purpose.RENEWAL, state__in=undecided
    ).order_by("submitted_at")
    last = made.valid_until - ASKED_BEFORE
    return next((case for case in waiting if clocks.today_of(case.submitted_at) <= last), None)


def due_for_a_reminder(*, at: datetime) -> Iterable[UUID]:
    """Return what ends soon and whose holder has not been told for this stage."""
    today = clocks.today_of(at)
    for days in REMINDED_BEFORE:
        soon = Entitlement.objects.filter(
            state=EntitlementState.EFFECTIVE,
            valid_until__range=(today, today + timedelta(days=days)),
        )
        for row in soon.only("id", "valid_until", "reminded_on").iterator(chunk_size=1000):
            since = row.valid_until - timedelta(days=days) if row.valid_until else today
            if row.reminded_on is None or row.reminded_on < since:
                yield row.pk


@transaction.atomic
def remind(*, entitlement_id: UUID, at: datetime) -> bool:
    """Tell the holder that something ends soon, and when to ask for its renewal."""
    made, today = locked(entitlement_id), clocks.today_of(at)
    if made.state != EntitlementState.EFFECTIVE or made.valid_until is None:
        return False
    if made.valid_until < today:
        return False
    made.reminded_on = today
    made.save(update_fields=["reminded_on"])
    return notifications.send(
        recipient_id=made.holder_id,
        kind="entitlement_ends",
        params={"result": made.result_name, "last_on": made.valid_until.isoformat()},
        link=f"/my/entitlements/{made.pk}",
        source_key=f"entitlement:{made.pk}:{today.isoformat()}",
        at=at,
        region_code=made.region_code,
    )
