# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The further sheets of a workbook: materials, steps, fees and questions, a row each."""

from typing import Any

import pytest

from tests.catalogue.editing.hands import provincial
from tests.catalogue.editing.workbooks import Sheet, editor_of, provincial_editor
from tests.catalogue.worlds import HYGIENE, MORNING, Catalogue
from tests.organizations.factories import XIHU
from yiwang.catalogue.editing import commands, sheet_cells
from yiwang.catalogue.editing.fields import FieldKind, form_fields
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.models import BaseItem
from yiwang.catalogue.sheet_enums import SheetState

pytestmark = pytest.mark.django_db
BASE = OrderLayer.BASE
MATERIALS, STEPS, FEES, FAQS = "申请材料", "办理流程", "收费项目", "常见问题"


@pytest.fixture
def sheet(catalogue: Catalogue) -> Sheet:
    return Sheet(provincial_editor(), BASE)


@pytest.fixture
def code(catalogue: Catalogue) -> str:
    return BaseItem.objects.get(pk=catalogue.items[HYGIENE]).code


def changed(sheet: Sheet) -> tuple[str, ...]:
    """Send it, and return in plain words what it would change."""
    stored = sheet.sent()
    assert stored.state == SheetState.CHECKED, stored.faults
    found: tuple[str, ...] = tuple(
        sentence for one in stored.changes.all() for sentence in one.sentences
    )
    return found


def refused(sheet: Sheet) -> dict[str, str]:
    return {place.strip("/"): said for place, said in sheet.refused().items()}


@pytest.mark.parametrize("layer", OrderLayer)
def test_every_element_that_the_editor_knows_is_in_the_workbook(layer: OrderLayer) -> None:
    known = {field.name for group in form_fields(layer) for field in group.fields}
    single = {column.name.partition(".")[0] for column in sheet_cells.columns(layer)}
    of_rows = {table.element for table in sheet_cells.tables(layer)}

    assert single | of_rows == known - {sheet_cells.SYSTEM_MADE}


def test_every_part_of_a_row_has_a_column() -> None:
    fields = [field for group in form_fields(BASE) for field in group.fields]
    parts = {one.name: {part.name for part in one.parts} for one in fields}
    for table in sheet_cells.tables(BASE):
        columns = {column.name for column in table.columns}
        assert columns == parts[table.element] - {sheet_cells.SYSTEM_MADE}
    assert {one.name for one in fields if one.kind is FieldKind.ROWS} == {
        table.element for table in sheet_cells.tables(BASE)
    }


def test_headings_of_a_sheet_are_told_apart() -> None:
    for layer in OrderLayer:
        headings = [column.heading for column in sheet_cells.columns(layer)]
        assert len(headings) == len(set(headings))
        for table in sheet_cells.tables(layer):
            named = [*sheet_cells.FIXED_OF_ROWS, *(one.heading for one in table.columns)]
            assert len(named) == len(set(named)), table.title


def test_an_untouched_workbook_of_base_items_changes_nothing(sheet: Sheet) -> None:
    assert list(sheet.refused()) == ["B1"]


def test_a_changed_cell_of_a_material_is_said_in_words(sheet: Sheet, code: str) -> None:
    row = sheet.rows(MATERIALS, code)[0]
    sheet.put("纸质份数", row, "３", MATERIALS)
    (said,) = changed(sheet)

    assert said.startswith("申请材料：修改“")
    assert said.endswith("纸质份数由 0 改为 3")


def test_whose_a_material_is_goes_out_and_comes_back(sheet: Sheet, code: str) -> None:
    page, letter = sheet.book[MATERIALS], sheet.letter("材料归属", MATERIALS)
    rows = sheet.rows(MATERIALS, code)
    went_out = {page[f"{letter}{row}"].value: row for row in rows}
    sheet.put("材料归属", rows[0], "配偶的", MATERIALS)
    sheet.put("材料归属", went_out["法定代表人或者负责人的"], None, MATERIALS)
    line = sheet.send().lines.get()

    assert set(went_out) == {None, "法定代表人或者负责人的"}
    came_back = [one.get("whose") for one in line.content["materials"]]
    assert came_back == ["spouse", *[None] * (len(rows) - 1)]


def test_a_new_row_adds_and_a_row_that_is_gone_removes(sheet: Sheet, code: str) -> None:
    page = sheet.book[FAQS]
    first = sheet.rows(FAQS, code)[0]
    question = page[f"{sheet.letter('问题', FAQS)}{first}"].value
    page.append([code, None, None, "要带什么？", "带身份证。"])
    page.delete_rows(first)
    said = changed(sheet)

    assert "常见问题：增加 要带什么？" in said
    assert any(one.startswith("常见问题：删去") and question[:10] in one for one in said)


def test_the_order_of_rows_is_the_order_of_steps(sheet: Sheet, code: str) -> None:
    page, (first, second, *_rest) = sheet.book[STEPS], sheet.rows(STEPS, code)
    for place in range(1, page.max_column + 1):
        a, b = page.cell(row=first, column=place), page.cell(row=second, column=place)
        a.value, b.value = b.value, a.value

    assert changed(sheet) == ("办理流程：调整了先后顺序",)


def test_an_item_without_rows_on_a_sheet_keeps_what_it_has(sheet: Sheet, code: str) -> None:
    for row in reversed(sheet.rows(FAQS, code)):
        sheet.book[FAQS].delete_rows(row)

    assert list(sheet.refused()) == ["B1"]


def test_all_rows_are_taken_out_by_one_that_says_so(sheet: Sheet, code: str) -> None:
    page = sheet.book[MATERIALS]
    rows = sheet.rows(MATERIALS, code)
    for row in reversed(rows[1:]):
        page.delete_rows(row)
    sheet.put(sheet_cells.ROW, rows[0], sheet_cells.NONE_LEFT, MATERIALS)

    main = sheet.rows(sheet_cells.SHEET, code)[0]
    assert "请填写申请材料" in sheet.refused()[f"B{main}"]


def test_a_fee_goes_in_yuan(sheet: Sheet, code: str) -> None:
    columns = {cell.value: cell.column for cell in sheet.book[FEES][1]}
    page, row = sheet.book[FEES], sheet.book[FEES].max_row + 1
    values = {
        "编码": code,
        "名称": "工本费",
        "收费标准或材料标准": "每证 10.5 元",
        "依据": "价费规定",
    }
    for heading, value in (values | {"金额（元）": "10.50"}).items():
        page.cell(row=row, column=columns[heading], value=value)
    order = sheet.send()
    line = order.lines.get()

    assert [one["amount_cents"] for one in line.content["fees"] if one["name"] == "工本费"] == [
        1050
    ]


@pytest.mark.parametrize(
    ("title", "heading", "value", "says"),
    [
        (MATERIALS, "纸质份数", "三", "整数"),
        (MATERIALS, "纸质份数", "99", "填写有误"),
        (MATERIALS, "标识", "Ａ 甲", "格式不正确"),
        (MATERIALS, "文件格式", "exe", "不在可选的内容里"),
        (MATERIALS, "名称", None, "缺少这一项"),
        (MATERIALS, "材料归属", "邻居的", "不在可选的内容里"),
        (MATERIALS, "需要的情形", "form.(", "form.("),
        (MATERIALS, "行标识", "77", "没有这个行标识"),
        (MATERIALS, "行标识", "一", "没有这个行标识"),
        (MATERIALS, "编码", "330100000000", "事项清单"),
        (STEPS, "时限", "很快", "应写成"),
        (STEPS, "名称", "=A1", "公式"),
        (FAQS, "回答", "长" * 4001, "太长"),
    ],
)
def test_each_cell_of_a_further_sheet_that_cannot_be_taken_is_named(
    sheet: Sheet, code: str, title: str, heading: str, value: Any, says: str
) -> None:
    row = sheet.rows(title, code)[0]
    sheet.put(heading, row, value, title)
    place = f"{title}/{sheet.letter(heading, title)}{row}"
    said = refused(sheet)

    assert place in said, said
    assert says in said[place] or says == "form.("


def test_a_copied_row_has_to_lose_its_key(sheet: Sheet, code: str) -> None:
    page, row = sheet.book[FAQS], sheet.rows(FAQS, code)[0]
    page.append([cell.value for cell in page[row]])

    assert "复制出来的新行" in refused(sheet)[f"{FAQS}/C{page.max_row}"]


def test_rows_of_an_item_that_is_not_on_the_first_sheet_are_named(sheet: Sheet, code: str) -> None:
    sheet.page.delete_rows(sheet.rows(sheet_cells.SHEET, code)[0])
    row = sheet.rows(MATERIALS, code)[0]

    assert "不在“事项清单”表里" in refused(sheet)[f"{MATERIALS}/A{row}"]


def test_themes_form_and_process_go_the_same_way(sheet: Sheet, code: str) -> None:
    row = sheet.rows(sheet_cells.SHEET, code)[0]
    sheet.put("申请表单", row, "no-such-form")
    letter = sheet.letter("申请表单")
    unknown = sheet.refused()
    sheet.put("申请表单", row, BaseItem.objects.get(code=code).versions.get(number=1).form_code)
    sheet.put("法人主题", row, "没有这个主题")

    assert "no-such-form" in unknown[f"{letter}{row}"]
    assert "没有这个主题" in sheet.refused()[f"{sheet.letter('法人主题')}{row}"]


@pytest.mark.parametrize("title", [MATERIALS, STEPS])
def test_a_list_cannot_bring_a_sheet_of_what_is_the_same_everywhere(
    catalogue: Catalogue, title: str
) -> None:
    sheet = Sheet(editor_of(catalogue.list_of(HYGIENE, XIHU).department))
    sheet.book.create_sheet(title).append(["编码", "名称"])

    assert "全省统一" in refused(sheet)[f"{title}/A1"]


def test_a_list_cannot_bring_a_column_of_what_is_the_same_everywhere(
    catalogue: Catalogue,
) -> None:
    sheet = Sheet(editor_of(catalogue.list_of(HYGIENE, XIHU).department))
    place = sheet.page.max_column + 1
    sheet.page.cell(row=1, column=place, value="法定办结时限")

    assert any("全省统一" in said for said in sheet.refused().values())


def test_a_lists_lower_fee_and_spared_material_are_checked(catalogue: Catalogue) -> None:
    sheet = Sheet(editor_of(catalogue.list_of(HYGIENE, XIHU).department))
    row = sheet.rows(sheet_cells.SHEET, catalogue.list_of(HYGIENE, XIHU).code)[0]
    sheet.put("免交材料", row, "no_such_key")

    assert "no_such_key" in sheet.refused()[f"{sheet.letter('免交材料')}{row}"]


def test_what_comes_back_goes_all_the_way(catalogue: Catalogue, sheet: Sheet, code: str) -> None:
    sheet.put("救济途径", sheet.rows(sheet_cells.SHEET, code)[0], "可以申请行政复议。")
    sheet.book[FAQS].append([code, None, None, "要多久？", "十五个工作日。"])
    order, hands = sheet.send(), provincial()
    commands.withdraw_order(
        order_id=order.id, revision=order.revision, actor=hands.drafter, at=MORNING
    )

    assert order.lines.get().content["faqs"][-1]["question"] == "要多久？"
