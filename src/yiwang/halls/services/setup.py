# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Setting a hall up: what it is, its hours, kinds of business and counters."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.foundation.canonical import canonical_json
from yiwang.foundation.text import clean_text
from yiwang.halls import events, opening, policies
from yiwang.halls.enums import OPEN_BOOKINGS, BookingState, Facility, ScopeKind
from yiwang.halls.errors import CounterInvalid, HallNotFound, HoursUnreadable, SkillInvalid
from yiwang.halls.models import Appointment, Counter, Hall, HallDay, Skill
from yiwang.halls.services import holding, slots
from yiwang.ledger import services as ledger


@dataclass(frozen=True, slots=True)
class HallDetails:
    """What a hall says of itself.

    :param week: for each weekday from Monday the periods, each from and until as HH:MM
    """

    name: str
    address: str = ""
    phone: str = ""
    directions: str = ""
    facilities: Sequence[str] = ()
    services: Sequence[str] = ()
    week: opening.Week = field(default_factory=list)
    slot_minutes: int = 30
    places_per_counter: int = 2
    days_ahead: int = 14
    takes_bookings: bool = False


@transaction.atomic
def change_hall(*, hall_id: UUID, details: HallDetails, actor: Actor, at: datetime) -> Hall:
    """Change what a hall says of itself, and fit its slots to its hours.

    :raises HoursUnreadable: hours that are none, or lengths out of bounds
    """
    hall = managed(hall_id, actor)
    opening.check_week(details.week)
    is_sound = 10 <= details.slot_minutes <= 120 and 1 <= details.places_per_counter <= 20
    if not (is_sound and 1 <= details.days_ahead <= 60):
        raise HoursUnreadable
    hall.name = clean_text(details.name, max_length=100) or hall.name
    hall.address = clean_text(details.address, max_length=200)
    hall.phone = clean_text(details.phone, max_length=40)
    hall.directions = clean_text(details.directions, max_length=300)
    hall.facilities = [one for one in Facility.values if one in details.facilities]
    hall.services = [
        line for each in details.services if (line := clean_text(each, max_length=100))
    ][:30]
    hall.week = [[list(period) for period in periods] for periods in details.week]
    hall.slot_minutes, hall.days_ahead = details.slot_minutes, details.days_ahead
    hall.places_per_counter = details.places_per_counter
    hall.takes_bookings = details.takes_bookings
    hall.is_generated = hall.is_generated and not hall.address
    hall.save()
    digest = hashlib.sha256(canonical_json(asdict(details))).hexdigest()
    fact = events.HallChanged(hall_id=hall.pk, content_sha256=digest)
    ledger.append(fact, actor=actor, at=at, region_code=hall.division_code)
    refit(hall, at=at)
    return hall


def read_periods(text: str) -> list[list[str]]:
    """Return the periods of a day as typed, ``09:00-12:00 13:30-17:00``; empty for closed.

    :raises HoursUnreadable: something else, backwards, overlapping, or too many
    """
    return opening.read_periods(text)


def refit(hall: Hall, *, at: datetime) -> int:
    """Fit the slots of the coming days to what the hall is now.

    :raises TooManyPlaces: there would be more than are kept ahead
    """
    today = at.astimezone(opening.CHINA).date()
    return slots.open_slots(
        hall_id=hall.pk, since=today, days=hall.days_ahead, at=at, most=slots.MOST_PLACES
    )


@transaction.atomic
def set_day(
    *, hall_id: UUID, day: date, periods: opening.Periods, reason: str, actor: Actor, at: datetime
) -> int:
    """Give a day hours of its own; return how many appointments had to be called off.

    :param periods: empty to close
    """
    hall = managed(hall_id, actor)
    opening.check_periods(periods)
    words = clean_text(reason, max_length=100)
    if not words or day < at.astimezone(opening.CHINA).date():
        raise HoursUnreadable
    kept = {"periods": [list(period) for period in periods], "reason": words}
    HallDay.objects.update_or_create(hall=hall, day=day, defaults=kept)
    return _day_changed(hall, day, is_open=bool(periods), actor=actor, at=at)


@transaction.atomic
def clear_day(*, hall_id: UUID, day: date, actor: Actor, at: datetime) -> None:
    """Let a day follow the week again."""
    hall = managed(hall_id, actor)
    if HallDay.objects.filter(hall=hall, day=day).delete()[0]:
        _day_changed(hall, day, is_open=True, actor=actor, at=at)


def _day_changed(hall: Hall, day: date, *, is_open: bool, actor: Actor, at: datetime) -> int:
    refit(hall, at=at)
    own_days = slots.own_days_of(hall, since=day, until=day)
    spans = slots.spans_on(hall, day, own_days)
    coming = Appointment.objects.filter(
        hall=hall, slot__day=day, state__in=sorted(OPEN_BOOKINGS), starts_at__gt=at
    ).exclude(starts_at__in=[span.starts_at for span in spans])
    called_off = 0
    locked = coming.select_related("hall", "slot").select_for_update(of=("self",))
    for each in locked.order_by("starts_at", "pk"):
        holding.finish(each, BookingState.CLOSED, actor=actor, at=at)
        called_off += 1
    if called_off:
        refit(hall, at=at)  # the places that were given back are too many now
    fact = events.DayExcepted(hall_id=hall.pk, on=day, is_open=is_open, called_off=called_off)
    ledger.append(fact, actor=actor, at=at, region_code=hall.division_code)
    return called_off


@dataclass(frozen=True, slots=True)
class SkillDetails:
    """A kind of business.

    :param scopes: ``item:…``, ``department:…``, ``theme:…``, ``type:…``; none for everything else
    """

    letter: str
    name: str
    scopes: Sequence[str] = ()
    is_open: bool = True


@transaction.atomic
def set_skill(*, hall_id: UUID, details: SkillDetails, actor: Actor, at: datetime) -> Skill:
    """Set up the kind of business with this letter, or change it.

    :raises SkillInvalid: no letter, no name, or a scope that is none
    """
    hall = managed(hall_id, actor)
    name = clean_text(details.name, max_length=40)
    is_lettered = len(details.letter) == 1 and "A" <= details.letter <= "Z"
    kinds = {kind.value for kind in ScopeKind}
    scopes = [clean_text(scope, max_length=60) for scope in details.scopes if scope.strip()]
    if not (is_lettered and name) or any(
        scope.partition(":")[0] not in kinds or not scope.partition(":")[2] for scope in scopes
    ):
        raise SkillInvalid
    kept = {"name": name, "scopes": scopes[:50], "is_open": details.is_open}
    made, _new = Skill.objects.update_or_create(hall=hall, letter=details.letter, defaults=kept)
    fact = events.SkillSet(hall_id=hall.pk, skill_id=made.pk, letter=made.letter)
    ledger.append(fact, actor=actor, at=at, region_code=hall.division_code)
    refit(hall, at=at)
    return made


@dataclass(frozen=True, slots=True)
class CounterDetails:
    """A counter.

    :param letters: of the kinds of business that it serves
    """

    number: str
    name: str = ""
    letters: Sequence[str] = ()
    is_open: bool = True


@transaction.atomic
def set_counter(*, hall_id: UUID, details: CounterDetails, actor: Actor, at: datetime) -> Counter:
    """Set up the counter with this number, or change it.

    :raises CounterInvalid: no number, or a kind of business that the hall does not have
    """
    hall = managed(hall_id, actor)
    number = clean_text(details.number, max_length=6)
    skills = list(Skill.objects.filter(hall=hall, letter__in=details.letters).order_by("letter"))
    if not number or len(skills) != len(set(details.letters)):
        raise CounterInvalid
    kept = {"name": clean_text(details.name, max_length=40), "is_open": details.is_open}
    made, _new = Counter.objects.update_or_create(hall=hall, number=number, defaults=kept)
    made.skills.set(skills)
    fact = events.CounterSet(
        hall_id=hall.pk, counter_id=made.pk, number=number, is_open=made.is_open
    )
    ledger.append(fact, actor=actor, at=at, region_code=hall.division_code)
    refit(hall, at=at)
    return made


def managed(hall_id: UUID, actor: Actor) -> Hall:
    """Return a hall that the actor runs, locked.

    :raises HallNotFound: there is none
    :raises NotThisHall: the actor does not run it
    """
    hall = Hall.objects.select_for_update(no_key=True).filter(pk=hall_id).first()
    if hall is None:
        raise HallNotFound
    policies.check_can_manage(actor, hall.division_code)
    return hall
