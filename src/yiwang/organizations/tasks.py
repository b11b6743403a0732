# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of this room: what runs by the clock, and spreadsheets that are read."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.actors import system_actor
from yiwang.organizations import services

ACTOR = system_actor("staff-sweep")


@app.periodic(cron="7 * * * *")
@app.task(name="organizations.close_reviews", queueing_lock="organizations.close_reviews")
def close_reviews(timestamp: int) -> None:
    """End what nobody confirmed in a yearly review whose last day is over."""
    at = timezone.now()
    for review_id in services.overdue_reviews(at=at):
        services.close_overdue(review_id=review_id, actor=ACTOR, at=at)
