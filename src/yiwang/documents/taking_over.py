# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that one person has stored and another hands in for them, as a clerk does."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.documents import antivirus, events
from yiwang.documents.enums import ScanState
from yiwang.documents.models import StoredFile
from yiwang.documents.storing import hold_object
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

AGAIN_WITHIN: Final = timedelta(hours=12)


@transaction.atomic
def take_over_files(
    *, file_ids: Collection[UUID], actor: Actor, at: datetime, region_code: str
) -> dict[UUID, UUID]:
    """Give the actor rows of their own over the same bytes; return them by the files they copy.

    Neither the bytes nor what the virus scanner found of them is done again. What is damaged,
    infected or not looked at yet is left out. Asked again soon, the same rows come back. The
    caller has made sure that the owner agrees.
    """
    with reach.everywhere():  # the files are the owner's until here
        theirs = list(StoredFile.objects.filter(pk__in=file_ids).usable().order_by("id"))
    mine = StoredFile.objects.owned_by(actor).filter(
        sha256__in=[one.sha256 for one in theirs], created_at__gt=at - AGAIN_WITHIN
    )
    known = {(one.sha256, one.name): one.pk for one in mine.usable().order_by("id")}
    taken: dict[UUID, UUID] = {}
    for one in theirs:
        if one.scan_state == ScanState.PENDING and antivirus.is_on():
            continue
        found = known.get((one.sha256, one.name))
        taken[one.pk] = found or _row_of(one, actor=actor, at=at, region_code=region_code)
    return taken


def _row_of(file: StoredFile, *, actor: Actor, at: datetime, region_code: str) -> UUID:
    hold_object(file.sha256)
    made = StoredFile(
        **{name: getattr(file, name) for name in ("sha256", "size", "kind", "media_type", "name")},
        scan_state=file.scan_state,
        scanned_at=file.scanned_at,
        checked_at=file.checked_at,
        created_at=at,
        region_code=region_code,
        owner_account_id=actor.account_id,
    )
    made.save(force_insert=True)
    fact = events.FileStored(
        file_id=made.pk,
        sha256=made.sha256,
        size=made.size,
        media_type=made.media_type,
        scan_state=made.scan_state,
    )
    ledger.append(fact, actor=actor, at=at, region_code=region_code)
    return made.pk
