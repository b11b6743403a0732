# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Working days of the People's Republic of China, with holidays and make-up working days.

Pure: no database. A working day is Monday to Friday except the holidays that the State Council's
list for the year names, and the Saturdays and Sundays that the list makes working days. Until a
year's list is published only the plain week is known, and every answer that touches the year is
provisional.

A count of working days up to a day is a closed form for the plain week plus a running sum over the
exceptions, so each question costs one binary search.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Final

from yiwang.foundation.enums import CalendarDayKind

WORKDAYS_A_WEEK: Final = 5


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One day that departs from the plain week.

    :param name: the festival it belongs to
    """

    day: date
    kind: CalendarDayKind
    name: str = ""

    @property
    def is_workday(self) -> bool:
        return self.kind is CalendarDayKind.MAKEUP_WORKDAY


@dataclass(frozen=True, slots=True)
class YearList:
    """The published list of one year."""

    year: int
    entries: tuple[CalendarEntry, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a time limit.

    :param is_provisional: it was counted through a year whose list is not published
    """

    on: date
    is_provisional: bool


class WorkingCalendar:
    """Answers questions about working days; made once from the published lists, then constant."""

    def __init__(self, years: Iterable[YearList] = ()) -> None:
        lists = sorted(years, key=lambda year: year.year)
        entries = sorted(
            (entry for year in lists for entry in year.entries), key=lambda entry: entry.day
        )
        if any(earlier.day == later.day for earlier, later in pairwise(entries)):
            raise ValueError("A calendar names each day once.")
        self._published = frozenset(year.year for year in lists)
        self._kinds = {entry.day: entry.is_workday for entry in entries}
        self._days = [entry.day.toordinal() for entry in entries]
        self._shifts = [0, *accumulate(map(_shift, entries))]
        self._counts = [
            _weekdays_to(day) + shift
            for day, shift in zip(self._days, self._shifts[1:], strict=True)
        ]

    def is_published(self, year: int) -> bool:
        """Tell whether the year's list is known."""
        return year in self._published

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on a day."""
        return self._kinds.get(day, day.weekday() < WORKDAYS_A_WEEK)

    def is_holiday(self, day: date) -> bool:
        """Tell whether the State's list names a day as a holiday; a plain weekend it does not."""
        return self._kinds.get(day) is False

    def add_workdays(self, start: date, count: int) -> Deadline:
        """Return the last day of a time limit in working days.

        :param start: the day the clock starts; it does not count
        :param count: 1 or more
        :raises ValueError: the count is less than one, or the limit ends after the year 9999
        Source: Administrative Licensing Law (PRC), art. 82; Civil Code (PRC), art. 201.
        """
        if count < 1:
            raise ValueError("A time limit is at least one working day.")
        on = self._nth_workday(self._count_to(start) + count)
        return Deadline(on=on, is_provisional=self.is_provisional(start, on))

    def workdays_between(self, after: date, upto: date) -> int:
        """Return how many working days follow ``after``, up to and with ``upto``.

        Negative when ``upto`` is the earlier day: by so many working days it lies back.
        """
        return self._count_to(upto) - self._count_to(after)

    def workdays_in(self, year: int) -> int:
        """Return the number of working days of a year."""
        return self.workdays_between(date(year - 1, 12, 31), date(year, 12, 31))

    def workday_on_or_after(self, day: date) -> Deadline:
        """Return the day, or the next working day where it is none.

        So ends a time limit in calendar days, months or years whose last day is a holiday.
        Source: Civil Code (PRC), art. 203.
        """
        if self.is_workday(day):
            return Deadline(on=day, is_provisional=not self.is_published(day.year))
        return self.add_workdays(day, 1)

    def is_provisional(self, after: date, upto: date) -> bool:
        """Tell whether a day after ``after`` up to ``upto`` lies in an unpublished year."""
        if upto <= after:
            return False
        first = after + timedelta(days=1)
        return not all(year in self._published for year in range(first.year, upto.year + 1))

    def _count_to(self, day: date) -> int:
        ordinal = day.toordinal()
        return _weekdays_to(ordinal) + self._shifts[bisect_right(self._days, ordinal)]

    def _nth_workday(self, number: int) -> date:
        """Return the first day up to which there are ``number`` working days."""
        place = bisect_left(self._counts, number)
        ordinal = _nth_weekday(number - self._shifts[place])
        if place < len(self._days):
            # Only a make-up working day can be reached before the plain week says so.
            ordinal = min(ordinal, self._days[place])
        if ordinal > date.max.toordinal():
            raise ValueError("A time limit ends in the year 9999 at the latest.")
        return date.fromordinal(ordinal)


def day_after(day: date) -> date:
    """Return the next day; of the last day that a date can name, which people type, that day."""
    return day if day == date.max else day + timedelta(days=1)


def _shift(entry: CalendarEntry) -> int:
    return entry.is_workday - (entry.day.weekday() < WORKDAYS_A_WEEK)


def _weekdays_to(ordinal: int) -> int:
    """Return how many Mondays to Fridays lie in the days 1 (a Monday) to ``ordinal``."""
    weeks, days = divmod(ordinal, 7)
    return weeks * WORKDAYS_A_WEEK + min(days, WORKDAYS_A_WEEK)


def _nth_weekday(number: int) -> int:
    weeks, days = divmod(number - 1, WORKDAYS_A_WEEK)
    return weeks * 7 + days + 1
