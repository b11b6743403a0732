# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Workbooks: sent, confirmed, cancelled, asked for. The request stores; jobs do the work."""

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import get_language

from yiwang.catalogue import jobs
from yiwang.catalogue.editing import sheet_facts
from yiwang.catalogue.editing.access import check_editor, staff_of
from yiwang.catalogue.editing.catalogue_items import ItemFilter
from yiwang.catalogue.editing.sheet_jobs import PART, keep_parts, work_on_sheet
from yiwang.catalogue.enums import OrderLayer, OrderState
from yiwang.catalogue.errors import SheetTooLarge
from yiwang.catalogue.models import Sheet
from yiwang.catalogue.sheet_enums import BUSY, STANDING, SheetKind, SheetState
from yiwang.catalogue.sheet_refusals import (
    SheetEmpty,
    SheetNotFound,
    SheetNotReady,
    TooManySheets,
)
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

__all__ = [
    "begin_again",
    "cancel_sheet",
    "confirm_sheet",
    "drop_old_sheets",
    "order_export",
    "send_sheet",
    "work_on_sheet",
]

MOST_BYTES: Final = 20 * 2**20
MOST_AT_ONCE: Final = 10
STILL: Final = timedelta(minutes=2)
"""A job that has not moved so long was left in the middle."""
KEPT: Final = timedelta(days=30)
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('catalogue_sheet'), hashtext(%s))"


def send_sheet(*, chunks: Iterable[bytes], layer: OrderLayer, actor: Actor, at: datetime) -> Sheet:
    """Take in a workbook, and let a job check it; the same file sent again is the same import.

    :raises NotYourCatalogue: the actor edits no catalogue
    :raises SheetTooLarge: it is larger than 20 MB
    :raises SheetEmpty: nothing was sent
    :raises TooManySheets: ten are in work
    """
    check_editor(actor)
    with tempfile.TemporaryFile() as file:
        digest, size = hashlib.sha256(), 0
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise SheetTooLarge
            digest.update(chunk)
            file.write(chunk)
        if not size:
            raise SheetEmpty
        file.seek(0)
        with transaction.atomic():
            _one_by_one(actor)
            known = _sent_before(actor, layer, digest.hexdigest())
            if known is not None:
                return known
            sheet = _new(actor, SheetKind.IMPORT, layer, at)
            sheet.sha256, sheet.size = digest.hexdigest(), size
            sheet.save()
            keep_parts(sheet, iter(lambda: file.read(PART), b""))
            fact = sheet_facts.SheetSent(
                sheet_id=sheet.id, layer=sheet.layer, sha256=sheet.sha256, size=size
            )
            ledger.append(fact, actor=actor, at=at, region_code=sheet.division_code)
            jobs.defer_sheet(sheet.id)
    return sheet


def order_export(*, layer: OrderLayer, wanted: ItemFilter, actor: Actor, at: datetime) -> Sheet:
    """Let a job write a workbook of the items that a search names; asked twice, it writes one.

    :raises NotYourCatalogue: the actor edits no catalogue
    :raises TooManySheets: ten are in work
    """
    check_editor(actor)
    chosen = asdict(wanted) | {"department_id": str(wanted.department_id or "")}
    with transaction.atomic():
        _one_by_one(actor)
        mine = Sheet.objects.filter(sent_by_id=staff_of(actor), post_id=actor.post_id)
        known = mine.filter(kind=SheetKind.EXPORT, layer=layer, wanted=chosen, state__in=BUSY)
        if (same := known.first()) is not None:
            return same
        sheet = _new(actor, SheetKind.EXPORT, layer, at)
        sheet.wanted = chosen
        sheet.save()
        jobs.defer_sheet(sheet.id)
    return sheet


@transaction.atomic
def confirm_sheet(*, sheet_id: UUID, actor: Actor, at: datetime) -> Sheet:
    """Let a job make a change order of a workbook that was checked; asked twice, it is done once.

    :raises SheetNotFound: there is none such of the actor's
    :raises SheetNotReady: it is not checked, or was refused or cancelled
    """
    sheet = _own(sheet_id, actor)
    if sheet.state in (SheetState.APPLYING, SheetState.APPLIED):
        return sheet
    if sheet.state != SheetState.CHECKED:
        raise SheetNotReady
    sheet.state, sheet.moved_at = SheetState.APPLYING, at
    sheet.save(update_fields=["state", "moved_at"])
    jobs.defer_sheet(sheet.id)
    return sheet


@transaction.atomic
def cancel_sheet(*, sheet_id: UUID, actor: Actor, at: datetime) -> Sheet:
    """Throw away what was read or written; nothing of it is taken over.

    :raises SheetNotFound: there is none such of the actor's
    :raises SheetNotReady: it is becoming a change order, or has become one
    """
    sheet = _own(sheet_id, actor)
    if sheet.state in (SheetState.APPLYING, SheetState.APPLIED):
        raise SheetNotReady
    sheet.state, sheet.finished_at = SheetState.CANCELLED, at
    sheet.save(update_fields=["state", "finished_at"])
    sheet.parts.all().delete()
    sheet.changes.all().delete()
    return sheet


@transaction.atomic
def begin_again(*, sheet_id: UUID, actor: Actor, at: datetime) -> Sheet:
    """Let another worker do the step in whose middle a job was left.

    :raises SheetNotFound: there is none such of the actor's
    :raises SheetNotReady: no job has it, or the job still moves
    """
    sheet = _own(sheet_id, actor)
    if not is_still(sheet, at):
        raise SheetNotReady
    sheet.moved_at = at
    sheet.save(update_fields=["moved_at"])
    jobs.defer_sheet(sheet.id)
    return sheet


def is_still(sheet: Sheet, at: datetime) -> bool:
    """Tell whether a job was left in the middle."""
    return sheet.state in BUSY and sheet.moved_at < at - STILL


def drop_old_sheets(*, at: datetime) -> int:
    """Drop workbooks of more than a month ago; the orders that they became stay."""
    return Sheet.objects.filter(sent_at__lt=at - KEPT).delete()[1].get("catalogue.Sheet", 0)


def _new(actor: Actor, kind: SheetKind, layer: OrderLayer, at: datetime) -> Sheet:
    mine = Sheet.objects.filter(sent_by_id=staff_of(actor), state__in=BUSY)
    if mine.count() >= MOST_AT_ONCE:
        raise TooManySheets(params={"most": MOST_AT_ONCE})
    return Sheet(
        kind=kind,
        layer=layer,
        language=get_language() or "zh-hans",
        division_code=actor.division_code,
        post_id=actor.post_id,
        sent_by_id=staff_of(actor),
        sent_at=at,
        moved_at=timezone.now(),
    )


def _one_by_one(actor: Actor) -> None:
    """Let one person send one after the other, so that a doubled click meets the first one."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [str(staff_of(actor))])


def _sent_before(actor: Actor, layer: OrderLayer, sha256: str) -> Sheet | None:
    """Return the import that the same file has become, unless its order was given up."""
    return (
        Sheet.objects.filter(
            kind=SheetKind.IMPORT,
            sent_by_id=staff_of(actor),
            post_id=actor.post_id,
            layer=layer,
            sha256=sha256,
            state__in=STANDING,
        )
        .exclude(order__state=OrderState.WITHDRAWN)
        .order_by("-sent_at")
        .first()
    )


def _own(sheet_id: UUID, actor: Actor) -> Sheet:
    check_editor(actor)
    sheets = Sheet.objects.select_for_update(of=("self",))
    sheet = sheets.filter(pk=sheet_id, sent_by_id=staff_of(actor)).first()
    if sheet is None:
        raise SheetNotFound
    return sheet
