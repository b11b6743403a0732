# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the case room: what runs by the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.cases import paper_batch_tasks  # noqa: F401 - its jobs
from yiwang.cases.automation import tasks as automation_tasks  # noqa: F401 - its jobs
from yiwang.cases.services import sweeps
from yiwang.cases.spared import tasks as spared_tasks  # noqa: F401 - its jobs


@app.periodic(cron="*/5 * * * *")
@app.task(queue="sweeps", queueing_lock="cases.sweeps", pass_context=False)
def sweep_cases(timestamp: int) -> None:
    """Accept what nobody answered, fire timers, forget old drafts, mend provisional deadlines."""
    sweeps.run_sweeps(at=timezone.now())
