# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding whom a case concerns by name, and linking a party that was told without a number.

What a search found is handed on sealed: only whoever searched, and only for half an hour, can say
"this one". So nobody is linked, or made a party, by an id that somebody made up.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.core import signing
from django.db import transaction

from yiwang.cases.enums import PartyRole
from yiwang.cases.errors import ReasonMissing
from yiwang.cases.models import InterestedParty, Statement
from yiwang.cases.procedures.linking_events import PartyLinked, PartyUnlinked
from yiwang.cases.procedures.linking_refusals import (
    FindingLapsed,
    PartyDoesNotFit,
    PartyHasActed,
    PartyKnownAlready,
    PartyNotLinked,
)
from yiwang.cases.procedures.locking import case_for_staff, party_of, touch
from yiwang.cases.procedures.meant import firm_meant
from yiwang.cases.services import content
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.enums import ApplicantKind, Purpose
from yiwang.identity.services import by_name
from yiwang.ledger import selectors as ledger_selectors
from yiwang.ledger import services as ledger

SALT: Final = "yiwang.cases.parties.found"
HOLDS: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A firm or a person that a search found.

    :ivar found: says "this one" to the next command of whoever searched
    :ivar number: a firm's credit code; a person's number masked
    """

    found: str
    kind: str
    name: str
    number: str
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom one looks for: a firm by a part of its name, a person by name and a second fact."""

    kind: str
    name: str
    born_on: date | None = None
    phone: str = ""


def find_parties(
    wanted: Wanted, *, actor: Actor, at: datetime, case_id: UUID | None = None
) -> Sequence[FoundParty]:
    """Return who fits, ten firms or three people at most. Call it outside a transaction.

    :raises SecondFactMissing, TooManyFound, TooManyAttempts, NotYours: as they say
    """
    if wanted.kind == ApplicantKind.LEGAL:
        firms = by_name.find_firms_by_name(wanted.name, actor=actor, at=at)
        return [
            FoundParty(
                _sealed(firm.id, actor), ApplicantKind.LEGAL, firm.name, firm.uscc, firm.is_active
            )
            for firm in firms
        ]
    people = by_name.find_people_by_name(
        wanted.name,
        by_name.Known(wanted.born_on, wanted.phone),
        actor=actor,
        purpose=Purpose.CASE_HANDLING,
        at=at,
        case_id=case_id,
    )
    return [
        FoundParty(_sealed(one.id, actor), ApplicantKind.NATURAL, one.name, one.number_masked)
        for one in people
    ]


def _sealed(person_id: UUID, actor: Actor) -> str:
    return signing.dumps([str(person_id), str(actor.account_id)], salt=SALT)


def party_found(found: str, actor: Actor) -> UUID:
    """Return whom a search of this actor found.

    :raises FindingLapsed: it was somebody else's search, too long ago, or none
    """
    try:
        person_id, account_id = signing.loads(found[:500], salt=SALT, max_age=HOLDS)
    except (signing.BadSignature, ValueError) as error:
        raise FindingLapsed from error
    if account_id != str(actor.account_id):
        raise FindingLapsed
    return UUID(person_id)


@transaction.atomic
def link_party(
    *,
    case_id: UUID,
    party_id: UUID,
    actor: Actor,
    at: datetime,
    number: str = "",
    found: str = "",
    revision: int | None = None,
) -> InterestedParty:
    """Say who a party is that was told without a number; they see it from now on, and are told.

    :param number: resident number or credit code; not kept itself
    :param found: or whom a search has found
    :raises PartyKnownAlready: it is linked
    :raises PartyDoesNotFit: the person found has another name
    :raises FindingLapsed, InvalidResidentId, LegalPersonNotFound: nobody is meant
    """
    case = case_for_staff(case_id, actor=actor, revision=revision)
    party = party_of(case, party_id)
    is_known = party.person_id is not None or party.number_index is not None
    if is_known or party.role != PartyRole.INTERESTED:
        raise PartyKnownAlready
    if found:
        party.person_id = _found_and_fitting(party, found, actor)
    else:
        _numbered(party, number.strip())
    party.save(update_fields=["person_id", "number_index"])
    touch(case)
    fact = PartyLinked(case_id=case.pk, party_id=party.pk, person_id=party.person_id)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return party


def _found_and_fitting(party: InterestedParty, found: str, actor: Actor) -> UUID:
    person = identity.applicant_summary(party_found(found, actor))
    if person.kind == ApplicantKind.NATURAL and person.name != party.name:
        raise PartyDoesNotFit
    return person.id


def _numbered(party: InterestedParty, number: str) -> None:
    if firm_id := firm_meant(number):
        party.person_id = firm_id
        return
    known = identity.index_of_number(number)
    party.number_index = known.index
    # Whether the number is known here under another name is not told, as when a party is told.
    party.person_id = identity.person_invited(known.index, party.name)


@transaction.atomic
def unlink_party(
    *,
    case_id: UUID,
    party_id: UUID,
    reason: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> InterestedParty:
    """Take back a link to the wrong person, who sees nothing of the case from now on.

    :raises ReasonMissing: no reason is given
    :raises PartyNotLinked: there is nothing to take back
    :raises PartyHasActed: they have objected or asked for a hearing themselves
    """
    case = case_for_staff(case_id, actor=actor, revision=revision)
    party, words = party_of(case, party_id), content.words(reason)
    if party.person_id is None and party.number_index is None:
        raise PartyNotLinked
    if not words:
        raise ReasonMissing
    if _has_acted(party):
        raise PartyHasActed
    was, party.person_id, party.number_index = party.person_id, None, None
    party.save(update_fields=["person_id", "number_index"])
    touch(case)
    fact = PartyUnlinked(
        case_id=case.pk,
        party_id=party.pk,
        person_id=was,
        reason_sha256=hashlib.sha256(words.encode()).hexdigest(),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return party


def _has_acted(party: InterestedParty) -> bool:
    """Tell whether the party has spoken for itself, rather than through a clerk."""
    said = Statement.objects.filter(party=party).values_list("pk", flat=True)
    theirs = {str(party.pk), *map(str, said)}
    for fact in ledger_selectors.events_about("case", party.case_id):
        names = {fact.payload.get("statement_id"), fact.payload.get("party_id")}
        if fact.actor.get("kind") == "citizen" and not theirs.isdisjoint(map(str, names)):
            return True
    return False
