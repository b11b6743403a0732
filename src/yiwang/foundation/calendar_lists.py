# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The State Council's yearly holiday lists as files: read and checked row by row."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.calendar import WORKDAYS_A_WEEK, CalendarEntry, YearList
from yiwang.foundation.enums import CalendarDayKind
from yiwang.foundation.errors import FieldError, InvalidCalendar

LISTS: Final = "cn_holidays*.csv"
COLUMNS: Final = ("date", "kind", "name")
MOST_ERRORS: Final = 20
YEARS: Final = range(1949, 2200)
LONGEST_NAME: Final = 60


def read_calendar_file(path: Path) -> list[YearList]:
    """Return the lists of a CSV file, one per year, checked.

    The file has a header with at least ``date`` (2026-02-14), ``kind`` (``holiday`` or
    ``makeup_workday``) and ``name``; other columns are left alone.

    :raises InvalidCalendar: its ``errors`` name each wrong row by its line in the file
    """
    return _read_rows([(_place_in(line), line, row) for line, row in _rows(path)])


def read_calendar_folder(folder: Path) -> list[YearList]:
    """Return the lists of all the files of a folder that are called ``cn_holidays….csv``.

    The files are read as one, because a list may name days of the December before it: they count
    in the year in which they lie.

    :raises InvalidCalendar: there is none; else its ``errors`` name each wrong row and its file
    """
    paths = sorted(folder.glob(LISTS))
    if not paths:
        raise InvalidCalendar(_("无法读取日历文件。"))
    rows = [
        (f"{path.name} {_place_in(line)}", line, row) for path in paths for line, row in _rows(path)
    ]
    return _read_rows(rows)


def _rows(path: Path) -> Iterable[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidCalendar(_("无法读取日历文件。")) from error
    if not rows or not set(COLUMNS) <= set(rows[0]):
        raise InvalidCalendar(_("日历文件应有表头date、kind、name和至少一行数据。"))
    return enumerate(rows, start=2)


def _read_rows(rows: Iterable[tuple[str, int, dict[str, str]]]) -> list[YearList]:
    """Return the lists of rows, each with its place in words and its line, one list per year."""
    faults: list[FieldError] = []
    years: dict[int, list[CalendarEntry]] = defaultdict(list)
    places: dict[date, list[str]] = defaultdict(list)
    for place, line, row in rows:
        entry = _read_entry(place, line, row, faults)
        if entry is not None:
            years[entry.day.year].append(entry)
            places[entry.day].append(place)
    _raise(faults)
    return [check_year_list(year, entries, places) for year, entries in sorted(years.items())]


def _place_in(line: int) -> str:
    return _("第%(line)s行") % {"line": line}


def check_year_list(
    year: int,
    entries: Iterable[CalendarEntry],
    places: Mapping[date, Sequence[str]] | None = None,
) -> YearList:
    """Return a year's list, sorted.

    :param places: where each day stands in the files that the list was read from
    :raises InvalidCalendar: the year is out of reach, the list is without a holiday, or a day lies
        in another year, comes twice, or is a make-up working day from Monday to Friday
    """
    days = tuple(sorted(entries, key=lambda entry: entry.day))
    if year not in YEARS or not any(entry.kind is CalendarDayKind.HOLIDAY for entry in days):
        raise InvalidCalendar(_("%(year)s年的放假安排中没有放假日。"), params={"year": year})
    faults: list[FieldError] = []
    seen: set[date] = set()
    for entry in days:
        sentence = _fault_of(entry, year, seen)
        if sentence:
            faults.append(_fault(f"{entry.day}", _place(entry.day, places or {}), sentence))
        seen.add(entry.day)
    _raise(faults)
    return YearList(year=year, entries=days)


def _place(day: date, places: Mapping[date, Sequence[str]]) -> str:
    if day not in places:
        return day.isoformat()
    return _("%(place)s（%(day)s）") % {"place": "、".join(places[day]), "day": day}


def _read_entry(
    place: str, line: int, row: dict[str, str], faults: list[FieldError]
) -> CalendarEntry | None:
    try:
        day = date.fromisoformat(row["date"] or "")
    except ValueError:
        faults.append(_fault(f"{line}/date", place, _("日期应形如2026-02-14")))
        return None
    if row["kind"] not in CalendarDayKind.values:
        faults.append(_fault(f"{line}/kind", place, _("类型应为holiday或makeup_workday")))
        return None
    return CalendarEntry(day=day, kind=CalendarDayKind(row["kind"]), name=row["name"] or "")


def _fault_of(entry: CalendarEntry, year: int, seen: set[date]) -> Promise | None:
    if entry.day.year != year:
        return _("日期不在这一年")
    if entry.day in seen:
        return _("日期重复")
    if len(entry.name) > LONGEST_NAME or not entry.name.isprintable():
        return _("节日名称过长或含有不能使用的字符")
    if entry.is_workday and entry.day.weekday() < WORKDAYS_A_WEEK:
        return _("调休上班日应为星期六或星期日")
    return None


def _fault(path: str, place: str, sentence: Promise) -> FieldError:
    message = _("%(place)s：%(sentence)s") % {"place": place, "sentence": sentence}
    return FieldError(path=f"/{path}", code="invalid", message=message)


def _raise(faults: Sequence[FieldError]) -> None:
    if faults:
        shown = "；".join(fault.message for fault in faults[:MOST_ERRORS])
        raise InvalidCalendar(params={"faults": shown}, errors=faults)
