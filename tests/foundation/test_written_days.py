# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Days as papers write them."""

from datetime import UTC, date, datetime

from yiwang.foundation.written_days import written_day, written_moment


def test_no_zero_stands_before_a_month_or_a_day():
    assert written_day(date(2026, 9, 5)) == "2026年9月5日"


def test_a_moment_is_written_in_local_time():
    assert written_moment(datetime(2026, 9, 4, 16, 5, tzinfo=UTC)) == "2026年9月5日 00:05"
