# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Holiday lists: read from files, loaded, and noticed by every process."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.foundation.conftest import CALENDAR_FILE
from yiwang.foundation import selectors, services
from yiwang.foundation.calendar import CalendarEntry
from yiwang.foundation.calendar_lists import read_calendar_file, read_calendar_folder
from yiwang.foundation.enums import CalendarDayKind
from yiwang.foundation.errors import InvalidCalendar
from yiwang.foundation.models import CalendarDay, CalendarYear

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOLIDAY, MAKEUP = CalendarDayKind.HOLIDAY, CalendarDayKind.MAKEUP_WORKDAY
LIST_OF_2027 = (
    CalendarEntry(date(2027, 1, 1), HOLIDAY, "元旦"),
    CalendarEntry(date(2027, 1, 3), MAKEUP, "元旦"),
    CalendarEntry(date(2027, 1, 4), HOLIDAY, "元旦"),
)


def written(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "calendar.csv"
    path.write_text("\n".join(("date,kind,name", *rows)), encoding="utf-8")
    return path


def load_2027(entries=LIST_OF_2027, **changes) -> services.LoadedYear:
    arguments = {"year": 2027, "entries": entries, "source": "国办发明电〔2026〕1号", "at": AT}
    return services.load_calendar_year(**{**arguments, **changes})


def test_the_real_file_holds_thirteen_years():
    lists = read_calendar_file(CALENDAR_FILE)

    assert [a_year.year for a_year in lists] == list(range(2014, 2027))
    assert sum(len(a_year.entries) for a_year in lists) == 439


@pytest.mark.parametrize(
    ("rows", "path", "sentence"),
    [
        (["2026-02-30,holiday,春节"], "/2/date", "第2行：日期应形如2026-02-14"),
        (["2026-02-17,holiday,春节", ",holiday,春节"], "/3/date", "第3行"),
        (["2026-02-17,festival,春节"], "/2/kind", "第2行：类型应为holiday或makeup_workday"),
        (
            ["2026-02-17,holiday,", "2026-02-17,holiday,"],
            "/2026-02-17",
            "第2行、第3行（2026-02-17）：日期重复",
        ),
        (
            ["2026-02-17,holiday,", "2026-02-13,makeup_workday,"],
            "/2026-02-13",
            "第3行（2026-02-13）：调休",
        ),
        (["2026-02-17,holiday," + "节" * 61], "/2026-02-17", "节日名称过长"),
        (["2026-02-17,holiday,春\x1b节"], "/2026-02-17", "不能使用的字符"),
    ],
)
def test_a_wrong_row_is_named_by_its_line(tmp_path, rows, path, sentence):
    with pytest.raises(InvalidCalendar) as refusal:
        read_calendar_file(written(tmp_path, *rows))

    assert refusal.value.errors[0].path == path
    assert sentence in str(refusal.value)


def test_all_wrong_rows_are_named_at_once(tmp_path):
    rows = ["2026-13-01,holiday,", "2026-01-01,off,", "2026-01-02,holiday,"]

    with pytest.raises(InvalidCalendar) as refusal:
        read_calendar_file(written(tmp_path, *rows))

    assert [error.path for error in refusal.value.errors] == ["/2/date", "/3/kind"]


def test_a_list_without_a_holiday_is_refused(tmp_path):
    with pytest.raises(InvalidCalendar, match="没有放假日"):
        read_calendar_file(written(tmp_path, "2026-02-14,makeup_workday,春节"))


@pytest.mark.parametrize(
    "content", [b"", b"date,kind,name\n", b"a,b\n1,2\n", b"\xff\xfe", b"date,kind\n"]
)
def test_a_file_that_is_no_list_is_refused(tmp_path, content):
    path = tmp_path / "calendar.csv"
    path.write_bytes(content)

    with pytest.raises(InvalidCalendar):
        read_calendar_file(path)


def test_the_lists_of_a_folder_are_read_as_one(tmp_path):
    """As the list of 2019 did: it made the Saturday before New Year a working day."""
    for name, rows in (
        ("cn_holidays_2018.csv", ["2018-10-01,holiday,国庆节"]),
        ("cn_holidays_2019.csv", ["2018-12-29,makeup_workday,元旦", "2019-01-01,holiday,元旦"]),
    ):
        written(tmp_path, *rows).rename(tmp_path / name)

    lists = read_calendar_folder(tmp_path)

    assert [(a_list.year, len(a_list.entries)) for a_list in lists] == [(2018, 2), (2019, 1)]


def test_a_day_that_two_files_name_is_told_with_both(tmp_path):
    for name in ("cn_holidays_a.csv", "cn_holidays_b.csv"):
        written(tmp_path, "2027-01-01,holiday,元旦").rename(tmp_path / name)

    with pytest.raises(InvalidCalendar, match=r"holidays_a\.csv 第2行、cn_holidays_b\.csv 第2行"):
        read_calendar_folder(tmp_path)


def test_a_folder_without_a_list_is_refused(tmp_path):
    (tmp_path / "workdays_per_year.csv").write_text("year,workdays\n2026,248\n")

    with pytest.raises(InvalidCalendar, match="无法读取"):
        read_calendar_folder(tmp_path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InvalidCalendar, match="无法读取"):
        read_calendar_file(tmp_path / "none.csv")


@pytest.mark.django_db
@pytest.mark.usefixtures("no_held_calendar")
def test_the_whole_file_is_loaded_and_answers():
    loaded = services.load_calendar(path=CALENDAR_FILE, source="data/SOURCES.md", at=AT)

    assert [year.year for year in loaded if year.is_changed] == list(range(2014, 2027))
    assert selectors.published_years() == list(range(2014, 2027))
    assert selectors.working_calendar().add_workdays(date(2026, 2, 12), 5).on == date(2026, 2, 26)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_held_calendar")
def test_loading_the_same_list_again_changes_nothing():
    load_2027()
    held = selectors.working_calendar()

    again = load_2027(source="又一次", at=AT.replace(hour=3))

    assert not again.is_changed
    assert CalendarYear.objects.get(year=2027).loaded_at == AT
    assert selectors.working_calendar().workdays_in(2027) == held.workdays_in(2027)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_held_calendar")
def test_a_published_list_makes_a_provisional_deadline_final():
    before = selectors.working_calendar().add_workdays(date(2026, 12, 31), 1)

    load_2027()

    after = selectors.working_calendar().add_workdays(date(2026, 12, 31), 1)
    assert before.is_provisional
    assert before.on == date(2027, 1, 1)
    assert after.on == date(2027, 1, 3)
    assert not selectors.working_calendar().is_provisional(date(2026, 12, 31), after.on)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_held_calendar")
def test_a_corrected_list_takes_the_place_of_the_first():
    load_2027()

    corrected = load_2027(entries=LIST_OF_2027[:1])

    assert corrected.is_changed
    assert CalendarDay.objects.filter(year=2027).count() == 1
    assert selectors.working_calendar().is_workday(date(2027, 1, 4))


@pytest.mark.django_db
@pytest.mark.usefixtures("no_held_calendar")
def test_a_list_that_is_only_expected_is_not_counted_by():
    load_2027(is_published=False)

    calendar = selectors.working_calendar()
    assert not calendar.is_published(2027)
    assert calendar.is_workday(date(2027, 1, 4))

    assert load_2027().is_changed
    assert not selectors.working_calendar().is_workday(date(2027, 1, 4))


@pytest.mark.django_db
@pytest.mark.usefixtures("no_held_calendar")
def test_a_process_asks_again_only_after_some_seconds(django_assert_num_queries, monkeypatch):
    load_2027()
    with django_assert_num_queries(2):
        held = selectors.working_calendar()

    with django_assert_num_queries(0):
        assert selectors.working_calendar() is held

    monkeypatch.setattr(selectors, "SECONDS_BETWEEN_CHECKS", 0.0)
    with django_assert_num_queries(1):
        assert selectors.working_calendar() is held


@pytest.mark.django_db
@pytest.mark.usefixtures("no_held_calendar")
def test_a_process_notices_what_another_one_loaded(monkeypatch):
    monkeypatch.setattr(selectors, "SECONDS_BETWEEN_CHECKS", 0.0)
    before = selectors.working_calendar()
    monkeypatch.setattr(services.selectors, "forget_working_calendar", lambda: None)

    load_2027()

    assert not before.is_published(2027)
    assert selectors.working_calendar().is_published(2027)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_held_calendar")
def test_one_wrong_year_in_a_file_leaves_all_as_it_was(tmp_path):
    path = written(tmp_path, "2027-01-01,holiday,", "2028-01-01,holiday,", "2028-01-01,holiday,")

    with pytest.raises(InvalidCalendar):
        services.load_calendar(path=path, source="", at=AT)

    assert not CalendarYear.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("year", "entries"),
    [
        (2028, LIST_OF_2027),
        (2027, ()),
        (2027, LIST_OF_2027[1:2]),
        (2027, (*LIST_OF_2027, LIST_OF_2027[0])),
        (1900, (CalendarEntry(date(1900, 1, 1), HOLIDAY),)),
        (9999, (CalendarEntry(date(9999, 1, 1), HOLIDAY),)),
    ],
)
def test_a_wrong_list_is_not_loaded(year, entries):
    with pytest.raises(InvalidCalendar):
        load_2027(year=year, entries=entries)

    assert not CalendarDay.objects.exists()


@pytest.mark.django_db
def test_the_database_keeps_days_in_their_year():
    load_2027()

    with pytest.raises(IntegrityError, match="calendar_day_lies_in_its_year"), transaction.atomic():
        CalendarDay.objects.create(day=date(2028, 1, 1), year_id=2027, kind=HOLIDAY)
    with pytest.raises(IntegrityError, match="calendar_day_kind_is_known"), transaction.atomic():
        CalendarDay.objects.create(day=date(2027, 5, 1), year_id=2027, kind="other")
