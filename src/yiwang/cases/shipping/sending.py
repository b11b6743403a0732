# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people do: choose, send originals in, check them, send the result, send originals back."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.enums import Action, CaseState, Role, WorkState
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import Case, ShippingWish, WorkItem
from yiwang.cases.services import clocks, decisions, work
from yiwang.cases.services.locking import locked_case, save
from yiwang.cases.shipping import events, questions
from yiwang.cases.shipping.enums import OriginalsState
from yiwang.cases.shipping.errors import (
    DifferenceMissing,
    NoAddress,
    OriginalsNotThere,
    ParcelOnItsWay,
    ShippingOver,
)
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import Leg
from yiwang.delivery.services import addressing, parcels
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations

if TYPE_CHECKING:
    from yiwang.delivery.models import Parcel

DAYS_TO_CHECK_IN = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """How the result shall come.

    :param address: None: not by courier
    """

    address: "addressing.Address | None"
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class Originals:
    """A parcel of originals that an applicant sends in.

    :param waybill: of a parcel that they have given to a carrier themselves
    """

    sender: "addressing.Address"
    carrier: str
    contents: str
    window: "parcels.Window | None" = None
    waybill: str = ""


@transaction.atomic
def choose(*, case_id: UUID, wish: Wish, actor: Actor, at: datetime) -> ShippingWish:
    """Say how the result shall come; possible until it is on its way.

    :raises ShippingOver: it was delivered, or there will be none
    :raises ParcelOnItsWay: it is on its way; the parcel's own address can still be changed
    """
    case = _applicants_case(case_id, actor)
    if delivery.on_its_way("case", case.pk, legs=[Leg.TO_CITIZEN]):
        raise ParcelOnItsWay
    made = _wish(case, at=at)
    made.is_result_by_courier = wish.address is not None
    made.carrier = wish.carrier if wish.carrier in dict(delivery.carrier_choices()) else ""
    if wish.address is not None:
        made.address_cipher = addressing.sealed(wish.address, row_id=made.pk, **questions.ADDRESS)
    _keep(case, made)
    fact = events.ShippingChosen(case_id=case.pk, is_result_by_courier=made.is_result_by_courier)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return made


@transaction.atomic
def send_originals(*, case_id: UUID, sent: Originals, actor: Actor, at: datetime) -> "Parcel":
    """Have somebody fetch the applicant's originals, or note a parcel that is under way already.

    :raises ShippingOver: the case has gone too far
    """
    case = _applicants_case(case_id, actor)
    made = _wish(case, at=at)
    if made.originals != OriginalsState.CHECKED:
        made.originals = OriginalsState.EXPECTED
    _keep(case, made)
    parcel = parcels.send_parcel(
        parcel=parcels.NewParcel(
            about=about(case),
            leg=Leg.TO_HALL,
            carrier=sent.carrier,
            sender=sent.sender,
            recipient=hall_address(case),
            contents=sent.contents,
            window=sent.window,
            waybill=sent.waybill,
        ),
        actor=actor,
        at=at,
    )
    fact = events.OriginalsExpected(case_id=case.pk)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return parcel


@transaction.atomic
def check_originals(
    *, case_id: UUID, is_right: bool, note: str, actor: Actor, at: datetime
) -> ShippingWish:
    """Check in what came: it is all there and right, or something is missing or differs.

    :raises OriginalsNotThere: nothing waits to be checked in
    :raises DifferenceMissing: what differs is not said
    """
    case = _desk_case(case_id, actor)
    wish = ShippingWish.objects.filter(case_id=case.pk).first()
    if wish is None or wish.originals != OriginalsState.ARRIVED:
        raise OriginalsNotThere
    words = note.strip()[:500]
    if not is_right and not words:
        raise DifferenceMissing
    wish.originals = OriginalsState.CHECKED if is_right else OriginalsState.MISMATCH
    wish.checked_at, wish.checked_by_id, wish.note = at, policies.staff_of(actor), words
    wish.save(update_fields=["originals", "checked_at", "checked_by_id", "note"])
    work.finish_work(case, work.ORIGINALS, actor=actor, at=at)
    fact = events.OriginalsChecked(case_id=case.pk, is_right=is_right)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return wish


@transaction.atomic
def send_result(
    *, case_id: UUID, contents: str, carrier: str = "", actor: Actor, at: datetime
) -> "Parcel":
    """Send the decision and what belongs to it; the case is delivered when it is received.

    :raises ShippingOver: nothing is decided yet, or it was delivered
    :raises NoAddress: the applicant has not said where to
    """
    case = _desk_case(case_id, actor)
    if case.state != CaseState.DECIDED:
        raise ShippingOver
    decisions.check_may_deliver(case)
    parcel = _send_out(case, Leg.TO_CITIZEN, contents, carrier, actor=actor, at=at)
    work.finish_work(case, work.DELIVERY, actor=actor, at=at)
    return parcel


@transaction.atomic
def send_back(
    *, case_id: UUID, contents: str, carrier: str = "", actor: Actor, at: datetime
) -> "Parcel":
    """Send the originals back that came by courier.

    :raises OriginalsNotThere: none came
    :raises NoAddress: the applicant has not said where to
    """
    case = _desk_case(case_id, actor)
    if case.state == CaseState.CLOSED:
        raise ShippingOver
    if not questions.have_originals_arrived(case.pk):
        raise OriginalsNotThere
    return _send_out(case, Leg.BACK, contents, carrier, actor=actor, at=at)


def _send_out(
    case: Case, leg: Leg, contents: str, carrier: str, *, actor: Actor, at: datetime
) -> "Parcel":
    wish = questions.wish_of(case)
    recipient = questions.address_of(wish) or _address_of_sender(case)
    if wish is None or recipient is None:
        raise NoAddress
    usual = [name for name, _title in delivery.carrier_choices()]
    chosen = carrier or wish.carrier or (usual[0] if usual else "")
    wanted = result_parcel(case, recipient=recipient, carrier=chosen, leg=leg, contents=contents)
    return parcels.send_parcel(parcel=wanted, actor=actor, at=at)


def result_parcel(
    case: Case,
    *,
    recipient: "addressing.Address",
    carrier: str,
    leg: Leg = Leg.TO_CITIZEN,
    contents: str = "",
) -> "parcels.NewParcel":
    """Return a parcel from the hall to the applicant, not sent yet."""
    return parcels.NewParcel(
        about=about(case),
        leg=leg,
        carrier=carrier,
        sender=hall_address(case),
        recipient=recipient,
        contents=contents.strip() or case.item_name,
    )


def _address_of_sender(case: Case) -> "addressing.Address | None":
    """Return where the originals came from, when the applicant named no other place."""
    came = delivery.latest("case", case.pk, Leg.TO_HALL)
    return came.sender if came else None


def about(case: Case) -> "parcels.About":
    """Return what a parcel of this case belongs to."""
    return parcels.About(
        subject_type="case",
        subject_id=case.pk,
        number=case.number,
        name=case.item_name,
        region_code=case.region_code,
        department_id=case.department_id,
        person_id=case.applicant_id,
        mandate_id=case.mandate_id,
    )


def hall_address(case: Case) -> "addressing.Address":
    """Return where the department takes parcels in."""
    department = organizations.department(case.department_id)
    place = organizations.full_name(department.division_code)
    return addressing.Address(
        name=department.name[:40],
        phone=department.phone or "12345",
        division=department.division_code,
        place=place,
        street=(department.address or "政务服务中心").removeprefix(place)[:120],
    )


def _applicants_case(case_id: UUID, actor: Actor) -> Case:
    case = locked_case(case_id, actor=actor)
    if not actor.is_citizen:
        raise NotYourCase
    policies.check_can(actor, Action.ANSWER_CORRECTION, case)
    if case.state not in questions.SHIPPING_OPEN:
        raise ShippingOver
    return case


def _desk_case(case_id: UUID, actor: Actor) -> Case:
    case = locked_case(case_id, actor=actor)
    policies.check_can(actor, Action.DELIVER, case)
    return case


def _wish(case: Case, *, at: datetime) -> ShippingWish:
    found = ShippingWish.objects.filter(case_id=case.pk).first()
    made = found or ShippingWish(
        case=case, region_code=case.region_code, is_result_by_courier=False
    )
    made.chosen_at = at
    return made


def _keep(case: Case, wish: ShippingWish) -> None:
    if not case.is_by_courier:
        case.is_by_courier = True
        save(case, "is_by_courier")
    wish.save()


def open_work(case: Case, *, key: str, at: datetime, name: str = "") -> None:
    """Put something about a parcel before the counter; what waits already goes on waiting."""
    today = clocks.today_of(at)
    due = foundation.working_calendar().add_workdays(today, DAYS_TO_CHECK_IN).on
    item = work.new_item(case, role=Role.COUNTER, key=key, due_on=due, at=at, name=name)
    known: Any = WorkItem.objects.filter(case_id=case.pk, step_key=key, state=WorkState.OPEN)
    if not known.exists():
        item.save(force_insert=True)
