# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about reference data that every room may ask."""

import threading
import time
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from yiwang.foundation.calendar import CalendarEntry, WorkingCalendar, YearList
from yiwang.foundation.enums import CalendarDayKind
from yiwang.foundation.models import CalendarDay, CalendarYear

SECONDS_BETWEEN_CHECKS: Final = 3.0

Version = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _HeldCalendar:
    calendar: WorkingCalendar
    version: Version
    checked_at: float


_held: _HeldCalendar | None = None
_reading = threading.Lock()


def working_calendar() -> WorkingCalendar:
    """Return the working calendar of all published years.

    A process keeps it, asks every few seconds whether a list has changed, and only then reads the
    days again.
    """
    held = _held
    if held is not None and time.monotonic() - held.checked_at < SECONDS_BETWEEN_CHECKS:
        return held.calendar
    with _reading:
        return _checked(_held)


def forget_working_calendar() -> None:
    """Let the next question read the calendar again; for a process that has loaded a list."""
    global _held
    _held = None


def published_years() -> list[int]:
    """Return the years whose list is known, the earliest first."""
    return [year for year, _content in _current_version()]


def _checked(held: _HeldCalendar | None) -> WorkingCalendar:
    global _held
    checked_at = time.monotonic()
    version = _current_version()
    if held is not None and held.version == version:
        calendar = held.calendar
    else:
        calendar = WorkingCalendar(_year_lists(version))
    _held = _HeldCalendar(calendar=calendar, version=version, checked_at=checked_at)
    return calendar


def _current_version() -> Version:
    years = CalendarYear.objects.filter(is_published=True).order_by("year")
    return tuple(years.values_list("year", "content_hash"))


def _year_lists(version: Version) -> list[YearList]:
    # A list that is loaded between the two queries shows in the version at the next check.
    years = [year for year, _content in version]
    days = CalendarDay.objects.filter(year__in=years).order_by("day")
    entries = [
        CalendarEntry(day=day, kind=CalendarDayKind(kind), name=name)
        for day, kind, name in days.values_list("day", "kind", "name")
    ]
    by_year = {
        year: tuple(group) for year, group in groupby(entries, key=lambda entry: entry.day.year)
    }
    return [YearList(year=year, entries=by_year.get(year, ())) for year in years]
