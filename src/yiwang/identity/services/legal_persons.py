# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Legal persons, and who acts for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.test_data import is_test_uscc
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.identifiers import new_id
from yiwang.identity import events, policies
from yiwang.identity.enums import AGENT_RIGHTS, HandlerRight, HandlerRole, LegalPersonKind
from yiwang.identity.errors import (
    BadPeriod,
    LegalPersonExists,
    LegalPersonNotFound,
    MandateExists,
    MandateNotFound,
    NotYours,
    PersonNotFound,
    UnknownKind,
)
from yiwang.identity.models import (
    AccessToken,
    LegalPerson,
    LegalPersonHandler,
    NaturalPerson,
)
from yiwang.identity.numbers import LEGAL_PHONE
from yiwang.identity.policies import Action, Subject
from yiwang.identity.services.texts import (
    LONGEST_LEGAL_NAME,
    clean_address,
    clean_name,
    clean_phone,
)
from yiwang.identity.token_cache import tokens
from yiwang.ledger import services as ledger

BATCH = 1000
ALL_RIGHTS = sorted(HandlerRight.values)
USUAL_RIGHTS = sorted(right.value for right in AGENT_RIGHTS)
"""What a counter gives a handler; the representative chooses for themselves."""


@dataclass(frozen=True, slots=True)
class NewLegalPerson:
    """A legal person to register, with the natural person who represents it."""

    uscc: str
    name: str
    kind: str = LegalPersonKind.ENTERPRISE
    representative_id: UUID | None = None
    phone: str = ""
    address_division: str = ""
    address_text: str = ""


def register_legal_person(
    *, legal_person: NewLegalPerson, actor: Actor, at: datetime
) -> LegalPerson:
    """Take down a legal person; its representative may act for it from today.

    :raises InvalidUscc: the credit code cannot be right; the sentence says why
    :raises BadName, BadPhone, BadAddress, UnknownKind: as they say
    :raises PersonNotFound: the representative is not registered
    :raises LegalPersonExists: the credit code is registered
    :raises NotYours: the actor may not register legal persons
    """
    policies.check_can(actor, Action.REGISTER_LEGAL_PERSON)
    return store_registered(legal_person, actor=actor, at=at)


def store_registered(legal_person: NewLegalPerson, *, actor: Actor, at: datetime) -> LegalPerson:
    """Check and store a legal person that the caller may register."""
    made = _made(legal_person, at=at)
    representative = legal_person.representative_id
    _check_people_exist({representative} if representative else set())
    _store([made], actor=actor, at=at)
    return made


def register_legal_persons_bulk(
    *, legal_persons: Sequence[NewLegalPerson], actor: Actor, at: datetime
) -> list[UUID]:
    """Take down many legal persons at once, for loaders; return their ids in the same order.

    :raises NotYours: the actor is not a process of our own
    :raises LegalPersonExists: one of the codes is registered, or comes twice
    """
    policies.check_can(actor, Action.LOAD_IN_BULK)
    made = [_made(new, at=at) for new in legal_persons]
    _check_people_exist({new.representative_id for new in legal_persons if new.representative_id})
    with transaction.atomic():
        for start in range(0, len(made), BATCH):
            _store(made[start : start + BATCH], actor=actor, at=at)
    return [legal_person.id for legal_person in made]


@transaction.atomic
def appoint_handler(
    *,
    legal_person_id: UUID,
    person_id: UUID,
    role: str = HandlerRole.HANDLER,
    until: date | None = None,
    actor: Actor,
    at: datetime,
) -> LegalPersonHandler:
    """Let a natural person act for a legal person from today.

    :param until: first day on which they no longer may; open when left out
    :raises LegalPersonNotFound, PersonNotFound: there is none such
    :raises NotYours: the actor is neither its representative nor a counter
    :raises BadPeriod: the mandate would end before it begins
    :raises MandateExists: they have this role already
    """
    legal_person = _locked(legal_person_id, actor, at=at)
    _check_people_exist({person_id})
    today = timezone.localdate(at)
    if until is not None and until <= today:
        raise BadPeriod
    handler = LegalPersonHandler(
        legal_person=legal_person,
        person_id=person_id,
        role=_role(role),
        rights=ALL_RIGHTS if role == HandlerRole.REPRESENTATIVE else USUAL_RIGHTS,
        since=today,
        until=until,
        accepted_at=at,
    )
    acting = LegalPersonHandler.objects.acting_on(today)
    if acting.filter(legal_person=legal_person, person_id=person_id, role=handler.role).exists():
        raise MandateExists
    handler.save(force_insert=True)
    fact = events.HandlerAppointed(
        legal_person_id=legal_person_id,
        person_id=person_id,
        role=HandlerRole(handler.role),
        since=handler.since,
        until=until,
    )
    ledger.append(fact, actor=actor, at=at)
    return handler


@transaction.atomic
def end_handler(
    *, legal_person_id: UUID, person_id: UUID, role: str, actor: Actor, at: datetime
) -> LegalPersonHandler:
    """End a mandate today.

    :raises LegalPersonNotFound: there is none such
    :raises NotYours: the actor is neither its representative nor a counter
    :raises MandateNotFound: they have no such mandate today
    """
    _locked(legal_person_id, actor, at=at)
    today = timezone.localdate(at)
    handler = (
        LegalPersonHandler.objects.select_for_update()
        .acting_on(today)
        .filter(legal_person_id=legal_person_id, person_id=person_id, role=_role(role))
        .first()
    )
    if handler is None:
        raise MandateNotFound
    handler.until = today
    handler.save(update_fields=["until"])
    AccessToken.objects.filter(acting_for=legal_person_id, account__person_id=person_id).delete()
    fact = events.HandlerEnded(
        legal_person_id=legal_person_id,
        person_id=person_id,
        role=HandlerRole(handler.role),
        until=today,
    )
    ledger.append(fact, actor=actor, at=at)
    tokens.clear()
    return handler


def _made(new: NewLegalPerson, *, at: datetime) -> LegalPerson:
    if new.kind not in LegalPersonKind.values:
        raise UnknownKind(params={"value": str(new.kind)[:20]})
    legal_person_id = new_id()
    uscc = parse_uscc(new.uscc).number
    phone = clean_phone(new.phone)
    division, detail = clean_address(new.address_division, new.address_text)
    return LegalPerson(
        id=legal_person_id,
        uscc=uscc,
        name=clean_name(new.name, longest=LONGEST_LEGAL_NAME),
        kind=new.kind,
        representative_id=new.representative_id,
        phone_cipher=LEGAL_PHONE.seal(phone, legal_person_id) if phone else None,
        address_division_id=division,
        address_text=detail,
        is_test=is_test_uscc(uscc),
        created_at=at,
    )


def _store(made: Sequence[LegalPerson], *, actor: Actor, at: datetime) -> None:
    handlers = [
        LegalPersonHandler(
            legal_person=legal_person,
            person_id=legal_person.representative_id,
            role=HandlerRole.REPRESENTATIVE,
            rights=ALL_RIGHTS,
            since=timezone.localdate(at),
            accepted_at=at,
        )
        for legal_person in made
        if legal_person.representative_id
    ]
    facts = [
        events.LegalPersonRegistered(
            legal_person_id=legal_person.id,
            uscc=legal_person.uscc,
            representative_id=legal_person.representative_id,
        )
        for legal_person in made
    ]
    try:
        with transaction.atomic():
            LegalPerson.objects.bulk_create(made)
            LegalPersonHandler.objects.bulk_create(handlers)
            ledger.append(*facts, actor=actor, at=at)
    except IntegrityError as error:
        raise LegalPersonExists from error


def _locked(legal_person_id: UUID, actor: Actor, *, at: datetime) -> LegalPerson:
    legal_person = LegalPerson.objects.select_for_update().filter(pk=legal_person_id).first()
    if legal_person is None:
        raise LegalPersonNotFound
    represents = (
        LegalPersonHandler.objects.acting_on(timezone.localdate(at))
        .filter(
            legal_person=legal_person,
            person_id=actor.person_id,
            role=HandlerRole.REPRESENTATIVE,
        )
        .exists()
    )
    subject = Subject(
        legal_person_id=legal_person_id,
        represented_by=actor.person_id if represents else None,
    )
    if not policies.can(actor, Action.APPOINT_HANDLER, subject):
        raise NotYours
    return legal_person


def _check_people_exist(person_ids: set[UUID]) -> None:
    if NaturalPerson.objects.filter(pk__in=person_ids).count() != len(person_ids):
        raise PersonNotFound


def _role(role: str) -> HandlerRole:
    if role not in HandlerRole.values:
        raise UnknownKind(params={"value": str(role)[:20]})
    return HandlerRole(role)
