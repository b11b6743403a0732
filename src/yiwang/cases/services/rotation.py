# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Seal addresses and contacts of cases anew with the current key, closed cases too."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from yiwang.cases.contacts import events, sealing
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import ContactChange, ShippingWish
from yiwang.cases.shipping import questions as shipping
from yiwang.foundation import encryption
from yiwang.foundation.actors import Actor
from yiwang.foundation.encryption import FIRST, Rotation
from yiwang.ledger import services as ledger

if TYPE_CHECKING:
    from django.db.models import Model


def rotate_wishes(*, batch: int = 500, after: UUID = FIRST, actor: Actor, at: datetime) -> Rotation:
    """Seal the addresses that results go to anew; skip what is current.

    :raises NotYourCase: the actor is not a process of our own
    :raises DecryptionFailed: a key that they are sealed with is not on the ring any more
    """
    return _rotated(ShippingWish, shipping.ADDRESS, batch, after, actor=actor, at=at)


def rotate_contacts(
    *, batch: int = 500, after: UUID = FIRST, actor: Actor, at: datetime
) -> Rotation:
    """Seal the contacts of cases anew; skip what is current.

    :raises NotYourCase: the actor is not a process of our own
    :raises DecryptionFailed: a key that they are sealed with is not on the ring any more
    """
    place = {"table": sealing.TABLE, "column": sealing.COLUMN}
    return _rotated(ContactChange, place, batch, after, actor=actor, at=at)


@transaction.atomic
def _rotated(
    model: "type[Model]",
    place: dict[str, str],
    batch: int,
    after: UUID,
    *,
    actor: Actor,
    at: datetime,
) -> Rotation:
    if not actor.is_system:
        raise NotYourCase
    column = place["column"]
    rows = model._default_manager.select_for_update(of=("self",)).filter(pk__gt=after)
    found = list(rows.order_by("pk")[:batch])
    changed = []
    for row in found:
        blob = bytes(getattr(row, column) or b"")
        if blob and not encryption.is_current(blob):
            setattr(row, column, encryption.reencrypt(blob, **place, row_id=row.pk))
            changed.append(row)
    model._default_manager.bulk_update(changed, [column])
    if changed:
        fact = events.CaseAddressesRotated(rotated=len(changed))
        ledger.append(fact, actor=actor, at=at)
    return Rotation(
        rotated=len(changed),
        last_id=found[-1].pk if found else after,
        is_done=len(found) < batch,
    )
