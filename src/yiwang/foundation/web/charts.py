# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A line chart as numbers: a template draws them as SVG, beside the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 200
LEFT: Final = 44
TOP: Final = 16
BOTTOM: Final = 28
_STEPS: Final = (0.5, 1, 2, 5, 10, 20, 25, 50)
_MOST_TICKS: Final = 5


@dataclass(frozen=True, slots=True)
class Point:
    """A value and its place."""

    x: int
    y: int
    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across at a value."""

    y: int
    value: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Values by day, placed in a box of ``WIDTH`` by ``HEIGHT``."""

    points: Sequence[Point]
    ticks: Sequence[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT

    @property
    def line(self) -> str:
        """The ``points`` of a polyline."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def first(self) -> Point:
        return self.points[0]

    @property
    def last(self) -> Point:
        return self.points[-1]


def line_chart(values: Sequence[tuple[date, float]]) -> LineChart | None:
    """Return a chart of values by day, the oldest first; None for fewer than two days."""
    if len(values) < 2:
        return None
    lowest, step = _scale([value for _day, value in values])
    highest = lowest + step * _MOST_TICKS
    first, last = values[0][0].toordinal(), values[-1][0].toordinal()

    def across(day: date) -> int:
        return LEFT + round((WIDTH - LEFT - 12) * (day.toordinal() - first) / (last - first or 1))

    def down(value: float) -> int:
        share = (value - lowest) / (highest - lowest)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP))

    steps = [lowest + step * number for number in range(_MOST_TICKS + 1)]
    return LineChart(
        points=[Point(across(day), down(value), day, value) for day, value in values],
        ticks=[Tick(down(value), f"{value:g}") for value in steps],
    )


def _scale(values: Sequence[float]) -> tuple[float, float]:
    """Return the lowest value of the axis and the step between its lines."""
    low, high = min(values), max(values)
    for step in _STEPS:
        lowest = low // step * step
        if lowest + step * _MOST_TICKS >= high:
            return lowest, step
    return low, (high - low) / _MOST_TICKS or 1
