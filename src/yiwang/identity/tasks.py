# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of this room: what runs by the clock."""

from importlib import import_module

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.actors import system_actor
from yiwang.identity import services
from yiwang.identity.services import privacy_closing, privacy_erasure

ACTOR = system_actor("identity-sweep")


@app.periodic(cron="17 * * * *")
@app.task(name="identity.clear_expired", queueing_lock="identity.clear_expired")
def clear_expired(timestamp: int) -> None:
    """Delete tokens, sessions and counts of attempts whose time is over."""
    services.clear_expired(at=timezone.now())
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    services.forget_ended()


@app.periodic(cron="2,17,32,47 * * * *")
@app.task(name="identity.close_former_staff", queueing_lock="identity.close_former_staff")
def close_former_staff(timestamp: int) -> None:
    """Close the accounts of staff who have no post any more; their sessions and tokens end."""
    services.close_accounts_of_former_staff(actor=ACTOR, at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="identity.end_what_is_over", queueing_lock="identity.end_what_is_over")
def end_what_is_over(timestamp: int) -> None:
    """Note evidence, mandates and guardianships whose time is over; they give nothing already."""
    at = timezone.now()
    services.expire_evidence(actor=ACTOR, at=at)
    services.expire_mandates(actor=ACTOR, at=at)
    services.end_guardianships_of_adults(actor=ACTOR, at=at)


@app.periodic(cron="47 1 * * *")
@app.task(name="identity.recheck_legal_persons", queueing_lock="identity.recheck_legal_persons")
def recheck_legal_persons(timestamp: int) -> None:
    """Ask the register of legal persons again; end the rights of those who represent none."""
    services.recheck_legal_persons(actor=ACTOR, at=timezone.now())


@app.periodic(cron="27 2 * * *")
@app.task(name="identity.erase_past_keeping", queueing_lock="identity.erase_past_keeping")
def erase_past_keeping(timestamp: int) -> None:
    """Erase what is past its keeping time, where the law lets it go."""
    privacy_erasure.erase_past_keeping(actor=ACTOR, at=timezone.now())


@app.periodic(cron="37 * * * *")
@app.task(name="identity.close_due_accounts", queueing_lock="identity.close_due_accounts")
def close_due_accounts(timestamp: int) -> None:
    """Close the accounts whose owners wanted it and did not change their minds."""
    privacy_closing.close_due_accounts(actor=ACTOR, at=timezone.now())
