# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Read a spreadsheet of staff, row by row, trusting nothing in it.

XLSX is a ZIP of XML: its declared sizes are added up before anything is unpacked, parts with a
document type are refused, formulas are never evaluated, and only five columns are looked at.
"""

import codecs
import csv
import itertools
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import TextIOWrapper
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from yiwang.organizations.enums import FileRefusal, ImportColumn, RowProblem

MOST_ROWS = 200_000
MOST_COLUMNS = 40
MOST_UNPACKED = 2 * 2**30
MOST_RATIO = 200
MOST_STRINGS = 256 * 2**20
MOST_PARTS = 500
SHEET = "工作人员"
NEEDED = frozenset({ImportColumn.STAFF_NUMBER, ImportColumn.NAME, ImportColumn.DEPARTMENT})
HEADINGS: Mapping[str, ImportColumn] = {
    "工号": ImportColumn.STAFF_NUMBER,
    "姓名": ImportColumn.NAME,
    "部门统一社会信用代码": ImportColumn.DEPARTMENT,
    "岗位": ImportColumn.POSTS,
    "手机号码": ImportColumn.PHONE,
}

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?"'
)


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


Cell = tuple[Any, bool]
"""What a cell holds, and whether that is a formula."""


def read_rows(path: Path) -> Iterator[SheetRow]:
    """Yield the rows of an XLSX or CSV file, without those that are empty.

    :raises Unreadable: the file is no spreadsheet, or none that is safe to read
    """
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLE:
        raise Unreadable(_kind_of_ole(path))
    is_workbook = start[:4] == _ZIP
    rows = _workbook_rows(path) if is_workbook else _csv_rows(path)
    merged = _merged_rows(path) if is_workbook else {}
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


# ── headings and cells


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
        elif (text := _text(value)) is None:
            row.problems.append((letter, column, RowProblem.NOT_TEXT))
        elif text:
            row.texts[column] = text
    return row if row.texts or row.problems else None


def _text(value: Any) -> str | None:
    """Return what a cell says; None when that is a date, a fraction or an error."""
    if value is None:
        return ""
    if isinstance(value, bool | date | datetime | time):
        return None
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() and abs(value) < 10**15 else None
    text = str(value).strip()
    return None if text.startswith("#") and text.endswith(("!", "?", "A", "0!")) else text


# ── XLSX


def _kind_of_ole(path: Path) -> FileRefusal:
    with path.open("rb") as file:
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in file.read(64 * 1024)
    return FileRefusal.HAS_PASSWORD if is_encrypted else FileRefusal.OLD_FORMAT


def _check_safe(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    strings = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or strings > MOST_STRINGS:
        raise Unreadable(FileRefusal.BOMB)
    if unpacked > 2**24 and unpacked / packed > MOST_RATIO:
        raise Unreadable(FileRefusal.BOMB)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                if b"<!DOCTYPE" in file.read(4096).upper():
                    raise Unreadable(FileRefusal.BOMB)


def _workbook_rows(path: Path) -> Iterator[Sequence[Cell]]:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_safe(archive)
        with path.open("rb") as file:
            workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            sheet = workbook[SHEET] if SHEET in workbook.sheetnames else workbook.worksheets[0]
            sheet.reset_dimensions()  # a file may say that it is larger or smaller than it is
            first = _cells(next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS), ()))
            yield first
            known = [place for place, (value, _) in enumerate(first) if _heading(value)]
            for row in sheet.iter_rows(min_row=2, max_col=max(known, default=0) + 1):
                yield _cells(row)
            workbook.close()
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        ParseError,
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        AttributeError,
        EOFError,
        OSError,
        NotImplementedError,
    ) as error:
        raise Unreadable(FileRefusal.NOT_A_SPREADSHEET) from error


def _cells(row: Sequence[Any]) -> list[Cell]:
    return [(cell.value, cell.data_type == "f") for cell in row]


def _merged_rows(path: Path) -> dict[int, frozenset[str]]:
    """Return the columns of merged cells by row: the reader for large files does not say."""
    found: dict[int, set[str]] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for first, last in _merged_ranges(archive):
                for number in range(first[1], min(last[1], first[1] + MOST_ROWS) + 1):
                    found.setdefault(number, set()).update(_letters(first[0], last[0]))
                    if len(found) > MOST_ROWS:
                        raise Unreadable(FileRefusal.BOMB)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise Unreadable(FileRefusal.NOT_A_SPREADSHEET) from error
    return {number: frozenset(letters) for number, letters in found.items()}


def _merged_ranges(
    archive: zipfile.ZipFile,
) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    for name in names[:1]:
        with archive.open(name) as file:
            kept = b""
            while piece := file.read(2**20):
                text = kept + piece
                end = 0
                for match in _MERGED.finditer(text):
                    end = match.end()
                    left, top = match[1].decode(), int(match[2])
                    yield (left, top), ((match[3] or match[1]).decode(), int(match[4] or match[2]))
                kept = text[max(end, len(text) - 200) :]


def _letters(first: str, last: str) -> Iterator[str]:
    letters = (get_column_letter(place) for place in range(1, MOST_COLUMNS + 1))
    inside = itertools.dropwhile(lambda letter: letter != first, letters)
    for letter in inside:
        yield letter
        if letter == last:
            return


# ── CSV


def _csv_rows(path: Path) -> Iterator[Sequence[Cell]]:
    encoding = _encoding(path)
    csv.field_size_limit(10_000)
    with path.open("rb") as raw, TextIOWrapper(raw, encoding=encoding, newline="") as file:
        start = file.readline(2_000)
        file.seek(0)
        delimiter = max(",;\t", key=start.count)
        try:
            for row in csv.reader(file, delimiter=delimiter, strict=True):
                cells = row[:MOST_COLUMNS]
                yield [(text, text.lstrip().startswith("=")) for text in cells]
        except (csv.Error, UnicodeDecodeError) as error:
            raise Unreadable(FileRefusal.NOT_A_SPREADSHEET) from error


def _encoding(path: Path) -> str:
    """Return how the text of a CSV file is written down.

    :raises Unreadable: neither UTF-8 nor GB18030, or no text at all
    """
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while piece := file.read(2**20):
                    if b"\x00" in piece:
                        raise Unreadable(FileRefusal.NOT_A_SPREADSHEET)
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Unreadable(FileRefusal.BAD_ENCODING)
