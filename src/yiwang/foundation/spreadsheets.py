# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Read a spreadsheet that somebody sent, row by row, trusting nothing in it.

XLSX is a ZIP of XML: its declared sizes are added up before anything is unpacked, parts with a
document type are refused, formulas are never evaluated. CSV may be written in UTF-8, GB18030 or
UTF-16. What the cells mean is the caller's matter.
"""

import codecs
import csv
import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

MOST_UNPACKED: Final = 2 * 2**30
MOST_RATIO: Final = 200
MOST_STRINGS: Final = 128 * 2**20
"""The reader keeps every shared text in memory, where it takes several times the room."""
MOST_PARTS: Final = 500
LARGE: Final = 2**24

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?"'
)
_ROW = re.compile(rb"<(?:\w+:)?row ([^>]{1,400})>")
_HIDDEN = re.compile(rb'hidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_BEFORE_ROOT: Final = 64 * 1024
_ROOT = re.compile(rb"<[A-Za-z_]")


class SheetFault(StrEnum):
    """Why a file cannot be read as a spreadsheet at all."""

    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    HAS_PASSWORD = "has_password"
    OLD_FORMAT = "old_format"
    BOMB = "bomb"
    BAD_ENCODING = "bad_encoding"


class Unreadable(Exception):
    """The file as a whole cannot be taken."""

    def __init__(self, fault: SheetFault) -> None:
        super().__init__(fault)
        self.fault = fault


Cell = tuple[Any, bool]
"""What a cell holds, and whether that is a formula."""


def is_workbook(path: Path) -> bool:
    """Return whether a file is an XLSX workbook; anything else may be CSV.

    :raises Unreadable: it is an old or an encrypted workbook
    """
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLE:
        raise Unreadable(_kind_of_ole(path))
    return start[:4] == _ZIP


def sheet_rows(path: Path, *, sheet: str, most_columns: int) -> Iterator[Sequence[Cell]]:
    """Yield the rows of an XLSX or CSV file as cells, empty ones too; the first has the headings.

    :param sheet: the sheet that is read, the first when there is none of this name
    :raises Unreadable: the file is no spreadsheet, or none that is safe to read
    """
    if is_workbook(path):
        return _workbook_rows(path, sheet, most_columns)
    return _csv_rows(path, most_columns)


def cell_text(value: Any) -> str | None:
    """Return what a cell says; None when that is a date, a fraction or an error."""
    if value is None:
        return ""
    if isinstance(value, bool | date | datetime | time):
        return None
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() and abs(value) < 10**15 else None
    text = str(value).strip()
    return None if text.startswith("#") and text.endswith(("!", "?", "A", "0!")) else text


def merged_rows(path: Path, *, most_rows: int, most_columns: int) -> dict[int, frozenset[str]]:
    """Return the columns of merged cells by row: the reader for large files does not say.

    :raises Unreadable: more rows are merged than there may be
    """
    found: dict[int, set[str]] = {}
    for match in _found_in_sheet(path, _MERGED):
        top, last = int(match[2]), int(match[4] or match[2])
        letters = set(_letters(match[1].decode(), (match[3] or match[1]).decode(), most_columns))
        for number in range(top, min(last, top + most_rows) + 1):
            found.setdefault(number, set()).update(letters)
            if len(found) > most_rows:
                raise Unreadable(SheetFault.BOMB)
    return {number: frozenset(letters) for number, letters in found.items()}


def hidden_rows(path: Path) -> frozenset[int]:
    """Return the numbers of the rows that the sheet hides."""
    numbers = set()
    for match in _found_in_sheet(path, _ROW):
        number = _NUMBER.search(match[1])
        if number is not None and _HIDDEN.search(match[1]):
            numbers.add(int(number[1]))
    return frozenset(numbers)


# ── XLSX


def _kind_of_ole(path: Path) -> SheetFault:
    with path.open("rb") as file:
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in file.read(64 * 1024)
    return SheetFault.HAS_PASSWORD if is_encrypted else SheetFault.OLD_FORMAT


def check_safe(archive: zipfile.ZipFile) -> None:
    """Raise when unpacking a workbook would take more than there may be, or its XML may be a trap.

    :raises Unreadable: so it is
    """
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    strings = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or strings > MOST_STRINGS:
        raise Unreadable(SheetFault.BOMB)
    if unpacked > LARGE and unpacked / packed > MOST_RATIO:
        raise Unreadable(SheetFault.BOMB)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                if not _is_plain(file.read(_BEFORE_ROOT)):
                    raise Unreadable(SheetFault.BOMB)


def _is_plain(start: bytes) -> bool:
    """Return whether XML comes to its root with no document type before it, read as ASCII.

    What hides one behind a long comment or in another encoding does not come to its root here.
    """
    text = start.removeprefix(codecs.BOM_UTF8).lstrip()
    while text.startswith((b"<?", b"<!--")):
        _said, end, text = text.partition(b"?>" if text[1:2] == b"?" else b"-->")
        if not end:
            return False
        text = text.lstrip()
    return not text or _ROOT.match(text) is not None


def _workbook_rows(path: Path, name: str, most_columns: int) -> Iterator[Sequence[Cell]]:
    try:
        with zipfile.ZipFile(path) as archive:
            check_safe(archive)
        with path.open("rb") as file:
            workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            sheet = workbook[name] if name in workbook.sheetnames else workbook.worksheets[0]
            sheet.reset_dimensions()  # a file may say that it is larger or smaller than it is
            first = _cells(next(sheet.iter_rows(max_row=1, max_col=most_columns), ()))
            yield first
            used = max((place for place, (value, _) in enumerate(first, 1) if value), default=1)
            for row in sheet.iter_rows(min_row=2, max_col=used):
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
        raise Unreadable(SheetFault.NOT_A_SPREADSHEET) from error


def _cells(row: Sequence[Any]) -> list[Cell]:
    return [(cell.value, cell.data_type == "f") for cell in row]


def _found_in_sheet(path: Path, wanted: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Yield what stands in the XML of the first sheet, read piece by piece."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [one for one in archive.namelist() if one.startswith("xl/worksheets/sheet")]
            for name in names[:1]:
                with archive.open(name) as file:
                    kept = b""
                    while piece := file.read(2**20):
                        text, end = kept + piece, 0
                        for match in wanted.finditer(text):
                            end = match.end()
                            yield match
                        kept = text[max(end, len(text) - 500) :]
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise Unreadable(SheetFault.NOT_A_SPREADSHEET) from error


def _letters(first: str, last: str, most_columns: int) -> Iterator[str]:
    letters = (get_column_letter(place) for place in range(1, most_columns + 1))
    inside = itertools.dropwhile(lambda letter: letter != first, letters)
    for letter in inside:
        yield letter
        if letter == last:
            return


# ── CSV


def _csv_rows(path: Path, most_columns: int) -> Iterator[Sequence[Cell]]:
    encoding = _encoding(path)
    csv.field_size_limit(10_000)
    with path.open("rb") as raw, TextIOWrapper(raw, encoding=encoding, newline="") as file:
        start = file.readline(2_000)
        file.seek(0)
        delimiter = max(",;\t", key=start.count)
        try:
            for row in csv.reader(file, delimiter=delimiter, strict=True):
                cells = row[:most_columns]
                yield [(text, text.lstrip().startswith("=")) for text in cells]
        except (csv.Error, UnicodeDecodeError) as error:
            raise Unreadable(SheetFault.NOT_A_SPREADSHEET) from error


def _encoding(path: Path) -> str:
    """Return how the text of a CSV file is written down.

    :raises Unreadable: neither UTF-8, GB18030 nor UTF-16 with its mark, or no text at all
    """
    with path.open("rb") as file:
        is_wide = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while piece := file.read(2**20):
                    if b"\x00" in piece and not is_wide:
                        raise Unreadable(SheetFault.NOT_A_SPREADSHEET)
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Unreadable(SheetFault.BAD_ENCODING)
