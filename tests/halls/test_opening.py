# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""When a hall is open: the week, the State's list, days of its own, and what is not hours."""

from datetime import date, timedelta

import pytest

from tests.halls.world import WEEK
from yiwang.foundation.calendar import CalendarEntry, WorkingCalendar, YearList
from yiwang.foundation.enums import CalendarDayKind
from yiwang.halls import opening
from yiwang.halls.errors import HoursUnreadable

CALENDAR = WorkingCalendar(
    [
        YearList(
            2026,
            (
                CalendarEntry(date(2026, 4, 4), CalendarDayKind.HOLIDAY, "清明节"),
                CalendarEntry(date(2026, 4, 6), CalendarDayKind.HOLIDAY, "清明节"),
                CalendarEntry(date(2026, 5, 9), CalendarDayKind.MAKEUP_WORKDAY, "劳动节"),
            ),
        )
    ]
)


def hours(day: date, own_days: dict[date, opening.OwnDay] | None = None) -> str:
    periods = opening.periods_on(day, week=WEEK, own_days=own_days or {}, calendar=CALENDAR)
    return " ".join(f"{each.starts_at:%H:%M}-{each.ends_at:%H:%M}" for each in periods)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 9), "09:00-12:00 13:30-17:00"),  # a Monday
        (date(2026, 3, 14), "09:00-11:00"),  # a Saturday with hours
        (date(2026, 3, 15), ""),  # a Sunday without
        (date(2026, 4, 6), ""),  # a holiday on a Monday
        (date(2026, 4, 4), ""),  # a holiday on a Saturday that would have hours
        (date(2026, 5, 9), "09:00-12:00 13:30-17:00"),  # a made-up working Saturday: Monday's
    ],
)
def test_the_week_gives_way_to_the_states_list(day: date, expected: str):
    assert hours(day) == expected


def test_a_day_of_its_own_gives_way_to_nothing():
    own = {date(2026, 4, 6): opening.OwnDay([["10:00", "11:00"]], "值班")}

    assert hours(date(2026, 4, 6), own) == "10:00-11:00"


@pytest.mark.parametrize(
    "text",
    ["9:00-12:00", "12:00-09:00", "09:00-12:00 11:00-13:00", "24:00-25:00", "全天", "09:00-09:00"],
)
def test_what_is_no_hours_is_refused(text: str):
    with pytest.raises(HoursUnreadable):
        opening.read_periods(text)


def test_hours_are_read_as_people_type_them():
    assert opening.read_periods("09:00－12:00，13：30–17:00".replace("－", "-")) == [
        ["09:00", "12:00"],
        ["13:30", "17:00"],
    ]
    assert opening.read_periods(" ") == []


def test_slots_fill_whole_periods_only():
    periods = opening.periods_on(date(2026, 3, 9), week=WEEK, own_days={}, calendar=CALENDAR)

    spans = opening.slots_in(periods, minutes=40)

    assert len(spans) == 4 + 5
    assert all(span.ends_at - span.starts_at == timedelta(minutes=40) for span in spans)
    assert all(
        any(one.starts_at <= span.starts_at and span.ends_at <= one.ends_at for one in periods)
        for span in spans
    )
