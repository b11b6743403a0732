# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What workers do for rules."""

from uuid import UUID

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from yiwang.cases.automation import deciding, dry_runs, giving_up, jobs

_SOON = RetryStrategy(max_attempts=jobs.MOST_RETRIES, wait=1)


@app.task(name=jobs.DECIDE, queue=jobs.QUEUE, retry=_SOON, pass_context=True)
def decide_by_rule(context: JobContext, case_id: str) -> None:
    """Decide a case by its rule; done twice, it changes nothing.

    The last try that fails leaves the case to people; the job has failed all the same.
    """
    try:
        deciding.decide_by_rule(case_id=UUID(case_id), at=timezone.now())
    except Exception as error:
        if context.job.attempts >= jobs.MOST_RETRIES:
            giving_up.give_up(
                case_id=UUID(case_id),
                attempts=context.job.attempts + 1,
                trouble=type(error).__name__,
                at=timezone.now(),
            )
        raise


@app.periodic(cron="* * * * *")
@app.task(name="cases.rules_given_up", queueing_lock="cases.rules_given_up")
def leave_given_up_to_people(timestamp: int) -> None:
    """Leave those cases to people whose job failed for good without a word; end such dry runs."""
    giving_up.sweep(at=timezone.now())
    dry_runs.end_given_up(at=timezone.now())


@app.task(name=jobs.DRY_RUN, queue="rules", retry=_SOON)
def dry_run(dry_run_id: str) -> None:
    """Judge the next past cases of a dry run; it goes on where it stood."""
    dry_runs.go_on(dry_run_id=UUID(dry_run_id), at=timezone.now())
