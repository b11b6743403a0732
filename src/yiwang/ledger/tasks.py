# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the worker does for the ledger from time to time."""

from contextlib import suppress
from datetime import timedelta

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.ledger import configuration, selectors
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import AnchorRefused

ANSWERS_KEPT_FOR = timedelta(days=7)

log = structlog.get_logger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="ledger.reap_stalled_jobs", queueing_lock="ledger.reap_stalled_jobs")
def reap_stalled_jobs(timestamp: int) -> None:
    """Put back the jobs of workers that died."""
    ledger.reap_stalled_jobs()


@app.periodic(cron="*/10 * * * *")
@app.task(name="ledger.anchor_checkpoint", queueing_lock="ledger.anchor_checkpoint")
def anchor_checkpoint(timestamp: int) -> None:
    """Have the newest checkpoint time-stamped, if an authority is set, and watch the age."""
    if not configuration.authority_url():
        return
    now = timezone.now()
    with suppress(AnchorRefused):  # logged where it happened; what counts is how long it lasts
        ledger.anchor_checkpoint(at=now)
    age = selectors.anchor_age(at=now)
    if age.is_stale:
        log.error("ledger.anchors_stale", age=str(age.age))


@app.periodic(cron="23 3 * * *")
@app.task(name="ledger.forget_old_answers", queueing_lock="ledger.forget_old_answers")
def forget_old_answers(timestamp: int) -> None:
    """Forget the answers that nobody will ask for again."""
    ledger.forget_old_answers(before=timezone.now() - ANSWERS_KEPT_FOR)
