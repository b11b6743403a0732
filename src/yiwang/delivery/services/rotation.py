# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Seal the addresses of parcels anew with the current key, in batches, while people work."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.delivery import addresses, events
from yiwang.delivery.errors import NotYourParcel
from yiwang.delivery.models import Parcel
from yiwang.foundation import encryption
from yiwang.foundation.actors import Actor
from yiwang.foundation.encryption import FIRST, Rotation
from yiwang.ledger import services as ledger

COLUMNS = (addresses.SENDER, addresses.RECIPIENT, addresses.REDIRECT)


@transaction.atomic
def rotate_addresses(
    *, batch: int = 500, after: UUID = FIRST, actor: Actor, at: datetime
) -> Rotation:
    """Seal the addresses of the next parcels by id anew; skip what is current.

    :raises NotYourParcel: the actor is not a process of our own
    :raises DecryptionFailed: a key that addresses are sealed with is not on the ring any more
    """
    if not actor.is_system:
        raise NotYourParcel
    rows = Parcel.objects.select_for_update(of=("self",)).filter(pk__gt=after).order_by("pk")
    found = list(rows[:batch])
    changed = [parcel for parcel in found if _rotate(parcel)]
    Parcel.objects.bulk_update(changed, COLUMNS)
    if changed:
        ledger.append(events.AddressesRotated(rotated=len(changed)), actor=actor, at=at)
    return Rotation(
        rotated=len(changed),
        last_id=found[-1].pk if found else after,
        is_done=len(found) < batch,
    )


def _rotate(parcel: Parcel) -> bool:
    is_stale = False
    for column in COLUMNS:
        blob = bytes(getattr(parcel, column) or b"")
        if blob and not encryption.is_current(blob):
            fresh = encryption.reencrypt(
                blob, table=addresses.TABLE, column=column, row_id=parcel.pk
            )
            setattr(parcel, column, fresh)
            is_stale = True
    return is_stale
