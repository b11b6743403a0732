# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What came of an import, as a workbook of its own: what it changes, what could not be taken."""

from typing import IO, Final
from uuid import UUID

from openpyxl import Workbook

from yiwang.catalogue.editing.access import check_editor, staff_of
from yiwang.catalogue.editing.sheet_export import harmless
from yiwang.catalogue.models import Sheet
from yiwang.catalogue.sheet_enums import BUSY, SheetKind
from yiwang.catalogue.sheet_refusals import SheetNotFound, SheetNotReady
from yiwang.foundation.actors import Actor

CHANGES: Final = "改动"
FAULTS: Final = "不能采用的地方"
CHANGE_HEADS: Final = ("行", "编码", "事项", "改动")
FAULT_HEADS: Final = ("序号", "位置和原因")


def write_report(file: IO[bytes], sheet_id: UUID, actor: Actor) -> None:
    """Write a row for each change in words, and a row for each cell that could not be taken.

    Headings are always in Chinese, as in the workbooks that travel.

    :raises SheetNotFound: there is none such of the actor's
    :raises SheetNotReady: it is still being read, or is an export
    """
    check_editor(actor)
    found = Sheet.objects.filter(pk=sheet_id, sent_by_id=staff_of(actor)).first()
    if found is None:
        raise SheetNotFound
    if found.kind != SheetKind.IMPORT or found.state in BUSY:
        raise SheetNotReady
    book = Workbook(write_only=True)
    page = book.create_sheet(CHANGES)
    for letter, width in zip("ABCD", (8, 36, 40, 100), strict=True):
        page.column_dimensions[letter].width = width
    page.append(CHANGE_HEADS)
    rows = found.changes.order_by("number").values_list("number", "code", "name", "sentences")
    for number, code, name, sentences in rows.iterator(chunk_size=500):
        for sentence in sentences:
            page.append([number, *(harmless(text) for text in (code, name, sentence))])
    page = book.create_sheet(FAULTS)
    page.column_dimensions["B"].width = 120
    page.append(FAULT_HEADS)
    for place, fault in enumerate(found.faults, start=1):
        page.append([place, harmless(fault["message"])])
    book.save(file)
