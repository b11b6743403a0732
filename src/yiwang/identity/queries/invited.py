# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding oneself by one's resident number, without telling others whether one is there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.foundation.masking import mask_resident_id
from yiwang.identity.models import NaturalPerson
from yiwang.identity.numbers import PERSON_PHONE, RESIDENT_ID


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


def index_of_number(number: str) -> KnownNumber:
    """Return what to keep of a resident number that somebody typed.

    :raises InvalidResidentId: it is none
    """
    known = parse_resident_id(number, on=date.max)
    return KnownNumber(RESIDENT_ID.index(known.number), mask_resident_id(known.number))


def own_number(actor: Actor) -> OwnNumber | None:
    """Return what the actor's own person may be found by; None for who has none."""
    found = NaturalPerson.objects.visible_to(actor).first() if actor.is_citizen else None
    if found is None:
        return None
    number = RESIDENT_ID.open(found.resident_id_cipher, found.id)
    phone = PERSON_PHONE.open(found.phone_cipher, found.id) if found.phone_cipher else ""
    return OwnNumber(found.name, number, phone, tuple(RESIDENT_ID.indexes(number)))


def person_invited(index: bytes, name: str) -> UUID | None:
    """Return whom an index and a name belong to, so that they can be told; nobody where unknown."""
    people = NaturalPerson.objects.filter(resident_id_index=bytes(index), name=name)
    return people.values_list("id", flat=True).first()
