# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Verbs of the foundation: load the working calendar."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from yiwang.foundation import calendar_lists, selectors
from yiwang.foundation.calendar import CalendarEntry, YearList
from yiwang.foundation.canonical import canonical_json
from yiwang.foundation.models import CalendarDay, CalendarYear


@dataclass(frozen=True, slots=True)
class LoadedYear:
    """What loading one year's list did.

    :param is_changed: False when the same list was there already; then no deadline changes
    """

    year: int
    days: int
    is_changed: bool


def load_calendar(*, path: Path, source: str, at: datetime) -> list[LoadedYear]:
    """Load every year's list of a CSV file, or of a folder with several, all or none.

    :param source: where the lists come from, such as the number of the State Council's notice
    :raises InvalidCalendar: its ``errors`` name the wrong rows; nothing is written
    """
    read = (
        calendar_lists.read_calendar_folder if path.is_dir() else calendar_lists.read_calendar_file
    )
    lists = read(path)
    with transaction.atomic():
        return [
            load_calendar_year(year=a_year.year, entries=a_year.entries, source=source, at=at)
            for a_year in lists
        ]


def load_calendar_year(
    *,
    year: int,
    entries: Iterable[CalendarEntry],
    source: str,
    at: datetime,
    is_published: bool = True,
) -> LoadedYear:
    """Put one year's list in place of what was known of that year.

    :param is_published: False keeps a list that is only expected; nothing is counted by it
    :raises InvalidCalendar: empty, or with a day outside the year, twice, or of the wrong kind
    """
    checked = calendar_lists.check_year_list(year, entries)
    content_hash = _content_hash(checked)
    with transaction.atomic():
        known = CalendarYear.objects.select_for_update().filter(year=year).first()
        is_changed = known is None or (known.content_hash, known.is_published) != (
            content_hash,
            is_published,
        )
        if is_changed:
            _write(checked, source, content_hash, is_published, at)
    selectors.forget_working_calendar()
    return LoadedYear(year=year, days=len(checked.entries), is_changed=is_changed)


def _write(
    checked: YearList, source: str, content_hash: str, is_published: bool, at: datetime
) -> None:
    row, _is_new = CalendarYear.objects.update_or_create(
        year=checked.year,
        defaults={
            "source": source,
            "content_hash": content_hash,
            "is_published": is_published,
            "loaded_at": at,
        },
    )
    row.days.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(day=entry.day, year=row, kind=entry.kind, name=entry.name)
        for entry in checked.entries
    )


def _content_hash(checked: YearList) -> str:
    days = [[entry.day.isoformat(), entry.kind.value, entry.name] for entry in checked.entries]
    return hashlib.sha256(canonical_json(days)).hexdigest()
