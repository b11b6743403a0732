# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of the foundation share."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from yiwang.foundation import calendar_lists, selectors
from yiwang.foundation.calendar import WorkingCalendar

# Machines that run the tests may be busy: how long one example takes says nothing.
hypothesis.settings.register_profile("foundation", deadline=None)
hypothesis.settings.load_profile("foundation")

CALENDAR_FILE = (
    Path(__file__).parents[2] / "data" / "calendar" / "cn_holidays_exceptions_2014_2026.csv"
)


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    """The real calendar of 2014 to 2026."""
    return WorkingCalendar(calendar_lists.read_calendar_file(CALENDAR_FILE))


@pytest.fixture
def no_held_calendar() -> Iterator[None]:
    """Begin and end without a calendar that an earlier test left in the process."""
    selectors.forget_working_calendar()
    yield
    selectors.forget_working_calendar()
