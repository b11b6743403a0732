# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of this room: logouts on their way, and what runs by the clock."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.actors import system_actor
from yiwang.sso import services
from yiwang.sso.services import logouts

ACTOR = system_actor("sso-sweep")


@app.task(name=logouts.TASK, queue=logouts.QUEUE)
def deliver_logout(delivery_id: str) -> None:
    """Tell one client that a session ended; done twice, it changes nothing."""
    services.deliver(UUID(delivery_id), at=timezone.now())


@app.periodic(cron="*/2 * * * *")
@app.task(name="sso.sweep_sessions", queueing_lock="sso.sweep_sessions")
def sweep_sessions(timestamp: int) -> None:
    """End sessions whose time is over, and pick up logouts whose job was lost."""
    at = timezone.now()
    services.end_expired_sessions(actor=ACTOR, at=at)
    services.resend_overdue(at=at)


@app.periodic(cron="23 * * * *")
@app.task(name="sso.clear_expired", queueing_lock="sso.clear_expired")
def clear_expired(timestamp: int) -> None:
    """Forget what is long over; change keys that are due, and stop publishing old ones."""
    at = timezone.now()
    services.rotate_due_signing_keys(actor=ACTOR, at=at)
    services.clear_expired(at=at)
    services.retire_signing_keys(at=at)
