# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""When a place is open: hours by weekday, the State's working days, and days of their own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from yiwang.foundation.calendar import WorkingCalendar
from yiwang.halls.errors import HoursUnreadable

CHINA: Final = ZoneInfo("Asia/Shanghai")
BEFORE_OPENING: Final = timedelta(minutes=30)
BEFORE_CLOSING: Final = timedelta(minutes=15)
MOST_PERIODS: Final = 4
_PERIOD: Final = re.compile(
    r"([01][0-9]|2[0-3]):([0-5][0-9])\s*[-–—]\s*([01][0-9]|2[0-3]):([0-5][0-9])"
)

Periods = Sequence[Sequence[str]]
Week = Sequence[Periods]
"""For each weekday from Monday the periods, each from and until as HH:MM."""


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch of opening time of a day."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that departs from the week.

    :param periods: empty when closed
    """

    periods: Periods
    reason: str


def read_periods(text: str) -> list[list[str]]:
    """Return the periods of a day as typed, ``09:00-12:00 13:30-17:00``; empty for closed.

    :raises HoursUnreadable: something else, backwards, overlapping, or too many
    """
    rest = _PERIOD.sub(" ", text.replace("：", ":"))
    if rest.strip(" ,，、;；\t"):
        raise HoursUnreadable
    found = [[f"{a}:{b}", f"{c}:{d}"] for a, b, c, d in _PERIOD.findall(text.replace("：", ":"))]
    check_periods(found)
    return found


def check_periods(periods: Periods) -> None:
    """Let only periods pass that run forwards and do not overlap.

    :raises HoursUnreadable: they do not
    """
    edges = [edge for period in periods for edge in period]
    is_whole = all(len(period) == 2 for period in periods) and len(periods) <= MOST_PERIODS
    is_told = all(re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", edge) for edge in edges)
    if not (is_whole and is_told) or edges != sorted(set(edges)):
        raise HoursUnreadable


def check_week(week: Week) -> None:
    """Let only a week of seven readable days pass.

    :raises HoursUnreadable: it is none
    """
    if len(week) != 7:
        raise HoursUnreadable
    for periods in week:
        check_periods(periods)


def periods_on(
    day: date, *, week: Week, own_days: Mapping[date, OwnDay], calendar: WorkingCalendar
) -> list[Period]:
    """Return when a place is open on a day, first things first.

    A day of its own comes first; then statutory holidays are closed and made-up working days at
    weekends keep Monday's hours; the week says the rest.
    """
    own = own_days.get(day)
    if own is not None:
        return _at(day, own.periods)
    is_weekend = day.weekday() >= 5
    if calendar.is_workday(day):
        return _at(day, week[0] if is_weekend else week[day.weekday()])
    if is_weekend and not calendar.is_holiday(day):
        return _at(day, week[day.weekday()])
    return []


def takes_tickets(at: datetime, periods: Sequence[Period]) -> bool:
    """Tell whether tickets are given out: from shortly before opening to shortly before closing."""
    if not periods:
        return False
    first, last = periods[0].starts_at - BEFORE_OPENING, periods[-1].ends_at - BEFORE_CLOSING
    return first <= at <= last


def is_open(at: datetime, periods: Sequence[Period]) -> bool:
    """Tell whether a place is open at a moment."""
    return any(period.starts_at <= at < period.ends_at for period in periods)


def slots_in(periods: Sequence[Period], *, minutes: int) -> list[Period]:
    """Return the whole slots that fit into the opening time of a day."""
    length, found = timedelta(minutes=minutes), []
    for period in periods:
        begins = period.starts_at
        while begins + length <= period.ends_at:
            found.append(Period(begins, begins + length))
            begins += length
    return found


def shown(periods: Periods) -> str:
    """Return periods as people write them."""
    return " ".join(f"{period[0]}-{period[1]}" for period in periods)


def _at(day: date, periods: Periods) -> list[Period]:
    return [Period(_moment(day, begins), _moment(day, ends)) for begins, ends in periods]


def _moment(day: date, clock: str) -> datetime:
    hour, minute = clock.split(":")
    return datetime.combine(day, time(int(hour), int(minute)), tzinfo=CHINA)
