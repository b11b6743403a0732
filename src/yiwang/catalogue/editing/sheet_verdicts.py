# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Check what a workbook makes of its items as publishing would, and name the cell of each fault."""

from collections.abc import Sequence
from dataclasses import replace

from yiwang.catalogue.content import read_content
from yiwang.catalogue.editing import sheet_cells
from yiwang.catalogue.editing.faults import content_faults
from yiwang.catalogue.editing.sheet_faults import Page, Report
from yiwang.catalogue.editing.sheet_rows import Item
from yiwang.catalogue.editing.wording import SCHEMAS, element_label
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import ContentInvalid
from yiwang.foundation.errors import FieldError


def check_contents(changed: Sequence[Item], layer: OrderLayer, main: Page, report: Report) -> None:
    """Report every element that does not fit, or keeps its item from being published."""
    contents = {}
    for item in changed:
        try:
            read_content(SCHEMAS[layer], item.content)
        except ContentInvalid as refusal:
            _note(report, main, item, refusal.errors, layer)
        else:
            contents[item.target.id] = item.content
    if report.count:
        return
    targets = {
        item.target.id: replace(
            item.target,
            form_code=item.codes["form_code"],
            process_code=item.codes["process_code"],
        )
        for item in changed
    }
    faults = content_faults(contents, targets, layer)
    for item in changed:
        _note(report, main, item, faults.get(item.target.id, ()), layer)


def _note(
    report: Report, main: Page, item: Item, faults: Sequence[FieldError], layer: OrderLayer
) -> None:
    headings = {one.name: one.heading for one in sheet_cells.columns(layer)}
    for fault in faults:
        element, *rest = fault.path.strip("/").split("/")
        if rest and rest[0].isdigit() and (element, int(rest[0])) in item.places:
            _note_member(report, item, fault, layer)
            continue
        part = f"{element}.{rest[0]}" if rest else element
        heading = headings.get(part) or headings.get(element)
        if heading is None or heading not in main.letters:
            message = f"{_label(element, layer)}{fault.message}"
            report.wrong(main, sheet_cells.CODE, item.number, fault.code, message)
        else:
            report.wrong(main, heading, item.number, fault.code, str(fault.message))


def _note_member(report: Report, item: Item, fault: FieldError, layer: OrderLayer) -> None:
    element, place, *rest = fault.path.strip("/").split("/")
    page, row = item.places[element, int(place)]
    table = next(one for one in sheet_cells.tables(layer) if one.element == element)
    headings = {one.name: one.heading for one in table.columns}
    heading = headings.get(rest[0] if rest else "", sheet_cells.CODE)
    report.wrong(page, heading, row.number, fault.code, str(fault.message))


def _label(element: str, layer: OrderLayer) -> str:
    known = element in SCHEMAS[layer].model_fields
    return f"{element_label(element, layer)}：" if known else ""
