# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures for Prometheus; several processes share them when PROMETHEUS_MULTIPROC_DIR is set."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import structlog
from django.db import DatabaseError
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    Metric,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

logger = structlog.get_logger("yiwang.figures")

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

_requests = Counter("yiwang_requests_total", "Requests answered.", ["method", "route", "status"])
_seconds = Histogram(
    "yiwang_request_seconds",
    "Seconds from the first middleware to the answer.",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)

Sample = tuple[Mapping[str, str], float]


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure that is asked for when somebody looks, such as a queue's length.

    :param labels: names of the labels that every sample carries
    :param read: returns the samples now
    """

    name: str
    explanation: str
    labels: tuple[str, ...]
    read: Callable[[], Iterable[Sample]]


_gauges: dict[str, Gauge] = {}


def register_gauge(gauge: Gauge) -> None:
    """Add a figure to /metrics; registering a name again replaces it."""
    _gauges[gauge.name] = gauge


def count_request(*, method: str, route: str, status: int, seconds: float) -> None:
    """Record one answered request; unknown methods share a label, so callers cannot add any."""
    known = method if method in _METHODS else "other"
    _requests.labels(known, route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


class _Asked(Collector):
    def collect(self) -> Iterator[Metric]:
        for gauge in _gauges.values():
            family = GaugeMetricFamily(gauge.name, gauge.explanation, labels=gauge.labels)
            try:
                for labels, value in gauge.read():
                    family.add_metric([labels[label] for label in gauge.labels], value)
            except DatabaseError as error:
                logger.warning("gauge unknown", gauge=gauge.name, error=str(error))
                continue  # the other figures tell what happens just when the database is away
            yield family


def exposition() -> bytes:
    """Return all figures in Prometheus' text format."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Counted())
    registry.register(_Asked())
    return generate_latest(registry)


class _Counted(Collector):
    """What this one process counted itself."""

    def collect(self) -> Iterator[Metric]:
        yield from REGISTRY.collect()
