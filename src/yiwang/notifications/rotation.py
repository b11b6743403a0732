# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Seal the addresses of firms anew with the current key, in batches, while people work."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.foundation import encryption
from yiwang.foundation.actors import Actor
from yiwang.foundation.encryption import FIRST, Rotation
from yiwang.foundation.errors import Forbidden
from yiwang.ledger import services as ledger
from yiwang.notifications import events, staff_events
from yiwang.notifications.models import FirmContact, StaffContact
from yiwang.notifications.models import staff as staff_mails
from yiwang.notifications.models.firms import COLUMN, TABLE


@transaction.atomic
def rotate_firm_contacts(
    *, batch: int = 500, after: UUID = FIRST, actor: Actor, at: datetime
) -> Rotation:
    """Seal the addresses of the next firms by id anew; skip what is current.

    :raises Forbidden: the actor is not a process of our own
    :raises DecryptionFailed: a key that addresses are sealed with is not on the ring any more
    """
    if not actor.is_system:
        raise Forbidden
    rows = FirmContact.objects.select_for_update().filter(pk__gt=after).order_by("pk")
    found = list(rows[:batch])
    stale = [row for row in found if not encryption.is_current(bytes(row.address_cipher))]
    for row in stale:
        sealed = bytes(row.address_cipher)
        row.address_cipher = encryption.reencrypt(sealed, table=TABLE, column=COLUMN, row_id=row.pk)
    FirmContact.objects.bulk_update(stale, ["address_cipher"])
    if stale:
        ledger.append(events.FirmContactsRotated(rotated=len(stale)), actor=actor, at=at)
    last_id = found[-1].pk if found else after
    return Rotation(rotated=len(stale), last_id=last_id, is_done=len(found) < batch)


@transaction.atomic
def rotate_staff_contacts(
    *, batch: int = 500, after: UUID = FIRST, actor: Actor, at: datetime
) -> Rotation:
    """Seal the work mails of the next staff by id anew; skip what is current.

    :raises Forbidden: the actor is not a process of our own
    :raises DecryptionFailed: a key that addresses are sealed with is not on the ring any more
    """
    if not actor.is_system:
        raise Forbidden
    rows = StaffContact.objects.select_for_update().filter(pk__gt=after).order_by("pk")
    found = list(rows[:batch])
    stale = [row for row in found if not encryption.is_current(bytes(row.address_cipher))]
    for row in stale:
        row.address_cipher = encryption.reencrypt(
            bytes(row.address_cipher),
            table=staff_mails.TABLE,
            column=staff_mails.COLUMN,
            row_id=row.pk,
        )
    StaffContact.objects.bulk_update(stale, ["address_cipher"])
    if stale:
        ledger.append(staff_events.StaffMailsRotated(rotated=len(stale)), actor=actor, at=at)
    last_id = found[-1].pk if found else after
    return Rotation(rotated=len(stale), last_id=last_id, is_done=len(found) < batch)
