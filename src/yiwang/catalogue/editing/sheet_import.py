# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Bring a workbook back: every cell is checked, then all of it becomes one change order, or none.

Only cells that differ from what the item says now count as changes. The row says from which
version it was exported; one that has a newer version is refused, so that nobody's change is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.catalogue import policies
from yiwang.catalogue.content import dump_content, read_content
from yiwang.catalogue.editing import diff, sheet_cells
from yiwang.catalogue.editing.access import check_editor
from yiwang.catalogue.editing.sheet_export import harmless
from yiwang.catalogue.editing.sheet_faults import Page, Report, Row
from yiwang.catalogue.editing.sheet_file import Progress, read_pages
from yiwang.catalogue.editing.sheet_rows import Item, Reader, take_cells, take_rows
from yiwang.catalogue.editing.sheet_verdicts import check_contents
from yiwang.catalogue.editing.targets import Target, base_targets, list_targets
from yiwang.catalogue.editing.wording import SCHEMAS
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.models import BaseItem, ChangeLine, ImplementationList
from yiwang.foundation import spreadsheets
from yiwang.foundation.actors import Actor

STEP = 200


@dataclass(frozen=True, slots=True)
class Planned:
    """What a workbook makes of one item.

    :ivar sentences: what differs, in plain words
    """

    target: Target
    number: int
    content: dict[str, Any]
    form_code: str
    process_code: str
    sentences: tuple[str, ...]


@dataclass(slots=True)
class Plan:
    """What a workbook says; ``report`` names every cell that cannot be taken."""

    layer: OrderLayer
    report: Report = field(default_factory=Report)
    rows_read: int = 0
    planned: list[Planned] = field(default_factory=list)


def silent(_rows: int) -> None:
    """Tell nobody how far it is."""


def read_sheet(path: Path, layer: OrderLayer, actor: Actor, *, progress: Progress = silent) -> Plan:
    """Return what a workbook changes, and what is wrong in which cell. Changes nothing.

    :param progress: is told how many rows of the first sheet are done
    :raises NotYourCatalogue: the actor edits no catalogue
    """
    check_editor(actor)
    plan = Plan(layer)
    pages = read_pages(path, layer, plan.report, progress)
    if plan.report.count:
        return plan
    main = pages[sheet_cells.SHEET]
    plan.rows_read = len(main.rows)
    found = _found(main, layer, plan.report, actor)
    reader = Reader(plan.report)
    items = _items(main, found, layer, reader, progress)
    take_rows(reader, pages, items, layer)
    changed = [item for item in items.values() if item.is_changed]
    _check_seen(plan.report, main, changed)
    _check_free(plan.report, main, changed, layer)
    if not plan.report.count:
        check_contents(changed, layer, main, plan.report)
    if not plan.report.count:
        plan.planned = _planned(changed, layer)
    if not plan.report.count and not plan.planned:
        plan.report.wrong(main, sheet_cells.CODE, 1, "unchanged", _("表格里没有任何改动"))
    return plan


def _items(
    main: Page,
    found: Sequence[tuple[Target, Row]],
    layer: OrderLayer,
    reader: Reader,
    progress: Progress,
) -> dict[str, Item]:
    items = {}
    for done, (target, row) in enumerate(found, start=1):
        stored = read_content(SCHEMAS[layer], target.content).model_dump(mode="json")
        item = Item(target, row.number, stored)
        take_cells(reader, main, row, item, layer)
        items[target.code] = item
        if done % STEP == 0:
            progress(done)
    return items


def _check_seen(report: Report, main: Page, changed: Sequence[Item]) -> None:
    """Refuse changes that nobody can have seen: in hidden rows, or on a hidden sheet."""
    if main.is_hidden and changed:
        report.wrong(main, sheet_cells.CODE, 1, "hidden", _("这张表被隐藏了，里面却有改动"))
    for item in changed:
        if item.number in main.hidden_rows:
            message = _("这一行被隐藏了，里面却有改动，请取消隐藏后核对")
            report.wrong(main, sheet_cells.CODE, item.number, "hidden", message)


def _check_free(report: Report, main: Page, changed: Sequence[Item], layer: OrderLayer) -> None:
    """Refuse changes of items that stand on an open order; those that stay as they are may."""
    busy = busy_items([item.target.id for item in changed], layer)
    for item in changed:
        if item.target.id in busy:
            message = _("这个事项正在%(order)s里修改") % {"order": busy[item.target.id]}
            report.wrong(main, sheet_cells.CODE, item.number, "busy", message)


def _planned(changed: Sequence[Item], layer: OrderLayer) -> list[Planned]:
    planned = []
    for item in changed:
        content = dump_content(read_content(SCHEMAS[layer], item.content))
        changes = diff.differences(item.target.content, content, layer)
        if layer is OrderLayer.BASE:
            changes += diff.definition_changes(item.pinned, item.codes)
        sentences = tuple(one for change in changes for one in change.sentences)
        if sentences:
            codes = (item.codes["form_code"], item.codes["process_code"])
            planned.append(Planned(item.target, item.number, content, *codes, sentences))
    return planned


# ── which items


def _found(main: Page, layer: OrderLayer, report: Report, actor: Actor) -> list[tuple[Target, Row]]:
    """Return the rows whose item is known, in reach, in use and not newer than the sheet."""
    codes = [code_in(row) for row in main.rows]
    ids = _ids_of(codes, layer)
    targets = targets_of(list(ids.values()), layer)
    seen: dict[str, int] = {}
    found = []
    for row, code in zip(main.rows, codes, strict=True):
        target = targets.get(ids.get(code, UUID(int=0)))
        fault = _unknown(row, code, target, seen, actor) or (
            _not_now(row, target) if target else None
        )
        seen.setdefault(code, row.number)
        if fault is not None:
            report.wrong(main, fault[0], row.number, fault[1], fault[2])
        elif target is not None:
            found.append((target, row))
    return found


def _unknown(
    row: Row, code: str, target: Target | None, seen: Mapping[str, int], actor: Actor
) -> tuple[str, str, str] | None:
    if isinstance(row.cells.get(sheet_cells.CODE, (None, False))[0], float):
        message = _("编码变成了数字，后面的位数丢了；请把这一列设为文本，重新复制编码")
        return sheet_cells.CODE, "number", message
    if not code:
        return sheet_cells.CODE, "missing", _("没有编码")
    if code in seen:
        message = _("这个编码在第 %(row)s 行已经出现过") % {"row": seen[code]}
        return sheet_cells.CODE, "twice", message
    if target is None or not may_edit(actor, target):
        return sheet_cells.CODE, "unknown", _("没有这个编码的事项，或者不在您的维护范围内")
    return None


def _not_now(row: Row, target: Target) -> tuple[str, str, str] | None:
    if target.is_withdrawn:
        message = _("这个事项已经取消，不能用表格修改；要恢复，请在事项页另行起草")
        return sheet_cells.CODE, "withdrawn", message
    if said(row, sheet_cells.MARK) != str(target.version_id):
        message = _("导出以后已有新版本（第 %(number)s 版），请重新导出再改")
        return sheet_cells.MARK, "stale", message % {"number": target.number}
    if said(row, sheet_cells.NAME) not in {"", target.name, harmless(target.name)}:
        return sheet_cells.NAME, "locked", _("对照列不能改")
    return None


def said(row: Row, heading: str) -> str:
    """Return the text of a cell of a fixed column."""
    value, is_formula = row.cells.get(heading, (None, False))
    return "" if is_formula else (spreadsheets.cell_text(value) or "")


def code_in(row: Row) -> str:
    """Return the code that a row is about, however its digits were typed."""
    return sheet_cells.narrow(said(row, sheet_cells.CODE)).removeprefix("'").upper()


def may_edit(actor: Actor, target: Target) -> bool:
    """Tell whether the actor's post edits an item."""
    action = (
        policies.Action.EDIT_BASE if target.layer is OrderLayer.BASE else policies.Action.EDIT_LIST
    )
    region_code, department_id = target.place
    return policies.can(actor, action, division_code=region_code, department_id=department_id)


def _ids_of(codes: Sequence[str], layer: OrderLayer) -> dict[str, UUID]:
    model = BaseItem if layer is OrderLayer.BASE else ImplementationList
    rows = model._default_manager.filter(code__in=[code for code in codes if code])
    return dict(rows.values_list("code", "id"))


def targets_of(ids: Sequence[UUID], layer: OrderLayer) -> dict[UUID, Target]:
    """Return items of a layer with their newest versions."""
    return base_targets(ids) if layer is OrderLayer.BASE else list_targets(ids)


def busy_items(ids: Sequence[UUID], layer: OrderLayer) -> dict[UUID, str]:
    """Return which items stand on an open order, and on which."""
    name = "base_item_id" if layer is OrderLayer.BASE else "implementation_id"
    lines = ChangeLine.objects.filter(is_open=True, **{f"{name}__in": ids}).select_related("order")
    return {getattr(line, name): str(line.order) for line in lines}
