# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Packing a copy of somebody's data into one ZIP, and dropping it when its days are over."""

import hashlib
import zipfile
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.documents import errors, events, storing
from yiwang.documents.enums import FileKind, ScanState
from yiwang.documents.models import StoredFile
from yiwang.documents.stores.base import Incoming
from yiwang.documents.stores.current import current_store
from yiwang.foundation.actors import system_actor
from yiwang.identity.services import privacy_exports
from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_holdings import Entry, Whose
from yiwang.ledger import services as ledger

ACTOR = system_actor("data-export")
PACK_TASK = "documents.pack_export"
CHUNK = 1 << 20
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every file in the copy, so that the same data make the same bytes."""


def _go_on() -> None:
    """Nobody asks to stop."""


def pack_export(export_id: UUID, *, at: datetime, go_on: Callable[[], None] = _go_on) -> bool:
    """Pack a copy that was asked for; done twice, it changes nothing. Return whether it was new.

    Whoever has many matters gets a large copy, so everything is read and written before the one
    short transaction that hands it over: nothing is locked meanwhile, and a worker that is asked
    to stop may drop what it has.

    :param go_on: called again and again while the copy is written; raises to give it up
    :raises StorageUnavailable: the store cannot write
    """
    asked = privacy_exports.export_to_pack(export_id)
    if asked is None:
        return False
    entries = holdings.entries_of(Whose(asked.account_id, asked.person_id))
    try:
        with current_store().incoming() as incoming:
            _write(incoming.file, entries, at=at, go_on=go_on)
            file = _row(incoming.file, account_id=asked.account_id, at=at)
            return _hand_over(export_id, file, incoming, at=at)
    except OSError as error:
        raise errors.StorageUnavailable from error


@transaction.atomic
def _hand_over(export_id: UUID, file: StoredFile, incoming: Incoming, *, at: datetime) -> bool:
    asked = privacy_exports.waiting_export(export_id)
    if asked is None:
        return False
    storing.hold_object(file.sha256)
    incoming.keep(file.sha256)
    file.save(force_insert=True)
    privacy_exports.finish_export(
        asked, file_id=file.id, sha256=file.sha256, size=file.size, actor=ACTOR, at=at
    )
    return True


def _write(
    target: BinaryIO, entries: Iterator[Entry], *, at: datetime, go_on: Callable[[], None]
) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        told = _("这是您在本平台的个人数据副本，%(day)s 生成。JSON 文件可以用任何文本编辑器打开。")
        words = told % {"day": timezone.localdate(at).isoformat()}
        copy.writestr(zipfile.ZipInfo("README.txt", FIRST_DAY), words.encode())
        taken = {"README.txt"}
        for entry in entries:
            name = _free(entry.path, taken)
            with copy.open(zipfile.ZipInfo(name, FIRST_DAY), "w", force_zip64=True) as member:
                for chunk in entry.chunks():
                    go_on()
                    member.write(chunk)


def _free(path: str, taken: set[str]) -> str:
    """Return a path that stays within the copy and is not taken."""
    parts = [part for part in PurePosixPath(path).parts if part not in {"/", "..", "."}]
    name = "/".join(part.replace("\\", "_") for part in parts)
    while name in taken:
        name = f"_{name}"
    taken.add(name)
    return name


def _row(content: BinaryIO, *, account_id: UUID, at: datetime) -> StoredFile:
    content.flush()
    content.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return StoredFile(
        sha256=digest.hexdigest(),
        size=size,
        kind=FileKind.ZIP,
        media_type="application/zip",
        name=f"yiwang-{timezone.localdate(at).isoformat()}.zip",
        owner_account_id=account_id,
        created_at=at,
        scan_state=ScanState.OFF,
        checked_at=at,
    )


def drop_exports(*, at: datetime) -> int:
    """Delete the copies whose days are over; return how many."""
    with transaction.atomic():
        return _drop(privacy_exports.expire_exports(actor=ACTOR, at=at), at=at)


def _drop(file_ids: Collection[UUID], *, at: datetime) -> int:
    """Delete files; their bytes go with the next sweep of orphans."""
    files = list(StoredFile.objects.filter(pk__in=list(file_ids)).order_by("id"))
    for file in files:
        fact = events.FileDiscarded(file_id=file.id, sha256=file.sha256)
        file.delete()
        ledger.append(fact, actor=ACTOR, at=at)
    return len(files)


def _entries(_whose: Whose) -> Iterator[Entry]:
    """Files come with the cases that they were handed in for."""
    yield from ()


def _erase(whose: Whose) -> int:
    at = timezone.now()
    gone = privacy_exports.expire_exports(actor=ACTOR, at=at, account_id=whose.account_id)
    return _drop(gone, at=at)


holdings.register(holdings.Holding(name="documents", entries=_entries, erase=_erase))
