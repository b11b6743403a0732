# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Queue tickets and counters: order, fairness, passing on, missing, the log, the end of the day."""

from datetime import timedelta

import pytest

from tests.factories import SYSTEM
from tests.halls import world as worlds
from tests.halls.world import MONDAY, TODAY, HallWorld
from yiwang.foundation.actors import ANONYMOUS
from yiwang.halls import selectors as halls
from yiwang.halls.enums import BookingState, TicketState
from yiwang.halls.errors import (
    AlreadyQueued,
    CheckInRefused,
    CounterTaken,
    HallClosed,
    NobodyWaits,
    NotSignedOn,
    NotThisHall,
    TicketInHand,
    TicketNotFound,
    TicketNotOpen,
)
from yiwang.halls.models import ShiftPeriod, Ticket
from yiwang.halls.services import calling, queueing, setup, sweeps
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> HallWorld:
    made = worlds.made()
    made.sign_on()
    return made


def at(minutes: int):
    return MONDAY + timedelta(minutes=minutes)


def served(world: HallWorld, minutes: int, *, actor=None) -> str:
    """Call the next, serve and finish; return the label."""
    clerk = actor or world.clerk
    ticket = calling.call_next(actor=clerk, at=at(minutes))
    calling.serve(ticket_id=ticket.pk, actor=clerk, at=at(minutes))
    calling.finish(ticket_id=ticket.pk, actor=clerk, at=at(minutes + 4))
    return ticket.label


def checked_in(world: HallWorld, place: int, minutes: int) -> Ticket:
    booked = world.book(world.slots()[place], world.citizen())
    return queueing.check_in(
        hall_id=world.hall.pk, code=booked.code.lower(), actor=ANONYMOUS, at=at(minutes)
    )


def test_numbers_run_by_kind_of_business(world: HallWorld):
    labels = [world.ticket().label, world.ticket().label, world.ticket(skill=world.other).label]

    assert labels == ["A001", "A002", "B001"]


def test_a_counter_calls_only_what_it_can_do(world: HallWorld):
    world.ticket(skill=world.other)

    with pytest.raises(NobodyWaits):
        calling.call_next(actor=world.colleague, at=MONDAY)
    assert calling.call_next(actor=world.clerk, at=MONDAY).label == "B001"


def test_appointments_come_first_but_never_three_in_a_row(world: HallWorld):
    for minutes in range(2):
        world.ticket(minutes=minutes)
    for place, minutes in ((2, 55), (2, 56), (2, 57), (3, 76)):
        checked_in(world, place, minutes)

    order = [served(world, 80 + 5 * step) for step in range(6)]

    assert order == ["A003", "A004", "A001", "A005", "A006", "A002"]


def test_who_checks_in_early_does_not_jump_the_queue(world: HallWorld):
    early = checked_in(world, 2, 50)
    walk_in = world.ticket(minutes=40)
    Ticket.objects.filter(pk=early.pk).update(due_at=at(120))

    assert served(world, 60) == walk_in.label


def test_check_in_is_for_today_here_and_in_time(world: HallWorld):
    booked = world.book(world.slots()[2], world.citizen())
    check = {"hall_id": world.hall.pk, "actor": ANONYMOUS}

    for code, minutes in ((booked.code, 30), (booked.code, 150), ("NOTACODE", 70)):
        with pytest.raises(CheckInRefused):
            queueing.check_in(code=code, at=at(minutes), **check)
    ticket = queueing.check_in(code=booked.code, at=at(60), **check)
    again = queueing.check_in(code=booked.code, at=at(61), **check)

    booked.refresh_from_db()
    assert (ticket.pk, booked.state) == (again.pk, BookingState.ARRIVED)


def test_somebody_has_one_ticket_in_a_hall_and_papers_are_nobodys(world: HallWorld):
    comer = world.citizen()
    world.ticket(actor=comer)

    with pytest.raises(AlreadyQueued):
        world.ticket(actor=comer, skill=world.other)
    assert world.ticket().person_id is None
    assert Ticket.objects.get(person_id=comer.applicant_id).shown_name == "*小云"


@pytest.mark.parametrize("minutes", [-60, 500])
def test_tickets_are_given_near_the_opening_hours_only(world: HallWorld, minutes: int):
    with pytest.raises(HallClosed):
        world.ticket(minutes=minutes)


def test_a_closed_day_gives_no_tickets(world: HallWorld):
    setup.set_day(
        hall_id=world.hall.pk, day=TODAY, periods=[], reason="停电", actor=SYSTEM, at=MONDAY
    )

    with pytest.raises(HallClosed):
        world.ticket()


def test_one_is_finished_before_the_next_is_called(world: HallWorld):
    world.ticket()
    world.ticket()
    first = calling.call_next(actor=world.clerk, at=MONDAY)

    with pytest.raises(TicketInHand):
        calling.call_next(actor=world.clerk, at=MONDAY)
    with pytest.raises(TicketInHand):
        calling.pause(reason="meal", actor=world.clerk, at=MONDAY)
    with pytest.raises(TicketNotOpen):
        calling.finish(ticket_id=first.pk, actor=world.clerk, at=MONDAY)
    with pytest.raises(TicketNotFound):
        calling.serve(ticket_id=first.pk, actor=world.colleague, at=MONDAY)


def test_passing_on_brings_somebody_to_the_front_there_with_a_note(world: HallWorld):
    ticket, _waiting = world.ticket(), world.ticket()
    calling.call_next(actor=world.clerk, at=MONDAY)

    calling.transfer(
        ticket_id=ticket.pk,
        to_counter_id=world.two.pk,
        note="已看过租赁合同",
        actor=world.clerk,
        at=at(1),
    )

    assert calling.call_next(actor=world.clerk, at=at(2)).label == "A002"
    assert calling.call_next(actor=world.colleague, at=at(2)).pk == ticket.pk
    desk = halls.queue.desk(world.colleague, at=at(2))
    assert [step.note for step in desk.notes] == ["已看过租赁合同"]


def test_who_missed_the_call_is_put_back_at_the_end(world: HallWorld):
    ticket = world.ticket()
    world.ticket(minutes=1)
    calling.call_next(actor=world.clerk, at=at(2))
    calling.recall(ticket_id=ticket.pk, actor=world.clerk, at=at(3))
    calling.miss(ticket_id=ticket.pk, actor=world.clerk, at=at(4))

    calling.requeue(ticket_id=ticket.pk, actor=world.colleague, at=at(5))

    assert [served(world, 6), served(world, 12)] == ["A002", "A001"]
    kinds = [fact.payload.get("step") for fact in ledger.events_about("ticket", ticket.pk)]
    assert kinds == [
        *(None, "called", "recalled", "missed"),
        *("requeued", "called", "serving", "done"),
    ]


def test_a_counter_has_one_clerk_and_a_clerk_one_counter(world: HallWorld):
    with pytest.raises(CounterTaken):
        calling.sign_on(counter_id=world.two.pk, actor=world.clerk, at=MONDAY)
    calling.sign_off(actor=world.colleague, at=at(1))
    with pytest.raises(NotSignedOn):
        calling.call_next(actor=world.colleague, at=at(1))
    with pytest.raises(NotThisHall):
        calling.sign_on(
            counter_id=world.two.pk, actor=world.people.actor(world.people.auditor), at=at(1)
        )


def test_the_log_says_who_worked_and_who_paused(world: HallWorld):
    world.ticket()
    served(world, 5)
    calling.pause(reason="meal", actor=world.clerk, at=at(20))
    with pytest.raises(NotSignedOn):
        calling.call_next(actor=world.clerk, at=at(21))
    calling.resume(actor=world.clerk, at=at(50))
    calling.sign_off(actor=world.clerk, at=at(60))

    rows = ShiftPeriod.objects.filter(shift__counter=world.one).order_by("begun_at")
    assert [(row.kind, row.reason) for row in rows] == [("on", ""), ("pause", "meal"), ("on", "")]
    clerk = halls.queue.clerk_days(world.hall.pk, day=TODAY, at=at(60))[0]
    assert (clerk.shift.called, clerk.shift.served, clerk.paused_seconds) == (1, 1, 1800)
    assert clerk.mean_seconds == 240


def test_the_wait_is_estimated_from_what_was_served(world: HallWorld):
    for minutes in range(20, 50, 5):
        world.ticket(minutes=minutes)
        served(world, minutes)
    mine = world.ticket(minutes=51)
    world.ticket(minutes=50)
    sweeps.keep_service_times(at=at(52))

    found = halls.queue.position(mine, at=at(53))

    # Four minutes each and two counters at work: one ahead and oneself.
    assert (found.ahead, found.minutes) == (1, 4)


def test_a_day_ends_what_was_left_open(world: HallWorld):
    ticket = world.ticket()
    world.ticket()
    calling.call_next(actor=world.clerk, at=MONDAY)

    sweeps.close_past_days(at=at(60 * 24))

    assert set(Ticket.objects.values_list("state", flat=True)) == {
        TicketState.DONE,
        TicketState.LAPSED,
    }
    ticket.refresh_from_db()
    assert ticket.state == TicketState.DONE
    with pytest.raises(NotSignedOn):
        calling.call_next(actor=world.clerk, at=at(60 * 24))


def test_giving_up_takes_somebody_out_of_the_queue_once(world: HallWorld):
    ticket = world.ticket()

    queueing.give_up(code=ticket.code, actor=ANONYMOUS, at=at(1))
    queueing.give_up(code=ticket.code, actor=ANONYMOUS, at=at(2))

    with pytest.raises(NobodyWaits):
        calling.call_next(actor=world.clerk, at=at(3))
    with pytest.raises(TicketNotFound):
        queueing.give_up(code="A" * 12, actor=ANONYMOUS, at=at(3))


def test_the_figures_of_a_day(world: HallWorld):
    world.ticket()
    served(world, 6)
    world.ticket(minutes=20)

    board = halls.queue.board(world.hall.pk, at=at(30))
    (day,) = halls.queue.days(world.hall.pk, since=TODAY, until=TODAY)

    assert (board.waiting, board.served, board.mean_wait_seconds) == (1, 1, 360)
    assert (day.taken, day.served, day.mean_service_seconds) == (2, 1, 240)
