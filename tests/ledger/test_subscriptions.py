# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import threading

import pytest
import structlog
from django.db import connection

from tests.ledger.conftest import (
    CLERK,
    MONDAY,
    ParcelLost,
    Recorder,
    append_parcels,
    in_thread,
    sequenced,
    wait_until,
)
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import checks, following, selectors
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import UnknownSubscription
from yiwang.ledger.models import Subscription

pytestmark = pytest.mark.django_db


class Broken(Exception):
    """What the handlers here fail with."""


def fail_on(weight):
    """Return a handler that fails when it meets this weight, and a record of what it was given."""
    recorder = Recorder()

    def handle(events):
        recorder(events)
        if weight in [event.payload["weight"] for event in events]:
            raise Broken("王小明 330106199001011234")

    return handle, recorder


def test_a_subscription_gets_every_event_in_order_and_then_nothing(follow):
    recorder = Recorder()
    name = follow(recorder)
    sequenced(7)

    counts = [ledger.run_subscription_once(name, limit=3) for _ in range(4)]

    assert counts == [3, 3, 1, 0]
    assert recorder.weights == list(range(7))
    assert [event.seq for event in recorder.seen] == list(range(7))


def test_a_subscription_gets_only_the_kinds_that_it_asked_for(follow):
    recorder = Recorder()
    name = follow(recorder, {"tests.parcel_lost"})
    lost = new_id()
    append_parcels(3)
    ledger.append(ParcelLost(parcel_id=lost), actor=CLERK, at=MONDAY)
    append_parcels(3)
    ledger.sequence_batch()

    assert ledger.run_subscription_once(name) == 1

    assert [event.subject_id for event in recorder.seen] == [lost]
    assert Subscription.objects.get(name=name).position == 7


def test_rare_kinds_are_looked_for_in_bounded_steps(follow, monkeypatch):
    monkeypatch.setattr(following, "_WINDOW", 10)
    recorder = Recorder()
    name = follow(recorder, {"tests.parcel_lost"})
    append_parcels(35)
    ledger.append(ParcelLost(parcel_id=new_id()), actor=CLERK, at=MONDAY)
    ledger.sequence_batch()

    assert ledger.run_subscription_once(name) == 1
    assert ledger.run_subscription_once(name) == 0


def test_what_has_no_number_yet_is_not_delivered(follow):
    recorder = Recorder()
    name = follow(recorder)
    append_parcels(2)

    assert ledger.run_subscription_once(name) == 0
    assert recorder.seen == []


def test_a_handler_that_fails_has_no_effect_and_its_events_come_again(follow):
    parcel = new_id()
    attempts = []

    def handle(events):
        ledger.append(ParcelLost(parcel_id=parcel), actor=CLERK, at=MONDAY)
        attempts.append(len(events))
        if len(attempts) == 1:
            raise Broken

    name = follow(handle, {"tests.parcel_sent"})
    sequenced(2)

    with pytest.raises(Broken):
        ledger.run_subscription_once(name)
    assert selectors.events_about("parcel", parcel) == []
    assert ledger.run_subscription_once(name) == 2

    assert attempts == [2, 2]
    assert len(selectors.events_about("parcel", parcel)) == 1


def test_a_failure_is_stored_without_what_the_message_quotes(follow):
    name = follow(fail_on(0)[0])
    sequenced(1)

    with pytest.raises(Broken):
        ledger.run_subscription_once(name)

    row = Subscription.objects.get(name=name)
    assert (row.position, row.failures) == (0, 1)
    assert row.last_error.startswith("Broken at test_subscriptions.py:")
    assert "王小明" not in row.last_error
    assert row.retry_at is not None


def test_a_refusal_is_stored_by_its_code(follow):
    def handle(events):
        raise Forbidden

    name = follow(handle)
    sequenced(1)

    with pytest.raises(Forbidden):
        ledger.run_subscription_once(name)

    assert Subscription.objects.get(name=name).last_error == "forbidden"


def test_each_failure_makes_the_next_wait_longer_up_to_five_minutes(follow):
    name = follow(fail_on(0)[0])
    sequenced(1)
    waits = []
    for _ in range(12):
        with pytest.raises(Broken):
            ledger.run_subscription_once(name)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT extract(epoch FROM retry_at - clock_timestamp()) FROM ledger_subscription"
            )
            waits.append(round(cursor.fetchone()[0]))

    assert waits[:4] == [1, 2, 4, 8]
    assert waits[-1] == 300


def test_success_forgets_the_failures(follow):
    is_broken = [True]

    def handle(events):
        if is_broken[0]:
            raise Broken

    name = follow(handle)
    sequenced(1)
    with pytest.raises(Broken):
        ledger.run_subscription_once(name)
    is_broken[0] = False

    ledger.run_subscription_once(name)

    row = Subscription.objects.get(name=name)
    assert (row.position, row.failures, row.last_error, row.retry_at) == (1, 0, "", None)


def test_what_stands_before_a_bad_event_gets_done(follow):
    handle, _ = fail_on(6)
    name = follow(handle)
    sequenced(10)

    for _ in range(10):
        with pytest.raises(Broken):
            run_until_it_fails(name)

    assert Subscription.objects.get(name=name).position == 6


def run_until_it_fails(name):
    while ledger.run_subscription_once(name, limit=8):
        pass


def test_two_handlers_cannot_share_a_name(follow):
    name = follow(Recorder())

    with pytest.raises(ValueError, match="handler already"):
        ledger.subscribe(name, None, Recorder())


def test_a_subscription_that_nobody_registered_is_refused():
    for ask in (ledger.run_subscription_once, ledger.replay):
        with pytest.raises(UnknownSubscription):
            ask("tests.nobody")


def test_a_subscription_to_a_kind_that_no_room_declares_is_a_fault_of_the_system(follow):
    follow(Recorder(), {"tests.parcel_sent", "tests.parcle_sent"})

    (fault,) = checks.check_kinds()

    assert fault.id == "ledger.E001"
    assert "tests.follower" in fault.msg
    assert "tests.parcle_sent" in fault.msg


def test_a_replay_builds_the_projection_anew(follow):
    projection = []
    name = follow(
        lambda events: projection.extend(event.seq for event in events), clear=projection.clear
    )
    sequenced(5)
    ledger.run_subscription_once(name)

    ledger.replay(name)
    assert projection == []
    ledger.run_subscription_once(name)

    assert projection == [0, 1, 2, 3, 4]


def test_a_replay_goes_on_after_a_back_off_at_once(follow):
    name = follow(fail_on(0)[0])
    sequenced(1)
    with pytest.raises(Broken):
        ledger.run_subscription_once(name)

    ledger.replay(name)

    assert Subscription.objects.get(name=name).retry_at is None


def test_the_lag_tells_events_and_seconds(follow):
    name = follow(Recorder())
    sequenced(1)
    ledger.run_subscription_once(name)
    sequenced(4)

    (behind,) = selectors.subscription_lags()
    ledger.run_subscription_once(name)
    (caught_up,) = selectors.subscription_lags()

    assert (behind.name, behind.position, behind.events) == (name, 1, 4)
    assert 0 < behind.seconds < 60
    assert (caught_up.events, caught_up.seconds) == (0, 0)


def test_settling_also_delivers_what_the_handlers_append(follow):
    recorder = Recorder()

    def answer(events):
        for event in events:
            ledger.append(ParcelLost(parcel_id=event.subject_id), actor=CLERK, at=MONDAY)

    follow(answer, {"tests.parcel_sent"}, name="tests.answering")
    follow(recorder, {"tests.parcel_lost"}, name="tests.listening")
    append_parcels(3)

    ledger.settle()

    assert len(recorder.seen) == 3
    assert ledger.settle() == 0


@pytest.mark.django_db(transaction=True)
def test_while_one_process_serves_a_subscription_others_pass_it_by(follow):
    is_inside, may_leave = threading.Event(), threading.Event()

    def handle(events):
        is_inside.set()
        may_leave.wait(30)

    name = follow(handle)
    sequenced(1)
    first = threading.Thread(target=in_thread, args=[lambda: ledger.run_subscription_once(name)])
    first.start()
    is_inside.wait(30)

    assert ledger.run_subscription_once(name) == 0

    may_leave.set()
    first.join()
    assert Subscription.objects.get(name=name).position == 1


@pytest.mark.django_db(transaction=True)
def test_the_loop_serves_the_others_while_one_fails(follow):
    recorder = Recorder()
    follow(fail_on(0)[0], name="tests.broken")
    follow(recorder, name="tests.sound")
    sequenced(3)
    stop = threading.Event()

    with structlog.testing.capture_logs() as logs:
        runner = threading.Thread(target=ledger.run_subscriptions, args=[stop])
        runner.start()
        try:
            wait_until(lambda: recorder.weights == [0, 1, 2])
            wait_until(lambda: Subscription.objects.get(name="tests.broken").failures == 1)
            sequenced(1)
            wait_until(lambda: len(recorder.seen) == 4)
        finally:
            stop.set()
            runner.join(30)

    assert Subscription.objects.get(name="tests.broken").position == 0
    assert "ledger.subscription_failed" in [entry["event"] for entry in logs]


@pytest.mark.django_db(transaction=True)
def test_the_loop_can_be_told_to_serve_only_some(follow):
    chosen, other = Recorder(), Recorder()
    follow(chosen, name="tests.chosen")
    follow(other, name="tests.other")
    sequenced(3)
    stop = threading.Event()
    runner = threading.Thread(
        target=ledger.run_subscriptions, args=[stop], kwargs={"only": ["tests.chosen"]}
    )
    runner.start()
    wait_until(lambda: len(chosen.seen) == 3)
    stop.set()
    runner.join(30)

    assert other.seen == []


@pytest.mark.django_db(transaction=True)
def test_the_loop_survives_a_lost_connection(follow):
    recorder = Recorder()
    follow(recorder)
    stop = threading.Event()
    runner = threading.Thread(target=ledger.run_subscriptions, args=[stop])
    runner.start()
    try:
        sequenced(1)
        wait_until(lambda: len(recorder.seen) == 1)
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """
            )
        sequenced(1)
        wait_until(lambda: len(recorder.seen) == 2)
    finally:
        stop.set()
        runner.join(30)
