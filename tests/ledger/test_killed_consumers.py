# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Followers in processes of their own, really killed."""

import pytest
from django.db import connection

from tests.ledger.conftest import sequenced, wait_until
from tests.ledger.processes import kill, started, wait_for
from yiwang.ledger.models import Subscription


@pytest.fixture
def effects():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE tests_effect (id bigserial, seq bigint)")
    yield effect_seqs
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE tests_effect")


def effect_seqs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM tests_effect ORDER BY id")
        return [seq for (seq,) in cursor.fetchall()]


CONSUMER = "consumer_process.py"
NOWHERE = -1


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_a_consumer_killed_in_the_middle_of_a_batch_leaves_each_effect_exactly_once(effects):
    sequenced(1200)
    for stop_at in (3, 499, 1199):
        with started(CONSUMER, stop_at) as process:
            wait_for(process, "in the middle")
            kill(process)

    with started(CONSUMER, NOWHERE):
        wait_until(lambda: Subscription.objects.get().position == 1200)

    assert effects() == list(range(1200))


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_several_consumer_processes_share_the_work_without_doubling_it(effects):
    with (
        started(CONSUMER, NOWHERE) as victim,
        started(CONSUMER, NOWHERE) as second,
        started(CONSUMER, NOWHERE) as third,
    ):
        for process in (victim, second, third):
            wait_for(process, "ready")
        for _ in range(5):
            sequenced(200)
        kill(victim)
        sequenced(200)
        wait_until(lambda: Subscription.objects.get().position == 1200)

    assert effects() == list(range(1200))
