# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of nothing asked twice: what runs by the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.cases.spared import waiting


@app.periodic(cron="1-59/5 * * * *")
@app.task(queue="sweeps", queueing_lock="cases.look_later", pass_context=False)
def look_later(timestamp: int) -> None:
    """Ask sources again that did not answer, and erase what drafts no longer keep."""
    at = timezone.now()
    waiting.look_later(at=at)
    waiting.forget_old_findings(at=at)
