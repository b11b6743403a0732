# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists as spreadsheets: written as a stream; no text is ever a formula.

The same list gives the same file, byte for byte, so that whoever keeps it can tell that nothing
changed: the moment of writing, which the format notes in three places, is taken out.
"""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

_ILLEGAL: Final = {code: None for code in range(32) if code not in (9, 10, 13)}
_LONGEST: Final = 32_767
"""Characters that a cell of a spreadsheet holds."""
_MOMENT: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_NO_MOMENT: Final = rb"\g<1>1980-01-01T00:00:00Z\g<3>"


def workbook(
    title: str, headings: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]
) -> bytes:
    """Return an XLSX file with one sheet.

    :param headings: each column's name and width
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    for place, (_name, width) in enumerate(headings):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, name) for name, _width in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    target = BytesIO()
    book.save(target)
    return _without_moment(target)


def _without_moment(written: BytesIO) -> bytes:
    """Return the file with the earliest date that its format knows in place of now."""
    target = BytesIO()
    with ZipFile(written) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
        for part in before.namelist():
            body = before.read(part)
            if part == "docProps/core.xml":
                body = _MOMENT.sub(_NO_MOMENT, body)
            after.writestr(ZipInfo(part), body, ZIP_DEFLATED)
    return target.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value.translate(_ILLEGAL)[:_LONGEST])
    cell.data_type = "s"  # else a text that begins with "=" would be a formula
    if value.startswith(("=", "+", "-", "@", "\t", "\r")):
        cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _heading(sheet: Any, name: str) -> Any:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font = Font(bold=True)
    return cell


def _sheet_name(title: str) -> str:
    return "".join(sign for sign in title if sign not in "[]:*?/\\'")[:31] or "Sheet1"
