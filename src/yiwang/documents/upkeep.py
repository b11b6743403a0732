# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What keeps the store sound between uploads: scrub, sweep of orphans, scanning again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import structlog
from django.db import transaction

from yiwang.documents import antivirus, errors, events, selectors
from yiwang.documents.enums import ScanState
from yiwang.documents.models import StoredFile
from yiwang.documents.stores.base import StoredObject
from yiwang.documents.stores.current import current_store
from yiwang.documents.storing import hold_object
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger

ORPHAN_AGE = timedelta(hours=24)
_BATCH = 500
_SCRUB, _SCAN = system_actor("file-scrub"), system_actor("file-scan")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ScrubReport:
    """What a scrub found."""

    checked: int
    damaged: int
    mended: int


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep dropped."""

    objects: int
    incoming: int


def scrub_files(*, at: datetime, limit: int = _BATCH) -> ScrubReport:
    """Read the files that were not compared with their hashes for longest, and mark the bad.

    A damaged file that has become whole, by a restore or by being handed in again, is cleared.
    """
    checked = damaged = mended = 0
    for file in StoredFile.objects.order_by("checked_at", "id")[:limit]:
        was_damaged = file.damaged_at is not None
        is_missing = _trouble(file)
        checked += 1
        damaged += is_missing is not None
        mended += was_damaged and is_missing is None
        _note_scrub(file, is_missing=is_missing, was_damaged=was_damaged, at=at)
    return ScrubReport(checked, damaged, mended)


def sweep_orphans(*, at: datetime) -> SweepReport:
    """Drop objects that no row points to and what dead uploads left, when older than a day."""
    store = current_store()
    before = at - ORPHAN_AGE
    dropped = 0
    for batch in _batches(found for found in store.objects() if found.modified_at < before):
        hashes = {found.sha256 for found in batch}
        known = StoredFile.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)
        for sha256 in hashes - set(known):
            dropped += _drop_orphan(sha256)
    return SweepReport(dropped, store.sweep_incoming(before=before))


def scan_unscanned(*, at: datetime, limit: int = _BATCH) -> int:
    """Scan files that came in while no scanner was set; return how many were looked at.

    :raises ScannerUnavailable: it went away; what was scanned before stays so
    """
    if not antivirus.is_on():
        return 0
    waiting = StoredFile.objects.filter(scan_state__in=[ScanState.OFF, ScanState.PENDING])
    scanned = 0
    for file in waiting.filter(owner_account_id__isnull=False).order_by("id")[:limit]:
        try:
            with selectors.open_object(file.sha256) as content:
                state = antivirus.scan(content)
        except (errors.FileMissing, errors.FileCorrupted):
            continue  # the scrub's business
        _note_scan(file, state, at)
        scanned += 1
    return scanned


def _trouble(file: StoredFile) -> bool | None:
    """Return None for a whole file, else whether it is missing rather than changed."""
    try:
        selectors.open_object(file.sha256).close()
    except errors.FileMissing:
        return True
    except errors.FileCorrupted:
        return False
    return None


@transaction.atomic
def _note_scrub(
    file: StoredFile, *, is_missing: bool | None, was_damaged: bool, at: datetime
) -> None:
    file.checked_at = at
    if is_missing is None:
        file.damaged_at = None
    elif not was_damaged:
        file.damaged_at = at
    file.save(update_fields=["checked_at", "damaged_at"])
    fact: events.FileDamaged | events.FileMended
    if is_missing is not None and not was_damaged:
        _log.error("file_damaged", file_id=str(file.id), is_missing=is_missing)
        fact = events.FileDamaged(file_id=file.id, sha256=file.sha256, is_missing=is_missing)
    elif is_missing is None and was_damaged:
        fact = events.FileMended(file_id=file.id, sha256=file.sha256)
    else:
        return
    ledger.append(fact, actor=_SCRUB, at=at, region_code=file.region_code)


@transaction.atomic
def _note_scan(file: StoredFile, state: ScanState, at: datetime) -> None:
    file.scan_state, file.scanned_at = state, at
    file.save(update_fields=["scan_state", "scanned_at"])
    fact = events.FileScanned(file_id=file.id, scan_state=state)
    ledger.append(fact, actor=_SCAN, at=at, region_code=file.region_code)


@transaction.atomic
def _drop_orphan(sha256: str) -> bool:
    hold_object(sha256)
    if StoredFile.objects.filter(sha256=sha256).exists():
        return False
    current_store().delete(sha256)
    return True


def _batches(found: Iterable[StoredObject]) -> Iterator[list[StoredObject]]:
    rest = iter(found)
    while batch := list(islice(rest, _BATCH)):
        yield batch
