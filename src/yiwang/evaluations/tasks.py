# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the evaluation room: what runs by the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.evaluations.services import releasing, sweeping


@app.periodic(cron="30 3 * * *")
@app.task(name="evaluations.release", queueing_lock="evaluations.release", pass_context=False)
def release(timestamp: int) -> None:
    """Count yesterday's reviews, once a night: at day nothing moves that could be watched."""
    releasing.release(at=timezone.now())


@app.periodic(cron="15 * * * *")
@app.task(name="evaluations.sweep", queueing_lock="evaluations.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Report overdue corrections and close those that nobody answered."""
    sweeping.sweep(at=timezone.now())
