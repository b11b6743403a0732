# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Changing how the applicant of a running case is reached.

The new address holds for what will be sent; for what travels already its carrier is asked, after
the commit, where that is wanted and possible; otherwise the change says why not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.contacts import events, reading, sealing
from yiwang.cases.contacts.enums import AT_THE_COUNTER, Ground, Redirection
from yiwang.cases.contacts.errors import (
    ContactChangedMeanwhile,
    ContactClosed,
    ContactInvalid,
    GroundMissing,
    NothingToChange,
    TooManyContactChanges,
)
from yiwang.cases.contacts.sealing import Contact
from yiwang.cases.enums import OPEN_STATES, Action
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import Case, ContactChange, ShippingWish
from yiwang.cases.services import work
from yiwang.cases.services.locking import locked_case
from yiwang.cases.shipping import questions as shipping
from yiwang.delivery.errors import AddressFixed, CarrierUnknown
from yiwang.delivery.services import addressing, redirecting
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.foundation.identifiers import new_id
from yiwang.identity.errors import BadPhone
from yiwang.identity.services import texts
from yiwang.ledger import services as ledger

MOST: Final = 50
LONGEST_EMAIL: Final = 254
REDIRECTED: Final = (Redirection.DONE, Redirection.ASKED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall change; "" and None leave it as it is.

    :param redirects: send what travels already to the new address too, where that can be done
    :param ground: what a clerk saw; of no account where the applicant changes it themselves
    """

    phone: str = ""
    email: str = ""
    address: "addressing.Address | None" = None
    redirects: bool = True
    ground: str = ""


@transaction.atomic
def change(
    *, case_id: UUID, wanted: Wanted, version: int, actor: Actor, at: datetime
) -> ContactChange:
    """Change how the applicant is reached; done by themselves, their agent, or at the counter.

    :param version: how many changes the person had seen
    :raises CaseNotFound, NotYourCase, OwnCase: it is not for this actor
    :raises ContactClosed, TooManyContactChanges: nothing can be changed any more
    :raises ContactChangedMeanwhile: somebody else was first
    :raises GroundMissing, ContactInvalid, NothingToChange: as they say
    """
    case = locked_case(case_id, actor=actor)
    ground = _ground(case, wanted, actor)
    _check_open(case, version)
    before = reading.contact_of(case)
    was = before.masked | {"phone": reading.shown_contact(case)["phone"]}
    after = _merged(before, wanted)
    parts = [part for part in ("phone", "email", "address") if _differs(part, before, after)]
    if not parts:
        raise NothingToChange
    case.contact_version += 1
    case.save(update_fields=["contact_version"])
    made = _row(case, after, was, parts, ground, actor=actor, at=at)
    if "address" in parts and after.address is not None:
        _send_there(case, after.address)
        made.parcels = _redirected(case, after.address, wanted.redirects, actor=actor, at=at)
    made.save(force_insert=True)
    ledger.append(_fact(made), actor=actor, at=at, region_code=case.region_code)
    return made


def may_change(actor: Actor, case: Case) -> bool:
    """Tell whether the actor may change the contact now; shows the form."""
    is_theirs = actor.is_citizen and policies.can(actor, Action.ANSWER_CORRECTION, case)
    is_at_desk = actor.is_staff and policies.can(actor, Action.DELIVER, case)
    return case.state in OPEN_STATES and case.own_process_id is None and (is_theirs or is_at_desk)


def _ground(case: Case, wanted: Wanted, actor: Actor) -> Ground:
    if actor.is_citizen:
        policies.check_can(actor, Action.ANSWER_CORRECTION, case)
        return Ground.ONLINE
    if not actor.is_staff:
        raise NotYourCase
    policies.check_can(actor, Action.DELIVER, case)
    if wanted.ground not in AT_THE_COUNTER:
        raise GroundMissing
    return Ground(wanted.ground)


def _check_open(case: Case, version: int) -> None:
    if case.state not in OPEN_STATES or case.own_process_id is not None:
        raise ContactClosed
    if case.contact_version != version:
        raise ContactChangedMeanwhile
    if case.contact_version >= MOST:
        raise TooManyContactChanges


def _merged(before: Contact, wanted: Wanted) -> Contact:
    faults: list[FieldError] = []
    phone, email = wanted.phone.strip(), wanted.email.strip().lower()
    if phone:
        try:
            phone = texts.clean_phone(phone)
        except BadPhone as refusal:
            faults.append(FieldError("/contact_phone", refusal.code, str(refusal)))
    if email:
        try:
            validate_email(email)
        except ValidationError as refusal:
            faults.append(FieldError("/email", ContactInvalid.code, refusal.messages[0]))
        if len(email) > LONGEST_EMAIL:
            faults.append(FieldError("/email", ContactInvalid.code, str(ContactInvalid.sentence)))
    if faults:
        raise ContactInvalid(errors=faults)
    return replace(
        before,
        phone=phone or before.phone,
        email=email or before.email,
        address=wanted.address or before.address,
    )


def _differs(part: str, before: Contact, after: Contact) -> bool:
    return bool(getattr(before, part) != getattr(after, part))


def _row(
    case: Case,
    after: Contact,
    was: dict[str, str],
    parts: Sequence[str],
    ground: Ground,
    *,
    actor: Actor,
    at: datetime,
) -> ContactChange:
    row_id = new_id()
    now = after.masked
    is_citizen = actor.is_citizen
    return ContactChange(
        id=row_id,
        region_code=case.region_code,
        case=case,
        version=case.contact_version,
        parts=list(parts),
        contact_cipher=sealing.sealed(after, row_id),
        was=was,
        now=now | {"phone": now["phone"] or was["phone"]},
        ground=ground,
        changed_at=at,
        changed_by_id=(actor.person_id or policies.account_of(actor))
        if is_citizen
        else policies.staff_of(actor),
        changed_by_name=(actor.display_name if is_citizen else work.name_in_record(actor))[:100],
    )


def _send_there(case: Case, address: "addressing.Address") -> None:
    """Let what is sent from now on go to the new address, where anything travels."""
    wish = ShippingWish.objects.filter(case_id=case.pk).first()
    if wish is not None:
        wish.address_cipher = addressing.sealed(address, row_id=wish.pk, **shipping.ADDRESS)
        wish.save(update_fields=["address_cipher"])


def _redirected(
    case: Case, address: "addressing.Address", is_wanted: bool, *, actor: Actor, at: datetime
) -> list[dict[str, str]]:
    """Have what travels sent elsewhere where that can be done; say what became of each."""
    told = []
    for each in reading.on_their_way(case, actor):
        kept = {"parcel_id": str(each.parcel.pk), "leg": each.parcel.leg, "answer": each.answer}
        if each.is_possible and is_wanted:
            kept |= _wanted_of_carrier(each.parcel.pk, address, actor=actor, at=at)
        elif each.is_possible:
            kept["answer"] = Redirection.NOT_WANTED
        told.append(kept)
    return told


def _wanted_of_carrier(
    parcel_id: UUID, address: "addressing.Address", *, actor: Actor, at: datetime
) -> dict[str, str]:
    """Return what is said of a parcel now, and by which wish its answer is found later."""
    try:
        parcel = redirecting.change_address(
            parcel_id=parcel_id, recipient=address, actor=actor, at=at
        )
    except (AddressFixed, CarrierUnknown):
        return {"answer": Redirection.REFUSED}
    if not redirecting.REDIRECT.is_waiting(parcel):
        return {"answer": Redirection.DONE}
    return {"answer": Redirection.ASKED, "request": str(parcel.redirect_number)}


def _fact(made: ContactChange) -> events.ContactChanged:
    return events.ContactChanged(
        case_id=made.case_id,
        change_id=made.pk,
        version=made.version,
        parts=tuple(made.parts),
        ground=made.ground,
        phone_was=made.was["phone"],
        phone=made.now["phone"],
        email_was=made.was["email"],
        email=made.now["email"],
        place_was=made.was["place"],
        place=made.now["place"],
        redirected=sum(one["answer"] in REDIRECTED for one in made.parcels),
    )
