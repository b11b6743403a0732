# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Write items as a workbook to be changed and brought back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import IO, Any, Final
from uuid import UUID

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill, Protection
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
SPARE_ROWS: Final = 200
"""Rows below the last one in which choices are offered too: for those that are new."""
STEP: Final = 100
NOTES_SHEET: Final = "说明"
_RUNS: Final = ("=", "+", "@", "\t", "\r")
NOTES: Final = (
    "灰色的列是对照用的，不能改；隐藏的“版本标记”列记着导出时的版本，请不要删。",
    "“事项清单”表一行一个事项；不改的事项可以删掉，各表里它的行也一起删。",
    "一格里有几项的：选项用“、”隔开，受理条件、主题等一行一项。",
    "期限写成“15个工作日”、“30日”、“2个月”或“当场办结”；金额以元为单位。",
    "其余各表一行是一份材料、一个环节、一项收费、一个问题等，用编码和行标识对应；先后顺序就是表里的顺序。",
    "新加的行：写上编码，行标识留空。删去的行：整行删掉。一个事项要全部取消，只留一行，行标识写“无”。",
    "一个事项在某张表里一行都没有，等于这张表里不改它。",
    "请不要合并单元格，不要用公式，不要改列名和表名。",
)
"""Always in Chinese, as the headings are: the file travels."""


def targets_for_sheet(
    actor: Actor, layer: OrderLayer, wanted: ItemFilter, *, limit: int = MOST_LINES
) -> list[Target]:
    """Return the items that a workbook of these holds, by code; at most 2,000, none withdrawn.

    :raises NotYourCatalogue: the post edits no catalogue
    """
    check_editor(actor)
    wanted = replace(wanted, with_withdrawn=False)
    if layer is OrderLayer.BASE:
        rows = items(actor, layer, wanted, limit=limit)
        found = base_targets([row.id for row in rows])
    else:
        found = list_targets(list_ids_for_sheet(actor, wanted, limit=limit))
    return sorted(found.values(), key=lambda target: target.code)


def write_sheet(
    file: IO[bytes],
    targets: Sequence[Target],
    layer: OrderLayer,
    *,
    progress: Callable[[int], None] = lambda _done: None,
) -> None:
    """Write the workbook: a sheet of the items, and one for each list of elements.

    :param progress: is told how many items are written
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = sheet_cells.SHEET
    columns = sheet_cells.columns(layer)
    sheet.append([*sheet_cells.FIXED, *(column.heading for column in columns)])
    names = _department_names(targets)
    contents = []
    for done, target in enumerate(targets, start=1):
        content = read_content(SCHEMAS[layer], target.content).model_dump(mode="json")
        codes = {"form_code": target.form_code, "process_code": target.process_code}
        contents.append((target, content))
        fixed = [str(target.version_id), target.code, target.name, names.get(target.place[1], "")]
        values = [
            sheet_cells.shown(column, sheet_cells.value_of(column, content | codes))
            for column in columns
        ]
        sheet.append([harmless(text) for text in [*fixed, *values]])
        if done % STEP == 0:
            progress(done)
    _dress(sheet, columns, len(targets))
    for table in sheet_cells.tables(layer):
        _write_table(book.create_sheet(table.title), table, contents)
    notes = book.create_sheet(NOTES_SHEET)
    notes.column_dimensions["A"].width = 90
    for note in NOTES:
        notes.append([note])
    book.save(file)


def _write_table(
    sheet: Worksheet, table: sheet_cells.Table, contents: Sequence[tuple[Target, dict[str, Any]]]
) -> None:
    """Write the members of one element of all items, a row each."""
    sheet.append([*sheet_cells.FIXED_OF_ROWS, *(column.heading for column in table.columns)])
    for target, content in contents:
        for place, member in enumerate(content.get(table.element) or (), start=1):
            values = [
                sheet_cells.shown(column, member.get(column.name)) for column in table.columns
            ]
            texts = [target.code, target.name, str(place), *values]
            sheet.append([harmless(text) for text in texts])
    first = len(sheet_cells.FIXED_OF_ROWS) + 1
    _lay_out(sheet, table.columns, first, sheet.max_row - 1 + SPARE_ROWS)
    sheet.column_dimensions["C"].width = 9


def harmless(text: str) -> str:
    """Return a text as a cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(_RUNS) else text


def _dress(sheet: Worksheet, columns: Sequence[sheet_cells.Column], rows: int) -> None:
    """Lock what may not be changed, offer what can be chosen, and make it readable."""
    first = len(sheet_cells.FIXED) + 1
    sheet.column_dimensions["A"].hidden = True
    _lay_out(sheet, columns, first, rows)
    for letter, width in zip("BCD", (34, 30, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.deleteRows = False


def _lay_out(
    sheet: Worksheet, columns: Sequence[sheet_cells.Column], first: int, rows: int
) -> None:
    sheet.freeze_panes = f"{get_column_letter(first)}2"
    for place, column in enumerate(columns, start=first):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 18
        _offer(sheet, column, letter, rows)
    for letter, width in zip("AB", (34, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    _give_styles(sheet, first)
    for place in range(1, first + len(columns)):
        sheet.cell(row=1, column=place).font = Font(bold=True)


def _give_styles(sheet: Worksheet, first: int) -> None:
    """Make every cell text, wrapped; grey where it is only to compare with."""
    book: Any = sheet.parent
    for name, fill, is_locked in (("对照", GREY, True), ("可改", PatternFill(), False)):
        if name not in book.named_styles:
            style = NamedStyle(name)
            style.number_format, style.fill = "@", fill
            style.alignment = Alignment(wrap_text=True, vertical="top")
            style.protection = Protection(locked=is_locked)
            book.add_named_style(style)
    for row in sheet.iter_rows(min_row=2):
        for place, cell in enumerate(row, start=1):
            cell.style = "对照" if place < first else "可改"


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
