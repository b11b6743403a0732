# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of this room: what runs by the clock, and spreadsheets that are read."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from yiwang.foundation.actors import system_actor
from yiwang.organizations import jobs, services

_AGAIN = RetryStrategy(max_attempts=3, wait=10)

ACTOR = system_actor("staff-sweep")


@app.periodic(cron="7 * * * *")
@app.task(name="organizations.close_reviews", queueing_lock="organizations.close_reviews")
def close_reviews(timestamp: int) -> None:
    """End what nobody confirmed in a yearly review whose last day is over."""
    at = timezone.now()
    for review_id in services.overdue_reviews(at=at):
        services.close_overdue(review_id=review_id, actor=ACTOR, at=at)


@app.task(name=jobs.CHECK_TASK, retry=_AGAIN)
def check_staff_import(import_id: str) -> None:
    """Read and check a spreadsheet of staff; begun again, it starts from the first row."""
    services.check_staff_import(import_id=UUID(import_id), at=timezone.now())


@app.task(name=jobs.APPLY_TASK, retry=_AGAIN)
def apply_staff_import(import_id: str) -> None:
    """Take a confirmed spreadsheet over; done twice, it changes nothing."""
    services.apply_staff_import(import_id=UUID(import_id), at=timezone.now())
