# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Read the sheets of a workbook that was exported here and changed, or of one sheet as CSV.

Sheets are known by their names, columns by their headings; in which order they stand is all one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from yiwang.catalogue.editing import sheet_cells
from yiwang.catalogue.editing.orders import MOST_LINES
from yiwang.catalogue.editing.sheet_export import NOTES_SHEET
from yiwang.catalogue.editing.sheet_faults import Page, Report, Row, of_file
from yiwang.catalogue.enums import OrderLayer
from yiwang.foundation import spreadsheets, workbooks
from yiwang.foundation.spreadsheets import Cell

MOST_COLUMNS: Final = 80
MOST_ROWS: Final = 60_000
Numbered = Iterator[tuple[int, Sequence[Cell]]]
Progress = Callable[[int], None]


def read_pages(
    path: Path, layer: OrderLayer, report: Report, progress: Progress
) -> dict[str, Page]:
    """Return the sheets that we know, by name; ``report`` says what is wrong with the others."""
    try:
        if spreadsheets.is_workbook(path):
            return _of_workbook(path, layer, report, progress)
        rows = spreadsheets.sheet_rows(path, sheet="", most_columns=MOST_COLUMNS)
        page = Page(sheet_cells.SHEET)
        lines = (
            (number, cells)
            for number, cells in enumerate(rows, start=1)
            if any(value not in (None, "") for value, _is_formula in cells)
        )
        _fill(page, lines, layer, report, progress)
    except (spreadsheets.Unreadable, workbooks.Unwanted) as error:
        report.whole(*of_file(error))
        return {}
    return {page.title: page}


def _of_workbook(
    path: Path, layer: OrderLayer, report: Report, progress: Progress
) -> dict[str, Page]:
    inside = workbooks.look_inside(path, most_columns=MOST_COLUMNS)
    only = len(inside) == 1
    known = {sheet_cells.SHEET, *(table.title for table in sheet_cells.tables(layer))}
    pages: dict[str, Page] = {}
    for place, sheet in enumerate(inside):
        title = sheet_cells.SHEET if only and sheet.title not in known else sheet.title.strip()
        if title == NOTES_SHEET or not sheet.last_row:
            continue
        if title not in known or title in pages:
            _report_sheet(report, title, title in pages, layer)
            continue
        page = Page(
            title,
            is_hidden=sheet.is_hidden,
            hidden_rows=sheet.hidden_rows,
            hidden_columns=sheet.hidden_columns,
            merged=sheet.merged,
        )
        rows = workbooks.rows_of(path, place, sheet, most_columns=MOST_COLUMNS)
        _fill(page, rows, layer, report, progress)
        pages[title] = page
    if sheet_cells.SHEET not in pages:
        said = _("缺少“%(name)s”表，请用这里导出的表格") % {"name": sheet_cells.SHEET}
        report.at(sheet_cells.SHEET, "A1", "missing_sheet", said)
    return pages


def _report_sheet(report: Report, title: str, is_twice: bool, layer: OrderLayer) -> None:
    shown = title[:40]
    if is_twice:
        message, code = _("“%(name)s”表出现了两次"), "twice"
    elif layer is OrderLayer.LIST and title in _fixed_labels():
        message = _("“%(name)s”是全省统一的要素，清单里不能改，只能在基本目录里改")
        code = "fixed"
    else:
        message = _("没有叫“%(name)s”的表；改了名的请改回来，自己加的请删掉")
        code = "unknown_sheet"
    report.at(shown, "A1", code, f"{shown} A1：{message % {'name': shown}}")


def _fixed_labels() -> frozenset[str]:
    """Return what the elements of the base layer are called that a list does not have."""
    here = {
        *(column.heading for column in sheet_cells.columns(OrderLayer.LIST)),
        *(table.title for table in sheet_cells.tables(OrderLayer.LIST)),
    }
    base = {
        *(column.heading for column in sheet_cells.columns(OrderLayer.BASE)),
        *(table.title for table in sheet_cells.tables(OrderLayer.BASE)),
    }
    return frozenset(base - here)


# ── one sheet


def _fill(
    page: Page, lines: Numbered, layer: OrderLayer, report: Report, progress: Progress
) -> None:
    is_main = page.title == sheet_cells.SHEET
    number, first = next(lines, (1, ()))
    found = _headings(page, number, first, layer, report)
    if report.faults or not found:
        return
    most = MOST_LINES if is_main else MOST_ROWS
    for number, cells in lines:
        if len(page.rows) >= most:
            message = _("超过 %(most)s 行，请按部门或主题分成几份") % {"most": f"{most:,}"}
            report.wrong(page, sheet_cells.CODE, number, "too_many_rows", message)
            page.rows.clear()
            return
        named = {name: cells[place] for place, name in found.items() if place < len(cells)}
        _check_outside(page, number, cells, found, report)
        page.rows.append(Row(number, named))
        if len(page.rows) % 500 == 0:
            progress(len(page.rows))
    if is_main and not page.rows:
        report.wrong(page, sheet_cells.CODE, 1, "no_rows", _("除了列名，一行也没有"))


def _check_outside(
    page: Page, number: int, cells: Sequence[Cell], found: Mapping[int, str], report: Report
) -> None:
    """Report what stands in a column without a heading: nobody would read it."""
    for place, (value, _is_formula) in enumerate(cells):
        if place not in found and value not in (None, ""):
            cell = f"{get_column_letter(place + 1)}{number}"
            message = _("这一列没有列名，里面的内容不会采用，请删掉")
            report.at(page.title, cell, "no_heading", f"{page.title} {cell}：{message}")
            return


def _headings(
    page: Page, number: int, cells: Sequence[Cell], layer: OrderLayer, report: Report
) -> dict[int, str]:
    known, needed = _expected(page.title, layer)
    found: dict[int, str] = {}
    for place, (value, _is_formula) in enumerate(cells):
        heading = str(value or "").strip()
        if not heading:
            continue
        cell = f"{get_column_letter(place + 1)}{number}"
        if heading in page.letters:
            _heading(report, page, cell, "twice", _("列名“%(name)s”出现了两次"), heading)
        elif heading in known:
            page.letters[heading], found[place] = get_column_letter(place + 1), heading
        elif layer is OrderLayer.LIST and heading in _fixed_labels():
            message = _("“%(name)s”是全省统一的要素，清单里不能改，只能在基本目录里改")
            _heading(report, page, cell, "fixed", message, heading)
        else:
            _heading(report, page, cell, "unknown", _("没有叫“%(name)s”的列"), heading)
    for one in needed:
        if one not in page.letters:
            message = _("缺少“%(name)s”列，请用这里导出的表格")
            _heading(report, page, f"A{number}", "missing", message, one)
    return found


def _expected(title: str, layer: OrderLayer) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the headings that a sheet may have, and those that it must have."""
    if title == sheet_cells.SHEET:
        headings = [column.heading for column in sheet_cells.columns(layer)]
        known = frozenset({*sheet_cells.FIXED, *headings})
        return known, (sheet_cells.MARK, sheet_cells.CODE)
    table = next(one for one in sheet_cells.tables(layer) if one.title == title)
    headings = [column.heading for column in table.columns]
    return frozenset({*sheet_cells.FIXED_OF_ROWS, *headings}), (
        sheet_cells.CODE,
        sheet_cells.ROW,
        *headings,
    )


def _heading(report: Report, page: Page, cell: str, code: str, message: str, heading: str) -> None:
    report.at(page.title, cell, code, f"{page.title} {cell}：{message % {'name': heading[:40]}}")
