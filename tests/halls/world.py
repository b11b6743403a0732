# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A hall with two kinds of business, two counters and their clerks, on a Monday in spring."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tests import factories
from tests.factories import SYSTEM, World
from tests.kept import kept
from yiwang.foundation.actors import Actor
from yiwang.halls import opening
from yiwang.halls.enums import HallKind, TicketChannel
from yiwang.halls.models import Appointment, Counter, Hall, Skill, Slot, Ticket
from yiwang.halls.services import bookings, calling, queueing, setup
from yiwang.halls.services.holding import Wish
from yiwang.organizations.enums import StandardPost

MONDAY = datetime(2026, 3, 9, 8, 45, tzinfo=opening.CHINA)
TODAY = MONDAY.date()
WEEK = [[["09:00", "12:00"], ["13:30", "17:00"]]] * 5 + [[["09:00", "11:00"]], []]


@dataclass
class HallWorld:
    """The hall, and who works there."""

    people: World
    hall: Hall
    shop: Skill
    other: Skill
    one: Counter
    two: Counter
    clerk: Actor
    colleague: Actor

    def citizen(self) -> Actor:
        """Return a citizen who was not there before."""
        person = factories.natural_person(at=MONDAY)
        return self.people.actor(factories.citizen_account(person, at=MONDAY))

    def slots(self, day: date = TODAY, skill: Skill | None = None) -> list[Slot]:
        rows = Slot.objects.filter(skill=skill or self.shop, day=day, places__isnull=False)
        return list(rows.order_by("starts_at").distinct())

    def hold(self, slot: Slot, actor: Actor, *, at: datetime = MONDAY) -> Appointment:
        return bookings.hold_place(slot_id=slot.pk, wish=Wish(), actor=actor, at=at)

    def book(self, slot: Slot, actor: Actor, *, at: datetime = MONDAY) -> Appointment:
        held = self.hold(slot, actor, at=at)
        return bookings.confirm(appointment_id=held.pk, actor=actor, at=at)

    def fill(self, slot: Slot) -> list[tuple[Appointment, Actor]]:
        """Book every place of a slot, each for somebody else."""
        comers = [self.citizen() for _place in range(slot.places.count())]
        return [(self.book(slot, comer), comer) for comer in comers]

    def ticket(
        self, *, minutes: int = 0, skill: Skill | None = None, actor: Actor = SYSTEM
    ) -> Ticket:
        at = MONDAY + timedelta(minutes=minutes)
        return queueing.take_ticket(
            skill_id=(skill or self.shop).pk,
            comer=queueing.comer_of(actor),
            channel=TicketChannel.KIOSK,
            actor=actor,
            at=at,
        )

    def sign_on(self) -> None:
        calling.sign_on(counter_id=self.one.pk, actor=self.clerk, at=MONDAY)
        calling.sign_on(counter_id=self.two.pk, actor=self.colleague, at=MONDAY)


def made() -> HallWorld:
    """Make the hall: counter 1 does both kinds of business, counter 2 only shops."""
    factories.forget_everything()
    return _made()


@kept
def _made() -> HallWorld:
    people = factories.world(at=MONDAY)
    department = people.department
    hall = Hall.objects.create(
        division_code=department.division_id,
        kind=HallKind.HALL,
        name="西湖区政务服务中心",
        week=WEEK,
        takes_bookings=True,
    )
    shop = skill(hall.pk, "A", "店铺", [f"item:{people.shop.code}"])
    other = skill(hall.pk, "B", "其他", [])
    one = counter(hall.pk, "1", ["A", "B"])
    two = counter(hall.pk, "2", ["A"])
    return HallWorld(
        people=people,
        hall=hall,
        shop=shop,
        other=other,
        one=one,
        two=two,
        clerk=people.staff_actor(StandardPost.COUNTER),
        colleague=people.actor(people.stranger),
    )


def skill(hall_id: UUID, letter: str, name: str, scopes: list[str]) -> Skill:
    details = setup.SkillDetails(letter=letter, name=name, scopes=scopes)
    return setup.set_skill(hall_id=hall_id, details=details, actor=SYSTEM, at=MONDAY)


def counter(hall_id: UUID, number: str, letters: list[str]) -> Counter:
    details = setup.CounterDetails(number=number, letters=letters)
    return setup.set_counter(hall_id=hall_id, details=details, actor=SYSTEM, at=MONDAY)
