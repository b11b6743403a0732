# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the rooms let be watched: gauges of /metrics and questions of /readyz."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from yiwang.foundation.web.figures import Gauge, Sample, register_gauge
from yiwang.foundation.web.health import register_check
from yiwang.ledger import selectors as ledger


def _waiting_facts() -> Iterator[Sample]:
    yield {}, ledger.sequencer_lag().events


def _waiting_seconds() -> Iterator[Sample]:
    yield {}, ledger.sequencer_lag().seconds


def _subscription_seconds() -> Iterator[Sample]:
    for lag in ledger.subscription_lags():
        yield {"subscription": lag.name}, lag.seconds


def _subscription_failures() -> Iterator[Sample]:
    for lag in ledger.subscription_lags():
        yield {"subscription": lag.name}, lag.failures


def _jobs() -> Iterator[Sample]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
        for status, count in cursor.fetchall():
            yield {"status": status}, count


def _sequencer_keeps_up() -> str:
    seconds = ledger.sequencer_lag().seconds
    if seconds <= settings.READY_MAX_LAG_SECONDS:
        return ""
    return f"a fact has been waiting for its number for {seconds:.0f} s"


def register() -> None:
    """Register everything; done once, when the routes are read."""
    for gauge in (
        Gauge(
            "yiwang_ledger_waiting_facts",
            "Committed facts without a number.",
            (),
            _waiting_facts,
        ),
        Gauge(
            "yiwang_ledger_waiting_seconds",
            "Age of the oldest fact without a number.",
            (),
            _waiting_seconds,
        ),
        Gauge(
            "yiwang_subscription_lag_seconds",
            "Age of the oldest fact that a subscription has not read.",
            ("subscription",),
            _subscription_seconds,
        ),
        Gauge(
            "yiwang_subscription_failures",
            "Failed attempts of a subscription since it last succeeded.",
            ("subscription",),
            _subscription_failures,
        ),
        Gauge("yiwang_jobs", "Jobs by status.", ("status",), _jobs),
    ):
        register_gauge(gauge)
    register_check("sequencer", _sequencer_keeps_up)
