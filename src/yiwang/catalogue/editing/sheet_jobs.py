# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a job does with a workbook: read and check it, take it over, or write one.

Each step can be begun again from its start: what it finds is written down in one transaction at
its end, so a worker that dies in the middle leaves nothing behind but a mark that stands still.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from yiwang.catalogue.editing import sheet_facts
from yiwang.catalogue.editing.catalogue_items import ItemFilter
from yiwang.catalogue.editing.orders import Draft, open_order
from yiwang.catalogue.editing.sheet_export import targets_for_sheet, write_sheet
from yiwang.catalogue.editing.sheet_faults import FILE
from yiwang.catalogue.editing.sheet_import import (
    Plan,
    busy_items,
    may_edit,
    read_sheet,
    targets_of,
)
from yiwang.catalogue.editing.targets import Target
from yiwang.catalogue.enums import OrderKind, OrderLayer
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.models import ChangeOrder, Sheet, SheetChange, SheetPart
from yiwang.catalogue.sheet_enums import SheetKind, SheetState
from yiwang.foundation.actors import Actor, ActorKind, system_actor
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations

ACTOR: Final = system_actor("catalogue-sheet")
PART: Final = 2**20


def work_on_sheet(*, sheet_id: UUID, at: datetime) -> None:
    """Do the next step of a workbook; nothing when another worker did it."""
    sheet = Sheet.objects.filter(pk=sheet_id).first()
    if sheet is None:
        return
    steps: dict[tuple[str, str], Callable[[Sheet, datetime], None]] = {
        (SheetKind.IMPORT, SheetState.WAITING): _check,
        (SheetKind.IMPORT, SheetState.WORKING): _check,
        (SheetKind.IMPORT, SheetState.APPLYING): _take_over,
        (SheetKind.EXPORT, SheetState.WAITING): _write,
        (SheetKind.EXPORT, SheetState.WORKING): _write,
    }
    step = steps.get((sheet.kind, sheet.state))
    if step is not None:
        with override(sheet.language):
            step(sheet, at)


def sender_of(sheet: Sheet, at: datetime) -> Actor:
    """Return who sent a workbook, in the post that they acted in.

    :raises NotYourCatalogue: they hold it no more
    """
    for post in organizations.posts_of(sheet.sent_by_id, timezone.localdate(at)):
        if post.post_id == sheet.post_id:
            return Actor(
                kind=ActorKind.STAFF,
                staff_id=sheet.sent_by_id,
                post_id=post.post_id,
                department_id=post.department_id,
                division_code=post.division_code,
                covers_subtree=post.covers_subtree,
                rights=post.rights,
            )
    raise NotYourCatalogue


# ── an import


def _check(sheet: Sheet, at: datetime) -> None:
    _begin(sheet, at)
    try:
        actor = sender_of(sheet, at)
        with tempfile.TemporaryDirectory(prefix="yiwang-sheet-") as folder:
            path = Path(folder) / "sheet"
            with path.open("wb") as file:
                _unpack(sheet, file)
            plan = read_sheet(
                path, OrderLayer(sheet.layer), actor, progress=lambda done: _moved(sheet, done)
            )
    except DomainError as refusal:
        plan = Plan(OrderLayer(sheet.layer))
        plan.report.whole(refusal.code, str(refusal))
    with transaction.atomic():
        held = _held(sheet, SheetState.WORKING)
        if held is not None:
            _note_plan(held, plan, at)


def _note_plan(sheet: Sheet, plan: Plan, at: datetime) -> None:
    SheetChange.objects.bulk_create(
        (
            SheetChange(
                sheet=sheet,
                number=one.number,
                item_id=one.target.id,
                version_id=one.target.version_id or one.target.id,
                code=one.target.code,
                name=one.target.name,
                content=one.content,
                form_code=one.form_code,
                process_code=one.process_code,
                sentences=one.sentences,
            )
            for one in plan.planned
        ),
        batch_size=500,
    )
    sheet.rows_total = sheet.rows_done = plan.rows_read
    sheet.rows_changed = len(plan.planned)
    if plan.report.count:
        _refuse(sheet, plan.report.faults, plan.report.count, at)
    else:
        sheet.state, sheet.moved_at = SheetState.CHECKED, at
        sheet.save()
    sheet.parts.all().delete()
    fact = sheet_facts.SheetChecked(
        sheet_id=sheet.id, items=len(plan.planned), faults=plan.report.count
    )
    ledger.append(fact, actor=ACTOR, at=at, region_code=sheet.division_code)


def _take_over(sheet: Sheet, at: datetime) -> None:
    """Make one change order of everything, or none when something has changed since the check."""
    with transaction.atomic():
        held = _held(sheet, SheetState.APPLYING)
        if held is None:
            return
        try:
            with transaction.atomic():
                order = _order(held, at)
        except DomainError as refusal:
            faults = refusal.errors or [FieldError(FILE, refusal.code, str(refusal))]
            held.changes.all().delete()
            _refuse(held, faults, len(faults), at)
            return
        held.order, held.state = order, SheetState.APPLIED
        held.finished_at = held.moved_at = at
        held.save()
        held.changes.update(content={})  # what it changed is told as long as the workbook is kept
        fact = sheet_facts.SheetTaken(sheet_id=held.id, order_id=order.id, items=order.line_count)
        ledger.append(fact, actor=ACTOR, at=at, region_code=held.division_code)


class _ChangedSince(DomainError):
    """Something was published, withdrawn or begun since the workbook was checked."""

    code = "catalogue.sheet_changed_since"


def _order(sheet: Sheet, at: datetime) -> ChangeOrder:
    actor, layer = sender_of(sheet, at), OrderLayer(sheet.layer)
    changes = list(sheet.changes.order_by("number"))
    targets = targets_of([one.item_id for one in changes], layer)
    busy = busy_items(list(targets), layer)
    faults = [
        FieldError(f"/{one.code}", "changed_since", f"{one.name}（{one.code}）：{said}")
        for one in changes
        if (said := _since(one, targets.get(one.item_id), busy, actor))
    ]
    if faults:
        raise _ChangedSince(errors=faults)
    drafts = [
        Draft(
            replace(targets[one.item_id], form_code=one.form_code, process_code=one.process_code),
            one.content,
        )
        for one in changes
    ]
    return open_order(drafts, kind=OrderKind.CHANGE, reason="", actor=actor, at=at)


def _since(one: SheetChange, target: Target | None, busy: dict[UUID, str], actor: Actor) -> str:
    """Return what happened to an item since the check; "" for nothing."""
    if target is None or not may_edit(actor, target):
        return _("没有这个编码的事项，或者不在您的维护范围内")
    if target.is_withdrawn:
        return _("检查以后这个事项取消了")
    if target.id in busy:
        return _("这个事项正在%(order)s里修改") % {"order": busy[target.id]}
    if target.version_id != one.version_id:
        return _("检查以后有了新版本（第 %(number)s 版），请重新导出再改") % {
            "number": target.number
        }
    return ""


# ── an export


def _write(sheet: Sheet, at: datetime) -> None:
    _begin(sheet, at)
    layer = OrderLayer(sheet.layer)
    try:
        targets = targets_for_sheet(sender_of(sheet, at), layer, filter_of(sheet.wanted))
    except DomainError as refusal:
        with transaction.atomic():
            held = _held(sheet, SheetState.WORKING)
            if held is not None:
                _refuse(held, [FieldError(FILE, refusal.code, str(refusal))], 1, at)
        return
    Sheet.objects.filter(pk=sheet.pk).update(rows_total=len(targets))
    with tempfile.TemporaryFile() as file:
        write_sheet(file, targets, layer, progress=lambda done: _moved(sheet, done))
        size = file.tell()
        file.seek(0)
        with transaction.atomic():
            held = _held(sheet, SheetState.WORKING)
            if held is None:
                return
            held.parts.all().delete()
            keep_parts(held, iter(lambda: file.read(PART), b""))
            held.state, held.size, held.rows_done = SheetState.READY, size, len(targets)
            held.finished_at = held.moved_at = timezone.now()
            held.save()


def filter_of(wanted: dict[str, Any]) -> ItemFilter:
    """Return the choice of an export as it was kept."""
    department = wanted.get("department_id")
    return ItemFilter(
        words=wanted.get("words", ""),
        department_id=UUID(department) if department else None,
        theme=wanted.get("theme", ""),
    )


# ── parts


def _begin(sheet: Sheet, at: datetime) -> None:
    Sheet.objects.filter(pk=sheet.pk, state__in=[SheetState.WAITING, SheetState.WORKING]).update(
        state=SheetState.WORKING, rows_done=0, moved_at=timezone.now()
    )


def _moved(sheet: Sheet, done: int) -> None:
    Sheet.objects.filter(pk=sheet.pk).update(rows_done=done, moved_at=timezone.now())


def _held(sheet: Sheet, state: SheetState) -> Sheet | None:
    """Return the workbook, kept from others; None when it was cancelled or done meanwhile."""
    return Sheet.objects.select_for_update(of=("self",)).filter(pk=sheet.pk, state=state).first()


def _refuse(sheet: Sheet, faults: Sequence[FieldError], count: int, at: datetime) -> None:
    sheet.state, sheet.fault_count = SheetState.REFUSED, count
    sheet.faults = [
        {"path": one.path, "code": one.code, "message": str(one.message)} for one in faults
    ]
    sheet.finished_at = sheet.moved_at = at
    sheet.save()


def keep_parts(sheet: Sheet, parts: Iterator[bytes]) -> None:
    """Keep a file piece by piece."""
    for number, part in enumerate(parts):
        SheetPart.objects.create(sheet=sheet, number=number, content=part)


def _unpack(sheet: Sheet, file: BinaryIO) -> None:
    parts = sheet.parts.order_by("number").values_list("content", flat=True)
    for content in parts.iterator(chunk_size=4):
        file.write(content)
