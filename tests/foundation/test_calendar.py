# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Counting working days."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.calendar import CalendarEntry, Deadline, WorkingCalendar, YearList
from yiwang.foundation.enums import CalendarDayKind

WORKDAYS = Path(__file__).parents[2] / "data" / "calendar" / "workdays_per_year.csv"
KINDS = st.sampled_from(list(CalendarDayKind))


@st.composite
def invented_calendars(draw) -> WorkingCalendar:
    """Calendars denser in exceptions than any real one."""
    years = []
    for year in draw(st.lists(st.integers(2020, 2024), unique=True, max_size=3)):
        days = draw(st.dictionaries(st.integers(0, 364), KINDS, max_size=80))
        entries = tuple(
            CalendarEntry(date(year, 1, 1) + timedelta(days=place), kind)
            for place, kind in days.items()
        )
        years.append(YearList(year, entries))
    return WorkingCalendar(years)


def counted_one_by_one(calendar: WorkingCalendar, start: date, count: int) -> date:
    day = start
    while count:
        day += timedelta(days=1)
        count -= calendar.is_workday(day)
    return day


def years_of_work() -> list[tuple[int, int]]:
    with WORKDAYS.open(encoding="utf-8") as file:
        return [(int(row["year"]), int(row["workdays"])) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("year", "workdays"), years_of_work())
def test_each_year_has_as_many_working_days_as_counted_elsewhere(calendar, year, workdays):
    assert calendar.workdays_in(year) == workdays


@pytest.mark.parametrize(
    ("day", "is_workday"),
    [
        (date(2026, 2, 13), True),  # Friday
        (date(2026, 2, 14), True),  # Saturday, made up for the Spring Festival
        (date(2026, 2, 15), False),
        (date(2026, 2, 23), False),  # Monday, still holiday
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),  # Saturday, made up
        (date(2026, 3, 1), False),  # Sunday
        (date(2026, 9, 20), True),  # Sunday, made up for the National Day
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),  # Saturday, made up
    ],
)
def test_days_of_2026(calendar, day, is_workday):
    assert calendar.is_workday(day) is is_workday


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        # Thursday; then Friday 13, the made-up Saturday 14, nine days off, and 24 to 26.
        (date(2026, 2, 12), 5, date(2026, 2, 26)),
        # The made-up Saturday 28 February is the fourth day.
        (date(2026, 2, 24), 4, date(2026, 2, 28)),
        # A start on a holiday: the first working day after it is day one.
        (date(2026, 2, 18), 1, date(2026, 2, 24)),
        # Across the National Day: 28 to 30 September, 8 to 10 October, 12 October.
        (date(2026, 9, 27), 7, date(2026, 10, 12)),
        # Twenty days from a Monday without any holiday between.
        (date(2026, 7, 6), 20, date(2026, 8, 3)),
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
    ],
)
def test_time_limits_counted_by_hand(calendar, start, count, end):
    assert calendar.add_workdays(start, count) == Deadline(end, is_provisional=False)


def test_the_day_that_starts_the_clock_does_not_count(calendar):
    monday = date(2026, 11, 23)

    assert calendar.workdays_between(monday, monday) == 0
    assert calendar.add_workdays(monday, 5).on == date(2026, 11, 30)


def test_a_deadline_in_a_year_without_a_list_is_provisional(calendar):
    assert not calendar.is_published(2027)
    assert calendar.add_workdays(date(2026, 12, 30), 1) == Deadline(date(2026, 12, 31), False)
    # By the plain week alone: 4 January 2027 may yet become a holiday.
    assert calendar.add_workdays(date(2026, 12, 30), 3) == Deadline(date(2027, 1, 4), True)


def test_a_limit_that_only_starts_in_an_unpublished_year_is_not_provisional():
    known = YearList(2027, (CalendarEntry(date(2027, 1, 1), CalendarDayKind.HOLIDAY),))
    calendar = WorkingCalendar([known])

    assert calendar.add_workdays(date(2026, 12, 31), 1) == Deadline(date(2027, 1, 4), False)


def test_a_limit_across_a_year_without_a_list_is_provisional():
    holiday = CalendarDayKind.HOLIDAY
    calendar = WorkingCalendar(
        YearList(year, (CalendarEntry(date(year, 1, 1), holiday),)) for year in (2025, 2027)
    )

    assert calendar.add_workdays(date(2025, 12, 1), 300).is_provisional
    assert not calendar.add_workdays(date(2025, 12, 1), 5).is_provisional


def test_without_any_list_there_is_the_plain_week():
    calendar = WorkingCalendar()

    assert calendar.add_workdays(date(2026, 2, 13), 1) == Deadline(date(2026, 2, 16), True)
    assert calendar.workdays_between(date(2026, 2, 1), date(2026, 2, 28)) == 20


def test_a_limit_in_calendar_days_that_ends_on_a_holiday_ends_after_it(calendar):
    assert calendar.workday_on_or_after(date(2026, 2, 17)).on == date(2026, 2, 24)
    assert calendar.workday_on_or_after(date(2026, 2, 14)).on == date(2026, 2, 14)
    assert calendar.workday_on_or_after(date(2027, 1, 4)) == Deadline(date(2027, 1, 4), True)


def test_days_that_lie_back_are_counted_negative(calendar):
    assert calendar.workdays_between(date(2026, 2, 26), date(2026, 2, 12)) == -5


@pytest.mark.parametrize("count", [0, -1])
def test_a_limit_has_at_least_one_day(calendar, count):
    with pytest.raises(ValueError, match="at least one"):
        calendar.add_workdays(date(2026, 1, 5), count)


@pytest.mark.parametrize("count", [10_000_000, 10**30])
def test_a_limit_ends_before_the_year_10000(calendar, count):
    with pytest.raises(ValueError, match="9999"):
        calendar.add_workdays(date(2026, 1, 5), count)


def test_a_calendar_names_each_day_once():
    twice = CalendarEntry(date(2026, 1, 1), CalendarDayKind.HOLIDAY)

    with pytest.raises(ValueError, match="once"):
        WorkingCalendar([YearList(2026, (twice, twice))])


@given(invented_calendars(), st.dates(date(2019, 6, 1), date(2025, 6, 1)), st.integers(1, 400))
def test_the_quick_count_equals_counting_day_by_day(calendar, start, count):
    end = calendar.add_workdays(start, count).on

    assert end == counted_one_by_one(calendar, start, count)
    assert calendar.is_workday(end)
    assert calendar.workdays_between(start, end) == count


@given(
    invented_calendars(),
    st.dates(date(2019, 6, 1), date(2025, 6, 1)),
    st.dates(date(2019, 6, 1), date(2025, 6, 1)),
)
def test_the_days_between_are_those_that_one_meets(calendar, after, upto):
    first, last = min(after, upto), max(after, upto)
    met = sum(
        calendar.is_workday(first + timedelta(days=step))
        for step in range(1, (last - first).days + 1)
    )

    assert calendar.workdays_between(first, last) == met
    assert calendar.workdays_between(last, first) == -met


@given(invented_calendars(), st.dates(date(2019, 6, 1), date(2025, 6, 1)), st.integers(1, 400))
def test_a_later_start_never_ends_earlier(calendar, start, count):
    later = calendar.add_workdays(start + timedelta(days=1), count).on

    assert later >= calendar.add_workdays(start, count).on


@given(invented_calendars(), st.dates(date(2019, 6, 1), date(2025, 6, 1)), st.integers(1, 400))
def test_a_deadline_is_provisional_when_it_meets_an_unpublished_year(calendar, start, count):
    deadline = calendar.add_workdays(start, count)

    days = (deadline.on - start).days
    met = {(start + timedelta(days=step)).year for step in range(1, days + 1)}
    assert deadline.is_provisional is not all(map(calendar.is_published, met))
