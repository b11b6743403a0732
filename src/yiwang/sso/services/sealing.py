# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Seal the private keys and the session keys of single sign-on anew when field keys change."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.foundation import encryption
from yiwang.foundation.actors import Actor
from yiwang.foundation.encryption import FIRST, Rotation
from yiwang.identity import policies
from yiwang.identity import services as identity
from yiwang.identity.policies import Action
from yiwang.sso import signing
from yiwang.sso.models import Session, SigningKey
from yiwang.sso.services import sessions


@transaction.atomic
def rotate_private_keys(*, actor: Actor, at: datetime) -> int:
    """Seal the private halves of the signing keys anew; return how many. There are a handful.

    :raises NotYours: the actor is not a process of our own
    :raises DecryptionFailed: a key that they are sealed with is not on the ring any more
    """
    policies.check_can(actor, Action.ROTATE_NUMBERS)
    rows = SigningKey.objects.select_for_update().filter(private_cipher__isnull=False)
    stale = [row for row in rows.order_by("pk") if not _is_current(row.private_cipher)]
    for row in stale:
        row.private_cipher = encryption.reencrypt(
            bytes(row.private_cipher or b""), row_id=row.id, **signing.PLACE
        )
    SigningKey.objects.bulk_update(stale, ["private_cipher"])
    identity.note_rotation(len(stale), actor=actor, at=at)
    return len(stale)


@transaction.atomic
def rotate_session_keys(
    *, batch: int = 500, after: UUID = FIRST, actor: Actor, at: datetime
) -> Rotation:
    """Seal the keys of the next sessions by id anew; skip what is current.

    :raises NotYours, DecryptionFailed: as ``rotate_private_keys``
    """
    policies.check_can(actor, Action.ROTATE_NUMBERS)
    rows = Session.objects.select_for_update().filter(pk__gt=after).order_by("pk")
    found = list(rows[:batch])
    stale = [row for row in found if not _is_current(row.key_cipher)]
    for row in stale:
        sealed = bytes(row.key_cipher)
        row.key_cipher = encryption.reencrypt(sealed, row_id=row.id, **sessions.PLACE)
    Session.objects.bulk_update(stale, ["key_cipher"])
    identity.note_rotation(len(stale), actor=actor, at=at)
    last_id = found[-1].pk if found else after
    return Rotation(len(stale), last_id, is_done=len(found) < batch)


def _is_current(blob: bytes | memoryview | None) -> bool:
    return encryption.is_current(bytes(blob or b""))
