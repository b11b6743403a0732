# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Many things at once without a mouse: a batch with its results, a workbook out and in again."""

from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.factories import World, staff_account, submitted_case
from tests.journeys.conftest import Open
from tests.journeys.desks import complaints, desk
from tests.workbench.desks import COUNTER, again, at_desk
from yiwang.catalogue.editing.sheet_commands import work_on_sheet
from yiwang.catalogue.models import ChangeOrder
from yiwang.catalogue.models.sheets import Sheet
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.browser
SHEETS = "/workbench/catalogue/sheets"
MOST_TABS = 80


def walk_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says these words; a person sees where they are."""
    for _time in range(MOST_TABS):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => { const one = document.activeElement;"
            " return one.ariaLabel || one.labels?.[0]?.textContent || one.textContent || ''; }"
        )
        if words in said:
            return
    raise AssertionError(f"{words} cannot be reached by the keyboard")


def test_two_cases_are_accepted_together_and_each_has_its_result(
    opened: Open, world: World
) -> None:
    found = [submitted_case(world) for _time in range(2)]
    reader = at_desk(world.staff[COUNTER])
    for case in found:
        reader.get(f"/workbench/cases/{case.pk}")
    page = desk(opened, world.staff[COUNTER])

    for key in ("j", "x", "j", "x", "b"):
        page.keyboard.press(key)
    page.wait_for_url("**/tasks/together")
    walk_to(page, "受理选中的")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("办成 2 件，没有办成 0 件")
    assert {again(case).state for case in found} == {"accepted"}
    assert list(complaints(page)) == []


def test_a_workbook_is_taken_out_mended_and_confirmed(
    opened: Open, world: World, tmp_path: Path
) -> None:
    editor = staff_account(world.department, rights={Right.CATALOGUE_EDIT})
    page = desk(opened, editor, SHEETS)
    walk_to(page, "导出为表格")
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")
    book = tmp_path / "lists.xlsx"
    downloading.value.save_as(book)

    changed(book, "办理窗口", "=1+1")
    sent(page, book)
    expect(page.locator("main")).to_contain_text("是公式")
    walk_to(page, "返回")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SHEETS}")

    changed(book, "办理窗口", "三楼9号窗口")
    sent(page, book)
    expect(page.locator("main")).to_contain_text("由 1 号窗口 改为 三楼9号窗口")
    assert list(complaints(page)) == []
    walk_to(page, "确认")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="确认")).to_have_count(0, timeout=15_000)
    work_on_sheet(sheet_id=Sheet.objects.latest("sent_at").id, at=timezone.now())

    page.reload()
    expect(page.get_by_role("link", name="打开变更单")).to_be_visible()
    content = ChangeOrder.objects.get().lines.get().content or {}
    assert content["counter"] == "三楼9号窗口"


def changed(book: Path, column: str, value: str) -> None:
    workbook = load_workbook(book)
    sheet = workbook.worksheets[0]
    place = next(cell.column for cell in sheet[1] if cell.value == column)
    sheet.cell(row=2, column=place, value=value)
    workbook.save(book)


def sent(page: Page, book: Path) -> None:
    """Choose the file and send it by keys alone, and have the job done that reads it."""
    # Asked for well before the key: a browser that has not heard of it yet opens its own dialog.
    with page.expect_file_chooser() as choosing:
        walk_to(page, "表格文件")
        page.keyboard.press("Space")
    choosing.value.set_files(book)
    walk_to(page, "上传检查")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SHEETS}/*")
    work_on_sheet(sheet_id=Sheet.objects.latest("sent_at").id, at=timezone.now())
    page.reload()
