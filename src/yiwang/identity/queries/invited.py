# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding oneself by a resident or mobile number, without telling others whether one is there."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.foundation.masking import mask_phone, mask_resident_id
from yiwang.identity.models import Account, NaturalPerson
from yiwang.identity.numbers import PERSON_PHONE, RESIDENT_ID
from yiwang.identity.own_account import phone_of

_MOBILE: Final = re.compile(r"(?:\+?86-?)?(1[3-9][0-9]{9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """A resident number as another room may keep it."""

    index: bytes
    masked: str


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """What a person may be found by, for that person alone."""

    name: str
    number: str
    phone: str
    indexes: tuple[bytes, ...]
    phone_indexes: tuple[bytes, ...] = ()
    """Of the registered telephone, and of the one that signs in: both were confirmed."""

    @property
    def resident(self) -> KnownNumber:
        """The resident number as another room may keep it."""
        return KnownNumber(RESIDENT_ID.index(self.number), mask_resident_id(self.number))


def index_of_number(number: str) -> KnownNumber:
    """Return what to keep of a resident number that somebody typed.

    :raises InvalidResidentId: it is none
    """
    known = parse_resident_id(number, on=date.max)
    return KnownNumber(RESIDENT_ID.index(known.number), mask_resident_id(known.number))


def index_of_invited(text: str) -> KnownNumber:
    """Return what to keep of a mobile or a resident number that somebody typed.

    :raises InvalidResidentId: it is neither
    """
    phone = _MOBILE.fullmatch(text.strip().replace(" ", ""))
    if phone is None:
        return index_of_number(text)
    return KnownNumber(PERSON_PHONE.index(phone[1]), mask_phone(phone[1]))


def own_number(actor: Actor) -> OwnNumber | None:
    """Return what the actor's own person may be found by; None for who has none."""
    found = NaturalPerson.objects.visible_to(actor).first() if actor.is_citizen else None
    if found is None:
        return None
    number = RESIDENT_ID.open(found.resident_id_cipher, found.id)
    phone = PERSON_PHONE.open(found.phone_cipher, found.id) if found.phone_cipher else ""
    account = Account.objects.filter(pk=actor.account_id).first() if actor.account_id else None
    phones = {phone, phone_of(account) if account else ""} - {""}
    return OwnNumber(
        found.name,
        number,
        phone,
        tuple(RESIDENT_ID.indexes(number)),
        tuple(index for one in sorted(phones) for index in PERSON_PHONE.indexes(one)),
    )


def person_invited(index: bytes, name: str) -> UUID | None:
    """Return whom an index and a name belong to, so that they can be told; nobody where unknown."""
    known = Q(resident_id_index=bytes(index)) | Q(phone_index=bytes(index))
    people = NaturalPerson.objects.filter(known, name=name).order_by("id")
    return people.values_list("id", flat=True).first()
