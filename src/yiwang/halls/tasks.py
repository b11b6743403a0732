# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of halls: what runs by the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.halls.services import sweeps


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="halls.sweeps", pass_context=False)
def sweep_halls(timestamp: int) -> None:
    """Free holds that ran out, note who did not come, remind, close what is past."""
    sweeps.run_sweeps(at=timezone.now())


@app.periodic(cron="12 * * * *")
@app.task(queue="sweeps", queueing_lock="halls.slots", pass_context=False)
def open_slots(timestamp: int) -> None:
    """Make the slots of the coming days, and keep how long things take."""
    sweeps.open_coming_days(at=timezone.now())
    sweeps.keep_service_times(at=timezone.now())
