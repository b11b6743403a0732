# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding firms by name, and people by name together with a second thing that one knows of them.

Names of firms are in a public register. People are not browsed by name: whoever looks for one
knows their day of birth or their telephone too, says what for, and leaves a trace, found or not.
Source: 个人信息保护法 5, 6, 28.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.identity import events, selectors
from yiwang.identity.enums import FirmStatus, Purpose
from yiwang.identity.errors import NotYours, SecondFactMissing, TooManyFound
from yiwang.identity.models import LegalPerson, NaturalPerson
from yiwang.identity.numbers import PERSON_PHONE
from yiwang.identity.selectors import ApplicantSummary
from yiwang.identity.services import privacy_reads, throttle
from yiwang.identity.services.privacy_reads import Seen
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

MOST_FIRMS: Final = 10
MOST_PEOPLE: Final = 3
SHORTEST: Final = 2
SHORTEST_OF_FIRMS: Final = 3
"""Signs that the index of names needs to find anything by."""
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FoundFirm:
    """A firm as the public register has it."""

    id: UUID
    name: str
    uscc: str
    is_active: bool


def find_firms_by_name(name: str, *, actor: Actor, at: datetime) -> list[FoundFirm]:
    """Return firms whose names hold these signs, those that begin with them first.

    Call it outside a transaction, as it counts.

    :raises NotYours: the actor works on no cases
    :raises SecondFactMissing: less than three signs
    :raises TooManyAttempts: the account has searched too often
    :raises TooManyFound: more than ten, so that more of the name is wanted
    """
    _check_works_on_cases(actor)
    words = "".join(name.split())[:120]
    if len(words) < SHORTEST_OF_FIRMS:
        raise SecondFactMissing
    throttle.count_search(account=str(actor.account_id or actor.client_id), at=at)
    rows = LegalPerson.objects.values_list("id", "name", "uscc", "status")
    found = list(rows.filter(name__contains=words)[: MOST_FIRMS + 1])  # no order: stops early
    if len(found) > MOST_FIRMS:
        found = list(rows.filter(name=words)[:MOST_FIRMS])
        if not found:
            raise TooManyFound
    firms = [FoundFirm(*row[:3], is_active=row[3] == FirmStatus.ACTIVE) for row in found]
    return sorted(firms, key=lambda firm: (not firm.name.startswith(words), firm.name))


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody who looks for a person knows of them beside the name."""

    born_on: date | None = None
    phone: str = ""


def find_people_by_name(
    name: str,
    known: Known,
    *,
    actor: Actor,
    purpose: Purpose,
    at: datetime,
    case_id: UUID | None = None,
) -> list[ApplicantSummary]:
    """Return the people of this very name and this day of birth or telephone, numbers masked.

    Call it outside a transaction, so that the trace of a miss stays.

    :param case_id: the case that it is for, which the caller has opened
    :raises NotYours: the actor works on no cases
    :raises SecondFactMissing: the name alone, or a telephone that is none
    :raises TooManyAttempts: the account has searched too often
    :raises TooManyFound: so many fit that they cannot be told apart this way
    """
    _check_works_on_cases(actor)
    words, phone = "".join(name.split())[:60], _phone(known.phone)
    if len(words) < SHORTEST or not (known.born_on or phone):
        raise SecondFactMissing
    throttle.count_search(account=str(actor.account_id or actor.client_id), at=at)
    rows = NaturalPerson.objects.filter(name=words)
    if known.born_on:
        rows = rows.filter(born_on=known.born_on)
    if phone:
        rows = rows.filter(phone_index__in=PERSON_PHONE.indexes(phone))
    ids = list(rows.order_by("id").values_list("id", flat=True)[: MOST_PEOPLE + 1])
    if not ids:
        _note_miss(actor, purpose, at)
        return []
    if len(ids) > MOST_PEOPLE:
        raise TooManyFound
    seen = [Seen(one, case_id) for one in ids]
    privacy_reads.note_reads(seen, actor=actor, purpose=purpose, at=at)
    summaries = selectors.applicant_summaries(ids)
    return [summaries[one] for one in ids]


def _note_miss(actor: Actor, purpose: Purpose, at: datetime) -> None:
    with transaction.atomic():
        fact = events.PersonSearchedInVain(purpose=purpose)
        ledger.append(fact, actor=actor, at=at, purpose=purpose)


def _phone(text: str) -> str:
    digits = text.strip().replace(" ", "").replace("-", "")
    if not digits:
        return ""
    if not _MOBILE.fullmatch(digits):
        raise SecondFactMissing
    return digits


def _check_works_on_cases(actor: Actor) -> None:
    if not (actor.is_staff and actor.has_right(Right.CASES_HANDLE)):
        raise NotYours
