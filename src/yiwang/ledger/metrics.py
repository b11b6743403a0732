# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the ledger shows to Prometheus; register the collector once in each web process."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from yiwang.ledger import selectors


class LedgerCollector(Collector):
    """Asks the database when it is scraped, so that every process tells the same."""

    def describe(self) -> Iterable[Metric]:
        """Say nothing beforehand: registering must not ask the database."""
        return ()

    def collect(self) -> Iterator[Metric]:
        yield from _sequencer()
        yield from _subscriptions()
        yield from _log()


def _sequencer() -> Iterator[Metric]:
    lag = selectors.sequencer_lag()
    yield _gauge("yiwang_ledger_unsequenced_events", "Facts without a number.", lag.events)
    yield _gauge("yiwang_ledger_unsequenced_seconds", "Age of the oldest of them.", lag.seconds)


def _subscriptions() -> Iterator[Metric]:
    events = GaugeMetricFamily(
        "yiwang_ledger_subscription_lag_events",
        "Events that a subscription has not read.",
        labels=["subscription"],
    )
    seconds = GaugeMetricFamily(
        "yiwang_ledger_subscription_lag_seconds",
        "Age of the oldest of them.",
        labels=["subscription"],
    )
    failures = GaugeMetricFamily(
        "yiwang_ledger_subscription_failures",
        "Failures since the subscription's handler last succeeded.",
        labels=["subscription"],
    )
    for lag in selectors.subscription_lags():
        events.add_metric([lag.name], lag.events)
        seconds.add_metric([lag.name], lag.seconds)
        failures.add_metric([lag.name], lag.failures)
    yield from (events, seconds, failures)


def _log() -> Iterator[Metric]:
    now = timezone.now()
    checkpoint = selectors.latest_checkpoint()
    if checkpoint is not None:
        yield _gauge(
            "yiwang_ledger_signed_events", "Events under a signed checkpoint.", checkpoint.size
        )
        age = (now - checkpoint.at).total_seconds()
        yield _gauge("yiwang_ledger_checkpoint_age_seconds", "Age of the newest one.", age)
    anchors = selectors.anchor_age(at=now)
    if anchors.age is not None:
        yield _gauge(
            "yiwang_ledger_anchor_age_seconds",
            "Age of the newest time stamp over a checkpoint.",
            anchors.age.total_seconds(),
        )
    yield _gauge(
        "yiwang_ledger_anchors_stale",
        "1 when the authority has stamped nothing for too long.",
        int(anchors.is_stale),
    )


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)
