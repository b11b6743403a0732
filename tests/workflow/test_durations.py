# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""ISO 8601 durations."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.workflow.durations import parse_duration

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("P5D", datetime(2026, 2, 5, 12, tzinfo=UTC)),
        ("PT36H", datetime(2026, 2, 2, 0, tzinfo=UTC)),
        ("P2W", datetime(2026, 2, 14, 12, tzinfo=UTC)),
        ("P1M", datetime(2026, 2, 28, 12, tzinfo=UTC)),
        ("P1Y2M3DT4H5M6S", datetime(2027, 4, 3, 16, 5, 6, tzinfo=UTC)),
        (" P1D ", datetime(2026, 2, 1, 12, tzinfo=UTC)),
    ],
)
def test_a_duration_leads_to_a_moment(text: str, end: datetime):
    assert parse_duration(text).after(NOON) == end


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "5D", "P5", "P-1D", "P1.5D", "PT1H1D", "P1W2D", "P0D", "PT0S", "P11Y", "P9999D",
     "p1d", "P1D P1D", "P１D", "R3/P1D", "2026-01-01", "P1M1Y", "PT99999999S"],
)  # fmt: skip
def test_anything_else_is_refused(text: str):
    with pytest.raises(ValueError, match=r"duration|between"):
        parse_duration(text)


@given(st.integers(0, 30), st.integers(0, 23), st.integers(0, 59), st.integers(1, 59))
def test_days_and_hours_are_exact(days: int, hours: int, minutes: int, seconds: int):
    length = parse_duration(f"P{days}DT{hours}H{minutes}M{seconds}S").after(NOON) - NOON

    assert length == timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
