# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The keys that sign questions to sources and their answers: made here, sealed, shown once."""

import secrets
from datetime import datetime
from typing import Final

from django.db import transaction

from yiwang.foundation import encryption
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DecryptionFailed
from yiwang.ledger import services as ledger
from yiwang.sharing import events
from yiwang.sharing.connectors.http import signing
from yiwang.sharing.errors import NotYourSource
from yiwang.sharing.models import DataSource, SourceChange

BYTES: Final = 32
OF_SOURCE: Final = "sharing_source"
OF_CHANGE: Final = "sharing_source_change"
COLUMN: Final = "key_cipher"


def made() -> str:
    """Return a new key, in hex."""
    return secrets.token_hex(BYTES)


def name_of(key: str) -> str:
    """Return by which name both sides call a key; it tells nothing of the key."""
    return signing.key_id(bytes.fromhex(key))


def sealed_for_change(key: str, change: SourceChange) -> bytes:
    """Return a key as a proposal keeps it until somebody has decided."""
    return encryption.encrypt(key, table=OF_CHANGE, column=COLUMN, row_id=change.pk)


def handed_over(change: SourceChange) -> bytes | None:
    """Return a proposal's key sealed anew for its source; None when there is none.

    :raises DecryptionFailed: it is not what was sealed for this proposal
    """
    if change.key_cipher is None:
        return None
    key = encryption.decrypt(
        bytes(change.key_cipher), table=OF_CHANGE, column=COLUMN, row_id=change.pk
    )
    return sealed_for_source(key, change.source_code)


def sealed_for_source(key: str, code: str) -> bytes:
    """Return a key as its source keeps it."""
    return encryption.encrypt(key, table=OF_SOURCE, column=COLUMN, row_id=code)


def of_source(source: DataSource) -> bytes:
    """Return the key of a source; empty when it has none that opens, so that nothing is signed."""
    if source.key_cipher is None:
        return b""
    blob = bytes(source.key_cipher)
    try:
        key = encryption.decrypt(blob, table=OF_SOURCE, column=COLUMN, row_id=source.code)
    except DecryptionFailed:
        return b""
    return bytes.fromhex(key)


@transaction.atomic
def rotate_source_keys(*, actor: Actor, at: datetime) -> int:
    """Seal the keys of sources and of proposals anew with the current key; return how many.

    :raises NotYourSource: the actor is not a process of our own
    :raises DecryptionFailed: a key that they are sealed with is not on the ring any more
    """
    if not actor.is_system:
        raise NotYourSource
    number = 0
    for model, table in ((DataSource, OF_SOURCE), (SourceChange, OF_CHANGE)):
        rows = model.objects.select_for_update().filter(key_cipher__isnull=False)
        for row in rows.order_by("pk"):
            blob = bytes(row.key_cipher or b"")
            if encryption.is_current(blob):
                continue
            row.key_cipher = encryption.reencrypt(blob, table=table, column=COLUMN, row_id=row.pk)
            row.save(update_fields=["key_cipher"])
            number += 1
    if number:
        ledger.append(events.SourceKeysRotated(rotated=number), actor=actor, at=at)
    return number
