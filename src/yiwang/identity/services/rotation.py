# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Seal all numbers of persons anew with the current key, in batches, while people work."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.foundation.encryption import FIRST, Rotation
from yiwang.identity import events, policies
from yiwang.identity.models import Account, LegalPerson, NaturalPerson
from yiwang.identity.numbers import ACCOUNT_PHONE, LEGAL_PHONE, PERSON_PHONE, RESIDENT_ID
from yiwang.identity.policies import Action
from yiwang.ledger import services as ledger


@transaction.atomic
def rotate_person_numbers(
    *, batch: int = 500, after: UUID = FIRST, actor: Actor, at: datetime
) -> Rotation:
    """Seal the numbers of the next people by id anew, with their indexes; skip what is current.

    :raises NotYours: the actor is not a process of our own
    :raises DecryptionFailed: a key that numbers are sealed with is not on the ring any more
    """
    policies.check_can(actor, Action.ROTATE_NUMBERS)
    people = list(
        NaturalPerson.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:batch]
    )
    changed = [person for person in people if _rotate_person(person)]
    NaturalPerson.objects.bulk_update(
        changed, ["resident_id_cipher", "resident_id_index", "phone_cipher", "phone_index"]
    )
    _rotate_accounts(changed)
    note_rotation(len(changed), actor=actor, at=at)
    last_id = people[-1].pk if people else after
    return Rotation(rotated=len(changed), last_id=last_id, is_done=len(people) < batch)


@transaction.atomic
def rotate_legal_person_numbers(
    *, batch: int = 500, after: UUID = FIRST, actor: Actor, at: datetime
) -> Rotation:
    """Seal the telephone numbers of the next legal persons by id anew; skip what is current.

    :raises NotYours: the actor is not a process of our own
    :raises DecryptionFailed: a key that numbers are sealed with is not on the ring any more
    """
    policies.check_can(actor, Action.ROTATE_NUMBERS)
    rows = LegalPerson.objects.select_for_update().filter(pk__gt=after).order_by("pk")
    found = list(rows[:batch])
    changed = [legal_person for legal_person in found if _rotate_legal_person(legal_person)]
    LegalPerson.objects.bulk_update(changed, ["phone_cipher"])
    note_rotation(len(changed), actor=actor, at=at)
    last_id = found[-1].pk if found else after
    return Rotation(rotated=len(changed), last_id=last_id, is_done=len(found) < batch)


@transaction.atomic
def rotate_account_numbers(
    *, batch: int = 500, after: UUID = FIRST, actor: Actor, at: datetime
) -> Rotation:
    """Seal the numbers that the next accounts by id are signed in to with anew; skip current ones.

    :raises NotYours: the actor is not a process of our own
    :raises DecryptionFailed: a key that numbers are sealed with is not on the ring any more
    """
    policies.check_can(actor, Action.ROTATE_NUMBERS)
    rows = Account.objects.select_for_update().filter(pk__gt=after, phone_cipher__isnull=False)
    found = list(rows.order_by("pk")[:batch])
    changed = [account for account in found if ACCOUNT_PHONE.is_stale(account.phone_cipher)]
    for account in changed:
        _rotate_account(account)
    Account.objects.bulk_update(changed, ["phone_cipher", "phone_index"])
    note_rotation(len(changed), actor=actor, at=at)
    last_id = found[-1].pk if found else after
    return Rotation(rotated=len(changed), last_id=last_id, is_done=len(found) < batch)


def _rotate_person(person: NaturalPerson) -> bool:
    is_rotated = False
    if RESIDENT_ID.is_stale(person.resident_id_cipher):
        number = RESIDENT_ID.open(person.resident_id_cipher, person.id)
        person.resident_id_cipher = RESIDENT_ID.seal(number, person.id)
        person.resident_id_index = RESIDENT_ID.index(number)
        is_rotated = True
    if person.phone_cipher and PERSON_PHONE.is_stale(person.phone_cipher):
        phone = PERSON_PHONE.open(person.phone_cipher, person.id)
        person.phone_cipher = PERSON_PHONE.seal(phone, person.id)
        person.phone_index = PERSON_PHONE.index(phone)
        is_rotated = True
    return is_rotated


def _rotate_legal_person(legal_person: LegalPerson) -> bool:
    blob = legal_person.phone_cipher
    if blob is None or not LEGAL_PHONE.is_stale(blob):
        return False
    phone = LEGAL_PHONE.open(blob, legal_person.id)
    legal_person.phone_cipher = LEGAL_PHONE.seal(phone, legal_person.id)
    return True


def _rotate_accounts(people: list[NaturalPerson]) -> None:
    phones = {
        person.id: PERSON_PHONE.open(person.phone_cipher, person.id)
        for person in people
        if person.phone_cipher
    }
    accounts = list(
        Account.objects.select_for_update()
        .filter(person_id__in=phones, phone_index__isnull=False)
        .order_by("pk")
    )
    for account in accounts:
        if account.phone_cipher:
            _rotate_account(account)
        elif account.person_id is not None:
            account.phone_index = ACCOUNT_PHONE.index(phones[account.person_id])
    Account.objects.bulk_update(accounts, ["phone_cipher", "phone_index"])


def _rotate_account(account: Account) -> None:
    phone = ACCOUNT_PHONE.open(account.phone_cipher or b"", account.id)
    account.phone_cipher = ACCOUNT_PHONE.seal(phone, account.id)
    account.phone_index = ACCOUNT_PHONE.index(phone)


def note_rotation(rotated: int, *, actor: Actor, at: datetime) -> None:
    """Write down how many values were sealed anew, if any were."""
    if rotated:
        ledger.append(events.NumbersRotated(rotated=rotated), actor=actor, at=at)
