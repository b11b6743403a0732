# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the sharing room: what runs by the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.sharing import services


@app.periodic(cron="*/5 * * * *")
@app.task(name="sharing.send_corrections", queueing_lock="sharing.send_corrections")
def send_corrections(timestamp: int) -> None:
    """Send requests to correct to their providers; what does not go out is tried again."""
    services.send_corrections(at=timezone.now())
    services.fetch_answers(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="sharing.switch_sources", queueing_lock="sharing.switch_sources")
def switch_sources(timestamp: int) -> None:
    """Carry out switches that were agreed to and are due."""
    services.carry_out_switches(at=timezone.now())


@app.periodic(cron="7 * * * *")
@app.task(name="sharing.overdue_corrections", queueing_lock="sharing.overdue_corrections")
def overdue_corrections(timestamp: int) -> None:
    """Write down which providers have let the time for their answer go by."""
    services.note_overdue(at=timezone.now())
