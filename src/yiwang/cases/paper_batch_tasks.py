# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What workers do for batches of papers."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.cases.services import paper_batches
from yiwang.documents import services as documents
from yiwang.documents.errors import StorageUnavailable

_IN_TURN = documents.InTurn(
    max_attempts=10, exponential_wait=2, retry_exceptions=[StorageUnavailable]
)


@app.task(name=paper_batches.JOB, queue="documents", retry=_IN_TURN)
def make_papers(batch_id: str) -> None:
    """Make the papers of a batch; done twice, it changes nothing."""
    with documents.for_issuing():
        paper_batches.go_on(batch_id=UUID(batch_id), at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="cases.paper_batches_left", queueing_lock="cases.paper_batches_left")
def take_up_batches(timestamp: int) -> None:
    """Let batches go on whose worker was lost."""
    paper_batches.take_up(at=timezone.now())
