# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What workers do for rules."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from yiwang.cases.automation import deciding, dry_runs, jobs

_SOON = RetryStrategy(max_attempts=5, wait=1)


@app.task(name=jobs.DECIDE, queue="instant", retry=_SOON)
def decide_by_rule(case_id: str) -> None:
    """Decide a case by its rule; done twice, it changes nothing."""
    deciding.decide_by_rule(case_id=UUID(case_id), at=timezone.now())


@app.task(name=jobs.DRY_RUN, queue="rules", retry=_SOON)
def dry_run(dry_run_id: str) -> None:
    """Judge the next past cases of a dry run; it goes on where it stood."""
    dry_runs.go_on(dry_run_id=UUID(dry_run_id), at=timezone.now())
