# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Look into an XLSX workbook of several sheets before it is read: what lies in it, and where.

The reader for large files does not say which rows and columns are hidden or merged, nor where the
last row with something in it is; a workbook whose million rows are only formatted is common. All
of that is found here in one walk over the XML of each sheet, piece by piece.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from yiwang.foundation import spreadsheets
from yiwang.foundation.spreadsheets import Cell, SheetFault, Unreadable

MOST_IN_A_SHEET: Final = 256 * 2**20
MOST_STRINGS: Final = 48 * 2**20
MOST_SHEETS: Final = 40
LAST_ROW: Final = 1_048_576
LAST_FILLED: Final = 200_000
"""The last row that may hold anything; the reader makes every empty one before it too."""
MOST_MERGED_ROWS: Final = 20_000
MOST_ORDINARY: Final = 2**20
_PIECE: Final = 2**20
_OVERLAP: Final = 2_000
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TAG = re.compile(
    rb"<(?:\w{1,20}:)?(?:(row|col)\b([^<>]{0,1000})>|(v|is|f)[\s>/]"
    rb'|mergeCell\b[^<>]{0,200}ref="([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")'
)
_NUMBER = re.compile(rb'\br="([0-9]{1,9})"')
_SPAN = re.compile(rb'\b(min|max)="([0-9]{1,5})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_DAMAGE: Final = (
    *(zipfile.BadZipFile, ParseError, DefusedXmlException, KeyError, IndexError, ValueError),
    *(TypeError, AttributeError, EOFError, OSError, NotImplementedError, StopIteration),
)


class WorkbookFault(StrEnum):
    """Why a workbook is not read although it could be."""

    MACROS = "macros"
    OUTSIDE_LINKS = "outside_links"
    EMBEDDED = "embedded"
    TOO_MUCH = "too_much"


class Unwanted(Exception):
    """The workbook holds what nobody here reads, and might harm the next who opens it."""

    def __init__(self, fault: WorkbookFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(slots=True)
class SheetInside:
    """One sheet as it lies in the file.

    :ivar last_row: the last row that holds anything
    :ivar hidden_columns: by letter
    :ivar merged: the columns of merged cells by row
    """

    title: str
    part: str
    is_hidden: bool
    last_row: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[str] = field(default_factory=set)
    merged: dict[int, set[str]] = field(default_factory=dict)


def look_inside(path: Path, *, most_columns: int) -> list[SheetInside]:
    """Return the sheets of a workbook in their order.

    :raises Unreadable: it is damaged, or none that is safe to unpack
    :raises Unwanted: it holds macros, links to other files or embedded objects, or too much
    """
    try:
        with zipfile.ZipFile(path) as archive:
            spreadsheets.check_safe(archive)
            _check_wanted(archive)
            sheets = list(_sheets(archive))
            if len(sheets) > MOST_SHEETS:
                raise Unwanted(WorkbookFault.TOO_MUCH)
            for sheet in sheets:
                _walk(archive, sheet, most_columns)
    except _DAMAGE as error:
        raise Unreadable(SheetFault.NOT_A_SPREADSHEET) from error
    return sheets


def rows_of(
    path: Path, place: int, inside: SheetInside, *, most_columns: int
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the rows of the sheet at a place that hold anything, with their numbers.

    :raises Unreadable: the file is damaged
    """
    try:
        with path.open("rb") as file:
            workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            sheet = workbook.worksheets[place]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=max(1, inside.last_row), max_col=most_columns)
            for number, row in enumerate(rows, start=1):
                if any(cell.value not in (None, "") for cell in row):
                    yield number, [(cell.value, cell.data_type == "f") for cell in row]
            workbook.close()
    except _DAMAGE as error:
        raise Unreadable(SheetFault.NOT_A_SPREADSHEET) from error


def _check_wanted(archive: zipfile.ZipFile) -> None:
    names = [name.lower() for name in archive.namelist()]
    if any("vbaproject" in name or "/macrosheets/" in name for name in names):
        raise Unwanted(WorkbookFault.MACROS)
    if any("/externallinks/" in name or name == "xl/connections.xml" for name in names):
        raise Unwanted(WorkbookFault.OUTSIDE_LINKS)
    if any("/embeddings/" in name or "/activex/" in name for name in names):
        raise Unwanted(WorkbookFault.EMBEDDED)
    for part in archive.infolist():
        is_strings = "sharedstrings" in part.filename.lower()
        if part.file_size > (MOST_STRINGS if is_strings else MOST_IN_A_SHEET):
            raise Unwanted(WorkbookFault.TOO_MUCH)


def _sheets(archive: zipfile.ZipFile) -> Iterator[SheetInside]:
    targets = {
        one.attrib["Id"]: _part(one.attrib["Target"])
        for one in _read(archive, "xl/_rels/workbook.xml.rels")
    }
    for one in _read(archive, "xl/workbook.xml").iter():
        if one.tag.rpartition("}")[2] == "sheet":
            part = targets[one.attrib[_REL]]
            yield SheetInside(
                one.attrib["name"], part, one.attrib.get("state", "visible") != "visible"
            )


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _read(archive: zipfile.ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > MOST_ORDINARY:
        raise Unwanted(WorkbookFault.TOO_MUCH)
    return fromstring(archive.read(name), forbid_dtd=True)


def _walk(archive: zipfile.ZipFile, sheet: SheetInside, most_columns: int) -> None:
    """Note what is hidden, merged and filled in a sheet."""
    row = 0
    for match in _tags(archive, sheet.part):
        kind, attributes, holds, first, top, last, bottom = match.groups()
        if kind == b"row":
            number = _NUMBER.search(attributes)
            row = int(number[1]) if number else row + 1
            if row > LAST_ROW:
                raise Unwanted(WorkbookFault.TOO_MUCH)
            if _HIDDEN.search(attributes):
                sheet.hidden_rows.add(row)
        elif kind == b"col":
            _note_column(sheet, attributes, most_columns)
        elif holds:
            sheet.last_row = max(sheet.last_row, row)
            if row > LAST_FILLED:
                raise Unwanted(WorkbookFault.TOO_MUCH)
        else:
            _note_merged(sheet, (first, last or first), (int(top), int(bottom or top)))


def _tags(archive: zipfile.ZipFile, part: str) -> Iterator[re.Match[bytes]]:
    with archive.open(part) as file:
        kept = b""
        while piece := file.read(_PIECE):
            text, end = kept + piece, 0
            limit = len(text) - _OVERLAP if len(piece) == _PIECE else len(text)
            for match in _TAG.finditer(text):
                if match.start() >= limit:
                    break
                end = match.end()
                yield match
            kept = text[max(end, limit, 0) :]
        for match in _TAG.finditer(kept) if kept else ():
            yield match


def _note_column(sheet: SheetInside, attributes: bytes, most_columns: int) -> None:
    if _HIDDEN.search(attributes):
        span = {name: int(number) for name, number in _SPAN.findall(attributes)}
        first, last = span.get(b"min", 1), span.get(b"max", 1)
        sheet.hidden_columns |= {
            get_column_letter(one) for one in range(max(1, first), min(last, most_columns) + 1)
        }


def _note_merged(sheet: SheetInside, columns: tuple[bytes, bytes], rows: tuple[int, int]) -> None:
    first, last = (min(column_index_from_string(one.decode()), 200) for one in columns)
    letters = {get_column_letter(one) for one in range(first, last + 1)}
    for number in range(rows[0], min(rows[1], rows[0] + MOST_MERGED_ROWS) + 1):
        sheet.merged.setdefault(number, set()).update(letters)
        if len(sheet.merged) > MOST_MERGED_ROWS:
            raise Unwanted(WorkbookFault.TOO_MUCH)
