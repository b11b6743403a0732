# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Workbooks of one department: a round trip to its end, one that waits, and one refused."""

import io
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from openpyxl import Workbook, load_workbook

from operations.demo import catalogue
from operations.loading import Tick
from yiwang.catalogue.enums import OrderLayer, Verdict
from yiwang.catalogue.models import ChangeOrder, Sheet
from yiwang.catalogue.services import editing, sheets
from yiwang.catalogue.services import editing_questions as questions
from yiwang.catalogue.sheet_enums import SheetState

SHEET = "事项清单"
ROWS = (5, 6, 7)
LOOKED_AT = 30
WORDS = "一层自助服务区"


def load(tick: Tick, *, at: datetime) -> int:
    """Send three workbooks of the county's bureau and let the jobs work; return how many."""
    if Sheet.objects.exists():
        return 0
    hands = catalogue.hands_of("scjg", at=at)
    order = _sent(_edited(hands, _moved), hands, at=at, confirms=True).order
    if order is not None:
        _agreed(order, hands, at=at)
    tick(1, 3)
    _sent(_edited(hands, _longer), hands, at=at)
    tick(2, 3)
    _sent(_edited(hands, _wrong), hands, at=at)
    tick(3, 3)
    return Sheet.objects.count()


def _moved(book: Workbook) -> None:
    """Move the counters of three items."""
    for row in ROWS:
        _put(book, row, "办理窗口", WORDS)


def _longer(book: Workbook) -> None:
    """Open two items on Saturdays."""
    for row in (8, 9):
        _put(book, row, "办理时间", "周一至周五 9:00—17:00，周六 9:00—12:00")


def _wrong(book: Workbook) -> None:
    """Write what cannot be taken: a formula, a number in words, a code that is not there."""
    _put(book, 8, "到现场次数", "两次")
    _put(book, 9, "咨询电话", "=A1")
    _put(book, 10, "办理地点", "政" * 600)
    _put(book, 11, "编码", "99" + "0" * 29)


def _put(book: Workbook, row: int, heading: str, value: str) -> None:
    page = book[SHEET]
    column = next(place for place, cell in enumerate(page[1], 1) if heading in str(cell.value))
    page.cell(row=row, column=column, value=value)


def _edited(hands: catalogue.Hands, edit: Callable[[Workbook], None]) -> bytes:
    """Return the department's workbook of items on no order, as it is exported, with an edit."""
    stream, wanted = io.BytesIO(), questions.ItemFilter()
    rows = questions.items(hands.editor, OrderLayer.LIST, wanted, limit=LOOKED_AT)
    free = {row.id for row in rows if row.order_id is None}
    targets = questions.targets_for_sheet(hands.editor, OrderLayer.LIST, wanted, limit=LOOKED_AT)
    editing.write_sheet(stream, [one for one in targets if one.id in free], OrderLayer.LIST)
    book = load_workbook(io.BytesIO(stream.getvalue()))
    edit(book)
    edited = io.BytesIO()
    book.save(edited)
    return edited.getvalue()


def _sent(content: bytes, hands: catalogue.Hands, *, at: datetime, confirms: bool = False) -> Sheet:
    """Send a workbook and let the job check it; confirmed, it becomes an order."""
    sheet = sheets.send_sheet(chunks=[content], layer=OrderLayer.LIST, actor=hands.editor, at=at)
    sheets.work_on_sheet(sheet_id=sheet.id, at=at)
    sheet.refresh_from_db()
    if confirms and sheet.state == SheetState.CHECKED:
        sheets.confirm_sheet(sheet_id=sheet.id, actor=hands.editor, at=at)
        sheets.work_on_sheet(sheet_id=sheet.id, at=at)
        sheet.refresh_from_db()
    return sheet


def _agreed(order: ChangeOrder, hands: catalogue.Hands, *, at: datetime) -> None:
    """Take the order that a workbook has become all its way."""
    order.refresh_from_db()
    sent = editing.submit_order(
        order_id=order.id,
        revision=order.revision,
        reason="自助服务区启用，三个事项的窗口一起调整。",
        effective_from=timezone.localdate(at),
        actor=hands.editor,
        at=at,
    )
    view = questions.order(sent.id, hands.legal)
    reviewed = editing.pass_review(
        order_id=order.id,
        revision=sent.revision,
        opinions={one.element: (Verdict.AGREE, "") for one in view.opinions},
        actor=hands.legal,
        at=at,
    )
    editing.approve_order(
        order_id=order.id, revision=reviewed.revision, actor=hands.publisher, at=at
    )
