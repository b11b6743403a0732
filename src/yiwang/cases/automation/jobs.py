# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of rules by name, deferred inside the transaction that asks for them."""

from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

DECIDE: Final = "cases.decide_by_rule"
QUEUE: Final = "instant"
MOST_RETRIES: Final = 5
DRY_RUN: Final = "cases.dry_run"
MOST_SWEPT: Final = 500
FIRST: Final = 100
"""Somebody waits in front of a screen: before everything that is set in type or sent."""


def defer_decision(case_id: UUID) -> None:
    """Have a case decided by its rule at once; two jobs for one case never run side by side."""
    job = app.configure_task(DECIDE, lock=f"case:{case_id}", priority=FIRST)
    job.defer(case_id=str(case_id))


def defer_dry_run(dry_run_id: UUID) -> None:
    """Have the next cases of a dry run judged."""
    job = app.configure_task(DRY_RUN, lock=f"dry-run:{dry_run_id}", priority=-FIRST)
    job.defer(dry_run_id=str(dry_run_id))


def given_up() -> list[tuple[UUID, int]]:
    """Return the cases of jobs that failed for good, newest first, and how often each was tried.

    Jobs that succeed are deleted, so that there are few.
    """
    failed = ProcrastinateJob.objects.filter(
        queue_name=QUEUE, status="failed", task_name=DECIDE
    ).order_by("-id")
    rows = failed.values_list("args", "attempts")[:MOST_SWEPT]
    return [(UUID(args["case_id"]), attempts) for args, attempts in rows]


def dry_runs_at_work() -> set[UUID]:
    """Return the dry runs for which a job waits, or runs."""
    alive = ProcrastinateJob.objects.filter(task_name=DRY_RUN, status__in=["todo", "doing"])
    return {UUID(args["dry_run_id"]) for args in alive.values_list("args", flat=True)}
