# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""收受分离: one body takes an application in, another decides, and each answers for its part.

At a common counter of the same place (一窗受理), or at another place (异地代收代办). The
application itself reaches the deciding body at once, so its clock for answering runs from the same
moment; the receiving body has a clock of its own for handing over what is on paper, and gives out
the result.

Source: 国办发〔2020〕35号 (跨省通办): where it is taken in one answers for identity and form, where
it is decided for acceptance and decision.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.enums import Action, CaseState, DeliveryMethod, ReceivingState
from yiwang.cases.errors import CaseChanged, CaseNotFound, NotYourCase, ReasonMissing
from yiwang.cases.models import Case, Receiving
from yiwang.cases.receiving_events import HandOverOverdue, ReceivingMoved, TakenInForOthers
from yiwang.cases.receiving_refusals import NotHandledElsewhere, NotTakenIn, ResultNotReady
from yiwang.cases.services import clocks, content, decisions, work
from yiwang.cases.services.locking import locked_case
from yiwang.catalogue.enums import CrossRegion
from yiwang.catalogue.selectors import ItemSnapshot
from yiwang.foundation import reach
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

HAND_OVER_WORKDAYS: Final = 2
"""Working days to hand over what is on paper; no law fixes them."""
_PLACES: Final = (
    (6, frozenset(CrossRegion)),
    (4, frozenset(CrossRegion) - {CrossRegion.COUNTIES}),
    (2, frozenset({CrossRegion.COUNTRY, CrossRegion.PROVINCES})),
)
"""Digits of the code that differ, and how far an item has to be handled then: county, city,
province."""
MOVES: Final = {
    ReceivingState.HELD: {ReceivingState.HANDED_OVER},
    ReceivingState.RETURNED: {ReceivingState.HANDED_OVER},
    ReceivingState.HANDED_OVER: {ReceivingState.TAKEN_OVER, ReceivingState.RETURNED},
    ReceivingState.TAKEN_OVER: {ReceivingState.RESULT_HERE},
    ReceivingState.RESULT_HERE: {ReceivingState.DONE},
    ReceivingState.DONE: set(),
}
"""Where a receiving may go from each state."""


def taken_in(
    case: Case, snapshot: ItemSnapshot, *, actor: Actor, at: datetime
) -> tuple[Receiving, TakenInForOthers] | None:
    """Return who takes an application in for somebody else; None where nobody does.

    :raises NotHandledElsewhere: the item is not handled at that distance
    """
    if not actor.is_staff or case.mandate_id or actor.department_id in (None, case.department_id):
        return None
    is_elsewhere = actor.division_code[:6] != case.region_code[:6]
    check_distance(actor.division_code, case.region_code, snapshot)
    calendar = foundation.working_calendar()
    receiving = Receiving(
        region_code=actor.division_code,
        case=case,
        department_id=actor.department_id,
        is_elsewhere=is_elsewhere,
        state=ReceivingState.HELD,
        received_by_id=policies.staff_of(actor),
        received_by_name=work.name_in_record(actor),
        received_at=at,
        hand_over_due_on=calendar.add_workdays(clocks.today_of(at), HAND_OVER_WORKDAYS).on,
    )
    fact = TakenInForOthers(
        case_id=case.pk,
        receiving_department_id=receiving.department_id,
        is_elsewhere=is_elsewhere,
        hand_over_due_on=receiving.hand_over_due_on,
    )
    return receiving, fact


def check_distance(here: str, there: str, snapshot: ItemSnapshot) -> None:
    """Raise unless an item is handled as far away as this.

    :raises NotHandledElsewhere: it is not

    The province's and the city's own bodies serve everybody below them at any counter there.
    """
    if organizations.is_within(there, here) or organizations.is_within(here, there):
        return
    offered = frozenset(snapshot.local.cross_region)
    for digits, enough in reversed(_PLACES):
        if here[:digits] != there[:digits]:
            if offered.isdisjoint(enough):
                raise NotHandledElsewhere
            return


@transaction.atomic
def hand_over(*, case_id: UUID, note: str, actor: Actor, at: datetime) -> Receiving:
    """Note that what is on paper is on its way to the deciding body, or that nothing is.

    :raises NotTakenIn: this body did not take it in
    :raises ReasonMissing: nothing says what is handed over
    """
    with reach.everywhere():
        receiving = _locked(case_id)
        _check_is_receiver(actor, receiving)
        receiving.note = content.words(note)
        if not receiving.note:
            raise ReasonMissing
        receiving.handed_over_at, receiving.return_reason = at, ""
        return _moved(
            receiving,
            ReceivingState.HANDED_OVER,
            ("handed_over_at", "note", "return_reason"),
            actor=actor,
            at=at,
        )


@transaction.atomic
def take_over(*, case_id: UUID, actor: Actor, at: datetime) -> Receiving:
    """Note that the deciding body has what was handed over, and answers for it from now on."""
    receiving = _of_decider(case_id, actor)
    receiving.taken_over_at, receiving.taken_over_by_id = at, policies.staff_of(actor)
    return _moved(
        receiving,
        ReceivingState.TAKEN_OVER,
        ("taken_over_at", "taken_over_by_id"),
        actor=actor,
        at=at,
    )


@transaction.atomic
def give_back(*, case_id: UUID, reason: str, actor: Actor, at: datetime) -> Receiving:
    """Send an application back to the counter that took it in, which has to complete it.

    :raises ReasonMissing: nothing says what is wrong
    """
    receiving = _of_decider(case_id, actor)
    receiving.return_reason = content.words(reason)
    if not receiving.return_reason:
        raise ReasonMissing
    calendar = foundation.working_calendar()
    last = calendar.add_workdays(clocks.today_of(at), HAND_OVER_WORKDAYS)
    receiving.hand_over_due_on, receiving.overdue_noted_at = last.on, None
    fields = ("return_reason", "hand_over_due_on", "overdue_noted_at")
    return _moved(receiving, ReceivingState.RETURNED, fields, actor=actor, at=at)


@transaction.atomic
def send_result(*, case_id: UUID, actor: Actor, at: datetime) -> Receiving:
    """Let the receiving counter give out the result.

    :raises ResultNotReady: nothing was decided, or it was delivered otherwise
    """
    receiving = _of_decider(case_id, actor)
    if receiving.case.state != CaseState.DECIDED:
        raise ResultNotReady
    decisions.check_may_deliver(receiving.case)
    receiving.result_sent_at = at
    return _moved(receiving, ReceivingState.RESULT_HERE, ("result_sent_at",), actor=actor, at=at)


@transaction.atomic
def give_out(*, case_id: UUID, actor: Actor, at: datetime) -> Receiving:
    """Give the result to the applicant at the counter that took the application in."""
    with reach.everywhere():
        case = locked_case(case_id)
        receiving = _locked(case_id)
        _check_is_receiver(actor, receiving)
        _check_moves(receiving, ReceivingState.DONE)
        decisions.check_may_deliver(case)
        decisions.note_delivered(
            case, method=DeliveryMethod.COUNTER, received_at=at, actor=actor, at=at
        )
        receiving.given_at = at
        return _moved(receiving, ReceivingState.DONE, ("given_at",), actor=actor, at=at)


def _locked(case_id: UUID) -> Receiving:
    found = Receiving.objects.select_for_update(of=("self",)).select_related("case")
    receiving = found.filter(case_id=case_id).first()
    if receiving is None:
        raise NotTakenIn
    return receiving


def _of_decider(case_id: UUID, actor: Actor) -> Receiving:
    case = locked_case(case_id, actor=actor)
    if actor.is_citizen:
        raise CaseNotFound
    policies.check_can(actor, Action.READ, case)
    if not actor.has_right(Right.CASES_ACCEPT):
        raise NotYourCase
    return _locked(case_id)


def _check_is_receiver(actor: Actor, receiving: Receiving) -> None:
    """Raise unless the actor works at the counter that took it in.

    :raises NotTakenIn: to everybody else it does not answer
    """
    if not actor.is_staff or actor.department_id != receiving.department_id:
        raise NotTakenIn
    if not actor.has_right(Right.COUNTER_ASSIST):
        raise NotYourCase
    if actor.stands_behind(receiving.case.applicant_id):
        raise NotYourCase


def _check_moves(receiving: Receiving, state: ReceivingState) -> None:
    if state not in MOVES[ReceivingState(receiving.state)]:
        raise CaseChanged


def _moved(
    receiving: Receiving,
    state: ReceivingState,
    fields: tuple[str, ...],
    *,
    actor: Actor,
    at: datetime,
) -> Receiving:
    """Move a locked receiving on, and write it down.

    :raises CaseChanged: it does not stand where this can be done
    """
    _check_moves(receiving, state)
    receiving.state = state
    receiving.revision += 1
    receiving.save(update_fields=["state", "revision", *fields])
    fact = ReceivingMoved(
        case_id=receiving.case_id,
        receiving_department_id=receiving.department_id,
        state=state,
    )
    ledger.append(fact, actor=actor, at=at, region_code=receiving.case.region_code)
    return receiving


def overdue(*, at: datetime) -> Iterable[UUID]:
    """Return the cases whose receiving body has not handed over in time, once for each term."""
    late = Receiving.objects.filter(
        state__in=[ReceivingState.HELD, ReceivingState.RETURNED],
        hand_over_due_on__lt=clocks.today_of(at),
        overdue_noted_at__isnull=True,
    )
    return late.order_by("hand_over_due_on").values_list("case_id", flat=True).iterator(1000)


@transaction.atomic
def note_overdue(*, case_id: UUID, at: datetime) -> bool:
    """Write down that the receiving body is late, for those who supervise it."""
    receiving = _locked(case_id)
    waits = receiving.state in (ReceivingState.HELD, ReceivingState.RETURNED)
    is_late = receiving.hand_over_due_on < clocks.today_of(at)
    if not waits or not is_late or receiving.overdue_noted_at is not None:
        return False
    receiving.overdue_noted_at = at
    receiving.save(update_fields=["overdue_noted_at"])
    fact = HandOverOverdue(
        case_id=case_id,
        receiving_department_id=receiving.department_id,
        hand_over_due_on=receiving.hand_over_due_on,
    )
    ledger.append(fact, actor=system_actor("hand-over"), at=at, region_code=receiving.region_code)
    return True
