# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.conftest import CLERK, MONDAY, ParcelSent, in_thread
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import idempotency
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import (
    IdempotencyKeyMalformed,
    IdempotencyKeyReused,
    RequestInFlight,
)
from yiwang.ledger.models import Event, IdempotencyRecord

pytestmark = pytest.mark.django_db

BODY = b"the same body"


class Action:
    """An action that appends a fact and counts how often it is asked to."""

    def __init__(self, answer=None):
        self.calls = 0
        self.answer = answer or ledger.Answer(201, {"number": "330106-261123-000317-K"})

    def __call__(self):
        self.calls += 1
        ledger.append(ParcelSent(parcel_id=new_id()), actor=CLERK, at=MONDAY)
        return self.answer


def perform(action, *, key="key-1", scope="account-1 POST /cases", fingerprint=BODY):
    return ledger.perform_once(key=key, scope=scope, fingerprint=fingerprint, action=action)


def test_the_same_request_gets_the_same_answer_and_acts_once():
    action = Action()

    answers = [perform(action) for _ in range(3)]

    assert answers == [action.answer] * 3
    assert action.calls == 1
    assert Event.objects.count() == 1


def test_the_same_key_with_another_body_is_refused():
    perform(Action())
    other = Action()

    with pytest.raises(IdempotencyKeyReused) as refusal:
        perform(other, fingerprint=b"another body")

    assert refusal.value.status == 422
    assert other.calls == 0


@pytest.mark.parametrize(
    "difference", [{"key": "key-2"}, {"scope": "account-2 POST /cases"}, {"key": None}]
)
def test_another_key_or_scope_or_no_key_is_another_request(difference):
    action = Action()
    perform(action)

    perform(action, **difference)

    assert action.calls == 2


def test_without_a_key_nothing_is_kept():
    perform(Action(), key=None)

    assert not IdempotencyRecord.objects.exists()


def test_without_a_key_a_failure_undoes_everything_too():
    def fail():
        ledger.append(ParcelSent(parcel_id=new_id()), actor=CLERK, at=MONDAY)
        raise Forbidden

    with pytest.raises(Forbidden):
        perform(fail, key=None)

    assert not Event.objects.exists()


def test_a_refusal_keeps_nothing_so_that_the_key_can_be_used_again():
    def refuse():
        ledger.append(ParcelSent(parcel_id=new_id()), actor=CLERK, at=MONDAY)
        raise Forbidden

    with pytest.raises(Forbidden):
        perform(refuse)
    action = Action()
    perform(action)

    assert action.calls == 1
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "key",
    ["", "a" * 256, "two words", "tab\t", "line\n", "\0", "键", "naïve", "\x7f", " key", "key "],
)
def test_a_key_that_is_not_visible_ascii_of_the_right_length_is_refused(key):
    action = Action()

    with pytest.raises(IdempotencyKeyMalformed) as refusal:
        perform(action, key=key)

    assert refusal.value.status == 400
    assert action.calls == 0


@pytest.mark.parametrize("key", ["a", "~" * 255, '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "!"])
def test_every_key_of_visible_ascii_is_taken(key):
    action = Action()

    perform(action, key=key)
    perform(action, key=key)

    assert action.calls == 1


@given(st.text(min_size=1, max_size=300))
def test_a_key_is_taken_exactly_when_it_is_visible_ascii(key):
    is_good = len(key) <= 255 and all("!" <= character <= "~" for character in key)

    assert bool(idempotency._VISIBLE_ASCII.fullmatch(key)) is is_good


def test_a_request_costs_one_statement_before_and_one_after(django_assert_num_queries):
    with django_assert_num_queries(2 + 2):  # and a savepoint's two, in a test's transaction
        perform(lambda: ledger.Answer(200, {}))
    with django_assert_num_queries(1 + 2):
        perform(lambda: ledger.Answer(200, {}))


def test_answers_are_forgotten_after_their_time():
    action = Action()
    perform(action)
    now = timezone.now()

    assert ledger.forget_old_answers(before=now - timedelta(hours=1)) == 0
    assert ledger.forget_old_answers(before=now + timedelta(hours=1)) == 1
    perform(action)

    assert action.calls == 2


def test_fingerprints_differ_in_method_path_and_body():
    make = ledger.request_fingerprint
    same = make(method="POST", path="/api/v1/cases", body=b"{}")

    assert same == make(method="post", path="/api/v1/cases", body=b"{}")
    assert same != make(method="PUT", path="/api/v1/cases", body=b"{}")
    assert same != make(method="POST", path="/api/v1/case", body=b"s{}")
    assert same != make(method="POST", path="/api/v1/cases", body=b"{ }")


def test_the_database_itself_keeps_one_answer_to_a_key():
    perform(Action())

    with pytest.raises(IntegrityError), transaction.atomic():
        IdempotencyRecord.objects.create(
            scope="account-1 POST /cases", key="key-1", fingerprint=b"", status=200, body={}
        )


def test_a_twin_that_committed_unseen_undoes_ours_and_the_next_attempt_gets_its_answer():
    """The snapshot of the first statement may be older than the lock that it takes."""

    def act_while_a_twin_commits():
        ledger.append(ParcelSent(parcel_id=new_id()), actor=CLERK, at=MONDAY)
        IdempotencyRecord.objects.create(
            scope="account-1 POST /cases",
            key="key-1",
            fingerprint=BODY,
            status=201,
            body={"from": "the twin"},
        )
        return ledger.Answer(201, {"from": "us"})

    with pytest.raises(RequestInFlight):
        perform(act_while_a_twin_commits)

    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_while_a_request_is_worked_on_its_repetition_is_refused():
    is_inside, may_leave = threading.Event(), threading.Event()
    answers = []

    def slow():
        is_inside.set()
        may_leave.wait(30)
        return ledger.Answer(200, {"from": "the first"})

    first = threading.Thread(target=in_thread, args=[lambda: answers.append(perform(slow))])
    first.start()
    is_inside.wait(30)
    second = Action()

    with pytest.raises(RequestInFlight) as refusal:
        perform(second)
    may_leave.set()
    first.join()

    assert refusal.value.status == 409
    assert second.calls == 0
    assert perform(second) == answers[0]
    assert second.calls == 0


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_acts_and_the_others_get_its_answer_or_a_conflict():
    rounds, crowd = 20, 6
    outcomes = []

    def attempt(start, key):
        start.wait(30)
        try:
            outcomes.append(perform(Action(), key=key).body["number"])
        except RequestInFlight:
            outcomes.append("conflict")

    for number in range(rounds):
        start = threading.Barrier(crowd)
        threads = [
            threading.Thread(target=in_thread, args=[lambda s=start, n=number: attempt(s, f"k{n}")])
            for _ in range(crowd)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(outcomes) == rounds * crowd
    assert Event.objects.count() == rounds
    assert IdempotencyRecord.objects.count() == rounds


@pytest.mark.django_db(transaction=True)
def test_a_request_whose_process_died_can_be_made_again():
    def lose_the_database():
        ledger.append(ParcelSent(parcel_id=new_id()), actor=CLERK, at=MONDAY)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(Exception, match="terminating connection"):
        perform(lose_the_database)
    connection.close()
    action = Action()

    perform(action)

    assert action.calls == 1
    assert Event.objects.count() == 1
