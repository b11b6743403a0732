# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Bring a workbook back: every cell is checked, then all of it becomes one change order, or none.

Only cells that differ from what the item says now count as changes. The row says from which
version it was exported; one that has a newer version is refused, so that nobody's change is lost.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from yiwang.catalogue import policies
from yiwang.catalogue.content import dump_content, read_content
from yiwang.catalogue.editing import sheet_cells
from yiwang.catalogue.editing.access import check_editor
from yiwang.catalogue.editing.faults import content_faults
from yiwang.catalogue.editing.orders import MOST_LINES, Draft, open_order
from yiwang.catalogue.editing.sheet_export import harmless
from yiwang.catalogue.editing.targets import Target, base_targets, list_targets
from yiwang.catalogue.editing.wording import SCHEMAS
from yiwang.catalogue.enums import OrderKind, OrderLayer
from yiwang.catalogue.errors import ContentInvalid, SheetRefused
from yiwang.catalogue.models import BaseItem, ChangeLine, ChangeOrder, ImplementationList
from yiwang.foundation import spreadsheets
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.foundation.spreadsheets import Cell, SheetFault

MOST_COLUMNS: Final = 80
MOST_FAULTS: Final = 1_000


@dataclass(slots=True)
class Row:
    """One row of the sheet: the cells by heading."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(slots=True)
class Plan:
    """What a sheet says, as far as it can be taken; ``faults`` names every cell that cannot."""

    layer: OrderLayer
    letters: dict[str, str] = field(default_factory=dict)
    faults: list[FieldError] = field(default_factory=list)
    contents: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    rows: dict[UUID, Row] = field(default_factory=dict)

    def wrong(self, heading: str, number: int, code: str, message: str) -> None:
        """Note what is wrong with a cell."""
        cell = f"{self.letters.get(heading, 'A')}{number}"
        said = f"{sheet_cells.SHEET} {cell}（{heading}）：{message}"
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(FieldError(f"/sheet/{cell}", code, said))


def import_sheet(*, path: Path, layer: OrderLayer, actor: Actor, at: datetime) -> ChangeOrder:
    """Make one change order of a workbook that was exported here and changed.

    :raises SheetRefused: ``errors`` name each cell that cannot be taken; nothing has changed
    :raises NotYourCatalogue: the actor edits no catalogue
    """
    check_editor(actor)
    plan = read_sheet(path, layer, actor)
    if not plan.faults and not plan.contents:
        plan.wrong(sheet_cells.CODE, 1, "unchanged", _("表格里没有任何改动"))
    if plan.faults:
        raise SheetRefused(params={"count": len(plan.faults)}, errors=plan.faults)
    targets = _targets(list(plan.contents), layer)
    drafts = [Draft(targets[one], content) for one, content in plan.contents.items()]
    return open_order(drafts, kind=OrderKind.CHANGE, reason="", actor=actor, at=at)


def read_sheet(path: Path, layer: OrderLayer, actor: Actor) -> Plan:
    """Return what a workbook changes, and what is wrong in which cell."""
    plan = Plan(layer)
    try:
        rows = _rows(path, plan)
        merged = _of_workbook(
            path,
            lambda: spreadsheets.merged_rows(
                path, most_rows=MOST_LINES * 10, most_columns=MOST_COLUMNS
            ),
            {},
        )
        hidden = _of_workbook(path, lambda: spreadsheets.hidden_rows(path), frozenset())
    except spreadsheets.Unreadable as wrong:
        plan.wrong(sheet_cells.CODE, 1, wrong.fault.value, _unreadable(wrong.fault))
        return plan
    found = _found(rows, plan, actor)
    for target, row in found:
        _take(plan, target, row, merged.get(row.number, frozenset()), row.number in hidden)
    _check_contents(plan, {target.id: target for target, _row in found})
    return plan


def _of_workbook(path: Path, read: Any, otherwise: Any) -> Any:
    return read() if spreadsheets.is_workbook(path) else otherwise


def _unreadable(fault: SheetFault) -> str:
    return {
        SheetFault.NOT_A_SPREADSHEET: _("不是 XLSX 或 CSV 文件，或者文件已损坏"),
        SheetFault.HAS_PASSWORD: _("文件加了密码，请去掉密码后再上传"),
        SheetFault.OLD_FORMAT: _("是旧的 XLS 格式，请另存为 XLSX 再上传"),
        SheetFault.BOMB: _("解压后大得不合常理，没有打开"),
        SheetFault.BAD_ENCODING: _("CSV 的文字编码不是 UTF-8、GB18030 或 UTF-16"),
    }[fault]


# ── rows


def _rows(path: Path, plan: Plan) -> list[Row]:
    lines = enumerate(
        spreadsheets.sheet_rows(path, sheet=sheet_cells.SHEET, most_columns=MOST_COLUMNS), start=1
    )
    _number, first = next(lines, (0, ()))
    headings = _headings(first, plan)
    if plan.faults:
        return []
    found: list[Row] = []
    for number, cells in lines:
        if not any(value not in (None, "") for value, _is_formula in cells):
            continue
        if len(found) >= MOST_LINES:
            message = _("超过 %(most)s 行，请按部门或主题分成几份") % {"most": f"{MOST_LINES:,}"}
            plan.wrong(sheet_cells.CODE, number, "too_many_rows", message)
            return []
        found.append(
            Row(
                number,
                {name: cells[place] for place, name in headings.items() if place < len(cells)},
            )
        )
    if not found:
        plan.wrong(sheet_cells.CODE, 1, "no_rows", _("除了列名，一行也没有"))
    return found


def _headings(cells: Sequence[Cell], plan: Plan) -> dict[int, str]:
    known = {*sheet_cells.FIXED, *(one.heading for one in sheet_cells.columns(plan.layer))}
    found: dict[int, str] = {}
    for place, (value, _is_formula) in enumerate(cells):
        heading = str(value or "").strip()
        if not heading:
            continue
        letter = get_column_letter(place + 1)
        if heading in plan.letters:
            plan.faults.append(
                _heading_fault(letter, "twice", _("列名“%(name)s”出现了两次"), heading)
            )
        elif heading not in known:
            plan.faults.append(
                _heading_fault(letter, "unknown", _("没有叫“%(name)s”的列"), heading)
            )
        else:
            plan.letters[heading], found[place] = letter, heading
    for needed in (sheet_cells.MARK, sheet_cells.CODE):
        if needed not in plan.letters:
            plan.faults.append(
                _heading_fault("A", "missing", _("缺少“%(name)s”列，请用这里导出的表格"), needed)
            )
    return found


def _heading_fault(letter: str, code: str, message: str, heading: str) -> FieldError:
    said = f"{sheet_cells.SHEET} {letter}1：{message % {'name': heading[:40]}}"
    return FieldError(f"/sheet/{letter}1", code, said)


def _said(row: Row, heading: str) -> str:
    """Return the text of a cell of a fixed column."""
    value, is_formula = row.cells.get(heading, (None, False))
    return "" if is_formula else (spreadsheets.cell_text(value) or "")


# ── which items


def _found(rows: Sequence[Row], plan: Plan, actor: Actor) -> list[tuple[Target, Row]]:
    """Return the rows whose item is known, in reach, free and not newer than the sheet."""
    codes = [_said(row, sheet_cells.CODE) for row in rows]
    ids = _ids_of(codes, plan.layer)
    targets = _targets(list(ids.values()), plan.layer)
    busy = _busy(list(targets), plan.layer)
    seen: dict[str, int] = {}
    found = []
    for row, code in zip(rows, codes, strict=True):
        target = targets.get(ids.get(code, UUID(int=0)))
        fault = _row_fault(row, code, target, busy, seen, actor)
        seen.setdefault(code, row.number)
        if fault is not None:
            plan.wrong(fault[0], row.number, fault[1], fault[2])
        elif target is not None:
            found.append((target, row))
    return found


def _row_fault(
    row: Row,
    code: str,
    target: Target | None,
    busy: Mapping[UUID, str],
    seen: Mapping[str, int],
    actor: Actor,
) -> tuple[str, str, str] | None:
    if not code:
        return sheet_cells.CODE, "missing", _("没有编码")
    if code in seen:
        return (
            sheet_cells.CODE,
            "twice",
            _("这个编码在第 %(row)s 行已经出现过") % {"row": seen[code]},
        )
    if target is None or not _may(actor, target):
        return sheet_cells.CODE, "unknown", _("没有这个编码的事项，或者不在您的维护范围内")
    if target.id in busy:
        message = _("这个事项正在%(order)s里修改") % {"order": busy[target.id]}
        return sheet_cells.CODE, "busy", message
    if _said(row, sheet_cells.MARK) != str(target.version_id):
        message = _("导出以后已有新版本（第 %(number)s 版），请重新导出再改")
        return sheet_cells.MARK, "stale", message % {"number": target.number}
    return None


def _may(actor: Actor, target: Target) -> bool:
    action = (
        policies.Action.EDIT_BASE if target.layer is OrderLayer.BASE else policies.Action.EDIT_LIST
    )
    region_code, department_id = target.place
    return policies.can(actor, action, division_code=region_code, department_id=department_id)


def _ids_of(codes: Sequence[str], layer: OrderLayer) -> dict[str, UUID]:
    model = BaseItem if layer is OrderLayer.BASE else ImplementationList
    rows = model._default_manager.filter(code__in=[code for code in codes if code])
    return dict(rows.values_list("code", "id"))


def _targets(ids: Sequence[UUID], layer: OrderLayer) -> dict[UUID, Target]:
    return base_targets(ids) if layer is OrderLayer.BASE else list_targets(ids)


def _busy(ids: Sequence[UUID], layer: OrderLayer) -> dict[UUID, str]:
    name = "base_item_id" if layer is OrderLayer.BASE else "implementation_id"
    lines = ChangeLine.objects.filter(is_open=True, **{f"{name}__in": ids}).select_related("order")
    return {getattr(line, name): str(line.order) for line in lines}


# ── what they say


def _take(plan: Plan, target: Target, row: Row, merged: frozenset[str], is_hidden: bool) -> None:
    """Note what a row changes of its item."""
    schema = SCHEMAS[plan.layer]
    stored = read_content(schema, target.content).model_dump(mode="json")
    changed: dict[str, Any] = {}
    for column, text in _cells(plan, row, merged):
        if text == sheet_cells.shown(column, stored.get(column.name)):
            continue
        try:
            changed[column.name] = sheet_cells.read(column, text)
        except sheet_cells.CellWrong as wrong:
            plan.wrong(column.heading, row.number, "unfit", str(wrong))
    if _said(row, sheet_cells.NAME) not in {"", target.name, harmless(target.name)}:
        plan.wrong(sheet_cells.NAME, row.number, "locked", _("对照列不能改"))
    if not changed:
        return
    if is_hidden:
        plan.wrong(
            sheet_cells.CODE,
            row.number,
            "hidden",
            _("这一行被隐藏了，里面却有改动，请取消隐藏后核对"),
        )
    kept = {name: value for name, value in stored.items() if name not in changed}
    plan.contents[target.id] = kept | {
        name: value for name, value in changed.items() if value is not None
    }
    plan.rows[target.id] = row


def _cells(
    plan: Plan, row: Row, merged: frozenset[str]
) -> Iterator[tuple[sheet_cells.Column, str]]:
    """Yield the texts of the cells that can be read as such."""
    for column in sheet_cells.columns(plan.layer):
        if column.heading not in row.cells:
            continue
        value, is_formula = row.cells[column.heading]
        text = spreadsheets.cell_text(value)
        if plan.letters[column.heading] in merged:
            plan.wrong(
                column.heading, row.number, "merged", _("是合并单元格，请取消合并后逐格填写")
            )
        elif is_formula:
            message = _("是公式；系统不计算公式，请改成固定的内容")
            plan.wrong(column.heading, row.number, "formula", message)
        elif text is None:
            message = _("是日期、小数或错误值，请改成文本")
            plan.wrong(column.heading, row.number, "not_text", message)
        else:
            yield column, text.removeprefix("'").replace("\r\n", "\n")


def _check_contents(plan: Plan, targets: Mapping[UUID, Target]) -> None:
    """Check each changed item as publishing would, and name the cell of each fault."""
    headings = {one.name: one.heading for one in sheet_cells.columns(plan.layer)}
    fitting = {}
    for item_id, content in list(plan.contents.items()):
        try:
            fitting[item_id] = dump_content(read_content(SCHEMAS[plan.layer], content))
        except ContentInvalid as refusal:
            _note(plan, plan.rows[item_id], refusal.errors, headings)
    if plan.faults:
        return
    plan.contents = fitting
    for item_id, faults in content_faults(fitting, targets, plan.layer).items():
        _note(plan, plan.rows[item_id], faults, headings)


def _note(plan: Plan, row: Row, faults: Sequence[FieldError], headings: Mapping[str, str]) -> None:
    for fault in faults:
        element = fault.path.strip("/").split("/")[0]
        heading = headings.get(element, sheet_cells.CODE)
        if heading not in plan.letters:
            heading = sheet_cells.CODE
        plan.wrong(heading, row.number, fault.code, str(fault.message))
