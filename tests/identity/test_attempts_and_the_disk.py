# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Counts of attempts do not wait for the disk; whatever else is stored beside them does."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from yiwang.identity.services import throttle

IP = "203.0.113.9"


def waits() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_taking_a_count_back_leaves_the_callers_transaction_waiting_for_the_disk() -> None:
    throttle.count_tracking(ip=IP, at=timezone.now())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
        throttle.forget_tracking(ip=IP)

        assert waits() == "on"


@pytest.mark.django_db(transaction=True)
def test_a_count_of_its_own_does_not_outlive_its_transaction() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    try:
        throttle.count_tracking(ip=IP, at=timezone.now())
        after_counting = waits()
        throttle.forget_tracking(ip=IP)

        assert (after_counting, waits()) == ("on", "on")
    finally:
        connection.close()
