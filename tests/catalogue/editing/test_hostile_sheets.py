# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Workbooks that are damaged, careless or meant to harm: a sentence, the cell, nothing applied."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.catalogue.editing.hands import of_list, published
from tests.catalogue.editing.workbooks import Sheet, confirmed, editor_of, refusals, sent
from tests.catalogue.worlds import HYGIENE, MORNING, Catalogue
from tests.organizations.factories import XIHU
from yiwang.catalogue import publishing
from yiwang.catalogue.editing import sheet_cells
from yiwang.catalogue.enums import OnlineDepth
from yiwang.catalogue.sheet_enums import SheetState
from yiwang.foundation import workbooks
from yiwang.foundation.actors import system_actor

pytestmark = pytest.mark.django_db
COUNTER, PHONE, VISITS, LIMIT = "办理窗口", "咨询电话", "到现场次数", "承诺办结时限"
VISITED: dict[str, Any] = {
    "visits": 1,
    "visit_reason": "核对原件。",
    "online_depth": OnlineDepth.INFORMATION.value,
}
SHEET_XML = "xl/worksheets/sheet1.xml"


@pytest.fixture
def sheet(catalogue: Catalogue) -> Sheet:
    made = Sheet(editor_of(catalogue.list_of(HYGIENE, XIHU).department))
    made.put(COUNTER, 2, "7号窗口")
    return made


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a workbook with a part more, or another one of this name."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            if one.filename != name:
                new.writestr(one, old.read(one.filename))
        new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet>&c;</worksheet>'
)


@pytest.mark.parametrize(
    ("name", "part", "says"),
    [
        ("xl/vbaProject.bin", b"\xd0\xcf", "宏"),
        ("xl/macrosheets/sheet1.xml", b"<a/>", "宏"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>", "链接"),
        ("xl/connections.xml", b"<connections/>", "链接"),
        ("xl/embeddings/oleObject1.bin", b"\xd0\xcf", "嵌有"),
        ("xl/activeX/activeX1.xml", b"<a/>", "嵌有"),
        (SHEET_XML, b'<?xml version="1.0"?>' + LAUGHS, "可疑的定义"),
        (SHEET_XML, b"<!--" + b"x" * 5000 + b"-->" + LAUGHS, "可疑的定义"),
        (SHEET_XML, LAUGHS.decode().encode("utf-16"), "可疑的定义"),
        (SHEET_XML, b"<worksheet><sheetData><row", "已损坏"),
        (SHEET_XML, b'<worksheet><sheetData><row r="99999999"/></sheetData></worksheet>', "太大"),
        (
            SHEET_XML,
            b'<worksheet><sheetData><row r="900000"><c><v>1</v></c></row></sheetData></worksheet>',
            "太大",
        ),
        (SHEET_XML, b" " * 2**25, "大得不合常理"),
        ("xl/workbook.xml", b"<workbook><sheets>", "已损坏"),
        ("xl/_rels/workbook.xml.rels", b"<a/>", "已损坏"),
    ],
)
def test_a_file_that_holds_what_nobody_reads_is_refused(
    sheet: Sheet, name: str, part: bytes, says: str
) -> None:
    said = refusals(with_part(sheet.content, name, part), sheet.actor)

    assert list(said) == ["/file"]
    assert says in said["/file"]


def test_texts_that_would_fill_the_memory_are_not_read(
    sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_STRINGS", 2**10)
    texts = b"<sst>%s</sst>" % (b"<si><t>7</t></si>" * 100)

    said = refusals(with_part(sheet.content, "xl/sharedStrings.xml", texts), sheet.actor)

    assert "太大" in said["/file"]


@pytest.mark.parametrize(
    ("heading", "value", "says"),
    [
        (COUNTER, '=HYPERLINK("https://example.com","7号")', "公式"),
        (COUNTER, "=cmd|'/C calc'!A0", "公式"),
        (COUNTER, "+cmd|'/C calc'!A0", "公式"),
        (COUNTER, "@SUM(A1)", "公式"),
        (COUNTER, date(2026, 5, 1), "日期"),
        (COUNTER, "#REF!", "错误值"),
        (VISITS, "1.5", "整数"),
        (VISITS, True, "错误值"),
        (LIMIT, 15.5, "小数"),
        ("编码", 1.1330106e30, "编码变成了数字"),
        ("编码", None, "没有编码"),
    ],
)
def test_a_cell_that_is_not_what_it_should_be_is_named(
    sheet: Sheet, heading: str, value: Any, says: str
) -> None:
    sheet.put(heading, 2, value)

    assert says in sheet.refused()[f"{sheet.letter(heading)}2"]


def test_a_phone_whose_nought_got_lost_is_named(catalogue: Catalogue, sheet: Sheet) -> None:
    listed = catalogue.list_of(HYGIENE, XIHU)
    published(catalogue, of_list(catalogue), consult_phone="057187654321")
    again = Sheet(sheet.actor)
    row = again.rows(sheet_cells.SHEET, listed.code)[0]
    again.put(PHONE, row, 57187654321)

    assert "开头的 0 丢了" in again.refused()[f"{again.letter(PHONE)}{row}"]


@pytest.mark.parametrize("value", ["０", " 0 ", 0, "0"])
def test_a_number_may_be_typed_in_any_way(catalogue: Catalogue, sheet: Sheet, value: Any) -> None:
    published(catalogue, of_list(catalogue), **VISITED)
    again = Sheet(sheet.actor)
    row = again.rows(sheet_cells.SHEET, catalogue.list_of(HYGIENE, XIHU).code)[0]
    again.put(VISITS, row, value)
    (change,) = again.sent().changes.all()

    assert change.content.get("visits", 0) == 0


@pytest.mark.parametrize("heading", ["编码", "可以网上办理", "办理形式", "承诺办结时限"])
def test_wide_signs_and_blanks_are_no_change(sheet: Sheet, heading: str) -> None:
    wide = {sign: sign + 0xFEE0 for sign in range(ord("!"), ord("~"))}
    stands = str(sheet.page[f"{sheet.letter(heading)}2"].value)
    sheet.put(heading, 2, f" {stands.translate(wide)}  ")
    (change,) = sheet.sent().changes.all()

    assert [said.partition("：")[0] for said in change.sentences] == ["办理窗口"]


def put_twice(page: Worksheet) -> None:
    page.append([cell.value for cell in page[2]])


def below(page: Worksheet) -> None:
    page.cell(row=2, column=page.max_column + 5, value="多出来的")


@pytest.mark.parametrize(
    ("spoil", "cell", "says"),
    [
        (put_twice, None, "已经出现过"),
        (below, None, "没有列名"),
        (lambda page: setattr(page, "title", "别的名字"), "/别的名字/A1", "没有叫"),
        (lambda page: setattr(page, "sheet_state", "hidden"), "B1", "隐藏"),
    ],
)
def test_a_spoilt_sheet_is_named(
    sheet: Sheet, spoil: Callable[[Worksheet], object], cell: str | None, says: str
) -> None:
    sheet.book.create_sheet("空表")
    spoil(sheet.page)
    stored = sheet.sent()
    said = {one["path"]: one["message"] for one in stored.faults}

    if cell is None:
        assert any(says in one for one in said.values())
    else:
        home = cell if cell.startswith("/") else f"/{sheet_cells.SHEET}/{cell}"
        assert says in said[home]


def test_a_change_in_a_hidden_column_is_named(sheet: Sheet) -> None:
    letter = sheet.letter(COUNTER)
    sheet.page.column_dimensions[letter].hidden = True

    assert "隐藏" in sheet.refused()[f"{letter}2"]


def test_the_order_of_sheets_and_empty_ones_do_not_matter(sheet: Sheet) -> None:
    sheet.book.create_sheet("我的草稿", 0)
    sheet.book.move_sheet(sheet_cells.SHEET, 3)

    assert sheet.send().line_count == 1


def test_a_sheet_of_ones_own_is_named(sheet: Sheet) -> None:
    sheet.book.create_sheet("我的草稿").append(["待定"])

    assert "没有叫“我的草稿”的表" in sheet.refused()["/我的草稿/A1"]


def test_a_million_formatted_rows_are_no_rows(sheet: Sheet) -> None:
    content = sheet.content
    xml = part_of(content, SHEET_XML)
    rows = sheet.page.max_row
    empty = b"".join(b'<row r="%d" s="1"/>' % number for number in range(rows + 1, 1_000_001))
    stored = sent(
        with_part(content, SHEET_XML, xml.replace(b"</sheetData>", empty + b"</sheetData>")),
        sheet.actor,
    )

    assert (stored.state, stored.rows_total) == (SheetState.CHECKED, rows - 1), stored.faults


def test_a_list_that_was_withdrawn_meanwhile_is_named(catalogue: Catalogue, sheet: Sheet) -> None:
    stored = sheet.sent()
    code = sheet.page["B2"].value
    gone = stored.changes.get().item_id
    publishing.withdraw_list(implementation_id=gone, actor=system_actor("change-order"), at=MORNING)
    late = confirmed(stored, sheet.actor)

    assert (late.state, late.order) == (SheetState.REFUSED, None)
    assert "取消" in late.faults[0]["message"]
    assert code in late.faults[0]["message"]
    assert "已经取消" in sheet.refused()["B2"]
