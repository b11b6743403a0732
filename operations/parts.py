# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The long-running parts besides the web server; each runs until it is asked to stop."""

import asyncio
import signal
import threading
from collections.abc import Callable

from django.db import close_old_connections


def run_sequencer() -> None:
    """Give committed facts their order, hash them and sign checkpoints."""
    from yiwang.ledger import services as ledger

    _run_until_stopped(ledger.run_sequencer)


def run_consumers(only: str | None = None) -> None:
    """Hand the ledger's facts to every subscription, or to one."""
    from yiwang.ledger import services as ledger

    _run_until_stopped(lambda stop: ledger.run_subscriptions(stop, only=only))


def _run_until_stopped(work: Callable[[threading.Event], None]) -> None:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        work(stop)
    finally:
        close_old_connections()


def run_worker(*, concurrency: int) -> None:
    """Do jobs until asked to stop; what is begun gets fifteen seconds to end."""
    asyncio.run(_work(concurrency))


async def _work(concurrency: int) -> None:
    from procrastinate.contrib.django import app

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as working:
        async with working.open_async():
            await working.run_worker_async(
                concurrency=concurrency, shutdown_graceful_timeout=15, delete_jobs="successful"
            )
