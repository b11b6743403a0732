# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of this room: setting pages in type, and keeping the store sound."""

from uuid import UUID

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

from yiwang.documents import exporting, issuing, turns, upkeep
from yiwang.documents.errors import ScannerUnavailable, StorageUnavailable
from yiwang.documents.translating import making

_PATIENTLY = RetryStrategy(
    max_attempts=10, exponential_wait=2, retry_exceptions=[StorageUnavailable, JobAborted]
)
_IN_TURN = turns.InTurn(
    max_attempts=10, exponential_wait=2, retry_exceptions=[StorageUnavailable, JobAborted]
)


@app.task(name=issuing.RENDER_TASK, queue=issuing.RENDER_QUEUE, retry=_IN_TURN)
def render(document_id: str) -> None:
    """Set the page of an issued document and its translations; done twice, it changes nothing."""
    with turns.for_issuing():
        issuing.render_now(UUID(document_id))
        making.set_waiting(UUID(document_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="documents.render_overdue", queueing_lock="documents.render_overdue")
def render_overdue(timestamp: int) -> None:
    """Pick up documents whose job was lost."""
    issuing.render_overdue(at=timezone.now())


@app.periodic(cron="7,27,47 * * * *")
@app.task(name="documents.scrub_files", queueing_lock="documents.scrub_files")
def scrub_files(timestamp: int) -> None:
    """Compare another batch of stored files with their hashes."""
    upkeep.scrub_files(at=timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(name="documents.sweep_orphans", queueing_lock="documents.sweep_orphans")
def sweep_orphans(timestamp: int) -> None:
    """Drop what no row points to."""
    upkeep.sweep_orphans(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(
    name="documents.scan_unscanned",
    queueing_lock="documents.scan_unscanned",
    retry=RetryStrategy(max_attempts=3, wait=60, retry_exceptions=[ScannerUnavailable]),
)
def scan_unscanned(timestamp: int) -> None:
    """Scan files from before the scanner was set."""
    upkeep.scan_unscanned(at=timezone.now())


@app.task(name=exporting.PACK_TASK, retry=_PATIENTLY, pass_context=True)
def pack_export(context: JobContext, export_id: str) -> None:
    """Pack a copy of somebody's data; done twice, it changes nothing.

    A worker that has to stop gives a long copy up, and the next one packs it.
    """

    def go_on() -> None:
        if context.should_abort():
            raise JobAborted

    exporting.pack_export(UUID(export_id), at=timezone.now(), go_on=go_on)


@app.periodic(cron="51 * * * *")
@app.task(name="documents.drop_exports", queueing_lock="documents.drop_exports")
def drop_exports(timestamp: int) -> None:
    """Delete copies whose days are over."""
    exporting.drop_exports(at=timezone.now())
