# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Many at once: no place is given twice, no ticket is called twice, no limit is slipped past."""

from collections import Counter

import pytest

from tests.cases.test_at_once import race
from tests.factories import SYSTEM
from tests.halls import world as worlds
from tests.halls.world import MONDAY, TODAY, HallWorld
from yiwang.halls.enums import BookingState
from yiwang.halls.models import Appointment, Place, Shift, ShiftPeriod, Ticket, Waiting
from yiwang.halls.services import bookings, calling, waiting
from yiwang.halls.services.holding import Wish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


@pytest.fixture
def world() -> HallWorld:
    """Make a hall that is committed: the threads have connections of their own."""
    return worlds.made()


def test_ten_want_the_last_three_places(world: HallWorld):
    slot = world.slots()[4]
    comers = [world.citizen() for _comer in range(10)]

    def holding(comer):
        return lambda: bookings.hold_place(slot_id=slot.pk, wish=Wish(), actor=comer, at=MONDAY)

    outcomes = Counter(race(*(holding(comer) for comer in comers)))

    assert outcomes == {"done": 3, "conflict": 7}
    assert Appointment.objects.filter(state=BookingState.HELD).count() == 3
    taken = Place.objects.filter(slot=slot).values_list("appointment_id", flat=True)
    assert len(set(taken)) == 3


def test_one_person_at_three_machines_gets_two_appointments(world: HallWorld):
    comer = world.citizen()
    slots = world.slots()[4:8]

    def holding(slot):
        return lambda: bookings.hold_place(slot_id=slot.pk, wish=Wish(), actor=comer, at=MONDAY)

    outcomes = Counter(race(*(holding(slot) for slot in slots)))

    assert outcomes == {"done": 2, "conflict": 2}


def test_two_clerks_never_call_the_same_ticket(world: HallWorld):
    world.sign_on()
    for _ticket in range(8):
        world.ticket()

    for _round in range(4):

        def call(clerk):
            return lambda: calling.call_next(actor=clerk, at=MONDAY)

        assert race(call(world.clerk), call(world.colleague)) == ["done", "done"]
        for clerk in (world.clerk, world.colleague):
            held = Ticket.objects.get(shift__staff_id=clerk.staff_id, state="called")
            calling.serve(ticket_id=held.pk, actor=clerk, at=MONDAY)
            calling.finish(ticket_id=held.pk, actor=clerk, at=MONDAY)

    assert set(Ticket.objects.values_list("state", flat=True)) == {"done"}
    assert set(Ticket.objects.values_list("calls", flat=True)) == {1}


def test_a_clerk_who_clicks_twice_calls_one(world: HallWorld):
    world.sign_on()
    world.ticket()
    world.ticket()

    def call():
        return calling.call_next(actor=world.clerk, at=MONDAY)

    assert sorted(race(call, call)) == ["conflict", "done"]
    assert Ticket.objects.filter(state="called").count() == 1


def test_a_clerk_who_signs_on_twice_at_once_has_one_shift(world: HallWorld):
    def sign_on():
        return calling.sign_on(counter_id=world.one.pk, actor=world.clerk, at=MONDAY)

    assert race(sign_on, sign_on, sign_on) == ["done"] * 3
    assert Shift.objects.filter(staff_id=world.clerk.staff_id).count() == 1
    assert ShiftPeriod.objects.count() == 1


def test_numbers_are_given_once_each(world: HallWorld):
    outcomes = race(*(lambda: world.ticket(actor=SYSTEM) for _machine in range(6)))

    assert set(outcomes) == {"done"}
    numbers = Ticket.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


def test_an_offer_and_ones_own_booking_of_the_same_time_are_one_appointment(world: HallWorld):
    beside = {slot.starts_at: slot for slot in world.slots()}
    booked = [
        (each, comer)
        for slot in world.slots(skill=world.other)[1:]
        for each, comer in world.fill(slot)
    ]
    for given_back, owner in booked[:6]:
        patient = world.citizen()
        waiting.join(skill_id=world.other.pk, day=TODAY, wish=Wish(), actor=patient, at=MONDAY)
        slot = beside[given_back.starts_at]

        outcomes = race(
            lambda one=given_back, who=owner: bookings.cancel(
                appointment_id=one.pk, actor=who, at=MONDAY
            ),
            lambda slot=slot, who=patient: world.hold(slot, who),
        )

        assert outcomes[0] == "done"
        assert outcomes[1] in ("done", "conflict"), outcomes
        mine = Appointment.objects.filter(applicant_id=patient.applicant_id, state="held")
        assert mine.count() == 1
        Waiting.objects.filter(state="waiting").update(state="left")
        if Place.objects.filter(slot=given_back.slot, appointment_id=None).exists():
            world.book(given_back.slot, world.citizen())  # so that the next round finds no place
