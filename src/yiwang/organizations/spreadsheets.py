# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Read a spreadsheet of staff, row by row; only five columns are looked at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from yiwang.foundation import spreadsheets
from yiwang.foundation.spreadsheets import Cell
from yiwang.organizations.enums import FileRefusal, ImportColumn, RowProblem

MOST_ROWS = 200_000
MOST_COLUMNS = 40
SHEET = "工作人员"
NEEDED = frozenset({ImportColumn.STAFF_NUMBER, ImportColumn.NAME, ImportColumn.DEPARTMENT})
HEADINGS: Mapping[str, ImportColumn] = {
    "工号": ImportColumn.STAFF_NUMBER,
    "姓名": ImportColumn.NAME,
    "部门统一社会信用代码": ImportColumn.DEPARTMENT,
    "岗位": ImportColumn.POSTS,
    "手机号码": ImportColumn.PHONE,
}


class Unreadable(Exception):
    """The file as a whole cannot be taken."""

    def __init__(self, refusal: FileRefusal, place: str = "") -> None:
        super().__init__(refusal)
        self.refusal, self.place = refusal, place


@dataclass(slots=True)
class SheetRow:
    """One row as it stands in the sheet.

    :param texts: what the five columns hold, where they hold a text
    :param problems: what is wrong with cells as such: (column letter, column, problem)
    """

    number: int
    texts: dict[ImportColumn, str]
    problems: list[tuple[str, ImportColumn, RowProblem]] = field(default_factory=list)
    letters: Mapping[ImportColumn, str] = field(default_factory=dict)


def read_rows(path: Path) -> Iterator[SheetRow]:
    """Yield the rows of an XLSX or CSV file, without those that are empty.

    :raises Unreadable: the file is no spreadsheet, or none that is safe to read
    """
    try:
        yield from _rows(path)
    except spreadsheets.Unreadable as wrong:
        raise Unreadable(FileRefusal(wrong.fault.value)) from wrong


def _rows(path: Path) -> Iterator[SheetRow]:
    is_workbook = spreadsheets.is_workbook(path)
    rows = spreadsheets.sheet_rows(path, sheet=SHEET, most_columns=MOST_COLUMNS)
    merged = (
        spreadsheets.merged_rows(path, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
        if is_workbook
        else {}
    )
    numbered = enumerate(rows, start=1)
    _number, first = next(numbered, (0, ()))
    columns = _columns(first)
    letters = {column: get_column_letter(place + 1) for place, column in columns.items()}
    count = 0
    for number, cells in numbered:
        row = _row(number, cells, columns, letters, merged.get(number, frozenset()))
        if row is None:
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(FileRefusal.TOO_MANY_ROWS)
        yield row
    if not count:
        raise Unreadable(FileRefusal.NO_ROWS)


def _columns(cells: Sequence[Cell]) -> dict[int, ImportColumn]:
    found: dict[int, ImportColumn] = {}
    for place, (value, _is_formula) in enumerate(cells[:MOST_COLUMNS]):
        column = _heading(value)
        if column is None:
            continue
        if column in found.values():
            raise Unreadable(FileRefusal.HEADING_TWICE, f"{get_column_letter(place + 1)}1")
        found[place] = column
    if not set(found.values()) >= NEEDED:
        raise Unreadable(FileRefusal.NO_HEADINGS, "A1")
    return found


def _heading(value: Any) -> ImportColumn | None:
    return HEADINGS.get(str(value or "").strip().rstrip("*＊"))


def _row(
    number: int,
    cells: Sequence[Cell],
    columns: Mapping[int, ImportColumn],
    letters: Mapping[ImportColumn, str],
    merged: frozenset[str],
) -> SheetRow | None:
    row = SheetRow(number, {}, letters=letters)
    for place, column in columns.items():
        value, is_formula = cells[place] if place < len(cells) else (None, False)
        letter = letters[column]
        if letter in merged:
            row.problems.append((letter, column, RowProblem.MERGED))
        elif is_formula:
            row.problems.append((letter, column, RowProblem.FORMULA))
        elif (text := spreadsheets.cell_text(value)) is None:
            row.problems.append((letter, column, RowProblem.NOT_TEXT))
        elif text:
            row.texts[column] = text
    return row if row.texts or row.problems else None
