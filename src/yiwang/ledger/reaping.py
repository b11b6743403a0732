# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs whose worker died: put back in the queue, and given up when they keep killing workers."""

from datetime import timedelta

import structlog
from django.utils import timezone
from procrastinate import sql
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

MOST_ATTEMPTS = 5

log = structlog.get_logger(__name__)


def reap_stalled_jobs(*, silent_for: timedelta = timedelta(seconds=60)) -> int:
    """Put the jobs of workers that have fallen silent back in the queue; return how many.

    Procrastinate leaves a killed worker's job "doing" for ever. A job that has been begun five
    times is marked as failed instead: it is probably what kills the workers.

    :param silent_for: workers report every ten seconds
    """
    # Inside a worker the app's own connector is asynchronous and bound to its loop, and the
    # manager asks for stalled jobs and finishes them in coroutines alone. Hence its queries,
    # called plainly.
    connector = DjangoConnector(alias="default")
    rows = connector.execute_query_all(
        sql.queries["select_stalled_jobs_by_heartbeat"],
        queue=None,
        task_name=None,
        seconds_since_heartbeat=silent_for.total_seconds(),
    )
    for row in rows:
        _put_back_or_give_up(connector, Job.from_row(row))
    return len(rows)


def _put_back_or_give_up(connector: DjangoConnector, job: Job) -> None:
    if job.id is None:
        return
    if job.attempts + 1 >= MOST_ATTEMPTS:
        log.error("ledger.job_given_up", job=job.id, task=job.task_name, attempts=job.attempts)
        connector.execute_query(
            sql.queries["finish_job"],
            job_id=job.id,
            status=Status.FAILED.value,
            delete_job=False,
        )
        return
    log.warning("ledger.job_put_back", job=job.id, task=job.task_name, attempts=job.attempts)
    JobManager(connector).retry_job_by_id(job_id=job.id, retry_at=timezone.now())
