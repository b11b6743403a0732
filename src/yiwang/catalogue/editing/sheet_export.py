# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Write items as a workbook to be changed and brought back."""

from collections.abc import Sequence
from typing import IO, Any, Final
from uuid import UUID

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from yiwang.catalogue.content import read_content
from yiwang.catalogue.editing import sheet_cells
from yiwang.catalogue.editing.access import check_editor
from yiwang.catalogue.editing.catalogue_items import ItemFilter, items, list_ids_for_sheet
from yiwang.catalogue.editing.orders import MOST_LINES
from yiwang.catalogue.editing.targets import Target, base_targets, list_targets
from yiwang.catalogue.editing.wording import SCHEMAS
from yiwang.catalogue.enums import OrderLayer
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations

GREY: Final = PatternFill("solid", fgColor="EEF1F1")
LONGEST_OFFER: Final = 250
_RUNS: Final = ("=", "+", "@", "\t", "\r")
NOTES: Final = (
    "灰色的列是对照用的，不能改；隐藏的“版本标记”列记着导出时的版本，请不要删。",
    "一格里有几项的：选项用“、”隔开，受理条件等一行一项。",
    "期限写成“15个工作日”、“30日”、“2个月”或“当场办结”。",
    "请不要合并单元格，不要用公式，不要加新的行；不改的行可以删掉。",
    "材料、流程、收费、常见问题等请在编辑页里改。",
)
"""Always in Chinese, as the headings are: the file travels."""


def targets_for_sheet(actor: Actor, layer: OrderLayer, wanted: ItemFilter) -> list[Target]:
    """Return the items that a workbook of these holds, by code; at most 2,000.

    :raises NotYourCatalogue: the post edits no catalogue
    """
    check_editor(actor)
    if layer is OrderLayer.BASE:
        rows = items(actor, layer, wanted, limit=MOST_LINES)
        found = base_targets([row.id for row in rows])
    else:
        found = list_targets(list_ids_for_sheet(actor, wanted, limit=MOST_LINES))
    return sorted(found.values(), key=lambda target: target.code)


def write_sheet(file: IO[bytes], targets: Sequence[Target], layer: OrderLayer) -> None:
    """Write the workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = sheet_cells.SHEET
    columns = sheet_cells.columns(layer)
    sheet.append([*sheet_cells.FIXED, *(column.heading for column in columns)])
    names = _department_names(targets)
    for target in targets:
        content = read_content(SCHEMAS[layer], target.content).model_dump(mode="json")
        fixed = [str(target.version_id), target.code, target.name, names.get(target.place[1], "")]
        values = [sheet_cells.shown(column, content.get(column.name)) for column in columns]
        sheet.append([harmless(text) for text in [*fixed, *values]])
    _dress(sheet, columns, len(targets))
    notes = book.create_sheet("说明")
    notes.column_dimensions["A"].width = 90
    for note in NOTES:
        notes.append([note])
    book.save(file)


def harmless(text: str) -> str:
    """Return a text as a cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(_RUNS) else text


def _dress(sheet: Worksheet, columns: Sequence[sheet_cells.Column], rows: int) -> None:
    """Lock what may not be changed, offer what can be chosen, and make it readable."""
    first = len(sheet_cells.FIXED) + 1
    sheet.freeze_panes = f"{get_column_letter(first)}2"
    sheet.column_dimensions["A"].hidden = True
    for letter, width in zip("BCD", (34, 30, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    for place, column in enumerate(columns, start=first):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 18
        _offer(sheet, column, letter, rows)
    open_cell, wrapped = Protection(locked=False), Alignment(wrap_text=True, vertical="top")
    for row in sheet.iter_rows(min_row=2, max_row=rows + 1):
        for place, cell in enumerate(row, start=1):
            cell.number_format = "@"
            cell.alignment = wrapped
            if place < first:
                cell.fill = GREY
            else:
                cell.protection = open_cell
    for place in range(1, first + len(columns)):
        sheet.cell(row=1, column=place).font = Font(bold=True)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.deleteRows = False


def _offer(sheet: Worksheet, column: sheet_cells.Column, letter: str, rows: int) -> None:
    offered = ",".join(sheet_cells.allowed(column))
    if offered and len(offered) <= LONGEST_OFFER and rows:
        choice = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True)
        sheet.add_data_validation(choice)
        choice.add(f"{letter}2:{letter}{rows + 1}")


def _department_names(targets: Sequence[Target]) -> dict[UUID | None, str]:
    ids = {target.place[1] for target in targets}
    names: dict[UUID | None, Any] = {
        one: organizations.department(one).name for one in ids if one is not None
    }
    return names
