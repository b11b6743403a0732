# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Spreadsheets of staff as tests need them."""

import io
from collections.abc import Iterable, Iterator, Sequence

from openpyxl import Workbook

HEADINGS = ("工号", "姓名", "部门统一社会信用代码", "岗位", "手机号码")


def workbook(
    rows: Iterable[Sequence[object]],
    *,
    headings: Sequence[str] = HEADINGS,
    title: str = "工作人员",
    merged: str = "",
) -> bytes:
    """Return an XLSX file with these rows below the headings."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def comma_separated(rows: Iterable[Sequence[object]], *, encoding: str = "utf-8-sig") -> bytes:
    """Return a CSV file with these rows below the headings."""
    lines = [",".join(str(cell) for cell in row) for row in (HEADINGS, *rows)]
    return "\r\n".join(lines).encode(encoding)


def pieces(content: bytes, size: int = 64 * 1024) -> Iterator[bytes]:
    """Yield a file as an upload comes in."""
    for start in range(0, len(content), size):
        yield content[start : start + size]
