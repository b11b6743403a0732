# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Workbooks that tests export, change and send back, and the posts of those who do."""

import io
from datetime import datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.catalogue.worlds import MORNING
from tests.organizations.factories import (
    ZHEJIANG,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
)
from yiwang.catalogue.editing import sheet_cells, sheet_commands
from yiwang.catalogue.editing.catalogue_items import ItemFilter
from yiwang.catalogue.editing.sheet_export import targets_for_sheet, write_sheet
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.models import ChangeOrder
from yiwang.catalogue.models import Sheet as StoredSheet
from yiwang.catalogue.sheet_enums import SheetState
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department


def editor_of(department: Department, *, covers_subtree: bool = False) -> Actor:
    """Return somebody who holds an editor's post in a department: jobs act in it."""
    post = PostFactory(
        department=department, rights=[Right.CATALOGUE_EDIT], covers_subtree=covers_subtree
    )
    staff = StaffMemberFactory(department=department)
    PostHoldingFactory(staff=staff, post=post)
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=staff.id,
        post_id=post.id,
        department_id=department.id,
        division_code=department.division_id,
        covers_subtree=covers_subtree,
        rights=frozenset({Right.CATALOGUE_EDIT}),
    )


def provincial_editor() -> Actor:
    return editor_of(DepartmentFactory(of=ZHEJIANG), covers_subtree=True)


def sent(
    content: bytes, actor: Actor, layer: OrderLayer = OrderLayer.LIST, *, at: datetime = MORNING
) -> StoredSheet:
    """Send a file and let the job check it."""
    sheet = sheet_commands.send_sheet(chunks=[content], layer=layer, actor=actor, at=at)
    return worked(sheet)


def worked(sheet: StoredSheet) -> StoredSheet:
    """Let the job do its next step."""
    sheet_commands.work_on_sheet(sheet_id=sheet.id, at=MORNING)
    sheet.refresh_from_db()
    return sheet


def confirmed(sheet: StoredSheet, actor: Actor) -> StoredSheet:
    """Confirm a workbook and let the job take it over."""
    sheet_commands.confirm_sheet(sheet_id=sheet.id, actor=actor, at=MORNING)
    return worked(sheet)


def refusals(content: bytes, actor: Actor, layer: OrderLayer = OrderLayer.LIST) -> dict[str, str]:
    """Send a file, expect that it is not taken, and return what is said of each cell."""
    before = ChangeOrder.objects.count()
    sheet = sent(content, actor, layer)
    assert (sheet.state, sheet.changes.count()) == (SheetState.REFUSED, 0)
    assert ChangeOrder.objects.count() == before
    home = f"/{sheet_cells.SHEET}/"
    return {one["path"].removeprefix(home): one["message"] for one in sheet.faults}


class Sheet:
    """An exported workbook that a test changes and sends back."""

    def __init__(self, actor: Actor, layer: OrderLayer = OrderLayer.LIST) -> None:
        self.actor, self.layer = actor, layer
        stream = io.BytesIO()
        write_sheet(stream, targets_for_sheet(actor, layer, ItemFilter()), layer)
        self.book = load_workbook(io.BytesIO(stream.getvalue()))

    @property
    def page(self) -> Worksheet:
        return self.book[sheet_cells.SHEET]

    def letter(self, heading: str, title: str = sheet_cells.SHEET) -> str:
        found = next(cell for cell in self.book[title][1] if cell.value == heading)
        return str(found.column_letter)

    def put(self, heading: str, row: int, value: Any, title: str = sheet_cells.SHEET) -> None:
        self.book[title][f"{self.letter(heading, title)}{row}"] = value

    def rows(self, title: str, code: str) -> list[int]:
        """Return in which rows of a sheet an item stands."""
        page = self.book[title]
        letter = self.letter(sheet_cells.CODE, title)
        return [cell.row for cell in page[letter] if cell.value == code]

    @property
    def content(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def sent(self) -> StoredSheet:
        return sent(self.content, self.actor, self.layer)

    def send(self) -> ChangeOrder:
        """Send it, confirm it, and return the order that it has become."""
        sheet = self.sent()
        assert sheet.state == SheetState.CHECKED, sheet.faults
        order = confirmed(sheet, self.actor).order
        assert order is not None
        return order

    def refused(self) -> dict[str, str]:
        return refusals(self.content, self.actor, self.layer)
