# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a computed value may call beside CEL's own: sums, counts, rounding, days, joined texts.

Numbers come and go as CEL's doubles, but are summed and rounded as decimals of fifteen digits, so
that money adds up. A function never raises: what it cannot do is null, and ``trouble`` says why.
"""

import calendar
import math
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Final

LONGEST: Final = 10_000
DIGITS: Final = 15
"""A double holds every decimal of this many digits."""


class Trouble(StrEnum):
    """Why nothing could be computed."""

    MISSING = "missing"
    DIVIDED = "divided"
    LARGE = "large"
    LONG = "long"
    PRIVATE = "private"
    MISUSED = "misused"
    FAILED = "failed"


def exact(number: float) -> Decimal:
    """Return the decimal that a double stands for."""
    return Decimal(format(number, f".{DIGITS}g"))


def rounded(number: Decimal, places: int, way: str = ROUND_HALF_UP) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), way)


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def day_of(text: object) -> date | None:
    """Return the day that a stored date says; None when it says none."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


class Calls:
    """The functions of one evaluation.

    :ivar trouble: the first thing that one of them could not do
    :ivar misused: the name of the function that was handed what it does not take
    """

    def __init__(self) -> None:
        self.trouble: Trouble | None = None
        self.misused = ""

    def named(self, names: Iterable[str]) -> dict[str, Callable[..., Any]]:
        return {name: self._bound(name) for name in names if name in FUNCTIONS}

    def _bound(self, name: str) -> Callable[..., Any]:
        call, kinds = FUNCTIONS[name]

        def called(*given: Any) -> Any:
            if len(given) != len(kinds) or not all(map(_fits, given, kinds)):
                self.misused = self.misused or name
                return self._note(Trouble.MISUSED)
            if any(value is None for value in given):
                return None
            try:
                return self._bounded(call(*given))
            except (ArithmeticError, ValueError):
                return self._note(Trouble.LARGE)

        return called

    def _bounded(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST:
            return self._note(Trouble.LONG)
        return float(value) if isinstance(value, int | Decimal) else value

    def _note(self, trouble: Trouble) -> None:
        self.trouble = self.trouble or trouble


def _fits(value: Any, kind: str) -> bool:
    """Say whether a value is what a function takes there; null is, it has not been filled in."""
    if value is None:
        return True
    match kind:
        case "numbers":
            return isinstance(value, list) and all(one is None or is_number(one) for one in value)
        case "list":
            return isinstance(value, list)
        case "number":
            return is_number(value)
        case "any":
            return isinstance(value, str) or is_number(value)
    return isinstance(value, str)


def _there(values: list[Any]) -> list[Any]:
    return [value for value in values if value is not None]


def _sum(values: list[float | None]) -> Decimal | None:
    there = _there(values)
    return sum(map(exact, there), Decimal(0)) if there or not values else None


def _count(values: list[Any]) -> int:
    return len(_there(values))


def _least(values: list[float | None]) -> float | None:
    return min(_there(values), default=None)


def _most(values: list[float | None]) -> float | None:
    return max(_there(values), default=None)


def _round(number: float, places: float) -> Decimal:
    return rounded(exact(number), max(0, min(int(places), 6)))


def _floor(number: float) -> Decimal:
    return rounded(exact(number), 0, ROUND_FLOOR)


def _ceil(number: float) -> Decimal:
    return rounded(exact(number), 0, ROUND_CEILING)


def _days(since: str, until: str) -> int | None:
    first, last = day_of(since), day_of(until)
    return (last - first).days if first and last else None


def _months(since: str, until: str) -> int | None:
    """Return the whole months between two days; the last day of a month ends one begun later."""
    first, last = day_of(since), day_of(until)
    if first is None or last is None:
        return None
    return _whole_months(first, last) if first <= last else -_whole_months(last, first)


def _whole_months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    is_end = last.day == calendar.monthrange(last.year, last.month)[1]
    return months if last.day >= first.day or is_end else months - 1


def _years(since: str, until: str) -> int | None:
    months = _months(since, until)
    return None if months is None else math.trunc(months / 12)


def _add_days(since: str, days: float) -> str | None:
    first = day_of(since)
    return (first + timedelta(days=int(days))).isoformat() if first else None


def _add_months(since: str, months: float) -> str | None:
    first = day_of(since)
    if first is None:
        return None
    year, month = divmod(first.year * 12 + first.month - 1 + int(months), 12)
    last = calendar.monthrange(year, month + 1)[1] if 1 <= year <= 9999 else 0
    return date(year, month + 1, min(first.day, last)).isoformat()


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else format(exact(value).normalize(), "f")


def _join(values: list[Any], between: str) -> str | None:
    texts = [_text(value) for value in values if isinstance(value, str) or is_number(value)]
    return between.join(text for text in texts if text) or None


FUNCTIONS: Final[dict[str, tuple[Callable[..., Any], tuple[str, ...]]]] = {
    "sum": (_sum, ("numbers",)),
    "count": (_count, ("list",)),
    "min": (_least, ("numbers",)),
    "max": (_most, ("numbers",)),
    "round": (_round, ("number", "number")),
    "floor": (_floor, ("number",)),
    "ceil": (_ceil, ("number",)),
    "days": (_days, ("text", "text")),
    "months": (_months, ("text", "text")),
    "years": (_years, ("text", "text")),
    "add_days": (_add_days, ("text", "number")),
    "add_months": (_add_months, ("text", "number")),
    "text": (_text, ("any",)),
    "join": (_join, ("list", "text")),
}
