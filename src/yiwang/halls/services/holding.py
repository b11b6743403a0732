# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What holding a place takes: in whose name, within which limits, under which code."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection
from django.db.models import Q

from yiwang.cases import selectors as cases
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.identifiers import new_id
from yiwang.foundation.masking import mask_name
from yiwang.halls import events, opening
from yiwang.halls.enums import BookingState, WaitState
from yiwang.halls.errors import (
    BookingNotFound,
    HallNotFound,
    SameTimeBooked,
    SlotPast,
    TooManyBookings,
)
from yiwang.halls.models import Appointment, Slot, Waiting
from yiwang.halls.services import slots
from yiwang.identity import selectors as identity
from yiwang.identity.enums import ApplicantKind
from yiwang.ledger import services as ledger

SWEEP: Final = system_actor("halls-sweep")
AT_LATEST: Final = timedelta(minutes=30)
"""How long before its beginning a slot can be booked at the latest."""
MOST: Final = 2
MOST_AFTER_NO_SHOWS: Final = 1
NO_SHOWS: Final = 3
LOOKED_BACK: Final = timedelta(days=90)
SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody comes for.

    :param item_code: code of an implementation list, or empty
    :param case_id: a case of theirs that is to be finished at the counter
    :param draft_id: a draft of theirs, likewise
    """

    item_code: str = ""
    item_name: str = ""
    case_id: UUID | None = None
    draft_id: UUID | None = None


def wish_of(
    actor: Actor, *, item_code: str = "", case_id: UUID | None, draft_id: UUID | None, at: datetime
) -> Wish:
    """Return what somebody comes for, once it is clear that there is such a thing and it is theirs.

    :raises ItemNotFound, CaseNotFound, DraftNotFound: there is not, or it is not
    """
    if case_id is not None:
        case = cases.case(case_id, actor)
        return Wish(case.item_code, case.item_name, case_id=case_id)
    if draft_id is not None:
        return Wish("", cases.draft(draft_id, actor).item_name, draft_id=draft_id)
    if not item_code:
        return Wish()
    item = item_called(item_code, on=at.astimezone(opening.CHINA).date())
    return Wish(item.code, item.name)


def item_called(code: str, *, on: date) -> catalogue.ItemSnapshot:
    """Return the item with the code of an implementation list.

    :raises ItemNotFound: there is none in force
    """
    return catalogue.snapshot(catalogue.published_version_id(code, on))


def new_code(length: int = 8) -> str:
    """Return a random code that is easily read out: 5 bits a sign."""
    return "".join(secrets.choice(SIGNS) for _place in range(length))


def shown_name(applicant_id: UUID) -> str:
    """Return a name as others may see it: people's masked, firms' as registered."""
    applicant = identity.applicant_summary(applicant_id)
    is_firm = applicant.kind == ApplicantKind.LEGAL
    return (applicant.name if is_firm else mask_name(applicant.name))[:60]


def own(actor: Actor) -> UUID:
    """Return in whose name a citizen books: their own, or the firm's or ward's they act for.

    :raises BookingNotFound: nobody's
    """
    if not actor.is_citizen or actor.applicant_id is None or actor.mandate_id is not None:
        raise BookingNotFound
    return actor.applicant_id


def bookable_slot(slot_id: UUID, *, at: datetime) -> Slot:
    """Return a slot that can still be booked.

    :raises HallNotFound: there is none
    :raises SlotPast: it has begun, or nearly
    """
    slot = Slot.objects.select_related("hall", "skill").filter(pk=slot_id).first()
    if slot is None or not slot.hall.takes_bookings or not slot.skill.is_open:
        raise HallNotFound
    if slot.starts_at < at + AT_LATEST:
        raise SlotPast
    return slot


def one_at_a_time(applicant_id: UUID) -> None:
    """Let one command of a person wait for the other, so that limits hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"halls:{applicant_id}"]
        )


def check_limits(
    applicant_id: UUID, slot: Slot, *, at: datetime, besides: UUID | None = None
) -> None:
    """Let only those pass who have few enough appointments, and none at this time.

    Who has not come three times in 90 days may have one at a time instead of two.

    :param besides: an appointment that does not count, since it is being moved
    :raises TooManyBookings, SameTimeBooked: see above
    """
    mine = Appointment.objects.filter(applicant_id=applicant_id)
    mine = mine if besides is None else mine.exclude(pk=besides)
    live = mine.filter(
        Q(state=BookingState.BOOKED, ends_at__gt=at)
        | Q(state=BookingState.HELD, held_until__gt=at)
        | Q(state=BookingState.ARRIVED, starts_at=slot.starts_at)
    )
    open_now = list(live.order_by("starts_at"))
    if any(each.starts_at == slot.starts_at for each in open_now):
        raise SameTimeBooked
    limit = MOST_AFTER_NO_SHOWS if no_shows(applicant_id, at=at) >= NO_SHOWS else MOST
    if len(open_now) >= limit:
        raise TooManyBookings(params={"limit": limit})
    # What ran out but was not swept yet must not stand in the way of the same time.
    stale = mine.filter(state=BookingState.HELD, held_until__lte=at, starts_at=slot.starts_at)
    for one in stale.select_related("hall").select_for_update(of=("self",)).order_by("pk"):
        expire(one, at=at)


def no_shows(applicant_id: UUID, *, at: datetime) -> int:
    """Return how often somebody did not come in the last 90 days."""
    return Appointment.objects.filter(
        applicant_id=applicant_id, state=BookingState.NO_SHOW, starts_at__gte=at - LOOKED_BACK
    ).count()


def new_appointment(
    slot: Slot, wish: Wish, applicant_id: UUID, *, until: datetime, at: datetime
) -> Appointment:
    """Return an appointment that is held, not saved yet."""
    return Appointment(
        id=new_id(),
        hall=slot.hall,
        skill=slot.skill,
        slot=slot,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        applicant_id=applicant_id,
        shown_name=shown_name(applicant_id),
        code=new_code(),
        item_code=wish.item_code[:40],
        item_name=wish.item_name[:300],
        case_id=wish.case_id,
        draft_id=wish.draft_id,
        state=BookingState.HELD,
        held_until=until,
        made_at=at,
    )


def keep(made: Appointment, **fields: Any) -> None:
    """Save an appointment, new or changed.

    :raises SameTimeBooked: a freed place of this time was offered to them at this very moment
    """
    try:
        made.save(**fields)
    except IntegrityError as error:
        if "appointment_one_at_a_time" not in str(error):
            raise
        raise SameTimeBooked from error


def expire(found: Appointment, *, at: datetime) -> bool:
    """End a locked hold that ran out, and the offer it came from; return whether it had a place."""
    had_place = finish(found, BookingState.EXPIRED, actor=SWEEP, at=at)
    mine = Waiting.objects.filter(appointment=found, state=WaitState.OFFERED)
    mine.update(state=WaitState.LAPSED)
    return had_place


def finish(found: Appointment, state: BookingState, *, actor: Actor, at: datetime) -> bool:
    """End an appointment and give its place back; return whether it still had one."""
    found.state, found.held_until = state, None
    found.save(update_fields=["state", "held_until"])
    had_place = slots.free_place(appointment_id=found.pk)
    fact = events.BookingEnded(appointment_id=found.pk, slot_id=found.slot_id, state=state.value)
    ledger.append(fact, actor=actor, at=at, region_code=found.hall.division_code)
    return had_place
