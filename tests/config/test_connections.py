# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Persistent connections heal when PostgreSQL goes away."""

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


def server_process() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def end_server_process(number: int) -> None:
    settings = connection.get_connection_params()
    with psycopg.connect(
        **{name: settings[name] for name in ("host", "port", "user", "password", "dbname")}
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])


def test_a_request_after_the_server_hung_up_gets_a_new_connection():
    first = server_process()
    end_server_process(first)

    connection.health_check_done = False
    connection.close_if_unusable_or_obsolete()
    second = server_process()

    assert second != first


def test_the_health_check_of_a_silent_connection_asks_no_query(django_assert_num_queries):
    first = server_process()
    connection.health_check_done = False

    with django_assert_num_queries(0):
        connection.close_if_health_check_failed()

    assert server_process() == first
