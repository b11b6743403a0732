# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Days and moments as Chinese papers write them: no zero before a month or a day (GB/T 9704)."""

from datetime import date, datetime

from django.utils import timezone


def written_day(day: date) -> str:
    """Write a day: 2026年9月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def written_moment(at: datetime) -> str:
    """Write a moment in local time: 2026年9月5日 09:05."""
    local = timezone.localtime(at)
    return f"{written_day(local)} {local:%H:%M}"
