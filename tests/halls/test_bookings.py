# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Appointments: held, confirmed, moved, cancelled, waited for, missed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import SYSTEM
from tests.halls import world as worlds
from tests.halls.world import MONDAY, TODAY, HallWorld
from yiwang.foundation import reach
from yiwang.halls import selectors as halls
from yiwang.halls.enums import BookingState, WaitState
from yiwang.halls.errors import (
    AlreadyWaiting,
    BookingNotFound,
    HoldExpired,
    PlacesLeft,
    SameTimeBooked,
    SlotFull,
    SlotPast,
    TooManyBookings,
    TooManyPlaces,
)
from yiwang.halls.models import Appointment, Counter, Place, Waiting
from yiwang.halls.services import bookings, holding, setup, sweeps, waiting
from yiwang.halls.services.holding import Wish
from yiwang.identity.models import Account
from yiwang.ledger import selectors as ledger
from yiwang.ledger import services as ledger_services
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(minutes=11)


@pytest.fixture
def world() -> HallWorld:
    return worlds.made()


def test_capacity_is_counters_times_skills(world: HallWorld):
    # Counter 1 shares its two places among two kinds of business, counter 2 gives both to shops.
    assert {slot.places.count() for slot in world.slots()} == {3}
    assert {slot.places.count() for slot in world.slots(skill=world.other)} == {1}
    assert len(world.slots()) == 13


def test_a_hall_makes_no_more_places_than_are_kept_ahead(
    world: HallWorld, monkeypatch: pytest.MonkeyPatch
):
    now = Place.objects.filter(slot__hall=world.hall).count()
    monkeypatch.setattr("yiwang.halls.services.slots.MOST_PLACES", now)

    with pytest.raises(TooManyPlaces, match=str(now)):
        worlds.counter(world.hall.pk, "3", ["A"])

    assert not Counter.objects.filter(hall=world.hall, number="3").exists()
    assert Place.objects.filter(slot__hall=world.hall).count() == now


def test_a_hall_with_too_many_places_can_still_close_a_day(
    world: HallWorld, monkeypatch: pytest.MonkeyPatch
):
    now = Place.objects.filter(slot__hall=world.hall).count()
    monkeypatch.setattr("yiwang.halls.services.slots.MOST_PLACES", now // 2)

    setup.set_day(
        hall_id=world.hall.pk,
        day=TODAY + timedelta(days=1),
        periods=[],
        reason="停电",
        actor=SYSTEM,
        at=MONDAY,
    )

    assert now // 2 < Place.objects.filter(slot__hall=world.hall).count() < now


def test_a_held_place_is_taken_until_it_runs_out(world: HallWorld):
    slot = world.slots(skill=world.other)[4]
    first, second = world.citizen(), world.citizen()
    held = world.hold(slot, first)

    with pytest.raises(SlotFull):
        world.hold(slot, second)

    taken = world.book(slot, second, at=LATER)

    with pytest.raises(HoldExpired):
        bookings.confirm(appointment_id=held.pk, actor=first, at=LATER)
    assert Place.objects.get(slot=slot).appointment_id == taken.pk
    assert sweeps.expire_holds(at=LATER) == 1
    assert Place.objects.get(slot=slot).appointment_id == taken.pk


def test_confirming_twice_is_confirming_once(world: HallWorld):
    slot, comer = world.slots()[4], world.citizen()
    booked = world.book(slot, comer)

    bookings.confirm(appointment_id=booked.pk, actor=comer, at=LATER)

    kinds = [fact.kind for fact in ledger.events_about("appointment", booked.pk)]
    assert kinds.count("halls.booking_confirmed") == 1


def test_somebody_has_two_appointments_at_most_and_one_at_a_time(world: HallWorld):
    slots, comer = world.slots(), world.citizen()
    world.book(slots[4], comer)

    with pytest.raises(SameTimeBooked):
        world.hold(slots[4], comer)
    world.book(slots[5], comer)
    with pytest.raises(TooManyBookings):
        world.hold(slots[6], comer)


def test_who_has_not_come_three_times_may_have_one(world: HallWorld):
    comer = world.citizen()
    slot = world.slots()[4]
    for days in (10, 20, 30):
        gone = world.book(slot, comer)
        past = MONDAY - timedelta(days=days)
        Appointment.objects.filter(pk=gone.pk).update(
            state=BookingState.NO_SHOW, starts_at=past, ends_at=past
        )
        Place.objects.filter(appointment_id=gone.pk).update(appointment_id=None)
    world.book(slot, comer)

    with pytest.raises(TooManyBookings):
        world.hold(world.slots()[5], comer)


def test_a_slot_that_begins_soon_is_not_for_booking(world: HallWorld):
    with pytest.raises(SlotPast):
        world.hold(world.slots()[0], world.citizen())


def test_a_full_time_keeps_the_old_one(world: HallWorld):
    slots, comer = world.slots(skill=world.other), world.citizen()
    world.book(slots[6], world.citizen())
    booked = world.book(slots[5], comer)

    with pytest.raises(SlotFull), transaction.atomic():
        bookings.move(appointment_id=booked.pk, slot_id=slots[6].pk, actor=comer, at=LATER)

    assert Place.objects.get(appointment_id=booked.pk).slot_id == slots[5].pk


def test_moving_frees_the_old_time_for_who_waits(world: HallWorld):
    comer, patient = world.citizen(), world.citizen()
    slots = world.slots(skill=world.other)[1:]
    booked = world.book(slots[5], comer)
    for slot in slots:
        if slot.pk not in (slots[5].pk, slots[8].pk):
            world.fill(slot)
    passing = world.hold(slots[8], world.citizen())
    entry = waiting.join(skill_id=world.other.pk, day=TODAY, wish=Wish(), actor=patient, at=MONDAY)

    bookings.move(appointment_id=booked.pk, slot_id=slots[8].pk, actor=comer, at=LATER)

    entry.refresh_from_db()
    assert passing.held_until is not None
    assert passing.held_until < LATER
    assert entry.appointment is not None
    assert entry.appointment.slot_id == slots[5].pk


def full_day(world: HallWorld) -> list[Appointment]:
    made = []
    for slot in world.slots(skill=world.other)[1:]:
        made += [booked for booked, _comer in world.fill(slot)]
    return made


def test_the_first_in_line_is_offered_what_becomes_free_and_then_the_second(world: HallWorld):
    full_day(world)
    first, second = world.citizen(), world.citizen()
    join = {"skill_id": world.other.pk, "day": TODAY, "wish": Wish(), "at": MONDAY}
    one = waiting.join(actor=first, **join)
    two = waiting.join(actor=second, **(join | {"at": LATER}))
    with pytest.raises(AlreadyWaiting):
        waiting.join(actor=first, **join)
    leaving = Appointment.objects.filter(skill=world.other).order_by("-starts_at")[0]
    owner = world.people.actor(Account.objects.get(person_id=leaving.applicant_id))

    bookings.cancel(appointment_id=leaving.pk, actor=owner, at=LATER)

    one.refresh_from_db()
    assert one.state == WaitState.OFFERED
    two.refresh_from_db()
    assert two.state == WaitState.WAITING
    ledger_services.settle()
    assert Message.objects.filter(
        recipient_id=first.applicant_id, kind="appointment_offered"
    ).exists()

    too_late = LATER + timedelta(hours=2, minutes=1)
    sweeps.expire_holds(at=too_late)

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == (WaitState.LAPSED, WaitState.OFFERED)
    assert two.appointment is not None
    bookings.confirm(appointment_id=two.appointment.pk, actor=second, at=too_late)
    two.refresh_from_db()
    assert two.state == WaitState.TAKEN


def test_nobody_waits_while_there_are_places(world: HallWorld):
    with pytest.raises(PlacesLeft):
        waiting.join(
            skill_id=world.shop.pk, day=TODAY, wish=Wish(), actor=world.citizen(), at=MONDAY
        )


def test_somebody_elses_appointment_does_not_exist(world: HallWorld):
    booked = world.book(world.slots()[4], world.citizen())
    stranger = world.citizen()

    for act in (bookings.confirm, bookings.cancel):
        with pytest.raises(BookingNotFound):
            act(appointment_id=booked.pk, actor=stranger, at=LATER)
    with pytest.raises(BookingNotFound):
        bookings.move(
            appointment_id=booked.pk, slot_id=world.slots()[5].pk, actor=stranger, at=LATER
        )
    with pytest.raises(BookingNotFound):
        halls.bookings.appointment(booked.pk, stranger)


def test_postgresql_shows_a_citizen_their_own_appointments_only(world: HallWorld):
    mine, comer = world.book(world.slots()[4], world.citizen()), world.citizen()
    own = world.book(world.slots()[5], comer)

    token = reach._current.set(reach.of(comer))
    try:
        seen = list(Appointment.objects.order_by("pk").values_list("pk", flat=True))
    finally:
        reach._current.reset(token)

    assert seen == [own.pk]
    assert mine.pk not in seen


def test_the_database_lets_no_place_be_given_twice(world: HallWorld):
    slot = world.slots()[4]
    booked = world.book(slot, world.citizen())
    free = Place.objects.filter(slot=slot, appointment_id__isnull=True)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=free.pk).update(appointment_id=booked.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(slot=slot, seat=free.seat)


def test_who_did_not_come_is_noted_after_a_quarter_of_an_hour(world: HallWorld):
    booked = world.book(world.slots()[2], world.citizen())

    assert sweeps.note_no_shows(at=booked.ends_at + timedelta(minutes=14)) == 0
    assert sweeps.note_no_shows(at=booked.ends_at + timedelta(minutes=16)) == 1

    booked.refresh_from_db()
    assert booked.state == BookingState.NO_SHOW


def test_people_are_reminded_once(world: HallWorld):
    comer = world.citizen()
    world.book(world.slots()[4], comer)

    assert (sweeps.remind(at=LATER), sweeps.remind(at=LATER)) == (1, 0)

    message = Message.objects.get(recipient_id=comer.applicant_id, kind="appointment_reminder")
    assert message.params["hall"] == world.hall.name


def test_a_closed_day_calls_its_appointments_off_and_says_so(world: HallWorld):
    tuesday = TODAY + timedelta(days=1)
    comer = world.citizen()
    booked = world.book(world.slots(tuesday)[0], comer)

    called_off = setup.set_day(
        hall_id=world.hall.pk, day=tuesday, periods=[], reason="停电", actor=SYSTEM, at=MONDAY
    )

    booked.refresh_from_db()
    assert (called_off, booked.state) == (1, BookingState.CLOSED)
    assert world.slots(tuesday) == []
    ledger_services.settle()
    kinds = Message.objects.filter(recipient_id=comer.applicant_id).values_list("kind", flat=True)
    assert "appointment_called_off" in set(kinds)


def test_fewer_counters_take_away_free_places_only(world: HallWorld):
    slot = world.slots()[4]
    booked = world.fill(slot)

    details = setup.CounterDetails(number="2", letters=["A"], is_open=False)
    setup.set_counter(hall_id=world.hall.pk, details=details, actor=SYSTEM, at=MONDAY)

    assert slot.places.count() == len(booked) == 3
    assert world.slots()[5].places.count() == 1


def test_leaving_the_waiting_list_is_for_oneself(world: HallWorld):
    full_day(world)
    comer = world.citizen()
    entry = waiting.join(skill_id=world.other.pk, day=TODAY, wish=Wish(), actor=comer, at=MONDAY)

    with pytest.raises(BookingNotFound):
        waiting.leave(waiting_id=entry.pk, actor=world.citizen(), at=LATER)
    waiting.leave(waiting_id=entry.pk, actor=comer, at=LATER)

    assert Waiting.objects.get().state == WaitState.LEFT


def test_a_hold_that_ran_out_and_is_booked_anew_ends_its_offer_and_leaves_a_fact(world: HallWorld):
    full_day(world)
    comer = world.citizen()
    entry = waiting.join(skill_id=world.other.pk, day=TODAY, wish=Wish(), actor=comer, at=MONDAY)
    leaving = Appointment.objects.filter(skill=world.other).order_by("-starts_at")[0]
    owner = world.people.actor(Account.objects.get(person_id=leaving.applicant_id))
    bookings.cancel(appointment_id=leaving.pk, actor=owner, at=MONDAY)
    entry.refresh_from_db()
    assert entry.appointment is not None
    too_late = MONDAY + timedelta(hours=2, minutes=1)

    world.hold(entry.appointment.slot, comer, at=too_late)  # before the sweep has seen it

    entry.refresh_from_db()
    assert entry.state == WaitState.LAPSED
    ends = ledger.events_about("appointment", entry.appointment.pk)
    assert [one.payload["state"] for one in ends if one.kind == "halls.booking_ended"] == [
        BookingState.EXPIRED
    ]


def test_a_place_that_stands_free_is_offered_to_who_waits(world: HallWorld):
    made = full_day(world)
    comers = [world.citizen(), world.citizen(), world.citizen()]
    join = {"skill_id": world.other.pk, "day": TODAY, "wish": Wish(), "at": MONDAY}
    for comer in comers:
        waiting.join(actor=comer, **join)
    # Given back while somebody else held the line: nobody was offered them.
    for lost in (made[-1], made[-2]):
        holding.finish(lost, BookingState.CANCELLED, actor=SYSTEM, at=MONDAY)

    offered = waiting.offer_what_is_free(at=MONDAY)

    states = list(Waiting.objects.order_by("joined_at", "pk").values_list("state", flat=True))
    assert offered == 2
    assert sorted(states) == [WaitState.OFFERED, WaitState.OFFERED, WaitState.WAITING]
    today = Place.objects.filter(slot__skill=world.other, slot__day=TODAY, appointment_id=None)
    assert not today.filter(slot__starts_at__gt=MONDAY + timedelta(minutes=45)).exists()
    assert waiting.offer_what_is_free(at=MONDAY) == 0
