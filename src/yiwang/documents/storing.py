# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Taking files in and taking care of them.

The order is the promise: the bytes are durable before the row is written, so a row never points
to a missing object, whatever is killed or full when. What can be left over is an object without a
row; a sweep drops it.
"""

import hashlib
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, ProtectedError, Sum

from yiwang.documents import antivirus, errors, events
from yiwang.documents.enums import FileKind, ScanState
from yiwang.documents.inspection.kinds import Inspection, inspect
from yiwang.documents.models import StoredFile
from yiwang.documents.policies import check_owns
from yiwang.documents.receiving import Readable, Received, receive
from yiwang.documents.stores.base import Incoming
from yiwang.documents.stores.current import current_store
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

DAY = timedelta(hours=24)
MOST_FILES = 500
MOST_BYTES = 1 << 30
"""What one citizen may hand in within a day: far more than an application needs, and no disk."""


def store_upload(
    stream: Readable,
    *,
    name: str,
    owner: Actor,
    at: datetime,
    region_code: str = "",
    expected_size: int | None = None,
) -> StoredFile:
    """Take in a file from a stream, look at it, have it scanned, and store it.

    Memory stays flat whatever the size. A refusal or a cut leaves nothing behind.

    :param stream: an uploaded file, a request, a WSGI body: anything with ``read(size)``
    :param expected_size: what the sender announced (Content-Length), to notice a cut
    :raises DomainError: one of this room's refusals of a file, each with what to do about it
    """
    _check_share(owner, at)
    try:
        with current_store().incoming() as incoming:
            received = receive(
                stream,
                incoming.file,
                limit=settings.DOCUMENT_MAX_BYTES,
                expected_size=expected_size,
            )
            inspection = inspect(incoming.file, name=name, allowed=settings.DOCUMENT_KINDS)
            scan_state = _scanned(incoming.file)
            file = _new_file(received, inspection, scan_state, at)
            file.region_code = region_code
            file.owner_account_id = owner.account_id
            file.owner_client_id = "" if owner.account_id else owner.client_id
            _keep(file, incoming, actor=owner, at=at)
    except OSError as error:
        raise errors.StorageUnavailable from error
    return file


def store_own(
    content: bytes, *, kind: FileKind, name: str, actor: Actor, at: datetime, region_code: str
) -> StoredFile:
    """Store a file that we made ourselves."""
    try:
        with current_store().incoming() as incoming:
            incoming.file.write(content)
            incoming.file.flush()
            received = Received(hashlib.sha256(content).hexdigest(), len(content))
            inspection = inspect(incoming.file, name=name, allowed=[kind.value])
            file = _new_file(received, inspection, ScanState.OFF, at)
            file.region_code = region_code
            _keep(file, incoming, actor=actor, at=at)
    except OSError as error:
        raise errors.StorageUnavailable from error
    return file


@transaction.atomic
def discard_file(*, file_id: UUID, actor: Actor, at: datetime) -> None:
    """Take back a file that the actor handed in and nothing uses.

    :raises FileNotFound: there is none, or it is another's
    :raises FileInUse: a case or a document holds it
    """
    file = StoredFile.objects.select_for_update().filter(id=file_id).first()
    if file is None:
        raise errors.FileNotFound
    check_owns(actor, file)
    try:
        file.delete()
    except ProtectedError:
        raise errors.FileInUse from None
    ledger.append(
        events.FileDiscarded(file_id=file_id, sha256=file.sha256),
        actor=actor,
        at=at,
        region_code=file.region_code,
    )


def hold_object(sha256: str) -> None:
    """Keep everybody else from adding or dropping this object until the transaction ends.

    Without it the sweep could drop an object between the upload that found it and its row.
    """
    key = int.from_bytes(bytes.fromhex(sha256[:16]), signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s::bigint)", [key])


def _check_share(owner: Actor, at: datetime) -> None:
    """Refuse a citizen who has handed in too much lately.

    Requests at the same moment do not see each other; a limit for the disk may be a little soft.
    """
    if not owner.is_citizen:
        return
    lately = StoredFile.objects.owned_by(owner).filter(created_at__gt=at - DAY)
    so_far = lately.aggregate(files=Count("id"), size=Sum("size"))
    if so_far["files"] >= MOST_FILES or (so_far["size"] or 0) >= MOST_BYTES:
        raise errors.TooManyFiles


def _scanned(file: BinaryIO) -> ScanState:
    state = antivirus.scan(file)
    if state is ScanState.INFECTED:
        raise errors.FileInfected
    return state


def _new_file(
    received: Received, inspection: Inspection, scan_state: ScanState, at: datetime
) -> StoredFile:
    return StoredFile(
        sha256=received.sha256,
        size=received.size,
        kind=inspection.kind,
        media_type=inspection.media_type,
        name=inspection.name,
        created_at=at,
        scan_state=scan_state,
        scanned_at=at if scan_state is ScanState.CLEAN else None,
        checked_at=at,
    )


def _keep(file: StoredFile, incoming: Incoming, *, actor: Actor, at: datetime) -> None:
    with transaction.atomic():
        hold_object(file.sha256)
        incoming.keep(file.sha256)
        file.save(force_insert=True)
        ledger.append(
            events.FileStored(
                file_id=file.id,
                sha256=file.sha256,
                size=file.size,
                media_type=file.media_type,
                scan_state=file.scan_state,
            ),
            actor=actor,
            at=at,
            region_code=file.region_code,
        )
