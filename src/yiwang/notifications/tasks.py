# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the message room: what goes out of the site, every minute."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.notifications import planning, sending


@app.periodic(cron="* * * * *")
@app.task(name="notifications.send", queueing_lock="notifications.send", pass_context=False)
def send(timestamp: int) -> None:
    """Plan what is new, hand over what is due, look after receipts that never came."""
    at = timezone.now()
    while planning.plan(at=at) == planning.BATCH:
        pass
    sending.send_due(at=at)
    planning.give_up_unanswered(at=at)
