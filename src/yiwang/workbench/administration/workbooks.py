# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The spreadsheets that this section sends: the template, and the report of an import.

Both are written as a stream; a text that a spreadsheet program would run is made harmless.
"""

from collections.abc import Iterable
from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook

from yiwang.organizations.selectors import ImportFault

SHEET = "工作人员"
HEADINGS = ("工号", "姓名", "部门统一社会信用代码", "岗位", "手机号码")
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return a text as a cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(_RUNS) else text


def write_template(file: IO[bytes]) -> None:
    """Write the sheet to be filled in, and one that explains it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    for letter, width in zip("ABCDE", (16, 14, 26, 30, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(HEADINGS)
    notes = book.create_sheet(_("说明"))
    notes.column_dimensions["A"].width = 26
    notes.column_dimensions["B"].width = 90
    for row in (
        ("工号", _("必填，1到32位字母、数字或“._-”；已有的工号会更新资料，不会重复登记。")),
        ("姓名", _("必填，不超过60个字。")),
        ("部门统一社会信用代码", _("必填，18位；须在您的管理范围内。")),
        ("岗位", _("选填，部门里已有的岗位名称，几个岗位用“、”隔开。")),
        ("手机号码", _("选填，11位；系统只保存打码后的号码。")),
    ):
        notes.append(row)
    notes.append(("", _("请不要合并单元格，不要用公式。有批准或管理权限的岗位须另外申请授权。")))
    book.save(file)


def write_report(file: IO[bytes], faults: Iterable[ImportFault]) -> None:
    """Write one line for each cell that is wrong."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("检查报告"))
    for letter, width in zip("ABCDEF", (8, 10, 24, 18, 16, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_("行"), _("单元格"), _("列"), _("工号"), _("姓名"), _("问题")])
    for fault in faults:
        sheet.append(
            [
                fault.row,
                fault.cell,
                fault.column,
                harmless(fault.staff_number),
                harmless(fault.name),
                fault.problem,
            ]
        )
    book.save(file)
