# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Confirming the address to which papers may be posted, changing it, and taking it back.

Source: 民事诉讼法 (2023) 88 and 91 on service by post, and 送达地址确认书 as courts use it
(最高人民法院《关于进一步加强民事送达工作的若干意见》).
"""

from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.delivery import events
from yiwang.delivery.addresses import Address
from yiwang.delivery.errors import (
    NotYourParcel,
    OnlyOwnServiceAddress,
    ServiceAddressChanged,
    ServiceAddressMissing,
)
from yiwang.delivery.models import ServiceAddress
from yiwang.delivery.models.service_addresses import COLUMN, TABLE
from yiwang.foundation import encryption
from yiwang.foundation.actors import Actor
from yiwang.foundation.encryption import FIRST, Rotation
from yiwang.ledger import services as ledger

TEXT: Final = (
    "本人（本单位）确认用下面的地址接收行政机关邮寄送达的通知、决定等文书；没有同意电子送达，或者电子送达无法完成的，邮寄到这个地址。",
    "收件人、电话和地址真实、准确；有变化的，会及时在这里修改。",
    "修改或者撤回以前已经交寄的文书，送达不受影响。",
)
"""What is confirmed; Chinese, as it is a legal text. A change makes another hash."""
TEXT_SHA256: Final = sha256("\n".join(TEXT).encode()).hexdigest()


@transaction.atomic
def confirm(*, address: Address, actor: Actor, at: datetime) -> ServiceAddress:
    """Confirm an address; the one before it ends. The same again changes nothing.

    :raises OnlyOwnServiceAddress: somebody else's agent
    :raises ServiceAddressChanged: it was changed in another window at this moment
    """
    applicant_id, account_id = _own(actor)
    known = _in_force(applicant_id)
    if known is not None and known.address == address:
        return known
    if known is not None:
        _end(known, account_id, at)
    row = ServiceAddress(
        applicant_id=applicant_id, text_sha256=TEXT_SHA256, given_by_id=account_id, given_at=at
    )
    row.seal(address)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "service_address_one_in_force" not in str(error):
            raise
        raise ServiceAddressChanged from error
    fact = events.ServiceAddressConfirmed(
        account_id=account_id,
        applicant_id=applicant_id,
        address_id=row.pk,
        text_sha256=TEXT_SHA256,
        replaced_id=known.pk if known else None,
    )
    ledger.append(fact, actor=actor, at=at)
    return row


@transaction.atomic
def end(*, actor: Actor, at: datetime) -> None:
    """Have papers posted there no longer; what was posted before stays served.

    :raises OnlyOwnServiceAddress: somebody else's agent
    :raises ServiceAddressMissing: there is none
    """
    applicant_id, account_id = _own(actor)
    known = _in_force(applicant_id)
    if known is None:
        raise ServiceAddressMissing
    _end(known, account_id, at)
    fact = events.ServiceAddressEnded(
        account_id=account_id, applicant_id=applicant_id, address_id=known.pk
    )
    ledger.append(fact, actor=actor, at=at)


@transaction.atomic
def rotate(*, batch: int = 500, after: UUID = FIRST, actor: Actor, at: datetime) -> Rotation:
    """Seal the next confirmed addresses by id anew with the current key; skip what is current.

    :raises NotYourParcel: the actor is not a process of our own
    """
    if not actor.is_system:
        raise NotYourParcel
    rows = ServiceAddress.objects.select_for_update(of=("self",)).filter(pk__gt=after)
    found = list(rows.order_by("pk")[:batch])
    stale = [row for row in found if not encryption.is_current(bytes(row.address_cipher))]
    for row in stale:
        row.address_cipher = encryption.reencrypt(
            bytes(row.address_cipher), table=TABLE, column=COLUMN, row_id=row.pk
        )
    ServiceAddress.objects.bulk_update(stale, [COLUMN])
    if stale:
        ledger.append(events.AddressesRotated(rotated=len(stale)), actor=actor, at=at)
    last = found[-1].pk if found else after
    return Rotation(rotated=len(stale), last_id=last, is_done=len(found) < batch)


def _in_force(applicant_id: UUID) -> ServiceAddress | None:
    rows = ServiceAddress.objects.filter(applicant_id=applicant_id, ended_at__isnull=True)
    return rows.select_for_update().first()


def _end(row: ServiceAddress, account_id: UUID, at: datetime) -> None:
    row.ended_at, row.ended_by_id = at, account_id
    row.save(update_fields=["ended_at", "ended_by_id"])


def _own(actor: Actor) -> tuple[UUID, UUID]:
    """Return for whom and by which account; a guardian speaks for a ward, an agent for nobody."""
    if not actor.is_citizen or actor.mandate_id is not None:
        raise OnlyOwnServiceAddress
    if actor.applicant_id is None or actor.account_id is None:
        raise OnlyOwnServiceAddress
    return actor.applicant_id, actor.account_id
