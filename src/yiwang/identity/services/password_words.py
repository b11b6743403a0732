# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Words that no password holds: of the platform and its network, and of whoever signs in.

Source: OWASP ASVS 5.0.0, 6.1.2 and 6.2.11.
"""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone
from pypinyin import lazy_pinyin

from yiwang.identity.models import Account, NaturalPerson
from yiwang.identity.numbers import PERSON_PHONE
from yiwang.identity.own_account import phone_of
from yiwang.organizations import selectors as organizations

SHORTEST_LATIN = 4
"""A shorter run of Latin letters or digits is in every second password by chance."""
SHORTEST_CHINESE = 2


def first_found(password: str, own: Iterable[str]) -> str:
    """Return the first word that a password holds, in whatever case; empty when it holds none.

    :param own: words of the account
    """
    plain = _plain(password)
    words = (_plain(word) for word in (*settings.PASSWORD_WORDS, *own))
    return next((word for word in words if _counts(word) and word in plain), "")


def of_account(account: Account, *, at: datetime) -> list[str]:
    """Return the words of an account that exists: login, number, address, and its holder's."""
    words = [account.login, phone_of(account)]
    addresses = EmailAddress.objects.filter(user_id=account.pk)
    words += of_contacts(*addresses.values_list("email", flat=True))
    if account.staff_id is not None:
        return words + of_staff(account.staff_id, at=at)
    person = account.person
    return words + (of_person(person) if person is not None else [])


def of_person(person: NaturalPerson) -> list[str]:
    """Return the words of a person: name, its sound, birthday and telephone number."""
    phone = PERSON_PHONE.open(person.phone_cipher, person.id) if person.phone_cipher else ""
    return [*_of_name(person.name), f"{person.born_on:%Y%m%d}", phone]


def of_staff(staff_id: UUID, *, at: datetime) -> list[str]:
    """Return the words of a staff member: name, its sound, and their departments' names."""
    departments = organizations.departments_of_staff(staff_id, timezone.localdate(at))
    name = organizations.staff_names([staff_id]).get(staff_id, "")
    own = [word for one in departments for word in (one.name, one.short_name)]
    return [*_of_name(name), *(word for each in own for word in _of_name(each))]


def of_contacts(*contacts: str) -> list[str]:
    """Return the words of numbers and addresses: whole, and an address up to its ``@``."""
    return [word for one in contacts for word in (one, one.partition("@")[0])]


def _of_name(name: str) -> list[str]:
    return [name, "".join(lazy_pinyin(name))]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _counts(word: str) -> bool:
    return len(word) >= (SHORTEST_LATIN if word.isascii() else SHORTEST_CHINESE)
