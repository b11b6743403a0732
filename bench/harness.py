# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How a measure is taken, compared and written down."""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Round:
    """One round: our figure, and the reference's, taken one right after the other."""

    value: float
    reference: float


@dataclass(slots=True)
class Figure:
    """A measure as it was found.

    :param goal: what the ratio (or, without a reference, the value) has to reach
    :param is_ceiling: the goal is a most, not a least
    :param notes: further figures, such as CPU milliseconds a request or the volume of data
    """

    name: str
    value: float
    unit: str
    goal: float
    reference: str = ""
    reference_value: float | None = None
    ratio: float | None = None
    is_ceiling: bool = False
    spread: tuple[float, float] | None = None
    notes: dict[str, object] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        judged = self.value if self.ratio is None else self.ratio
        return judged <= self.goal if self.is_ceiling else judged >= self.goal


def compared(
    name: str,
    rounds: Sequence[Round],
    *,
    unit: str,
    reference: str,
    goal: float,
    notes: dict[str, object] | None = None,
) -> Figure:
    """Return the medians of interleaved rounds and of their ratios, with the ratios' spread."""
    ratios = sorted(each.value / each.reference for each in rounds if each.reference)
    return Figure(
        name=name,
        value=statistics.median(each.value for each in rounds),
        unit=unit,
        goal=goal,
        reference=reference,
        reference_value=statistics.median(each.reference for each in rounds),
        ratio=statistics.median(ratios),
        spread=(ratios[0], ratios[-1]),
        notes=notes or {},
    )


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that this share (0 to 1) of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(act: Callable[[], object], *, times: int, warm_up: int = 3) -> list[float]:
    """Return the seconds that each call takes, after a warm-up that does not count."""
    for _ in range(warm_up):
        act()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - began)
    return seconds


def print_table(figures: Sequence[Figure]) -> None:
    """Print one line for each measure."""
    columns = "{:<28} {:>10} {:<8} {:>10} {:>7} {:>13} {:>6}  {}"
    print(columns.format("measure", "value", "unit", "reference", "ratio", "spread", "goal", ""))
    for each in figures:
        reference = "" if each.reference_value is None else f"{each.reference_value:.1f}"
        ratio = "" if each.ratio is None else f"{each.ratio:.3f}"
        spread = "" if each.spread is None else f"{each.spread[0]:.3f}–{each.spread[1]:.3f}"
        sign = "✓" if each.met else "✗ missed"
        goal = f"{'≤' if each.is_ceiling else '≥'}{each.goal:g}"
        value = f"{each.value:.1f}" if each.value < 1e6 else f"{each.value:.3g}"
        print(columns.format(each.name, value, each.unit, reference, ratio, spread, goal, sign))
        for key, note in each.notes.items():
            print(f"    {key}: {note}")


def write(figures: Sequence[Figure], path: Path, *, surroundings: Mapping[str, object]) -> None:
    """Write the figures with what they were measured on: machine, versions, volume, settings."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(
            {
                "measured_at": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
                "machine": machine(),
                **surroundings,
                "measures": [asdict(each) | {"met": each.met} for each in figures],
            },
            ensure_ascii=False,
            indent=1,
        )
    )


def machine() -> dict[str, object]:
    """Return what the figures were taken on."""
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "processor": _processor(),
        "system": platform.platform(),
        "python": sys.version.split()[0],
        "revision": _revision(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if "model name" in line), "")


def _revision() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
