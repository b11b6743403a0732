# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Legal clocks on the real calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.conftest import CALENDAR_FILE
from yiwang.foundation import calendar_lists
from yiwang.foundation.calendar import Deadline, WorkingCalendar
from yiwang.foundation.errors import LawReference
from yiwang.workflow.clock import (
    LICENSING,
    STOP_REASONS,
    ClockTerms,
    LegalClock,
    Procedure,
    Stop,
    Unit,
    due,
    stop_reason,
)
from yiwang.workflow.errors import (
    ClockStands,
    NotAStopReason,
)

CALENDAR = WorkingCalendar(calendar_lists.read_calendar_file(CALENDAR_FILE))
CLOCK = LegalClock(CALENDAR)
WORKDAYS = ClockTerms(20)


def stop(first: date, last: date | None, procedure: str = Procedure.EXPERT_REVIEW) -> Stop:
    return Stop(procedure, first, last)


# ── counting


def test_the_day_of_acceptance_does_not_count():
    assert CLOCK.due(date(2026, 11, 23), ClockTerms(1)).on == date(2026, 11, 24)


def test_twenty_working_days_skip_weekends():
    assert CLOCK.due(date(2026, 11, 2), WORKDAYS) == Deadline(
        date(2026, 11, 30), is_provisional=False
    )


def test_a_make_up_saturday_counts_and_a_holiday_does_not():
    # National Day 2025: 1 to 8 October off; Sunday 28 September is a working day.
    assert CLOCK.due(date(2025, 9, 26), ClockTerms(5)).on == date(2025, 10, 10)


def test_a_limit_of_none_ends_on_the_day_itself():
    assert CLOCK.due(date(2026, 11, 23), ClockTerms(0)).on == date(2026, 11, 23)


def test_calendar_days_count_weekends_too():
    assert CLOCK.due(date(2026, 11, 2), ClockTerms(15, Unit.DAY)).on == date(2026, 11, 17)


def test_a_term_in_days_that_ends_on_a_day_off_ends_on_the_next_working_day():
    saturday = date(2026, 11, 7)

    assert CLOCK.due(saturday - timedelta(days=15), ClockTerms(15, Unit.DAY)).on == date(
        2026, 11, 9
    )


def test_a_term_that_does_not_roll_ends_where_it_ends():
    terms = ClockTerms(15, Unit.DAY, rolls=False)

    assert CLOCK.due(date(2026, 10, 23), terms).on == date(2026, 11, 7)


def test_a_month_ends_on_the_matching_day():
    assert CLOCK.due(date(2026, 3, 10), ClockTerms(2, Unit.MONTH, rolls=False)).on == date(
        2026, 5, 10
    )


def test_a_month_without_the_matching_day_ends_on_its_last():
    terms = ClockTerms(1, Unit.MONTH, rolls=False)

    assert CLOCK.due(date(2026, 1, 31), terms).on == date(2026, 2, 28)


def test_a_year_from_the_leap_day_ends_on_the_last_of_february():
    terms = ClockTerms(1, Unit.YEAR, rolls=False)

    assert CLOCK.due(date(2024, 2, 29), terms).on == date(2025, 2, 28)


def test_a_term_that_reaches_a_year_without_a_list_is_provisional():
    assert CLOCK.due(date(2026, 12, 20), WORKDAYS).is_provisional
    assert CLOCK.due(date(2026, 12, 20), ClockTerms(30, Unit.DAY)).is_provisional
    assert not CLOCK.due(date(2026, 12, 20), ClockTerms(30, Unit.DAY, rolls=False)).is_provisional


@pytest.mark.parametrize("limit", [-1, 1001])
def test_a_limit_beyond_reason_is_a_mistake(limit: int):
    with pytest.raises(ValueError, match="time limit"):
        ClockTerms(limit)


# ── stopping


@pytest.mark.parametrize("procedure", sorted(STOP_REASONS))
def test_what_article_45_lists_stops_the_clock(procedure: str):
    reason = stop_reason(procedure)

    assert reason.law == LawReference(LICENSING, "45")


@pytest.mark.parametrize(
    "procedure", [Procedure.SITE_VISIT, Procedure.PUBLIC_NOTICE, "lunch", "", "HEARING"]
)
def test_nothing_else_stops_it(procedure: str):
    with pytest.raises(NotAStopReason) as refusal:
        stop_reason(procedure)

    assert refusal.value.law == LawReference(LICENSING, "45")
    assert "第四十五条" in str(refusal.value)


def test_a_visit_stops_it_only_where_the_items_own_law_says_so():
    law = LawReference("某某条例", "12")

    assert stop_reason(Procedure.SITE_VISIT, special={Procedure.SITE_VISIT: law}).law == law


def test_a_law_cannot_invent_a_procedure_that_nobody_knows():
    with pytest.raises(NotAStopReason):
        stop_reason("lunch", special={"lunch": LawReference("某某条例", "1")})


def test_days_on_which_the_clock_stands_do_not_count():
    # Ten working days from Monday 2 November; it stands from the 5th to the 11th: five of them.
    stops = [stop(date(2026, 11, 5), date(2026, 11, 11))]

    assert CLOCK.due(date(2026, 11, 2), ClockTerms(10)).on == date(2026, 11, 16)
    assert CLOCK.due(date(2026, 11, 2), ClockTerms(10), stops).on == date(2026, 11, 23)


def test_stops_that_overlap_count_once():
    stops = [
        stop(date(2026, 11, 5), date(2026, 11, 9)),
        stop(date(2026, 11, 6), date(2026, 11, 11), Procedure.TESTING),
    ]

    assert CLOCK.due(date(2026, 11, 2), ClockTerms(10), stops).on == date(2026, 11, 23)


def test_a_stop_in_a_term_of_months_moves_its_end_by_the_days_it_lasted():
    terms = ClockTerms(1, Unit.MONTH, rolls=False)
    stops = [stop(date(2026, 11, 5), date(2026, 11, 9))]

    assert CLOCK.due(date(2026, 11, 2), terms, stops).on == date(2026, 12, 7)


def test_while_the_clock_stands_there_is_no_last_day():
    with pytest.raises(ClockStands, match="专家评审"):
        CLOCK.due(date(2026, 11, 2), ClockTerms(10), [stop(date(2026, 11, 5), None)])


# ── days left


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 11, 27), 1),
        (date(2026, 11, 28), 1),
        (date(2026, 11, 30), 0),
        (date(2026, 12, 1), -1),
        (date(2026, 12, 6), -4),
    ],
)
def test_the_days_left_are_working_days(today: date, left: int):
    assert CLOCK.days_left(date(2026, 11, 30), today=today) == left


def test_the_days_left_of_a_term_in_days_are_days():
    assert CLOCK.days_left(date(2026, 11, 30), today=date(2026, 11, 27), unit=Unit.DAY) == 3


# ── properties

STARTS = st.dates(date(2015, 1, 1), date(2026, 6, 30))
LIMITS = st.integers(1, 60)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4)
UNITS = st.sampled_from(Unit)


@given(STARTS, LIMITS)
def test_a_deadline_in_working_days_has_exactly_that_many_behind_it(start: date, limit: int):
    end = CLOCK.due(start, ClockTerms(limit)).on

    assert CALENDAR.is_workday(end)
    assert CALENDAR.workdays_between(start, end) == limit


@given(STARTS, LIMITS, SPANS)
def test_counted_days_are_those_on_which_the_clock_ran(
    start: date, limit: int, spans: list[tuple[int, int]]
):
    stops = [
        stop(start + timedelta(days=a), start + timedelta(days=a + length)) for a, length in spans
    ]
    standing = {start + timedelta(days=a + n) for a, length in spans for n in range(length + 1)}

    end = CLOCK.due(start, ClockTerms(limit), stops).on

    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    counted = [day for day in days if CALENDAR.is_workday(day) and day not in standing]
    assert len(counted) == limit
    assert counted[-1] == end


@given(STARTS, LIMITS, UNITS, SPANS)
def test_a_stop_never_brings_the_end_nearer(
    start: date, limit: int, unit: Unit, spans: list[tuple[int, int]]
):
    terms = ClockTerms(
        min(limit, 12) if unit is Unit.MONTH else min(limit, 3) if unit is Unit.YEAR else limit,
        unit,
    )
    stops = [
        stop(start + timedelta(days=a), start + timedelta(days=a + length)) for a, length in spans
    ]

    assert due(start, terms, stops, CALENDAR).on >= due(start, terms, (), CALENDAR).on


@given(STARTS, st.integers(1, 24), st.integers(1, 24))
def test_a_longer_term_never_ends_earlier(start: date, one: int, two: int):
    for unit in Unit:
        shorter, longer = sorted((one, two))
        assert (
            CLOCK.due(start, ClockTerms(shorter, unit)).on
            <= CLOCK.due(start, ClockTerms(longer, unit)).on
        )
