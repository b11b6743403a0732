# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Spans and outcomes as people read them. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from yiwang.catalogue.discretion.shape import Benchmark, Measure, MeasureKind, Span, Tier

NOTHING_SET = "不附条件"


def figure_words(figure: Decimal, unit: str) -> str:
    """Return a figure with its unit: 5,000元, 2.5年."""
    plain = f"{figure.normalize():,f}" if figure else "0"
    return f"{plain}{unit}"


def span_words(measure: Measure, span: Span | None) -> str:
    """Return how far a span goes: 3年以上5年以下, 5年, 不超过2年."""
    if span is None:
        return "—"
    if measure.kind is MeasureKind.CONDITIONS:
        return "；".join(span.choices) or NOTHING_SET
    low, high = span.lowest, span.highest
    if low is not None and low == high:
        return figure_words(low, measure.unit)
    parts = [
        f"{figure_words(low, measure.unit)}以上" if low is not None else "",
        f"{figure_words(high, measure.unit)}以下" if high is not None else "",
    ]
    return "".join(parts) or "不限"


def value_words(measure: Measure, value: str | Sequence[str]) -> str:
    """Return what was decided in one measure."""
    if isinstance(value, str):
        return figure_words(Decimal(value), measure.unit)
    return "；".join(value) or NOTHING_SET


def place_words(benchmark: Benchmark, tier: Tier | None = None) -> str:
    """Return the article: of the tier where it has its own, else of the benchmark."""
    if tier is not None and tier.article:
        return f"《{tier.law or benchmark.law}》{tier.article}"
    return f"《{benchmark.law}》{benchmark.article}"
