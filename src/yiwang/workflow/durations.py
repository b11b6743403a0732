# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Durations as ISO 8601 writes them: P5D, PT24H, P1M, P2W."""

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = timedelta(days=3660)

_FORM = re.compile(
    r"P(?=.)(?:(?P<weeks>\d{1,3})W"
    r"|(?:(?P<years>\d{1,2})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,7})S)?)?)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Duration:
    """Whole months, then an exact length of time."""

    months: int
    rest: timedelta

    def after(self, moment: datetime) -> datetime:
        """Return the moment that lies this long after another one."""
        year, month = divmod(moment.year * 12 + moment.month - 1 + self.months, 12)
        month += 1
        day = min(moment.day, calendar.monthrange(year, month)[1])
        return moment.replace(year=year, month=month, day=day) + self.rest


def parse_duration(text: str) -> Duration:
    """Return the duration that a text gives.

    :raises ValueError: it gives none, nothing at all, or more than ten years
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no ISO 8601 duration.")
    part = {name: int(value or 0) for name, value in match.groupdict().items()}
    duration = Duration(
        months=part["years"] * 12 + part["months"],
        rest=timedelta(
            weeks=part["weeks"],
            days=part["days"],
            hours=part["hours"],
            minutes=part["minutes"],
            seconds=part["seconds"],
        ),
    )
    length = timedelta(days=31 * duration.months) + duration.rest
    if not timedelta(0) < length <= LONGEST:
        raise ValueError(f"{text!r} is not between one second and ten years.")
    return duration
