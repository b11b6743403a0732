# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

import pytest
import structlog
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.ledger.conftest import wait_until
from tests.ledger.processes import kill, started, wait_for
from yiwang.ledger import services as ledger
from yiwang.ledger import tasks

MINUTE = timedelta(minutes=1)


@pytest.fixture
def empty_queue():
    """Clear the jobs by hand: Django does not flush tables that it does not manage."""
    clear = "TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE"
    with connection.cursor() as cursor:
        cursor.execute(clear)
    yield
    with connection.cursor() as cursor:
        cursor.execute(clear)


def stalled_job(*, attempts=0, silent_for=MINUTE * 10):
    """Make a job that a worker took and then said nothing more."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH worker AS (
                INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id
            )
            INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts, worker_id)
            SELECT 'tests', 'tests.hang', 'doing', %s, id FROM worker RETURNING id
            """,
            [silent_for, attempts],
        )
        return cursor.fetchone()[0]


def job(job_id):
    return ProcrastinateJob.objects.get(pk=job_id)


@pytest.mark.usefixtures("empty_queue")
@pytest.mark.django_db
def test_a_job_of_a_worker_that_fell_silent_is_put_back():
    job_id = stalled_job()

    assert ledger.reap_stalled_jobs(silent_for=MINUTE) == 1

    assert (job(job_id).status, job(job_id).attempts) == ("todo", 1)


@pytest.mark.usefixtures("empty_queue")
@pytest.mark.django_db
def test_a_job_of_a_worker_that_still_reports_is_left_alone():
    job_id = stalled_job(silent_for=timedelta(seconds=5))

    assert ledger.reap_stalled_jobs(silent_for=MINUTE) == 0

    assert job(job_id).status == "doing"


@pytest.mark.usefixtures("empty_queue")
@pytest.mark.django_db
def test_a_job_that_keeps_killing_its_workers_is_given_up():
    job_id = stalled_job(attempts=4)

    with structlog.testing.capture_logs() as logs:
        ledger.reap_stalled_jobs(silent_for=MINUTE)

    assert job(job_id).status == "failed"
    assert [entry["event"] for entry in logs] == ["ledger.job_given_up"]


@pytest.mark.usefixtures("empty_queue")
@pytest.mark.django_db
def test_jobs_that_wait_or_are_done_are_left_alone():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO procrastinate_jobs (queue_name, task_name, status)
            VALUES ('tests', 'tests.hang', 'todo'), ('tests', 'tests.hang', 'succeeded')
            """
        )

    assert ledger.reap_stalled_jobs(silent_for=MINUTE) == 0


@pytest.mark.usefixtures("empty_queue")
@pytest.mark.django_db
def test_the_periodic_task_reaps():
    job_id = stalled_job()

    tasks.reap_stalled_jobs(0)

    assert job(job_id).status == "todo"


def test_what_the_worker_does_from_time_to_time_is_registered():
    schedules = {
        periodic.task.name: periodic.cron
        for periodic in app.periodic_registry.periodic_tasks.values()
        if periodic.task.name.startswith("ledger.")
    }

    assert schedules == {
        "ledger.reap_stalled_jobs": "* * * * *",
        "ledger.anchor_checkpoint": "*/10 * * * *",
        "ledger.forget_old_answers": "23 3 * * *",
    }


@pytest.mark.fault
@pytest.mark.usefixtures("empty_queue")
@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_worker_that_was_really_killed_is_put_back():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('tests', 'tests.hang')
            RETURNING id
            """
        )
        (job_id,) = cursor.fetchone()
    with started("worker_process.py") as process:
        wait_for(process, "working")
        kill(process)
    assert job(job_id).status == "doing"

    wait_until(lambda: ledger.reap_stalled_jobs(silent_for=timedelta(seconds=1)) == 1)

    assert (job(job_id).status, job(job_id).attempts) == ("todo", 1)
