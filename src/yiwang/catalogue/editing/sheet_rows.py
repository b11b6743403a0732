# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the rows of a workbook make of an item: its single elements, and the members of its lists.

A row of a further sheet names its item by the code and itself by a row key: the place that the
member had when the workbook was exported. Without a key it is new; a member whose row is gone is
taken out, as long as any row of its item stands there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from yiwang.catalogue.editing import sheet_cells
from yiwang.catalogue.editing.fields import FieldKind
from yiwang.catalogue.editing.sheet_cells import Column, Table
from yiwang.catalogue.editing.sheet_faults import Page, Report, Row
from yiwang.catalogue.editing.targets import Target
from yiwang.catalogue.enums import OrderLayer
from yiwang.foundation import spreadsheets

_REACHES_OUT: Final = re.compile(r"^(=|[+\-@].*[|!]|@[A-Za-z.]+\()", re.DOTALL)
_TEXTS: Final = frozenset({FieldKind.LINE, FieldKind.TEXT})
CODES: Final = ("form_code", "process_code")


@dataclass(slots=True)
class Item:
    """An item of the workbook, what it says now and what it shall say.

    :ivar stored: all its elements as they stand, in their stored form
    :ivar changed: the elements that the workbook changes; None: left empty
    :ivar places: which row of which sheet a member of an element comes from
    """

    target: Target
    number: int
    stored: dict[str, Any]
    changed: dict[str, Any] = field(default_factory=dict)
    places: dict[tuple[str, int], tuple[Page, Row]] = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        return bool(self.changed)

    @property
    def pinned(self) -> dict[str, str]:
        """Form and process as they stand."""
        return {"form_code": self.target.form_code, "process_code": self.target.process_code}

    @property
    def codes(self) -> dict[str, str]:
        """Form and process as they shall be."""
        return {
            name: str(self.changed.get(name) or "") if name in self.changed else stands
            for name, stands in self.pinned.items()
        }

    @property
    def content(self) -> dict[str, Any]:
        """All elements as they shall be."""
        kept = {name: value for name, value in self.stored.items() if name not in self.changed}
        return kept | {
            name: value
            for name, value in self.changed.items()
            if value is not None and name not in CODES
        }


@dataclass(slots=True)
class Reader:
    """Reads cells and reports those that cannot be read."""

    report: Report

    def changed(self, page: Page, row: Row, column: Column, stands: str) -> tuple[bool, Any]:
        """Return whether a cell differs from what stands there, and the value that it says."""
        text = self._text(page, row, column)
        if text is None or sheet_cells.plain(column, text) == sheet_cells.plain(column, stands):
            return False, None
        fault = _fault(page, row, column, text, stands)
        if fault is None:
            try:
                return True, sheet_cells.read(column, text)
            except sheet_cells.CellWrong as wrong:
                fault = ("unfit", str(wrong))
        self.report.wrong(page, column.heading, row.number, *fault)
        return False, None

    def _text(self, page: Page, row: Row, column: Column) -> str | None:
        """Return the text of a cell; None where there is none that can be read as such."""
        value, is_formula = row.cells.get(column.heading, (None, False))
        if page.letters.get(column.heading) is None:
            return None
        text = spreadsheets.cell_text(value)
        if page.letters[column.heading] in page.merged.get(row.number, ()):
            fault = ("merged", _("是合并单元格，请取消合并后逐格填写"))
        elif is_formula:
            fault = ("formula", _("是公式；系统不计算公式，请改成固定的内容"))
        elif text is None:
            fault = ("not_text", _("是日期、小数或错误值，请改成文本"))
        else:
            return text.removeprefix("'").replace("\r\n", "\n")
        self.report.wrong(page, column.heading, row.number, *fault)
        return None


def _fault(page: Page, row: Row, column: Column, text: str, stands: str) -> tuple[str, str] | None:
    """Return what speaks against a changed cell whatever its element is."""
    if page.letters[column.heading] in page.hidden_columns:
        return "hidden", _("这一列被隐藏了，里面却有改动，请取消隐藏后核对")
    if _REACHES_OUT.match(text):
        return "formula", _("是公式；系统不计算公式，请改成固定的内容")
    value = row.cells[column.heading][0]
    is_number = isinstance(value, int | float) and column.field.kind in _TEXTS
    if is_number and stands != text and stands.lstrip("0") == text:
        return "leading_zero", _("开头的 0 丢了，请把这一格设为文本")
    return None


# ── the first sheet


def take_cells(reader: Reader, page: Page, row: Row, item: Item, layer: OrderLayer) -> None:
    """Note which of its single elements a row of the first sheet changes."""
    for column in sheet_cells.columns(layer):
        element, _dot, part = column.name.partition(".")
        source: Mapping[str, Any] = item.pinned if element in CODES else item.stored
        stands = sheet_cells.shown(column, sheet_cells.value_of(column, source))
        is_changed, value = reader.changed(page, row, column, stands)
        if not is_changed:
            continue
        if part:
            now = item.changed.get(element, item.stored.get(element)) or {}
            value = {**now, part: value or []}
        item.changed[element] = value


# ── the further sheets


def take_rows(
    reader: Reader, pages: Mapping[str, Page], items: Mapping[str, Item], layer: OrderLayer
) -> None:
    """Note which lists of elements the further sheets change."""
    for table in sheet_cells.tables(layer):
        page = pages.get(table.title)
        if page is None:
            continue
        for code, rows in _by_item(reader.report, page, items).items():
            _take_table(reader, page, table, items[code], rows)


def _by_item(report: Report, page: Page, items: Mapping[str, Item]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in page.rows:
        code = _fixed(row, sheet_cells.CODE).upper()
        if code in items:
            found.setdefault(code, []).append(row)
        else:
            message = _("这个编码不在“%(name)s”表里，或者那里的一行有问题")
            message %= {"name": sheet_cells.SHEET}
            report.wrong(page, sheet_cells.CODE, row.number, "unknown", message)
    return found


def _take_table(reader: Reader, page: Page, table: Table, item: Item, rows: Sequence[Row]) -> None:
    stored = list(item.stored.get(table.element) or [])
    if len(rows) == 1 and _fixed(rows[0], sheet_cells.ROW) == sheet_cells.NONE_LEFT:
        members: list[dict[str, Any]] = []
    else:
        keys = _keys(reader.report, page, rows, len(stored))
        members = []
        for row, key in zip(rows, keys, strict=True):
            known = stored[key - 1] if key else {}
            made = _member(reader, page, table, row, known)
            if made != known and row.number in page.hidden_rows:
                message = _("这一行被隐藏了，里面却有改动，请取消隐藏后核对")
                reader.report.wrong(page, sheet_cells.CODE, row.number, "hidden", message)
            members.append(made)
    if members == stored:
        return
    if page.is_hidden:
        message = _("这张表被隐藏了，里面却有改动")
        reader.report.wrong(page, sheet_cells.CODE, rows[0].number, "hidden", message)
    item.changed[table.element] = members
    item.places |= {
        (table.element, place): (page, row) for place, row in enumerate(rows) if members
    }


def _keys(report: Report, page: Page, rows: Sequence[Row], most: int) -> list[int]:
    """Return which stored member each row is, 0 for a new one."""
    keys: list[int] = []
    for row in rows:
        text = _fixed(row, sheet_cells.ROW)
        key = int(text) if text.isascii() and text.isdigit() and len(text) < len("1000") else -1
        key = 0 if not text else key
        message = ""
        if not 0 <= key <= most:
            message = _("没有这个行标识；新加的行请把它留空，全部取消只留一行写“无”")
        elif key and key in keys:
            message = _("这个行标识已经用过，复制出来的新行请把它留空")
        if message:
            report.wrong(page, sheet_cells.ROW, row.number, "row_key", message)
        keys.append(0 if message else key)
    return keys


def _member(
    reader: Reader, page: Page, table: Table, row: Row, known: Mapping[str, Any]
) -> dict[str, Any]:
    made = dict(known)
    for column in table.columns:
        stands = sheet_cells.shown(column, known.get(column.name))
        is_changed, value = reader.changed(page, row, column, stands)
        if is_changed and value is None:
            made.pop(column.name, None)
        elif is_changed:
            made[column.name] = value
    if not made:
        message = _("这一行除了编码什么都没写")
        reader.report.wrong(page, sheet_cells.CODE, row.number, "empty_row", message)
    return made


def _fixed(row: Row, heading: str) -> str:
    value, is_formula = row.cells.get(heading, (None, False))
    text = "" if is_formula else (spreadsheets.cell_text(value) or "")
    return sheet_cells.narrow(text).removeprefix("'")
