# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a workbook, cell by cell, and in which words it is said. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from yiwang.catalogue.editing import sheet_cells
from yiwang.foundation.errors import FieldError
from yiwang.foundation.spreadsheets import Cell, SheetFault, Unreadable
from yiwang.foundation.workbooks import Unwanted, WorkbookFault

MOST_FAULTS: Final = 1_000
FILE: Final = "/file"


@dataclass(slots=True)
class Row:
    """One row of a sheet: the cells by heading."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(slots=True)
class Page:
    """One sheet as it was read.

    :ivar letters: in which column each heading stands
    :ivar merged: letters of the merged cells by row
    """

    title: str
    letters: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[str] = field(default_factory=set)
    merged: dict[int, set[str]] = field(default_factory=dict)

    def cell(self, heading: str, number: int) -> str:
        """Return the place of a cell; that of the item's code when there is no such column."""
        letter = self.letters.get(heading) or self.letters.get(sheet_cells.CODE, "A")
        return f"{letter}{number}"


@dataclass(slots=True)
class Report:
    """Everything that is wrong, as far as a thousand."""

    faults: list[FieldError] = field(default_factory=list)
    count: int = 0

    def wrong(self, page: Page, heading: str, number: int, code: str, message: str) -> None:
        """Note what is wrong with a cell."""
        cell = page.cell(heading, number)
        self.at(page.title, cell, code, f"{page.title} {cell}（{heading}）：{message}")

    def at(self, title: str, cell: str, code: str, said: str) -> None:
        """Note what is wrong with a cell that has no heading of ours, or with a whole sheet."""
        self.count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(FieldError(f"/{title}/{cell}", code, said))

    def whole(self, code: str, said: str) -> None:
        """Note what is wrong with the whole file."""
        self.count += 1
        self.faults.append(FieldError(FILE, code, said))


def of_file(error: Unreadable | Unwanted) -> tuple[str, str]:
    """Return the code and the sentence of what keeps a file from being read at all."""
    sentences: Mapping[Any, str] = {
        SheetFault.NOT_A_SPREADSHEET: _("不是 XLSX 或 CSV 文件，或者文件已损坏"),
        SheetFault.HAS_PASSWORD: _("文件加了密码，请去掉密码后再上传"),
        SheetFault.OLD_FORMAT: _("是旧的 XLS 格式，请另存为 XLSX 再上传"),
        SheetFault.BOMB: _("解压后大得不合常理，或者含有可疑的定义，没有打开"),
        SheetFault.BAD_ENCODING: _("CSV 的文字编码不是 UTF-8、GB18030 或 UTF-16"),
        WorkbookFault.MACROS: _("文件里有宏（XLSM），请另存为不带宏的 XLSX 再上传"),
        WorkbookFault.OUTSIDE_LINKS: _(
            "文件里有指向别的文件或数据源的链接，请在表格软件里断开链接再上传"
        ),
        WorkbookFault.EMBEDDED: _("文件里嵌有别的文件或控件，请删掉再上传"),
        WorkbookFault.TOO_MUCH: _("表格太大：工作表、合并单元格或格式过多，请重新导出再改"),
    }
    return error.fault.value, sentences[error.fault]
