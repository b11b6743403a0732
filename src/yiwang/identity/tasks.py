# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of this room: what runs by the clock."""

from importlib import import_module

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.actors import system_actor
from yiwang.identity import services

ACTOR = system_actor("identity-sweep")


@app.periodic(cron="17 * * * *")
@app.task(name="identity.clear_expired", queueing_lock="identity.clear_expired")
def clear_expired(timestamp: int) -> None:
    """Delete tokens, sessions and counts of attempts whose time is over."""
    services.clear_expired(at=timezone.now())
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@app.periodic(cron="37 2 * * *")
@app.task(name="identity.close_former_staff", queueing_lock="identity.close_former_staff")
def close_former_staff(timestamp: int) -> None:
    """Close the accounts of staff whose last post ended two days ago."""
    services.close_accounts_of_former_staff(actor=ACTOR, at=timezone.now())
