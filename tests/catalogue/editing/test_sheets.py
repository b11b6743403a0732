# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The round trip of a workbook: what is changed becomes one order, what is wrong names its cell."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.catalogue.editing.hands import Hands, drafted, of_list, published
from tests.catalogue.editing.workbooks import (
    Sheet,
    editor_of,
    provincial_editor,
    refusals,
    sent,
)
from tests.catalogue.worlds import HYGIENE, Catalogue
from tests.organizations.factories import XIHU, DepartmentFactory
from yiwang.catalogue.editing import sheet_cells
from yiwang.catalogue.enums import OrderLayer, OrderState
from yiwang.catalogue.models import ChangeLine
from yiwang.catalogue.sheet_enums import SheetState
from yiwang.foundation.actors import Actor

pytestmark = pytest.mark.django_db
LIST, BASE = OrderLayer.LIST, OrderLayer.BASE
COUNTER, PHONE, LIMIT = "办理窗口", "咨询电话", "承诺办结时限"


@pytest.fixture
def hands(catalogue: Catalogue) -> Hands:
    return of_list(catalogue)


@pytest.fixture
def editor(catalogue: Catalogue) -> Actor:
    return editor_of(catalogue.list_of(HYGIENE, XIHU).department)


def test_what_was_changed_becomes_one_order(editor: Actor) -> None:
    sheet = Sheet(editor)
    rows = sheet.page.max_row
    for row in range(2, rows + 1):
        sheet.put(COUNTER, row, f"{row}号窗口")
    order = sheet.send()

    assert (order.state, order.line_count) == (OrderState.DRAFT, rows - 1)
    assert {line.content["counter"] for line in order.lines.all()} == {
        f"{row}号窗口" for row in range(2, rows + 1)
    }


def test_only_changed_rows_are_on_the_order(editor: Actor) -> None:
    sheet = Sheet(editor)
    sheet.put(COUNTER, 2, "7号窗口")

    assert sheet.send().line_count == 1


def test_an_untouched_workbook_changes_nothing(editor: Actor) -> None:
    assert list(Sheet(editor).refused()) == ["B1"]


def test_the_version_mark_is_hidden_and_fixed_columns_are_locked(editor: Actor) -> None:
    page = Sheet(editor).page

    assert page.column_dimensions["A"].hidden
    assert page.protection.sheet
    assert [page.cell(row=2, column=place).protection.locked for place in range(1, 6)] == [
        True,
        True,
        True,
        True,
        False,
    ]


def test_base_items_go_the_same_way(catalogue: Catalogue) -> None:
    sheet = Sheet(provincial_editor(), BASE)
    sheet.put("救济途径", 2, "可以申请行政复议。")
    order = sheet.send()

    assert ChangeLine.objects.get(order=order).content["remedies"] == "可以申请行政复议。"


@pytest.mark.parametrize(
    ("heading", "value", "says"),
    [
        (LIMIT, "十五天左右", "应写成"),
        (LIMIT, "999个工作日", "不得长于"),
        (PHONE, None, "咨询电话"),
        ("办件类型", "快办件", "承诺件"),
        ("到现场次数", "两次", "整数"),
        ("可以网上办理", "可以", "“是”或“否”"),
        ("办理形式", "窗口办理、飞鸽", "飞鸽"),
        (COUNTER, "=1+1", "公式"),
        (COUNTER, 1.5, "小数"),
        (COUNTER, "窗\u202e口", "不能使用"),
        (COUNTER, "口" * 600, "太长"),
        ("编码", "113301060000000000000000000000X", "没有这个编码"),
        ("编码", None, "没有编码"),
        ("事项名称（对照）", "别的名字", "对照列不能改"),
    ],
)
def test_each_cell_that_cannot_be_taken_is_named(
    editor: Actor, heading: str, value: Any, says: str
) -> None:
    sheet = Sheet(editor)
    sheet.put(heading, 2, value)
    cells = sheet.refused()

    assert f"{sheet.letter(heading)}2" in cells
    assert says in cells[f"{sheet.letter(heading)}2"]


def test_one_bad_cell_holds_back_all(editor: Actor) -> None:
    sheet = Sheet(editor)
    sheet.put(COUNTER, 2, "7号窗口")
    sheet.put(LIMIT, 2, "不久")

    assert list(sheet.refused()) == [f"{sheet.letter(LIMIT)}2"]


def test_a_row_twice_is_named(editor: Actor) -> None:
    sheet = Sheet(editor)
    sheet.page.append([cell.value for cell in sheet.page[2]])
    last = sheet.page.max_row

    assert "第 2 行" in sheet.refused()[f"B{last}"]


def test_a_row_that_was_exported_before_a_change_is_refused(
    catalogue: Catalogue, hands: Hands, editor: Actor
) -> None:
    sheet = Sheet(editor)
    code = catalogue.list_of(HYGIENE).code
    row = next(cell.row for cell in sheet.page["B"] if cell.value == code)
    sheet.put(COUNTER, row, "7号窗口")
    published(catalogue, hands, counter="8号窗口")

    assert "重新导出" in sheet.refused()[f"A{row}"]


def test_a_row_that_another_order_changes_is_refused(
    catalogue: Catalogue, hands: Hands, editor: Actor
) -> None:
    sheet = Sheet(editor)
    order = drafted(catalogue, hands, counter="8号窗口")
    code = catalogue.list_of(HYGIENE).code
    row = next(cell.row for cell in sheet.page["B"] if cell.value == code)
    untouched = sheet.refused()
    sheet.put(COUNTER, row, "7号窗口")

    assert list(untouched) == ["B1"]
    assert str(order) in sheet.refused()[f"B{row}"]


def test_another_departments_rows_are_refused(
    catalogue: Catalogue, hands: Hands, editor: Actor
) -> None:
    sheet = Sheet(editor)
    sheet.put(COUNTER, 2, "7号窗口")
    sheet.actor = editor_of(DepartmentFactory(of=XIHU))

    assert "维护范围" in sheet.refused()["B2"]


def test_merged_cells_and_hidden_rows_are_named(editor: Actor) -> None:
    sheet = Sheet(editor)
    letter = sheet.letter(COUNTER)
    sheet.put(COUNTER, 2, "7号窗口")
    sheet.page.row_dimensions[2].hidden = True
    hidden = sheet.refused()
    sheet.page.row_dimensions[2].hidden = False
    sheet.page.merge_cells(f"{letter}2:{letter}3")

    assert "隐藏" in hidden["B2"]
    assert "合并" in sheet.refused()[f"{letter}2"]


@pytest.mark.parametrize(
    ("change", "cell", "says"),
    [
        (lambda page: page.delete_cols(1), "A1", "版本标记"),
        (lambda page: page.insert_cols(5), None, ""),
        (lambda page: page.cell(row=1, column=60, value="别的"), "BH1", "没有叫“别的”的列"),
        (lambda page: page.cell(row=1, column=60, value=COUNTER), "BH1", "出现了两次"),
        (lambda page: page.delete_rows(2, 100), "B1", "一行也没有"),
    ],
)
def test_wrong_columns_are_named(
    editor: Actor,
    change: Callable[[Worksheet], object],
    cell: str | None,
    says: str,
) -> None:
    sheet = Sheet(editor)
    sheet.put(COUNTER, 2, "7号窗口")
    change(sheet.page)

    if cell is None:
        assert sheet.send().line_count == 1
    else:
        assert says in sheet.refused()[cell]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_may_be_written_as_offices_write_it(editor: Actor, encoding: str) -> None:
    sheet = Sheet(editor)
    sheet.put(COUNTER, 2, "7号窗口")
    rows = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.page]
    checked = sent(_comma_separated(rows).encode(encoding), editor)

    assert (checked.state, checked.rows_changed) == (SheetState.CHECKED, 1), checked.faults


def _comma_separated(rows: Iterable[Sequence[str]]) -> str:
    quoted = (('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\r\n".join(",".join(row) for row in quoted)


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 2**25)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (_bomb(), "大得不合常理"),
        (b"%PDF-1.7 \x00\x01", "不是 XLSX 或 CSV"),
        (b"PK\x03\x04 nothing", "不是 XLSX 或 CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "旧的 XLS"),
        (b"\xff\xff\xfe\xfa\x81", "文字编码"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused(editor: Actor, content: bytes, says: str) -> None:
    assert says in refusals(content, editor)["/file"]


def test_a_hundred_thousand_rows_are_refused_at_the_first_too_many(editor: Actor) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet_cells.SHEET)
    page.append([sheet_cells.MARK, sheet_cells.CODE, COUNTER])
    for number in range(100_000):
        page.append(["x", f"{number:031}", "7号窗口"])
    stream = io.BytesIO()
    book.save(stream)

    assert list(refusals(stream.getvalue(), editor)) == ["B2002"]


def test_a_text_that_would_run_is_made_harmless(
    catalogue: Catalogue, hands: Hands, editor: Actor
) -> None:
    published(catalogue, hands, counter="=HYPERLINK(1)")
    sheet = Sheet(editor)
    code = catalogue.list_of(HYGIENE).code
    row = next(cell.row for cell in sheet.page["B"] if cell.value == code)
    cell = sheet.page[f"{sheet.letter(COUNTER)}{row}"]

    assert (cell.value, cell.data_type) == ("'=HYPERLINK(1)", "s")
    assert list(sheet.refused()) == ["B1"]
